//! What can be written on the command line: one definition for each word.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::event::Language;
use crate::feed::List;

/// What happened on this day in history: a Discord bot, and an almanac to look things up in.
#[derive(Debug, clap::Parser)]
#[command(name = "daybook", version, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Run the bot on Discord; its token comes from the environment
    #[command(
        after_help = "The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names."
    )]
    Run(Run),
    /// Try the bot in a small Discord of its own: no account, no token, no network
    Playground(Playground),
    /// Tell what happened on a day
    Onthisday(Onthisday),
    /// Show an event's page
    Event(Event),
    /// Find events by words (comes in a later version)
    Search(Search),
    /// Fetch a whole year of Wikipedia's feed: then every day is kept, and can be searched
    Sync(Sync),
    /// Read the almanac and the configuration, and say what is wrong and how to mend it
    Check(Check),
}

/// What every command that reads the configuration takes.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Common {
    /// A file with settings; see config/default.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// A single setting, such as delivery.concurrency=8; may come several times
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(super) set: Vec<(String, String)>,
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as KEY=VALUE, such as log.filter=debug")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

#[derive(Debug, clap::Args)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) common: Common,
    /// The shards of this process, when several share one PostgreSQL database: FIRST..END/TOTAL
    #[arg(long, value_name = "0..4/16")]
    pub(super) shards: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Playground {
    #[command(flatten)]
    pub(super) common: Common,
    /// The port on 127.0.0.1; any that is free if you leave it out
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
}

/// How history is shown.
#[derive(Debug, clap::Args)]
pub(super) struct Shown {
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
    /// The day from which "how long ago" is counted, and which "today" means
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) as_of: Option<NaiveDate>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Onthisday {
    /// 04-24, 2026-04-24, 24 April, April 24, today, tomorrow or yesterday
    #[arg(value_name = "DATE")]
    pub(super) date: Vec<String>,
    #[command(flatten)]
    pub(super) shown: Shown,
}

#[derive(Debug, clap::Args)]
pub(super) struct Event {
    /// The event's id, as `onthisday` prints it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) shown: Shown,
}

#[derive(Debug, clap::Args)]
pub(super) struct Sync {
    #[command(flatten)]
    pub(super) common: Common,
    /// A language by its code, such as de; may come several times; English if you leave it out
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Vec<Language>,
    /// What to fetch; may come several times; everything if you leave it out
    #[arg(long, value_name = "KIND", value_enum)]
    pub(super) kind: Vec<SyncKind>,
}

/// What can be fetched.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum SyncKind {
    /// What happened
    Events,
    /// Who was born
    Births,
    /// Who died
    Deaths,
    /// Holidays and observances
    Holidays,
}

impl Sync {
    /// The lists that are asked for.
    pub(super) fn lists(&self) -> Vec<List> {
        let of = |kind: &SyncKind| match kind {
            SyncKind::Events => vec![List::Selected, List::Events],
            SyncKind::Births => vec![List::Births],
            SyncKind::Deaths => vec![List::Deaths],
            SyncKind::Holidays => vec![List::Holidays],
        };
        self.kind.iter().flat_map(of).collect()
    }

    /// A bar and a log do not go together: only what goes wrong is logged, if nothing else is asked for.
    pub(super) fn log_level(&self) -> Vec<(String, String)> {
        let is_asked = self.common.set.iter().any(|(key, _)| key == "log.filter");
        if is_asked { vec![] } else { vec![("log.filter".to_owned(), "error".to_owned())] }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) common: Common,
    /// A folder of pages (MM/DD.toml) instead of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) almanac: Option<PathBuf>,
    /// Independent records to compare dates with: events.jsonl, or the folder that it is in
    #[arg(long, value_name = "FILE")]
    pub(super) reference: Option<PathBuf>,
    /// Ask for all 366 days and for the balance of the year
    #[arg(long)]
    pub(super) whole_year: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// What to look for
    #[arg(value_name = "WORDS", required = true)]
    pub(super) words: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
