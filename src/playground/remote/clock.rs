//! Moving the clock over HTTP, and what the bot will do next.

use axum::Json;
use axum::extract::State as Handed;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, Said, Sorry, said};

/// How long before the next post the clock is put, so that one sees it come.
const BEFORE: TimeDelta = TimeDelta::seconds(3);

/// Moves the clock: to a time, by a while, to the next morning, or to the next post.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    set: Option<DateTime<Utc>>,
    advance_seconds: Option<i64>,
    /// A time of day, `09:00`: just after it on the next day, in a zone that many
    /// minutes east of UTC.
    next: Option<String>,
    #[serde(default)]
    zone_offset_minutes: i64,
    /// Just before the next post that the bot has planned.
    #[serde(default)]
    next_post: bool,
}

pub(super) async fn time(Handed(desk): Handed<Desk>) -> Said<Value> {
    said(json!({ "now": desk.control.now() }))
}

pub(super) async fn clock(Handed(desk): Handed<Desk>, Json(sent): Json<Move>) -> Said<Value> {
    let now = desk.control.now();
    let to = match (sent.set, sent.advance_seconds, &sent.next, sent.next_post) {
        (Some(to), None, None, false) => Some(to),
        (None, Some(seconds), None, false) => {
            TimeDelta::try_seconds(seconds).and_then(|by| now.checked_add_signed(by))
        }
        (None, None, Some(time), false) => morning_after(now, time, sent.zone_offset_minutes),
        (None, None, None, true) => Some(before_next_post(&desk, now).await?),
        _ => return Err(Sorry::Wrong("say one of `set`, `advance_seconds`, `next` and `next_post`")),
    };
    let to = to.ok_or(Sorry::Wrong("that is no time that the clock can show"))?;
    if desk.control.set(to) {
        return time(Handed(desk)).await;
    }
    Err(Sorry::Wrong("this playground runs on the machine's clock, which is not to be moved"))
}

async fn before_next_post(desk: &Desk, now: DateTime<Utc>) -> Result<DateTime<Utc>, Sorry> {
    let view = match desk.control.backstage().await {
        Some(view) => view.map_err(Sorry::Said)?,
        None => return Err(Sorry::Wrong("nobody has said here what the bot plans: set the clock by hand")),
    };
    let next = view.next().ok_or(Sorry::Wrong("nothing is planned: set up a daily post first"))?;
    Ok((next - BEFORE).max(now))
}

/// What the bot plans and what its books say; null where nobody said.
pub(super) async fn backstage(Handed(desk): Handed<Desk>) -> Said<Value> {
    match desk.control.backstage().await {
        Some(view) => said(json!(view.map_err(Sorry::Said)?)),
        None => said(Value::Null),
    }
}

/// One second after `time` on the day after `now`'s.
fn morning_after(now: DateTime<Utc>, time: &str, offset_minutes: i64) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let offset = TimeDelta::try_minutes(offset_minutes)?;
    let tomorrow = now.checked_add_signed(offset)?.date_naive().succ_opt()?;
    Some(tomorrow.and_time(time).and_utc().checked_sub_signed(offset)? + TimeDelta::seconds(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_morning_is_the_one_of_the_zone_that_was_named() {
        let now: DateTime<Utc> = "2026-04-24T23:30:00Z".parse().unwrap();
        let at = |offset| morning_after(now, "09:00", offset).unwrap().to_rfc3339();
        assert_eq!(at(0), "2026-04-25T09:00:01+00:00");
        assert_eq!(at(120), "2026-04-26T07:00:01+00:00");
        assert_eq!(at(-300), "2026-04-25T14:00:01+00:00");
        assert_eq!(morning_after(now, "25:00", 0), None);
    }
}
