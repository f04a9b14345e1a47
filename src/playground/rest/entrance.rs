//! Where a request comes in: it is read, met by a fault if one is armed, checked,
//! counted, carried out, and noted in the journal.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, FromRequest, Multipart, Path, Query, State as Handed};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Request as HttpRequest, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::iter;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Call, Reply, Route};
use crate::playground::faults::Trouble;
use crate::playground::ids::ChannelId;
use crate::playground::journal::Request;
use crate::playground::limits::{Ruling, Scope};
use crate::playground::media::File;
use crate::playground::refusal::{BAD_JSON, NOT_FOUND, Refusal, UNAUTHORIZED};
use crate::playground::state::{Shared, State};
use crate::playground::wire::Wire;

/// More than Discord takes in one request.
const MOST_BYTES: usize = 30 * 1024 * 1024;

/// Every request below the API's version.
pub(crate) async fn enter(
    Handed(shared): Handed<Arc<Shared>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    Path(path): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    request: HttpRequest<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let found = Route::find(&parts.method, &path);
    let kind = found.as_ref().map_or("unknown", |(route, _)| route.kind);
    let channel = found.as_ref().filter(|(route, _)| route.is_of_channel());
    let channel = channel.and_then(|(_, params)| params.first()?.parse().ok());
    let trouble = shared.change(|state| state.faults.strike(kind, channel));
    if matches!(trouble, Some(Trouble::Reset)) {
        note(&shared, &parts, &path, kind, Value::Null, (0, None));
        return wire.cut();
    }
    let sent = read(&parts, body).await;
    let mut call = Call { query, ..Call::default() };
    let readable = sent.map(|(body, files)| (call.body, call.files) = (body, files));
    let outcome = shared.change(|state| {
        if state.limits.is_banned() {
            return Outcome::banned();
        }
        let Some((route, params)) = found else {
            return Outcome::refused(NOT_FOUND);
        };
        call.params = params;
        if let Some(refused) = trouble.as_ref().and_then(instead) {
            return refused;
        }
        state.carry_out(route, &call, &parts.headers, channel, readable)
    });
    let lost = matches!(trouble, Some(Trouble::LoseAnswer | Trouble::CutAnswer));
    let status = if lost { 0 } else { outcome.status };
    // What a fault answers is not this Discord's own answer.
    let answer = outcome.body.as_ref().filter(|_| trouble.is_none());
    note(&shared, &parts, &path, kind, call.body, (status, answer));
    if let Some(delay) = trouble.as_ref().and_then(Trouble::delay) {
        tokio::time::sleep(delay).await;
    }
    match trouble {
        Some(Trouble::LoseAnswer) => wire.cut(),
        Some(Trouble::CutAnswer) => cut_in_the_middle(outcome.into_response()).await,
        Some(Trouble::Garbage) => (StatusCode::OK, "<!doctype html><p>not what you think").into_response(),
        _ => outcome.into_response(),
    }
}

/// The answer's head, half of its body, and then the line breaks.
async fn cut_in_the_middle(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    let whole = to_bytes(body, MOST_BYTES).await.unwrap_or_default();
    head.headers.insert(header::CONTENT_LENGTH, whole.len().into());
    let half = whole.slice(..whole.len() / 2);
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    Response::from_parts(head, Body::from_stream(iter([Ok(half), Err(broken)])))
}

fn note(
    shared: &Shared,
    parts: &Parts,
    path: &str,
    route: &'static str,
    body: Value,
    (status, answer): (u16, Option<&Value>),
) {
    let method = parts.method.to_string();
    let path = format!("/{path}");
    shared.change(|state| {
        state.limits.note(Instant::now(), status);
        let kept = answer.filter(|_| state.journal.keeps_answers).cloned();
        let answer = kept.unwrap_or(Value::Null);
        state.journal.note(Request { at: state.clock.now(), method, path, route, body, status, answer });
    });
}

/// What a fault answers in the route's place.
fn instead(trouble: &Trouble) -> Option<Outcome> {
    match trouble {
        Trouble::RateLimit { retry_after_ms, global } => Some(too_many(*retry_after_ms, *global)),
        Trouble::Status { status, body } => {
            let usual = || json!({ "message": format!("{status}: armed by the playground"), "code": 0 });
            Some(Outcome::plain(*status, Some(body.clone().unwrap_or_else(usual))))
        }
        _ => None,
    }
}

impl State {
    fn carry_out(
        &mut self,
        route: &Route,
        call: &Call,
        headers: &HeaderMap,
        channel: Option<ChannelId>,
        readable: Result<(), Refusal>,
    ) -> Outcome {
        if route.needs_token() && !self.shows_token(headers) {
            return Outcome::refused(UNAUTHORIZED);
        }
        let place = channel.map(|channel| channel.to_string()).unwrap_or_default();
        let counted = !route.is_interaction();
        let ruling = counted.then(|| self.limits.count(Instant::now(), route.kind, &place));
        let scope = ruling.as_ref().and_then(|ruling| ruling.refused);
        let mut outcome = match (scope, readable) {
            (Some(scope), _) => {
                let after = ruling.as_ref().map(|ruling| ruling.reset_after);
                let ms = after.and_then(|after| u64::try_from(after.as_millis()).ok());
                too_many(ms, scope == Scope::Global)
            }
            (None, Err(refusal)) => Outcome::refused(refusal),
            (None, Ok(())) => match route.answer(self, call) {
                Ok(Reply { status, body }) => Outcome::plain(status, body),
                Err(refusal) => Outcome::refused(refusal),
            },
        };
        if let Some(ruling) = ruling {
            outcome.limit(&ruling, self.clock.now().timestamp_millis());
        }
        outcome
    }

    fn shows_token(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        shown.and_then(|shown| shown.strip_prefix("Bot ")) == Some(self.world.token.as_str())
    }
}

/// Discord's 429.
fn too_many(retry_after_ms: Option<u64>, global: bool) -> Outcome {
    let mut body = json!({ "message": "You are being rate limited.", "global": global, "code": 0 });
    let mut headers = Vec::new();
    if let Some(ms) = retry_after_ms {
        let seconds = std::time::Duration::from_millis(ms).as_secs_f64();
        body["retry_after"] = seconds.into();
        headers.push(("retry-after", ms.div_ceil(1_000).to_string()));
    }
    headers.push(("x-ratelimit-scope", if global { "global" } else { "user" }.to_owned()));
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    Outcome { status: 429, body: Some(body), headers }
}

/// An answer before it is sent.
struct Outcome {
    status: u16,
    body: Option<Value>,
    headers: Vec<(&'static str, String)>,
}

impl Outcome {
    fn plain(status: u16, body: Option<Value>) -> Self {
        Self { status, body, headers: Vec::new() }
    }

    #[expect(clippy::needless_pass_by_value, reason = "a refusal ends here")]
    fn refused(refusal: Refusal) -> Self {
        Self::plain(refusal.status, Some(refusal.body()))
    }

    /// What the guard in front of Discord says to an address that was shut out: no JSON, no limits.
    fn banned() -> Self {
        let headers = vec![("retry-after", "600".to_owned())];
        Self { status: 429, body: Some("error code: 1015".into()), headers }
    }

    fn limit(&mut self, ruling: &Ruling, now_ms: i64) {
        let after_ms = i64::try_from(ruling.reset_after.as_millis()).unwrap_or(0);
        let seconds = |ms: i64| format!("{}.{:03}", ms / 1_000, ms % 1_000);
        self.headers.extend([
            ("x-ratelimit-limit", ruling.limit.to_string()),
            ("x-ratelimit-remaining", ruling.remaining.to_string()),
            ("x-ratelimit-reset", seconds(now_ms + after_ms)),
            ("x-ratelimit-reset-after", seconds(after_ms)),
            ("x-ratelimit-bucket", ruling.bucket.clone()),
        ]);
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = match self.body {
            Some(Value::String(text)) => (status, text).into_response(),
            Some(body) => (status, axum::Json(body)).into_response(),
            None => status.into_response(),
        };
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Reads a body: JSON, or a form with `payload_json` and files.
async fn read(parts: &Parts, body: Body) -> Result<(Value, Vec<File>), Refusal> {
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form = kind.starts_with("multipart/form-data");
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(|_| TOO_LARGE)?;
    if is_form {
        return read_form(parts, bytes).await;
    }
    if bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    serde_json::from_slice(&bytes).map(|body| (body, Vec::new())).map_err(|_| BAD_JSON)
}

const TOO_LARGE: Refusal = crate::playground::refusal::plain(413, 40005, "Request entity too large");

async fn read_form(parts: &Parts, bytes: Bytes) -> Result<(Value, Vec<File>), Refusal> {
    let mut request = HttpRequest::new(Body::from(bytes));
    *request.headers_mut() = parts.headers.clone();
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| BAD_JSON)?;
    let (mut body, mut files) = (json!({}), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| BAD_JSON)? {
        let name = field.name().unwrap_or_default().to_owned();
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let data = field.bytes().await.map_err(|_| BAD_JSON)?;
        if name == "payload_json" {
            body = serde_json::from_slice(&data).map_err(|_| BAD_JSON)?;
        } else if let Some(file) = file_name {
            files.push(File { name: file, content_type, bytes: data });
        } else if let Ok(text) = std::str::from_utf8(&data) {
            body[name.as_str()] = text.into();
        }
    }
    Ok((body, files))
}
