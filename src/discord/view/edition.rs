//! An edition, as people see it.

use super::Card;
use crate::delivery::Mark;
use crate::discord::text;
use crate::edition::Edition;
use crate::event::MonthDay;

/// An edition, as people see it. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct EditionView {
    pub(in crate::discord) day: MonthDay,
    pub(in crate::discord) heading: String,
    pub(in crate::discord) lead: Option<Card>,
    pub(in crate::discord) others: Vec<Card>,
    pub(in crate::discord) observances: Vec<String>,
    /// Of 29 February, in a year without one.
    pub(in crate::discord) leap_day: Option<Card>,
    /// Said when there is nothing to tell.
    pub(in crate::discord) nothing: Option<String>,
    pub(in crate::discord) small_print: Vec<String>,
    /// The delivery that the post is, if it is one.
    pub(in crate::discord) mark: Option<Mark>,
}

impl EditionView {
    pub(in crate::discord) fn new(edition: &Edition) -> Self {
        let as_of = edition.as_of;
        let lead = edition.lead.as_ref().map(|lead| Card::large(lead, as_of));
        let nothing = lead.is_none().then(|| text::nothing_known(edition.day));
        Self {
            day: edition.day,
            heading: text::edition_heading(edition.day, as_of),
            lead,
            others: edition.others.iter().map(|event| Card::small(event, as_of)).collect(),
            observances: edition.observances.iter().map(|event| event.title.clone()).collect(),
            leap_day: edition.leap_day.as_ref().map(|event| Card::small(event, as_of)),
            nothing,
            small_print: vec![text::SOURCE_ALMANAC.to_owned()],
            mark: None,
        }
    }

    /// The same, as the post of a delivery.
    pub(in crate::discord) fn marked(self, mark: Mark) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// The same, with a remark in the small print.
    pub(in crate::discord) fn remarked(mut self, remark: Option<String>) -> Self {
        self.small_print.extend(remark);
        self
    }
}
