//! Servers that come and go, and what of theirs is deleted.

use chrono::{DateTime, Utc};
use sqlx::{Any, Row as _, Transaction};

use super::Database;
use crate::store::Result;
use crate::store::row::{signed, unsigned};
use crate::subscription::GuildId;

/// Why what waits for a server that was left is given up, for moderators.
const LEFT: &str = "Daybook was removed from the server";

pub(super) async fn left(database: &Database, guild: GuildId, now: DateTime<Utc>) -> Result<()> {
    let mut transaction = database.begin().await?;
    let has_any = sqlx::query("SELECT 1 AS any_row FROM subscription WHERE guild_id = $1 LIMIT 1")
        .bind(signed(guild.0))
        .fetch_optional(&mut *transaction)
        .await?;
    if has_any.is_none() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO server_left (guild_id, left_at) VALUES ($1, $2) ON CONFLICT (guild_id) DO NOTHING",
    )
    .bind(signed(guild.0))
    .bind(now.timestamp())
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "UPDATE subscription SET next_civil = NULL, next_due_at = NULL, notice_at = NULL, probe_at = NULL
         WHERE guild_id = $1",
    )
    .bind(signed(guild.0))
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "UPDATE delivery SET state = 'given_up', reason = $1, settled_at = $2
         WHERE state = 'planned' AND subscription_id IN (SELECT id FROM subscription WHERE guild_id = $3)",
    )
    .bind(LEFT)
    .bind(now.timestamp())
    .bind(signed(guild.0))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn is_back(database: &Database, guild: GuildId) -> Result<bool> {
    // Every server says hello when the bot connects: a look costs less than a write.
    let was_left = sqlx::query("SELECT 1 AS any_row FROM server_left WHERE guild_id = $1")
        .bind(signed(guild.0))
        .fetch_optional(&database.pool)
        .await?;
    if was_left.is_none() {
        return Ok(false);
    }
    let gone = sqlx::query("DELETE FROM server_left WHERE guild_id = $1")
        .bind(signed(guild.0))
        .execute(&database.pool)
        .await?;
    Ok(gone.rows_affected() > 0)
}

pub(super) async fn servers(database: &Database) -> Result<Vec<GuildId>> {
    let rows = sqlx::query(
        "SELECT DISTINCT guild_id FROM subscription
         WHERE removed_at IS NULL AND guild_id NOT IN (SELECT guild_id FROM server_left) ORDER BY guild_id",
    )
    .fetch_all(&database.pool)
    .await?;
    rows.iter().map(|row| Ok(GuildId(unsigned(row.try_get("guild_id")?)))).collect()
}

pub(super) async fn forget(database: &Database, guild: GuildId) -> Result<u64> {
    let mut transaction = database.begin().await?;
    let gone = delete(&mut transaction, guild).await?;
    transaction.commit().await?;
    Ok(gone)
}

async fn delete(transaction: &mut Transaction<'_, Any>, guild: GuildId) -> Result<u64> {
    let mut gone = 0;
    for statement in [
        // Before the subscriptions, which say whose channels these were.
        "DELETE FROM shown WHERE channel_id IN (SELECT channel_id FROM subscription WHERE guild_id = $1)",
        "DELETE FROM server_change WHERE guild_id = $1",
        "DELETE FROM server_left WHERE guild_id = $1",
        "DELETE FROM subscription WHERE guild_id = $1",
    ] {
        let done = sqlx::query(statement).bind(signed(guild.0)).execute(&mut **transaction).await?;
        gone = done.rows_affected();
    }
    Ok(gone)
}

pub(super) async fn purge(database: &Database, removed: DateTime<Utc>, left: DateTime<Utc>) -> Result<u64> {
    let mut transaction = database.begin().await?;
    let done = sqlx::query("DELETE FROM subscription WHERE removed_at < $1")
        .bind(removed.timestamp())
        .execute(&mut *transaction)
        .await?;
    let mut gone = done.rows_affected();
    let rows = sqlx::query("SELECT guild_id FROM server_left WHERE left_at < $1")
        .bind(left.timestamp())
        .fetch_all(&mut *transaction)
        .await?;
    for row in &rows {
        gone += delete(&mut transaction, GuildId(unsigned(row.try_get("guild_id")?))).await?;
    }
    transaction.commit().await?;
    Ok(gone)
}
