//! The pages that are built into the program, as `build.rs` packed them.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::page::{Page, Text};
use crate::event::MonthDay;

/// Month, day and the deflated text of each page.
static DAYS: &[(u32, u32, &[u8])] = include!(concat!(env!("OUT_DIR"), "/days.rs"));

/// The deflated table of contents.
pub(super) static CONTENTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/contents"));

/// What the pages are called in messages.
const FOLDER: &str = "data/almanac";

/// Every page, still packed.
pub(super) fn pages() -> BTreeMap<MonthDay, Page> {
    let page = |&(month, day, packed): &(u32, u32, &'static [u8])| {
        let day = MonthDay::new(month, day).ok()?;
        Some((day, Page::new(day, FOLDER, Text::Packed(packed))))
    };
    DAYS.iter().filter_map(page).collect()
}

/// Unpacks a text.
///
/// # Errors
/// When the bytes are not what `build.rs` wrote.
pub(super) fn unpack(packed: &[u8]) -> std::io::Result<String> {
    let mut text = String::with_capacity(packed.len() * 3);
    DeflateDecoder::new(packed).read_to_string(&mut text)?;
    Ok(text)
}
