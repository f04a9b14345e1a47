//! How the texts are written: what can be told about style without reading for sense.

use std::collections::HashMap;

use crate::almanac::letters::{plain, words};
use crate::almanac::problem::Findings;
use crate::event::Event;

/// Phrases that say nothing; a star stands for any ending. Compared in plain letters.
const FILLERS: &[&str] = &[
    "on this day",
    "marked a significant",
    "significant milestone",
    "major milestone",
    "resonate",
    "resonated",
    "resonates",
    "resonating",
    "testament to",
    "indelible mark",
    "left an indelible",
    "pivotal moment",
    "pivotal role",
    "turning point",
    "defining moment",
    "watershed moment",
    "forever changed",
    "changed forever",
    "changed the course of history",
    "changed the world forever",
    "stark reminder",
    "grim reminder",
    "paved the way",
    "paving the way",
    "game changer",
    "game changing",
    "shockwaves",
    "shock waves through",
    "sent shock*",
    "underscore*",
    "underscoring",
    "galvanis*",
    "galvaniz*",
    "enduring legacy",
    "lasting legacy",
    "lasting impact",
    "cemented",
    "in the annals",
    "remains a symbol",
    "rich tapestry",
];

/// Sentences shorter than this, in plain letters, may come twice.
const SHORT_SENTENCE: usize = 25;

/// The texts of an event with the names of their fields.
pub(in crate::almanac) fn texts(event: &Event) -> impl Iterator<Item = (&'static str, &str)> {
    let facts = event.key_facts.iter().map(|fact| ("key_facts", fact.as_str()));
    let story = event.what_happened.iter().map(|paragraph| ("what_happened", paragraph.as_str()));
    std::iter::once(("summary", event.summary.as_str()))
        .chain(facts)
        .chain(story)
        .chain([("why_it_matters", event.why_it_matters.as_str())])
}

/// Fillers and questions in one event.
pub(super) fn check(event: &Event, entry: &str, findings: &mut Findings<'_>) {
    for (field, text) in std::iter::once(("title", event.title.as_str())).chain(texts(event)) {
        let spaced = format!(" {} ", words(&plain(text)).collect::<Vec<_>>().join(" "));
        for filler in FILLERS.iter().filter(|filler| contains(&spaced, filler)) {
            let filler = filler.trim_end_matches('*');
            findings.add(entry, field, format!("{filler:?} is filler: say what followed from it"));
        }
        if asks(text) {
            findings.add(entry, field, "asks a question: state it instead (only quoted titles may hold a ?)");
        }
    }
}

fn contains(spaced: &str, filler: &str) -> bool {
    match filler.strip_suffix('*') {
        Some(start) => spaced.contains(&format!(" {start}")),
        None => spaced.contains(&format!(" {filler} ")),
    }
}

/// Whether a question mark stands outside double quotes.
fn asks(text: &str) -> bool {
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '“' => quoted = true,
            '”' => quoted = false,
            '?' if !quoted => return true,
            _ => {}
        }
    }
    false
}

/// The sentences of a text: parted where a full stop or its like is followed by a space.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = rest.char_indices().zip(rest.chars().skip(1));
        let mut ends = ends.filter(|((_, c), next)| ".!?".contains(*c) && next.is_whitespace());
        let end = ends.next().map_or(rest.len(), |((at, _), _)| at + 1);
        let (sentence, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(sentence)
    })
}

/// The sentences of the year so far, to find those that come again.
#[derive(Default)]
pub(super) struct Sentences {
    seen: HashMap<String, String>,
}

impl Sentences {
    /// Remembers the sentences of `event` and tells of those that were there before.
    pub(super) fn add(&mut self, event: &Event, entry: &str, findings: &mut Findings<'_>) {
        for (field, text) in texts(event) {
            for sentence in sentences(text) {
                let letters = plain(sentence);
                let key = words(&letters).collect::<Vec<_>>().join(" ");
                if key.len() <= SHORT_SENTENCE {
                    continue;
                }
                if let Some(first) = self.seen.get(&key) {
                    let what =
                        format!("{sentence:?} stands also in {first}: write it anew in one of the two");
                    findings.add(entry, field, what);
                } else {
                    self.seen.insert(key, event.id.to_string());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_questions_outside_quotes_are_questions() {
        assert!(asks("Was it worth it?"));
        assert!(asks("He sang \"Hey Jude\". Why?"));
        assert!(!asks("He sang \"Do You Know the Way to San Jose?\" twice."));
        assert!(!asks("She starred in “Who’s Afraid of Virginia Woolf?”."));
    }

    #[test]
    fn fillers_are_whole_words() {
        let found = |text: &str| {
            let spaced = format!(" {} ", words(&plain(text)).collect::<Vec<_>>().join(" "));
            FILLERS.iter().any(|filler| contains(&spaced, filler))
        };
        assert!(found("It would resonate for years"));
        assert!(found("News sent shockwaves through London"));
        assert!(found("a game-changer"));
        assert!(!found("Luigi Galvani built a resonator"));
    }

    #[test]
    fn sentences_end_with_a_stop_and_a_space() {
        let found: Vec<_> = sentences("It cost $1.5 million. Who paid? He did!  Yes").collect();
        assert_eq!(found, ["It cost $1.5 million.", "Who paid?", "He did!", "Yes"]);
    }
}
