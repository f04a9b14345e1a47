//! Subscriptions in SQLite.

use chrono::{DateTime, Utc};
use sqlx::{Row as _, SqlitePool};

use crate::schedule::Occurrence;
use crate::store::row::{self, civil_text, signed};
use crate::store::{Result, StoreError};
use crate::subscription::{Draft, GuildId, Subscription};

pub(super) async fn subscribe(
    pool: &SqlitePool,
    draft: &Draft,
    next: Option<Occurrence>,
    now: DateTime<Utc>,
) -> Result<Subscription> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let found: Option<i64> =
        sqlx::query_scalar("SELECT id FROM subscription WHERE channel_id = ?1 ORDER BY id")
            .bind(signed(draft.channel.0))
            .fetch_optional(&mut *transaction)
            .await?;
    let row = sqlx::query(
        "INSERT INTO subscription (id, guild_id, channel_id, set_up_in, set_up_by, rule, zone, taste,
                                   next_civil, next_due_at, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
         ON CONFLICT (id) DO UPDATE SET
             guild_id = excluded.guild_id, set_up_in = excluded.set_up_in, set_up_by = excluded.set_up_by,
             rule = excluded.rule, zone = excluded.zone, taste = excluded.taste, paused_because = NULL,
             next_civil = excluded.next_civil, next_due_at = excluded.next_due_at,
             changed_at = excluded.changed_at
         RETURNING *",
    )
    .bind(found)
    .bind(signed(draft.guild.0))
    .bind(signed(draft.channel.0))
    .bind(signed(draft.set_up_in.0))
    .bind(signed(draft.set_up_by.0))
    .bind(as_json(&draft.schedule.rule)?)
    .bind(draft.schedule.zone.name())
    .bind(as_json(&draft.taste)?)
    .bind(next.map(|next| civil_text(next.civil)))
    .bind(next.map(|next| next.instant.timestamp()))
    .bind(now.timestamp())
    .fetch_one(&mut *transaction)
    .await?;
    transaction.commit().await?;
    row::subscription(&row)
}

fn as_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(sqlx::Error::Encode(error.into())))
}

pub(super) async fn of_guild(pool: &SqlitePool, guild: GuildId) -> Result<Vec<Subscription>> {
    let rows = sqlx::query("SELECT * FROM subscription WHERE guild_id = ?1 ORDER BY id")
        .bind(signed(guild.0))
        .fetch_all(pool)
        .await?;
    rows.iter().map(row::subscription).collect()
}

pub(super) async fn due(pool: &SqlitePool, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>> {
    let rows = sqlx::query(
        "SELECT * FROM subscription
         WHERE paused_because IS NULL AND next_due_at IS NOT NULL AND next_due_at <= ?1
         ORDER BY next_due_at, id LIMIT ?2",
    )
    .bind(now.timestamp())
    .bind(limit)
    .fetch_all(pool)
    .await?;
    rows.iter().map(row::subscription).collect()
}

pub(super) async fn next_due(pool: &SqlitePool) -> Result<Option<DateTime<Utc>>> {
    let row = sqlx::query(
        "SELECT min(next_due_at) AS at FROM subscription
         WHERE paused_because IS NULL AND next_due_at IS NOT NULL",
    )
    .fetch_one(pool)
    .await?;
    Ok(row.try_get::<Option<i64>, _>("at")?.and_then(|at| DateTime::from_timestamp(at, 0)))
}
