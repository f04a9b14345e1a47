//! What a moderator set up: which channel gets editions, and when.
//!
//! What people type comes in as a [`Draft`], which is checked on the way in: a draft
//! that exists can be stored and will run.

mod draft;
mod id;
mod posting;
mod template;

pub use draft::{Draft, Refusal, Typed};
pub use id::{ChannelId, GuildId, MessageId, RoleId, SubscriptionId, TagId, UserId};
pub use posting::{Colour, InvalidColour, Place, Posting};
pub use template::{InvalidTemplate, Template};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::edition::Taste;
use crate::schedule::{Occurrence, Schedule};

/// For how long a subscription that was removed can be brought back.
pub const UNDO: TimeDelta = TimeDelta::minutes(10);

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
    /// Who set it up.
    pub set_up_by: UserId,
    /// When.
    pub schedule: Schedule,
    /// What.
    pub taste: Taste,
    /// How.
    pub posting: Posting,
    /// Whether it runs.
    pub state: State,
    /// The occurrence that the planner plans next.
    pub next: Option<Occurrence>,
    /// Counts its changes: who changes it says which one they saw.
    pub revision: i64,
    /// Its last post.
    pub last_post: Option<LastPost>,
    /// What was last wrong, worded for moderators; nothing once a post came through whole.
    pub problem: Option<String>,
}

/// A post that is in its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastPost {
    /// When it came.
    pub at: DateTime<Utc>,
    /// Where it is: the channel, or the thread that it began in a forum.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// Whether a subscription runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It posts.
    Active,
    /// It waits until somebody acts.
    Paused {
        /// Why, worded for moderators.
        because: String,
        /// The moderator who paused it; nobody when a problem did.
        by: Option<UserId>,
    },
}
