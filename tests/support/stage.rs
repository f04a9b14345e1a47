//! A playground by the machine's clock, for the real program.

use std::path::PathBuf;
use std::time::Duration;

use daybook::clock::Clock;
use daybook::playground::{Addresses, Control, Playground, Settings as Door, World};
use daybook::store::Settings;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::process::Bot;

/// Longer than anything takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// A playground that runs until it is left, and a file for the program's log.
pub(crate) struct Stage {
    pub(crate) control: Control,
    pub(crate) at: Addresses,
    pub(crate) folder: tempfile::TempDir,
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl Stage {
    pub(crate) async fn open(world: World) -> Self {
        let playground = Playground::bind_world(&Door::default(), Clock::system(), world).await.unwrap();
        let (control, at) = (playground.control(), playground.addresses().clone());
        let stop = CancellationToken::new();
        let stopped = stop.clone().cancelled_owned();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { playground.serve(stopped).await.unwrap() });
        Self { control, at, folder: tempfile::tempdir().unwrap(), stop, tasks }
    }

    pub(crate) fn start(&self, store: &Settings, settings: &[&str]) -> Bot {
        Bot::start(&self.at, store, settings, &self.log_file())
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("daybook.log")
    }

    /// The end of the log, for a failure.
    pub(crate) fn log(&self) -> String {
        let log = std::fs::read_to_string(self.log_file()).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(30).collect();
        format!("the log ends:\n{}", lines.into_iter().rev().collect::<Vec<_>>().join("\n"))
    }

    /// How many messages were made.
    pub(crate) fn posts(&self) -> usize {
        let made = self.control.tally().into_iter().filter(|((route, _), _)| *route == "create_message");
        let made: u64 =
            made.filter(|((_, status), _)| matches!(status, 0 | 200)).map(|(_, count)| count).sum();
        usize::try_from(made).unwrap()
    }

    /// Waits until that is so.
    pub(crate) async fn until(&self, mut is_so: impl FnMut() -> bool) {
        let waiting = async {
            while !is_so() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "it never came; {}", self.log());
    }

    pub(crate) async fn leave(self) {
        self.stop.cancel();
        self.tasks.join_all().await;
    }
}
