//! How fast look-ups and buttons are answered: `cargo bench --bench answers [-- --quick]`. The bot, the playground and those who
//! ask are in one process.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Duration;

use daybook::app::{App, Parts};
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::discord::{Reach, Token};
use daybook::playground::{Ask, ChannelId, Control, Pace, PersonId, Report, World};
use support::place::Place;
use support::stage::Stage;
use support::table::Table;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Longer than connecting takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many people ask: each waits for no other.
const PACES: [u32; 3] = [50, 200, 1000];

/// One of everything that needs nothing from outside.
async fn menu(control: &Control, person: PersonId, channel: ChannelId) -> Vec<Ask> {
    let slash = |line: &str| Ask::Slash { person, channel, line: line.to_owned() };
    let post = control.slash(person, channel, "/onthisday date:24 April").await.unwrap().message.unwrap();
    let custom_id = post.buttons().into_iter().find_map(|button| button.custom_id).unwrap();
    vec![
        slash("/onthisday date:24 April"),
        Ask::Press { person, message: post.id, custom_id },
        slash("/born date:24 April"),
        slash("/event title:treaty-of-berlin-1926"),
    ]
}

fn row(pace: u32, report: &Report) -> [String; 6] {
    let said = |ms: f64| format!("{ms:.1} ms");
    [
        pace.to_string(),
        (report.asked - report.lost).to_string(),
        said(report.half_within_ms),
        said(report.most_within_ms),
        said(report.all_within_ms),
        report.lost.to_string(),
    ]
}

#[tokio::main]
async fn main() {
    let quick = std::env::args().any(|word| word == "--quick");
    let place = Place::file();
    let stage = Stage::open(World::reading_room()).await;
    let mut config = Config::load(&Inputs::default()).unwrap();
    config.discord.api_base.clone_from(&stage.at.api);
    config.store = place.settings();
    let token = Token::new(&stage.at.token).unwrap();
    let parts = Parts { config, clock: Clock::system(), token, reach: Reach::LoopbackOnly };
    let app = App::build(parts).await.unwrap();
    let stop = CancellationToken::new();
    let mut bot = JoinSet::new();
    bot.spawn(app.run_until_stopped(stop.clone()));
    assert!(stage.control.wait_for_commands(PATIENCE).await, "the bot did not connect");
    let control = stage.control.clone();
    let (person, channel) = (control.person("Mia").unwrap(), control.channel("general").unwrap());
    let menu = menu(&control, person, channel).await;
    let mut table = Table::new(["a second", "answers", "half within", "99 % within", "all within", "lost"]);
    for pace in PACES {
        let steps = Pace { a_second: pace, seconds: if quick { 1 } else { 10 } };
        table.row(row(pace, &control.load(steps, &menu).await));
    }
    stop.cancel();
    bot.join_all().await.into_iter().collect::<anyhow::Result<()>>().unwrap();
    stage.leave().await;
    println!("{table}");
    println!("{}", support::table::machine());
}
