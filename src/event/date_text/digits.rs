//! Dates in digits: `04-24`, `4/24`, `24.4.2026`.

use super::{DateOrder, Numbers};

/// Every way to read the digits, the likeliest first.
pub(super) fn read(text: &str, by_custom: DateOrder) -> Vec<Numbers> {
    let orders = [('-', DateOrder::MonthFirst), ('.', DateOrder::DayFirst), ('/', by_custom)];
    let read = orders.into_iter().find_map(|(mark, order)| Some((pieces(text, mark)?, order)));
    let Some(((a, b, year), order)) = read else { return vec![] };
    // After a year comes the month, everywhere.
    let order = if text.find(['-', '.', '/']) == Some(4) { DateOrder::MonthFirst } else { order };
    match order {
        DateOrder::MonthFirst => vec![(a, b, year), (b, a, year)],
        DateOrder::DayFirst => vec![(b, a, year), (a, b, year)],
    }
}

/// Two numbers, with a year of four digits before or after them.
fn pieces(text: &str, mark: char) -> Option<Numbers> {
    let text = if mark == '.' { text.strip_suffix('.').unwrap_or(text) } else { text };
    let pieces: Vec<_> = text.split(mark).map(str::trim).collect();
    let (a, b, year) = match pieces[..] {
        [a, b] => (a, b, None),
        [year, a, b] if year.len() == 4 => (a, b, Some(year)),
        [a, b, year] if year.len() == 4 => (a, b, Some(year)),
        _ => return None,
    };
    let year = match year {
        Some(year) => Some(i32::try_from(number(year)?).ok()?),
        None => None,
    };
    let small = |text: &str| number(text).filter(|_| text.len() <= 2);
    Some((small(a)?, small(b)?, year))
}

fn number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
