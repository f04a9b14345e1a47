//! The fields of a cron line, from crontab's dialect into that of the `cron` crate.

use std::collections::BTreeSet;
use std::str::FromStr;

const DAY_NAMES: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The fields that the `cron` crate reads itself: name, least, most.
const FIELDS: [(&str, u8, u8); 4] =
    [("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12)];

/// Numbers that are named one by one.
pub(super) fn numbers(field: &str) -> Option<Vec<u32>> {
    field.split(',').map(|number| number.parse().ok()).collect()
}

/// What to ask the `cron` crate for, of which any may fire; or what is wrong with the line.
pub(super) fn asked(line: &str) -> Result<Vec<cron::Schedule>, String> {
    let fields: Vec<_> = line.split(' ').filter(|field| !field.is_empty()).collect();
    let [minute, hour, day, month, weekday] = fields[..] else {
        let count = fields.len();
        return Err(format!("it has {count} field{}", if count == 1 { "" } else { "s" }));
    };
    let weekdays =
        weekdays(weekday)?.into_iter().map(|day| DAY_NAMES[usize::from(day)]).collect::<Vec<_>>().join(",");
    // As crontab(5) has it: a field that begins with a star leaves the choice to the other.
    let either = !day.starts_with(['*', '?']) && !weekday.starts_with('*');
    let pairs = if either { vec![(day, "*"), ("*", &weekdays)] } else { vec![(day, weekdays.as_str())] };
    let schedule =
        |(day, weekdays)| cron::Schedule::from_str(&format!("0 {minute} {hour} {day} {month} {weekdays}"));
    let asked: Result<Vec<_>, _> = pairs.into_iter().map(schedule).collect();
    asked.map_err(|_| wrong_field([minute, hour, day, month]))
}

/// Says which field the `cron` crate does not take.
fn wrong_field(fields: [&str; 4]) -> String {
    let is_wrong = |place: &usize| {
        let mut line = ["*"; 4];
        line[*place] = fields[*place];
        cron::Schedule::from_str(&format!("0 {} *", line.join(" "))).is_err()
    };
    let Some(place) = (0..fields.len()).find(is_wrong) else { return "I cannot read it".to_owned() };
    let (name, least, most) = FIELDS[place];
    let field: String = fields[place].chars().take(20).collect();
    format!("I cannot read the {name} {field:?}, which goes from {least} to {most}")
}

/// Crontab's weekdays, as numbers from Sunday = 0; 7 is Sunday too.
pub(super) fn weekdays(field: &str) -> Result<BTreeSet<u8>, String> {
    let mut days = BTreeSet::new();
    for item in field.split(',') {
        let (range, step) = item.split_once('/').unwrap_or((item, "1"));
        let step: usize =
            step.parse().ok().filter(|step| *step > 0).ok_or("the weekday's step is no number")?;
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (0, 6),
            Some((first, last)) => (weekday(first)?, weekday(last)?),
            None if item.contains('/') => (weekday(range)?, 6),
            None => (weekday(range)?, weekday(range)?),
        };
        let last = if last < first { last + 7 } else { last };
        days.extend((first..=last).step_by(step).map(|day| day % 7));
    }
    Ok(days)
}

/// A weekday's number from Sunday = 0; 7 is Sunday too.
fn weekday(word: &str) -> Result<u8, String> {
    let named = (0..).zip(DAY_NAMES).find(|(_, name)| name.eq_ignore_ascii_case(word));
    named
        .map(|(day, _)| day)
        .or_else(|| word.parse().ok().filter(|day| *day <= 7 && word.len() == 1))
        .ok_or_else(|| format!("{:?} is no weekday", word.chars().take(10).collect::<String>()))
}
