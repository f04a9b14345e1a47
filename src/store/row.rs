//! Rows read into what they mean.

use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::{DeliveryId, LedgerEntry, LedgerState, Result, StoreError};
use crate::schedule::{Occurrence, Schedule};
use crate::subscription::{ChannelId, GuildId, MessageId, State, Subscription, SubscriptionId};

/// How a civil time is written in the database.
const CIVIL: &str = "%Y-%m-%dT%H:%M:%S";

pub(super) fn civil_text(civil: NaiveDateTime) -> String {
    civil.format(CIVIL).to_string()
}

/// Discord's numbers stay below 2^63 for the next sixty years.
pub(super) fn signed(snowflake: u64) -> i64 {
    i64::try_from(snowflake).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A row of a table, with the words for saying what is wrong with it.
pub(super) struct Reader<'a> {
    row: &'a SqliteRow,
    table: &'static str,
    id: i64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(row: &'a SqliteRow, table: &'static str) -> Result<Self> {
        Ok(Self { row, table, id: row.try_get("id")? })
    }

    pub(super) fn get<T>(&self, column: &str) -> Result<T>
    where
        T: sqlx::Type<sqlx::Sqlite> + for<'r> sqlx::Decode<'r, sqlx::Sqlite>,
    {
        Ok(self.row.try_get(column)?)
    }

    pub(super) fn time(&self, column: &str) -> Result<DateTime<Utc>> {
        let seconds = self.get(column)?;
        DateTime::from_timestamp(seconds, 0)
            .ok_or_else(|| self.wrong(format!("{column} {seconds} is no time")))
    }

    pub(super) fn civil(&self, column: &str) -> Result<NaiveDateTime> {
        let text: String = self.get(column)?;
        NaiveDateTime::parse_from_str(&text, CIVIL).map_err(|e| self.wrong(format!("{column} {text:?}: {e}")))
    }

    fn wrong(&self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Row { table: self.table, id: self.id, reason: reason.to_string() }
    }

    fn snowflake(&self, column: &str) -> Result<u64> {
        self.get(column).map(unsigned)
    }
}

pub(super) fn subscription(row: &SqliteRow) -> Result<Subscription> {
    let read = Reader::new(row, "subscription")?;
    let rule = serde_json::from_str(&read.get::<String>("rule")?).map_err(|e| read.wrong(e))?;
    let zone = read.get::<String>("zone")?.parse().map_err(|e| read.wrong(e))?;
    let taste = serde_json::from_str(&read.get::<String>("taste")?).map_err(|e| read.wrong(e))?;
    let paused: Option<String> = read.get("paused_because")?;
    let next = match read.get::<Option<i64>>("next_due_at")? {
        Some(_) => Some(Occurrence { civil: read.civil("next_civil")?, instant: read.time("next_due_at")? }),
        None => None,
    };
    Ok(Subscription {
        id: SubscriptionId(read.id),
        guild: GuildId(read.snowflake("guild_id")?),
        channel: ChannelId(read.snowflake("channel_id")?),
        set_up_in: ChannelId(read.snowflake("set_up_in")?),
        schedule: Schedule { rule, zone },
        taste,
        state: paused.map_or(State::Active, |because| State::Paused { because }),
        next,
    })
}

pub(super) fn ledger_entry(row: &SqliteRow) -> Result<LedgerEntry> {
    let read = Reader::new(row, "delivery")?;
    let state: String = read.get("state")?;
    let state = match state.as_str() {
        "planned" => LedgerState::Planned,
        "claimed" => LedgerState::Claimed,
        "posted" => LedgerState::Posted(MessageId(read.snowflake("message_id")?)),
        "given_up" => LedgerState::GivenUp(read.get("reason")?),
        other => return Err(read.wrong(format!("unknown state {other:?}"))),
    };
    Ok(LedgerEntry {
        delivery: DeliveryId(read.id),
        civil: read.civil("civil")?,
        late: read.get("late")?,
        state,
    })
}
