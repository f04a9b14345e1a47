//! What stands around an edition when it is posted.

use crate::discord::markdown::shorten;
use crate::edition::Edition;
use crate::subscription::{Posting, RoleId};

/// Discord's limit for the name of a thread, with room for letters that weigh more.
const LONGEST_NAME: usize = 100;

/// The line that pings a role.
pub(in crate::discord) fn ping(role: RoleId) -> String {
    format!("<@&{role}>")
}

/// The title of a forum's post.
pub(in crate::discord) fn forum_title(posting: &Posting, edition: &Edition) -> String {
    let lead = edition.lead.as_ref().map(|lead| lead.title.as_str());
    let own = posting.forum_title.as_ref().map(|title| title.fill(edition.as_of, lead));
    let title = own.filter(|title| !title.is_empty()).unwrap_or_else(|| dated(edition));
    shorten(&title, LONGEST_NAME)
}

/// The name of the thread under a post.
pub(in crate::discord) fn thread_name(edition: &Edition) -> String {
    let lead = edition.lead.as_ref().map(|lead| lead.title.clone());
    shorten(&lead.unwrap_or_else(|| dated(edition)), LONGEST_NAME)
}

fn dated(edition: &Edition) -> String {
    format!("On this day: {}", edition.as_of.format("%-d %B %Y"))
}
