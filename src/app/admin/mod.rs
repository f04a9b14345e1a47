//! What the one who runs the bot can do with subscriptions, beside a running bot or without one.

mod record;

use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use chrono::Utc;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::{Change, Database, Imported, Store};
use crate::subscription::{State, Subscription, SubscriptionId};

pub use record::{Export, SubscriptionRecord};

/// What moderators read of what was done here.
const BY_THE_ONE_WHO_RUNS_IT: &str = "(by the one who runs the bot)";

/// The subscriptions of a store, for the one who runs the bot.
pub struct Administration {
    store: Arc<dyn Store>,
    clock: Clock,
}

impl Administration {
    /// Opens the store that the settings name; a file that is not there is made only if `may_create`.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(config: &Config, may_create: bool) -> anyhow::Result<Self> {
        let database = Database::open_beside(&config.store, may_create).await?;
        Ok(Self { store: Arc::new(database), clock: Clock::system() })
    }

    /// Every subscription, by server.
    ///
    /// # Errors
    /// The store's.
    pub async fn list(&self) -> anyhow::Result<Vec<SubscriptionRecord>> {
        Ok(self.store.all().await?.iter().map(SubscriptionRecord::of).collect())
    }

    /// One subscription.
    ///
    /// # Errors
    /// When there is no such one, or the store's.
    pub async fn show(&self, id: i64) -> anyhow::Result<SubscriptionRecord> {
        Ok(SubscriptionRecord::of(&self.find(id).await?))
    }

    async fn find(&self, id: i64) -> anyhow::Result<Subscription> {
        let found = self.store.subscription(SubscriptionId(id)).await?;
        found
            .ok_or_else(|| anyhow!("there is no subscription {id}: `daybook admin list` shows what there is"))
    }

    /// Pauses a subscription; its moderators read why.
    ///
    /// # Errors
    /// When there is no such one, it is paused, or the store's.
    pub async fn pause(&self, id: i64, because: &str) -> anyhow::Result<()> {
        let subscription = self.find(id).await?;
        if let State::Paused { because, .. } = subscription.state {
            bail!("subscription {id} is paused already: {because}");
        }
        let change = did("paused", &subscription);
        self.store.pause(subscription.id, because, &change, self.clock.now()).await?;
        Ok(())
    }

    /// Lets a subscription run again.
    ///
    /// # Errors
    /// When there is no such one, it runs, or the store's.
    pub async fn resume(&self, id: i64) -> anyhow::Result<()> {
        let subscription = self.find(id).await?;
        if subscription.state == State::Active {
            bail!("subscription {id} runs already");
        }
        let now = self.clock.now();
        let (next, change) = (subscription.schedule.next_after(now), did("resumed", &subscription));
        self.store.resume(subscription.id, next, Some(&change), now).await?;
        Ok(())
    }

    /// Removes a subscription.
    ///
    /// # Errors
    /// When there is no such one, or the store's.
    pub async fn remove(&self, id: i64) -> anyhow::Result<()> {
        let subscription = self.find(id).await?;
        let change = did("removed", &subscription);
        self.store.remove(subscription.id, &change, self.clock.now()).await?;
        Ok(())
    }

    /// Everything, to be kept or to be imported elsewhere.
    ///
    /// # Errors
    /// The store's.
    pub async fn export(&self) -> anyhow::Result<Export> {
        Ok(Export::new(self.list().await?))
    }

    /// Stores what [`Administration::export`] gave, all or nothing; how many subscriptions that were. A channel that has
    /// one at the same time keeps that one, changed.
    ///
    /// # Errors
    /// Everything that is wrong with `text`, at once; or the store's.
    pub async fn import(&self, text: &str) -> anyhow::Result<usize> {
        let now = self.clock.now();
        let records = Export::read(text)?;
        let imported = |record: &SubscriptionRecord| {
            let draft = record.draft()?;
            let next = draft.schedule.next_after(now);
            Ok(Imported { draft, state: record.state.clone(), next })
        };
        let all = records.iter().map(imported).collect::<anyhow::Result<Vec<_>>>()?;
        let change = Change { by: None, what: format!("imported the daily posts {BY_THE_ONE_WHO_RUNS_IT}") };
        self.store.import(&all, &change, now).await.context("nothing was imported")?;
        Ok(all.len())
    }

    /// Finishes what is written and closes.
    pub async fn close(self) {
        self.store.close().await;
    }
}

fn did(what: &str, subscription: &Subscription) -> Change {
    let what =
        format!("{what} <#{}>, {} {BY_THE_ONE_WHO_RUNS_IT}", subscription.channel, subscription.schedule);
    Change { by: None, what }
}

/// The time of an occurrence as people and programs read it.
fn instant(at: chrono::DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
