//! Rows read into what they mean, and values as they are written.

use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use tracing::error;

use super::{Claim, DeliveryId, Lease, LedgerEntry, LedgerState, Result, StoreError};
use crate::schedule::{Occurrence, Schedule};
use crate::subscription::{
    ChannelId, GuildId, LastPost, MessageId, State, Subscription, SubscriptionId, UserId,
};

/// How a civil time is written in the database.
const CIVIL: &str = "%Y-%m-%dT%H:%M:%S";

pub(super) fn civil_text(civil: NaiveDateTime) -> String {
    civil.format(CIVIL).to_string()
}

/// Discord's numbers stay below 2^63 for the next sixty years.
pub(super) fn signed(snowflake: u64) -> i64 {
    i64::try_from(snowflake).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A row of a table, with the words for saying what is wrong with it.
pub(super) struct Reader<'a> {
    row: &'a AnyRow,
    table: &'static str,
    id: i64,
}

impl<'a> Reader<'a> {
    /// The row's number stands in the column `id`.
    pub(super) fn new(row: &'a AnyRow, table: &'static str) -> Result<Self> {
        Self::by(row, table, "id")
    }

    fn by(row: &'a AnyRow, table: &'static str, id: &str) -> Result<Self> {
        Ok(Self { row, table, id: row.try_get(id)? })
    }

    pub(super) fn number(&self, column: &str) -> Result<i64> {
        Ok(self.row.try_get(column)?)
    }

    fn count(&self, column: &str) -> Result<u32> {
        self.number(column).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn text(&self, column: &str) -> Result<&'a str> {
        Ok(self.row.try_get(column)?)
    }

    fn yes(&self, column: &str) -> Result<bool> {
        self.number(column).map(|number| number != 0)
    }

    fn time(&self, column: &str) -> Result<DateTime<Utc>> {
        let seconds = self.number(column)?;
        DateTime::from_timestamp(seconds, 0)
            .ok_or_else(|| self.wrong(format!("{column} {seconds} is no time")))
    }

    fn civil(&self, column: &str) -> Result<NaiveDateTime> {
        let text = self.text(column)?;
        NaiveDateTime::parse_from_str(text, CIVIL).map_err(|e| self.wrong(format!("{column} {text:?}: {e}")))
    }

    fn wrong(&self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Row { table: self.table, id: self.id, reason: reason.to_string() }
    }

    fn snowflake(&self, column: &str) -> Result<u64> {
        self.number(column).map(unsigned)
    }
}

/// A time from a column that may be empty.
pub(super) fn time_in(row: Option<&AnyRow>, column: &str) -> Result<Option<DateTime<Utc>>> {
    let seconds: Option<i64> = row.map(|row| row.try_get(column)).transpose()?;
    Ok(seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)))
}

/// What can be read of the rows, and the rows that cannot; those are written to the log.
pub(super) fn readable<T>(rows: &[AnyRow], read: impl Fn(&AnyRow) -> Result<T>) -> (Vec<T>, Vec<&AnyRow>) {
    let (mut found, mut unreadable) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        match read(row) {
            Ok(value) => found.push(value),
            Err(error) => {
                error!(%error, "left a row out that cannot be read");
                unreadable.push(row);
            }
        }
    }
    (found, unreadable)
}

pub(super) fn subscription(row: &AnyRow) -> Result<Subscription> {
    let read = Reader::new(row, "subscription")?;
    let rule = serde_json::from_str(read.text("rule")?).map_err(|e| read.wrong(e))?;
    let zone = read.text("zone")?.parse().map_err(|e| read.wrong(e))?;
    let taste = serde_json::from_str(read.text("taste")?).map_err(|e| read.wrong(e))?;
    let posting = serde_json::from_str(read.text("posting")?).map_err(|e| read.wrong(e))?;
    let next = match row.try_get::<Option<i64>, _>("next_due_at")? {
        Some(_) => Some(Occurrence { civil: read.civil("next_civil")?, instant: read.time("next_due_at")? }),
        None => None,
    };
    Ok(Subscription {
        id: SubscriptionId(read.id),
        guild: GuildId(read.snowflake("guild_id")?),
        channel: ChannelId(read.snowflake("channel_id")?),
        set_up_in: ChannelId(read.snowflake("set_up_in")?),
        set_up_by: UserId(read.snowflake("set_up_by")?),
        schedule: Schedule { rule, zone },
        taste,
        posting,
        state: state(row)?,
        next,
        revision: read.number("revision")?,
        last_post: last_post(&read)?,
        problem: row.try_get("problem")?,
    })
}

fn state(row: &AnyRow) -> Result<State> {
    let because: Option<String> = row.try_get("paused_because")?;
    let by: Option<i64> = row.try_get("paused_by")?;
    let by = by.map(|by| UserId(unsigned(by)));
    Ok(because.map_or(State::Active, |because| State::Paused { because, by }))
}

/// Why a subscription does not post any more, if it does not.
pub(super) fn stopped(row: &AnyRow) -> Result<Option<String>> {
    let removed: Option<i64> = row.try_get("removed_at")?;
    let paused: Option<String> = row.try_get("paused_because")?;
    Ok(paused.or_else(|| removed.map(|_| "the daily post was removed".to_owned())))
}

fn last_post(read: &Reader<'_>) -> Result<Option<LastPost>> {
    let message: Option<i64> = read.row.try_get("posted_message")?;
    let Some(message) = message else { return Ok(None) };
    let (at, channel) = (read.time("posted_at")?, ChannelId(read.snowflake("posted_in")?));
    Ok(Some(LastPost { at, channel, message: MessageId(unsigned(message)) }))
}

/// A delivery's row beside its subscription's, as it was before this claim.
pub(super) fn lease(row: &AnyRow, claim: &Claim) -> Result<Lease> {
    let read = Reader::by(row, "delivery", "delivery_id")?;
    Ok(Lease {
        delivery: DeliveryId(read.id),
        subscription: subscription(row)?,
        civil: read.civil("civil")?,
        due_at: read.time("due_at")?,
        attempt: read.count("attempts")?.saturating_add(1),
        failures: read.count("failures")?,
        perhaps_posted: read.yes("perhaps_posted")?,
        counts: read.yes("counts")?,
        until: claim.until,
        owner: claim.owner.clone(),
    })
}

pub(super) fn ledger_entry(row: &AnyRow) -> Result<LedgerEntry> {
    let read = Reader::new(row, "delivery")?;
    let state = match read.text("state")? {
        "planned" => LedgerState::Planned,
        "claimed" => LedgerState::Claimed,
        "posted" => LedgerState::Posted(MessageId(read.snowflake("message_id")?)),
        "given_up" => LedgerState::GivenUp(read.text("reason")?.to_owned()),
        other => return Err(read.wrong(format!("unknown state {other:?}"))),
    };
    Ok(LedgerEntry {
        delivery: DeliveryId(read.id),
        civil: read.civil("civil")?,
        late: read.yes("late")?,
        state,
    })
}
