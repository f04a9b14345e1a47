//! Looks now and then whether what has paused a subscription is mended, and lets it run again.
//!
//! Politely: an hour after the pause, then after twice as long each time up to a day, and not for ever. A change
//! of the server's permissions or channels is a reason to look at once.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::{News, Nonce, Notice, Poster, Probe};
use crate::clock::Clock;
use crate::store::{Change, Result, Store};
use crate::subscription::{State, Subscription};

/// Looks in one step.
const BATCH: u32 = 20;

/// After the first look.
const FIRST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// The longest pause is the first one, doubled so often: 16 hours.
const MOST_DOUBLINGS: u32 = 4;

/// About two weeks of looks. After that only somebody's word starts the posts again.
const MOST_LOOKS: u32 = 24;

/// What moderators read in the list of changes.
const MENDED: &str = "what was wrong is mended: the posts run again";

/// Lets subscriptions run again whose problem is mended.
#[derive(Clone)]
pub struct Prober {
    store: Arc<dyn Store>,
    poster: Arc<dyn Poster>,
    clock: Clock,
}

impl Prober {
    /// A prober of what stands in `store`.
    pub fn new(store: Arc<dyn Store>, poster: Arc<dyn Poster>, clock: Clock) -> Self {
        Self { store, poster, clock }
    }

    /// Looks at what is to be looked at, up to a batch; how many run again.
    ///
    /// # Errors
    /// The store's; what was not looked at comes again.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<usize> {
        let mut mended = 0;
        let again = now + FIRST_PAUSE;
        for (subscription, looks) in self.store.claim_probes(now, again, BATCH).await? {
            let id = subscription.id;
            match self.poster.probe(&subscription).await {
                Ok(Probe::Mended) => mended += usize::from(self.resume(&subscription).await?),
                Ok(Probe::NotYet) => self.store.probe_at(id, again, next_look(looks, now)).await?,
                Ok(Probe::Hopeless) => self.store.probe_at(id, again, None).await?,
                Err(error) => {
                    warn!(channel = %subscription.channel, %error, "could not look at a paused channel");
                }
            }
        }
        Ok(mended)
    }

    async fn resume(&self, seen: &Subscription) -> Result<bool> {
        // A moderator may have paused or removed it while we looked.
        let Some(subscription) = self.store.subscription(seen.id).await? else { return Ok(false) };
        if !matches!(subscription.state, State::Paused { by: None, .. }) {
            return Ok(false);
        }
        // Discord may have taken its time to answer: what came due meanwhile is not to be made up for.
        let now = self.clock.now();
        let next = subscription.schedule.next_after(now);
        let change = Change { by: None, what: MENDED.to_owned() };
        if !self.store.resume(subscription.id, next, Some(&change), now).await? {
            return Ok(false);
        }
        info!(channel = %subscription.channel, "what was wrong is mended; the channel's posts run again");
        let nonce = Nonce::of_notice(&subscription, &News::Mended);
        let notice =
            Notice { subscription: Subscription { next, ..subscription }, news: News::Mended, nonce };
        if let Err(error) = self.poster.tell(&notice).await {
            warn!(%error, "could not tell the moderators that their posts run again");
        }
        Ok(true)
    }
}

/// When to look again after so many looks; never, after the last.
fn next_look(looks: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doubled = 2_i32.pow((looks + 1).min(MOST_DOUBLINGS));
    (looks + 1 < MOST_LOOKS).then(|| now + FIRST_PAUSE * doubled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer_and_end_after_two_weeks() {
        let now = DateTime::UNIX_EPOCH;
        let hours = |looks| next_look(looks, now).map(|next| (next - now).num_hours());
        assert_eq!([0, 1, 2, 3, 4, 22].map(hours), [Some(2), Some(4), Some(8), Some(16), Some(16), Some(16)]);
        assert_eq!([23, 24].map(hours), [None, None]);
        let all: i64 = (0..MOST_LOOKS).filter_map(hours).sum();
        assert!((13 * 24..16 * 24).contains(&all), "{all}");
    }
}
