//! Writes what has come due into the ledger.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::schedule::Occurrence;
use crate::store::{Fate, Plan, Planned, Result, Store};
use crate::subscription::Subscription;

/// Subscriptions planned in one step; what is left comes in the next. All of them are held in memory, at about a kilobyte
/// and a half each.
const BATCH: u32 = 2_500;

/// Subscriptions planned in one transaction: few enough that posts do not wait for it. Two are under way at
/// once, so that one is put together while the database writes the other.
const CHUNK: usize = 1250;

/// An occurrence that is planned later than this after its time is marked late, and is
/// given up if its day is over.
const LATE_AFTER: TimeDelta = TimeDelta::minutes(15);

/// Missed occurrences that get a row of their own; those before them are counted in the oldest.
const MOST_MISSED: usize = 60;

/// Turns due subscriptions into ledger rows.
#[derive(Clone)]
pub struct Planner {
    store: Arc<dyn Store>,
}

/// What one step of the planner did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlannerStep {
    /// Deliveries that are now waiting for a worker.
    pub planned: usize,
    /// Deliveries that came too late.
    pub given_up: usize,
    /// Whether more subscriptions may be due.
    pub more: bool,
}

impl PlannerStep {
    /// Both steps as one.
    fn and(self, other: Self) -> Self {
        Self {
            planned: self.planned + other.planned,
            given_up: self.given_up + other.given_up,
            more: self.more || other.more,
        }
    }
}

impl Planner {
    /// A planner over `store`.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    /// Plans what is due at `now`, up to a batch.
    ///
    /// # Errors
    /// The store's; what was planned before the error stays planned.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<PlannerStep> {
        let due = self.store.due(now, BATCH).await?;
        let more = due.len() == BATCH as usize;
        let mut sum = PlannerStep { more, ..PlannerStep::default() };
        for two in due.chunks(2 * CHUNK) {
            let (one, other) = two.split_at(two.len() / 2);
            let (one, other) = tokio::try_join!(self.plan(one, now), self.plan(other, now))?;
            sum = sum.and(one).and(other);
        }
        Ok(sum)
    }

    async fn plan(&self, due: &[Subscription], now: DateTime<Utc>) -> Result<PlannerStep> {
        let plans: Vec<_> = due.iter().filter_map(|subscription| plan(subscription, now)).collect();
        let moved = self.store.plan(&plans, now).await?;
        let mut step = PlannerStep::default();
        for plan in plans.iter().filter(|plan| moved.contains(&plan.subscription)) {
            let posts = plan.deliveries.iter().filter(|one| matches!(one.fate, Fate::Post { .. })).count();
            step.planned += posts;
            step.given_up += plan.deliveries.len() - posts;
        }
        Ok(step)
    }
}

/// What to do about a subscription whose next occurrence has come.
fn plan(subscription: &Subscription, now: DateTime<Utc>) -> Option<Plan> {
    let from = subscription.next?;
    let mut missed = Vec::new();
    let mut coming = Some(from);
    while let Some(occurrence) = coming.filter(|occurrence| occurrence.instant <= now) {
        missed.push(occurrence);
        coming = subscription.schedule.next(&occurrence);
    }
    let deliveries = fates(&missed, subscription, now);
    Some(Plan { subscription: subscription.id, from, deliveries, next: coming })
}

/// The latest occurrence is posted if its day is not over; older ones are given up.
fn fates(missed: &[Occurrence], subscription: &Subscription, now: DateTime<Utc>) -> Vec<Planned> {
    let Some((latest, older)) = missed.split_last() else { return vec![] };
    let unwritten = older.len().saturating_sub(MOST_MISSED);
    let mut planned: Vec<_> =
        older.iter().skip(unwritten).map(|one| given_up(one, latest, unwritten)).collect();
    let today = subscription.schedule.zone.date(now);
    let age = now - latest.instant;
    planned.push(if latest.date() == today || age <= LATE_AFTER {
        Planned { occurrence: *latest, fate: Fate::Post { late: age > LATE_AFTER } }
    } else {
        given_up(latest, latest, 0)
    });
    planned
}

fn given_up(occurrence: &Occurrence, latest: &Occurrence, unwritten: usize) -> Planned {
    let mut reason = if occurrence.date() == latest.date() && occurrence != latest {
        "too late: a later edition of the same day took its place".to_owned()
    } else {
        "too late: Daybook was not running at the time, and the day was over".to_owned()
    };
    if unwritten > 0 {
        reason = format!("{reason} ({unwritten} earlier ones were missed too)");
    }
    Planned { occurrence: *occurrence, fate: Fate::GiveUp { reason } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Taste;
    use crate::schedule::{Rule, Schedule, TimesOfDay};
    use crate::subscription::{ChannelId, GuildId, Posting, State, SubscriptionId, UserId};
    use chrono::{NaiveTime, Weekday};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn subscription(hours: &[u32], since: &str) -> Subscription {
        let times = hours.iter().map(|hour| NaiveTime::from_hms_opt(*hour, 0, 0).unwrap());
        let week = (0..7).map(|day| Weekday::try_from(day).unwrap());
        let rule = Rule::Times(TimesOfDay::new(times, week).unwrap());
        let schedule = Schedule { rule, zone: "Europe/Berlin".parse().unwrap() };
        Subscription {
            id: SubscriptionId(1),
            guild: GuildId(1),
            channel: ChannelId(2),
            set_up_in: ChannelId(2),
            set_up_by: UserId(3),
            next: schedule.next_after(at(since)),
            schedule,
            taste: Taste::default(),
            posting: Posting::default(),
            state: State::Active,
            revision: 1,
            last_post: None,
            problem: None,
        }
    }

    fn said(subscription: &Subscription, now: &str) -> (Vec<String>, String) {
        let plan = plan(subscription, at(now)).unwrap();
        let deliveries = plan.deliveries.iter().map(|planned| {
            let fate = match &planned.fate {
                Fate::Post { late: false } => "post",
                Fate::Post { late: true } => "post late",
                Fate::GiveUp { reason } => reason.split(':').next().unwrap(),
            };
            format!("{} {fate}", planned.occurrence.civil.format("%m-%d %H:%M"))
        });
        (deliveries.collect(), plan.next.unwrap().civil.format("%m-%d %H:%M").to_string())
    }

    #[test]
    fn an_edition_that_is_due_is_posted_and_the_next_morning_is_next() {
        let subscription = subscription(&[9], "2026-04-23T12:00:00Z");
        let (deliveries, next) = said(&subscription, "2026-04-24T07:00:00Z");
        assert_eq!(deliveries, ["04-24 09:00 post"]);
        assert_eq!(next, "04-25 09:00");
    }

    #[test]
    fn after_an_outage_today_is_posted_late_and_a_week_is_one_post() {
        let subscription = subscription(&[9], "2026-04-20T12:00:00Z");
        let (deliveries, next) = said(&subscription, "2026-04-24T15:00:00Z");
        assert_eq!(
            deliveries,
            ["04-21 09:00 too late", "04-22 09:00 too late", "04-23 09:00 too late", "04-24 09:00 post late"]
        );
        assert_eq!(next, "04-25 09:00");
    }

    #[test]
    fn an_edition_whose_day_is_over_is_given_up() {
        let subscription = subscription(&[9], "2026-04-23T12:00:00Z");
        assert_eq!(said(&subscription, "2026-04-24T23:00:00Z").0, ["04-24 09:00 too late"]);
    }

    #[test]
    fn an_edition_just_before_midnight_survives_a_few_minutes_of_delay() {
        let mut subscription = subscription(&[23], "2026-04-23T22:00:00Z");
        let rule = TimesOfDay::daily(NaiveTime::from_hms_opt(23, 55, 0).unwrap());
        subscription.schedule.rule = Rule::Times(rule);
        subscription.next = subscription.schedule.next_after(at("2026-04-24T12:00:00Z"));
        assert_eq!(said(&subscription, "2026-04-24T22:03:00Z").0, ["04-24 23:55 post"]);
    }

    #[test]
    fn of_two_missed_on_one_day_the_later_is_posted() {
        let subscription = subscription(&[9, 12], "2026-04-24T00:00:00Z");
        let (deliveries, _) = said(&subscription, "2026-04-24T14:00:00Z");
        assert_eq!(deliveries, ["04-24 09:00 too late", "04-24 12:00 post late"]);
    }

    #[test]
    fn years_of_absence_make_a_bounded_number_of_rows() {
        let subscription = subscription(&[9], "2020-01-01T12:00:00Z");
        let plan = plan(&subscription, at("2026-04-24T08:00:00Z")).unwrap();
        assert_eq!(plan.deliveries.len(), MOST_MISSED + 1);
        let Fate::GiveUp { reason } = &plan.deliveries[0].fate else { panic!("it was posted") };
        assert!(reason.contains("2244 earlier ones"), "{reason}");
    }
}
