//! Evens requests out over the second, and holds them back while Discord wants none at all.
//!
//! The limiter's global count comes in bursts at the start of its own second. Discord's second
//! begins elsewhere, so two bursts could fall into one of its seconds: evenly spaced requests
//! cannot.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::{Instant, sleep_until};

/// What Discord allows a bot in a second.
const DISCORDS_LIMIT: u32 = 50;

/// Requests that may catch up after a pause, as far as there is room below Discord's limit.
const MOST_AT_ONCE: u32 = 4;

/// The pace of all requests together.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    step: Duration,
    slack: Duration,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    next: Instant,
    closed_until: Option<DateTime<Utc>>,
}

impl Pace {
    /// So many requests a second.
    pub(super) fn new(a_second: u16) -> Self {
        let a_second = u32::from(a_second.max(1));
        let step = Duration::from_secs(1) / a_second;
        let room = DISCORDS_LIMIT.saturating_sub(a_second + 1);
        let at_once = if a_second > DISCORDS_LIMIT { a_second / 20 } else { room.min(MOST_AT_ONCE) };
        let state = State { next: Instant::now(), closed_until: None };
        Self { step, slack: step * at_once, state: Arc::new(Mutex::new(state)) }
    }

    /// Waits for this request's turn.
    ///
    /// # Errors
    /// How long no request may go out yet.
    pub(super) async fn turn(&self, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        self.open(now)?;
        sleep_until(self.book(Instant::now())).await;
        Ok(())
    }

    fn open(&self, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let closed = self.state().closed_until.filter(|until| *until > now);
        closed.map_or(Ok(()), |until| Err(until - now))
    }

    /// Nothing goes out until then: Discord said so for the whole bot.
    pub(super) fn close(&self, until: DateTime<Utc>) {
        let mut state = self.state();
        state.closed_until = state.closed_until.max(Some(until));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time of the next free turn.
    fn book(&self, now: Instant) -> Instant {
        let mut state = self.state();
        let at = state.next.max(now.checked_sub(self.slack).unwrap_or(now));
        state.next = at + self.step;
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn turns_come_evenly_after_the_few_that_may_catch_up() {
        let pace = Pace::new(45);
        let now = Instant::now() + Duration::from_secs(10);
        let turns: Vec<_> = (0..100).map(|_| pace.book(now)).collect();
        for second in turns.windows(50) {
            assert!(second[49].max(now) - second[0].max(now) > Duration::from_millis(990));
        }
    }

    #[tokio::test]
    async fn while_it_is_closed_whoever_asks_is_told_for_how_long() {
        let pace = Pace::new(45);
        let now: DateTime<Utc> = "2026-04-24T09:00:00Z".parse().unwrap();
        pace.close(now + TimeDelta::minutes(1));
        pace.close(now + TimeDelta::seconds(5));
        assert_eq!(pace.turn(now).await, Err(TimeDelta::minutes(1)));
        assert_eq!(pace.turn(now + TimeDelta::minutes(1)).await, Ok(()));
    }
}
