//! Writes down what became of deliveries, many at a time, and what the channels have had.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{Any, Row as _, Transaction};

use super::{Database, as_json};
use crate::event::EventId;
use crate::store::row::{signed, unsigned};
use crate::store::{Result, Settled, Settlement};
use crate::subscription::{ChannelId, SubscriptionId};

/// A settlement as the database takes it.
#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    owner: &'a str,
    attempt: u32,
    state: &'static str,
    message_id: Option<i64>,
    reason: Option<&'a str>,
    settled_at: Option<i64>,
    perhaps_posted: u8,
    failures: u32,
    next_attempt_at: Option<i64>,
}

impl<'a> Row<'a> {
    fn of(settled: &'a Settled, now: DateTime<Utc>) -> Self {
        let Settled { lease, settlement } = settled;
        let row = Self {
            id: lease.delivery.0,
            owner: &lease.owner,
            attempt: lease.attempt,
            state: "posted",
            message_id: None,
            reason: None,
            settled_at: Some(now.timestamp()),
            perhaps_posted: 1,
            failures: lease.failures,
            next_attempt_at: None,
        };
        match settlement {
            Settlement::Posted { message, .. } => Self { message_id: Some(signed(message.0)), ..row },
            Settlement::GivenUp { reason, .. } => Self { state: "given_up", reason: Some(reason), ..row },
            Settlement::Retry { at, failures, perhaps_posted } => Self {
                state: "planned",
                settled_at: None,
                perhaps_posted: (*perhaps_posted).into(),
                failures: *failures,
                next_attempt_at: Some(not_before(*at)),
                ..row
            },
        }
    }
}

/// The first whole second that is not before `at`.
fn not_before(at: DateTime<Utc>) -> i64 {
    at.timestamp() + i64::from(at.timestamp_subsec_nanos() > 0)
}

pub(super) async fn settle(
    database: &Database,
    settled: &[Settled],
    now: DateTime<Utc>,
) -> Result<Vec<bool>> {
    let rows = as_json(&settled.iter().map(|one| Row::of(one, now)).collect::<Vec<_>>())?;
    let mut transaction = database.begin().await?;
    let written =
        sqlx::query(database.statements.settle.clone()).bind(rows).fetch_all(&mut *transaction).await?;
    let written: BTreeSet<i64> =
        written.iter().map(|row| row.try_get("id")).collect::<std::result::Result<_, _>>()?;
    let is_ours = |one: &Settled| written.contains(&one.lease.delivery.0);
    let ours: Vec<_> = settled.iter().filter(|one| is_ours(one)).collect();
    remember(database, &mut transaction, &ours, now).await?;
    note_posts(database, &mut transaction, &ours, now).await?;
    for Settled { lease, settlement } in ours {
        match settlement {
            Settlement::GivenUp { reason, pause: true } => {
                pause(&mut transaction, lease.subscription.id, reason, now).await?;
            }
            Settlement::GivenUp { reason, pause: false } => {
                note_problem(&mut transaction, lease.subscription.id, reason).await?;
            }
            Settlement::Posted { .. } | Settlement::Retry { .. } => {}
        }
    }
    transaction.commit().await?;
    Ok(settled.iter().map(is_ours).collect())
}

/// An event that a channel has had.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Had<'a> {
    channel: i64,
    event: &'a str,
}

/// The set gives all processes one order, so that no two wait for each other's rows.
async fn remember(
    database: &Database,
    transaction: &mut Transaction<'_, Any>,
    settled: &[&Settled],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut all = BTreeSet::new();
    for Settled { lease, settlement } in settled {
        if let Settlement::Posted { events, .. } = settlement
            && lease.counts
        {
            let channel = signed(lease.subscription.channel.0);
            all.extend(events.iter().map(|event| Had { channel, event: event.as_str() }));
        }
    }
    if !all.is_empty() {
        sqlx::query(database.statements.remember.clone())
            .bind(as_json(&all)?)
            .bind(now.timestamp())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// The last post of a subscription.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct LastPost<'a> {
    id: i64,
    at: i64,
    place: i64,
    message: i64,
    problem: Option<&'a str>,
}

impl<'a> LastPost<'a> {
    fn of(settled: &'a Settled, now: DateTime<Utc>) -> Option<Self> {
        let Settlement::Posted { message, place, remark, .. } = &settled.settlement else { return None };
        Some(Self {
            id: settled.lease.subscription.id.0,
            at: now.timestamp(),
            place: signed(place.0),
            message: signed(message.0),
            problem: remark.as_deref(),
        })
    }
}

async fn note_posts(
    database: &Database,
    transaction: &mut Transaction<'_, Any>,
    settled: &[&Settled],
    now: DateTime<Utc>,
) -> Result<()> {
    let posts: BTreeSet<_> = settled.iter().filter_map(|one| LastPost::of(one, now)).collect();
    if !posts.is_empty() {
        let query = sqlx::query(database.statements.posted.clone()).bind(as_json(&posts)?);
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

async fn note_problem(
    transaction: &mut Transaction<'_, Any>,
    subscription: SubscriptionId,
    reason: &str,
) -> Result<()> {
    let query = sqlx::query("UPDATE subscription SET problem = $1 WHERE id = $2");
    query.bind(reason).bind(subscription.0).execute(&mut **transaction).await?;
    Ok(())
}

/// The first look whether a problem is mended comes after so many seconds.
const FIRST_PROBE_SECONDS: i64 = 3600;

/// Stops a subscription until somebody acts, who is to be told; what waits in the ledger goes with it, for
/// the same reason. One that a moderator has paused, or removed, meanwhile stays as it is.
async fn pause(
    transaction: &mut Transaction<'_, Any>,
    subscription: SubscriptionId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE subscription SET paused_because = $1, problem = $1, changed_at = $2, notice_at = $2, probe_at = $4,
             probes = 0
         WHERE id = $3 AND paused_because IS NULL AND removed_at IS NULL",
    )
    .bind(reason)
    .bind(now.timestamp())
    .bind(subscription.0)
    .bind(now.timestamp() + FIRST_PROBE_SECONDS)
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "UPDATE delivery SET state = 'given_up', reason = $1, settled_at = $2
         WHERE subscription_id = $3 AND state = 'planned'",
    )
    .bind(reason)
    .bind(now.timestamp())
    .bind(subscription.0)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

#[derive(Serialize)]
struct Channel {
    channel: i64,
}

#[derive(Serialize)]
struct Event<'a> {
    event: &'a str,
}

pub(super) async fn shown(
    database: &Database,
    channels: &[ChannelId],
    events: &[EventId],
) -> Result<BTreeMap<ChannelId, BTreeSet<EventId>>> {
    let mut shown = BTreeMap::new();
    if channels.is_empty() || events.is_empty() {
        return Ok(shown);
    }
    let channels: Vec<_> = channels.iter().map(|id| Channel { channel: signed(id.0) }).collect();
    let events: Vec<_> = events.iter().map(|event| Event { event: event.as_str() }).collect();
    let rows = sqlx::query(database.statements.shown.clone())
        .bind(as_json(&channels)?)
        .bind(as_json(&events)?)
        .fetch_all(&database.pool)
        .await?;
    for row in &rows {
        let channel = ChannelId(unsigned(row.try_get("channel_id")?));
        // An id that a later version wrote in another form only costs a repeat.
        if let Ok(event) = row.try_get::<&str, _>("event_id")?.parse() {
            shown.entry(channel).or_insert_with(BTreeSet::new).insert(event);
        }
    }
    Ok(shown)
}
