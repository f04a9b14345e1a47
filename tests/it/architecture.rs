//! Guards the table of parts in the crate docs: who may use whom, and which
//! outside crate is named by which part alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A part and the other parts that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("event", &[]),
    ("clock", &[]),
    ("reach", &[]),
    ("schedule", &[]),
    ("almanac", &["event"]),
    ("feed", &["event", "clock", "reach"]),
    ("search", &["event"]),
    ("library", &["event", "clock", "almanac", "feed", "search"]),
    ("edition", &["event"]),
    ("subscription", &["event", "edition", "schedule"]),
    ("store", &["event", "edition", "schedule", "subscription"]),
    (
        "delivery",
        &[
            "event",
            "clock",
            "schedule",
            "almanac",
            "feed",
            "search",
            "library",
            "edition",
            "subscription",
            "store",
        ],
    ),
    (
        "discord",
        &[
            "event",
            "clock",
            "reach",
            "schedule",
            "almanac",
            "feed",
            "search",
            "library",
            "edition",
            "subscription",
            "store",
            "delivery",
        ],
    ),
    ("playground", &["clock"]),
    ("telemetry", &[]),
    ("config", &["discord", "schedule", "feed", "delivery", "store", "playground", "telemetry"]),
    (
        "app",
        &[
            "event",
            "clock",
            "reach",
            "schedule",
            "almanac",
            "feed",
            "search",
            "library",
            "edition",
            "subscription",
            "store",
            "delivery",
            "discord",
            "playground",
            "telemetry",
            "config",
        ],
    ),
    ("cli", &["app", "config", "library", "search", "feed", "event"]),
];

/// An outside crate (a trailing `_` stands for a family) and the parts that may name it.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("cron", &["schedule"]),
    ("chrono_tz", &["schedule"]),
    ("toml", &["almanac"]),
    ("unicode_normalization", &["almanac", "feed"]),
    ("sqlx", &["store"]),
    ("serenity", &["discord"]),
    ("poise", &["discord"]),
    ("twilight_", &["discord"]),
    ("reqwest", &["discord", "feed", "reach"]),
    ("axum", &["playground"]),
    ("flate2", &["almanac", "feed", "search", "playground"]),
    ("tracing_subscriber", &["telemetry"]),
    ("figment", &["config"]),
    ("strsim", &["search", "config"]),
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    ("tempfile", &["app"]),
    ("textwrap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["app", "cli"]),
    ("clap", &["cli"]),
];

struct Source {
    part: String,
    path: PathBuf,
    code: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&src).ok()?.with_extension("");
            let part = inside.components().next()?.as_os_str().to_str()?.to_owned();
            let text = fs::read_to_string(&path).ok()?;
            let is_tests = inside.iter().any(|piece| piece == "tests");
            let code = if is_tests { String::new() } else { without_comments_and_tests(&text) };
            Some(Source { part, path: inside, code })
        })
        .collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// Drops comments, and the test module at a file's foot: tests may use what they like.
fn without_comments_and_tests(text: &str) -> String {
    let body = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text);
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names that stand before `::` in `code` with nothing but a non-word before them.
fn path_roots(code: &str) -> BTreeSet<String> {
    code.match_indices("::")
        .filter_map(|(at, _)| {
            let before = &code[..at];
            let start = before.rfind(|c: char| !is_word(c)).map_or(0, |i| i + 1);
            let is_root = !before[..start].ends_with("::") && !before[..start].ends_with('.');
            (is_root && start < at).then(|| before[start..].to_owned())
        })
        .collect()
}

/// The parts named as `crate::part`, in a path or in a braced list.
fn parts_named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, marker) in code.match_indices("crate::") {
        let rest = &code[at + marker.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find("};").unwrap_or(list.len())];
            let mut depth = 0;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => word.clear(),
                    _ if depth == 0 && is_word(c) => word.push(c),
                    ':' if depth == 0 && !word.is_empty() => {
                        named.insert(std::mem::take(&mut word));
                    }
                    _ => {}
                }
            }
        } else {
            named.insert(rest.chars().take_while(|c| is_word(*c)).collect());
        }
    }
    named
}

fn describe(violations: &[String], rule: &str) -> String {
    format!("{rule}\n  {}", violations.join("\n  "))
}

#[test]
fn no_part_uses_a_part_that_the_table_does_not_allow() {
    let table: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    let violations: Vec<_> = sources()
        .iter()
        .filter(|source| !["lib", "main"].contains(&source.part.as_str()))
        .flat_map(|source| {
            let allowed = table.get(source.part.as_str()).copied().unwrap_or_else(|| {
                panic!("src/{} is a part that the table in the crate docs does not know", source.part)
            });
            parts_named(&source.code)
                .into_iter()
                .filter(|named| table.contains_key(named.as_str()))
                .filter(|named| *named != source.part && !allowed.contains(&named.as_str()))
                .map(|named| format!("{} uses {named}", source.path.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(violations.is_empty(), "{}", describe(&violations, "arrows that are not in the table of parts:"));
}

#[test]
fn an_outside_crate_is_named_only_by_the_part_that_owns_it() {
    let violations: Vec<_> = sources()
        .iter()
        .flat_map(|source| {
            let part = source.part.as_str();
            path_roots(&source.code)
                .into_iter()
                .filter_map(move |root| {
                    let (name, owners) = OUTSIDE.iter().find(|(name, _)| {
                        if name.ends_with('_') { root.starts_with(name) } else { root == *name }
                    })?;
                    let is_main = part == "main" && *name == "anyhow";
                    (!owners.contains(&part) && !is_main)
                        .then(|| format!("{} names {root}", source.path.display()))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        violations.is_empty(),
        "{}",
        describe(&violations, "outside crates named by a part that does not own them:")
    );
}

#[test]
fn the_crate_docs_list_every_part() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (part, _) in MAY_USE {
        assert!(docs.contains(&format!("//! | [`{part}`]")), "the crate docs have no row for `{part}`");
    }
}

#[test]
fn the_crate_docs_name_the_owner_of_every_outside_crate() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (name, owners) in OUTSIDE {
        let shown = if name.ends_with('_') { format!("`{name}*`") } else { format!("`{name}`") };
        for owner in *owners {
            let row = docs.lines().find(|line| line.starts_with(&format!("//! | [`{owner}`]")));
            assert!(
                row.is_some_and(|row| row.contains(&shown)),
                "the row of `{owner}` does not name {shown}"
            );
        }
    }
}

#[test]
fn no_part_is_a_junk_drawer() {
    let banned = ["utils", "util", "helpers", "common", "types", "manager", "service", "core", "misc"];
    for source in sources() {
        for piece in &source.path {
            let piece = piece.to_str().unwrap();
            assert!(!banned.contains(&piece), "{} has a name that says nothing", source.path.display());
        }
    }
}

#[test]
fn tests_do_not_fork_the_code() {
    for source in sources() {
        assert!(
            !source.code.contains("cfg(test)") && !source.code.contains("cfg!(test)"),
            "{} behaves differently under test",
            source.path.display()
        );
    }
}

#[test]
fn files_stay_small_enough_to_read() {
    for source in sources() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&source.path).with_extension("rs");
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 450, "{} has {lines} lines: is it still one thing?", source.path.display());
    }
}
