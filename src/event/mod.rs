//! What history is made of here: events, their dates, and how long ago they were.
//!
//! Everything in this part is plain data and arithmetic on civil dates. It reads no
//! clock and no file, and it says nothing about where an event comes from or how it
//! is shown.

mod category;
mod century;
mod date_text;
mod day;
mod elapsed;
mod id;
mod language;
mod month_day;
mod place;
mod record;
mod told;
mod year;

pub use category::{Category, UnknownCategory};
pub use century::{Century, NotACentury};
pub use date_text::{DateOrder, DateText, DateTextError};
pub use day::Day;
pub use elapsed::Elapsed;
pub use id::{EventId, InvalidId};
pub use language::{Language, UnknownLanguage};
pub use month_day::{InvalidMonthDay, MonthDay};
pub use place::{InvalidPlace, Place};
pub use record::{DayRecord, EventRecord};
pub use told::{Live, Told};
pub use year::{NotAYear, Year, YearZero};

use serde::{Deserialize, Serialize};

/// Something that happened on a day of some year, or that returns on it every year.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// A stable name, the same for ever: buttons in old messages carry it.
    pub id: EventId,
    /// What sort of entry this is.
    pub kind: Kind,
    /// A headline in the present tense; for a birth or a death the person's name.
    pub title: String,
    /// The day of the year.
    pub day: MonthDay,
    /// The year; none for an observance.
    pub year: Option<Year>,
    /// Whether this is the day's main story, or one of those that its source puts first.
    pub lead: bool,
    /// The field it belongs to; none where that says nothing (births, observances).
    pub category: Option<Category>,
    /// Where it happened.
    pub location: Option<Place>,
    /// The people in it, by their usual full names.
    pub people: Vec<String>,
    /// Words to find it by, in lower case.
    pub tags: Vec<String>,
    /// One paragraph that tells the whole.
    pub summary: String,
    /// Single facts, one line each.
    pub key_facts: Vec<String>,
    /// The story, a paragraph an entry.
    pub what_happened: Vec<String>,
    /// Why anybody should care; empty when the source does not say.
    pub why_it_matters: String,
    /// Where to read on; the first is the main one.
    pub links: Vec<Link>,
    /// A picture.
    pub image: Option<Image>,
    /// Where this entry comes from.
    pub source: Source,
}

impl Event {
    /// How long before `as_of` it happened; nothing for what has no year or lies after `as_of`.
    #[must_use]
    pub fn elapsed(&self, as_of: chrono::NaiveDate) -> Option<Elapsed> {
        Elapsed::between(self.year?, self.day, as_of)
    }
}

/// What sort of entry an [`Event`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something that happened.
    Event,
    /// Somebody was born.
    Birth,
    /// Somebody died.
    Death,
    /// A holiday, a feast, a day dedicated to something.
    Observance,
}

/// Where an entry comes from, and so under which terms it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Daybook's own pages.
    Almanac,
    /// Wikipedia, by way of Wikimedia's feed.
    Wikipedia,
}

/// A page to read on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What the page is called.
    pub title: String,
    /// Its address, always https.
    pub url: String,
}

/// A picture, by its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The address, exactly as its source gave it.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}
