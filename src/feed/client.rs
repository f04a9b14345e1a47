//! Asks the sources over the network, politely and within bounds.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, RETRY_AFTER};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Response, StatusCode};
use tokio::sync::Semaphore;
use tracing::{info, warn};

use super::door::{Door, origin};
use super::{Answer, FeedError, FetchError, Key, Settings};
use crate::clock::Clock;
use crate::event::Language;
use crate::reach::Reach;

/// Wikimedia asks for no more than this.
const AT_ONCE: usize = 3;

/// The longest answer, after it was unpacked.
const LONGEST: usize = 16 * 1024 * 1024;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);

/// How often a source may send us on.
const REDIRECTS: usize = 3;

/// What the client is, after Wikimedia's rules for who asks.
const AGENT: &str = concat!("daybook/", env!("CARGO_PKG_VERSION"));

/// A client for all sources.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    doors: Vec<Door>,
    at_once: Semaphore,
    clock: Clock,
}

/// What came of asking.
#[derive(Debug, PartialEq)]
pub(super) enum Fetched {
    /// An answer, with the tag by which it is known again.
    Answer(Answer, Option<String>),
    /// The same as last time.
    Same,
}

impl Client {
    /// A client for the sources that the settings name.
    pub(super) fn new(settings: &Settings, reach: Reach, clock: Clock) -> Result<Self, FeedError> {
        let doors: Vec<_> =
            settings.urls.iter().map(|url| Door::new(url, reach)).collect::<Result<_, _>>()?;
        let origins: Vec<_> = doors.iter().flat_map(Door::origins).collect();
        let policy = Policy::custom(move |attempt: Attempt<'_>| {
            let is_known = origins.contains(&origin(attempt.url()));
            if is_known && attempt.previous().len() <= REDIRECTS { attempt.follow() } else { attempt.stop() }
        });
        let builder = reqwest::Client::builder()
            .user_agent(format!("{AGENT} ({}) reqwest/0.12", settings.contact))
            .connect_timeout(CONNECT)
            .timeout(Duration::from_secs(settings.timeout_seconds.into()))
            .redirect(policy);
        // A proxy would be a way out of this machine.
        let builder = if reach == Reach::LoopbackOnly { builder.no_proxy() } else { builder };
        Ok(Self { http: builder.build()?, doors, at_once: Semaphore::new(AT_ONCE), clock })
    }

    /// Asks one source after the other, those that may be asked.
    pub(super) async fn fetch(&self, key: Key, etag: Option<&str>) -> Result<Fetched, FetchError> {
        let Ok(_place) = self.at_once.acquire().await else { return Err(FetchError::Resting) };
        let mut last = FetchError::Resting;
        for door in &self.doors {
            if !door.gate.is_open(self.clock.now()) {
                continue;
            }
            match self.ask(door, key, etag).await {
                Ok(fetched) => {
                    door.gate.answered();
                    return Ok(fetched);
                }
                Err(error) => last = self.note(door, key, error),
            }
        }
        Err(last)
    }

    /// When a source may next be asked, if none may be now.
    pub(super) fn opens(&self) -> Option<DateTime<Utc>> {
        let now = self.clock.now();
        if self.doors.iter().any(|door| door.gate.is_open(now)) {
            return None;
        }
        self.doors.iter().filter_map(|door| door.gate.opens()).min()
    }

    fn note(&self, door: &Door, key: Key, error: FetchError) -> FetchError {
        let source = door.name();
        if !error.is_of_source() {
            warn!(source, list = %key, %error, "the feed has no such list for us");
        } else if door.gate.failed(&error, self.clock.now()) {
            warn!(source, list = %key, %error, "the feed fails; what was kept is used until it is back");
        } else {
            info!(source, list = %key, %error, "the feed still fails");
        }
        error
    }

    async fn ask(&self, door: &Door, key: Key, etag: Option<&str>) -> Result<Fetched, FetchError> {
        let mut request = self.http.get(door.address(key)).header(ACCEPT, "application/json");
        if key.language == Language::Zh {
            request = request.header(ACCEPT_LANGUAGE, "zh-hans");
        }
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        match response.status() {
            StatusCode::OK => read(response, key).await,
            StatusCode::NOT_MODIFIED if etag.is_some() => Ok(Fetched::Same),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(FetchError::NotThere),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(FetchError::TooMany { after: retry_after(response.headers(), self.clock.now()) })
            }
            status if status.is_redirection() => {
                Err(FetchError::Broken("it sends us to another host, which we do not follow".to_owned()))
            }
            status => Err(FetchError::Status(status.as_u16())),
        }
    }
}

async fn read(mut response: Response, key: Key) -> Result<Fetched, FetchError> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let kind = header(CONTENT_TYPE).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().ends_with("json")) {
        let kind: String = kind.chars().take(60).collect();
        return Err(FetchError::Broken(format!("its content type is {kind:?}")));
    }
    let etag = header(ETAG).filter(|etag| etag.len() <= 200);
    let too_long = || FetchError::Broken(format!("it is longer than {LONGEST} bytes"));
    if response.content_length().is_some_and(|length| length > LONGEST as u64) {
        return Err(too_long());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + chunk.len() > LONGEST {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched::Answer(Answer::read(&body, key.list)?, etag))
}

/// How long the source wants to be left alone: seconds, or a date.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    (date.with_timezone(&Utc) - now).to_std().ok()
}

/// The error with its causes, without the address.
fn unreachable(error: &reqwest::Error) -> FetchError {
    let mut words = Vec::new();
    let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    if error.is_timeout() {
        return FetchError::Unreachable("it took too long".to_owned());
    }
    FetchError::Unreachable(if words.is_empty() {
        "the answer broke off".to_owned()
    } else {
        words.join(": ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = "2026-04-24T09:00:00Z".parse().unwrap();
        let read = |text: &str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            retry_after(&headers, now)
        };
        assert_eq!(read("120"), Some(Duration::from_mins(2)));
        assert_eq!(read("Fri, 24 Apr 2026 09:01:00 GMT"), Some(Duration::from_mins(1)));
        assert_eq!(read("Fri, 24 Apr 2026 08:00:00 GMT"), None);
        assert_eq!(read("soon"), None);
    }
}
