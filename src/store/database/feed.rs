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
    let statement =
        "SELECT fetched_at, etag, body FROM feed_page WHERE language = $1 AND kind = $2 AND day = $3";
    let query = sqlx::query(statement).bind(&key.language).bind(&key.kind).bind(day(key));
    let row = query.fetch_optional(&database.pool).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(fetched_at) = row::time_in(Some(&row), "fetched_at")? else { return Ok(None) };
    let etag: String = row.try_get("etag")?;
    let etag = (!etag.is_empty()).then_some(etag);
    Ok(Some(FeedPage { fetched_at, etag, body: row.try_get("body")? }))
}

pub(super) async fn keep(database: &Database, key: &FeedKey, page: &FeedPage) -> Result<()> {
    sqlx::query(
        "INSERT INTO feed_page (language, kind, day, fetched_at, etag, size, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (language, kind, day) DO UPDATE
         SET fetched_at = excluded.fetched_at, etag = excluded.etag, size = excluded.size, body = excluded.body",
    )
    .bind(&key.language)
    .bind(&key.kind)
    .bind(day(key))
    .bind(page.fetched_at.timestamp())
    .bind(page.etag.as_deref().unwrap_or_default())
    .bind(i64::try_from(page.body.len()).unwrap_or(i64::MAX))
    .bind(page.body.as_slice())
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// What a row takes beside its body.
const ROW_BYTES: i64 = 100;

/// The newest stay, as many as there is room for; `size` spares reading the bodies.
pub(super) async fn trim(database: &Database, bytes: u64) -> Result<u64> {
    let gone = sqlx::query(
        "DELETE FROM feed_page WHERE (language, kind, day) IN (
             SELECT language, kind, day FROM (
                 SELECT language, kind, day,
                        sum(size + $1) OVER (ORDER BY fetched_at DESC, language, kind, day) AS so_far
                 FROM feed_page
             ) AS counted WHERE so_far > $2
         )",
    )
    .bind(ROW_BYTES)
    .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
    .execute(&database.pool)
    .await?;
    Ok(gone.rows_affected())
}
