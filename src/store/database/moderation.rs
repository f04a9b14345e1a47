//! What moderators change.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};

use super::{Database, as_json, changes, subscriptions};
use crate::store::row::{self, civil_text, signed};
use crate::store::{Change, Extra, Imported, Result, Revised, Wanted};
use crate::subscription::{State, Subscription, SubscriptionId};

const ONE: &str = "SELECT * FROM subscription WHERE id = $1 AND removed_at IS NULL";

pub(super) async fn subscription(database: &Database, id: SubscriptionId) -> Result<Option<Subscription>> {
    let row = sqlx::query(ONE).bind(id.0).fetch_optional(&database.pool).await?;
    row.as_ref().map(row::subscription).transpose()
}

pub(super) async fn removed(database: &Database, id: SubscriptionId) -> Result<Option<Subscription>> {
    let row = sqlx::query("SELECT * FROM subscription WHERE id = $1 AND removed_at IS NOT NULL")
        .bind(id.0)
        .fetch_optional(&database.pool)
        .await?;
    row.as_ref().map(row::subscription).transpose()
}

/// The same inside of a transaction that will change it.
async fn one(transaction: &mut Transaction<'_, Any>, id: SubscriptionId) -> Result<Option<Subscription>> {
    let row = sqlx::query(ONE).bind(id.0).fetch_optional(&mut **transaction).await?;
    row.as_ref().map(row::subscription).transpose()
}

const REVISE: &str = "UPDATE subscription
     SET rule = $1, zone = $2, taste = $3, posting = $4, channel_id = $5, next_civil = $6, next_due_at = $7,
         changed_at = $8, revision = revision + 1
     WHERE id = $9 AND revision = $10 AND removed_at IS NULL RETURNING *";

pub(super) async fn revise(
    database: &Database,
    wanted: &Wanted,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Revised> {
    let mut transaction = database.begin().await?;
    let row = sqlx::query(REVISE)
        .bind(as_json(&wanted.schedule.rule)?)
        .bind(wanted.schedule.zone.name())
        .bind(as_json(&wanted.taste)?)
        .bind(as_json(&wanted.posting)?)
        .bind(signed(wanted.channel.0))
        .bind(wanted.next.map(|next| civil_text(next.civil)))
        .bind(wanted.next.map(|next| next.instant.timestamp()))
        .bind(now.timestamp())
        .bind(wanted.id.0)
        .bind(wanted.seen)
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(row) = row else {
        return Ok(one(&mut transaction, wanted.id).await?.map_or(Revised::Gone, Revised::Stale));
    };
    let revised = row::subscription(&row)?;
    changes::log(&mut transaction, revised.guild, Some(revised.id), change, now).await?;
    transaction.commit().await?;
    Ok(Revised::Done(revised))
}

pub(super) async fn pause(
    database: &Database,
    id: SubscriptionId,
    because: &str,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut transaction = database.begin().await?;
    let row = sqlx::query(
        "UPDATE subscription SET paused_because = $1, paused_by = $2, changed_at = $3, notice_at = NULL,
             probe_at = NULL, revision = revision + 1
         WHERE id = $4 AND removed_at IS NULL RETURNING *",
    )
    .bind(because)
    .bind(change.by.map_or(0, |by| signed(by.0)))
    .bind(now.timestamp())
    .bind(id.0)
    .fetch_optional(&mut *transaction)
    .await?;
    finish(transaction, row, because, change, now).await
}

pub(super) async fn remove(
    database: &Database,
    id: SubscriptionId,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut transaction = database.begin().await?;
    let row = sqlx::query(
        "UPDATE subscription SET removed_at = $1, changed_at = $1, next_civil = NULL, next_due_at = NULL,
             notice_at = NULL, probe_at = NULL, revision = revision + 1
         WHERE id = $2 AND removed_at IS NULL RETURNING *",
    )
    .bind(now.timestamp())
    .bind(id.0)
    .fetch_optional(&mut *transaction)
    .await?;
    finish(transaction, row, "the daily post was removed", change, now).await
}

/// Gives up what waits, writes the change down, and commits; false if there was no row.
async fn finish(
    mut transaction: Transaction<'_, Any>,
    row: Option<AnyRow>,
    reason: &str,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(row) = row else { return Ok(false) };
    let subscription = row::subscription(&row)?;
    sqlx::query(
        "UPDATE delivery SET state = 'given_up', reason = $1, settled_at = $2
         WHERE subscription_id = $3 AND state = 'planned'",
    )
    .bind(reason)
    .bind(now.timestamp())
    .bind(subscription.id.0)
    .execute(&mut *transaction)
    .await?;
    changes::log(&mut transaction, subscription.guild, Some(subscription.id), change, now).await?;
    transaction.commit().await?;
    Ok(true)
}

const RUN: &str = "UPDATE subscription
     SET paused_because = NULL, paused_by = NULL, problem = NULL, notice_at = NULL, probe_at = NULL, probes = 0,
         removed_at = NULL, next_civil = $1, next_due_at = $2, changed_at = $3, revision = revision + 1
     WHERE id = $4 RETURNING *";

pub(super) async fn resume(
    database: &Database,
    id: SubscriptionId,
    next: Option<crate::schedule::Occurrence>,
    change: Option<&Change>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut transaction = database.begin().await?;
    let Some(subscription) = one(&mut transaction, id).await? else { return Ok(false) };
    sqlx::query(RUN)
        .bind(next.map(|next| civil_text(next.civil)))
        .bind(next.map(|next| next.instant.timestamp()))
        .bind(now.timestamp())
        .bind(id.0)
        .fetch_one(&mut *transaction)
        .await?;
    if let Some(change) = change {
        changes::log(&mut transaction, subscription.guild, Some(id), change, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

pub(super) async fn restore(
    database: &Database,
    id: SubscriptionId,
    since: DateTime<Utc>,
    most: u32,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Option<Subscription>> {
    let mut transaction = database.begin().await?;
    let row = sqlx::query("SELECT * FROM subscription WHERE id = $1 AND removed_at >= $2")
        .bind(id.0)
        .bind(since.timestamp())
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(removed) = row.as_ref().map(row::subscription).transpose()? else { return Ok(None) };
    subscriptions::one_at_a_time(database, &mut transaction, removed.guild).await?;
    if subscriptions::count(&mut transaction, removed.guild).await? >= i64::from(most) {
        return Ok(None);
    }
    // It comes back as it was: paused, if it was.
    let next = removed.schedule.next_after(now);
    let row = sqlx::query(
        "UPDATE subscription SET removed_at = NULL, next_civil = $1, next_due_at = $2, changed_at = $3,
             revision = revision + 1
         WHERE id = $4 RETURNING *",
    )
    .bind(next.map(|next| civil_text(next.civil)))
    .bind(next.map(|next| next.instant.timestamp()))
    .bind(now.timestamp())
    .bind(id.0)
    .fetch_one(&mut *transaction)
    .await?;
    changes::log(&mut transaction, removed.guild, Some(id), change, now).await?;
    transaction.commit().await?;
    row::subscription(&row).map(Some)
}

pub(super) async fn post_now(
    database: &Database,
    id: SubscriptionId,
    extra: &Extra,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut transaction = database.begin().await?;
    let Some(subscription) = one(&mut transaction, id).await? else { return Ok(false) };
    let written = sqlx::query(
        "INSERT INTO delivery (subscription_id, civil, due_at, late, state, next_attempt_at, counts)
         VALUES ($1, $2, $3, 0, 'planned', $3, $4) ON CONFLICT (subscription_id, civil) DO NOTHING",
    )
    .bind(id.0)
    .bind(civil_text(extra.occurrence.civil))
    .bind(extra.occurrence.instant.timestamp())
    .bind(i64::from(extra.counts.is_some()))
    .execute(&mut *transaction)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(next) = extra.counts {
        sqlx::query(
            "UPDATE subscription SET next_civil = $1, next_due_at = $2, revision = revision + 1 WHERE id = $3",
        )
        .bind(next.map(|next| civil_text(next.civil)))
        .bind(next.map(|next| next.instant.timestamp()))
        .bind(id.0)
        .execute(&mut *transaction)
        .await?;
    }
    changes::log(&mut transaction, subscription.guild, Some(id), change, now).await?;
    transaction.commit().await?;
    Ok(true)
}

pub(super) async fn all(database: &Database) -> Result<Vec<Subscription>> {
    let rows = sqlx::query("SELECT * FROM subscription WHERE removed_at IS NULL ORDER BY guild_id, id")
        .fetch_all(&database.pool)
        .await?;
    Ok(row::readable(&rows, row::subscription).0)
}

pub(super) async fn import(
    database: &Database,
    all: &[Imported],
    change: &Change,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut transaction = database.begin().await?;
    for Imported { draft, state, next } in all {
        let (row, _) = subscriptions::write(&mut transaction, draft, *next, now).await?;
        let id: i64 = row.try_get("id")?;
        if let State::Paused { because, by } = state {
            sqlx::query("UPDATE subscription SET paused_because = $1, paused_by = $2 WHERE id = $3")
                .bind(because)
                .bind(by.map(|by| signed(by.0)))
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        changes::log(&mut transaction, draft.guild, Some(SubscriptionId(id)), change, now).await?;
    }
    transaction.commit().await?;
    Ok(())
}
