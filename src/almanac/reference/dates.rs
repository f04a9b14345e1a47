//! Events against records: the same day and year, told by the article's title or by rare words.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Comparison;
use super::records::Record;
use crate::almanac::letters::{plain, words};
use crate::almanac::page::Sheet;
use crate::almanac::problem::Problem;
use crate::event::{Event, MonthDay, Year};

/// Words in more records than this tell nothing.
const TOO_COMMON: usize = 2000;
/// The share of a record's rare words that an event has to have, weighed by how rare they are.
const SAME_EVENT: f64 = 0.45;
/// The share at which a record on another day is worth telling of.
const SAME_ELSEWHERE: f64 = 0.6;

/// A record with its words as numbers.
struct Known {
    day: MonthDay,
    year: Year,
    words: Vec<u32>,
    links: Vec<String>,
}

/// Every record, and how many of them have each word.
#[derive(Default)]
pub(super) struct Dates {
    records: Vec<Known>,
    by_date: BTreeMap<(MonthDay, Year), Vec<usize>>,
    word_numbers: HashMap<String, u32>,
    frequencies: Vec<usize>,
}

/// An event as records are compared with.
struct Wanted {
    day: MonthDay,
    year: Year,
    /// The title of the first link's article.
    article: String,
    words: HashSet<u32>,
}

impl Dates {
    pub(super) fn add(&mut self, record: &Record) {
        let Some(year) = record.year else { return };
        let mut numbers: Vec<_> = words(&record.text).map(|word| self.number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in &numbers {
            self.frequencies[*number as usize] += 1;
        }
        self.by_date.entry((record.day, year)).or_default().push(self.records.len());
        self.records.push(Known { day: record.day, year, words: numbers, links: record.links.clone() });
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.word_numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.frequencies.len()).unwrap_or(u32::MAX);
        self.word_numbers.insert(word.to_owned(), number);
        self.frequencies.push(0);
        number
    }

    /// Compares the events of a page and notes what does not agree.
    pub(super) fn judge(&self, file: &str, sheet: &Sheet, comparison: &mut Comparison) {
        for event in &sheet.day.events {
            let Some(wanted) = self.wanted(event) else { continue };
            comparison.events += 1;
            if self.has(&wanted) {
                comparison.matched += 1;
            } else if sheet.date_sources.contains_key(&event.id) {
                comparison.sourced += 1;
            } else {
                let entry = format!("event {}", event.id);
                comparison.problems.push(Problem::new(file, &entry, "year", self.advice(&wanted)));
            }
        }
    }

    fn wanted(&self, event: &Event) -> Option<Wanted> {
        let mut texts = vec![event.title.as_str(), &event.summary];
        texts.extend(event.what_happened.iter().chain(&event.people).map(String::as_str));
        texts.extend(event.location.as_ref().map(crate::event::Place::name));
        let letters = plain(&texts.join(" "));
        let words = words(&letters).filter_map(|word| self.word_numbers.get(word).copied()).collect();
        let article = event.links.first().and_then(|link| article(&link.url)).unwrap_or_default();
        Some(Wanted { day: event.day, year: event.year?, article, words })
    }

    fn has(&self, wanted: &Wanted) -> bool {
        let same_date = self.by_date.get(&(wanted.day, wanted.year)).into_iter().flatten();
        same_date
            .filter_map(|index| self.records.get(*index))
            .any(|record| names(record, wanted) || self.likeness(record, wanted) >= SAME_EVENT)
    }

    /// The share of the record's rare words that the event has, weighed by how rare they are.
    #[expect(clippy::cast_precision_loss, reason = "numbers of records are far below 2^52")]
    fn likeness(&self, record: &Known, wanted: &Wanted) -> f64 {
        let (mut all, mut shared) = (0.0, 0.0);
        for word in &record.words {
            let frequency = self.frequencies[*word as usize];
            if frequency >= TOO_COMMON {
                continue;
            }
            let weight = (self.records.len() as f64 / frequency as f64).ln();
            all += weight;
            shared += if wanted.words.contains(word) { weight } else { 0.0 };
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }

    fn advice(&self, wanted: &Wanted) -> String {
        let date = format!("{:02}-{:02} of {}", wanted.day.month(), wanted.day.day(), wanted.year);
        let mend = "mend the date, link the record's article first, or give a date_source";
        match self.elsewhere(wanted) {
            Some(found) => {
                let (month, day) = (found.day.month(), found.day.day());
                format!("the records have it on {month:02}-{day:02} of {}, not on {date}: {mend}", found.year)
            }
            None => format!("no record has it on {date}: {mend}"),
        }
    }

    /// The record that is most like the event, on the same day of another year or another day of the same.
    fn elsewhere(&self, wanted: &Wanted) -> Option<&Known> {
        let near =
            self.records.iter().filter(|record| (record.day == wanted.day) != (record.year == wanted.year));
        let rated = near.map(|record| {
            let bonus = if names(record, wanted) { SAME_ELSEWHERE / 2.0 } else { 0.0 };
            (self.likeness(record, wanted) + bonus, record)
        });
        let best = rated.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (best.0 >= SAME_ELSEWHERE).then_some(best.1)
    }
}

fn names(record: &Known, wanted: &Wanted) -> bool {
    !wanted.article.is_empty() && record.links.contains(&wanted.article)
}

/// The title of a Wikipedia article by its address, in plain letters.
fn article(url: &str) -> Option<String> {
    let title = url.split_once("/wiki/")?.1;
    let title = title.split('#').next().unwrap_or(title);
    Some(plain(&decoded(title).replace('_', " ")))
}

/// Undoes percent-encoding; what is not encoded well stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_its_address() {
        let title = |url| article(url).unwrap();
        assert_eq!(title("https://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)"), "treaty of berlin (1926)");
        assert_eq!(title("https://en.wikipedia.org/wiki/S%C3%A3o_Paulo#History"), "sao paulo");
        assert_eq!(title("https://en.wikipedia.org/wiki/100%_Wolf%2"), "100% wolf%2");
        assert_eq!(article("https://example.org/"), None);
    }
}
