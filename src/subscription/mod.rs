//! What a moderator set up: which channel gets editions, and when.
//!
//! What people type comes in as a [`Draft`], which is checked on the way in: a draft
//! that exists can be stored and will run.

mod draft;
mod id;

pub use draft::{Draft, Refusal, Typed};
pub use id::{ChannelId, GuildId, MessageId, SubscriptionId, UserId};

use crate::edition::Taste;
use crate::schedule::{Occurrence, Schedule};

/// A channel's standing order for editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    /// Its number in the store.
    pub id: SubscriptionId,
    /// The server.
    pub guild: GuildId,
    /// The channel that gets the posts.
    pub channel: ChannelId,
    /// The channel in which it was set up: where problems are told.
    pub set_up_in: ChannelId,
    /// When.
    pub schedule: Schedule,
    /// What.
    pub taste: Taste,
    /// Whether it runs.
    pub state: State,
    /// The occurrence that the planner plans next.
    pub next: Option<Occurrence>,
}

/// Whether a subscription runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It posts.
    Active,
    /// It waits until somebody acts.
    Paused {
        /// Why, worded for moderators.
        because: String,
    },
}
