//! Births and deaths against records: the name on that day of that year.

use std::collections::HashMap;

use super::Comparison;
use super::records::Record;
use crate::almanac::Almanac;
use crate::almanac::letters::{plain, words};
use crate::almanac::problem::Problem;
use crate::event::{Kind, MonthDay, Year};

/// A record's text begins with the name; what comes later is about other people.
const NAME_LENGTH: usize = 60;

/// Somebody in the almanac, and what the records say.
struct Person {
    kind: Kind,
    file: String,
    entry: String,
    name: Vec<String>,
    day: MonthDay,
    year: Year,
    /// A record has the name on this day of this year.
    found: bool,
    /// A record has the whole name on another day of the year, or in another year.
    elsewhere: Option<(MonthDay, Year)>,
}

/// Everybody in the almanac by kind and day, and by kind and year.
#[derive(Default)]
pub(super) struct People {
    everybody: Vec<Person>,
    by_day: HashMap<(Kind, MonthDay), Vec<usize>>,
    by_year: HashMap<(Kind, Year), Vec<usize>>,
    /// Kinds that there were records of.
    seen: Vec<Kind>,
}

impl People {
    pub(super) fn of(almanac: &Almanac) -> Self {
        let mut people = Self::default();
        for page in almanac.pages.values() {
            let Ok(sheet) = page.read() else { continue };
            for entry in sheet.day.births.iter().chain(&sheet.day.deaths) {
                let Some(year) = entry.year else { continue };
                let index = people.everybody.len();
                people.by_day.entry((entry.kind, entry.day)).or_default().push(index);
                people.by_year.entry((entry.kind, year)).or_default().push(index);
                let word = if entry.kind == Kind::Birth { "birth" } else { "death" };
                people.everybody.push(Person {
                    kind: entry.kind,
                    file: page.file().to_owned(),
                    entry: format!("{word} {}", entry.title),
                    name: words(&plain(&entry.title)).map(str::to_owned).collect(),
                    day: entry.day,
                    year,
                    found: false,
                    elsewhere: None,
                });
            }
        }
        people
    }

    /// Notes whom the record is about.
    pub(super) fn look(&mut self, kind: Kind, record: &Record) {
        if !self.seen.contains(&kind) {
            self.seen.push(kind);
        }
        let Some(year) = record.year else { return };
        let same_day = self.by_day.get(&(kind, record.day)).into_iter().flatten();
        let same_year = self.by_year.get(&(kind, year)).into_iter().flatten();
        for index in same_day.chain(same_year) {
            let Some(person) = self.everybody.get_mut(*index).filter(|person| !person.found) else {
                continue;
            };
            let known = names_known(&person.name, record);
            if person.day == record.day && person.year == year {
                person.found |= known * 2 >= person.name.len();
            } else if known == person.name.len() && known > 1 {
                person.elsewhere.get_or_insert((record.day, year));
            }
        }
    }

    pub(super) fn judge(&self, comparison: &mut Comparison) {
        let compared = |person: &&Person| self.seen.contains(&person.kind);
        for person in self.everybody.iter().filter(compared) {
            comparison.people += 1;
            if person.found {
                comparison.matched_people += 1;
            } else {
                let what = person.advice();
                comparison.problems.push(Problem::new(&person.file, &person.entry, "year", what));
            }
        }
    }
}

impl Person {
    fn advice(&self) -> String {
        let date = format!("{:02}-{:02} of {}", self.day.month(), self.day.day(), self.year);
        match self.elsewhere {
            Some((day, year)) => {
                let (month, day) = (day.month(), day.day());
                format!("the records have it on {month:02}-{day:02} of {year}, not on {date}: mend it")
            }
            None => format!("no record has it on {date}: mend name or year, or choose somebody else"),
        }
    }
}

/// How many words of the name stand at the record's beginning or in its links.
fn names_known(name: &[String], record: &Record) -> usize {
    let end = record.text.char_indices().nth(NAME_LENGTH).map_or(record.text.len(), |(at, _)| at);
    let start = &record.text[..end];
    let known = |word: &&String| {
        words(start)
            .chain(record.links.iter().take(1).flat_map(|link| words(link)))
            .any(|other| other == *word)
    };
    name.iter().filter(known).count()
}
