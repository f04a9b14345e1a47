//! Answers to interactions.

use poise::serenity_prelude as serenity;
use serde::Serialize;
use serenity::{Http, InteractionId};
use tracing::error;

use super::render::{self, Body, Unsendable};
use super::text;
use crate::event::Language;

/// Answers at once with a message (interaction callback type 4).
const MESSAGE: u8 = 4;

/// Says that an answer will come (interaction callback type 5).
const DEFERRED: u8 = 5;

/// Says that the message that the button is on will change (interaction callback type 6).
const UPDATE_DEFERRED: u8 = 6;

/// Answers by changing the message that the button is on (interaction callback type 7).
const UPDATE: u8 = 7;

/// Discord's flag for a message that one reader alone sees.
const EPHEMERAL: u64 = 1 << 6;

/// Why a command or a button has no answer of its own.
#[derive(Debug, thiserror::Error)]
pub(super) enum AnswerError {
    /// Somebody asked for what cannot be had; the sentence is for them.
    #[error("{0}")]
    Refusal(String),
    /// Somebody pressed a button that leads nowhere any more; the sentence is for them, with a button that leads on, to
    /// today in that language.
    #[error("{0}")]
    DeadEnd(&'static str, Language),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The message does not fit.
    #[error(transparent)]
    Unsendable(#[from] Unsendable),
    /// The command could not be run, or broke off.
    #[error("{0}")]
    Framework(String),
    /// Discord did not take the answer.
    #[error("Discord did not take the answer: {0}")]
    Discord(#[from] Box<serenity::Error>),
}

/// How an interaction is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With a message for everybody.
    Openly,
    /// With a message for the one who asked.
    Quietly,
    /// By changing the message that the button is on.
    InPlace,
}

/// An interaction that waits for its answer.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) http: &'a Http,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
}

#[derive(Serialize)]
struct Callback<T> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

#[derive(Serialize)]
struct Flags {
    flags: u64,
}

impl Asked<'_> {
    /// Answers with `body` in that way; `promised` if [`Asked::promise`] went before.
    pub(super) async fn give(self, body: Body, way: Way, promised: bool) -> Result<(), AnswerError> {
        if promised {
            return self.follow(body).await;
        }
        match way {
            Way::Openly => self.answer(body).await,
            Way::Quietly => self.answer(body.ephemeral()).await,
            Way::InPlace => self.replace(body.ephemeral()).await,
        }
    }

    /// Says that an answer will come in that way, within fifteen minutes.
    pub(super) async fn promise(self, way: Way) -> Result<(), AnswerError> {
        match way {
            Way::Openly => self.callback(&Callback { kind: DEFERRED, data: Some(Flags { flags: 0 }) }).await,
            Way::Quietly => {
                self.callback(&Callback { kind: DEFERRED, data: Some(Flags { flags: EPHEMERAL }) }).await
            }
            Way::InPlace => self.callback(&Callback::<Flags> { kind: UPDATE_DEFERRED, data: None }).await,
        }
    }

    /// Answers with `body`.
    pub(super) async fn answer(self, body: Body) -> Result<(), AnswerError> {
        self.callback(&Callback { kind: MESSAGE, data: Some(body) }).await
    }

    /// Answers by putting `body` in the place of the message that the button is on.
    pub(super) async fn replace(self, body: Body) -> Result<(), AnswerError> {
        self.callback(&Callback { kind: UPDATE, data: Some(body) }).await
    }

    /// Says that an answer for one reader alone will come, within fifteen minutes.
    pub(super) async fn defer(self) -> Result<(), AnswerError> {
        self.promise(Way::Quietly).await
    }

    /// Says that the message that the button is on will change.
    pub(super) async fn defer_update(self) -> Result<(), AnswerError> {
        self.callback(&Callback::<Body> { kind: UPDATE_DEFERRED, data: None }).await
    }

    /// Opens a form.
    pub(super) async fn form(self, form: serenity::CreateInteractionResponse) -> Result<(), AnswerError> {
        self.callback(&form).await
    }

    /// Gives the answer that [`Asked::defer`] or [`Asked::defer_update`] promised.
    pub(super) async fn follow(self, body: Body) -> Result<(), AnswerError> {
        let sent = self.http.edit_original_interaction_response(self.token, &body, vec![]).await;
        sent.map(drop).map_err(|error| Box::new(error).into())
    }

    async fn callback(self, callback: &(impl Serialize + Sync)) -> Result<(), AnswerError> {
        let sent = self.http.create_interaction_response(self.id, self.token, callback, vec![]).await;
        sent.map_err(|error| Box::new(error).into())
    }

    /// Tells the person why there is no answer, whether or not one was promised; a failure of
    /// ours goes to the log, with a reference that the person is told.
    pub(super) async fn apologise(self, what: &str, failure: &AnswerError) {
        let body = match failure {
            AnswerError::Refusal(words) => render::notice(words),
            AnswerError::DeadEnd(words, language) => render::dead_end(words, *language),
            failure => {
                let reference = format!("{:06x}", rand::random::<u32>() & 0x00ff_ffff);
                error!(error = %failure, reference, what, "could not answer");
                render::notice(&text::failed(&reference))
            }
        };
        let Ok(body) = body else { return };
        let body = body.ephemeral();
        if self.answer(body.clone()).await.is_err()
            && let Err(error) = self.follow(body).await
        {
            error!(%error, what, "could not even say that there is no answer");
        }
    }
}
