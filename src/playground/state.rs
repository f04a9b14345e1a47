//! The one place where everything stands: the world, the gateway's sessions, the
//! registered commands, the open interactions. Whoever changes something does it
//! here, under one lock, and everybody who waits is told.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;

use super::backstage::Backstage;
use super::commands::Registry;
use super::desk::Desk;
use super::faults::Faults;
use super::gateway::Starts;
use super::hub::Hub;
use super::ids::{ChannelId, Mint};
use super::journal::Journal;
use super::limits::Limits;
use super::media::Shelf;
use super::overrides::Overrides;
use super::posting::Nonces;
use super::refusal::{MISSING_ACCESS, Refusal, UNKNOWN_CHANNEL};
use super::world::{Channel, World};
use crate::clock::Clock;

/// All that there is.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) world: World,
    pub(crate) hub: Hub,
    pub(crate) registry: Registry,
    pub(crate) overrides: Overrides,
    pub(crate) starts: Starts,
    pub(crate) desk: Desk,
    pub(crate) nonces: Nonces,
    pub(crate) shelf: Shelf,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    /// Where the API is reached: for the addresses of files.
    pub(crate) api: String,
    /// Where the gateway is reached.
    pub(crate) gateway: String,
    mint: Mint,
}

impl State {
    pub(crate) fn new(clock: Clock, world: World, api: String, gateway: String) -> Self {
        Self {
            clock,
            world,
            hub: Hub::default(),
            registry: Registry::default(),
            overrides: Overrides::default(),
            starts: Starts::default(),
            desk: Desk::default(),
            nonces: Nonces::default(),
            shelf: Shelf::default(),
            journal: Journal::default(),
            faults: Faults::default(),
            limits: Limits::default(),
            api,
            gateway,
            mint: Mint::default(),
        }
    }

    /// A new id, of the clock's time.
    pub(crate) fn mint(&mut self) -> u64 {
        self.mint.next(self.clock.now())
    }

    /// A channel that the bot may know of.
    pub(crate) fn channel(&self, id: ChannelId) -> Result<&Channel, Refusal> {
        let channel = self.world.channels.get(&id).ok_or(UNKNOWN_CHANNEL)?;
        let is_member = channel.guild.is_none_or(|guild| {
            self.world.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&self.world.bot))
        });
        if is_member { Ok(channel) } else { Err(MISSING_ACCESS) }
    }
}

/// The state behind its lock, and the signal that it changed.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    stopping: watch::Sender<bool>,
    /// Handed in by whoever runs the bot too.
    pub(crate) backstage: OnceLock<Box<dyn Backstage>>,
}

impl Shared {
    pub(crate) fn new(state: State) -> Arc<Self> {
        let (changes, stopping) = (watch::Sender::new(0), watch::Sender::new(false));
        Arc::new(Self { state: Mutex::new(state), changes, stopping, backstage: OnceLock::new() })
    }

    /// Looks, without changing anything.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes something and tells everybody who waits.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Waits until `look` finds something; it is asked again after each change.
    pub(crate) async fn until<T>(&self, mut look: impl FnMut(&State) -> Option<T>) -> T {
        let mut changes = self.changes.subscribe();
        loop {
            changes.borrow_and_update();
            if let Some(found) = self.look(&mut look) {
                return found;
            }
            if changes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// A receiver that hears of each change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Tells all lines and streams to end.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until the playground stops.
    pub(crate) async fn stopped(&self) {
        let mut stopping = self.stopping.subscribe();
        if stopping.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// A poisoned lock means that a request panicked half-way; the rest still stands.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
