//! The rate-limit headers of an answer.

use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use twilight_http_ratelimiting::RateLimitHeaders;

/// What the headers say about the bucket; nothing when they say nothing that can be read.
pub(super) fn read(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let reset_after: f64 = text(RateLimitHeaders::RESET_AFTER)?.parse().ok()?;
    let reset_after = Duration::try_from_secs_f64(reset_after).ok()?;
    Some(RateLimitHeaders {
        bucket: headers.get(RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: text(RateLimitHeaders::LIMIT)?.parse().ok()?,
        remaining: text(RateLimitHeaders::REMAINING)?.parse().ok()?,
        reset_at: Instant::now() + reset_after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_or_left_alone() {
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers), None);
        for (name, value) in [
            ("x-ratelimit-bucket", "abcd"),
            ("x-ratelimit-limit", "5"),
            ("x-ratelimit-remaining", "4"),
            ("x-ratelimit-reset-after", "1.25"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let limits = read(&headers).unwrap();
        assert_eq!((limits.limit, limits.remaining), (5, 4));
        headers.insert("x-ratelimit-reset-after", "-1".parse().unwrap());
        assert_eq!(read(&headers), None);
    }
}
