//! How good topic search is: the targets that `cargo bench --bench search` measures against SQLite.

use daybook::search::{Query, Search};

use crate::support::queries::{self, Quality};

/// The share of queries whose first hit is right, at least.
const FIRST: f64 = 0.85;

/// The share of queries with a right one among the first three hits, at least.
const THIRD: f64 = 0.95;

fn found(text: &str) -> Vec<String> {
    let page = Search::embedded().query(&Query::new(text), 0, 10);
    page.hits.iter().map(|hit| hit.id.to_string()).collect()
}

#[test]
fn people_find_what_they_mean() {
    let mut quality = Quality::default();
    let mut missed = Vec::new();
    for one in queries::all() {
        let rank = one.rank(&found(&one.text));
        quality.add(rank);
        if rank.is_none_or(|rank| rank > 3) {
            missed.push(format!("{:?} ({}): {rank:?}", one.text, one.kind));
        }
    }
    assert!(quality.queries >= 120);
    assert!(quality.hit_at_1() >= FIRST, "hit@1 is {:.3}", quality.hit_at_1());
    assert!(quality.hit_at_3() >= THIRD, "hit@3 is {:.3}; missed: {missed:#?}", quality.hit_at_3());
}

#[test]
fn every_query_expects_entries_that_there_are() {
    let library = daybook::app::library();
    for one in queries::all() {
        assert!(!one.right.is_empty(), "{:?} expects nothing", one.text);
        for id in &one.right {
            assert!(library.entry(&id.parse().expect("an id")).is_some(), "{:?} expects {id}", one.text);
        }
    }
}

#[test]
fn of_each_kind_of_query_there_are_several() {
    let mut kinds = std::collections::BTreeMap::<_, usize>::new();
    for one in queries::all() {
        *kinds.entry(one.kind).or_default() += 1;
    }
    let kinds: Vec<_> = kinds.into_iter().collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert!(kinds.iter().all(|(_, count)| *count >= 10), "{kinds:?}");
}

/// What `daybook search` prints, and its exit code.
fn searched(words: &[&str]) -> (String, String, Option<i32>) {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_daybook"));
    let ran = program.arg("search").args(words).output().expect("the program can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(ran.stdout), text(ran.stderr), ran.status.code())
}

#[test]
fn the_command_line_finds_and_prints_json() {
    let (out, _, code) = searched(&["moon", "landing", "--json", "--limit", "2", "--as-of", "2026-07-20"]);
    assert_eq!(code, Some(0));
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["query"], "moon landing");
    assert!(answer["total"].as_u64().is_some_and(|total| total >= 2));
    let hits = answer["hits"].as_array().expect("a list");
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0]["id"], "apollo-11-moon-landing-1969");
    assert_eq!(hits[0]["how_long_ago"]["years"], 57);
    assert!(hits[0]["score"].as_f64() > hits[1]["score"].as_f64());
    assert!(out.find("\"score\"") < out.find("\"id\""), "the score comes first: {out}");
}

#[test]
fn the_command_line_keeps_to_its_filters() {
    let filters = ["war", "--kind", "birth", "--from", "100 BC", "--to", "1500", "--json", "--limit", "50"];
    let (out, _, _) = searched(&filters);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let hits = answer["hits"].as_array().expect("a list");
    assert!(!hits.is_empty());
    for hit in hits {
        assert_eq!(hit["kind"], "birth");
        assert!((-100..=1500).contains(&hit["date"]["year"].as_i64().expect("a year")), "{hit}");
    }
    let (out, _, _) = searched(&["berlin", "--category", "sports", "--limit", "1"]);
    assert!(out.contains("Sports & Games") && out.contains("id: "), "{out}");
}

#[test]
fn the_command_line_says_what_is_wrong_with_a_query() {
    for (words, code, says) in [
        (&["?!"][..], 2, "no words to look for"),
        (&["war", "--from", "1900", "--to", "1800"], 2, "--from is later than --to"),
        (&["war", "--category", "weather"], 2, "is not a category"),
        (&["war", "--kind", "party"], 2, "one of event, birth, death, observance"),
        (&["war", "--from", "soon"], 2, "is not a year"),
        (&["qqqqqqqqq"], 0, "nothing was found"),
    ] {
        let (out, err, ended) = searched(words);
        assert_eq!((ended, out.as_str()), (Some(code), ""), "{words:?}: {err}");
        assert!(err.contains(says), "{words:?}: {err}");
    }
}
