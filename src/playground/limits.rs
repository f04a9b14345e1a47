//! Rate limits: the headers that every answer carries, and, when asked for, the
//! refusals. Windows are of real time, because clients really wait.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

/// The bot as a whole: requests in a second.
const GLOBAL: u32 = 50;
/// Messages in one channel: requests in a window.
const CHANNEL: (u32, Duration) = (5, Duration::from_secs(5));
/// Publishing messages of one channel: requests in a window.
const CROSSPOSTS: (u32, Duration) = (10, Duration::from_hours(1));
/// Everything else.
const OTHER: (u32, Duration) = (50, Duration::from_secs(1));

/// Requests that are refused with 401, 403 or 429 in a while, before the address is shut out.
const INVALID: (usize, Duration) = (10_000, Duration::from_mins(10));

/// More windows than this are swept.
const KEPT: usize = 50_000;

/// One window of one bucket.
#[derive(Debug)]
struct Window {
    ends: Instant,
    used: u32,
}

/// What the limits say about one request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ruling {
    /// How many requests the window takes.
    pub(crate) limit: u32,
    /// How many are left.
    pub(crate) remaining: u32,
    /// When the window ends, from now.
    pub(crate) reset_after: Duration,
    /// The bucket's name.
    pub(crate) bucket: String,
    /// Whether this request is one too many.
    pub(crate) refused: Option<Scope>,
}

/// Whose limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The bot's, on this route.
    User,
    /// The bot's, altogether.
    Global,
}

/// All windows.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    pub(crate) enforced: bool,
    /// When requests were refused that should not have been made.
    invalid: VecDeque<Instant>,
    windows: HashMap<String, Window>,
    global: Option<Window>,
}

impl Limits {
    /// Counts one request of a kind, in the place that its limit belongs to.
    pub(crate) fn count(&mut self, now: Instant, route: &'static str, place: &str) -> Ruling {
        let (limit, length) = match route {
            "create_message" => CHANNEL,
            "crosspost_message" => CROSSPOSTS,
            _ => OTHER,
        };
        let key = format!("{route}/{place}");
        if self.windows.len() >= KEPT {
            self.windows.retain(|_, window| window.ends > now);
        }
        let fresh = || Window { ends: now + length, used: 0 };
        let window = self.windows.entry(key).or_insert_with(fresh);
        if window.ends <= now {
            *window = fresh();
        }
        let over = window.used >= limit;
        if !over {
            window.used += 1;
        }
        let (remaining, reset_after) = (limit.saturating_sub(window.used), window.ends - now);
        let mut ruling = Ruling { limit, remaining, reset_after, bucket: bucket(route), refused: None };
        if self.enforced && over {
            ruling.refused = Some(Scope::User);
        } else if let Some(left) = self.over_all(now).filter(|_| self.enforced) {
            ruling.reset_after = left;
            ruling.refused = Some(Scope::Global);
        }
        ruling
    }

    /// Notes how a request was answered. Those that Discord calls invalid are counted.
    pub(crate) fn note(&mut self, now: Instant, status: u16) {
        if matches!(status, 401 | 403 | 429) {
            self.invalid.push_back(now);
        }
        while self.invalid.front().is_some_and(|at| now.duration_since(*at) >= INVALID.1) {
            self.invalid.pop_front();
        }
    }

    /// Whether the bot's address is shut out for its many invalid requests.
    pub(crate) fn is_banned(&self) -> bool {
        self.enforced && self.invalid.len() >= INVALID.0
    }

    /// Counts one request of the bot; how long to wait if it is one too many.
    fn over_all(&mut self, now: Instant) -> Option<Duration> {
        let window = self.global.take().filter(|window| window.ends > now);
        let mut window = window.unwrap_or(Window { ends: now + Duration::from_secs(1), used: 0 });
        window.used += 1;
        let left = (window.used > GLOBAL).then(|| window.ends - now);
        self.global = Some(window);
        left
    }
}

/// Discord's bucket names are hashes that say nothing; the same route has the same one.
fn bucket(route: &str) -> String {
    let hash = route.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_message_within_five_seconds_is_one_too_many_for_its_channel() {
        let mut limits = Limits { enforced: true, ..Limits::default() };
        let now = Instant::now();
        let left: Vec<_> = (0..5).map(|_| limits.count(now, "create_message", "1").remaining).collect();
        assert_eq!(left, [4, 3, 2, 1, 0]);
        assert_eq!(limits.count(now, "create_message", "1").refused, Some(Scope::User));
        assert_eq!(limits.count(now, "create_message", "2").refused, None);
        let later = now + Duration::from_secs(5);
        assert_eq!(limits.count(later, "create_message", "1").refused, None);
    }

    #[test]
    fn ten_thousand_invalid_requests_in_ten_minutes_shut_the_address_out() {
        let mut limits = Limits { enforced: true, ..Limits::default() };
        let now = Instant::now();
        for _ in 0..9_999 {
            limits.note(now, 403);
        }
        limits.note(now, 200);
        assert!(!limits.is_banned());
        limits.note(now, 401);
        assert!(limits.is_banned());
        limits.note(now + Duration::from_mins(10), 200);
        assert!(!limits.is_banned());
    }

    #[test]
    fn fifty_requests_in_a_second_are_the_bots_limit() {
        let mut limits = Limits { enforced: true, ..Limits::default() };
        let now = Instant::now();
        for place in 0..50 {
            assert_eq!(limits.count(now, "create_message", &place.to_string()).refused, None);
        }
        assert_eq!(limits.count(now, "create_message", "x").refused, Some(Scope::Global));
    }
}
