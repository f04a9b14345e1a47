//! How often sessions may begin: a thousand identifies a day, `max_concurrency` of
//! them in five seconds, and no more than 2,500 servers a shard.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

/// Sessions that may begin in a day.
const A_DAY: u64 = 1_000;
/// After this, the day begins anew.
const DAY: Duration = Duration::from_hours(24);
/// How long each of `max_concurrency` places is taken by one identify.
const PLACE: Duration = Duration::from_secs(5);
/// Servers that one shard may hear.
pub(crate) const GUILDS_A_SHARD: usize = 2_500;
/// Servers of one shard, as Discord recommends it.
const RECOMMENDED: usize = 1_000;

/// The sessions that began.
#[derive(Debug)]
pub(crate) struct Starts {
    /// How many sessions may begin at once.
    pub(crate) max_concurrency: u64,
    used: u64,
    day: Option<Instant>,
    places: HashMap<u64, Instant>,
}

impl Default for Starts {
    fn default() -> Self {
        Self { max_concurrency: 1, used: 0, day: None, places: HashMap::new() }
    }
}

impl Starts {
    /// Counts the identify of one shard; false if it comes too soon or is one too many.
    pub(crate) fn count(&mut self, now: Instant, shard: u64) -> bool {
        self.turn(now);
        let place = shard % self.max_concurrency.max(1);
        let is_free = self.places.get(&place).is_none_or(|taken| now >= *taken + PLACE);
        self.places.insert(place, now);
        self.used += 1;
        is_free && self.used <= A_DAY
    }

    fn turn(&mut self, now: Instant) {
        if self.day.is_none_or(|began| now >= began + DAY) {
            self.day = Some(now);
            self.used = 0;
        }
    }

    /// What `GET /gateway/bot` says about it.
    pub(crate) fn object(&self, now: Instant) -> Value {
        let left = self.day.map_or(Duration::ZERO, |began| (began + DAY).saturating_duration_since(now));
        json!({
            "total": A_DAY, "remaining": A_DAY.saturating_sub(self.used),
            "reset_after": u64::try_from(left.as_millis()).unwrap_or(0),
            "max_concurrency": self.max_concurrency,
        })
    }
}

/// How many shards Discord would recommend.
pub(crate) fn recommended(guilds: usize) -> usize {
    guilds.div_ceil(RECOMMENDED).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_that_share_a_place_wait_five_seconds_for_each_other() {
        let mut starts = Starts { max_concurrency: 2, ..Starts::default() };
        let now = Instant::now();
        assert!(starts.count(now, 0) && starts.count(now, 1));
        assert!(!starts.count(now, 2));
        assert!(starts.count(now + PLACE * 2, 2));
        assert_eq!(starts.object(now)["remaining"], 996);
    }
}
