//! When a source may be asked again: after it said so, or after a pause that grows with each failure.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::FetchError;

/// The pause after a first failure; it doubles with each further one ...
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(30);

/// ... up to this.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(30);

/// A `Retry-After` is obeyed in full, but for a mistake.
const LONGEST_WISH: TimeDelta = TimeDelta::hours(24);

/// The door of one source.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    opens: Option<DateTime<Utc>>,
}

impl Gate {
    /// Whether the source may be asked at `now`.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.state().opens.is_none_or(|opens| opens <= now)
    }

    /// When it opens, if it is shut.
    pub(super) fn opens(&self) -> Option<DateTime<Utc>> {
        self.state().opens
    }

    /// The source has answered.
    pub(super) fn answered(&self) {
        *self.state() = State::default();
    }

    /// The source has failed at `now`. Answers whether it was well until then.
    pub(super) fn failed(&self, error: &FetchError, now: DateTime<Utc>) -> bool {
        let mut state = self.state();
        let was_well = state.failures == 0;
        let doubled = FIRST_PAUSE * 2_i32.saturating_pow(state.failures.min(10));
        let wish = match error {
            FetchError::TooMany { after: Some(after) } => wished(*after),
            _ => TimeDelta::zero(),
        };
        state.failures = state.failures.saturating_add(1);
        state.opens = Some(now + doubled.min(LONGEST_PAUSE).max(wish));
        was_well
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wished(after: Duration) -> TimeDelta {
    TimeDelta::from_std(after).map_or(LONGEST_WISH, |after| after.min(LONGEST_WISH))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn a_source_that_fails_is_left_alone_for_longer_each_time() {
        let gate = Gate::default();
        let down = FetchError::Status(500);
        assert!(gate.is_open(at(0)));
        assert!(gate.failed(&down, at(0)));
        assert!(!gate.is_open(at(29)) && gate.is_open(at(30)));
        assert!(!gate.failed(&down, at(30)));
        assert!(!gate.is_open(at(89)) && gate.is_open(at(90)));
        for _ in 0..50 {
            gate.failed(&down, at(90));
        }
        assert_eq!(gate.opens(), Some(at(90 + 1800)));
        gate.answered();
        assert!(gate.is_open(at(0)));
    }

    #[test]
    fn retry_after_is_obeyed_in_full() {
        let gate = Gate::default();
        gate.failed(&FetchError::TooMany { after: Some(Duration::from_hours(2)) }, at(0));
        assert_eq!(gate.opens(), Some(at(7200)));
        gate.failed(&FetchError::TooMany { after: Some(Duration::MAX) }, at(0));
        assert_eq!(gate.opens(), Some(at(24 * 3600)));
        gate.failed(&FetchError::TooMany { after: None }, at(0));
        assert_eq!(gate.opens(), Some(at(120)));
    }
}
