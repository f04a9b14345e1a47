//! An event by chance.
//!
//! The almanac's pages are the better ones: they are drawn from alone wherever there are a few that are as wished. Where
//! there are not, the search index's English events are in the drum as well, and each has the same chance.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Library;
use crate::event::{Category, Century, Event, Kind, Language};
use crate::search::Filters;

/// With fewer pages than this somebody who asks again and again sees the same ones.
const A_FEW: usize = 5;

/// What an event drawn by chance shall be; nothing means that anything will do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Its field.
    pub category: Option<Category>,
    /// Its time.
    pub century: Option<Century>,
}

impl Library {
    /// An event by chance that is as wished and happened before `as_of`; `chance` gives numbers from 0 up to 1.
    pub fn draw(
        &self,
        wish: Wish,
        as_of: NaiveDate,
        chance: impl Fn() -> f64,
    ) -> Option<Cow<'static, Event>> {
        let Wish { category, century } = wish;
        let (from, to) = (century.map(Century::first), century.map(Century::last));
        let filters = Filters { category, kind: Some(Kind::Event), from, to };
        let drum = self.topics().drum(&filters, Language::En.code(), A_FEW);
        let first = place(chance(), drum.len());
        let in_turn = (first..drum.len()).chain(0..first);
        let drawn = in_turn.filter_map(|place| self.found(drum.hit(place)?));
        drawn.map(|(_, event)| event).find(|event| event.elapsed(as_of).is_some())
    }
}

/// Where in a row of `length` a number from 0 up to 1 points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the row is short, the number is not negative, and the fraction is to be cut off"
)]
fn place(chance: f64, length: usize) -> usize {
    ((chance.clamp(0.0, 1.0) * length as f64) as usize).min(length.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;

    fn draw(wish: Wish, chance: f64) -> Option<Cow<'static, Event>> {
        let as_of = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        Library::new(Almanac::embedded()).draw(wish, as_of, || chance)
    }

    #[test]
    fn chance_decides_among_all_events() {
        let (first, last) = (draw(Wish::default(), 0.0).unwrap(), draw(Wish::default(), 0.999_999).unwrap());
        assert!(first.day < last.day && first.kind == Kind::Event);
        assert_eq!(draw(Wish::default(), 1.0), Some(last));
    }

    #[test]
    fn a_wish_is_kept_or_there_is_nothing() {
        for category in Category::ALL {
            let wish = Wish { category: Some(category), century: "20th".parse().ok() };
            let found = draw(wish, 0.3).unwrap();
            assert_eq!(found.category, Some(category));
            assert_eq!(found.year.map(Century::of), wish.century);
        }
        assert_eq!(draw(Wish { century: "90th BC".parse().ok(), category: None }, 0.5), None);
    }
}
