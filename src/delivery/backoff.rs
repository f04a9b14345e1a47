//! How long to wait before the next attempt.

use chrono::TimeDelta;

use super::Settings;

/// Pauses that double, with a quarter of them left to chance so that many channels
/// that failed together do not come back together.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    first_seconds: u32,
    most_seconds: u32,
}

impl Backoff {
    /// The pauses that the settings ask for.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self { first_seconds: settings.retry_seconds, most_seconds: settings.retry_seconds_at_most }
    }

    /// The pause after attempt number `attempt` (from 1); `chance` is a random number from 0 up to 1.
    #[must_use]
    pub fn after(&self, attempt: u32, chance: f64) -> TimeDelta {
        let doubled = self.first_seconds.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
        let seconds = f64::from(doubled.min(self.most_seconds));
        let milliseconds = seconds * 1000.0 * (0.75 + 0.25 * chance.clamp(0.0, 1.0));
        #[expect(clippy::cast_possible_truncation, reason = "at most a day in milliseconds")]
        TimeDelta::milliseconds(milliseconds as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_vary_by_a_quarter() {
        let backoff = Backoff { first_seconds: 2, most_seconds: 60 };
        let seconds = |attempt, chance| backoff.after(attempt, chance).num_milliseconds();
        assert_eq!([1, 2, 3, 4].map(|attempt| seconds(attempt, 1.0)), [2000, 4000, 8000, 16000]);
        assert_eq!(seconds(1, 0.0), 1500);
        assert_eq!(seconds(30, 1.0), 60_000);
        assert_eq!(seconds(u32::MAX, 1.0), 60_000);
    }
}
