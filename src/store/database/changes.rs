//! Who changed what and when.

use chrono::{DateTime, Utc};
use sqlx::{Any, Row as _, Transaction};

use super::Database;
use crate::store::row::{self, signed, unsigned};
use crate::store::{CHANGES_KEPT, Change, LoggedChange, Result};
use crate::subscription::{GuildId, SubscriptionId, UserId};

/// Writes a change down, and forgets the oldest beyond those that are kept.
pub(super) async fn log(
    transaction: &mut Transaction<'_, Any>,
    guild: GuildId,
    subscription: Option<SubscriptionId>,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO server_change (guild_id, subscription_id, at, by_whom, what) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(signed(guild.0))
    .bind(subscription.map(|id| id.0))
    .bind(now.timestamp())
    .bind(change.by.map(|by| signed(by.0)))
    .bind(&change.what)
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "DELETE FROM server_change WHERE guild_id = $1 AND id NOT IN
             (SELECT id FROM server_change WHERE guild_id = $1 ORDER BY id DESC LIMIT $2)",
    )
    .bind(signed(guild.0))
    .bind(i64::from(CHANGES_KEPT))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

pub(super) async fn of_guild(database: &Database, guild: GuildId) -> Result<Vec<LoggedChange>> {
    let rows =
        sqlx::query("SELECT at, by_whom, what FROM server_change WHERE guild_id = $1 ORDER BY id DESC")
            .bind(signed(guild.0))
            .fetch_all(&database.pool)
            .await?;
    let read = |row: &sqlx::any::AnyRow| {
        let by: Option<i64> = row.try_get("by_whom")?;
        let change = Change { by: by.map(|by| UserId(unsigned(by))), what: row.try_get("what")? };
        let at = row::time_in(Some(row), "at")?.unwrap_or_default();
        Ok(LoggedChange { at, change })
    };
    rows.iter().map(read).collect()
}
