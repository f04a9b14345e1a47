//! Evens requests out over the second, and holds them back while Discord wants none at all.
//!
//! The limiter's global count comes in bursts at the start of its own second. Discord's second
//! begins elsewhere, so two bursts could fall into one of its seconds: evenly spaced requests
//! cannot.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// What Discord allows a bot in a second.
const DISCORDS_LIMIT: u32 = 50;

/// Requests that may catch up after a pause, as far as there is room below Discord's limit.
const MOST_AT_ONCE: u32 = 4;

/// A stop of this length is waited out; a longer one is told to whoever asks.
const SHORT: Duration = Duration::from_secs(3);

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
    closed_until: Option<Instant>,
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
    /// How long no request may go out, when that is longer than is worth waiting.
    pub(super) async fn turn(&self) -> Result<(), Duration> {
        let at = self.book(Instant::now())?;
        sleep_until(at).await;
        Ok(())
    }

    /// Nothing goes out for this long: Discord said so for the whole bot.
    pub(super) fn close(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut state = self.state();
        state.closed_until = state.closed_until.max(Some(until));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time of the next free turn.
    fn book(&self, now: Instant) -> Result<Instant, Duration> {
        let mut state = self.state();
        let closed = state.closed_until.filter(|until| *until > now);
        if let Some(wait) = closed.map(|until| until - now).filter(|wait| *wait > SHORT) {
            return Err(wait);
        }
        let earliest = now.checked_sub(self.slack).unwrap_or(now);
        let at = state.next.max(earliest).max(closed.unwrap_or(earliest));
        state.next = at + self.step;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn turns_come_evenly_after_the_few_that_may_catch_up() {
        let pace = Pace::new(45);
        let now = Instant::now() + Duration::from_secs(10);
        let turns: Vec<_> = (0..100).map(|_| pace.book(now).unwrap()).collect();
        for second in turns.windows(50) {
            assert!(second[49].max(now) - second[0].max(now) > Duration::from_millis(990));
        }
    }

    #[tokio::test]
    async fn a_short_stop_is_waited_out_and_a_long_one_is_told() {
        let pace = Pace::new(45);
        pace.close(Duration::from_secs(2));
        let now = Instant::now();
        assert!(pace.book(now).unwrap() >= now + Duration::from_millis(1900));
        pace.close(Duration::from_mins(1));
        assert!(pace.book(now).unwrap_err() > Duration::from_secs(59));
    }
}
