//! A look behind the scenes that the page shows beside the channels: what the bot
//! will do next, and what its books say. The playground knows nothing of the bot, so
//! whoever runs both hands this in; without it the page leaves that part out.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::control::Control;
use super::ids::{ChannelId, GuildId, MessageId};

/// Tells how things stand behind the scenes.
#[async_trait]
pub trait Backstage: fmt::Debug + Send + Sync + 'static {
    /// How things stand for these servers.
    ///
    /// # Errors
    /// A sentence for the page.
    async fn look(&self, guilds: &[GuildId]) -> Result<View, String>;
}

/// How things stand.
#[derive(Clone, Debug, Default, Serialize)]
pub struct View {
    /// What is planned, the next first.
    pub plans: Vec<Plan>,
    /// What was due, the newest first.
    pub entries: Vec<Entry>,
}

/// What is planned for one channel.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// The channel.
    pub channel: ChannelId,
    /// When, in words.
    pub schedule: String,
    /// When it comes next, if it does.
    pub next: Option<DateTime<Utc>>,
    /// Why it waits, if it does.
    pub paused: Option<String>,
}

/// One line of the books.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The channel.
    pub channel: ChannelId,
    /// For which day and time, as the channel's clocks show it.
    pub due: String,
    /// How far it is.
    pub state: Progress,
    /// Whether it came later than it should have.
    pub late: bool,
    /// The message, once there is one.
    pub message: Option<MessageId>,
    /// What else there is to say about it.
    pub note: Option<String>,
}

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It waits.
    Planned,
    /// It is being done.
    UnderWay,
    /// It is done.
    Done,
    /// It will not be done.
    GivenUp,
}

impl View {
    /// When the next thing happens.
    #[must_use]
    pub fn next(&self) -> Option<DateTime<Utc>> {
        self.plans.iter().filter(|plan| plan.paused.is_none()).filter_map(|plan| plan.next).min()
    }
}

impl Control {
    /// Hands in the look behind the scenes. Only the first counts.
    pub fn reveal(&self, backstage: impl Backstage) {
        self.shared.backstage.get_or_init(|| Box::new(backstage));
    }

    /// How things stand behind the scenes; `None` where nobody handed that in.
    ///
    /// # Errors
    /// A sentence, if it cannot be said.
    pub async fn backstage(&self) -> Option<Result<View, String>> {
        let guilds: Vec<_> = self.shared.look(|state| state.world.guilds.keys().copied().collect());
        Some(self.shared.backstage.get()?.look(&guilds).await)
    }
}
