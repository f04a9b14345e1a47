//! `daybook playground`, as a newcomer starts it.

use chrono::TimeDelta;
use daybook::app::{Morning, PlaygroundRun, library};
use tokio_util::sync::CancellationToken;

use super::scene::config;

#[tokio::test]
async fn a_newcomer_finds_this_mornings_post_and_tomorrow_brings_the_next() {
    let stop = CancellationToken::new();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
    let morning = Morning::nearest(today, &library()).unwrap();
    let run = PlaygroundRun::start(config(), morning, stop.clone()).await.unwrap();
    run.first_morning().await.unwrap();
    let control = run.control().clone();
    let history = control.channel("history").unwrap();
    assert!(control.messages(history)[0].text().contains("24 April 2026"));

    let running = tokio::spawn(run.run_until_stopped());
    assert!(control.set(morning.instant() + TimeDelta::days(1)));
    let posts = control.wait_for_messages(history, 2, std::time::Duration::from_secs(30)).await;
    assert_eq!(posts.len(), 2);
    stop.cancel();
    running.await.unwrap().unwrap();
}
