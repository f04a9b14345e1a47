//! Puts editions into Discord's channels.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::Deserialize;
use tracing::warn;

use super::custom_id::CustomId;
use super::notices;
use super::render::{self, Body};
use super::rest::{Failure, Rest};
use super::text;
use super::view::EditionView;
use crate::delivery::{Mark, Notice, Order, PostError, Poster};
use crate::subscription::MessageId;

/// How far back in a channel an earlier attempt's post is looked for.
const LOOK_BACK: usize = 50;

/// A token that Discord refuses stays refused for a while: asking on would earn a ban.
const AFTER_TOKEN_REFUSED: TimeDelta = TimeDelta::minutes(10);

/// The [`Poster`] for Discord, and for whatever speaks its language.
#[derive(Clone, Debug)]
pub struct DiscordPoster {
    rest: Rest,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

/// A message as far as our mark is concerned.
#[derive(Deserialize)]
struct Seen {
    id: String,
    #[serde(default)]
    components: serde_json::Value,
}

impl DiscordPoster {
    /// A poster over `rest`.
    #[must_use]
    pub fn new(rest: Rest) -> Self {
        Self { rest }
    }

    async fn create(&self, order: &Order, body: Body) -> Result<MessageId, Failure> {
        let path = format!("channels/{}/messages", order.channel);
        let created: Created = self.rest.post(&path, &body.once(&order.nonce)).await?;
        message_id(&created.id)
    }
}

#[async_trait]
impl Poster for DiscordPoster {
    async fn post(&self, order: &Order) -> Result<MessageId, PostError> {
        let view = EditionView::new(&order.edition).marked(order.mark);
        let mut last = malformed(&"there is nothing to send");
        // The post is worth more than its looks: what is refused comes again with less.
        for render in [render::edition, render::plain_edition, render::bare_edition] {
            match render(&view) {
                Ok(body) => match self.create(order, body).await {
                    Err(failure @ Failure::Refused { status: 400, .. }) => last = failure,
                    other => return other.map_err(post_error),
                },
                Err(error) => last = malformed(&error),
            }
            warn!(delivery = %order.delivery, error = %last, "an edition was refused; trying with less");
        }
        Err(post_error(last))
    }

    async fn find(&self, order: &Order) -> Result<Option<MessageId>, PostError> {
        let path = format!("channels/{}/messages?limit={LOOK_BACK}", order.channel);
        match self.rest.get::<Vec<Seen>>(&path).await {
            Ok(messages) => {
                let ours = messages.iter().find(|message| carries(&message.components, order.mark));
                ours.map(|message| message_id(&message.id)).transpose().map_err(post_error)
            }
            // Without the right to read, the nonce is all the protection there is.
            Err(Failure::Refused { status: 403, .. }) => Ok(None),
            Err(failure) => Err(post_error(failure)),
        }
    }

    async fn tell(&self, notice: &Notice) -> Result<(), PostError> {
        notices::tell(&self.rest, notice).await.map_err(post_error)
    }
}

pub(super) fn malformed(error: &impl ToString) -> Failure {
    Failure::Refused { status: 400, code: 0, message: error.to_string() }
}

fn message_id(id: &str) -> Result<MessageId, Failure> {
    id.parse().map_err(|_| Failure::PerhapsAccepted { reason: "the answer has no message id".to_owned() })
}

/// Whether a button somewhere in `component` carries this mark.
fn carries(component: &serde_json::Value, wanted: Mark) -> bool {
    match component {
        serde_json::Value::Array(all) => all.iter().any(|one| carries(one, wanted)),
        serde_json::Value::Object(fields) => {
            let mark = fields.get("custom_id").and_then(|id| id.as_str()?.parse::<CustomId>().ok()?.mark);
            mark == Some(wanted)
                || ["components", "accessory"]
                    .iter()
                    .any(|inner| fields.get(*inner).is_some_and(|inner| carries(inner, wanted)))
        }
        _ => false,
    }
}

/// What a failed request means for the delivery.
fn post_error(failure: Failure) -> PostError {
    match failure {
        Failure::NotSent { .. } => PostError::Retry { after: None, reason: failure.to_string() },
        Failure::RateLimited { after, .. } => {
            let after = after.and_then(|after| TimeDelta::from_std(after).ok());
            PostError::Retry { after, reason: failure.to_string() }
        }
        Failure::PerhapsAccepted { .. } => PostError::Unknown { reason: failure.to_string() },
        Failure::Refused { status: 401, .. } => {
            PostError::Retry { after: Some(AFTER_TOKEN_REFUSED), reason: failure.to_string() }
        }
        Failure::Refused { status, code, message } => {
            let pause = matches!(status, 403 | 404) || code == 40058;
            PostError::Refused { reason: text::refused(code, &message), pause }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_mark_is_found_in_a_nested_button() {
        let components = json!([{"type": 17, "components": [
            {"type": 10, "content": "1|read|x|7"},
            {"type": 9, "accessory": {"type": 2, "custom_id": "1|read|treaty-of-berlin-1926|7-ff"}},
        ]}]);
        assert!(carries(&components, "7-ff".parse().unwrap()));
        assert!(!carries(&components, "7-fe".parse().unwrap()));
    }

    #[test]
    fn what_a_failure_means_for_the_delivery_follows_from_its_kind() {
        let refused = |status, code| post_error(Failure::Refused { status, code, message: "no".into() });
        assert!(matches!(refused(403, 50013), PostError::Refused { pause: true, .. }));
        assert!(matches!(refused(404, 10003), PostError::Refused { pause: true, .. }));
        assert!(matches!(refused(400, 50035), PostError::Refused { pause: false, .. }));
        assert!(matches!(refused(401, 0), PostError::Retry { after: Some(_), .. }));
        let lost = post_error(Failure::PerhapsAccepted { reason: String::new() });
        assert!(matches!(lost, PostError::Unknown { .. }));
        let never_sent = post_error(Failure::NotSent { reason: String::new() });
        assert!(matches!(never_sent, PostError::Retry { after: None, .. }));
    }
}
