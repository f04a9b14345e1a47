//! A subscription as JSON, for the command line and for other stores.

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::instant;
use crate::edition::Taste;
use crate::schedule::{Rule, Schedule};
use crate::subscription::{ChannelId, Draft, GuildId, Posting, State, Subscription, UserId};

/// The version of the form that is written now.
const VERSION: u32 = 1;

/// All subscriptions of a store.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    /// The version of this form.
    pub daybook_export: u32,
    /// The subscriptions, by server.
    pub subscriptions: Vec<SubscriptionRecord>,
}

/// A subscription as JSON. Discord's numbers are text: many programs lose digits of numbers that long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionRecord {
    /// Its number in the store it comes from; another one elsewhere.
    #[serde(default)]
    pub id: i64,
    /// The server.
    pub guild: GuildId,
    /// The channel that gets the posts.
    pub channel: ChannelId,
    /// The channel in which it was set up.
    pub set_up_in: ChannelId,
    /// Who set it up.
    pub set_up_by: UserId,
    /// At which civil times.
    pub rule: Rule,
    /// In which IANA zone.
    pub zone: String,
    /// The same in words; not read.
    #[serde(default)]
    pub schedule: String,
    /// What it says.
    #[serde(default)]
    pub taste: Taste,
    /// How it comes.
    #[serde(default)]
    pub posting: Posting,
    /// Whether it runs.
    pub state: State,
    /// When it comes next, UTC; not read.
    #[serde(default)]
    pub next: Option<String>,
    /// When it last came, UTC; not read.
    #[serde(default)]
    pub last_post: Option<String>,
    /// What was last wrong; not read.
    #[serde(default)]
    pub problem: Option<String>,
}

impl SubscriptionRecord {
    pub(super) fn of(subscription: &Subscription) -> Self {
        Self {
            id: subscription.id.0,
            guild: subscription.guild,
            channel: subscription.channel,
            set_up_in: subscription.set_up_in,
            set_up_by: subscription.set_up_by,
            rule: subscription.schedule.rule.clone(),
            zone: subscription.schedule.zone.name().to_owned(),
            schedule: subscription.schedule.to_string(),
            taste: subscription.taste.clone(),
            posting: subscription.posting.clone(),
            state: subscription.state.clone(),
            next: subscription.next.map(|next| instant(next.instant)),
            last_post: subscription.last_post.map(|post| instant(post.at)),
            problem: subscription.problem.clone(),
        }
    }

    /// Why it does not run, if it does not.
    #[must_use]
    pub fn paused(&self) -> Option<&str> {
        match &self.state {
            State::Active => None,
            State::Paused { because, .. } => Some(because),
        }
    }

    /// What is to be stored.
    pub(super) fn draft(&self) -> anyhow::Result<Draft> {
        let zone = self.zone.parse()?;
        let within = 1..=Taste::MOST_EVENTS;
        if !within.contains(&self.taste.events) {
            bail!("taste.events is {}: choose 1 to {}", self.taste.events, Taste::MOST_EVENTS);
        }
        if self.guild.0 == 0 || self.channel.0 == 0 {
            bail!("0 is no server and no channel");
        }
        Ok(Draft {
            guild: self.guild,
            channel: self.channel,
            set_up_in: self.set_up_in,
            set_up_by: self.set_up_by,
            schedule: Schedule { rule: self.rule.clone(), zone },
            taste: self.taste.clone(),
            posting: self.posting.clone(),
        })
    }
}

impl Export {
    pub(super) fn new(subscriptions: Vec<SubscriptionRecord>) -> Self {
        Self { daybook_export: VERSION, subscriptions }
    }

    /// The subscriptions in a text, if all of them can be stored.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub(super) fn read(text: &str) -> anyhow::Result<Vec<SubscriptionRecord>> {
        let whole: Value = serde_json::from_str(text).context("this is no JSON")?;
        match whole["daybook_export"].as_u64() {
            Some(version) if version == u64::from(VERSION) => {}
            Some(version) => {
                bail!("this was exported in form {version}, and this version of Daybook reads form {VERSION}")
            }
            None => bail!("this is no export of `daybook admin export`: it has no `daybook_export`"),
        }
        let all = whole["subscriptions"].as_array().context("there is no list of `subscriptions` in it")?;
        let (mut records, mut wrong) = (Vec::new(), Vec::new());
        for (number, value) in all.iter().enumerate() {
            match read_one(value) {
                Ok(record) => records.push(record),
                Err(error) => wrong.push(format!("subscription {}: {error:#}", number + 1)),
            }
        }
        if wrong.is_empty() { Ok(records) } else { bail!("nothing was imported:\n  {}", wrong.join("\n  ")) }
    }
}

fn read_one(value: &Value) -> anyhow::Result<SubscriptionRecord> {
    let record: SubscriptionRecord = serde_json::from_value(value.clone())?;
    record.draft()?;
    Ok(record)
}
