//! The body of a message, checked against Discord's limits before it is sent.

use serde::Serialize;
use twilight_model::channel::message::component::Component;
use twilight_model::channel::message::{AllowedMentions, MessageFlags};
use twilight_model::id::Id;
use twilight_validate::message::{MessageValidationError, components as validate};

use super::parts::{count, total_weight};
use crate::delivery::Nonce;
use crate::subscription::RoleId;

/// Discord's 4,000 characters for all the text of a message.
const MOST_TEXT: usize = 4000;

/// Discord's limit for the components of a message, all that are nested included. The checks of twilight leave some out.
const MOST_COMPONENTS: usize = 40;

/// A message as it is sent: Components V2, and nobody is pinged.
#[derive(Clone, Debug, Serialize)]
pub(in crate::discord) struct Body {
    flags: MessageFlags,
    components: Vec<Component>,
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforce_nonce: Option<bool>,
}

/// A body that Discord would refuse.
#[derive(Debug, thiserror::Error)]
pub(in crate::discord) enum Unsendable {
    #[error("the message breaks Discord's limits: {0}")]
    Limits(String),
    #[error("the message has {0} components, of {MOST_COMPONENTS} allowed")]
    TooMany(usize),
    #[error("the message's text is too long: it weighs {0}, of {MOST_TEXT} allowed")]
    TooLong(usize),
}

/// The error with what it says about the component that is wrong.
fn in_full(error: MessageValidationError) -> String {
    let said = error.to_string();
    let (kind, source) = error.into_parts();
    let source = source.map(|source| format!(", {source}")).unwrap_or_default();
    format!("{said}: {kind:?}{source}")
}

impl Body {
    /// A message of these components.
    ///
    /// # Errors
    /// [`Unsendable`] when Discord would refuse it.
    pub(in crate::discord) fn new(components: Vec<Component>) -> Result<Self, Unsendable> {
        validate(&components, true).map_err(|error| Unsendable::Limits(in_full(error)))?;
        let count = count(&components);
        if count > MOST_COMPONENTS {
            return Err(Unsendable::TooMany(count));
        }
        let weight = total_weight(&components);
        if weight > MOST_TEXT {
            return Err(Unsendable::TooLong(weight));
        }
        Ok(Self {
            flags: MessageFlags::IS_COMPONENTS_V2,
            components,
            allowed_mentions: AllowedMentions::default(),
            nonce: None,
            enforce_nonce: None,
        })
    }

    /// The same, for one reader alone.
    pub(in crate::discord) fn ephemeral(mut self) -> Self {
        self.flags |= MessageFlags::EPHEMERAL;
        self
    }

    /// The same, with a ping of this role, and of nobody else.
    pub(in crate::discord) fn pinging(mut self, role: RoleId) -> Self {
        self.allowed_mentions.roles = Id::new_checked(role.0).into_iter().collect();
        self
    }

    /// The same, without a notification.
    pub(in crate::discord) fn silent(mut self) -> Self {
        self.flags |= MessageFlags::SUPPRESS_NOTIFICATIONS;
        self
    }

    /// The same, answered with the first message if it is sent again.
    pub(in crate::discord) fn once(mut self, nonce: &Nonce) -> Self {
        self.nonce = Some(nonce.as_str().to_owned());
        self.enforce_nonce = Some(true);
        self
    }

    /// The same, for where a nonce is not taken.
    pub(in crate::discord) fn again(mut self) -> Self {
        (self.nonce, self.enforce_nonce) = (None, None);
        self
    }
}
