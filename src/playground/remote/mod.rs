//! The control API over HTTP: what [`super::Control`] does, with JSON in and out,
//! for the page and for tests in other languages. People and channels go by name
//! or by id. A refusal is `{"error": "a sentence"}` with status 422.

mod actions;
mod clock;
mod view;
mod world;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::json;

use super::control::{Control, ControlError};
use super::ids::{ChannelId, PersonId};
use super::server::Addresses;
use super::state::Shared;

/// What each handler gets.
#[derive(Clone)]
pub(super) struct Desk {
    control: Control,
    addresses: Arc<Addresses>,
}

/// The routes under `/control`.
pub(super) fn router(shared: &Arc<Shared>, addresses: Addresses) -> Router {
    let control = Control { shared: Arc::clone(shared) };
    Router::new()
        .route("/state", get(view::state))
        .route("/view", get(view::channel))
        .route("/commands", get(view::commands))
        .route("/messages", get(view::messages))
        .route("/journal", get(view::journal))
        .route("/events", get(view::events))
        .route("/slash", post(actions::slash))
        .route("/autocomplete", post(actions::autocomplete))
        .route("/press", post(actions::press))
        .route("/choose", post(actions::choose))
        .route("/submit", post(actions::submit))
        .route("/say", post(actions::say))
        .route("/dismiss", post(actions::dismiss))
        .route("/direct", post(actions::direct))
        .route("/clock", get(clock::time).post(clock::clock))
        .route("/backstage", get(clock::backstage))
        .route("/faults", get(actions::armed).post(actions::arm).delete(actions::disarm))
        .route("/gateway", post(actions::gateway))
        .route("/rate-limits", post(actions::rate_limits))
        .route("/permissions", post(world::permissions))
        .route("/remove-channel", post(world::remove_channel))
        .route("/channel", post(world::add_channel))
        .route("/thread", post(world::thread))
        .route("/archive", post(world::archive))
        .route("/locale", post(world::locale))
        .route("/bot", post(world::bot))
        .route("/command-permissions", post(world::command_permissions))
        .route("/guilds", post(world::add_guilds))
        .route("/load", post(world::load))
        .layer(axum::middleware::from_fn(softly))
        .with_state(Desk { control, addresses: Arc::new(addresses) })
}

/// A browser notes every refusal as an error of the page. A page that says that it looks into the
/// answer gets refusals with status 200.
async fn softly(request: Request, next: Next) -> Response {
    let looks = request.headers().contains_key("x-refusals-as-answers");
    let mut response = next.run(request).await;
    if looks && response.status() == StatusCode::UNPROCESSABLE_ENTITY {
        *response.status_mut() = StatusCode::OK;
    }
    response
}

/// What can go wrong here.
#[derive(Debug, thiserror::Error)]
pub(super) enum Sorry {
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error("there is no {what} called `{name}`")]
    Unknown { what: &'static str, name: String },
    #[error("{0}")]
    Wrong(&'static str),
    #[error("{0}")]
    Said(String),
}

impl IntoResponse for Sorry {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.to_string() });
        (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(body)).into_response()
    }
}

type Said<T> = Result<axum::Json<T>, Sorry>;

#[expect(clippy::unnecessary_wraps, reason = "every handler ends with it")]
fn said<T: Serialize>(what: T) -> Said<T> {
    Ok(axum::Json(what))
}

impl Desk {
    fn person(&self, name: &str) -> Result<PersonId, Sorry> {
        let unknown = || Sorry::Unknown { what: "person", name: name.to_owned() };
        let by_id = name.parse().ok();
        let known = |id: &PersonId| self.control.shared.look(|state| state.world.people.contains_key(id));
        by_id.filter(known).or_else(|| self.control.person(name)).ok_or_else(unknown)
    }

    fn channel(&self, name: &str) -> Result<ChannelId, Sorry> {
        let unknown = || Sorry::Unknown { what: "channel", name: name.to_owned() };
        let by_id = name.parse().ok();
        let known = |id: &ChannelId| self.control.shared.look(|state| state.world.channels.contains_key(id));
        by_id.filter(known).or_else(|| self.control.channel(name)).ok_or_else(unknown)
    }
}
