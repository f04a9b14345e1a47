//! What the playground's page may see behind the scenes: the scheduler's plans and the ledger.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use crate::playground::{Backstage, ChannelId, Entry, GuildId, MessageId, Plan, Progress, View};
use crate::store::{LedgerEntry, LedgerState, Store};
use crate::subscription::{self, State, Subscription};

/// The newest entries of the ledger that are told.
const TOLD: usize = 40;

/// The bot's books, for the page.
pub(super) struct Books {
    store: Arc<dyn Store>,
}

impl Books {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    async fn of(&self, guild: GuildId, view: &mut View) -> crate::store::Result<()> {
        for subscription in self.store.subscriptions_of(subscription::GuildId(guild.0)).await? {
            let channel = ChannelId(subscription.channel.0);
            let ledger = self.store.ledger(subscription.id).await?;
            view.entries.extend(ledger.iter().rev().take(TOLD).map(|entry| line(channel, entry)));
            view.plans.push(plan(channel, &subscription));
        }
        Ok(())
    }
}

impl fmt::Debug for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Books").finish_non_exhaustive()
    }
}

#[async_trait]
impl Backstage for Books {
    async fn look(&self, guilds: &[GuildId]) -> Result<View, String> {
        let mut view = View::default();
        for guild in guilds {
            self.of(*guild, &mut view)
                .await
                .map_err(|_| "The ledger cannot be read right now.".to_owned())?;
        }
        view.plans.sort_by_key(|plan| (plan.paused.is_some(), plan.next));
        view.entries.sort_by(|one, other| other.due.cmp(&one.due));
        view.entries.truncate(TOLD);
        Ok(view)
    }
}

fn plan(channel: ChannelId, subscription: &Subscription) -> Plan {
    let paused = match &subscription.state {
        State::Active => None,
        State::Paused { because, .. } => Some(because.clone()),
    };
    let next = subscription.next.as_ref().map(|next| next.instant);
    Plan { channel, schedule: subscription.schedule.to_string(), next, paused }
}

fn line(channel: ChannelId, entry: &LedgerEntry) -> Entry {
    let (state, message, note) = match &entry.state {
        LedgerState::Planned => (Progress::Planned, None, None),
        LedgerState::Claimed => (Progress::UnderWay, None, None),
        LedgerState::Posted(message) => (Progress::Done, Some(MessageId(message.0)), None),
        LedgerState::GivenUp(reason) => (Progress::GivenUp, None, Some(reason.clone())),
    };
    let due = entry.civil.format("%Y-%m-%d %H:%M").to_string();
    Entry { channel, due, state, late: entry.late, message, note }
}
