//! Zones that are offered while somebody types: by city, country, abbreviation, or distance from UTC.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Zone, plain};

/// A zone that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneSuggestion {
    /// The zone.
    pub zone: Zone,
    /// By which other name it was found: a country, `EST`, `UTC+2`.
    pub because: Option<String>,
}

/// Where most people live, from west to east, after UTC.
const POPULAR: [&str; 24] = [
    "UTC",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/Mexico_City",
    "America/New_York",
    "America/Toronto",
    "America/Bogota",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "Africa/Lagos",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// What people call the time where they live. Some letters stand for several places: the most populous one comes first.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("EST", &["America/New_York", "America/Toronto"]),
    ("EDT", &["America/New_York", "America/Toronto"]),
    ("ET", &["America/New_York", "America/Toronto"]),
    ("CST", &["America/Chicago", "America/Mexico_City", "Asia/Shanghai"]),
    ("CDT", &["America/Chicago"]),
    ("CT", &["America/Chicago"]),
    ("MST", &["America/Denver", "America/Phoenix"]),
    ("MDT", &["America/Denver"]),
    ("MT", &["America/Denver"]),
    ("PST", &["America/Los_Angeles", "America/Vancouver"]),
    ("PDT", &["America/Los_Angeles", "America/Vancouver"]),
    ("PT", &["America/Los_Angeles", "America/Vancouver"]),
    ("AKST", &["America/Anchorage"]),
    ("HST", &["Pacific/Honolulu"]),
    ("AST", &["America/Halifax", "Asia/Riyadh"]),
    ("NST", &["America/St_Johns"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("ART", &["America/Argentina/Buenos_Aires"]),
    ("GMT", &["Europe/London", "UTC"]),
    ("BST", &["Europe/London"]),
    ("WET", &["Europe/Lisbon"]),
    ("WEST", &["Europe/Lisbon"]),
    ("CET", &["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"]),
    ("CEST", &["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"]),
    ("EET", &["Europe/Kyiv", "Europe/Athens", "Africa/Cairo"]),
    ("EEST", &["Europe/Kyiv", "Europe/Athens"]),
    ("MSK", &["Europe/Moscow"]),
    ("TRT", &["Europe/Istanbul"]),
    ("SAST", &["Africa/Johannesburg"]),
    ("WAT", &["Africa/Lagos"]),
    ("EAT", &["Africa/Nairobi"]),
    ("GST", &["Asia/Dubai"]),
    ("PKT", &["Asia/Karachi"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("ICT", &["Asia/Bangkok"]),
    ("WIB", &["Asia/Jakarta"]),
    ("SGT", &["Asia/Singapore"]),
    ("HKT", &["Asia/Hong_Kong"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("AWST", &["Australia/Perth"]),
    ("ACST", &["Australia/Adelaide"]),
    ("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    ("AEDT", &["Australia/Sydney"]),
    ("NZST", &["Pacific/Auckland"]),
    ("NZDT", &["Pacific/Auckland"]),
];

/// Distances from UTC that are no whole hours, and who has them.
const BROKEN: &[(i32, &str)] = &[
    (-570, "Pacific/Marquesas"),
    (-210, "America/St_Johns"),
    (210, "Asia/Tehran"),
    (270, "Asia/Kabul"),
    (330, "Asia/Kolkata"),
    (345, "Asia/Kathmandu"),
    (390, "Asia/Yangon"),
    (525, "Australia/Eucla"),
    (570, "Australia/Darwin"),
    (630, "Australia/Lord_Howe"),
    (765, "Pacific/Chatham"),
];

/// A country's names, and its zones.
type Country = (Vec<&'static str>, Vec<Zone>);

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let (names, zones) = line.split_once('\t')?;
        let zones = zones.split(' ').filter_map(|zone| zone.parse().ok());
        Some((names.split(", ").collect(), zones.collect()))
    };
    lines.filter_map(read).collect()
});

impl Zone {
    /// Zones for what somebody has typed so far, at most `limit`: the popular ones for nothing, else by abbreviation, distance
    /// from UTC, city, country, or any part of the name.
    #[must_use]
    pub fn suggestions(typed: &str, limit: usize) -> Vec<ZoneSuggestion> {
        let typed = typed.trim();
        let named = |zone: Self| ZoneSuggestion { zone, because: None };
        let mut found: Vec<_> = if typed.is_empty() {
            POPULAR.iter().filter_map(|name| Self::named(name)).map(named).collect()
        } else {
            let (cities, others): (Vec<_>, Vec<_>) =
                Self::matching(typed, limit).into_iter().partition(|zone| zone.is_city(typed));
            let cities = cities.into_iter().map(named);
            let first = by_abbreviation(typed).into_iter().chain(by_distance(typed)).chain(cities);
            first.chain(by_country(typed)).chain(others.into_iter().map(named)).collect()
        };
        let mut seen = BTreeSet::new();
        found.retain(|suggestion| seen.insert(suggestion.zone.name()));
        found.truncate(limit);
        found
    }

    /// Whether its city begins so.
    fn is_city(self, typed: &str) -> bool {
        let name = plain(self.name());
        name.contains('/') && name.rsplit('/').next().is_some_and(|city| city.starts_with(&plain(typed)))
    }

    /// The zone that is always so far from UTC, written as `UTC+2` or `GMT-05:30`.
    pub(super) fn at_distance(text: &str) -> Option<Self> {
        by_distance(text).pop().map(|suggestion| suggestion.zone)
    }
}

fn because(reason: &str, zone: Zone) -> ZoneSuggestion {
    ZoneSuggestion { zone, because: Some(reason.to_owned()) }
}

fn by_abbreviation(typed: &str) -> Vec<ZoneSuggestion> {
    let found = ABBREVIATIONS.iter().filter(|(letters, _)| letters.eq_ignore_ascii_case(typed));
    let zones = found.flat_map(|(letters, zones)| zones.iter().map(move |zone| (*letters, *zone)));
    zones.filter_map(|(letters, zone)| Some(because(letters, Zone::named(zone)?))).collect()
}

fn by_country(typed: &str) -> Vec<ZoneSuggestion> {
    // Two letters begin too many countries.
    if typed.chars().count() < 3 {
        return vec![];
    }
    let wanted = typed.to_lowercase();
    let name =
        |names: &[&'static str]| names.iter().copied().find(|name| name.to_lowercase().starts_with(&wanted));
    let found = COUNTRIES.iter().filter_map(|(names, zones)| Some((name(names)?, zones)));
    found.flat_map(|(name, zones)| zones.iter().map(move |zone| because(name, *zone))).collect()
}

fn by_distance(typed: &str) -> Vec<ZoneSuggestion> {
    let Some(minutes) = minutes_east(typed) else { return vec![] };
    let (hours, rest) = (minutes / 60, minutes % 60);
    let sign = if minutes < 0 { '-' } else { '+' };
    let name = if rest == 0 {
        // The database counts these westwards.
        (-14..=12)
            .contains(&-hours)
            .then(|| format!("Etc/GMT{}{}", if hours > 0 { '-' } else { '+' }, hours.abs()))
    } else {
        BROKEN.iter().find(|(known, _)| *known == minutes).map(|(_, name)| (*name).to_owned())
    };
    let name = if minutes == 0 { Some("UTC".to_owned()) } else { name };
    let said = match rest.abs() {
        0 => format!("UTC{sign}{}", hours.abs()),
        rest => format!("UTC{sign}{}:{rest:02}", hours.abs()),
    };
    let zone = name.and_then(|name| Zone::named(&name));
    let suggestion = |zone: Zone| {
        let is_said = zone.to_string() == said;
        if is_said { ZoneSuggestion { zone, because: None } } else { because(&said, zone) }
    };
    zone.map(suggestion).into_iter().collect()
}

/// Minutes east of UTC of `UTC+2`, `gmt-5`, `+05:30`.
fn minutes_east(typed: &str) -> Option<i32> {
    let text =
        typed.to_lowercase().replace([' ', '\u{2212}'], if typed.contains('\u{2212}') { "-" } else { "" });
    let text = text.strip_prefix("utc").or_else(|| text.strip_prefix("gmt")).unwrap_or(&text);
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &str) -> Vec<String> {
        let said = |found: ZoneSuggestion| match found.because {
            Some(because) => format!("{} ({because})", found.zone),
            None => found.zone.to_string(),
        };
        Zone::suggestions(typed, 25).into_iter().map(said).collect()
    }

    #[test]
    fn everything_in_the_tables_is_a_zone() {
        for name in POPULAR.iter().chain(ABBREVIATIONS.iter().flat_map(|(_, zones)| *zones)) {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        for (_, name) in BROKEN {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        assert!(COUNTRIES.len() > 240 && COUNTRIES.iter().all(|(_, zones)| !zones.is_empty()));
    }

    #[test]
    fn zones_are_found_by_city_country_abbreviation_and_distance() {
        assert_eq!(names("")[0], "UTC");
        assert!(names("").contains(&"Europe/Berlin".to_owned()));
        assert_eq!(names("berlin"), ["Europe/Berlin"]);
        assert_eq!(names("Germany")[0], "Europe/Berlin (Germany)");
        assert_eq!(names("EST")[0], "America/New_York (EST)");
        assert_eq!(names("pst")[0], "America/Los_Angeles (PST)");
        assert_eq!(names("UTC+2")[0], "UTC+2");
        assert_eq!(names("utc -5")[0], "UTC-5");
        assert_eq!(names("GMT+5:30")[0], "Asia/Kolkata (UTC+5:30)");
        assert_eq!(names("UTC+0")[0], "UTC (UTC+0)");
        assert!(names("usa").contains(&"America/Chicago (USA)".to_owned()));
        assert_eq!(names("UTC+15"), [""; 0]);
        assert_eq!(names("no such place"), [""; 0]);
    }
}
