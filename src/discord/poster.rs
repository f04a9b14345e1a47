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

/// Messages in one answer; Discord gives no more.
const PAGE: usize = 100;

/// How many of them are looked through for an earlier attempt's post, from the time on at which it was due.
const MOST_PAGES: usize = 10;

/// Discord's clock and ours may differ by this.
const SKEW_SECONDS: i64 = 120;

/// The first millisecond of 2015, from which Discord counts.
const DISCORDS_EPOCH_MS: i64 = 1_420_070_400_000;

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
        let mut after = snowflake_at(order.mark.due() - SKEW_SECONDS);
        for _ in 0..MOST_PAGES {
            let path = format!("channels/{}/messages?after={after}&limit={PAGE}", order.channel);
            let seen = match self.rest.get::<Vec<Seen>>(&path).await {
                Ok(seen) => seen,
                // Without the right to read, the nonce is all the protection there is.
                Err(Failure::Refused { status: 403, .. }) => return Ok(None),
                Err(failure) => return Err(post_error(failure)),
            };
            if let Some(ours) = seen.iter().find(|message| carries(&message.components, order.mark)) {
                return message_id(&ours.id).map(Some).map_err(post_error);
            }
            let newest = seen.iter().filter_map(|message| message.id.parse().ok()).max();
            match newest {
                Some(newest) if seen.len() == PAGE => after = newest,
                _ => break,
            }
        }
        Ok(None)
    }

    async fn tell(&self, notice: &Notice) -> Result<(), PostError> {
        notices::tell(&self.rest, notice).await.map_err(post_error)
    }
}

/// An id that lies before those of all messages since that second.
fn snowflake_at(seconds: i64) -> u64 {
    u64::try_from(seconds * 1000 - DISCORDS_EPOCH_MS).unwrap_or(0) << 22
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
    fn a_times_snowflake_is_discords() {
        // The example of Discord's reference: 175928847299117063 is of 2016-04-30 11:18:25.796 UTC.
        let second = 1_462_015_105;
        assert!(snowflake_at(second) < 175_928_847_299_117_063);
        assert!(snowflake_at(second + 1) > 175_928_847_299_117_063);
        assert_eq!(snowflake_at(0), 0);
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
