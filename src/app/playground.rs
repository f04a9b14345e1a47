//! The bot in its playground: a simulated Discord, a moved clock, and a first morning.

use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::backstage::Books;
use super::{App, Parts, Tasks};
use crate::clock::Clock;
use crate::config::Config;
use crate::discord::Token;
use crate::event::MonthDay;
use crate::library::Library;
use crate::playground::{Addresses, Control, Playground};
use crate::reach::Reach;

/// The hour of the seeded channel's posts, UTC.
const MORNING_HOUR: u32 = 9;

/// How long the bot has to connect, and the first post to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// A playground with a running bot in it.
pub struct PlaygroundRun {
    tasks: Tasks,
    control: Control,
    addresses: Addresses,
    clock: Clock,
    morning: Morning,
    /// The store's folder, which goes when the run ends.
    _folder: TempDir,
}

/// A morning on which the almanac has something to tell, and so has the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Morning(DateTime<Utc>);

impl Morning {
    /// The morning of `today`, or of the nearest later day that has a page with a page after it.
    ///
    /// # Errors
    /// When the almanac has no two days in a row.
    pub fn nearest(today: NaiveDate, library: &Library) -> anyhow::Result<Self> {
        let told = |date: NaiveDate| !library.day(MonthDay::of(date)).events.is_empty();
        let found = today.iter_days().take(400).find(|date| told(*date) && date.succ_opt().is_some_and(told));
        let date = found.context("the almanac has no two days in a row")?;
        let time =
            date.and_hms_opt(MORNING_HOUR, 0, 0).with_context(|| format!("no morning in {}", date.year()))?;
        Ok(Self(time.and_utc()))
    }

    /// When it is.
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        self.0
    }
}

impl PlaygroundRun {
    /// Opens a simulated Discord and connects the bot to it. The clock stands a few minutes before
    /// the morning, and runs.
    ///
    /// # Errors
    /// When the port is taken, or the bot cannot be built.
    pub async fn start(
        mut config: Config,
        morning: Morning,
        stop: CancellationToken,
    ) -> anyhow::Result<Self> {
        let clock = Clock::running_from(morning.instant() - TimeDelta::minutes(5));
        let folder = tempfile::tempdir().context("cannot make a folder for the playground's database")?;
        let playground = Playground::bind(&config.playground, clock.clone()).await?;
        let (control, addresses) = (playground.control(), playground.addresses().clone());
        config.discord.api_base.clone_from(&addresses.api);
        config.store.path = folder.path().join("playground.sqlite");
        let token = Token::new(&addresses.token).context("the playground's token can be no token")?;
        let mut tasks = Tasks::new(stop);
        // The playground outlives the bot, so that the bot can take its leave in order.
        let bot_left = CancellationToken::new();
        let stay = bot_left.clone().cancelled_owned();
        tasks.spawn("the playground", |_| async move { playground.serve(stay).await.map_err(Into::into) });
        let parts = Parts { config, clock: clock.clone(), token, reach: Reach::LoopbackOnly };
        let app = App::build(parts).await?;
        control.reveal(Books::new(app.store()));
        tasks.spawn("the bot", |stop| async move {
            let _leaving = bot_left.drop_guard();
            app.run_until_stopped(stop).await
        });
        Ok(Self { tasks, control, addresses, clock, morning, _folder: folder })
    }

    /// Lets a moderator set up daily posts for #history, as people do, and moves the clock to the
    /// morning; answers when the first post has arrived.
    ///
    /// # Errors
    /// When the bot does not connect, refuses the set-up, or does not post.
    pub async fn first_morning(&self) -> anyhow::Result<()> {
        let control = &self.control;
        if !control.wait_for_commands(PATIENCE).await {
            bail!("the bot did not connect to the playground within {} seconds", PATIENCE.as_secs());
        }
        let channel = control.channel("history").context("the playground has no #history")?;
        let moderator = control.person("Max").context("the playground has no moderator")?;
        let command = format!("/daily setup channel:#history time:{MORNING_HOUR:02}:00 zone:UTC");
        control.slash(moderator, channel, &command).await.context("the first set-up failed")?;
        self.clock.set(self.morning.instant());
        if control.wait_for_messages(channel, 1, PATIENCE).await.is_empty() {
            bail!("the first post did not arrive within {} seconds", PATIENCE.as_secs());
        }
        Ok(())
    }

    /// Where everything is.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// A handle to act in the playground.
    #[must_use]
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Runs on until it is stopped.
    ///
    /// # Errors
    /// When a part ended that should not have.
    pub async fn run_until_stopped(self) -> anyhow::Result<()> {
        self.tasks.run().await
    }
}
