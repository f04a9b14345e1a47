//! Finds a post that an earlier attempt left in a channel.

use serde::Deserialize;
use serde_json::Value;

use super::message_id;
use crate::delivery::{Mark, Order};
use crate::discord::custom_id::CustomId;
use crate::discord::rest::{Failure, Rest};
use crate::subscription::{ChannelId, MessageId, Place};

/// Messages in one answer; Discord gives no more.
const PAGE: usize = 100;

/// How many of them are looked through for an earlier attempt's post, from the time on at which it was due.
const MOST_PAGES: usize = 10;

/// Threads of a forum that are looked into.
const MOST_THREADS: usize = 10;

/// Discord's clock and ours may differ by this.
const SKEW_SECONDS: i64 = 120;

/// The first millisecond of 2015, from which Discord counts.
const DISCORDS_EPOCH_MS: i64 = 1_420_070_400_000;

/// A message as far as our mark is concerned.
#[derive(Deserialize)]
struct Seen {
    id: String,
    #[serde(default)]
    components: Value,
}

#[derive(Deserialize)]
struct Threads {
    threads: Vec<Thread>,
}

#[derive(Deserialize)]
struct Thread {
    id: ChannelId,
    parent_id: Option<ChannelId>,
}

/// Where the post of an earlier attempt at this order is, if there is one.
pub(super) async fn earlier(rest: &Rest, order: &Order) -> Result<Option<(ChannelId, MessageId)>, Failure> {
    match order.posting.place {
        Place::Forum => in_forum(rest, order).await,
        Place::Text | Place::Announcement | Place::Thread => in_channel(rest, order).await,
    }
}

async fn in_channel(rest: &Rest, order: &Order) -> Result<Option<(ChannelId, MessageId)>, Failure> {
    let mut after = snowflake_at(order.mark.due() - SKEW_SECONDS);
    for _ in 0..MOST_PAGES {
        let path = format!("channels/{}/messages?after={after}&limit={PAGE}", order.channel);
        let seen = match rest.get::<Vec<Seen>>(&path).await {
            Ok(seen) => seen,
            // Without the right to read, the nonce is all the protection there is.
            Err(Failure::Refused { status: 403, .. }) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        if let Some(ours) = seen.iter().find(|message| carries(&message.components, order.mark)) {
            return message_id(&ours.id).map(|message| Some((order.channel, message)));
        }
        let newest = seen.iter().filter_map(|message| message.id.parse().ok()).max();
        match newest {
            Some(newest) if seen.len() == PAGE => after = newest,
            _ => break,
        }
    }
    Ok(None)
}

/// A forum's post has no nonce, so the threads that began since are looked into.
async fn in_forum(rest: &Rest, order: &Order) -> Result<Option<(ChannelId, MessageId)>, Failure> {
    let since = snowflake_at(order.mark.due() - SKEW_SECONDS);
    let active: Threads = match rest.get(&format!("guilds/{}/threads/active", order.guild)).await {
        Ok(active) => active,
        Err(Failure::Refused { status: 403 | 404, .. }) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let is_new = |thread: &&Thread| thread.parent_id == Some(order.channel) && thread.id.0 > since;
    for thread in active.threads.iter().filter(is_new).take(MOST_THREADS) {
        // A thread's first message has the thread's number.
        let first = rest.get::<Seen>(&format!("channels/{0}/messages/{0}", thread.id)).await;
        match first {
            Ok(first) if carries(&first.components, order.mark) => {
                return message_id(&first.id).map(|message| Some((thread.id, message)));
            }
            Ok(_) | Err(Failure::Refused { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(None)
}

/// An id that lies before those of all messages since that second.
fn snowflake_at(seconds: i64) -> u64 {
    u64::try_from(seconds * 1000 - DISCORDS_EPOCH_MS).unwrap_or(0) << 22
}

/// Whether a button somewhere in `component` carries this mark.
fn carries(component: &Value, wanted: Mark) -> bool {
    match component {
        Value::Array(all) => all.iter().any(|one| carries(one, wanted)),
        Value::Object(fields) => {
            let mark = fields.get("custom_id").and_then(|id| id.as_str()?.parse::<CustomId>().ok()?.mark);
            mark == Some(wanted)
                || ["components", "accessory"]
                    .iter()
                    .any(|inner| fields.get(*inner).is_some_and(|inner| carries(inner, wanted)))
        }
        _ => false,
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
}
