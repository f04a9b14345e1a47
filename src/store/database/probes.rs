//! Subscriptions that a problem has paused, and when to look whether it is mended.

use chrono::{DateTime, Utc};
use sqlx::Row as _;

use super::Database;
use crate::store::Result;
use crate::store::row::{self, signed};
use crate::subscription::{GuildId, Subscription, SubscriptionId};

pub(super) async fn claim(
    database: &Database,
    now: DateTime<Utc>,
    again: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<(Subscription, u32)>> {
    let mut transaction = database.begin().await?;
    let rows = sqlx::query(database.statements.probes.clone())
        .bind(now.timestamp())
        .bind(i64::from(limit))
        .fetch_all(&mut *transaction)
        .await?;
    for row in &rows {
        sqlx::query("UPDATE subscription SET probe_at = $1, probes = probes + 1 WHERE id = $2")
            .bind(again.timestamp())
            .bind(row.try_get::<i64, _>("id")?)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    let read = |row: &sqlx::any::AnyRow| {
        let probes: i64 = row.try_get("probes")?;
        Ok((row::subscription(row)?, u32::try_from(probes).unwrap_or(u32::MAX)))
    };
    Ok(row::readable(&rows, read).0)
}

pub(super) async fn set(
    database: &Database,
    id: SubscriptionId,
    again: DateTime<Utc>,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query("UPDATE subscription SET probe_at = $1 WHERE id = $2 AND probe_at = $3")
        .bind(at.map(|at| at.timestamp()))
        .bind(id.0)
        .bind(again.timestamp())
        .execute(&database.pool)
        .await?;
    Ok(())
}

pub(super) async fn soon(database: &Database, guild: GuildId, now: DateTime<Utc>) -> Result<bool> {
    let waits = "SELECT 1 AS any_row FROM subscription WHERE guild_id = $1 AND probe_at > $2 LIMIT 1";
    let found =
        sqlx::query(waits).bind(signed(guild.0)).bind(now.timestamp()).fetch_optional(&database.pool).await?;
    if found.is_none() {
        return Ok(false);
    }
    let moved = sqlx::query("UPDATE subscription SET probe_at = $2 WHERE guild_id = $1 AND probe_at > $2")
        .bind(signed(guild.0))
        .bind(now.timestamp())
        .execute(&database.pool)
        .await?;
    Ok(moved.rows_affected() > 0)
}

pub(super) async fn next(database: &Database) -> Result<Option<DateTime<Utc>>> {
    let row =
        sqlx::query("SELECT probe_at FROM subscription WHERE probe_at IS NOT NULL ORDER BY probe_at LIMIT 1")
            .fetch_optional(&database.pool)
            .await?;
    row::time_in(row.as_ref(), "probe_at")
}
