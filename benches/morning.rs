//! A morning of many channels, by the real program against the playground: `cargo bench --bench morning [-- --quick]`, on
//! SQLite, and on PostgreSQL where `TEST_POSTGRES_URL` names a server.
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

use chrono::{TimeDelta, Utc};
use daybook::playground::World;
use daybook::store::Store as _;
use support::place::Place;
use support::process::Bot;
use support::seed;
use support::stage::Stage;
use support::table::Table;

/// A morning that has not ended by then will not end.
const PATIENCE: Duration = Duration::from_mins(10);

/// How long the bot has to connect before the morning comes.
const EVE: TimeDelta = TimeDelta::seconds(4);

/// One morning to be measured.
struct Morning {
    name: &'static str,
    channels: usize,
    /// Requests a second; far more than is possible stands for no limit.
    pace: u32,
    /// Whether the playground refuses what Discord would.
    limited: bool,
    postgres: bool,
}

/// What was measured.
struct Measured {
    /// From the first post to the last.
    took: Duration,
    posts: usize,
    too_many: u64,
    peak_kib: u64,
    bytes_a_post: i64,
}

/// The times of the first post and of the last.
async fn watch(stage: &Stage, wanted: usize, bot: &mut Bot) -> (Instant, Instant) {
    let since = Instant::now();
    let mut first = None;
    loop {
        let posts = stage.posts();
        if posts > 0 && first.is_none() {
            first = Some(Instant::now());
        }
        if posts >= wanted {
            return (first.unwrap_or(since), Instant::now());
        }
        assert!(bot.is_running(), "the bot ended; {}", stage.log());
        assert!(since.elapsed() < PATIENCE, "{posts} of {wanted} posts; {}", stage.log());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn database_bytes(place: &Place) -> i64 {
    let settings = place.settings();
    let mut connection = seed::connect(&settings).await;
    let statement = if settings.url.is_empty() {
        "SELECT sum(pgsize) FROM dbstat"
    } else {
        "SELECT pg_database_size(current_database())"
    };
    sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
}

impl Morning {
    async fn measure(&self) -> Option<Measured> {
        let place = if self.postgres { Place::postgres().await? } else { Place::file() };
        let stage = Stage::open(World::with_channels(self.channels)).await;
        stage.control.enforce_rate_limits(self.limited);
        place.open().await.unwrap().close().await;
        let due = Utc::now() + EVE;
        seed::subscriptions(&place.settings(), &seed::all_due(&stage.control.channels(), due)).await;
        let before = database_bytes(&place).await;
        let limit = format!("discord.requests_per_second={}", self.pace);
        let mut bot = stage.start(&place.settings(), &[&limit, "log.filter=warn"]);
        let (first, last) = watch(&stage, self.channels, &mut bot).await;
        let peak_kib = bot.peak_memory().unwrap_or(0);
        assert!(bot.stop().await.success());
        let grown = database_bytes(&place).await - before;
        let too_many =
            stage.control.tally().iter().filter(|((_, status), _)| *status == 429).map(|(_, n)| n).sum();
        let store = place.open().await.unwrap();
        assert_eq!(store.unsettled().await.unwrap(), 0);
        place.leave(store).await;
        stage.leave().await;
        let bytes_a_post = grown / i64::try_from(self.channels).unwrap();
        Some(Measured { took: last - first, posts: self.channels, too_many, peak_kib, bytes_a_post })
    }

    fn row(&self, measured: &Measured, ideal: f64) -> [String; 7] {
        let seconds = measured.took.as_secs_f64();
        let posts = f64::from(u32::try_from(measured.posts).unwrap());
        let over =
            if self.limited { format!("{:+.1} %", (seconds / ideal - 1.0) * 100.0) } else { "-".to_owned() };
        [
            self.name.to_owned(),
            measured.posts.to_string(),
            format!("{:.0}", posts / seconds),
            format!("{seconds:.1} s ({over})"),
            measured.too_many.to_string(),
            format!("{:.1} MB", f64::from(u32::try_from(measured.peak_kib).unwrap()) / 1024.0),
            measured.bytes_a_post.to_string(),
        ]
    }
}

fn mornings(quick: bool) -> Vec<Morning> {
    let free = |name, channels, postgres| Morning { name, channels, pace: 5000, limited: false, postgres };
    let paced = |name, channels, pace| Morning { name, channels, pace, limited: true, postgres: false };
    if quick {
        return vec![free("no limit, SQLite", 1000, false), paced("Discord's limit, 45 a second", 200, 45)];
    }
    vec![
        free("no limit, SQLite", 4000, false),
        free("no limit, PostgreSQL", 4000, true),
        free("no limit, SQLite, many", 10_000, false),
        paced("Discord's limit, 45 a second", 2000, 45),
    ]
}

#[tokio::main]
async fn main() {
    let quick = std::env::args().any(|word| word == "--quick");
    let head = [
        "morning",
        "channels",
        "posts a second",
        "time (over the ideal)",
        "429s",
        "peak memory",
        "bytes a post",
    ];
    let mut table = Table::new(head);
    for morning in mornings(quick) {
        if let Some(measured) = morning.measure().await {
            let gaps = f64::from(u32::try_from(morning.channels - 1).unwrap());
            table.row(morning.row(&measured, gaps / f64::from(morning.pace)));
        }
    }
    println!("{table}");
    println!("{}", support::table::machine());
}
