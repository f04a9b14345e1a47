//! How a request can fail, told apart by what may have happened at the other end.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use serde::Deserialize;

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(in crate::discord) enum Failure {
    /// It never reached Discord.
    #[error("the request could not be sent: {reason}")]
    NotSent { reason: String },
    /// It went out, and what became of it is not known.
    #[error("no usable answer came: {reason}")]
    PerhapsAccepted { reason: String },
    /// Too many requests: it was not done.
    #[error("rate limited")]
    RateLimited {
        after: Option<Duration>,
        /// Whether the whole bot is meant, and not one route.
        global: bool,
    },
    /// Discord said no.
    #[error("refused with status {status}, code {code}: {message}")]
    Refused { status: u16, code: u32, message: String },
}

impl Failure {
    pub(super) fn of_transport(error: &reqwest::Error) -> Self {
        let reason = words(error);
        if error.is_connect() || error.is_builder() {
            Self::NotSent { reason }
        } else {
            Self::PerhapsAccepted { reason }
        }
    }
}

/// An error with its causes and without addresses, which may hold what is nobody's business.
pub(super) fn words(error: &reqwest::Error) -> String {
    let mut said = if error.is_timeout() { "timed out".to_owned() } else { String::new() };
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = cause {
        if !said.is_empty() {
            said.push_str(": ");
        }
        said.push_str(&error.to_string());
        cause = error.source();
    }
    if said.is_empty() { "the connection failed".to_owned() } else { said }
}

/// Discord's error shape.
#[derive(Default, Deserialize)]
struct ErrorBody {
    #[serde(default)]
    code: u32,
    #[serde(default)]
    message: String,
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

/// Characters of a message that are kept for the log.
const LONGEST_MESSAGE: usize = 200;

pub(super) async fn of_answer(response: Response) -> Failure {
    let status = response.status();
    let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let body: ErrorBody = response.json().await.unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds: Option<f64> = body.retry_after.or(header);
        let after = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        return Failure::RateLimited { after, global: body.global };
    }
    if status.is_server_error() {
        // A 5xx may come from something in between, after Discord took the request.
        return Failure::PerhapsAccepted { reason: format!("the server answered {status}") };
    }
    let message = body.message.chars().take(LONGEST_MESSAGE).collect();
    Failure::Refused { status: status.as_u16(), code: body.code, message }
}
