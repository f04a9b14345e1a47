//! Ids for entries that have none in their file: births, deaths and observances.
//!
//! An id is the same for ever as long as name and year (or day) stay: buttons in old messages carry
//! it. What Latin letters cannot hold, or 60 characters, is kept apart by a checksum of the name.

use super::letters::plain;
use crate::event::{EventId, InvalidId, MonthDay, Year};

/// `born-edmund-cartwright-1743`.
pub(super) fn birth(name: &str, year: Year) -> Result<EventId, InvalidId> {
    id("born", name, &year_words(year))
}

/// `died-cicero-43-bc`.
pub(super) fn death(name: &str, year: Year) -> Result<EventId, InvalidId> {
    id("died", name, &year_words(year))
}

/// `observed-republic-day-the-gambia-04-24`: with the day, since some are kept on several.
pub(super) fn observance(name: &str, day: MonthDay) -> Result<EventId, InvalidId> {
    id("observed", name, &format!("{:02}-{:02}", day.month(), day.day()))
}

fn year_words(year: Year) -> String {
    year.to_string().to_lowercase().replace(' ', "-")
}

fn id(start: &str, name: &str, end: &str) -> Result<EventId, InvalidId> {
    let letters = plain(name);
    let is_latin = letters.chars().all(|c| c.is_ascii() || !c.is_alphanumeric());
    let whole = words(&letters);
    let room = EventId::LONGEST - start.len() - end.len() - 2;
    let middle = if is_latin && (1..=room).contains(&whole.len()) {
        whole
    } else {
        let kept: String = whole.chars().take(room - 9).collect();
        format!("{kept}-{:08x}", checksum(name))
    };
    EventId::slug(&format!("{start}-{middle}-{end}"))
}

fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// FNV-1a: short, and the same in every version of the standard library.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn born(name: &str, year: i32) -> String {
        birth(name, Year::new(year).unwrap()).unwrap().to_string()
    }

    #[test]
    fn names_become_ids_that_people_can_read() {
        assert_eq!(born("Edmund Cartwright", 1743), "born-edmund-cartwright-1743");
        assert_eq!(born("Manuel Ávila Camacho", 1897), "born-manuel-avila-camacho-1897");
        assert_eq!(born("Søren Kierkegaard", 1813), "born-soren-kierkegaard-1813");
        assert_eq!(born("Cicero", -106), "born-cicero-106-bc");
        let day = MonthDay::new(4, 24).unwrap();
        assert_eq!(observance("Kapyong Day", day).unwrap().as_str(), "observed-kapyong-day-04-24");
    }

    #[test]
    fn names_in_other_letters_and_long_names_are_told_apart() {
        let ids =
            ["老子", "孔子", "Лев Толстой", "Tolstoy Лев", "…", &"long ".repeat(30), &"long ".repeat(31)]
                .map(|name| born(name, 1900));
        for (i, id) in ids.iter().enumerate() {
            assert!(id.starts_with("born-") && id.ends_with("-1900"), "{id}");
            assert!(!ids[..i].contains(id), "{id} twice");
        }
        assert_eq!(ids[0], "born-6bd2f276-1900", "ids stay the same for ever");
    }

    proptest! {
        #[test]
        fn every_name_makes_an_id(name in ".{0,120}", year in -9999..9999_i32) {
            if let Ok(year) = Year::new(year) {
                prop_assert!(birth(&name, year).is_ok());
            }
        }
    }
}
