//! The command line.
//!
//! Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 it failed, 2 it was
//! asked for in a wrong way, 130 a second signal cut it short.

mod admin;
mod args;
mod check;
mod output;
mod play;
mod print;
mod run;
mod search;
mod show;
mod sync;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use crate::config::{Config, Inputs};
use args::{Args, Command, Common};

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was asked for in a wrong way; what is wrong, and what to write instead.
    Usage { what: String, hint: String },
    /// It failed.
    Failed { what: String, hint: Option<String> },
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed { what: format!("{error:#}"), hint: None }
    }
}

type Result = std::result::Result<ExitCode, Failure>;

/// The exit code after a second signal, as shells count it.
const CUT_SHORT: u8 = 130;

/// Runs the program with these arguments (the program's name first) in this environment.
pub fn main(args: impl IntoIterator<Item = OsString>, environment: Vec<(OsString, OsString)>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to stdout with 0, mistakes to stderr with 2.
            let printed = error.print();
            return if printed.is_err() || error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let environment = readable(environment);
    match dispatch(args, &environment) {
        Ok(code) => code,
        Err(failure) => output::tell(&failure),
    }
}

fn dispatch(args: Args, environment: &[(String, String)]) -> Result {
    match args.command {
        Command::Onthisday(wanted) => show::day(&wanted, environment),
        Command::Event(wanted) => show::event(&wanted, environment),
        Command::Admin(wanted) => admin::admin(&wanted, environment),
        Command::Search(wanted) => search::search(&wanted, environment),
        Command::Sync(wanted) => sync::sync(&wanted, environment),
        Command::Check(wanted) => check::check(&wanted, environment),
        Command::Run(wanted) => run::run(&wanted, environment),
        Command::Playground(wanted) => play::play(&wanted, environment),
    }
}

/// What is not Unicode can be no setting of ours.
fn readable(environment: Vec<(OsString, OsString)>) -> Vec<(String, String)> {
    environment
        .into_iter()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The settings from all layers; all that is wrong with them, else.
fn configure(
    common: &Common,
    environment: &[(String, String)],
    flags: Vec<(String, String)>,
) -> std::result::Result<Config, Failure> {
    let flags = common.set.iter().cloned().chain(flags).collect();
    let inputs = Inputs { file: common.config.clone(), environment: environment.to_vec(), flags };
    Config::load(&inputs).map_err(|problems| Failure::Failed {
        what: format!("the configuration is wrong:\n  {}", problems.to_string().replace('\n', "\n  ")),
        hint: Some("every setting with its default stands in config/default.toml".to_owned()),
    })
}

/// Runs a future on all cores.
fn block_on<T>(future: impl Future<Output = anyhow::Result<T>>) -> std::result::Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    runtime.block_on(future).map_err(Failure::from)
}
