//! What can be written on the command line: one definition for each word.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::event::{Category, Kind, Language, UnknownCategory, Year};
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
    /// Find events, people and days by words: a name, a place, a year, an event
    Search(Search),
    /// Fetch a whole year of Wikipedia's feed: then every day is kept, and can be searched
    Sync(Sync),
    /// Look after the subscriptions of all servers, beside a running bot or without one
    Admin(Admin),
    /// Read the almanac and the configuration, and say what is wrong and how to mend it
    Check(Check),
}

/// What every command that reads the configuration takes.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Common {
    /// A file with settings; see config/default.toml
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// A single setting, such as delivery.concurrency=8; may come several times
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value, global = true)]
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
    /// Start only the simulated Discord, for a bot of your own, and say how to point it there
    #[arg(long)]
    pub(super) bare: bool,
    /// Print where everything is as one line of JSON
    #[arg(long)]
    pub(super) json: bool,
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

/// Where else than in the almanac history is looked for.
#[derive(Debug, clap::Args)]
pub(super) struct Consulted {
    #[command(flatten)]
    pub(super) common: Common,
    /// Ask Wikipedia for what the bot does not keep, if feed.contact is set
    #[arg(long)]
    pub(super) live: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Onthisday {
    /// 04-24, 2026-04-24, 24 April, April 24, today, tomorrow or yesterday
    #[arg(value_name = "DATE")]
    pub(super) date: Vec<String>,
    /// The language by its code, such as de; English if you leave it out
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<Language>,
    #[command(flatten)]
    pub(super) shown: Shown,
    #[command(flatten)]
    pub(super) consulted: Consulted,
}

#[derive(Debug, clap::Args)]
pub(super) struct Event {
    /// The event's id, as `onthisday` prints it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) shown: Shown,
    #[command(flatten)]
    pub(super) consulted: Consulted,
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
pub(super) struct Admin {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: AdminCommand,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum AdminCommand {
    /// Every subscription of every server
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// One subscription, as JSON
    Show {
        /// Its number, as `list` has it
        id: i64,
    },
    /// Pause a subscription; its moderators read why
    Pause {
        /// Its number, as `list` has it
        id: i64,
        /// Why, for the moderators
        #[arg(long, value_name = "WORDS", default_value = "the one who runs the bot paused it")]
        because: String,
    },
    /// Let a paused subscription run again
    Resume {
        /// Its number, as `list` has it
        id: i64,
    },
    /// Remove a subscription
    Remove {
        /// Its number, as `list` has it
        id: i64,
    },
    /// All subscriptions as JSON, to be kept or to be imported elsewhere
    Export,
    /// Store subscriptions that `export` printed: all of them, or none if anything is wrong
    Import {
        /// The file; what is piped in, without one
        file: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// What to look for
    #[arg(value_name = "WORDS", required = true)]
    pub(super) words: Vec<String>,
    /// Only events of this field: its name or the beginning of a word of it, such as war
    #[arg(long, value_name = "C", value_parser = category)]
    pub(super) category: Option<Category>,
    /// Only entries of this kind: event, birth, death or observance
    #[arg(long, value_name = "K", value_parser = kind)]
    pub(super) kind: Option<Kind>,
    /// Only what was in this year or later, such as 1789 or "44 BC"
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    pub(super) from: Option<Year>,
    /// Only what was in this year or earlier
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    pub(super) to: Option<Year>,
    /// The most hits to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) shown: Shown,
    #[command(flatten)]
    pub(super) common: Common,
}

/// A category by its name, or by how a word of it begins if no other has such a word.
fn category(text: &str) -> Result<Category, String> {
    let begun = text.trim().to_lowercase();
    let has_such_a_word = |of: &Category| {
        of.name().to_lowercase().split(' ').any(|word| !begun.is_empty() && word.starts_with(&begun))
    };
    let found: Vec<_> = Category::ALL.into_iter().filter(has_such_a_word).collect();
    match found[..] {
        [one] => Ok(one),
        _ => text.parse().map_err(|error: UnknownCategory| error.to_string()),
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    match text.trim().to_lowercase().trim_end_matches('s') {
        "event" => Ok(Kind::Event),
        "birth" => Ok(Kind::Birth),
        "death" => Ok(Kind::Death),
        "observance" => Ok(Kind::Observance),
        _ => Err("it is one of event, birth, death, observance".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn a_category_is_known_by_the_beginning_of_a_word() {
        assert_eq!(super::category("war"), Ok(super::Category::War));
        assert_eq!(super::category("Science & Technology"), Ok(super::Category::Science));
        for text in ["", "a", "&", "weather"] {
            assert!(super::category(text).unwrap_err().contains("is not a category"), "{text}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
