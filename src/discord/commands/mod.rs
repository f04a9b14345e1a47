//! The slash commands.

mod about;
mod choices;
mod daily;
mod dates;
mod event;
mod history;
mod onthisday;

use std::sync::Arc;

use chrono::NaiveDate;
use poise::serenity_prelude as serenity;

use super::answer::{AnswerError, Asked};
use super::rest::Rest;
use crate::clock::Clock;
use crate::delivery::Wake;
use crate::library::Library;
use crate::schedule::{Spacing, Zone};
use crate::store::Store;
use crate::subscription::GuildId;

/// What every command can use.
#[derive(Clone)]
pub(super) struct Data {
    pub(super) rest: Rest,
    pub(super) library: Arc<Library>,
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Clock,
    pub(super) wake: Wake,
    /// The least time between two posts of a schedule.
    pub(super) minimum_spacing: Spacing,
    /// How many subscriptions one server may have.
    pub(super) most_per_server: u32,
    /// Random numbers from 0 up to 1.
    pub(super) chance: fn() -> f64,
}

/// Discord shows no more suggestions than this.
const MOST_CHOICES: usize = 25;

/// A slash command that somebody runs.
type Context<'a> = poise::ApplicationContext<'a, Data, AnswerError>;

/// Every command, in the order of the help.
pub(super) fn all() -> Vec<poise::Command<Data, AnswerError>> {
    vec![
        onthisday::onthisday(),
        onthisday::born(),
        onthisday::died(),
        history::history(),
        event::event(),
        event::random(),
        daily::daily(),
        about::about(),
    ]
}

/// The interaction behind a command.
pub(super) fn asked(context: Context<'_>) -> Asked<'_> {
    let interaction = context.interaction;
    Asked { http: &context.serenity_context().http, id: interaction.id, token: &interaction.token }
}

impl Data {
    /// Which date it is for people in `guild`, and by which zone: that of the server's oldest
    /// subscription, else UTC.
    pub(super) async fn today(
        &self,
        guild: Option<serenity::GuildId>,
    ) -> Result<(NaiveDate, Zone), AnswerError> {
        let subscriptions = match guild {
            Some(guild) => self.store.subscriptions_of(GuildId(guild.get())).await?,
            None => vec![],
        };
        let zone = subscriptions.first().map_or(Zone::UTC, |first| first.schedule.zone);
        Ok((zone.date(self.clock.now()), zone))
    }
}
