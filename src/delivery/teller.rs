//! Tells moderators, once, that their subscription waits for them, or does not come as they wanted.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::{News, Nonce, Notice, PostError, Poster};
use crate::store::{Result, Store};
use crate::subscription::{State, Subscription};

/// Notices in one step.
const BATCH: u32 = 20;

/// A notice that could not be brought comes again after this long.
const AGAIN_AFTER: TimeDelta = TimeDelta::minutes(2);

/// Brings notices to moderators.
#[derive(Clone)]
pub struct Teller {
    store: Arc<dyn Store>,
    poster: Arc<dyn Poster>,
}

impl Teller {
    /// A teller of what stands in `store`.
    pub fn new(store: Arc<dyn Store>, poster: Arc<dyn Poster>) -> Self {
        Self { store, poster }
    }

    /// Tells what is to be told at `now`, up to a batch; how many subscriptions it was about.
    ///
    /// # Errors
    /// The store's; what was not told comes again.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<usize> {
        let waiting = self.store.claim_notices(now, now + AGAIN_AFTER, BATCH).await?;
        for subscription in &waiting {
            if self.tell(subscription).await {
                self.store.told(subscription.id).await?;
            }
        }
        Ok(waiting.len())
    }

    /// Answers whether the matter is done with.
    async fn tell(&self, subscription: &Subscription) -> bool {
        let Some(news) = news(subscription) else { return true };
        let nonce = Nonce::of_notice(subscription, &news);
        let channel = subscription.channel;
        let notice = Notice { subscription: subscription.clone(), news, nonce };
        match self.poster.tell(&notice).await {
            Ok(()) => {
                info!(%channel, "told the moderators what is wrong with the channel's posts");
                true
            }
            Err(PostError::Refused { reason, .. }) => {
                warn!(%channel, reason, "no place to tell the moderators what is wrong with the channel's posts");
                true
            }
            Err(error) => {
                warn!(%channel, %error, "could not tell the moderators yet");
                false
            }
        }
    }
}

/// What there is to tell; a pause that a moderator made is no news.
fn news(subscription: &Subscription) -> Option<News> {
    match &subscription.state {
        State::Paused { because, by: None } => Some(News::Paused(because.clone())),
        State::Paused { by: Some(_), .. } => None,
        State::Active => subscription.problem.clone().map(News::Remark),
    }
}
