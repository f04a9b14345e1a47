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

use std::time::{Duration, Instant};

use daybook::app::{App, Parts};
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::discord::{Reach, Token};
use daybook::playground::{ChannelId, Control, MessageId, PersonId, World};
use support::place::Place;
use support::stage::Stage;
use support::table::Table;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Longer than connecting takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many people ask: each waits for no other.
const PACES: [u32; 3] = [50, 200, 1000];

/// What is asked for.
#[derive(Clone)]
enum Ask {
    Slash(&'static str),
    Press(MessageId, String),
}

/// Somebody who asks.
#[derive(Clone)]
struct Reader {
    control: Control,
    person: PersonId,
    channel: ChannelId,
}

impl Reader {
    /// Asks, and answers how long it took until the answer was there.
    async fn ask(&self, ask: Ask) -> Option<Duration> {
        let began = Instant::now();
        let answer = match ask {
            Ask::Slash(line) => self.control.slash(self.person, self.channel, line).await,
            Ask::Press(message, id) => self.control.press(self.person, message, &id).await,
        };
        answer.is_ok().then(|| began.elapsed())
    }

    /// One of everything that needs nothing from outside.
    async fn menu(&self) -> Vec<Ask> {
        let line = "/onthisday date:24 April";
        let post = self.control.slash(self.person, self.channel, line).await.unwrap().message.unwrap();
        let page = post.buttons().into_iter().find_map(|button| button.custom_id).unwrap();
        vec![
            Ask::Slash(line),
            Ask::Press(post.id, page),
            Ask::Slash("/born date:24 April"),
            Ask::Slash("/event title:treaty-of-berlin-1926"),
        ]
    }

    /// Asks `pace` times a second for `seconds`; how long each took, and how many got no answer.
    async fn measure(&self, pace: u32, seconds: u32) -> (Vec<Duration>, usize) {
        let menu = self.menu().await;
        let mut waiting = JoinSet::new();
        let began = tokio::time::Instant::now();
        for number in 0..pace * seconds {
            tokio::time::sleep_until(began + Duration::from_secs(1) * number / pace).await;
            let (reader, ask) = (self.clone(), menu[number as usize % menu.len()].clone());
            waiting.spawn(async move { reader.ask(ask).await });
        }
        let asked = waiting.join_all().await;
        let mut times: Vec<_> = asked.iter().flatten().copied().collect();
        times.sort_unstable();
        let lost = asked.len() - times.len();
        (times, lost)
    }
}

fn row(pace: u32, times: &[Duration], lost: usize) -> [String; 6] {
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    let said = |time: Option<&Duration>| {
        time.map_or_else(|| "-".to_owned(), |time| format!("{:.1} ms", time.as_secs_f64() * 1000.0))
    };
    [
        pace.to_string(),
        times.len().to_string(),
        said(at(50)),
        said(at(99)),
        said(times.last()),
        lost.to_string(),
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
    let reader = Reader { control, person, channel };
    let mut table = Table::new(["a second", "answers", "half within", "99 % within", "all within", "lost"]);
    for pace in PACES {
        let (times, lost) = reader.measure(pace, if quick { 1 } else { 10 }).await;
        table.row(row(pace, &times, lost));
    }
    stop.cancel();
    bot.join_all().await.into_iter().collect::<anyhow::Result<()>>().unwrap();
    stage.leave().await;
    println!("{table}");
    println!("{}", support::table::machine());
}
