//! The ledger in SQLite.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Sqlite, SqlitePool, Transaction};

use crate::event::EventId;
use crate::store::row::{self, Reader, civil_text, signed};
use crate::store::{Claim, DeliveryId, Fate, Lease, LedgerEntry, Plan, Planned, Result, Settlement};
use crate::subscription::{ChannelId, SubscriptionId};

pub(super) async fn plan(pool: &SqlitePool, plan: &Plan, now: DateTime<Utc>) -> Result<bool> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let moved = sqlx::query(
        "UPDATE subscription SET next_civil = ?1, next_due_at = ?2
         WHERE id = ?3 AND next_civil = ?4 AND next_due_at = ?5 AND paused_because IS NULL",
    )
    .bind(plan.next.map(|next| civil_text(next.civil)))
    .bind(plan.next.map(|next| next.instant.timestamp()))
    .bind(plan.subscription.0)
    .bind(civil_text(plan.from.civil))
    .bind(plan.from.instant.timestamp())
    .execute(&mut *transaction)
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(false);
    }
    for planned in &plan.deliveries {
        insert(&mut transaction, plan.subscription, planned, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    subscription: SubscriptionId,
    planned: &Planned,
    now: DateTime<Utc>,
) -> Result<()> {
    let (state, late, reason) = match &planned.fate {
        Fate::Post { late } => ("planned", *late, None),
        Fate::GiveUp { reason } => ("given_up", true, Some(reason)),
    };
    sqlx::query(
        "INSERT INTO delivery (subscription_id, civil, due_at, late, state, next_attempt_at, reason, settled_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6, ?7)
         ON CONFLICT (subscription_id, civil) DO NOTHING",
    )
    .bind(subscription.0)
    .bind(civil_text(planned.occurrence.civil))
    .bind(planned.occurrence.instant.timestamp())
    .bind(late)
    .bind(state)
    .bind(reason)
    .bind(reason.map(|_| now.timestamp()))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

pub(super) async fn claim(pool: &SqlitePool, claim: &Claim) -> Result<Vec<Lease>> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    // `perhaps_posted` as it was before this claim is what the worker must know; from the
    // claim on it is set, until the worker says otherwise: a crash leaves it set.
    let ready = sqlx::query(
        "SELECT id, subscription_id, civil, due_at, attempts, perhaps_posted FROM delivery
         WHERE state IN ('planned', 'claimed') AND next_attempt_at <= ?1
         ORDER BY next_attempt_at, id LIMIT ?2",
    )
    .bind(claim.now.timestamp())
    .bind(claim.limit)
    .fetch_all(&mut *transaction)
    .await?;
    let mut leases = Vec::with_capacity(ready.len());
    for row in &ready {
        leases.push(take(&mut transaction, row, claim).await?);
    }
    transaction.commit().await?;
    Ok(leases)
}

async fn take(transaction: &mut Transaction<'_, Sqlite>, row: &SqliteRow, claim: &Claim) -> Result<Lease> {
    let read = Reader::new(row, "delivery")?;
    let id: i64 = read.get("id")?;
    sqlx::query(
        "UPDATE delivery SET state = 'claimed', owner = ?1, next_attempt_at = ?2, attempts = attempts + 1,
                             perhaps_posted = 1
         WHERE id = ?3",
    )
    .bind(&claim.owner)
    .bind(claim.until.timestamp())
    .bind(id)
    .execute(&mut **transaction)
    .await?;
    let subscription = sqlx::query("SELECT * FROM subscription WHERE id = ?1")
        .bind(read.get::<i64>("subscription_id")?)
        .fetch_one(&mut **transaction)
        .await?;
    Ok(Lease {
        delivery: DeliveryId(id),
        subscription: row::subscription(&subscription)?,
        civil: read.civil("civil")?,
        due_at: read.time("due_at")?,
        attempt: read.get::<u32>("attempts")? + 1,
        perhaps_posted: read.get("perhaps_posted")?,
        owner: claim.owner.clone(),
    })
}

pub(super) async fn settle(
    pool: &SqlitePool,
    lease: &Lease,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    if !write(&mut transaction, lease, settlement, now).await? {
        return Ok(false);
    }
    match settlement {
        Settlement::Posted { events, .. } => {
            remember(&mut transaction, lease.subscription.channel, events, now).await?;
        }
        Settlement::GivenUp { reason, pause: true } => {
            pause(&mut transaction, lease.subscription.id, reason, now).await?;
        }
        Settlement::GivenUp { .. } | Settlement::Retry { .. } => {}
    }
    transaction.commit().await?;
    Ok(true)
}

/// Stops a subscription until somebody acts; what waits in the ledger goes with it, for the same reason.
async fn pause(
    transaction: &mut Transaction<'_, Sqlite>,
    subscription: SubscriptionId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    for statement in [
        "UPDATE subscription SET paused_because = ?1, changed_at = ?2 WHERE id = ?3",
        "UPDATE delivery SET state = 'given_up', reason = ?1, settled_at = ?2
         WHERE subscription_id = ?3 AND state = 'planned'",
    ] {
        let query = sqlx::query(statement).bind(reason).bind(now.timestamp()).bind(subscription.0);
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Answers whether the row was still ours.
async fn write(
    transaction: &mut Transaction<'_, Sqlite>,
    lease: &Lease,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let query = match settlement {
        Settlement::Posted { message, .. } => sqlx::query(
            "UPDATE delivery SET state = 'posted', message_id = ?4, settled_at = ?5, owner = NULL
             WHERE id = ?1 AND owner = ?2 AND attempts = ?3 AND state = 'claimed'",
        )
        .bind(lease.delivery.0)
        .bind(&lease.owner)
        .bind(lease.attempt)
        .bind(signed(message.0))
        .bind(now),
        Settlement::GivenUp { reason, .. } => sqlx::query(
            "UPDATE delivery SET state = 'given_up', reason = ?4, settled_at = ?5, owner = NULL
             WHERE id = ?1 AND owner = ?2 AND attempts = ?3 AND state = 'claimed'",
        )
        .bind(lease.delivery.0)
        .bind(&lease.owner)
        .bind(lease.attempt)
        .bind(reason)
        .bind(now),
        Settlement::Retry { at, perhaps_posted } => sqlx::query(
            "UPDATE delivery SET state = 'planned', next_attempt_at = ?4, perhaps_posted = ?5, owner = NULL
             WHERE id = ?1 AND owner = ?2 AND attempts = ?3 AND state = 'claimed'",
        )
        .bind(lease.delivery.0)
        .bind(&lease.owner)
        .bind(lease.attempt)
        .bind(at.timestamp())
        .bind(*perhaps_posted),
    };
    Ok(query.execute(&mut **transaction).await?.rows_affected() == 1)
}

async fn remember(
    transaction: &mut Transaction<'_, Sqlite>,
    channel: ChannelId,
    events: &[EventId],
    now: DateTime<Utc>,
) -> Result<()> {
    for event in events {
        sqlx::query("INSERT OR REPLACE INTO shown (channel_id, event_id, shown_at) VALUES (?1, ?2, ?3)")
            .bind(signed(channel.0))
            .bind(event.as_str())
            .bind(now.timestamp())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

pub(super) async fn next_attempt(pool: &SqlitePool) -> Result<Option<DateTime<Utc>>> {
    let row =
        sqlx::query("SELECT min(next_attempt_at) AS at FROM delivery WHERE state IN ('planned', 'claimed')")
            .fetch_one(pool)
            .await?;
    Ok(row.try_get::<Option<i64>, _>("at")?.and_then(|at| DateTime::from_timestamp(at, 0)))
}

pub(super) async fn shown(pool: &SqlitePool, channel: ChannelId) -> Result<BTreeSet<EventId>> {
    let ids: Vec<String> = sqlx::query_scalar("SELECT event_id FROM shown WHERE channel_id = ?1")
        .bind(signed(channel.0))
        .fetch_all(pool)
        .await?;
    // An id that a later version wrote in another form only costs a repeat.
    Ok(ids.into_iter().filter_map(|id| id.parse().ok()).collect())
}

pub(super) async fn ledger(pool: &SqlitePool, channel: ChannelId) -> Result<Vec<LedgerEntry>> {
    let rows = sqlx::query(
        "SELECT delivery.* FROM delivery JOIN subscription ON subscription.id = delivery.subscription_id
         WHERE channel_id = ?1 ORDER BY delivery.id",
    )
    .bind(signed(channel.0))
    .fetch_all(pool)
    .await?;
    rows.iter().map(row::ledger_entry).collect()
}
