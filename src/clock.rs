//! What time it is: the machine's clock, or one that tests and the playground
//! move by hand.
//!
//! Nothing else in Daybook asks the machine for the time. A [`Clock`] is handed
//! down from the edge, and everything below takes `now` as an argument.
//!
//! Promises: [`Clock::sleep_until`] never returns early, and it notices when the
//! clock is moved, forwards or backwards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// A machine's clock may jump (time service, suspended laptop), so a long sleep
/// looks again at least this often.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// A source of the current time; cheap to clone, and all clones agree.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Arc<Source>,
}

#[derive(Debug)]
enum Source {
    System,
    Movable {
        state: Mutex<Movable>,
        moved: watch::Sender<u64>,
    },
}

/// A time that was set, and the moment at which it was set if it runs on from there.
#[derive(Debug)]
struct Movable {
    set_to: DateTime<Utc>,
    running_since: Option<Instant>,
}

impl Movable {
    fn now(&self) -> DateTime<Utc> {
        let ran = self.running_since.map_or(TimeDelta::zero(), |since| {
            TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::MAX)
        });
        self.set_to + ran
    }
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self {
            source: Arc::new(Source::System),
        }
    }

    /// A clock that stands still at `start` until it is moved: for tests.
    #[must_use]
    pub fn frozen(start: DateTime<Utc>) -> Self {
        Self::movable(start, None)
    }

    /// A clock that runs on from `start` and can be moved: for the playground.
    #[must_use]
    pub fn running_from(start: DateTime<Utc>) -> Self {
        Self::movable(start, Some(Instant::now()))
    }

    fn movable(set_to: DateTime<Utc>, running_since: Option<Instant>) -> Self {
        let state = Mutex::new(Movable {
            set_to,
            running_since,
        });
        Self {
            source: Arc::new(Source::Movable {
                state,
                moved: watch::Sender::new(0),
            }),
        }
    }

    /// The current time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &*self.source {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place where the machine is asked"
            )]
            Source::System => Utc::now(),
            Source::Movable { state, .. } => lock(state).now(),
        }
    }

    /// Sets the time. Answers `false`, and does nothing, for the machine's clock.
    pub fn set(&self, to: DateTime<Utc>) -> bool {
        self.change(|_| to)
    }

    /// Moves the time by `delta`, forwards or backwards. Answers `false`, and does
    /// nothing, for the machine's clock.
    pub fn advance(&self, delta: TimeDelta) -> bool {
        self.change(|now| now + delta)
    }

    fn change(&self, new: impl FnOnce(DateTime<Utc>) -> DateTime<Utc>) -> bool {
        let Source::Movable { state, moved } = &*self.source else {
            return false;
        };
        let mut state = lock(state);
        state.set_to = new(state.now());
        if state.running_since.is_some() {
            state.running_since = Some(Instant::now());
        }
        drop(state);
        moved.send_modify(|times| *times += 1);
        true
    }

    /// Waits until the clock shows `instant` or later.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        let mut moved = self.moves();
        loop {
            let left = (instant - self.now()).to_std().unwrap_or(Duration::ZERO);
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = self.nap(left) => {}
                () = next_move(&mut moved) => {}
            }
        }
    }

    /// Waits until somebody moves the clock; for ever on the machine's clock.
    pub async fn moved(&self) {
        next_move(&mut self.moves()).await;
    }

    fn moves(&self) -> Option<watch::Receiver<u64>> {
        match &*self.source {
            Source::System => None,
            Source::Movable { moved, .. } => Some(moved.subscribe()),
        }
    }

    async fn nap(&self, left: Duration) {
        let stands_still = match &*self.source {
            Source::System => false,
            Source::Movable { state, .. } => lock(state).running_since.is_none(),
        };
        if stands_still {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(left.min(LONGEST_NAP)).await;
    }
}

async fn next_move(moved: &mut Option<watch::Receiver<u64>>) {
    if let Some(moved) = moved
        && moved.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

/// A poisoned lock only means that another thread panicked: the time is still right.
fn lock(state: &Mutex<Movable>) -> MutexGuard<'_, Movable> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nine() -> DateTime<Utc> {
        "2026-04-24T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_frozen_clock_stands_still_until_it_is_moved() {
        let clock = Clock::frozen(nine());
        assert_eq!(clock.now(), nine());
        assert!(clock.advance(TimeDelta::hours(-2)));
        assert_eq!(clock.now(), nine() - TimeDelta::hours(2));
    }

    #[test]
    fn a_running_clock_goes_on_from_where_it_was_set() {
        let clock = Clock::running_from(nine());
        assert!(clock.set(nine() + TimeDelta::days(1)));
        let shown = clock.now();
        assert!(shown >= nine() + TimeDelta::days(1));
        assert!(shown < nine() + TimeDelta::days(1) + TimeDelta::minutes(5));
    }

    #[test]
    fn the_machines_clock_refuses_to_be_moved() {
        assert!(!Clock::system().advance(TimeDelta::days(1)));
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_is_moved_past_its_time_and_not_before() {
        let clock = Clock::frozen(nine());
        let sleeper = clock.sleep_until(nine() + TimeDelta::hours(1));
        tokio::pin!(sleeper);
        tokio::select! {
            biased;
            () = &mut sleeper => panic!("woke too early"),
            () = async { clock.advance(TimeDelta::minutes(59)); tokio::task::yield_now().await } => {}
        }
        clock.advance(TimeDelta::minutes(1));
        sleeper.await;
        assert_eq!(clock.now(), nine() + TimeDelta::hours(1));
    }
}
