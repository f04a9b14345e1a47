use super::*;
use crate::event::{Category, Century, Kind, Year};
use proptest::prelude::*;

fn ids(text: &str, filters: Filters) -> Vec<String> {
    let page = Search::embedded().query(&Query::new(text).filtered(filters), 0, 10);
    page.hits.iter().map(|hit| hit.id.to_string()).collect()
}

#[test]
fn accents_make_no_difference() {
    for text in ["Simón Bolívar", "simon bolivar", "SIMON BOLÍVAR"] {
        assert_eq!(ids(text, Filters::default()), ids("Simon Bolivar", Filters::default()), "{text}");
    }
    assert!(!ids("simon bolivar", Filters::default()).is_empty());
}

#[test]
fn an_exact_word_is_not_drowned_by_those_that_are_near() {
    let found = ids("titan", Filters::default());
    assert_eq!(found[0], "huygens-discovers-titan-1655");
    assert_eq!(ids("titanic", Filters::default())[0], "sinking-of-the-titanic-1912");
}

#[test]
fn a_phrase_in_quotes_stands_as_it_is_in_every_hit() {
    let search = Search::embedded();
    let loose = search.query(&Query::new("world cup"), 0, 1).total;
    let phrase = search.query(&Query::new("\"cup world\""), 0, 1).total;
    assert!(loose > 0 && phrase == 0);
}

#[test]
fn filters_keep_out_what_they_say_and_the_menus_still_show_the_rest() {
    let search = Search::embedded();
    let all = search.query(&Query::new("india"), 0, 5);
    let (category, count) = all.categories[0];
    let narrowed = Query::new("india").filtered(Filters { category: Some(category), ..Filters::default() });
    let narrowed = search.query(&narrowed, 0, 5);
    assert_eq!(narrowed.total, count);
    assert_eq!(narrowed.categories, all.categories);
    let century: Century = "19th".parse().unwrap();
    let of = |filters| search.query(&Query::new("india").filtered(filters), 0, 5);
    let then = of(Filters { from: Some(century.first()), to: Some(century.last()), ..Filters::default() });
    assert_eq!(Some((century, then.total)), all.centuries.iter().copied().find(|(of, _)| *of == century));
    let births = of(Filters { kind: Some(Kind::Birth), category: Some(Category::War), ..Filters::default() });
    assert_eq!(births.total, 0, "births have no category");
    let later = of(Filters { from: Year::new(2090).ok(), ..Filters::default() });
    assert_eq!((later.total, later.hits.len()), (0, 0));
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let search = Search::embedded();
    let query = Query::new("war");
    let whole = search.query(&query, 0, 30);
    let parts: Vec<_> = (0..6).flat_map(|page| search.query(&query, page * 5, 5).hits).collect();
    assert_eq!(parts, whole.hits);
    let beyond = search.query(&query, 100_000, 5);
    assert_eq!((beyond.total, beyond.hits.len()), (whole.total, 0));
}

#[test]
fn what_cannot_be_understood_finds_nothing_and_breaks_nothing() {
    for text in ["", " ", "?!", "\"", "()", "*", "AND", "title:", "\u{0}", "🚀", &"a ".repeat(10_000)] {
        let page = Search::embedded().query(&Query::new(text), 0, 5);
        assert!(page.hits.len() <= 5, "{text}");
    }
    assert_eq!(Search::embedded().query(&Query::new("?!"), 0, 5).total, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_query_breaks_the_search(text in "\\PC{0,60}|[a-z \"0-9./-]{0,40}", skip in 0_usize..50) {
        let page = Search::embedded().query(&Query::new(&text), skip, 5);
        prop_assert!(page.total >= page.hits.len());
        Search::embedded().suggest(&text, 25).iter().for_each(drop);
    }
}
