//! The ledger: claiming, giving back, looking, and clearing away.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{Any, Row as _, Transaction};

use super::{Database, as_json, subscriptions};
use crate::store::row::{self, unsigned};
use crate::store::{Claim, Lease, LedgerEntry, Result};
use crate::subscription::SubscriptionId;

#[derive(Serialize)]
struct Id {
    id: i64,
}

pub(super) async fn claim(database: &Database, claim: &Claim) -> Result<Vec<Lease>> {
    let mut transaction = database.begin().await?;
    let ready = sqlx::query(database.statements.ready.clone())
        .bind(claim.now.timestamp())
        .bind(i64::from(claim.limit))
        .fetch_all(&mut *transaction)
        .await?;
    // `perhaps_posted` as it was before this claim is what the worker must know; from the
    // claim on it is set, until the worker says otherwise: a crash leaves it set.
    let (leases, unreadable) = row::readable(&ready, |row| Ok((row::lease(row, claim)?, row::stopped(row)?)));
    for row in unreadable {
        subscriptions::set_aside(&mut transaction, row.try_get("id")?, claim.now).await?;
    }
    let (leases, stopped) = leases.into_iter().partition::<Vec<_>, _>(|(_, stopped)| stopped.is_none());
    for (lease, stopped) in stopped {
        give_up(&mut transaction, &lease, stopped.as_deref().unwrap_or_default(), claim.now).await?;
    }
    let leases: Vec<_> = leases.into_iter().map(|(lease, _)| lease).collect();
    let ids: Vec<_> = leases.iter().map(|lease| Id { id: lease.delivery.0 }).collect();
    sqlx::query(database.statements.take.clone())
        .bind(as_json(&ids)?)
        .bind(&claim.owner)
        .bind(claim.until.timestamp())
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(leases)
}

/// What comes back from a worker after its subscription was stopped is not tried again.
async fn give_up(
    transaction: &mut Transaction<'_, Any>,
    lease: &Lease,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE delivery SET state = 'given_up', reason = $1, settled_at = $2, owner = NULL WHERE id = $3",
    )
    .bind(reason)
    .bind(now.timestamp())
    .bind(lease.delivery.0)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// What somebody held who is no more there is ready again.
pub(super) async fn take_back_all(database: &Database) -> Result<()> {
    sqlx::query(
        "UPDATE delivery SET state = 'planned', owner = NULL, next_attempt_at = due_at WHERE state = 'claimed'",
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

pub(super) async fn release(database: &Database, owner: &str, now: DateTime<Utc>) -> Result<u64> {
    let released = sqlx::query(
        "UPDATE delivery SET state = 'planned', owner = NULL, next_attempt_at = $2
         WHERE owner = $1 AND state = 'claimed'",
    )
    .bind(owner)
    .bind(now.timestamp())
    .execute(&database.pool)
    .await?;
    Ok(released.rows_affected())
}

pub(super) async fn next_attempt(database: &Database) -> Result<Option<DateTime<Utc>>> {
    let row = sqlx::query(
        "SELECT next_attempt_at FROM delivery WHERE state IN ('planned', 'claimed')
         ORDER BY next_attempt_at LIMIT 1",
    )
    .fetch_optional(&database.pool)
    .await?;
    row::time_in(row.as_ref(), "next_attempt_at")
}

pub(super) async fn ledger(database: &Database, subscription: SubscriptionId) -> Result<Vec<LedgerEntry>> {
    let rows = sqlx::query("SELECT * FROM delivery WHERE subscription_id = $1 ORDER BY id")
        .bind(subscription.0)
        .fetch_all(&database.pool)
        .await?;
    rows.iter().map(row::ledger_entry).collect()
}

/// What a statement counts, in its column `many`.
pub(super) async fn count(database: &Database, statement: &'static str) -> Result<u64> {
    let row = sqlx::query(statement).fetch_one(&database.pool).await?;
    Ok(unsigned(row.try_get("many")?))
}

/// Rows are written when they come due, so the oldest have the lowest numbers: no index of its own is
/// needed, and a step touches few rows.
pub(super) async fn prune(database: &Database, before: DateTime<Utc>, limit: u32) -> Result<u64> {
    let gone = sqlx::query(
        "DELETE FROM delivery WHERE id IN
             (SELECT id FROM (SELECT id, state, due_at FROM delivery ORDER BY id LIMIT $2) AS oldest
              WHERE due_at < $1 AND state IN ('posted', 'given_up'))",
    )
    .bind(before.timestamp())
    .bind(i64::from(limit))
    .execute(&database.pool)
    .await?;
    Ok(gone.rows_affected())
}
