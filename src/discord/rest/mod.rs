//! A small REST client for what is not an answer to an interaction.
//!
//! One limiter for the process keeps Discord's buckets, and one pace the global limit, so that a
//! big morning does not earn a 429. Answers to interactions do not pass through here: they have
//! no share in the global limit, and never wait behind posts. A [`Failure`] tells apart what was refused, what was
//! never sent, and what may have been accepted although no answer came.

mod failure;
mod limits;
mod pace;

pub(super) use failure::Failure;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use twilight_http_ratelimiting::{Endpoint, RateLimiter};

use self::pace::Pace;
use super::{DiscordError, Settings, Token};
use crate::clock::Clock;
use crate::reach::Reach;
use crate::subscription::UserId;

/// The version of Discord's API that is spoken.
const VERSION: &str = "v10";

/// How long nothing goes out after a global 429 that does not say for how long.
const WITHOUT_A_WORD: Duration = Duration::from_secs(5);

/// From the connection to the last byte of the answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A REST client with the bot's token.
#[derive(Clone, Debug)]
pub struct Rest {
    client: Client,
    base: String,
    token: Token,
    limiter: RateLimiter,
    pace: Pace,
    clock: Clock,
    me: Arc<OnceCell<UserId>>,
}

#[derive(Deserialize)]
struct Myself {
    id: UserId,
}

impl Rest {
    /// A client for the API that the settings name.
    ///
    /// Must be called inside a tokio runtime: the limiter runs in it.
    ///
    /// # Errors
    /// [`DiscordError::NotLoopback`] when `reach` does not allow the address.
    pub fn new(settings: &Settings, token: Token, reach: Reach, clock: Clock) -> Result<Self, DiscordError> {
        let base = settings.api_base.trim_end_matches('/').to_owned();
        check(reach, &base)?;
        let agent = concat!("DiscordBot (daybook, ", env!("CARGO_PKG_VERSION"), ")");
        let client = Client::builder()
            .user_agent(agent)
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| DiscordError::Unreachable { base: base.clone(), reason: error.to_string() })?;
        let limiter = RateLimiter::new(settings.requests_per_second.max(1));
        let pace = Pace::new(settings.requests_per_second);
        Ok(Self { client, base, token, limiter, pace, clock, me: Arc::default() })
    }

    /// The base address, without a slash at its end.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The token, for the clients that answer interactions and hold the gateway.
    pub(super) fn token(&self) -> &Token {
        &self.token
    }

    /// Asks for `path`, which may have a query.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        let request = self.request(Method::GET, path);
        read(self.send(twilight_http_ratelimiting::Method::Get, path, request).await?).await
    }

    /// Sends `body` to `path`.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<T, Failure> {
        let request = self.request(Method::POST, path).json(body);
        read(self.send(twilight_http_ratelimiting::Method::Post, path, request).await?).await
    }

    /// Sends the changed fields of what is at `path`; nothing is wanted back.
    pub(super) async fn patch(&self, path: &str, body: &(impl Serialize + Sync)) -> Result<(), Failure> {
        let request = self.request(Method::PATCH, path).json(body);
        self.send(twilight_http_ratelimiting::Method::Patch, path, request).await.map(drop)
    }

    /// The bot's own user, asked for once.
    pub(super) async fn me(&self) -> Result<UserId, Failure> {
        let ask = || async { self.get::<Myself>("users/@me").await.map(|user| user.id) };
        self.me.get_or_try_init(ask).await.copied()
    }

    /// Sends nothing to `path`, and wants nothing back.
    pub(super) async fn touch(&self, path: &str) -> Result<(), Failure> {
        let request = self.request(Method::POST, path).body("");
        self.send(twilight_http_ratelimiting::Method::Post, path, request).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/api/{VERSION}/{path}", self.base);
        self.client.request(method, url).header("Authorization", format!("Bot {}", self.token.secret()))
    }

    /// Sends a request in its turn; answers what came back with a status of success.
    async fn send(
        &self,
        method: twilight_http_ratelimiting::Method,
        path: &str,
        request: RequestBuilder,
    ) -> Result<Response, Failure> {
        let path = path.split('?').next().unwrap_or(path).to_owned();
        let permit = self.limiter.acquire(Endpoint { method, path }).await;
        let wait = |wait: TimeDelta| Failure::RateLimited { after: wait.to_std().ok(), global: true };
        self.pace.turn(self.clock.now()).await.map_err(wait)?;
        // Dropping the permit on an error tells the limiter that nothing is known.
        let response = request.send().await.map_err(|error| Failure::of_transport(&error))?;
        permit.complete(limits::read(response.headers()));
        if response.status().is_success() {
            return Ok(response);
        }
        let failure = failure::of_answer(response).await;
        if let Failure::RateLimited { after, global: true } = &failure {
            self.pace.close(self.clock.now() + after.unwrap_or(WITHOUT_A_WORD));
        }
        Err(failure)
    }
}

/// Refuses an address that lies beyond `reach`.
pub(super) fn check(reach: Reach, address: &str) -> Result<(), DiscordError> {
    if reach.allows(address) {
        return Ok(());
    }
    Err(DiscordError::NotLoopback { address: address.to_owned() })
}

/// Discord has done what was asked: without a readable answer we only do not know the result.
async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    response.json().await.map_err(|error| Failure::PerhapsAccepted { reason: failure::words(&error) })
}
