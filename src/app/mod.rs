//! Builds everything, runs it, stops it.
//!
//! One wiring: the bot on the real Discord, the playground and the tests all go through
//! [`App::build`] and [`App::run_until_stopped`]; they differ in the clock, the token and
//! how far the network may reach.

mod admin;
mod almanac;
mod backstage;
mod bare;
mod feed;
mod lifecycle;
mod playground;
mod reading;
mod secret;
mod signals;
mod sync;

pub use self::admin::{Administration, Export, SubscriptionRecord};
pub use self::almanac::AlmanacCheck;
pub use self::bare::BarePlayground;
pub use crate::discord::{sources, told};
pub use crate::playground::Addresses;
pub use lifecycle::Tasks;
pub use playground::{Morning, PlaygroundRun};
pub use reading::{ReadingDesk, indexed_library};
pub use secret::read_token;
pub use signals::{Stopped, stop_on_signals};
pub use sync::{SyncEnd, SyncProgress, SyncWish, sync};

use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;

use crate::almanac::Almanac;
use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::{Loops, Planner, Poster, Prober, Pruner, Steward, Teller, Wake, Worker, WorkerParts};
use crate::discord::{Bot, BotParts, DiscordPoster, Rest, Token};
use crate::library::Library;
use crate::reach::Reach;
use crate::search::LiveFolder;
use crate::store::{Database, Store};
use crate::telemetry;

/// What an app is built from.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The settings of all parts.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The bot's token.
    pub token: Token,
    /// How far the network may reach.
    pub reach: Reach,
}

/// Daybook, connected and ready to run.
pub struct App {
    store: Arc<dyn Store>,
    loops: Loops,
    bot: Bot,
}

impl App {
    /// Opens the store, connects to Discord and registers the commands.
    ///
    /// # Errors
    /// The first thing that is in the way, with what to do about it.
    pub async fn build(parts: Parts) -> anyhow::Result<Self> {
        let Parts { config, clock, token, reach } = parts;
        let store: Arc<dyn Store> = Arc::new(Database::open(&config.store).await?);
        let mut library = library();
        if let Some(feed) = feed::feed(&config.feed, &store, &clock, reach)? {
            library = library.with_feed(feed, clock.clone());
        }
        if let Some(folder) = config.store.index_folder() {
            let folder = LiveFolder::new(&folder);
            folder.tidy();
            library = library.with_index(folder);
        }
        let library = Arc::new(library);
        library.warm();
        let rest = Rest::new(&config.discord, token, reach, clock.clone())?;
        let poster: Arc<dyn Poster> = Arc::new(DiscordPoster::new(rest.clone()));
        let wake = Wake::default();
        let worker = WorkerParts {
            store: store.clone(),
            library: library.clone(),
            poster: poster.clone(),
            clock: clock.clone(),
            chance: rand::random,
            owner: format!("{:016x}", rand::random::<u64>()),
        };
        let loops = Loops {
            planner: Planner::new(store.clone()),
            worker: Worker::new(worker, &config.delivery),
            teller: Teller::new(store.clone(), poster.clone()),
            prober: Prober::new(store.clone(), poster, clock.clone()),
            pruner: Pruner::new(store.clone(), &config.delivery),
            steward: Steward::new(store.clone(), library.clone()),
            store: store.clone(),
            clock: clock.clone(),
            wake: wake.clone(),
            concurrency: config.delivery.concurrency,
        };
        let minimum_spacing = config.schedule.spacing();
        let shards = config.discord.shards.clone();
        let bot = BotParts {
            rest,
            reach,
            shards,
            library,
            store: store.clone(),
            clock,
            wake,
            minimum_spacing,
            most_per_server: config.schedule.most_per_server,
            chance: rand::random,
        };
        let bot = Bot::connect(bot).await?;
        Ok(Self { store, loops, bot })
    }

    /// The app on the real Discord, by the machine's clock.
    ///
    /// # Errors
    /// As [`App::build`].
    pub async fn on_discord(config: Config, token: Token) -> anyhow::Result<Self> {
        Self::build(Parts { config, clock: Clock::system(), token, reach: Reach::Anywhere }).await
    }

    /// The store, for those who want to look into it while the app runs.
    #[must_use]
    pub fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    /// Runs until `stop`, then stops in order: no new claims, what is under way is finished, the
    /// gateway and the store are closed.
    ///
    /// # Errors
    /// When a part ended that should not have.
    pub async fn run_until_stopped(self, stop: CancellationToken) -> anyhow::Result<()> {
        let Self { store, loops, bot } = self;
        let mut tasks = Tasks::new(stop);
        let (planner, teller, prober) = (loops.clone(), loops.clone(), loops.clone());
        let (pruner, steward) = (loops.clone(), loops.clone());
        tasks.spawn("the planner", |stop| planner.plan(stop).map(Ok));
        tasks.spawn("the teller", |stop| teller.tell(stop).map(Ok));
        tasks.spawn("the prober", |stop| prober.probe(stop).map(Ok));
        tasks.spawn("the pruner", |stop| pruner.prune(stop).map(Ok));
        tasks.spawn("the steward", |stop| steward.stock(stop).map(Ok));
        tasks.spawn("the worker", |stop| loops.work(stop).map(Ok));
        tasks.spawn("the gateway", |stop| async move { bot.run(stop).await.map_err(Into::into) });
        let ended = tasks.run().await;
        store.close().await;
        ended.context("Daybook stopped by itself")
    }
}

/// Starts logging to stderr as the settings ask.
///
/// # Errors
/// When something else in the process logs already.
pub fn start_logging(config: &Config) -> anyhow::Result<()> {
    telemetry::start(&config.log).context("cannot start logging")
}

/// Everything known about history.
#[must_use]
pub fn library() -> Library {
    Library::new(Almanac::embedded())
}

/// Today's date by the machine's own clock and zone.
#[must_use]
pub fn local_date() -> NaiveDate {
    Clock::system().now().with_timezone(&chrono::Local).date_naive()
}
