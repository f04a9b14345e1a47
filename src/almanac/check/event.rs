//! The limits of one event, and of the short entries beside it.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::prose;
use crate::almanac::letters::{plain, words};
use crate::almanac::problem::Findings;
use crate::event::{Event, Year};

/// Characters at most in a title.
pub(super) const TITLE: usize = 80;
/// Words in a summary.
pub(super) const SUMMARY: RangeInclusive<usize> = 35..=75;
/// Key facts of an event.
pub(super) const KEY_FACTS: RangeInclusive<usize> = 3..=5;
/// Characters at most in a key fact.
pub(super) const KEY_FACT: usize = 110;
/// Words in the story.
pub(super) const STORY: RangeInclusive<usize> = 90..=220;
/// Words in the story of the lead.
pub(super) const LEAD_STORY: RangeInclusive<usize> = 160..=220;
/// Paragraphs in the story.
pub(super) const PARAGRAPHS: RangeInclusive<usize> = 1..=3;
/// Words on why it matters.
pub(super) const WHY: RangeInclusive<usize> = 35..=90;
/// People named.
pub(super) const PEOPLE: RangeInclusive<usize> = 0..=6;
/// Tags.
pub(super) const TAGS: RangeInclusive<usize> = 3..=6;
/// Links.
pub(super) const LINKS: RangeInclusive<usize> = 1..=4;
/// Characters at most on who somebody was.
pub(super) const WHO: usize = 90;

const WIKIPEDIA: &str = "https://en.wikipedia.org/wiki/";

/// Of a key fact's longer words, the share at which it only repeats the summary.
const REPEATS: f64 = 0.8;

/// Everything about one event that needs no other event.
pub(super) fn check(event: &Event, findings: &mut Findings<'_>) {
    let entry = format!("event {}", event.id);
    let mut add = |field: &str, what: String| findings.add(&entry, field, what);
    id(event, &mut add);
    title(&event.title, &mut add);
    lengths(event, &mut add);
    key_facts(event, &mut add);
    lists(event, &mut add);
    links(event, &mut add);
    if event.location.is_none() {
        add("location", "is missing: give the place where it happened or was decided".to_owned());
    }
    prose::check(event, &entry, findings);
}

/// A birth or a death.
pub(super) fn check_person(person: &Event, findings: &mut Findings<'_>) {
    let entry = format!(
        "{} {}",
        if person.id.as_str().starts_with("born") { "birth" } else { "death" },
        person.title
    );
    let length = person.summary.chars().count();
    if length > WHO {
        findings.add(&entry, "who", format!("has {length} characters, {WHO} at most: shorten it"));
    }
    if person.summary.ends_with('.') {
        findings.add(&entry, "who", "ends with a full stop: leave it off");
    }
}

type Add<'a> = dyn FnMut(&str, String) + 'a;

fn id(event: &Event, add: &mut Add<'_>) {
    let Some(year) = event.year.map(id_ending) else { return };
    if !event.id.as_str().ends_with(&year) {
        add("id", format!("does not end with the year: end it with {year}"));
    }
}

fn id_ending(year: Year) -> String {
    format!("-{}", year.to_string().to_lowercase().replace(' ', "-"))
}

fn title(title: &str, add: &mut Add<'_>) {
    let length = title.chars().count();
    if length > TITLE {
        add("title", format!("has {length} characters, {TITLE} at most: shorten it"));
    }
    if title.ends_with('.') {
        add("title", "ends with a full stop: leave it off".to_owned());
    }
    let small: Vec<_> = title.split_whitespace().filter(|word| wants_capital(word)).collect();
    if !small.is_empty() {
        add("title", format!("is not in title case: {} with a capital", small.join(", ")));
    }
}

/// Whether a word is longer than articles and short prepositions are, and small all the same.
/// What stands before a hyphen counts, so that names such as al-Din are left alone, and so is a
/// name with a capital inside, such as iPhone.
fn wants_capital(word: &str) -> bool {
    let start = word.split('-').next().unwrap_or(word);
    let is_small = start.chars().all(|c| !c.is_uppercase());
    start.len() > 5 && start.starts_with(char::is_lowercase) && is_small && !SMALL_WORDS.contains(&start)
}

/// Longer words that may stay small in a title.
const SMALL_WORDS: &[&str] = &[
    "across", "against", "around", "before", "behind", "between", "beyond", "during", "through", "toward",
    "towards", "within", "without",
];

fn lengths(event: &Event, add: &mut Add<'_>) {
    let story = if event.lead { LEAD_STORY } else { STORY };
    let told = event.what_happened.iter().map(|paragraph| count(paragraph)).sum();
    within(count(&event.summary), &SUMMARY, "words", "summary", add);
    within(told, &story, "words", "what_happened", add);
    within(event.what_happened.len(), &PARAGRAPHS, "paragraphs", "what_happened", add);
    within(count(&event.why_it_matters), &WHY, "words", "why_it_matters", add);
    within(event.key_facts.len(), &KEY_FACTS, "lines", "key_facts", add);
    within(event.people.len(), &PEOPLE, "names", "people", add);
    within(event.tags.len(), &TAGS, "tags", "tags", add);
    within(event.links.len(), &LINKS, "links", "links", add);
}

fn within(found: usize, limits: &RangeInclusive<usize>, unit: &str, field: &str, add: &mut Add<'_>) {
    if !limits.contains(&found) {
        let (least, most) = (limits.start(), limits.end());
        let mend = if found < *least { "add some" } else { "cut some" };
        add(field, format!("has {found} {unit}, not {least} to {most}: {mend}"));
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

fn key_facts(event: &Event, add: &mut Add<'_>) {
    let first = prose::sentences(&event.summary).next().map(plain).unwrap_or_default();
    let said: HashSet<_> = words(&first).collect();
    for fact in &event.key_facts {
        let length = fact.chars().count();
        if length > KEY_FACT {
            add("key_facts", format!("{fact:?} has {length} characters, {KEY_FACT} at most: shorten it"));
        }
        if fact.ends_with('.') && !fact.ends_with("..") && !ends_with_abbreviation(fact) {
            add("key_facts", format!("{fact:?} ends with a full stop: leave it off"));
        }
        if repeats(fact, &said) {
            add(
                "key_facts",
                format!("{fact:?} is in the summary's first sentence already: give another fact"),
            );
        }
    }
}

/// `… to Apple Computer, Inc.`, `… in Washington, D.C.`
fn ends_with_abbreviation(fact: &str) -> bool {
    let last = fact.split_whitespace().last().unwrap_or_default();
    last.matches('.').count() > 1 || ["Inc.", "Jr.", "Sr.", "Co.", "Ltd.", "Corp.", "etc."].contains(&last)
}

fn repeats(fact: &str, said: &HashSet<&str>) -> bool {
    let letters = plain(fact);
    let long: Vec<_> = words(&letters).filter(|word| word.len() > 3).collect();
    let known = long.iter().filter(|word| said.contains(*word)).count();
    !long.is_empty() && share(known, long.len()) > REPEATS
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn lists(event: &Event, add: &mut Add<'_>) {
    for tag in event.tags.iter().filter(|tag| **tag != tag.to_lowercase()) {
        add("tags", format!("{tag:?} is not in lower case: write {:?}", tag.to_lowercase()));
    }
    for (field, list) in [("tags", &event.tags), ("people", &event.people), ("key_facts", &event.key_facts)] {
        for text in repeated(list.iter().map(String::as_str)) {
            add(field, format!("{text:?} stands there twice: remove one"));
        }
    }
}

fn repeated<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    texts.filter(|text| !seen.insert(*text)).collect()
}

fn links(event: &Event, add: &mut Add<'_>) {
    if let Some(first) = event.links.first()
        && first.url.strip_prefix(WIKIPEDIA).is_none_or(str::is_empty)
    {
        add(
            "links",
            format!("the first is {}: put the English Wikipedia article first ({WIKIPEDIA}…)", first.url),
        );
    }
    for url in repeated(event.links.iter().map(|link| link.url.as_str())) {
        add("links", format!("{url} stands there twice: remove one"));
    }
}
