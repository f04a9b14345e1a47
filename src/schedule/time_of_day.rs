//! Times of day, as people write them.

use chrono::NaiveTime;

/// Not a time of day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time of day that I understand. Write it like 09:00, 9am or 21:30")]
pub struct InvalidTime(String);

impl InvalidTime {
    /// The refusal of `text`.
    pub(super) fn new(text: &str) -> Self {
        Self(text.trim().chars().take(20).collect())
    }
}

/// Reads a time of day: `9`, `9:00`, `09:30`, `21.15`, `9am`, `9:30 pm`, `noon`, `midnight`.
///
/// # Errors
/// [`InvalidTime`], worded for people.
pub fn read_time_of_day(text: &str) -> Result<NaiveTime, InvalidTime> {
    parse_time(&text.trim().to_lowercase()).ok_or_else(|| InvalidTime::new(text))
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let (clock, half) = match text {
        "noon" => ("12", None),
        "midnight" => ("0", None),
        _ => split_half(text),
    };
    let (hour, minute) = clock.split_once([':', '.', 'h']).unwrap_or((clock, "00"));
    let minute = if minute.is_empty() { "00" } else { minute };
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if hour.len() > 2 || minute.len() != 2 || !all_digits(hour) || !all_digits(minute) {
        return None;
    }
    let hour = on_24_hours(hour.parse().ok()?, half)?;
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}

fn split_half(text: &str) -> (&str, Option<Half>) {
    let morning = text.strip_suffix("am").or_else(|| text.strip_suffix("a.m."));
    let evening = text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m."));
    match (morning, evening) {
        (Some(clock), _) => (clock.trim_end(), Some(Half::Morning)),
        (_, Some(clock)) => (clock.trim_end(), Some(Half::Evening)),
        _ => (text, None),
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

fn on_24_hours(hour: u32, half: Option<Half>) -> Option<u32> {
    match half {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => None,
        Some(Half::Morning) => Some(hour % 12),
        Some(Half::Evening) => Some(hour % 12 + 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        let table = [
            ("9", "09:00"),
            ("09:00", "09:00"),
            ("9am", "09:00"),
            ("9 AM", "09:00"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("9:30 pm", "21:30"),
            ("21.15", "21:15"),
            ("7h", "07:00"),
            ("18h45", "18:45"),
            ("noon", "12:00"),
            ("midnight", "00:00"),
            ("0:00", "00:00"),
            (" 23:59 ", "23:59"),
        ];
        for (text, expected) in table {
            let read = read_time_of_day(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(read.format("%H:%M").to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused_with_examples() {
        for text in ["", "24:00", "9:5", "13pm", "0am", "soon", "9:60", "-1", "9:00:00", "٩:00", "999999"] {
            let refusal = read_time_of_day(text).expect_err(text).to_string();
            assert!(refusal.contains("Write it like 09:00"), "{refusal}");
        }
    }
}
