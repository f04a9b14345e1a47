//! Looking through the almanac for mistakes.

use crate::almanac::Almanac;

/// Reads every page of the built-in almanac; answers how many there are.
///
/// # Errors
/// All that is wrong, a line each.
pub fn check_almanac() -> Result<usize, Vec<String>> {
    let almanac = Almanac::embedded();
    let wrong: Vec<_> =
        almanac.days().filter_map(|day| almanac.page(day)?.err()).map(ToString::to_string).collect();
    if wrong.is_empty() { Ok(almanac.days().count()) } else { Err(wrong) }
}
