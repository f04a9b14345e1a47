//! The hand that moves the playground: acts as its people, looks at what the bot
//! did, moves the clock, breaks things. Tests and the page use the same one.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::{FIRST_ANSWER, Interaction, Outcome, Stage};
use super::faults::Fault;
use super::forms::Modal;
use super::hub::Push;
use super::ids::{ChannelId, InteractionId, MessageId, PersonId};
use super::journal::Request;
use super::message::{Message, text_of};
use super::state::{Shared, State};

/// How long a person waits for a bot that is thinking.
const PATIENCE: Duration = Duration::from_mins(1);

/// Acts as the playground's people and looks after its world. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Control {
    pub(crate) shared: Arc<Shared>,
}

/// What a person got for what they did.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// What it is.
    pub kind: AnswerKind,
    /// The message that came, or that was changed.
    pub message: Option<Message>,
    /// Whether only this person sees it.
    pub ephemeral: bool,
    /// The form that opened.
    pub modal: Option<Modal>,
}

/// What sort of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A new message.
    Message,
    /// A form to fill in.
    Modal,
    /// The message that was pressed has changed.
    Updated,
    /// The bot only nodded.
    None,
}

/// A suggestion while somebody types an option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What the person reads.
    pub name: String,
    /// What is sent if they take it.
    pub value: Value,
}

/// Why something could not be done, in a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ControlError {
    /// The line does not begin with a slash.
    #[error("a command begins with a slash, and this does not: {0}")]
    NotACommand(String),
    /// Nothing of that name is registered.
    #[error("there is no command /{0} here")]
    NoSuchCommand(String),
    /// The command has sub-commands, but not that one.
    #[error("/{command} has no sub-command `{given}`")]
    NoSuchSubCommand {
        /// The command.
        command: String,
        /// What was typed.
        given: String,
    },
    /// The text does not begin with an option of the command.
    #[error("there is no option in `{given}`; the command has {known:?}")]
    NoSuchOption {
        /// What was typed.
        given: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A required option is not there.
    #[error("the option `{0}` is required")]
    MissingOption(String),
    /// The value is not of the option's type.
    #[error("the option `{option}` wants {wanted}, not `{given}`")]
    WrongValue {
        /// The option.
        option: String,
        /// What was typed.
        given: String,
        /// What it wants.
        wanted: &'static str,
    },
    /// The value is none of the choices.
    #[error("`{option}` has no choice `{given}`; it has {known:?}")]
    NoSuchChoice {
        /// The option or the menu.
        option: String,
        /// What was chosen.
        given: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The option that is being typed is not in the line.
    #[error("the option `{0}` is not in the line")]
    NotFocused(String),
    /// The person lacks the permissions that the command wants.
    #[error("this member may not use /{0} here")]
    MayNotUse(String),
    /// No gateway session hears this channel.
    #[error("the bot is not connected")]
    BotIsAway,
    /// The three seconds are over.
    #[error("the bot did not answer within 3 seconds")]
    NoAnswer,
    /// The bot said that it was thinking, and no more.
    #[error("the bot said that it was thinking, and did not come back within 60 seconds")]
    StillThinking,
    /// There is no such channel.
    #[error("there is no channel {0}")]
    NoSuchChannel(ChannelId),
    /// There is no such role or person on the server.
    #[error("there is no role or person called {0} here")]
    NoSuchRole(String),
    /// The person can't see the channel.
    #[error("this person cannot see #{0}")]
    CannotSee(String),
    /// The person can't write in the channel.
    #[error("this person may not write in #{0}")]
    CannotWrite(String),
    /// Commands can't be typed there.
    #[error("#{0} holds no messages of its own")]
    NoRoomForMessages(String),
    /// There is no such message.
    #[error("there is no message {0}")]
    NoSuchMessage(MessageId),
    /// It is somebody else's ephemeral message, or in a channel that the person can't see.
    #[error("the message {0} is not visible to this person")]
    NotVisible(MessageId),
    /// No component has that custom id.
    #[error("the message has nothing with the custom id `{0}`")]
    NoSuchComponent(String),
    /// The button or menu can't be used.
    #[error("`{0}` is disabled")]
    Disabled(String),
    /// It is a menu.
    #[error("`{0}` is not a button")]
    NotAButton(String),
    /// It is a button.
    #[error("`{0}` is not a menu")]
    NotAMenu(String),
    /// Too few or too many were chosen.
    #[error("between {least} and {most} may be chosen, not {given}")]
    WrongCount {
        /// The fewest.
        least: u64,
        /// The most.
        most: u64,
        /// How many were.
        given: usize,
    },
    /// The person has no such form before them.
    #[error("no form `{0}` is open")]
    NoSuchForm(String),
    /// The form has no such field.
    #[error("the form has no field `{0}`")]
    NoSuchField(String),
    /// A field is too short or too long.
    #[error("the field `{field}` may not have {length} characters")]
    WrongLength {
        /// The field.
        field: String,
        /// How many it has.
        length: u64,
    },
    /// Discord would refuse the text.
    #[error("the message was refused: {0}")]
    Refused(String),
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
            Stage::Settled(Outcome::Choices(choices)) => Ok(choices.iter().map(choice).collect()),
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

    /// Every REST request that the bot made.
    #[must_use]
    pub fn journal(&self) -> Vec<Request> {
        self.shared.look(|state| state.journal.all())
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

fn choice(object: &Value) -> Choice {
    Choice { name: text_of(object, "name"), value: object["value"].clone() }
}

impl State {
    fn answer_of(&self, interaction: &Interaction) -> Answer {
        let mut answer = Answer { kind: AnswerKind::None, message: None, ephemeral: false, modal: None };
        let Stage::Settled(outcome) = &interaction.stage else {
            return answer;
        };
        match outcome {
            Outcome::Message(id) | Outcome::Updated(id) => {
                let is_new = matches!(outcome, Outcome::Message(_));
                answer.kind = if is_new { AnswerKind::Message } else { AnswerKind::Updated };
                answer.message = self.message(interaction.channel, *id).cloned();
                answer.ephemeral = answer.message.as_ref().is_some_and(Message::is_ephemeral);
            }
            Outcome::Modal(modal) => {
                answer.kind = AnswerKind::Modal;
                answer.modal = Some(Modal::read(modal));
            }
            Outcome::Choices(_) => {}
        }
        answer
    }
}
