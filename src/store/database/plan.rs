//! Writes what the planner decided, many subscriptions at a time.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::Row as _;

use super::{Database, as_json};
use crate::store::row::civil_text;
use crate::store::{Fate, Plan, Planned, Result};
use crate::subscription::SubscriptionId;

/// A subscription that moves on.
#[derive(Serialize)]
struct Moved {
    id: i64,
    from_civil: String,
    from_due_at: i64,
    next_civil: Option<String>,
    next_due_at: Option<i64>,
}

impl Moved {
    fn by(plan: &Plan) -> Self {
        Self {
            id: plan.subscription.0,
            from_civil: civil_text(plan.from.civil),
            from_due_at: plan.from.instant.timestamp(),
            next_civil: plan.next.map(|next| civil_text(next.civil)),
            next_due_at: plan.next.map(|next| next.instant.timestamp()),
        }
    }
}

/// A row for the ledger.
#[derive(Serialize)]
struct Row<'a> {
    subscription: i64,
    civil: String,
    due_at: i64,
    late: u8,
    state: &'static str,
    reason: Option<&'a str>,
    settled_at: Option<i64>,
}

impl<'a> Row<'a> {
    fn of(subscription: SubscriptionId, planned: &'a Planned, now: DateTime<Utc>) -> Self {
        let (state, late, reason) = match &planned.fate {
            Fate::Post { late } => ("planned", *late, None),
            Fate::GiveUp { reason } => ("given_up", true, Some(reason.as_str())),
        };
        Self {
            subscription: subscription.0,
            civil: civil_text(planned.occurrence.civil),
            due_at: planned.occurrence.instant.timestamp(),
            late: late.into(),
            state,
            reason,
            settled_at: reason.map(|_| now.timestamp()),
        }
    }
}

pub(super) async fn plan(
    database: &Database,
    plans: &[Plan],
    now: DateTime<Utc>,
) -> Result<BTreeSet<SubscriptionId>> {
    if plans.is_empty() {
        return Ok(BTreeSet::new());
    }
    let statements = &database.statements;
    let wanted = as_json(&plans.iter().map(Moved::by).collect::<Vec<_>>())?;
    let mut transaction = database.begin().await?;
    let rows = sqlx::query(statements.move_on.clone()).bind(wanted).fetch_all(&mut *transaction).await?;
    let moved: BTreeSet<_> = rows
        .iter()
        .map(|row| row.try_get("id").map(SubscriptionId))
        .collect::<std::result::Result<_, _>>()?;
    let ours = plans.iter().filter(|plan| moved.contains(&plan.subscription));
    let rows: Vec<_> = ours
        .flat_map(|plan| plan.deliveries.iter().map(|one| Row::of(plan.subscription, one, now)))
        .collect();
    let insert = sqlx::query(statements.insert_deliveries.clone()).bind(as_json(&rows)?);
    insert.execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(moved)
}
