//! How a moderator wants a post to look.

use crate::edition::Edition;
use crate::subscription::{Posting, RoleId};

/// How a moderator wants a post to look. The words are not escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::discord) struct Dress {
    /// In the place of Daybook's own first line.
    pub(in crate::discord) heading: Option<String>,
    /// The colour of the bar beside it.
    pub(in crate::discord) accent: Option<u32>,
    /// The one role that is pinged.
    pub(in crate::discord) ping: Option<RoleId>,
    /// Whether it makes no sound.
    pub(in crate::discord) silent: bool,
}

impl Dress {
    /// What `posting` wants for the post of `edition`.
    pub(in crate::discord) fn of(posting: &Posting, edition: &Edition) -> Self {
        let lead = edition.lead.as_ref().map(|lead| lead.title.as_str());
        let heading = posting.title.as_ref().map(|title| title.fill(edition.as_of, lead));
        Self {
            heading: heading.filter(|heading| !heading.is_empty()),
            accent: posting.accent.map(crate::subscription::Colour::rgb),
            ping: posting.ping,
            silent: posting.silent,
        }
    }
}
