//! The hand that moves the playground: acts as its people, looks at what the bot
//! did, moves the clock, breaks things. Tests and the page use the same one.

mod answer;
mod error;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

pub use self::answer::{Answer, AnswerKind, Choice};
pub use self::error::ControlError;
use super::desk::{FIRST_ANSWER, Interaction, Outcome, Stage};
use super::faults::Fault;
use super::hub::Push;
use super::ids::{ChannelId, GuildId, InteractionId, MessageId, PersonId};
use super::journal::{Request, Tally};
use super::message::Message;
use super::state::{Shared, State};

/// How long a person waits for a bot that is thinking.
const PATIENCE: Duration = Duration::from_mins(1);

/// Acts as the playground's people and looks after its world. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Control {
    pub(crate) shared: Arc<Shared>,
}

impl Control {
    /// Finds a person by name.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<PersonId> {
        self.shared.look(|state| state.world.person_named(name))
    }

    /// Finds a channel by name, with or without its `#`.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<ChannelId> {
        self.shared.look(|state| state.world.channel_named(name))
    }

    /// A person types a command, as `/onthisday date:24 April`, and waits for the answer.
    ///
    /// # Errors
    /// Says what Discord's client or Discord itself would not have let through, or that
    /// the bot did not answer in time.
    pub async fn slash(
        &self,
        person: PersonId,
        channel: ChannelId,
        line: &str,
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_command(person, channel, line, true))?;
        self.answer(id).await
    }

    /// The same, also where the command is not offered to this person: as when an
    /// administrator has changed who may use it.
    ///
    /// # Errors
    /// As [`Control::slash`], but never that the member may not use the command.
    pub async fn slash_unchecked(
        &self,
        person: PersonId,
        channel: ChannelId,
        line: &str,
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_command(person, channel, line, false))?;
        self.answer(id).await
    }

    /// The suggestions for the option `focused`, while a person is typing `line`.
    ///
    /// # Errors
    /// As [`Control::slash`].
    pub async fn autocomplete(
        &self,
        person: PersonId,
        channel: ChannelId,
        line: &str,
        focused: &str,
    ) -> Result<Vec<Choice>, ControlError> {
        let id = self.shared.change(|state| state.ask_suggestions(person, channel, line, focused))?;
        match self.first_answer(id).await?.stage {
            Stage::Settled(Outcome::Choices(choices)) => Ok(choices.iter().map(answer::choice).collect()),
            _ => Ok(Vec::new()),
        }
    }

    /// A person presses a button.
    ///
    /// # Errors
    /// If there is none to press for this person, or the bot does not answer in time.
    pub async fn press(
        &self,
        person: PersonId,
        message: MessageId,
        custom_id: &str,
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_component(person, message, custom_id, None))?;
        self.answer(id).await
    }

    /// The same with a `custom_id` that is not on the message, as a post of long ago has it, or a changed client sends it.
    ///
    /// # Errors
    /// If the person does not see the message, or the bot does not answer in time.
    pub async fn press_unchecked(
        &self,
        person: PersonId,
        message: MessageId,
        custom_id: &str,
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_unchecked(person, message, custom_id))?;
        self.answer(id).await
    }

    /// A person chooses from a menu: values, or the names or ids of channels, roles, people.
    ///
    /// # Errors
    /// If there is no such menu or choice, or the bot does not answer in time.
    pub async fn choose(
        &self,
        person: PersonId,
        message: MessageId,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_component(person, message, custom_id, Some(values)))?;
        self.answer(id).await
    }

    /// A person sends the form that they have before them.
    ///
    /// # Errors
    /// If there is none, a field is not filled in as it should be, or the bot does not
    /// answer in time.
    pub async fn submit(
        &self,
        person: PersonId,
        custom_id: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, ControlError> {
        let id = self.shared.change(|state| state.ask_form(person, custom_id, fields))?;
        self.answer(id).await
    }

    async fn answer(&self, id: InteractionId) -> Result<Answer, ControlError> {
        let mut interaction = self.first_answer(id).await?;
        if interaction.stage == Stage::Thinking {
            let filled = self.shared.until(|state| settled(state, id));
            let filled = tokio::time::timeout(PATIENCE, filled).await;
            interaction = filled.map_err(|_| ControlError::StillThinking)?;
        } else if interaction.stage == Stage::WillUpdate {
            let updated = self.shared.until(|state| settled(state, id));
            if let Ok(updated) = tokio::time::timeout(FIRST_ANSWER, updated).await {
                interaction = updated;
            }
        }
        Ok(self.shared.look(|state| state.answer_of(&interaction)))
    }

    async fn first_answer(&self, id: InteractionId) -> Result<Interaction, ControlError> {
        let answered = self.shared.until(|state| {
            state.desk.get(id).filter(|interaction| interaction.stage != Stage::Waiting).cloned()
        });
        if let Ok(interaction) = tokio::time::timeout(FIRST_ANSWER, answered).await {
            return Ok(interaction);
        }
        self.shared.change(|state| {
            let interaction = state.desk.get_mut(id).ok_or(ControlError::NoAnswer)?;
            if interaction.stage != Stage::Waiting {
                return Ok(interaction.clone());
            }
            interaction.stage = Stage::TooLate;
            Err(ControlError::NoAnswer)
        })
    }

    /// What everybody can read in a channel, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.shared.look(|state| {
            let channel = state.world.channels.get(&channel);
            let all = channel.into_iter().flat_map(|channel| &channel.messages);
            all.filter(|message| message.visible_to.is_none()).cloned().collect()
        })
    }

    /// What one person can read in a channel, ephemeral answers included.
    #[must_use]
    pub fn messages_seen_by(&self, person: PersonId, channel: ChannelId) -> Vec<Message> {
        self.shared.look(|state| {
            let channel = state.world.channels.get(&channel);
            let all = channel.into_iter().flat_map(|channel| &channel.messages);
            all.filter(|message| message.visible_to.is_none_or(|only| only == person)).cloned().collect()
        })
    }

    /// Waits until a channel has at least `count` public messages, or until `timeout` is
    /// over; what there is then.
    pub async fn wait_for_messages(
        &self,
        channel: ChannelId,
        count: usize,
        timeout: Duration,
    ) -> Vec<Message> {
        let enough = self.shared.until(|state| {
            let channel = state.world.channels.get(&channel)?;
            let public = channel.messages.iter().filter(|message| message.visible_to.is_none()).count();
            (public >= count).then_some(())
        });
        tokio::time::timeout(timeout, enough).await.ok();
        self.messages(channel)
    }

    /// Waits until the bot has registered global commands and listens; false if `timeout`
    /// is over before that.
    pub async fn wait_for_commands(&self, timeout: Duration) -> bool {
        let ready =
            self.shared.until(|state| (state.registry.is_filled && state.hub.is_connected()).then_some(()));
        tokio::time::timeout(timeout, ready).await.is_ok()
    }

    /// Lets something go wrong with the next requests.
    pub fn arm(&self, fault: Fault) {
        self.shared.change(|state| state.faults.arm(fault));
    }

    /// Nothing goes wrong on purpose any more.
    pub fn disarm_all(&self) {
        self.shared.change(|state| state.faults.disarm_all());
    }

    /// Whether too many requests are refused. At first they are not.
    pub fn enforce_rate_limits(&self, enforce: bool) {
        self.shared.change(|state| state.limits.enforced = enforce);
    }

    /// How many gateway sessions may begin within five seconds, once limits are enforced. At first one.
    pub fn set_max_concurrency(&self, sessions: u64) {
        self.shared.change(|state| state.starts.max_concurrency = sessions.max(1));
    }

    /// Cuts every gateway line without a word; the sessions can be resumed.
    pub fn drop_gateway(&self) {
        self.shared.change(|state| state.hub.push_all(&Push::Cut));
    }

    /// Asks every client to connect anew, as Discord does before it restarts a server.
    pub fn ask_to_reconnect(&self) {
        let text = json!({ "op": 7, "d": null, "s": null, "t": null }).to_string();
        self.shared.change(|state| state.hub.push_all(&Push::Text(text.into())));
    }

    /// Tells every client that its session is invalid, and whether it may resume it.
    pub fn invalidate_sessions(&self, resumable: bool) {
        let text = json!({ "op": 9, "d": resumable, "s": null, "t": null }).to_string();
        self.shared.change(|state| {
            state.hub.push_all(&Push::Text(text.into()));
            if !resumable {
                state.hub.forget_all();
            }
        });
    }

    /// Keeps what is answered beside what was asked, from now on: for contract tests.
    pub fn keep_answers(&self) {
        self.shared.change(|state| state.journal.keeps_answers = true);
    }

    /// Every REST request that the bot made.
    #[must_use]
    pub fn journal(&self) -> Vec<Request> {
        self.shared.look(|state| state.journal.last(usize::MAX))
    }

    /// The shards that are connected to the gateway: which of how many.
    #[must_use]
    pub fn shards(&self) -> Vec<(u64, u64)> {
        self.shared.look(|state| state.hub.shards())
    }

    /// How many requests of each kind there were, by the status that was answered.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.shared.look(|state| state.journal.tally())
    }

    /// Every channel that messages can stand in, with its server.
    #[must_use]
    pub fn channels(&self) -> Vec<(GuildId, ChannelId)> {
        self.shared.look(|state| {
            let all = state.world.channels.values().filter(|channel| channel.holds_messages());
            all.filter_map(|channel| Some((channel.guild?, channel.id))).collect()
        })
    }

    /// The playground's time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.shared.look(|state| state.clock.now())
    }

    /// Sets the clock; false if it is the machine's.
    #[expect(clippy::must_use_candidate, reason = "who made the clock knows whether it can be moved")]
    pub fn set(&self, to: DateTime<Utc>) -> bool {
        self.shared.change(|state| state.clock.set(to))
    }

    /// Moves the clock; false if it is the machine's.
    #[expect(clippy::must_use_candidate, reason = "who made the clock knows whether it can be moved")]
    pub fn advance(&self, by: TimeDelta) -> bool {
        self.shared.change(|state| state.clock.advance(by))
    }
}

fn settled(state: &State, id: InteractionId) -> Option<Interaction> {
    let interaction = state.desk.get(id)?;
    matches!(interaction.stage, Stage::Settled(_)).then(|| interaction.clone())
}
