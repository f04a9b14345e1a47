//! Days by where they lie from today: `yesterday`, `next friday`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The date that the words mean on the day `today`.
pub(super) fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let words: Vec<_> = text.split_whitespace().collect();
    match words[..] {
        ["today" | "now"] => Some(today),
        ["tomorrow"] => today.succ_opt(),
        ["yesterday"] => today.pred_opt(),
        [day] | ["this" | "on", day] => after(today.pred_opt()?, weekday(day)?),
        ["next", day] => after(today, weekday(day)?),
        ["last", day] => after(today.checked_sub_days(Days::new(8))?, weekday(day)?),
        _ => None,
    }
}

/// The first such weekday after `date`.
fn after(date: NaiveDate, wanted: Weekday) -> Option<NaiveDate> {
    let days = (wanted.num_days_from_monday() + 6 - date.weekday().num_days_from_monday()) % 7 + 1;
    date.checked_add_days(Days::new(days.into()))
}

fn weekday(word: &str) -> Option<Weekday> {
    word.parse().ok()
}
