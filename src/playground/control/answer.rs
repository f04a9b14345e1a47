//! What a person gets from the bot for what they did.

use serde::Serialize;
use serde_json::Value;

use crate::playground::desk::{Interaction, Outcome, Stage};
use crate::playground::forms::Modal;
use crate::playground::message::{Message, text_of};
use crate::playground::state::State;

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

pub(super) fn choice(object: &Value) -> Choice {
    Choice { name: text_of(object, "name"), value: object["value"].clone() }
}

impl State {
    pub(super) fn answer_of(&self, interaction: &Interaction) -> Answer {
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
