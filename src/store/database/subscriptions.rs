//! Subscriptions.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Row as _, Transaction};

use super::dialect::Dialect;
use super::{Database, as_json, changes};
use crate::edition::Taste;
use crate::schedule::{Occurrence, Rule, Zone};
use crate::store::row::{self, civil_text, signed};
use crate::store::{Change, Result, Subscribed};
use crate::subscription::{Draft, GuildId, Subscription};

const INSERT: &str =
    "INSERT INTO subscription (rule, zone, taste, posting, guild_id, channel_id, set_up_in, set_up_by,
         next_civil, next_due_at, changed_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING *";

const CHANGE: &str = "UPDATE subscription
     SET rule = $1, zone = $2, taste = $3, posting = $4, guild_id = $5, channel_id = $6, set_up_in = $7,
         set_up_by = $8, next_civil = $9, next_due_at = $10, changed_at = $11, paused_because = NULL,
         paused_by = NULL, problem = NULL, notice_at = NULL, probe_at = NULL, probes = 0, revision = revision + 1
     WHERE id = $12 RETURNING *";

/// Why a subscription stopped that cannot be read, for moderators.
const UNREADABLE: &str = "this version of Daybook cannot read how the channel was set up: set it up again";

pub(super) async fn subscribe(
    database: &Database,
    draft: &Draft,
    next: Option<Occurrence>,
    most: u32,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Subscribed> {
    let mut transaction = database.begin().await?;
    one_at_a_time(database, &mut transaction, draft.guild).await?;
    let (row, is_new) = write(&mut transaction, draft, next, now).await?;
    if is_new && count(&mut transaction, draft.guild).await? > i64::from(most) {
        return Ok(Subscribed::Full);
    }
    let subscription = row::subscription(&row)?;
    changes::log(&mut transaction, draft.guild, Some(subscription.id), change, now).await?;
    transaction.commit().await?;
    Ok(if is_new { Subscribed::Added(subscription) } else { Subscribed::Changed(subscription) })
}

/// Writes a subscription, in the place of one that the channel has at the same time; whether it is a new one.
pub(super) async fn write(
    transaction: &mut Transaction<'_, Any>,
    draft: &Draft,
    next: Option<Occurrence>,
    now: DateTime<Utc>,
) -> Result<(AnyRow, bool)> {
    let found = at_the_same_time(transaction, draft).await?;
    let query = sqlx::query(if found.is_some() { CHANGE } else { INSERT })
        .bind(as_json(&draft.schedule.rule)?)
        .bind(draft.schedule.zone.name())
        .bind(as_json(&draft.taste)?)
        .bind(as_json(&draft.posting)?)
        .bind(signed(draft.guild.0))
        .bind(signed(draft.channel.0))
        .bind(signed(draft.set_up_in.0))
        .bind(signed(draft.set_up_by.0))
        .bind(next.map(|next| civil_text(next.civil)))
        .bind(next.map(|next| next.instant.timestamp()))
        .bind(now.timestamp());
    let query = if let Some(id) = found { query.bind(id) } else { query };
    Ok((query.fetch_one(&mut **transaction).await?, found.is_none()))
}

/// The channel's subscription that has the draft's times of day, if there is one.
async fn at_the_same_time(transaction: &mut Transaction<'_, Any>, draft: &Draft) -> Result<Option<i64>> {
    let rows = sqlx::query(
        "SELECT id, rule FROM subscription
         WHERE guild_id = $1 AND channel_id = $2 AND removed_at IS NULL ORDER BY id",
    )
    .bind(signed(draft.guild.0))
    .bind(signed(draft.channel.0))
    .fetch_all(&mut **transaction)
    .await?;
    for row in &rows {
        let rule = serde_json::from_str::<Rule>(row.try_get("rule")?);
        if rule.is_ok_and(|rule| rule.has_the_times_of(&draft.schedule.rule)) {
            return Ok(Some(row.try_get("id")?));
        }
    }
    Ok(None)
}

/// How many subscriptions a server has.
pub(super) async fn count(transaction: &mut Transaction<'_, Any>, guild: GuildId) -> Result<i64> {
    let count = "SELECT count(*) FROM subscription WHERE guild_id = $1 AND removed_at IS NULL";
    Ok(sqlx::query_scalar(count).bind(signed(guild.0)).fetch_one(&mut **transaction).await?)
}

/// Two processes that set the same channel up at once shall not make two subscriptions of it, nor go
/// beyond the most that a server may have.
pub(super) async fn one_at_a_time(
    database: &Database,
    transaction: &mut Transaction<'_, Any>,
    guild: GuildId,
) -> Result<()> {
    if database.dialect == Dialect::Postgres {
        sqlx::query("SELECT pg_advisory_xact_lock($1)")
            .bind(signed(guild.0))
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

pub(super) async fn of_guild(database: &Database, guild: GuildId) -> Result<Vec<Subscription>> {
    let rows =
        sqlx::query("SELECT * FROM subscription WHERE guild_id = $1 AND removed_at IS NULL ORDER BY id")
            .bind(signed(guild.0))
            .fetch_all(&database.pool)
            .await?;
    Ok(row::readable(&rows, row::subscription).0)
}

pub(super) async fn due(database: &Database, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>> {
    let rows = sqlx::query(
        "SELECT * FROM subscription
         WHERE paused_because IS NULL AND next_due_at IS NOT NULL AND next_due_at <= $1
         ORDER BY next_due_at, id LIMIT $2",
    )
    .bind(now.timestamp())
    .bind(i64::from(limit))
    .fetch_all(&database.pool)
    .await?;
    let (subscriptions, unreadable) = row::readable(&rows, row::subscription);
    for row in unreadable {
        set_aside(&mut *database.pool.acquire().await?, row.try_get("id")?, now).await?;
    }
    Ok(subscriptions)
}

/// A subscription that cannot be read stops, so that it does not stand in the way of all others.
pub(super) async fn set_aside(connection: &mut AnyConnection, id: i64, now: DateTime<Utc>) -> Result<()> {
    for statement in [
        "UPDATE subscription SET paused_because = $1, problem = $1, changed_at = $2 WHERE id = $3",
        "UPDATE delivery SET state = 'given_up', reason = $1, settled_at = $2
         WHERE subscription_id = $3 AND state IN ('planned', 'claimed')",
    ] {
        let query = sqlx::query(statement).bind(UNREADABLE).bind(now.timestamp()).bind(id);
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn next_due(database: &Database) -> Result<Option<DateTime<Utc>>> {
    let row = sqlx::query(
        "SELECT next_due_at FROM subscription WHERE paused_because IS NULL AND next_due_at IS NOT NULL
         ORDER BY next_due_at LIMIT 1",
    )
    .fetch_optional(&database.pool)
    .await?;
    row::time_in(row.as_ref(), "next_due_at")
}

pub(super) async fn in_use(database: &Database) -> Result<Vec<(Zone, Taste)>> {
    let rows = sqlx::query(
        "SELECT DISTINCT zone, taste FROM subscription WHERE paused_because IS NULL AND next_due_at IS NOT NULL",
    )
    .fetch_all(&database.pool)
    .await?;
    // What cannot be read is set aside when it comes due; here it is passed over.
    let pair = |row: &AnyRow| {
        let zone = row.try_get::<String, _>("zone").ok()?.parse().ok()?;
        let taste = serde_json::from_str(&row.try_get::<String, _>("taste").ok()?).ok()?;
        Some((zone, taste))
    };
    Ok(rows.iter().filter_map(pair).collect())
}
