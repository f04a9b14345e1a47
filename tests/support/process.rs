//! The real `daybook run`, against a playground.

use std::fs::File;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use daybook::playground::Addresses;
use daybook::store::Settings;
use tokio::process::{Child, Command};

/// A running bot; it is killed when this is dropped.
pub(crate) struct Bot {
    child: Child,
}

impl Bot {
    /// Starts the bot. Settings are `section.key=value`, or a flag with its value; its log goes to `log`.
    pub(crate) fn start(at: &Addresses, store: &Settings, settings: &[&str], log: &Path) -> Self {
        let log = File::options().append(true).create(true).open(log).expect("a log file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
        command.arg("run").args(["--set", &format!("discord.api_base={}", at.api)]);
        for setting in settings {
            match setting.strip_prefix("--") {
                Some(_) => command.args(setting.split(' ')),
                None => command.args(["--set", setting]),
            };
        }
        let child = command
            .env("DISCORD_TOKEN", &at.token)
            .env("DAYBOOK_STORE__PATH", &store.path)
            .env("DAYBOOK_STORE__URL", &store.url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("the program can be started");
        Self { child }
    }

    /// Whether it has not ended by itself.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// SIGKILL: no last words.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.expect("the program can be killed");
    }

    /// Sends a signal by its name.
    pub(crate) async fn signal(&self, name: &str) {
        let id = self.child.id().expect("the program still runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().await;
        assert!(sent.expect("kill can be run").success());
    }

    /// Waits for its end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.expect("the program can be waited for")
    }

    /// SIGTERM, and the end.
    pub(crate) async fn stop(mut self) -> ExitStatus {
        self.signal("TERM").await;
        self.ended().await
    }

    /// The most memory that it had at once, in KiB, as Linux counts it.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}
