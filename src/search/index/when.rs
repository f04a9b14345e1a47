//! Times as words of an index: a year, a decade, a century, a month, a day of the year.

use crate::event::{Century, MonthDay, Year};

/// All words for when something was.
pub(in super::super) fn words(at: Option<Year>, on: MonthDay) -> Vec<String> {
    let of_year = at.map(|at| [Some(year(at)), decade_of(at), Some(century(Century::of(at)))]);
    let of_year = of_year.into_iter().flatten().flatten();
    of_year.chain([month(on.month()), day(on)]).collect()
}

/// A year.
pub(in super::super) fn year(year: Year) -> String {
    format!("y{}", year.number())
}

/// The ten years that begin with this one; none before AD 1, where nobody counts so.
pub(in super::super) fn decade(first: i32) -> String {
    format!("d{first}")
}

/// A century.
pub(in super::super) fn century(century: Century) -> String {
    format!("c{century}")
}

/// A month, from 1.
pub(in super::super) fn month(month: u32) -> String {
    format!("m{month}")
}

/// A day of the year.
pub(in super::super) fn day(day: MonthDay) -> String {
    format!("m{}d{}", day.month(), day.day())
}

fn decade_of(year: Year) -> Option<String> {
    (!year.is_bc()).then(|| decade(year.number() / 10 * 10))
}
