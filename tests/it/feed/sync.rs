//! `daybook sync`, as a process against the stand-in: the whole year, politely, resumable, into the cache and the index.

use std::process::Stdio;
use std::time::Duration;

use daybook::event::MonthDay;
use daybook::playground::World;
use daybook::search::{LiveIndex, Query, Search};
use tokio::process::Command;

use crate::support::place::Place;
use crate::support::stage::{PATIENCE, Stage};
use crate::support::wiki::{Manner, Wiki, article, entry};

fn command(wiki: &Wiki, place: &Place, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
    command.arg("sync");
    for setting in [
        format!("feed.urls={}", wiki.template()),
        "feed.contact=operator@example.org".to_owned(),
        "feed.sync_requests_per_minute=600".to_owned(),
        format!("store.path={}", place.path().display()),
    ] {
        command.args(["--set", &setting]);
    }
    command.args(more).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

fn give_everything(wiki: &Wiki) {
    for day in MonthDay::all() {
        let (title, name) = (format!("Event of {day}"), format!("Person of {day}"));
        let about = [article("en", &title, "1901", "It was.")];
        let at = (day.month(), day.day());
        wiki.give("en", "events", at, &[entry(&format!("{title} happens in Zanzibar."), Some(1901), &about)]);
        let who = [article("en", &name, "Writer (1901–1980)", "A writer.")];
        wiki.give("en", "births", at, &[entry(&format!("{name}, writer"), Some(1901), &who)]);
    }
}

async fn run(mut command: Command) -> (Option<i32>, String) {
    let done = command.output().await.expect("the program can be started");
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

fn searchable(place: &Place, words: &str) -> usize {
    let index = LiveIndex::existing(&place.settings().index_folder().unwrap()).expect("an index");
    Search::embedded().with_live(index).query(&Query::new(words), 0, 5).total
}

#[tokio::test]
async fn a_year_is_fetched_once_and_what_was_cut_short_goes_on() {
    let (wiki, place) = (Wiki::open().await, Place::file());
    give_everything(&wiki);
    let kinds = ["--kind", "births"];

    // Killed on the way: no last words.
    let mut first = command(&wiki, &place, &kinds).spawn().unwrap();
    let some = tokio::time::timeout(Duration::from_mins(1), wiki.was_asked(40)).await;
    some.expect("it asks for days");
    first.kill().await.unwrap();
    let before = wiki.asked().len();

    let (code, said) = run(command(&wiki, &place, &kinds)).await;
    assert_eq!(code, Some(0), "{said}");
    let after = wiki.asked().len();
    assert!(before + after <= 366 + 3, "{before} and {after}: what was kept is not asked for again");
    assert!(said.contains("done: 366 days with 366 entries"), "{said}");
    assert!(
        said.contains("60 of 366 days: 29 February en"),
        "plain lines where there is no terminal: {said}"
    );
    assert_eq!(searchable(&place, "\"Person of 24 April\""), 1);
    assert_eq!(searchable(&place, "\"Person of 1 January\""), 1, "also what was fetched before the kill");

    let (code, said) = run(command(&wiki, &place, &kinds)).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(wiki.asked().is_empty() && said.contains("0 fetched, 366 were young enough"), "{said}");
}

/// What a bot answers to somebody who looks for those words.
async fn looked_up(stage: &Stage, words: &str) -> String {
    let ada = stage.control.person("Ada").unwrap();
    let channel = stage.control.channels()[0].1;
    let answer = stage.control.slash(ada, channel, &format!("/history topic:{words}")).await.unwrap();
    answer.message.unwrap().text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_may_be_started_and_run_beside_it_and_finds_what_it_brings() {
    let (stage, wiki, place) = (Stage::open(World::reading_room()).await, Wiki::open().await, Place::file());
    give_everything(&wiki);
    let syncing = tokio::spawn(run(command(&wiki, &place, &["--kind", "births"])));
    tokio::time::timeout(PATIENCE, wiki.was_asked(20)).await.expect("it asks for days");

    // The bot is started in the middle of it.
    let mut bot = stage.start(&place.settings(), &[]);
    assert!(stage.control.wait_for_commands(PATIENCE).await, "{}", stage.log());
    assert!(looked_up(&stage, "treaty of berlin").await.contains("Neutrality Pact"));
    let (code, said) = syncing.await.unwrap();
    assert_eq!(code, Some(0), "{said}");
    let found = looked_up(&stage, "\"Person of 31 December\"").await;
    assert!(found.contains("Born 31 December 1901"), "{found}");

    // And it goes on in the middle of the next.
    let (code, said) = run(command(&wiki, &place, &["--kind", "births"])).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("0 fetched, 366 were young enough"), "{said}");
    assert!(bot.is_running() && bot.stop().await.success(), "{}", stage.log());
    stage.leave().await;
}

#[tokio::test]
async fn a_source_that_wants_to_be_left_alone_for_long_ends_it_with_a_word() {
    let (wiki, place) = (Wiki::open().await, Place::file());
    wiki.behave(Manner::TooMany(7200));
    let (code, said) = run(command(&wiki, &place, &["--kind", "births"])).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Wikimedia wants to be left alone until"), "{said}");
    assert!(said.contains("hint: what was fetched is kept; the same command goes on from there"), "{said}");
    assert_eq!(wiki.asked().len(), 1);
}

#[tokio::test]
async fn without_a_contact_nothing_is_fetched_and_the_answer_says_what_to_do() {
    let (wiki, place) = (Wiki::open().await, Place::file());
    let (code, said) = run(command(&wiki, &place, &["--set", "feed.contact="])).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("set feed.contact to an e-mail address"), "{said}");
    let (code, said) = run(command(&wiki, &place, &["--lang", "xx"])).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(wiki.asked().is_empty());
}
