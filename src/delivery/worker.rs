//! Claims deliveries, posts them, and settles them.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{error, info, warn};

use super::{Backoff, Nonce, Order, PostError, Poster, Settings};
use crate::clock::Clock;
use crate::edition::Edition;
use crate::event::MonthDay;
use crate::library::Library;
use crate::store::{Claim, Lease, Result, Settlement, Store};
use crate::subscription::MessageId;

/// A delivery is tried for at least this long, even past midnight.
const TRIED_FOR: TimeDelta = TimeDelta::hours(1);

/// What a worker is built from.
#[derive(Clone)]
pub struct WorkerParts {
    /// Where deliveries are claimed and settled.
    pub store: Arc<dyn Store>,
    /// Where history comes from.
    pub library: Arc<Library>,
    /// The way out.
    pub poster: Arc<dyn Poster>,
    /// The time.
    pub clock: Clock,
    /// Random numbers from 0 up to 1.
    pub chance: fn() -> f64,
    /// A name that no other process has.
    pub owner: String,
}

/// Works deliveries off.
#[derive(Clone)]
pub struct Worker {
    parts: WorkerParts,
    backoff: Backoff,
    lease: TimeDelta,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the channel.
    Posted,
    /// It is tried again later.
    Postponed,
    /// It will not be posted.
    GivenUp,
    /// Somebody else had taken it over.
    Lost,
}

impl Worker {
    /// A worker made of `parts`.
    #[must_use]
    pub fn new(parts: WorkerParts, settings: &Settings) -> Self {
        let lease = TimeDelta::seconds(settings.lease_seconds.into());
        Self { parts, backoff: Backoff::new(settings), lease }
    }

    /// Takes up to `limit` deliveries that are ready at `now`.
    ///
    /// # Errors
    /// The store's.
    pub async fn claim(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Lease>> {
        let owner = self.parts.owner.clone();
        self.parts.store.claim(&Claim { owner, now, until: now + self.lease, limit }).await
    }

    /// Posts one claimed delivery and settles it.
    ///
    /// # Errors
    /// The store's; the lease then runs out by itself, and the delivery is taken up again.
    pub async fn deliver(&self, lease: Lease) -> Result<Outcome> {
        let order = self.order(&lease).await?;
        let (attempt, channel, delivery) = (lease.attempt, order.channel, order.delivery);
        let result = self.attempt(&lease, &order).await;
        let now = self.parts.clock.now();
        let settlement = self.settlement(&lease, &order, result, now);
        let outcome = match &settlement {
            Settlement::Posted { message, .. } => {
                info!(%delivery, %channel, %message, attempt, "posted an edition");
                Outcome::Posted
            }
            Settlement::GivenUp { reason, pause } => {
                warn!(%delivery, %channel, attempt, pause, reason, "gave a delivery up");
                Outcome::GivenUp
            }
            Settlement::Retry { .. } => Outcome::Postponed,
        };
        if self.parts.store.settle(lease, &settlement, now).await? {
            return Ok(outcome);
        }
        error!(%delivery, %channel, attempt, "lost the lease of a delivery before it was settled");
        Ok(Outcome::Lost)
    }

    async fn order(&self, lease: &Lease) -> Result<Order> {
        let channel = lease.subscription.channel;
        let date = lease.civil.date();
        let day = self.parts.library.day(MonthDay::of(date));
        let shown = self.parts.store.shown(channel).await?;
        let (taste, leap) = (&lease.subscription.taste, self.parts.library.day(MonthDay::LEAP_DAY));
        let edition = Edition::compose(&day, date, taste, &shown).with_leap_day(&leap, taste, &shown);
        Ok(Order { channel, edition, delivery: lease.delivery, nonce: Nonce::of(lease) })
    }

    async fn attempt(&self, lease: &Lease, order: &Order) -> std::result::Result<MessageId, PostError> {
        if lease.perhaps_posted
            && let Some(message) = self.parts.poster.find(order).await?
        {
            return Ok(message);
        }
        self.parts.poster.post(order).await
    }

    fn settlement(
        &self,
        lease: &Lease,
        order: &Order,
        result: std::result::Result<MessageId, PostError>,
        now: DateTime<Utc>,
    ) -> Settlement {
        let pause = self.backoff.after(lease.attempt, (self.parts.chance)());
        match result {
            Ok(message) => {
                let events = order.edition.events().map(|event| event.id.clone()).collect();
                Settlement::Posted { message, events }
            }
            Err(PostError::Refused { reason, pause }) => Settlement::GivenUp { reason, pause },
            Err(PostError::Retry { after, reason }) => {
                let at = now + after.map_or(pause, |after| after.max(pause));
                retry_or_give_up(lease, at, &reason, lease.perhaps_posted)
            }
            Err(PostError::Unknown { reason }) => retry_or_give_up(lease, now + pause, &reason, true),
        }
    }
}

/// Another attempt, unless the day would be over by then.
fn retry_or_give_up(lease: &Lease, at: DateTime<Utc>, reason: &str, perhaps_posted: bool) -> Settlement {
    let zone = lease.subscription.schedule.zone;
    if zone.date(at) > lease.civil.date() && at > lease.due_at + TRIED_FOR {
        let attempts = lease.attempt;
        let reason = format!("too late: the day was over after {attempts} attempts; the last one: {reason}");
        return Settlement::GivenUp { reason, pause: false };
    }
    let (delivery, channel) = (lease.delivery, lease.subscription.channel);
    warn!(%delivery, %channel, attempt = lease.attempt, reason, next_attempt = %at, "could not post an edition yet");
    Settlement::Retry { at, perhaps_posted }
}
