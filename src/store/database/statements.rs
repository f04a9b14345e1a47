//! The statements that are put together for a dialect, once. The others stand where they are used.

use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use super::dialect::Column::{self, Number, Text};
use super::dialect::Dialect;

/// The statements that are put together for a dialect.
#[derive(Clone, Debug)]
pub(super) struct Statements {
    /// Parameter 1: subscriptions as JSON. Answers those that moved.
    pub(super) move_on: SqlStr,
    /// Parameter 1: deliveries as JSON.
    pub(super) insert_deliveries: SqlStr,
    /// Parameters: now, a limit.
    pub(super) ready: SqlStr,
    /// Parameters: deliveries as JSON, an owner, the lease's end.
    pub(super) take: SqlStr,
    /// Parameter 1: settlements as JSON. Answers those that were written.
    pub(super) settle: SqlStr,
    /// Parameters: channels and events as JSON, now.
    pub(super) remember: SqlStr,
    /// Parameters: channels as JSON, events as JSON.
    pub(super) shown: SqlStr,
    /// Parameters: now, a limit.
    pub(super) notices: SqlStr,
    /// Parameters: now, a limit.
    pub(super) probes: SqlStr,
    /// Parameter 1: posts as JSON.
    pub(super) posted: SqlStr,
}

impl Statements {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            move_on: over_rows(dialect, MOVE_ON, MOVED),
            insert_deliveries: over_rows(dialect, INSERT_DELIVERIES, PLANNED),
            ready: sql(format!("{READY} {}", dialect.lock("delivery"))),
            take: over_rows(dialect, TAKE, &[Number("id")]),
            settle: over_rows(dialect, SETTLE, SETTLED),
            remember: over_rows(dialect, REMEMBER, &[Number("channel"), Text("event")]),
            shown: shown(dialect),
            notices: sql(format!("{NOTICES} {}", dialect.lock("subscription"))),
            probes: sql(format!("{PROBES} {}", dialect.lock("subscription"))),
            posted: over_rows(dialect, POSTED, POSTED_ROWS),
        }
    }
}

/// `statement` with the rows of parameter 1 in the place of `{rows}`.
fn over_rows(dialect: Dialect, statement: &str, columns: &[Column]) -> SqlStr {
    sql(statement.replace("{rows}", &dialect.rows(1, columns)))
}

fn shown(dialect: Dialect) -> SqlStr {
    let channels = dialect.rows(1, &[Number("channel")]);
    let events = dialect.rows(2, &[Text("event")]);
    sql(format!(
        "SELECT channel_id, event_id FROM shown
         WHERE channel_id IN (SELECT channel FROM {channels} AS j) AND event_id IN (SELECT event FROM {events} AS j)"
    ))
}

/// The texts are put together from the words of this file and of the dialect alone.
fn sql(text: String) -> SqlStr {
    AssertSqlSafe(text).into_sql_str()
}

const MOVED: &[Column] =
    &[Number("id"), Text("from_civil"), Number("from_due_at"), Text("next_civil"), Number("next_due_at")];

const MOVE_ON: &str = "UPDATE subscription SET next_civil = j.next_civil, next_due_at = j.next_due_at
     FROM {rows} AS j
     WHERE subscription.id = j.id AND subscription.next_civil = j.from_civil
         AND subscription.next_due_at = j.from_due_at AND subscription.paused_because IS NULL
     RETURNING subscription.id";

const PLANNED: &[Column] = &[
    Number("subscription"),
    Text("civil"),
    Number("due_at"),
    Number("late"),
    Text("state"),
    Text("reason"),
    Number("settled_at"),
];

/// Without its `WHERE`, SQLite would read `ON CONFLICT` as a join's condition.
const INSERT_DELIVERIES: &str =
    "INSERT INTO delivery (subscription_id, civil, due_at, late, state, next_attempt_at, reason, settled_at)
     SELECT j.subscription, j.civil, j.due_at, j.late, j.state, j.due_at, j.reason, j.settled_at
     FROM {rows} AS j WHERE TRUE ON CONFLICT (subscription_id, civil) DO NOTHING";

const READY: &str = "SELECT delivery.id AS delivery_id, delivery.civil, delivery.due_at, delivery.attempts,
         delivery.failures, delivery.perhaps_posted, delivery.counts, subscription.*
     FROM delivery JOIN subscription ON subscription.id = delivery.subscription_id
     WHERE delivery.state IN ('planned', 'claimed') AND delivery.next_attempt_at <= $1
     ORDER BY delivery.next_attempt_at, delivery.id LIMIT $2";

const TAKE: &str = "UPDATE delivery SET state = 'claimed', owner = $2, next_attempt_at = $3,
         attempts = attempts + 1, perhaps_posted = 1
     WHERE id IN (SELECT id FROM {rows} AS j)";

const SETTLED: &[Column] = &[
    Number("id"),
    Text("owner"),
    Number("attempt"),
    Text("state"),
    Number("message_id"),
    Text("reason"),
    Number("settled_at"),
    Number("perhaps_posted"),
    Number("failures"),
    Number("next_attempt_at"),
];

const SETTLE: &str = "UPDATE delivery SET state = j.state, message_id = j.message_id, reason = j.reason,
         settled_at = j.settled_at, perhaps_posted = j.perhaps_posted, failures = j.failures, owner = NULL,
         next_attempt_at = coalesce(j.next_attempt_at, delivery.next_attempt_at)
     FROM {rows} AS j
     WHERE delivery.id = j.id AND delivery.owner = j.owner AND delivery.attempts = j.attempt
         AND delivery.state = 'claimed'
     RETURNING delivery.id";

const REMEMBER: &str = "INSERT INTO shown (channel_id, event_id, shown_at)
     SELECT j.channel, j.event, $2 FROM {rows} AS j WHERE TRUE
     ON CONFLICT (channel_id, event_id) DO UPDATE SET shown_at = excluded.shown_at";

const NOTICES: &str = "SELECT * FROM subscription WHERE notice_at <= $1 ORDER BY notice_at, id LIMIT $2";

const PROBES: &str = "SELECT * FROM subscription WHERE probe_at <= $1 ORDER BY probe_at, id LIMIT $2";

const POSTED_ROWS: &[Column] =
    &[Number("id"), Number("at"), Number("place"), Number("message"), Text("problem")];

/// A problem is told when it is new, and not again while it stays the same.
const POSTED: &str =
    "UPDATE subscription SET posted_at = j.at, posted_in = j.place, posted_message = j.message,
         notice_at = CASE WHEN j.problem IS NOT NULL AND j.problem <> coalesce(subscription.problem, '')
                     THEN j.at ELSE subscription.notice_at END,
         problem = j.problem
     FROM {rows} AS j WHERE subscription.id = j.id AND subscription.removed_at IS NULL";
