//! Wikimedia's "on this day" feed: fetched, kept, and mapped to events.
//!
//! [`Feed::day`] never fails: it answers with what is fresh in the cache, else with what the feed says
//! now, else with what was kept the last time, and tells which of these it was. A broken entry costs
//! that entry, a broken answer that list, a source that is down is left alone for a while.
//!
//! The feed asks politely: never without the operator's contact, at most three requests at once, each
//! list once however many want it, and never before the time that a `Retry-After` named.
//!
//! What it says is third-party text under CC BY-SA 4.0. This part cleans it of what belongs to
//! Wikipedia's own page ("(pictured)"), and does not escape it: whoever shows it does.

mod cache;
mod category;
mod client;
mod door;
mod entry_id;
mod failure;
mod flights;
mod gate;
mod list;
mod map;
mod settings;
mod source;
mod wire;

pub use cache::{Cache, CacheError, Kept, Packed};
pub use category::{Classifier, Guess, Marks, Row, SURE, Wording};
pub use entry_id::EntryId;
pub use failure::{FeedError, FetchError};
pub use flights::Flights;
pub use list::{Key, List};
pub use map::{Mapper, fold, words};
pub use settings::{Off, Settings};
pub use source::{Feed, FeedParts, Lookup, Patience, Refreshed};
pub use wire::Answer;
