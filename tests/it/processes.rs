//! The real program as a process: signals, several of them side by side, a proxy in between.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use daybook::playground::{Fault, Trouble, World};
use daybook::store::Store as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::support::place::Place;
use crate::support::process::Bot;
use crate::support::seed;
use crate::support::stage::{PATIENCE, Stage};

const CHANNELS: usize = 60;

/// Every channel is due, by now.
async fn all_due(stage: &Stage, place: &Place) {
    place.open().await.unwrap().close().await;
    let due = Utc::now() - TimeDelta::seconds(1);
    seed::subscriptions(&place.settings(), &seed::all_due(&stage.control.channels(), due)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_signal_finishes_what_is_under_way_and_gives_back_the_rest() {
    let (stage, place) = (Stage::open(World::with_channels(CHANNELS)).await, Place::file());
    all_due(&stage, &place).await;
    stage.control.arm(Fault::new(Trouble::Delay { ms: 400 }).times(10_000).on("create_message"));
    let settings = ["delivery.concurrency=4"];
    let bot = stage.start(&place.settings(), &settings);
    stage.until(|| stage.posts() >= 6).await;
    let ended = bot.stop().await;
    assert_eq!(ended.code(), Some(0), "{}", stage.log());
    let store = place.open().await.unwrap();
    let open = usize::try_from(store.unsettled().await.unwrap()).unwrap();
    assert_eq!((stage.posts() + open, store.claimed().await.unwrap()), (CHANNELS, 0));
    assert!(open > 0, "the morning was over before the signal came");
    drop(store);

    stage.control.disarm_all();
    let bot = stage.start(&place.settings(), &settings);
    stage.until(|| stage.posts() >= CHANNELS).await;
    assert_eq!(bot.stop().await.code(), Some(0));
    let all = stage.control.channels();
    assert!(all.iter().all(|(_, channel)| stage.control.messages(*channel).len() == 1));
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_signal_stops_at_once_and_the_exit_code_says_so() {
    let (stage, place) = (Stage::open(World::with_channels(CHANNELS)).await, Place::file());
    all_due(&stage, &place).await;
    stage.control.arm(Fault::new(Trouble::Delay { ms: 15_000 }).times(10_000).on("create_message"));
    let mut bot = stage.start(&place.settings(), &[]);
    stage.until(|| stage.control.messages(stage.control.channels()[0].1).len() == 1).await;
    bot.signal("INT").await;
    assert!(
        tokio::time::timeout(Duration::from_secs(1), bot.ended()).await.is_err(),
        "it did not finish its work"
    );
    bot.signal("INT").await;
    let ended = tokio::time::timeout(Duration::from_secs(5), bot.ended()).await.expect("it stops at once");
    assert_eq!(ended.code(), Some(130), "{}", stage.log());
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_buttons_of_a_post_outlive_the_process_and_even_its_database() {
    let (stage, place) = (Stage::open(World::with_channels(1)).await, Place::file());
    all_due(&stage, &place).await;
    let bot = stage.start(&place.settings(), &[]);
    stage.until(|| stage.posts() == 1).await;
    assert_eq!(bot.stop().await.code(), Some(0), "{}", stage.log());
    let (ada, channel) = (stage.control.person("Ada").unwrap(), stage.control.channels()[0].1);
    let post = stage.control.messages(channel).remove(0);
    let buttons = post.buttons().into_iter().filter_map(|button| Some((button.label, button.custom_id?)));
    let new = Place::file();
    for place in [&place, &new] {
        let bot = stage.start(&place.settings(), &[]);
        stage.until(|| !stage.control.shards().is_empty()).await;
        for (label, id) in buttons.clone() {
            let answer = stage.control.press(ada, post.id, &id).await;
            let answer = answer.unwrap_or_else(|error| panic!("{label}: {error}; {}", stage.log()));
            assert!(answer.ephemeral, "{label}");
            let text = answer.message.unwrap().text();
            assert!(text.starts_with("## ") && !text.contains("another version"), "{label}: {text}");
        }
        assert_eq!(bot.stop().await.code(), Some(0), "{}", stage.log());
    }
    assert_eq!(stage.control.messages(channel).len(), 1);
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_the_shards_and_the_morning() {
    let Some(place) = Place::postgres().await else { return };
    let stage = Stage::open(World::with_channels(400)).await;
    all_due(&stage, &place).await;
    let run = |shards: &str| {
        stage.start(&place.settings(), &[&format!("--shards {shards}"), "discord.requests_per_second=200"])
    };
    let bots = [run("0..2/3"), run("2..3/3")];
    stage.until(|| stage.control.shards().len() == 3).await;
    let mut shards = stage.control.shards();
    shards.sort_unstable();
    assert_eq!(shards, [(0, 3), (1, 3), (2, 3)]);
    // Whatever server somebody asks on, the process that holds its shard answers, and no other.
    let ada = stage.control.person("Ada").unwrap();
    let mut asked = std::collections::BTreeSet::new();
    for (guild, channel) in stage.control.channels() {
        if asked.insert(guild) {
            stage.control.slash(ada, channel, "/onthisday date:24 April").await.unwrap();
        }
    }
    assert_eq!(asked.len(), 4);
    stage.until(|| stage.posts() >= 400).await;
    for bot in bots {
        assert_eq!(bot.stop().await.code(), Some(0), "{}", stage.log());
    }
    assert_eq!(stage.posts(), 400);
    place.leave(place.open().await.unwrap()).await;
    stage.leave().await;
}

/// Passes everything on, and counts the connections: to the bot, what nirn-proxy or twilight-http-proxy looks like.
async fn proxy(target: String, served: Arc<AtomicUsize>) -> (String, JoinSet<()>) {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", door.local_addr().unwrap());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let mut lines = JoinSet::new();
        while let Ok((mut from, _)) = door.accept().await {
            served.fetch_add(1, Ordering::SeqCst);
            let target = target.clone();
            lines.spawn(async move {
                let mut to = TcpStream::connect(target).await.unwrap();
                tokio::io::copy_bidirectional(&mut from, &mut to).await.ok();
            });
        }
    });
    (address, tasks)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_go_through_a_proxy_that_is_named_as_api_base() {
    let (stage, place) = (Stage::open(World::with_channels(CHANNELS)).await, Place::file());
    all_due(&stage, &place).await;
    let served = Arc::new(AtomicUsize::new(0));
    let target = stage.at.api.trim_start_matches("http://").to_owned();
    let (address, _tasks) = proxy(target, served.clone()).await;
    let through = daybook::playground::Addresses { api: address, ..stage.at.clone() };
    let bot = Bot::start(
        &through,
        &place.settings(),
        &["discord.requests_per_second=200"],
        &stage.folder.path().join("log"),
    );
    stage.until(|| stage.posts() >= CHANNELS).await;
    let ada = stage.control.person("Ada").unwrap();
    let channel = stage.control.channels()[0].1;
    assert!(stage.control.wait_for_commands(PATIENCE).await);
    stage.control.slash(ada, channel, "/onthisday date:24 April").await.unwrap();
    assert_eq!(bot.stop().await.code(), Some(0));
    assert!(served.load(Ordering::SeqCst) > 0, "nothing went through the proxy");
    stage.leave().await;
}
