//! Opens the door and runs until it is told to stop.

use std::future::Future;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State as Handed};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde::{Deserialize, Serialize, Serializer};
use tokio::net::TcpListener;

use super::control::Control;
use super::state::{Shared, State};
use super::wire::{Door, Wire};
use super::world::World;
use super::{gateway, guard, page, remote, rest};
use crate::clock::Clock;

/// How long open connections have to end after the playground was told to stop.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// What can be set about the playground.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
}

/// Where everything is.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    /// Goes where `https://discord.com` goes.
    pub api: String,
    /// The gateway, as `GET /gateway` answers it.
    pub gateway: String,
    /// The page, for people.
    pub page: String,
    /// The control API.
    pub control: String,
    /// The bot's token.
    pub token: String,
    /// The bot's application, and its user.
    #[serde(serialize_with = "as_text")]
    pub application_id: u64,
    /// The first server.
    #[serde(serialize_with = "as_text")]
    pub guild_id: u64,
    /// #history, or the first channel of a world that has none.
    #[serde(serialize_with = "as_text")]
    pub channel_id: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn as_text<S: Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// Why the playground could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port is taken, or may not be used.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was wanted.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// Taking connections in failed for good.
    #[error("the playground's server ended")]
    Serve(#[source] std::io::Error),
}

/// The playground, with its door open; see [`Playground::serve`].
#[derive(Debug)]
pub struct Playground {
    door: TcpListener,
    addresses: Addresses,
    shared: Arc<Shared>,
}

impl Playground {
    /// Opens the door on 127.0.0.1 in front of the seeded world.
    ///
    /// # Errors
    /// If the port can't be listened on.
    pub async fn bind(settings: &Settings, clock: Clock) -> Result<Self, Error> {
        Self::bind_world(settings, clock, World::reading_room()).await
    }

    /// The same, in front of another world.
    ///
    /// # Errors
    /// If the port can't be listened on.
    pub async fn bind_world(settings: &Settings, clock: Clock, world: World) -> Result<Self, Error> {
        let listen = |source| Error::Listen { port: settings.port, source };
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await.map_err(listen)?;
        let at = door.local_addr().map_err(listen)?;
        let api = format!("http://{at}");
        let history = world.channel_named("history").or_else(|| world.channels.keys().next().copied());
        let addresses = Addresses {
            gateway: format!("ws://{at}/gateway"),
            page: format!("{api}/"),
            control: format!("{api}/control"),
            token: world.token.clone(),
            application_id: world.bot.0,
            guild_id: world.guilds.keys().next().map_or(0, |guild| guild.0),
            channel_id: history.map_or(0, |channel| channel.0),
            api: api.clone(),
        };
        let shared = Shared::new(State::new(clock, world, api, addresses.gateway.clone()));
        Ok(Self { door, addresses, shared })
    }

    /// Where everything is.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// A handle to act in the playground.
    #[must_use]
    pub fn control(&self) -> Control {
        Control { shared: Arc::clone(&self.shared) }
    }

    /// Runs until `stop` is done; lines that are open then are closed.
    ///
    /// # Errors
    /// If the server can't go on.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
        let Self { door, shared, addresses } = self;
        let service = router(&shared, addresses).into_make_service_with_connect_info::<Wire>();
        let told = Arc::clone(&shared);
        let server = axum::serve(Door(door), service).with_graceful_shutdown(async move {
            stop.await;
            told.stop();
        });
        let too_long = async {
            shared.stopped().await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        tokio::select! {
            ended = server.into_future() => ended.map_err(Error::Serve),
            () = too_long => Ok(()),
        }
    }
}

fn router(shared: &Arc<Shared>, addresses: Addresses) -> Router {
    Router::new()
        .route("/gateway", get(gateway::enter))
        .route("/gateway/", get(gateway::enter))
        .route("/attachments/{channel}/{id}/{name}", get(attachment))
        .route("/api/v10/{*path}", any(rest::enter))
        .route("/api/v9/{*path}", any(rest::enter))
        .route("/api/{*path}", any(rest::enter))
        .with_state(Arc::clone(shared))
        .nest("/control", remote::router(shared, addresses))
        .merge(page::router())
        .layer(axum::middleware::from_fn(guard::keep_out))
}

/// A file that came with a message. It is handed out as something to look at only if it is a picture.
async fn attachment(
    Handed(shared): Handed<Arc<Shared>>,
    Path((_, id, name)): Path<(u64, u64, String)>,
) -> Response {
    let Some(file) = shared.look(|state| state.shelf.get(id, &name).cloned()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    let is_picture = pictures.contains(&file.content_type.as_str());
    let kind = if is_picture { file.content_type } else { "application/octet-stream".to_owned() };
    ([(header::CONTENT_TYPE, kind), (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())], file.bytes)
        .into_response()
}
