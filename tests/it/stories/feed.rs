//! The live feed in the channels: in their language, with pictures, and never a blank morning.

use chrono::TimeDelta;
use daybook::edition::Taste;
use daybook::event::MonthDay;
use daybook::feed::{Answer, List};
use daybook::playground::World;
use daybook::schedule::Spacing;
use daybook::store::{Change, FeedKey, FeedPage};
use daybook::subscription::{ChannelId, Draft, GuildId, Posting, Typed, UserId};
use serde_json::json;

use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};
use crate::support::wiki::{Manner, Wiki, article, entry};

const EVE: &str = "2026-04-23T12:00:00Z";

/// What the stand-in tells of a day in each language: the title of its one article. In English the almanac goes first.
const TOLD: [(&str, &str); 5] = [
    ("de", "Berliner Vertrag"),
    ("en", "Germany and Soviet Union Sign Neutrality Pact"),
    ("es", "Terremoto de Ejemplo"),
    ("fr", "Traité d'Exemple"),
    ("ru", "Пример договора"),
];

pub(super) fn setting(wiki: &Wiki, start: &str) -> Setting {
    let mut setting = Setting::at(start);
    setting.config.feed.urls = vec![wiki.template()];
    setting.config.feed.contact = "operator@example.org".into();
    setting.config.feed.timeout_seconds = 1;
    setting
}

pub(super) fn give_all(wiki: &Wiki, day: (u32, u32)) {
    for (language, title) in TOLD {
        let page = [article(language, title, "1926", &format!("{title}: 24. 4. 1926."))];
        wiki.give(language, "events", day, &[entry(&format!("{title} (Bild) 1926."), Some(1926), &page)]);
    }
}

/// Channels of the reading room get their posts at nine by UTC, one in each of the languages.
pub(super) async fn subscribe(scene: &Scene, languages: &[&str]) -> Vec<ChannelId> {
    let taste = |language: &&str| Taste { language: (*language).to_owned(), ..Taste::default() };
    subscribe_to(scene, &languages.iter().map(taste).collect::<Vec<_>>()).await
}

/// The same for channels of these tastes.
async fn subscribe_to(scene: &Scene, tastes: &[Taste]) -> Vec<ChannelId> {
    let schedule = Typed { time: "09:00", zone: "UTC", days: None }.schedule(Spacing::minutes(15)).unwrap();
    let channels = scene.control.channels();
    assert!(channels.len() >= tastes.len(), "too few channels");
    let mut subscribed = Vec::new();
    for ((guild, channel), taste) in channels.into_iter().zip(tastes) {
        let channel = ChannelId(channel.0);
        let taste = taste.clone();
        let (guild, set_up_by, schedule) = (GuildId(guild.0), UserId(1), schedule.clone());
        let next = schedule.next_after(scene.clock.now());
        let posting = Posting::default();
        let draft = Draft { guild, channel, set_up_in: channel, set_up_by, schedule, taste, posting };
        let change = Change { by: Some(set_up_by), what: "set up".to_owned() };
        scene.store.subscribe(&draft, next, 1000, &change, scene.clock.now()).await.unwrap();
        subscribed.push(channel);
    }
    subscribed
}

fn key(language: &str, (month, day): (u32, u32)) -> FeedKey {
    let day = MonthDay::new(month, day).unwrap();
    FeedKey { language: language.to_owned(), kind: "events".to_owned(), day }
}

/// Waits until a day was fetched ahead.
async fn fetched_ahead(scene: &Scene, languages: &[&str], day: (u32, u32)) {
    let waiting = async {
        for language in languages {
            while scene.store.feed_page(&key(language, day)).await.unwrap().is_none() {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("the day was fetched ahead");
}

/// The text of the last post in each channel.
pub(super) async fn last_posts(scene: &Scene, channels: &[ChannelId], count: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for channel in channels {
        let channel = daybook::playground::ChannelId(channel.0);
        let posts = scene.control.wait_for_messages(channel, count, PATIENCE).await;
        assert_eq!(posts.len(), count);
        texts.push(posts.last().unwrap().text());
    }
    scene.look_at_all();
    texts
}

#[tokio::test]
async fn with_the_feed_down_at_nine_in_five_languages_every_channel_gets_its_post_on_time() {
    let wiki = Wiki::open().await;
    give_all(&wiki, (4, 24));
    let setting = Setting { world: World::with_channels(5), ..setting(&wiki, EVE) };
    play_in(setting, async |scene| {
        let languages = TOLD.map(|(language, _)| language);
        let channels = subscribe(scene, &languages).await;
        scene.clock.set(scene.clock.now() + TimeDelta::hours(1));
        fetched_ahead(scene, &languages, (4, 24)).await;

        wiki.behave(Manner::Status(500));
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let texts = last_posts(scene, &channels, 1).await;
        for ((language, title), text) in TOLD.iter().zip(&texts) {
            assert!(text.contains(title), "{language}: {text}");
            assert!(!text.contains("(Bild)"), "{language}: {text}");
            let is_english = *language == "en";
            assert_eq!(text.contains("Wikipedia, CC BY-SA 4.0"), !is_english, "{language}: {text}");
            assert!(!text.contains("In English"), "{language}: {text}");
        }
        scene.all_settled().await;

        // A week later it is still down. German has an old answer for the day, the others have none.
        let page = [article("de", "Alte Sache", "1900", "30. April 1900")];
        let body = json!({ "events": [entry("Alte Sache geschieht.", Some(1900), &page)] }).to_string();
        let packed = Answer::read(body.as_bytes(), List::Events).unwrap().pack();
        let old = FeedPage { fetched_at: at("2026-03-01T00:00:00Z"), etag: None, body: packed.0 };
        scene.store.keep_feed_page(&key("de", (4, 30)), &old).await.unwrap();
        scene.clock.set(at("2026-04-30T09:00:00Z"));
        let texts = last_posts(scene, &channels, 2).await;
        assert!(texts[0].contains("Alte Sache"), "{}", texts[0]);
        assert!(texts[0].contains("Wikipedia as of 1 March 2026"), "{}", texts[0]);
        let english = &texts[1];
        assert!(english.contains("Thursday, 30 April 2026") && !english.contains("In English"), "{english}");
        for (text, name) in texts[2..].iter().zip(["Spanish", "French", "Russian"]) {
            let remark = format!("In English: Wikipedia in {name} cannot be reached at the moment");
            assert!(text.contains(&remark) && text.contains("almanac"), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_gentle_channel_gets_no_event_that_nobody_knows_to_be_harmless() {
    let wiki = Wiki::open().await;
    let vague = entry("Etwas geschieht in Beispielstadt.", Some(1901), &[]);
    let battle = entry("Die Armee gewinnt die Schlacht; die Truppen erobern die Festung.", Some(1902), &[]);
    let opera = entry("Uraufführung der Oper des Komponisten im Theater.", Some(1903), &[]);
    wiki.give("de", "events", (4, 24), &[vague.clone(), battle.clone(), opera]);
    wiki.give("de", "events", (4, 25), &[vague, battle]);
    let setting = Setting { world: World::with_channels(2), ..setting(&wiki, EVE) };
    play_in(setting, async |scene| {
        let plain = Taste { language: "de".to_owned(), ..Taste::default() };
        let gentle = Taste { gentle: true, ..plain.clone() };
        let channels = subscribe_to(scene, &[plain, gentle]).await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let texts = last_posts(scene, &channels, 1).await;
        for told in ["Etwas geschieht", "Die Armee", "Uraufführung"] {
            assert!(texts[0].contains(told), "{}", texts[0]);
        }
        assert!(texts[1].contains("Uraufführung"), "{}", texts[1]);
        assert!(!texts[1].contains("Etwas") && !texts[1].contains("Armee"), "{}", texts[1]);
        assert!(!texts[1].contains("In English"), "{}", texts[1]);
        scene.all_settled().await;

        // On the next day German has nothing for it.
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        let texts = last_posts(scene, &channels, 2).await;
        assert!(texts[0].contains("Die Armee"), "{}", texts[0]);
        let remark = "In English: Wikipedia has nothing fitting in German for this day";
        assert!(texts[1].contains(remark) && texts[1].contains("almanac"), "{}", texts[1]);
        assert!(!texts[1].contains("Etwas") && !texts[1].contains("Armee"), "{}", texts[1]);
        scene.all_settled().await;
    })
    .await;
}

#[tokio::test]
async fn a_morning_that_was_not_fetched_ahead_waits_for_no_one() {
    let wiki = Wiki::open().await;
    wiki.behave(Manner::SlowDrip);
    play_in(setting(&wiki, "2026-04-24T08:59:00Z"), async |scene| {
        let channels = subscribe(scene, &["de", "fr"]).await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        for text in last_posts(scene, &channels, 1).await {
            assert!(text.contains("Germany and Soviet Union Sign Neutrality Pact"), "{text}");
            assert!(text.contains("In English: "), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_event_in_both_is_shown_once_with_the_almanacs_text_and_the_feeds_picture() {
    let wiki = Wiki::open().await;
    let treaty = [article("en", "Treaty of Berlin (1926)", "1926 treaty", "Signed on 24 April 1926.")];
    let storm = [article("en", "Storm of Example", "2001 storm", "It came on 24 April 2001.")];
    let entries = [
        entry("Germany and the Soviets sign a treaty.", Some(1926), &treaty),
        entry("The *Storm* of Example hits @everyone.", Some(2001), &storm),
    ];
    wiki.give("en", "events", (4, 24), &entries);
    play_in(setting(&wiki, "2026-04-24T12:00:00Z"), async |scene| {
        let answer = scene.slash("Mia", "/onthisday date:24 April").await.unwrap().message.unwrap();
        let (text, raw) = (answer.text(), answer.raw().to_string());
        assert!(text.contains("Germany and Soviet Union Sign Neutrality Pact"), "{text}");
        assert!(
            !text.contains("Treaty of Berlin (1926)") && !text.contains("Germany and the Soviets"),
            "{text}"
        );
        assert!(
            raw.contains(
                "https://upload.wikimedia.org/thumb/330px-Treaty_of_Berlin_(1926).jpg?utm_source=feed"
            ),
            "{raw}"
        );
        assert!(text.contains("Picture: Wikimedia Commons"), "{text}");

        let all = scene.slash("Mia", "/onthisday date:24 April kind:Events").await.unwrap().message.unwrap();
        let after = scene.press("Mia", &all, "Page 2 ▶", 0).await.unwrap().message.unwrap();
        let texts = [all.text(), after.text()].concat();
        assert_eq!(texts.matches("1926").count(), 1, "{texts}");
        assert!(texts.contains("The \\*Storm\\* of Example hits @everyone."), "{texts}");
        assert!(texts.contains("[Wikipedia](https://en.wikipedia.org/wiki/Storm_of_Example)"), "{texts}");
        assert!(texts.contains("Text and pictures: Wikipedia, CC BY-SA 4.0"), "{texts}");
    })
    .await;
}

/// The sort of the first answers that the bot gave to interactions.
fn first_answers(scene: &Scene) -> Vec<u64> {
    let journal = scene.control.journal();
    let answers = journal.iter().filter(|request| request.path.ends_with("/callback"));
    answers.filter_map(|request| request.body["type"].as_u64()).collect()
}

#[tokio::test]
async fn what_is_at_hand_is_answered_at_once_and_what_is_not_is_promised_first() {
    let wiki = Wiki::open().await;
    let page = [article("en", "Storm of Example", "2001 storm", "It came on 1 May 2001.")];
    wiki.give("en", "selected", (5, 1), &[entry("A storm hits (pictured).", Some(2001), &page)]);
    play_in(setting(&wiki, EVE), async |scene| {
        for _ in 0..2 {
            let answer = scene.slash("Mia", "/onthisday date:1 May kind:Events").await.unwrap();
            assert!(!answer.ephemeral);
            let text = answer.message.unwrap().text();
            assert!(text.contains("A storm hits."), "{text}");
        }
        assert_eq!(first_answers(scene), [5, 4]);
    })
    .await;
}

#[tokio::test]
async fn a_button_on_an_old_post_finds_its_entry_again_or_says_that_it_is_gone() {
    let wiki = Wiki::open().await;
    give_all(&wiki, (4, 24));
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let channels = subscribe(scene, &["de"]).await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        last_posts(scene, &channels, 1).await;
        scene.all_settled().await;
        let channel = daybook::playground::ChannelId(channels[0].0);
        let post = scene.control.messages(channel).remove(0);

        // Days later nothing is at hand, and the feed is down: what was kept is enough.
        wiki.behave(Manner::Status(500));
        scene.clock.set(at("2026-04-24T20:00:00Z"));
        let page = scene.press("Ada", &post, "Continue reading", 0).await.unwrap();
        let text = page.message.unwrap().text();
        assert!(page.ephemeral && text.contains("Berliner Vertrag"), "{text}");
        assert!(text.contains("https://de.wikipedia.org/wiki/Berliner_Vertrag"), "{text}");
        assert!(text.contains("Text and pictures: Wikipedia, CC BY-SA 4.0"), "{text}");

        wiki.behave(Manner::Well);
        wiki.give("de", "events", (4, 24), &[entry("Etwas anderes.", Some(1900), &[])]);
        scene.clock.set(at("2026-04-26T20:00:00Z"));
        last_posts(scene, &channels, 2).await;
        scene.all_settled().await;
        // A request of before may have failed just now, and the feed is left alone for a while then.
        scene.clock.set(at("2026-04-26T21:00:00Z"));
        let gone = scene.press("Ada", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        assert!(gone.text().contains("Wikipedia does not have this entry any more"), "{}", gone.text());
    })
    .await;
}

#[tokio::test]
async fn about_says_whether_the_feed_is_on() {
    play(EVE, async |scene| {
        let told = scene.slash("Mia", "/about").await.unwrap().message.unwrap().text();
        assert!(told.contains("live feed is off on this bot"), "{told}");
    })
    .await;
    let wiki = Wiki::open().await;
    play_in(setting(&wiki, EVE), async |scene| {
        let told = scene.slash("Mia", "/about").await.unwrap().message.unwrap().text();
        assert!(told.contains("in 14 languages, under [CC BY-SA 4.0]"), "{told}");
    })
    .await;
}
