//! Stories on the playground alone: an ordinary serenity client against it.
#![expect(clippy::unwrap_used, reason = "a story that can't be set up has failed")]

mod answers;
mod bare;
mod bot;
mod faults;
mod founding;
mod gateway;
mod interactions;
mod page;
mod remote;
mod rest;

use std::time::Duration;

use chrono::{DateTime, Utc};
use daybook::clock::Clock;
use daybook::playground::{Addresses, ChannelId, Control, PersonId, Playground, Settings, World};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// Longer than anything here takes.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// A playground that runs until it is dropped.
pub(crate) struct Stage {
    pub(crate) control: Control,
    pub(crate) at: Addresses,
    pub(crate) clock: Clock,
    pub(crate) tasks: JoinSet<()>,
    _stop: oneshot::Sender<()>,
}

pub(crate) fn nine() -> DateTime<Utc> {
    "2026-04-24T09:00:00Z".parse().unwrap()
}

impl Stage {
    pub(crate) async fn of(world: World) -> Self {
        let clock = Clock::frozen(nine());
        let playground = Playground::bind_world(&Settings::default(), clock.clone(), world).await.unwrap();
        let (control, at) = (playground.control(), playground.addresses().clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { playground.serve(async { drop(stopped.await) }).await.unwrap() });
        Self { control, at, clock, tasks, _stop: stop }
    }

    /// The seeded world with the small bot in it, connected and registered.
    pub(crate) async fn with_bot() -> Self {
        let mut stage = Self::of(World::reading_room()).await;
        let client = bot::client(&stage.at).await;
        stage.tasks.spawn(bot::run(client));
        assert!(stage.control.wait_for_commands(LONG).await, "the bot did not register");
        stage
    }

    pub(crate) fn who(&self, name: &str) -> PersonId {
        self.control.person(name).unwrap()
    }

    pub(crate) fn channel(&self, name: &str) -> ChannelId {
        self.control.channel(name).unwrap()
    }
}
