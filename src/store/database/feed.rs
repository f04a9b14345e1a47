//! What the live feed answered.

use sqlx::Row as _;

use super::Database;
use crate::store::row;
use crate::store::{FeedKey, FeedPage, Result};

/// The day as the database has it, `04-24`.
fn day(key: &FeedKey) -> String {
    format!("{:02}-{:02}", key.day.month(), key.day.day())
}

pub(super) async fn page(database: &Database, key: &FeedKey) -> Result<Option<FeedPage>> {
    let row =
        sqlx::query("SELECT fetched_at, body FROM feed_page WHERE language = $1 AND kind = $2 AND day = $3")
            .bind(&key.language)
            .bind(&key.kind)
            .bind(day(key))
            .fetch_optional(&database.pool)
            .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(fetched_at) = row::time_in(Some(&row), "fetched_at")? else { return Ok(None) };
    Ok(Some(FeedPage { fetched_at, body: row.try_get("body")? }))
}

pub(super) async fn keep(database: &Database, key: &FeedKey, page: &FeedPage) -> Result<()> {
    sqlx::query(
        "INSERT INTO feed_page (language, kind, day, fetched_at, body) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (language, kind, day) DO UPDATE SET fetched_at = excluded.fetched_at, body = excluded.body",
    )
    .bind(&key.language)
    .bind(&key.kind)
    .bind(day(key))
    .bind(page.fetched_at.timestamp())
    .bind(&page.body)
    .execute(&database.pool)
    .await?;
    Ok(())
}
