//! The open interactions: what a person did, what the bot may still answer, and
//! what it answered. Discord's rules on time and order are kept here.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::time::Instant;

use super::ids::{ChannelId, GuildId, InteractionId, MessageId, PersonId};
use super::refusal::{
    ALREADY_ACKNOWLEDGED, BAD_WEBHOOK_TOKEN, Refusal, UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK,
};

/// How long a bot has for its first answer; real time.
pub(crate) const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// How long a token lives; the clock's time.
const TOKEN_MINUTES: i64 = 15;
/// More than this many are not kept: the oldest are long answered.
const KEPT: usize = 20_000;

/// What a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// Where an interaction stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The bot has said nothing yet.
    Waiting,
    /// The bot said nothing for too long.
    TooLate,
    /// The bot is thinking; its answer will be filled in.
    Thinking,
    /// The bot will change the message, or has only nodded.
    WillUpdate,
    /// There is an answer.
    Settled(Outcome),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Message(MessageId),
    Updated(MessageId),
    Modal(Value),
    Choices(Vec<Value>),
}

/// One interaction.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) kind: Kind,
    pub(crate) person: PersonId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: ChannelId,
    /// The command's name, for the line above its answer.
    pub(crate) name: String,
    /// The message that the component stands on.
    pub(crate) source: Option<MessageId>,
    pub(crate) began: DateTime<Utc>,
    pub(crate) asked: Instant,
    pub(crate) stage: Stage,
    /// The first answer, once there is one.
    pub(crate) original: Option<MessageId>,
    /// Everything else that the bot said.
    pub(crate) followups: Vec<MessageId>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    open: Vec<Interaction>,
}

impl Desk {
    pub(crate) fn open(&mut self, interaction: Interaction) {
        if self.open.len() == KEPT {
            self.open.drain(..KEPT / 2);
        }
        self.open.push(interaction);
    }

    pub(crate) fn get(&self, id: InteractionId) -> Option<&Interaction> {
        self.open.iter().rev().find(|interaction| interaction.id == id)
    }

    pub(crate) fn get_mut(&mut self, id: InteractionId) -> Option<&mut Interaction> {
        self.open.iter_mut().rev().find(|interaction| interaction.id == id)
    }

    /// The modal that a person has before them, by its custom id.
    pub(crate) fn open_modal(&self, person: PersonId, custom_id: &str) -> Option<(&Interaction, &Value)> {
        self.open.iter().rev().filter(|interaction| interaction.person == person).find_map(|interaction| {
            match &interaction.stage {
                Stage::Settled(Outcome::Modal(modal)) if modal["custom_id"] == custom_id => {
                    Some((interaction, modal))
                }
                _ => None,
            }
        })
    }

    /// The interaction that may now get its first answer.
    pub(crate) fn unanswered(&mut self, id: InteractionId, token: &str) -> Result<&mut Interaction, Refusal> {
        let interaction = self.get_mut(id).filter(|interaction| interaction.token == token);
        let interaction = interaction.ok_or(UNKNOWN_INTERACTION)?;
        match interaction.stage {
            Stage::Waiting if interaction.asked.elapsed() <= FIRST_ANSWER => Ok(interaction),
            Stage::Waiting | Stage::TooLate => Err(UNKNOWN_INTERACTION),
            _ => Err(ALREADY_ACKNOWLEDGED),
        }
    }

    /// The interaction that was answered and may be answered further.
    pub(crate) fn answered(&mut self, token: &str, now: DateTime<Utc>) -> Result<&mut Interaction, Refusal> {
        let interaction = self.open.iter_mut().rev().find(|interaction| interaction.token == token);
        let interaction = interaction.ok_or(UNKNOWN_WEBHOOK)?;
        if now - interaction.began > TimeDelta::minutes(TOKEN_MINUTES) {
            return Err(BAD_WEBHOOK_TOKEN);
        }
        match interaction.stage {
            Stage::Waiting | Stage::TooLate => Err(UNKNOWN_WEBHOOK),
            _ => Ok(interaction),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::refusal::BAD_WEBHOOK_TOKEN;
    use super::*;

    fn desk(stage: Stage) -> (Desk, DateTime<Utc>) {
        let began: DateTime<Utc> = "2026-04-24T09:00:00Z".parse().unwrap();
        let interaction = Interaction {
            id: InteractionId(1),
            token: "t".into(),
            kind: Kind::Command,
            person: PersonId(2),
            guild: None,
            channel: ChannelId(3),
            name: "x".into(),
            source: None,
            began,
            asked: Instant::now(),
            stage,
            original: None,
            followups: Vec::new(),
        };
        let mut desk = Desk::default();
        desk.open(interaction);
        (desk, began)
    }

    #[test]
    fn a_first_answer_is_taken_once() {
        let (mut desk, _) = desk(Stage::Waiting);
        desk.unanswered(InteractionId(1), "t").unwrap().stage = Stage::Thinking;
        assert_eq!(desk.unanswered(InteractionId(1), "t").unwrap_err(), ALREADY_ACKNOWLEDGED);
        assert_eq!(desk.unanswered(InteractionId(1), "wrong").unwrap_err(), UNKNOWN_INTERACTION);
    }

    #[test]
    fn a_token_lives_for_fifteen_minutes() {
        let (mut desk, began) = desk(Stage::Thinking);
        assert!(desk.answered("t", began + TimeDelta::minutes(15)).is_ok());
        let late = began + TimeDelta::minutes(15) + TimeDelta::seconds(1);
        assert_eq!(desk.answered("t", late).unwrap_err(), BAD_WEBHOOK_TOKEN);
    }

    #[test]
    fn what_was_not_answered_has_no_webhook_yet() {
        let (mut desk, began) = desk(Stage::Waiting);
        assert_eq!(desk.answered("t", began).unwrap_err(), UNKNOWN_WEBHOOK);
    }
}
