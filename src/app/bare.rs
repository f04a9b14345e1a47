//! The simulated Discord alone, for somebody else's bot.

use tokio_util::sync::CancellationToken;

use super::Tasks;
use crate::clock::Clock;
use crate::config::Config;
use crate::playground::{Addresses, Playground};

/// A playground without a bot in it.
pub struct BarePlayground {
    tasks: Tasks,
    addresses: Addresses,
}

impl BarePlayground {
    /// Opens a simulated Discord. Its clock shows the machine's time, and can be moved.
    ///
    /// # Errors
    /// When the port is taken.
    pub async fn start(config: &Config, stop: CancellationToken) -> anyhow::Result<Self> {
        let clock = Clock::running_from(Clock::system().now());
        let playground = Playground::bind(&config.playground, clock).await?;
        let addresses = playground.addresses().clone();
        let mut tasks = Tasks::new(stop);
        tasks.spawn("the playground", |stop| async move {
            playground.serve(stop.cancelled_owned()).await.map_err(Into::into)
        });
        Ok(Self { tasks, addresses })
    }

    /// Where everything is.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Runs until it is stopped.
    ///
    /// # Errors
    /// When the playground ended though nobody stopped it.
    pub async fn run_until_stopped(self) -> anyhow::Result<()> {
        self.tasks.run().await
    }
}
