//! The one place where tasks are started, so that every one of them is waited for.

use std::future::Future;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

/// How long tasks have to end after they were told to stop.
const LAST_WORDS: Duration = Duration::from_secs(25);

/// Tasks that live and end together: when one ends early or fails, the others are stopped.
#[derive(Debug)]
pub struct Tasks {
    running: JoinSet<(&'static str, anyhow::Result<()>)>,
    stop: CancellationToken,
}

impl Tasks {
    /// No tasks yet; they will be told to stop through `stop`.
    #[must_use]
    pub fn new(stop: CancellationToken) -> Self {
        Self { running: JoinSet::new(), stop }
    }

    /// Starts a task, which gets the token that tells it to stop.
    pub fn spawn<F>(&mut self, name: &'static str, task: impl FnOnce(CancellationToken) -> F)
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let task = task(self.stop.clone());
        self.running.spawn(async move { (name, task.await) });
    }

    /// Waits for all of them. Those that do not end in time after the stop are dropped.
    ///
    /// # Errors
    /// The first failure, or the first task that ended before it was told to.
    pub async fn run(mut self) -> anyhow::Result<()> {
        let stop = self.stop.clone();
        let mut first_failure = Ok(());
        let too_long = async {
            stop.cancelled().await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        tokio::pin!(too_long);
        loop {
            let ended = tokio::select! {
                ended = self.running.join_next() => ended,
                () = &mut too_long => {
                    error!(left = self.running.len(), "some tasks did not end in time; dropping them");
                    None
                }
            };
            let Some(ended) = ended else { return first_failure };
            let result = judge(ended, self.stop.is_cancelled());
            if result.is_err() && first_failure.is_ok() {
                first_failure = result;
            }
            self.stop.cancel();
        }
    }
}

fn judge(
    ended: Result<(&'static str, anyhow::Result<()>), tokio::task::JoinError>,
    was_told: bool,
) -> anyhow::Result<()> {
    let (name, result) = ended.context("a task broke off")?;
    result.with_context(|| format!("{name} failed"))?;
    if was_told {
        info!(task = name, "stopped");
        return Ok(());
    }
    Err(anyhow!("{name} ended before it was told to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn when_one_task_fails_the_others_are_stopped_and_the_failure_is_told() {
        let mut tasks = Tasks::new(CancellationToken::new());
        tasks.spawn("the patient one", |stop| async move {
            stop.cancelled().await;
            Ok(())
        });
        tasks.spawn("the broken one", |_| async { Err(anyhow!("it broke")) });
        let told = format!("{:#}", tasks.run().await.unwrap_err());
        assert_eq!(told, "the broken one failed: it broke");
    }

    #[tokio::test]
    async fn a_stop_from_outside_is_no_failure() {
        let stop = CancellationToken::new();
        let mut tasks = Tasks::new(stop.clone());
        tasks.spawn("the patient one", |stop| async move {
            stop.cancelled().await;
            Ok(())
        });
        stop.cancel();
        assert!(tasks.run().await.is_ok());
    }
}
