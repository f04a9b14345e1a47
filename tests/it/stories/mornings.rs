//! The morning post.

use daybook::store::LedgerState;

use super::scene::{at, play};

const SET_UP: &str = "/daily setup channel:#history time:09:00 zone:Europe/Berlin";

#[tokio::test]
async fn at_nine_in_the_channels_zone_one_post_appears_and_the_next_one_tomorrow() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();

        scene.clock.set(at("2026-04-24T06:59:59Z"));
        scene.clock.set(at("2026-04-24T07:00:00Z"));
        let first = scene.posts("history", 1).await.remove(0);
        assert_eq!(first.raw()["timestamp"].as_str().map(|time| &time[..19]), Some("2026-04-24T07:00:00"));
        let text = first.text();
        assert!(text.contains("On this day: Friday, 24 April 2026"), "{text}");
        assert!(text.contains("Germany and Soviet Union Sign Neutrality Pact"), "{text}");
        assert!(
            text.contains("1926 · ◆ 100 years ago today · Politics & Government · Berlin, Germany"),
            "{text}"
        );
        assert!(first.mentions().is_empty());
        scene.settled("history", 1).await;

        scene.clock.set(at("2026-04-25T07:00:00Z"));
        let second = scene.posts("history", 2).await.remove(1);
        assert!(second.text().contains("On this day: Saturday, 25 April 2026"), "{}", second.text());

        let ledger = scene.settled("history", 2).await;
        let posted = ledger.iter().filter(|entry| matches!(entry.state, LedgerState::Posted(_))).count();
        assert_eq!((ledger.len(), posted), (2, 2));
    })
    .await;
}

#[tokio::test]
async fn after_a_week_away_there_is_one_post_and_the_others_are_given_up_with_a_reason() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.clock.set(at("2026-04-30T10:00:00Z"));
        let post = scene.posts("history", 1).await.remove(0);
        assert!(post.text().contains("30 April 2026"), "{}", post.text());
        let ledger = scene.settled("history", 7).await;
        let reasons: Vec<_> = ledger
            .iter()
            .map(|entry| match &entry.state {
                LedgerState::GivenUp(reason) => reason.as_str(),
                _ => "posted",
            })
            .collect();
        assert_eq!(reasons.iter().filter(|reason| reason.starts_with("too late")).count(), 6);
        assert_eq!(reasons.last(), Some(&"posted"));
        assert!(ledger.last().unwrap().late);
    })
    .await;
}

#[tokio::test]
async fn next_year_the_same_day_brings_what_the_channel_has_not_had_yet() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.clock.set(at("2026-04-24T07:00:00Z"));
        scene.posts("history", 1).await;
        scene.settled("history", 1).await;
        scene.clock.set(at("2027-04-24T07:00:00Z"));
        let again = scene.posts("history", 2).await.remove(1);
        assert!(!again.text().contains("Germany and Soviet Union Sign Neutrality Pact"), "{}", again.text());
    })
    .await;
}

#[tokio::test]
async fn in_a_year_without_29_february_the_day_before_ends_with_an_event_of_it_each_time_another() {
    play("2026-02-27T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let mut pages = Vec::new();
        for (year, count) in [(2026, 1), (2027, 2)] {
            scene.clock.set(at(&format!("{year}-02-28T08:00:00Z")));
            let post = scene.posts("history", count).await.remove(count - 1);
            assert!(post.text().contains("28 February"), "{}", post.text());
            let text = post.text();
            let (_, leap_day) = text.split_once("### And from 29 February\n").expect("a part of its own");
            let events = post.buttons().iter().filter(|button| button.label == "Continue reading").count();
            assert_eq!(events, 6);
            let page = scene.press("Mia", &post, "Continue reading", events - 1).await.unwrap();
            let page = page.message.unwrap().text();
            assert!(page.contains("**29 February "), "{page}");
            assert!(leap_day.contains(page.lines().next().unwrap().trim_start_matches("## ")), "{leap_day}");
            pages.push(page);
            scene.settled("history", count).await;
        }
        assert_ne!(pages[0], pages[1], "what was shown counts as shown");
    })
    .await;
}

#[tokio::test]
async fn in_a_leap_year_29_february_has_its_own_post_and_the_day_before_has_none_of_it() {
    play("2028-02-27T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        for (date, heading) in [
            ("2028-02-28", "Monday, 28 February 2028"),
            ("2028-02-29", "Tuesday, 29 February 2028"),
            ("2028-03-01", "Wednesday, 1 March 2028"),
        ] {
            let count = scene.ledger("history").await.len() + 1;
            scene.clock.set(at(&format!("{date}T08:00:00Z")));
            let post = scene.posts("history", count).await.remove(count - 1).text();
            assert!(post.contains(heading), "{post}");
            assert!(!post.contains("And from 29 February"), "{post}");
            scene.settled("history", count).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_leap_day_can_be_looked_up_in_any_year_and_is_told_of_on_its_eve() {
    play("2026-02-28T12:00:00Z", async |scene| {
        let leap_day = scene.slash("Mia", "/onthisday date:29 February").await.unwrap().message.unwrap();
        assert!(leap_day.text().contains("On this day: 29 February\n"), "{}", leap_day.text());
        let today = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        assert!(today.text().contains("And from 29 February"), "{}", today.text());
        let next = scene.press("Mia", &today, "29 February ▶", 0).await.unwrap().message.unwrap();
        assert!(next.text().contains("On this day: 29 February\n"), "{}", next.text());
        scene.clock.set(at("2026-03-01T00:00:00Z"));
        let eve = scene.slash("Mia", "/onthisday date:28 February").await.unwrap().message.unwrap();
        assert!(!eve.text().contains("And from 29 February"), "{}", eve.text());
    })
    .await;
}
