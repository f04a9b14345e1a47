//! IANA time zones, and the way from a civil time to an instant.

mod suggestions;

pub use suggestions::ZoneSuggestion;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::{GapInfo, TZ_VARIANTS, Tz};

/// A time zone of the IANA database, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// Not a time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("I don't know the time zone {text:?}. {}", hint(.nearest))]
pub struct UnknownZone {
    text: String,
    nearest: Vec<String>,
}

fn hint(nearest: &[String]) -> String {
    if nearest.is_empty() {
        "Write it as continent and city, such as Europe/Berlin or America/New_York".to_owned()
    } else {
        format!("Did you mean {}?", nearest.join(", "))
    }
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// Every zone of the database, by name.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        TZ_VARIANTS.iter().copied().map(Self)
    }

    /// The zone's name, such as `Europe/Berlin`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    fn named(text: &str) -> Option<Self> {
        let wanted = plain(text);
        Self::all().find(|zone| plain(zone.name()) == wanted)
    }

    /// The zones whose names hold `words`, those that start with it first; at most `limit`.
    #[must_use]
    pub fn matching(words: &str, limit: usize) -> Vec<Self> {
        let wanted = plain(words);
        let mut found: Vec<_> = Self::all()
            .filter(|zone| plain(zone.name()).contains(&wanted))
            .map(|zone| (zone.rank(&wanted), zone))
            .collect();
        found.sort_by_key(|(rank, zone)| (*rank, zone.name()));
        found.into_iter().map(|(_, zone)| zone).take(limit).collect()
    }

    /// City names before anything else; places before abbreviations.
    fn rank(self, wanted: &str) -> u8 {
        let name = plain(self.name());
        let city = name.rsplit('/').next().unwrap_or_default();
        match (city.starts_with(wanted), name.contains('/')) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        }
    }

    /// The civil date and time in this zone at `instant`.
    #[must_use]
    pub fn civil(self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.with_timezone(&self.0).naive_local()
    }

    /// The civil date in this zone at `instant`.
    #[must_use]
    pub fn date(self, instant: DateTime<Utc>) -> NaiveDate {
        self.civil(instant).date()
    }

    /// When it is `civil` here: the earlier of two when a clock change repeats that time, the first
    /// instant after when a clock change skips it.
    ///
    /// In other words, the first instant at which a clock here shows `civil` or later. `None` when
    /// the zone never had that date at all (Apia, 30 December 2011).
    #[must_use]
    pub fn instant(self, civil: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self.0.from_local_datetime(&civil) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.to_utc()),
            LocalResult::None if self.has_date(civil.date()) => self.first_after_gap(civil),
            LocalResult::None => None,
        }
    }

    /// Whether any moment of `date` existed: its midnight did, or the gap over it ends on that date.
    fn has_date(self, date: NaiveDate) -> bool {
        let midnight = date.and_time(NaiveTime::MIN);
        match self.0.from_local_datetime(&midnight) {
            LocalResult::None => {
                self.first_after_gap(midnight).is_some_and(|instant| self.date(instant) == date)
            }
            _ => true,
        }
    }

    fn first_after_gap(self, civil: NaiveDateTime) -> Option<DateTime<Utc>> {
        // The gap begins when the clock is moved, and that is the instant at which it ends too.
        let (begin, before) = GapInfo::new(&civil, &self.0)?.begin?;
        begin.checked_sub_offset(before.fix()).map(|instant| instant.and_utc())
    }
}

/// A name as people type it: no case, spaces for underscores.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

impl FromStr for Zone {
    type Err = UnknownZone;

    /// Reads an IANA name in any case, with spaces or underscores, or a distance such as `UTC+2`.
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        // Zones come from the store far more often than from people, and there they are exact.
        let exact = text.parse().ok().map(Self);
        exact.or_else(|| Self::named(text)).or_else(|| Self::at_distance(text)).ok_or_else(|| {
            let nearest = if text.trim().is_empty() { vec![] } else { Self::suggestions(text, 3) };
            let names = nearest.into_iter().map(|found| found.zone.name().to_owned()).collect();
            UnknownZone { text: text.chars().take(60).collect(), nearest: names }
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The database counts these westwards, and nobody else does.
        match self.name().strip_prefix("Etc/GMT") {
            Some(west) if west.starts_with('-') => write!(f, "UTC+{}", &west[1..]),
            Some(west) if west.starts_with('+') => write!(f, "UTC-{}", &west[1..]),
            _ => f.write_str(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_as_people_type_it() {
        assert_eq!("europe/berlin".parse::<Zone>().unwrap().name(), "Europe/Berlin");
        assert_eq!("America/new york".parse::<Zone>().unwrap().name(), "America/New_York");
        assert_eq!("UTC".parse::<Zone>().unwrap().name(), "UTC");
        for zone in Zone::all() {
            assert_eq!(zone.name().parse(), Ok(zone));
        }
    }

    #[test]
    fn an_unknown_zone_is_refused_with_the_nearest_names() {
        let refusal = "berlin".parse::<Zone>().unwrap_err().to_string();
        assert_eq!(refusal, "I don't know the time zone \"berlin\". Did you mean Europe/Berlin?");
        let refusal = "Mars/Olympus".parse::<Zone>().unwrap_err().to_string();
        assert!(refusal.contains("such as Europe/Berlin"), "{refusal}");
        assert!("".parse::<Zone>().is_err());
    }

    #[test]
    fn cities_are_found_before_abbreviations() {
        assert_eq!(Zone::matching("tok", 3).first().map(|zone| zone.name()), Some("Asia/Tokyo"));
        assert!(Zone::matching("", 25).len() == 25);
    }
}
