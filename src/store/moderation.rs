//! What moderators, and the one who runs the bot, do with subscriptions.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Result;
use crate::edition::Taste;
use crate::schedule::{Occurrence, Schedule};
use crate::subscription::{ChannelId, Draft, GuildId, Posting, State, Subscription, SubscriptionId, UserId};

/// How many changes of a server are kept.
pub const CHANGES_KEPT: u32 = 50;

/// A change, as it is written down for the server's moderators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who; nobody when Daybook, or the one who runs it, did.
    pub by: Option<UserId>,
    /// What, worded for moderators.
    pub what: String,
}

/// A change that was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedChange {
    /// When.
    pub at: DateTime<Utc>,
    /// Who and what.
    pub change: Change,
}

/// What became of a set-up.
#[derive(Clone, Debug, PartialEq)]
pub enum Subscribed {
    /// The channel has one more.
    Added(Subscription),
    /// The channel had one at that time: it was changed, and runs.
    Changed(Subscription),
    /// The server has as many as it may have.
    Full,
}

impl Subscribed {
    /// The subscription, if there is one.
    #[must_use]
    pub fn subscription(self) -> Option<Subscription> {
        match self {
            Self::Added(subscription) | Self::Changed(subscription) => Some(subscription),
            Self::Full => None,
        }
    }
}

/// A subscription as it shall be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which one.
    pub id: SubscriptionId,
    /// The revision that was seen by whoever wants this.
    pub seen: i64,
    /// Where.
    pub channel: ChannelId,
    /// When.
    pub schedule: Schedule,
    /// What.
    pub taste: Taste,
    /// How.
    pub posting: Posting,
    /// Its next occurrence.
    pub next: Option<Occurrence>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Revised {
    /// It is as wanted.
    Done(Subscription),
    /// Somebody else has changed it since: nothing was changed.
    Stale(Subscription),
    /// It is gone.
    Gone,
}

/// A post out of turn.
#[derive(Clone, Copy, Debug)]
pub struct Extra {
    /// Its time: now.
    pub occurrence: Occurrence,
    /// Where the schedule goes on, if the post counts as today's; it goes on as if nothing had happened, else.
    pub counts: Option<Option<Occurrence>>,
}

/// A subscription that comes from elsewhere.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What it is.
    pub draft: Draft,
    /// Whether it runs.
    pub state: State,
    /// Its next occurrence.
    pub next: Option<Occurrence>,
}

/// What moderators do. Whatever is changed is written down for them, in the same transaction.
#[async_trait]
pub trait Moderation: Send + Sync + 'static {
    /// One subscription; none if there is no such one, or it was removed.
    async fn subscription(&self, id: SubscriptionId) -> Result<Option<Subscription>>;

    /// A subscription that was removed, as it was.
    async fn removed(&self, id: SubscriptionId) -> Result<Option<Subscription>>;

    /// Changes a subscription, if nobody else has since it was seen.
    async fn revise(&self, wanted: &Wanted, change: &Change, now: DateTime<Utc>) -> Result<Revised>;

    /// Stops a subscription until it is resumed; what waits in the ledger is given up. False if it is gone.
    async fn pause(
        &self,
        id: SubscriptionId,
        because: &str,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<bool>;

    /// Lets a subscription run again. False if it is gone.
    async fn resume(
        &self,
        id: SubscriptionId,
        next: Option<Occurrence>,
        change: Option<&Change>,
        now: DateTime<Utc>,
    ) -> Result<bool>;

    /// Removes a subscription; what waits in the ledger is given up. False if it is gone.
    async fn remove(&self, id: SubscriptionId, change: &Change, now: DateTime<Utc>) -> Result<bool>;

    /// Brings back what was removed no earlier than `since`, if the server has less than `most`.
    async fn restore(
        &self,
        id: SubscriptionId,
        since: DateTime<Utc>,
        most: u32,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Option<Subscription>>;

    /// Plans a post out of turn. False if the subscription is gone, or there is a post at that very time.
    async fn post_now(
        &self,
        id: SubscriptionId,
        extra: &Extra,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<bool>;

    /// The last changes of a server, newest first.
    async fn changes_of(&self, guild: GuildId) -> Result<Vec<LoggedChange>>;

    /// Deletes everything about a server; how many subscriptions there were.
    async fn forget(&self, guild: GuildId) -> Result<u64>;

    /// The bot is no more on a server: nothing is posted there.
    async fn left(&self, guild: GuildId, now: DateTime<Utc>) -> Result<()>;

    /// The bot is on a server; whether it had been away.
    async fn is_back(&self, guild: GuildId) -> Result<bool>;

    /// Every server that has subscriptions and was not left.
    async fn servers(&self) -> Result<Vec<GuildId>>;

    /// Deletes what was removed before `removed`, and everything of servers that were left before `left`; how many
    /// subscriptions that were.
    async fn purge(&self, removed: DateTime<Utc>, left: DateTime<Utc>) -> Result<u64>;

    /// Every subscription, by server.
    async fn all(&self) -> Result<Vec<Subscription>>;

    /// Stores subscriptions from elsewhere, all or none of them. A channel that has one at the same time keeps that one,
    /// changed.
    async fn import(&self, all: &[Imported], change: &Change, now: DateTime<Utc>) -> Result<()>;

    /// Takes up to `limit` subscriptions that a problem has paused and that are to be looked at, each with how often it
    /// was looked at before; they come again at `again`.
    async fn claim_probes(
        &self,
        now: DateTime<Utc>,
        again: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(Subscription, u32)>>;

    /// When to look again, if ever, at a paused subscription that comes again at `again` since it was claimed. Nothing is
    /// changed if something has since called for an earlier look.
    async fn probe_at(
        &self,
        id: SubscriptionId,
        again: DateTime<Utc>,
        at: Option<DateTime<Utc>>,
    ) -> Result<()>;

    /// Something changed on a server: look at what is paused there soon. Whether there is anything.
    async fn probe_soon(&self, guild: GuildId, now: DateTime<Utc>) -> Result<bool>;

    /// When there is next something to look at; the past means now.
    async fn next_probe(&self) -> Result<Option<DateTime<Utc>>>;
}
