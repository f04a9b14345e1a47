//! What is suggested while somebody types a time.

use crate::schedule::{CronLine, TimesOfDay, Weekdays, read_time_of_day};

/// What people mostly choose.
const USUAL: [&str; 12] = [
    "09:00",
    "08:00",
    "07:00",
    "06:00",
    "10:00",
    "12:00",
    "15:00",
    "18:00",
    "20:00",
    "21:00",
    "00:00",
    "09:00 and 18:00",
];

/// Times that begin with `typed`, or are meant by it.
pub(super) fn suggestions(typed: &str) -> Vec<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return USUAL.map(str::to_owned).to_vec();
    }
    if CronLine::is_meant(typed) {
        return typed.parse::<CronLine>().ok().map(|line| line.to_string()).into_iter().collect();
    }
    let mut found: Vec<String> =
        TimesOfDay::read(typed, Weekdays::ALL).ok().map(|times| times.times_text()).into_iter().collect();
    // A bare hour has two readings for half of the world.
    if let Ok(hour @ 1..=11) = typed.parse::<u32>() {
        found.push(format!("{:02}:00", hour + 12));
    }
    let halves =
        ["0", "5"].iter().filter(|_| typed.ends_with(':')).flat_map(|_| [":00", ":15", ":30", ":45"]);
    let hour = typed.trim_end_matches(':');
    found.extend(halves.filter_map(|minutes| said(&format!("{hour}{minutes}"))));
    let begun = (0..24).flat_map(|hour| [format!("{hour:02}:00"), format!("{hour:02}:30")]);
    found.extend(begun.filter(|time| time.starts_with(typed)));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|time| seen.insert(time.clone()));
    found
}

fn said(time: &str) -> Option<String> {
    read_time_of_day(time).ok().map(|time| time.format("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_suggested_as_people_type_them() {
        assert_eq!(suggestions("")[0], "09:00");
        assert_eq!(suggestions("9"), ["09:00", "21:00"]);
        assert_eq!(suggestions("9am"), ["09:00"]);
        assert_eq!(suggestions("21:30"), ["21:30"]);
        assert_eq!(suggestions("21:"), ["21:00", "21:15", "21:30", "21:45"]);
        assert_eq!(suggestions("9, 6pm"), ["09:00 and 18:00"]);
        assert_eq!(suggestions("0 9 * * 1-5"), ["0 9 * * 1-5"]);
        assert_eq!(suggestions("soon"), [""; 0]);
        assert!(suggestions("1").starts_with(&["01:00".into(), "13:00".into()]));
    }
}
