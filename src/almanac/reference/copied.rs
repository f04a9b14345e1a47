//! Runs of words that stand in a record too: twelve in a row are no accident.
//!
//! Every run of ours is kept as a number; the records are streamed past it. Two different runs with
//! the same number would be a false alarm, which at 64 bits is not to be expected in a lifetime.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::Comparison;
use super::records::Record;
use crate::almanac::Almanac;
use crate::almanac::check::prose;
use crate::almanac::letters::{plain, words};
use crate::almanac::problem::Problem;
use crate::event::{Event, Kind};

/// Words in a row that may not be shared.
const RUN: usize = 12;

/// Where a text of ours stands: file, entry, field.
type Place = (String, String, &'static str);

pub(super) struct Runs {
    places: Vec<Place>,
    /// The number of a run, and the text that it is from.
    ours: HashMap<u64, usize>,
    /// The first run that each text shares with a record.
    shared: BTreeMap<usize, String>,
}

impl Runs {
    /// The runs of every text in the almanac.
    pub(super) fn of(almanac: &Almanac) -> Self {
        let mut runs = Self { places: vec![], ours: HashMap::new(), shared: BTreeMap::new() };
        for page in almanac.pages.values() {
            let Ok(sheet) = page.read() else { continue };
            for entry in sheet.day.entries() {
                runs.add(page.file(), entry);
            }
        }
        runs
    }

    fn add(&mut self, file: &str, event: &Event) {
        let is_event = event.kind == Kind::Event;
        let entry = if is_event { format!("event {}", event.id) } else { event.title.clone() };
        for (field, text) in prose::texts(event) {
            let field = if is_event { field } else { "who" };
            let letters = plain(text);
            let at = self.places.len();
            let mut roll = Roll::default();
            let before = self.ours.len();
            self.ours.extend(words(&letters).filter_map(|word| roll.push(word)).map(|number| (number, at)));
            if self.ours.len() > before {
                self.places.push((file.to_owned(), entry.clone(), field));
            }
        }
    }

    /// Notes which of our texts share a run with the record.
    pub(super) fn look(&mut self, record: &Record) {
        let mut roll = Roll::default();
        for (index, word) in words(&record.text).enumerate() {
            let Some(at) = roll.push(word).and_then(|number| self.ours.get(&number)) else { continue };
            let run = || words(&record.text).skip(index + 1 - RUN).take(RUN).collect::<Vec<_>>().join(" ");
            self.shared.entry(*at).or_insert_with(run);
        }
    }

    pub(super) fn judge(&self, comparison: &mut Comparison) {
        for (at, run) in &self.shared {
            let Some((file, entry, field)) = self.places.get(*at) else { continue };
            let what =
                format!("shares {RUN} words in a row with a record: {run:?}; write it in your own words");
            comparison.problems.push(Problem::new(file, entry, field, what));
        }
    }
}

/// A number for the last twelve words, made anew with each word in a few steps.
#[derive(Default)]
struct Roll {
    last: VecDeque<u64>,
    number: u64,
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl Roll {
    /// The number of the run that ends with `word`, once there are enough words.
    fn push(&mut self, word: &str) -> Option<u64> {
        if self.last.len() == RUN {
            let oldest = self.last.pop_front()?;
            self.number = self.number.wrapping_sub(oldest.wrapping_mul(FIRST_WEIGHT));
        }
        let hash = word_hash(word);
        self.last.push_back(hash);
        self.number = self.number.wrapping_mul(BASE).wrapping_add(hash);
        (self.last.len() == RUN).then_some(self.number)
    }
}

/// What the oldest of twelve words was multiplied with.
const FIRST_WEIGHT: u64 = {
    let mut weight = 1_u64;
    let mut step = 1;
    while step < RUN {
        weight = weight.wrapping_mul(BASE);
        step += 1;
    }
    weight
};

/// FNV-1a, then mixed so that near words are far apart.
fn word_hash(word: &str) -> u64 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Option<u64> {
        let mut roll = Roll::default();
        words(text).filter_map(|word| roll.push(word)).last()
    }

    proptest! {
        #[test]
        fn a_run_has_the_same_number_wherever_it_stands(before in "([a-z]{1,9} ){0,40}", run in "([a-z]{1,9} ){12}") {
            prop_assert_eq!(number(&format!("{before}{run}")), number(&run));
        }
    }

    #[test]
    fn eleven_words_are_no_run_and_other_words_have_another_number() {
        assert_eq!(number("a b c d e f g h i j k"), None);
        assert_ne!(number("a b c d e f g h i j k l"), number("a b c d e f g h i j l k"));
    }
}
