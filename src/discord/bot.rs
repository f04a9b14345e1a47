//! The bot on the gateway: connects, registers its commands, answers until it is stopped.

use std::sync::Arc;

use poise::serenity_prelude as serenity;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::{Client, ClientBuilder, FullEvent, GatewayIntents, Http, HttpBuilder, Interaction};
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::answer::{AnswerError, Asked};
use super::commands::{self, Data};
use super::rest::{self, Failure, Rest};
use super::{DiscordError, Reach, Shards, components, moderate, servers};
use crate::clock::Clock;
use crate::delivery::Wake;
use crate::library::Library;
use crate::schedule::Spacing;
use crate::store::Store;

/// What the bot is built from.
#[derive(Clone)]
pub struct BotParts {
    /// The way to Discord.
    pub rest: Rest,
    /// How far the gateway's address may lie.
    pub reach: Reach,
    /// Which shards to hold on the gateway.
    pub shards: Shards,
    /// Where history comes from.
    pub library: Arc<Library>,
    /// Where subscriptions are kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Clock,
    /// Tells the planner about new subscriptions.
    pub wake: Wake,
    /// The least time between two posts of a schedule.
    pub minimum_spacing: Spacing,
    /// How many subscriptions one server may have.
    pub most_per_server: u32,
    /// Random numbers from 0 up to 1.
    pub chance: fn() -> f64,
}

/// A bot whose token and gateway were found to work, and whose commands are registered.
pub struct Bot {
    parts: BotParts,
    http: Http,
}

#[derive(Deserialize)]
struct Gateway {
    url: String,
}

#[derive(Deserialize)]
struct Application {
    id: String,
}

impl Bot {
    /// Asks Discord who we are and where its gateway is, and registers the commands.
    ///
    /// The gateway's address is asked for here, because serenity falls back to the real
    /// Discord when that question fails.
    ///
    /// # Errors
    /// [`DiscordError`] when Discord cannot be reached, refuses the token, or names a gateway
    /// that is out of reach.
    pub async fn connect(parts: BotParts) -> Result<Self, DiscordError> {
        let rest = &parts.rest;
        let application: Application = ask(rest, "applications/@me", "who we are").await?;
        let gateway: Gateway = ask(rest, "gateway", "where the gateway is").await?;
        rest::check(parts.reach, &gateway.url)?;
        let id = application.id.parse().map_err(|_| DiscordError::Answer {
            base: rest.base().to_owned(),
            status: 200,
            what: "who we are",
            reason: format!("{:?} is no application id", application.id),
        })?;
        let http = HttpBuilder::new(rest.token().secret())
            .proxy(rest.base())
            .ratelimiter_disabled(true)
            .application_id(serenity::ApplicationId::new(id))
            .build();
        let bot = Self { parts, http };
        bot.register().await?;
        Ok(bot)
    }

    async fn register(&self) -> Result<(), DiscordError> {
        let commands = poise::builtins::create_application_commands(&commands::all());
        let registered = self.http.create_global_commands(&commands).await.map_err(Box::new)?;
        info!(commands = registered.len(), "registered the commands");
        Ok(())
    }

    /// Answers commands and buttons until `stop`.
    ///
    /// # Errors
    /// [`DiscordError::Gateway`] when the connection ends for good.
    pub async fn run(self, stop: CancellationToken) -> Result<(), DiscordError> {
        let BotParts { rest, library, store, clock, wake, chance, shards, .. } = self.parts;
        let (minimum_spacing, most_per_server) = (self.parts.minimum_spacing, self.parts.most_per_server);
        let data = Data { rest, library, store, clock, wake, minimum_spacing, most_per_server, chance };
        let framework = poise::Framework::builder()
            .options(options())
            .setup(move |_, _, _| Box::pin(async move { Ok(data) }))
            .build();
        let mut client = ClientBuilder::new_with_http(self.http, GatewayIntents::GUILDS)
            .framework(framework)
            .await
            .map_err(Box::new)?;
        let manager = client.shard_manager.clone();
        tokio::select! {
            ended = start(&mut client, &shards) => ended.map_err(Box::new)?,
            () = stop.cancelled() => manager.shutdown_all().await,
        }
        Ok(())
    }
}

async fn start(client: &mut Client, shards: &Shards) -> serenity::Result<()> {
    match shards {
        Shards::All => client.start_autosharded().await,
        // serenity takes the last shard for the end of the range, whatever its documentation says.
        Shards::Some { range, total } => client.start_shard_range(range.start..range.end - 1, *total).await,
    }
}

async fn ask<T: DeserializeOwned>(rest: &Rest, path: &str, what: &'static str) -> Result<T, DiscordError> {
    let base = rest.base().to_owned();
    rest.get(path).await.map_err(|failure| match failure {
        Failure::Refused { status: 401, .. } => DiscordError::TokenRefused,
        Failure::Refused { status, message, .. } => {
            DiscordError::Answer { base, status, what, reason: message }
        }
        other => DiscordError::Unreachable { base, reason: other.to_string() },
    })
}

fn options() -> poise::FrameworkOptions<Data, AnswerError> {
    poise::FrameworkOptions {
        commands: commands::all(),
        initialize_owners: false,
        on_error: |error| Box::pin(on_error(error)),
        event_handler: |framework, event| {
            Box::pin(on_event(framework.serenity_context, event, framework.user_data))
        },
        ..poise::FrameworkOptions::default()
    }
}

async fn on_event(context: &serenity::Context, event: &FullEvent, data: &Data) -> Result<(), AnswerError> {
    match event {
        FullEvent::InteractionCreate { interaction: Interaction::Component(pressed) } => {
            let asked = Asked { http: &context.http, id: pressed.id, token: &pressed.token };
            if let Err(failure) = components::press(asked, pressed, data).await {
                asked.apologise("a button", &failure).await;
            }
            return Ok(());
        }
        FullEvent::InteractionCreate { interaction: Interaction::Modal(sent) } => {
            let asked = Asked { http: &context.http, id: sent.id, token: &sent.token };
            if let Err(failure) = moderate::submit(asked, sent, data).await {
                asked.apologise("a form", &failure).await;
            }
            return Ok(());
        }
        FullEvent::Ready { data_about_bot: ready } => {
            info!(shard = ready.shard.map_or(0, |shard| shard.id.0), "connected to the gateway");
        }
        _ => {}
    }
    if let Err(error) = servers::note(event, data).await {
        tracing::error!(%error, "could not take note of what happened on a server");
    }
    Ok(())
}

/// A command that failed, in whichever way: the person hears of it, the log holds the details.
async fn on_error(error: poise::FrameworkError<'_, Data, AnswerError>) {
    match (error.ctx(), error) {
        (Some(poise::Context::Application(ctx)), poise::FrameworkError::Command { error, .. }) => {
            commands::asked(ctx).apologise(&ctx.command().qualified_name, &error).await;
        }
        (Some(poise::Context::Application(ctx)), other) => {
            let failure = AnswerError::Framework(other.to_string());
            commands::asked(ctx).apologise(&ctx.command().qualified_name, &failure).await;
        }
        (_, other) => tracing::error!(error = %other, "the command framework failed"),
    }
}
