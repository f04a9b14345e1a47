//! The language goes along: what a post or an answer in German leads to is in German.

use chrono::TimeDelta;
use daybook::playground::{ChannelId, Message};
use serde_json::Value;

use super::feed::{setting, subscribe};
use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};
use crate::support::wiki::{Manner, Wiki, article, entry};

const NOON: &str = "2026-04-24T12:00:00Z";

/// German entries: of three days, and people enough for two pages.
fn give_german(wiki: &Wiki) {
    for (title, day) in
        [("Tag davor", (4, 23)), ("Berliner Vertrag", (4, 24)), ("Tag danach", (4, 25)), ("Übertag", (4, 26))]
    {
        wiki.give("de", "events", day, &[german(title, 1926)]);
    }
    wiki.give("de", "births", (4, 24), &people("Geborene", 9));
    wiki.give("de", "deaths", (4, 24), &people("Gestorbene", 2));
}

fn german(title: &str, year: i32) -> Value {
    entry(&format!("{title} geschieht."), Some(year), &[article("de", title, "Ereignis", "Es geschah.")])
}

fn people(name: &str, count: i32) -> Vec<Value> {
    let person = |number| {
        let name = format!("{name} {number}");
        entry(&format!("{name}, Person"), Some(1900 + number), &[article("de", &name, "Person", "Es war.")])
    };
    (1..=count).map(person).collect()
}

async fn asked(scene: &Scene, line: &str) -> Message {
    scene.slash("Mia", line).await.unwrap().message.unwrap()
}

async fn pressed(scene: &Scene, message: &Message, label: &str) -> Message {
    scene.press("Ada", message, label, 0).await.unwrap().message.unwrap()
}

/// What Ada alone is told who presses a button that is not on the message.
async fn forged(scene: &Scene, message: &Message, id: &str) -> Message {
    let answer = scene.press_unchecked("Ada", message, id).await.unwrap();
    assert!(answer.ephemeral, "{id}");
    answer.message.unwrap()
}

/// This morning's post, in German.
async fn german_post(scene: &Scene) -> Message {
    let channel = ChannelId(subscribe(scene, &["de"]).await[0].0);
    scene.clock.set(at("2026-04-24T09:00:00Z"));
    let post = scene.control.wait_for_messages(channel, 1, PATIENCE).await.remove(0);
    scene.look_at_all();
    scene.all_settled().await;
    post
}

#[tokio::test]
async fn what_a_german_post_leads_to_is_german() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let post = german_post(scene).await;
        assert!(post.text().contains("Berliner Vertrag"), "{}", post.text());
        let births = pressed(scene, &post, "Births").await;
        assert!(births.text().contains("Geborene 1") && births.text().contains("1 to 7 of 9"), "{births:?}");
        let rest = pressed(scene, &births, "Page 2 ▶").await;
        assert!(rest.text().contains("Geborene 9") && rest.text().contains("8 to 9 of 9"), "{rest:?}");
        let first = pressed(scene, &rest, "◀ Page 1").await;
        assert!(first.text().contains("Geborene 1"), "{first:?}");
        let mut seen = post;
        for (label, words) in [
            ("Deaths", "Gestorbene 2"),
            ("25 April ▶", "Tag danach"),
            ("26 April ▶", "Übertag"),
            ("◀ 25 April", "Tag danach"),
            ("◀ 24 April", "Berliner Vertrag"),
            ("◀ 23 April", "Tag davor"),
        ] {
            seen = pressed(scene, &seen, label).await;
            let text = seen.text();
            assert!(text.contains(words) && !text.contains("In English"), "{label}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_german_post_has_a_menu_of_what_its_entries_are_about() {
    let wiki = Wiki::open().await;
    let battle = entry("Die Armee gewinnt die Schlacht; die Truppen erobern die Festung.", Some(1902), &[]);
    let opera = entry("Uraufführung der Oper des Komponisten im Theater.", Some(1903), &[]);
    wiki.give("de", "events", (4, 24), &[battle, opera]);
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let post = german_post(scene).await;
        let chosen = scene.choose("Ada", &post, "Arts & Culture").await.unwrap();
        let text = chosen.message.unwrap().text();
        assert!(text.contains("Uraufführung") && !text.contains("Armee"), "{text}");
        assert!(!text.contains("In English"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_page_and_a_shared_page_lead_to_more_in_german() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    wiki.give("de", "events", (4, 24), &[german("Berliner Vertrag", 1926), german("Zweites", 1950)]);
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let post = german_post(scene).await;
        let page = pressed(scene, &post, "Continue reading").await;
        let shared = pressed(scene, &page, "Share in channel").await;
        assert!(shared.text().contains("Shared by"), "{}", shared.text());
        for page in [page, shared] {
            let other = pressed(scene, &page, "Continue reading").await;
            assert!(other.text().contains("Es geschah."), "{}", other.text());
            let day = pressed(scene, &page, "See 24 April").await;
            assert!(day.text().contains("Berliner Vertrag"), "{}", day.text());
            assert!(day.text().contains("Zweites"), "{}", day.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_button_without_a_language_is_english_and_a_forged_language_is_refused() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let post = german_post(scene).await;
        let english = forged(scene, &post, "1|day|04-24|").await.text();
        assert!(english.contains("Neutrality Pact") && !english.contains("Berliner Vertrag"), "{english}");
        let english = forged(scene, &post, "1|births|04-24|1-69eb2400").await.text();
        assert!(english.contains("Edmund Cartwright") && !english.contains("Geborene"), "{english}");
        let english = forged(scene, &post, "1|turn|04-24.births.0|").await.text();
        assert!(english.contains("Edmund Cartwright"), "{english}");
        for id in [
            "1|day|04-24.xx|",
            "1|day|04-24.en|",
            "1|births|04-24.DE|",
            "1|deaths|04-24.de.de|",
            "1|turn|04-24.klingon.births.0|",
            "1|today|xx|",
        ] {
            let text = forged(scene, &post, id).await.text();
            assert!(text.contains("Here is one that works"), "{id}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_day_is_looked_up_in_a_language_and_goes_on_in_it() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    play_in(setting(&wiki, NOON), async |scene| {
        let day = asked(scene, "/onthisday language:German").await;
        assert!(day.text().contains("Berliner Vertrag") && day.text().contains("Today by UTC"), "{day:?}");
        let next = pressed(scene, &day, "25 April ▶").await;
        assert!(next.text().contains("Tag danach"), "{}", next.text());
        let all = asked(scene, "/onthisday date:25 April kind:Events language:German").await;
        assert!(all.text().contains("Tag danach"), "{}", all.text());
        let born = asked(scene, "/born date:24 April language:German").await;
        let rest = pressed(scene, &born, "Page 2 ▶").await;
        assert!(born.text().contains("Geborene 1") && rest.text().contains("Geborene 9"), "{rest:?}");
        let died = asked(scene, "/died date:24 April language:German").await;
        assert!(died.text().contains("Gestorbene 1"), "{}", died.text());
        let english = asked(scene, "/onthisday language:English").await;
        let ids = english.buttons().into_iter().filter_map(|button| button.custom_id);
        assert!(ids.into_iter().any(|id| id == "1|births|04-24|"), "{english:?}");
        assert!(english.text().contains("Neutrality Pact"), "{}", english.text());
    })
    .await;
}

#[tokio::test]
async fn in_italian_there_are_no_people_and_an_empty_list_says_so() {
    let wiki = Wiki::open().await;
    let event = entry("Trattato di Berlino.", Some(1926), &[article("it", "Trattato", "1926", "1926.")]);
    wiki.give("it", "events", (4, 24), &[event]);
    play_in(setting(&wiki, NOON), async |scene| {
        let day = asked(scene, "/onthisday language:Italian").await;
        assert!(day.text().contains("Trattato"), "{}", day.text());
        for (told, people) in [
            (asked(scene, "/born language:Italian").await, "births"),
            (asked(scene, "/died language:Italian").await, "deaths"),
            (pressed(scene, &day, "Births").await, "births"),
        ] {
            let words = format!("Wikipedia's live feed has no {people} in Italian. See the whole day with");
            assert!(told.text().contains(&words), "{}", told.text());
            let back = pressed(scene, &told, "25 April ▶").await;
            assert!(
                back.text().contains("Wikipedia has nothing fitting in Italian for this day"),
                "{back:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn while_the_feed_is_down_english_stands_in_and_afterwards_it_is_german_again() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    wiki.behave(Manner::Status(500));
    play_in(setting(&wiki, NOON), async |scene| {
        let missing = "In English: Wikipedia in German cannot be reached at the moment";
        let day = asked(scene, "/onthisday language:German").await;
        assert!(day.text().contains("Neutrality Pact"), "{}", day.text());
        assert_eq!(day.text().matches(missing).count(), 1, "{}", day.text());
        let law = scene.choose("Ada", &day, "Crime & Law").await.unwrap().message.unwrap();
        assert!(law.text().contains("24 April: Crime & Law") && law.text().contains(missing), "{law:?}");
        let born = pressed(scene, &day, "Births").await;
        assert!(born.text().contains("Edmund Cartwright") && born.text().contains(missing), "{born:?}");

        wiki.behave(Manner::Well);
        scene.clock.set(scene.clock.now() + TimeDelta::hours(2));
        let whole = scene.choose("Ada", &day, "everything").await.unwrap().message.unwrap();
        assert!(whole.text().contains("Berliner Vertrag"), "{}", whole.text());
        let none = scene.choose("Ada", &day, "Religion & Philosophy").await.unwrap().message.unwrap();
        assert!(none.text().contains("I have nothing of that in German for 24 April"), "{none:?}");
    })
    .await;
}

#[tokio::test]
async fn without_the_feed_or_that_language_of_it_there_is_english_and_it_says_so() {
    play(NOON, async |scene| {
        let off = "In English: Wikipedia's live feed in German is off on this bot";
        let day = asked(scene, "/onthisday language:German").await;
        let next = pressed(scene, &day, "25 April ▶").await;
        for told in [&day, &next, &asked(scene, "/born language:German").await] {
            assert_eq!(told.text().matches(off).count(), 1, "{}", told.text());
        }
        assert!(day.text().contains("Neutrality Pact"), "{}", day.text());
    })
    .await;
    let wiki = Wiki::open().await;
    give_german(&wiki);
    let mut setting: Setting = setting(&wiki, NOON);
    setting.config.feed.languages = vec!["en".into(), "de".into()];
    let english = [article("en", "Fed Person", "Person", "A person.")];
    wiki.give("en", "deaths", (4, 24), &[entry("Fed Person, known from the feed", Some(1950), &english)]);
    play_in(setting, async |scene| {
        let german = asked(scene, "/onthisday language:German").await;
        assert!(german.text().contains("Berliner Vertrag"), "{}", german.text());
        let french = asked(scene, "/died language:French").await;
        let off = "In English: Wikipedia's live feed in French is off on this bot";
        assert!(french.text().contains("Daniel Defoe") && french.text().contains(off), "{french:?}");
        assert!(french.text().contains("Fed Person"), "what English there is: {french:?}");
    })
    .await;
}

#[tokio::test]
async fn who_reads_of_a_german_entry_that_is_gone_sees_today_in_german() {
    let wiki = Wiki::open().await;
    give_german(&wiki);
    play_in(setting(&wiki, NOON), async |scene| {
        let day = asked(scene, "/onthisday language:German").await;
        let gone = forged(scene, &day, "1|read|wp-de-0424-e-0123456789ab|").await;
        assert!(gone.text().contains("Wikipedia does not have this entry any more"), "{}", gone.text());
        let today = pressed(scene, &gone, "See today").await;
        assert!(today.text().contains("Berliner Vertrag"), "{}", today.text());
    })
    .await;
}
