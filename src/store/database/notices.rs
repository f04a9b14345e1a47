//! Paused subscriptions whose moderators are to be told.

use chrono::{DateTime, Utc};

use sqlx::Row as _;

use super::Database;
use crate::store::Result;
use crate::store::row;
use crate::subscription::{Subscription, SubscriptionId};

pub(super) async fn claim(
    database: &Database,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<Subscription>> {
    let mut transaction = database.begin().await?;
    let rows = sqlx::query(database.statements.notices.clone())
        .bind(now.timestamp())
        .bind(i64::from(limit))
        .fetch_all(&mut *transaction)
        .await?;
    for row in &rows {
        sqlx::query("UPDATE subscription SET notice_at = $1 WHERE id = $2")
            .bind(until.timestamp())
            .bind(row.try_get::<i64, _>("id")?)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(row::readable(&rows, row::subscription).0)
}

pub(super) async fn told(database: &Database, subscription: SubscriptionId) -> Result<()> {
    sqlx::query("UPDATE subscription SET notice_at = NULL WHERE id = $1")
        .bind(subscription.0)
        .execute(&database.pool)
        .await?;
    Ok(())
}

pub(super) async fn next(database: &Database) -> Result<Option<DateTime<Utc>>> {
    let row = sqlx::query(
        "SELECT notice_at FROM subscription WHERE notice_at IS NOT NULL ORDER BY notice_at LIMIT 1",
    )
    .fetch_optional(&database.pool)
    .await?;
    row::time_in(row.as_ref(), "notice_at")
}
