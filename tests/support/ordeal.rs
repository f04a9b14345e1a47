//! Mornings in which the real program is killed, again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use daybook::playground::{Fault, Trouble, World};
use daybook::store::{Database, LedgerState, Settings, Store as _};
use daybook::subscription::GuildId;
use rand::Rng as _;

use super::place::Place;
use super::process::Bot;
use super::seed;
use super::stage::{PATIENCE, Stage};

/// Channels in a morning.
const CHANNELS: usize = 200;

/// Slow enough that a morning sees many deaths, with leases that others need not wait for long.
const SETTINGS: &[&str] = &[
    "discord.requests_per_second=100",
    "delivery.lease_seconds=5",
    "delivery.concurrency=16",
    "log.filter=info",
];

/// A playground of many channels, and what has happened in it.
pub(crate) struct Ordeal {
    stage: Stage,
    pub(crate) mornings: usize,
    pub(crate) killed: usize,
}

impl Ordeal {
    pub(crate) async fn open() -> Self {
        Self { stage: Stage::open(World::with_channels(CHANNELS)).await, mornings: 0, killed: 0 }
    }

    fn posts(&self) -> usize {
        self.stage
            .control
            .channels()
            .iter()
            .map(|(_, channel)| self.stage.control.messages(*channel).len())
            .sum()
    }

    fn start(&self, store: &Settings) -> Bot {
        self.stage.start(store, SETTINGS)
    }

    /// One morning in a new database: `processes` run, and each is killed after a random while and started again
    /// until every channel has its post. Then one of them brings the ledger in order and stops.
    pub(crate) async fn morning(&mut self, place: &Place, processes: usize, most_kills: usize) {
        let store = place.open().await.unwrap();
        let due = Utc::now() - TimeDelta::seconds(1);
        seed::subscriptions(&place.settings(), &seed::all_due(&self.stage.control.channels(), due)).await;
        store.close().await;
        drop(store);
        self.mornings += 1;
        let wanted = CHANNELS * self.mornings;
        let since = Instant::now();
        let mut running: Vec<_> = (0..processes).map(|_| self.start(&place.settings())).collect();
        let mut kills = 0;
        while self.posts() < wanted {
            assert!(since.elapsed() < PATIENCE, "{} of {wanted} posts; {}", self.posts(), self.stage.log());
            assert!(running.iter_mut().all(Bot::is_running), "it ended by itself; {}", self.stage.log());
            // Now and then an answer is late or lost, so that a death falls between a post and its settlement.
            let trouble = if kills % 3 == 0 { Trouble::LoseAnswer } else { Trouble::Delay { ms: 40 } };
            self.stage.control.arm(Fault::new(trouble).times(5).on("create_message"));
            tokio::time::sleep(Duration::from_millis(rand::rng().random_range(20..700))).await;
            if kills < most_kills && self.posts() < wanted {
                let victim = rand::rng().random_range(0..running.len());
                running.swap_remove(victim).kill().await;
                running.push(self.start(&place.settings()));
                kills += 1;
            }
        }
        self.killed += kills;
        self.settle(place, running).await;
    }

    /// Waits until the ledger has nothing open, then stops what runs.
    async fn settle(&self, place: &Place, running: Vec<Bot>) {
        let mut connection = seed::connect(&place.settings()).await;
        let since = Instant::now();
        loop {
            let open: i64 =
                sqlx::query_scalar("SELECT count(*) FROM delivery WHERE state IN ('planned', 'claimed')")
                    .fetch_one(&mut connection)
                    .await
                    .unwrap();
            if open == 0 {
                break;
            }
            assert!(since.elapsed() < PATIENCE, "{open} deliveries are never settled; {}", self.stage.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        for bot in running {
            let ended = bot.stop().await;
            assert!(ended.success(), "{ended}; {}", self.stage.log());
        }
        let store = place.open().await.unwrap();
        self.judge(&store).await;
        store.close().await;
    }

    /// One post for each morning in each channel, and the ledger's row names it.
    async fn judge(&self, store: &Database) {
        let mut all = BTreeMap::new();
        for guild in self.stage.control.channels().iter().map(|(guild, _)| guild.0).collect::<BTreeSet<_>>() {
            for one in store.subscriptions_of(GuildId(guild)).await.unwrap() {
                all.insert((guild, one.channel.0), one.id);
            }
        }
        for (guild, channel) in self.stage.control.channels() {
            let posts = self.stage.control.messages(channel);
            assert_eq!(posts.len(), self.mornings, "posts in {channel}; {}", self.stage.log());
            let ledger = store.ledger(all[&(guild.0, channel.0)]).await.unwrap();
            let [row] = &ledger[..] else { panic!("{channel} has {} rows", ledger.len()) };
            let LedgerState::Posted(message) = &row.state else { panic!("{channel}: {:?}", row.state) };
            assert_eq!(Some(message.0), posts.last().map(|post| post.id.0));
        }
    }

    /// What happened, for people.
    pub(crate) fn told(&self) -> String {
        let (killed, mornings) = (self.killed, self.mornings);
        format!(
            "killed {killed} times in {mornings} mornings of {CHANNELS} channels, one post in each every time"
        )
    }

    pub(crate) async fn leave(self) {
        let refused = self.stage.control.tally().keys().filter(|(_, status)| *status == 429).count();
        assert_eq!(refused, 0, "a request was one too many");
        self.stage.leave().await;
    }
}
