//! Buttons: lists of several pages, looking around without a pile, old ones, forged ones.

use daybook::playground::{Answer, World};

use super::scene::{Scene, Setting, play, play_in};

async fn asked(scene: &Scene, line: &str) -> daybook::playground::Message {
    scene.slash("Mia", line).await.unwrap().message.unwrap()
}

fn has(answer: &Answer, label: &str) -> bool {
    answer.message.as_ref().unwrap().buttons().iter().any(|button| button.label == label)
}

#[tokio::test]
async fn a_long_list_has_pages_and_none_of_its_entries_is_out_of_reach() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let first = asked(scene, "/onthisday date:24 April kind:Events").await;
        let all = daybook::app::library().day("04-24".parse().unwrap()).events.len();
        assert!(all > 7, "the day has events enough for two pages");
        assert!(first.text().contains(&format!("1 to 7 of {all}")), "{}", first.text());
        assert!(first.buttons().iter().all(|button| button.label != "◀ Page 1"));
        let second = scene.press("Ada", &first, "Page 2 ▶", 0).await.unwrap();
        assert!(second.ephemeral && has(&second, "◀ Page 1") && !has(&second, "Page 3 ▶"));
        let second = second.message.unwrap();
        assert!(second.text().contains(&format!("8 to {all} of {all}")), "{}", second.text());
        let count = |message: &daybook::playground::Message| {
            message.buttons().iter().filter(|button| button.label == "Continue reading").count()
        };
        assert_eq!(count(&first) + count(&second), all);
        let beyond = scene.press_unchecked("Ada", &first, "1|turn|04-24.events.999|").await.unwrap();
        assert_eq!(beyond.message.unwrap().text(), second.text(), "beyond the last page is the last page");
    })
    .await;
}

#[tokio::test]
async fn who_looks_around_in_a_message_of_their_own_changes_it_and_piles_up_nothing() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = asked(scene, "/onthisday").await;
        let own = scene.press("Ada", &post, "25 April ▶", 0).await.unwrap().message.unwrap();
        let mut seen = own.clone();
        for label in ["Births", "26 April ▶", "Deaths", "◀ 25 April"] {
            // After "Births" the buttons lead from 25 April, as before.
            let answer = scene.press("Ada", &seen, label, 0).await.unwrap();
            assert!(answer.ephemeral, "{label}");
            seen = answer.message.unwrap();
            assert_eq!(seen.id, own.id, "{label} changes the reader's own message");
        }
        assert!(seen.text().contains("On this day: 25 April"), "{}", seen.text());
        let chosen = scene.choose("Ada", &seen, "everything").await.unwrap().message.unwrap();
        assert_eq!(chosen.id, own.id);
        let page = scene.press("Ada", &chosen, "Continue reading", 0).await.unwrap().message.unwrap();
        assert_ne!(page.id, own.id, "a page comes beside the list that it was opened from");
        assert!(!scene.look_at("general")[0].edited(), "what everybody sees stays as it is");
    })
    .await;
}

#[tokio::test]
async fn a_button_that_leads_nowhere_any_more_is_answered_with_one_that_does() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = asked(scene, "/onthisday date:1 May").await;
        for (id, words) in [
            ("0|read|treaty-of-berlin-1926", "This button is from another version"),
            ("2|read|treaty-of-berlin-1926|", "This button is from another version"),
            ("1|read|an-event-of-the-past-1900|", "no longer in the almanac"),
        ] {
            let answer = scene.press_unchecked("Ada", &post, id).await.unwrap();
            assert!(answer.ephemeral, "{id}");
            let told = answer.message.unwrap();
            assert!(told.text().contains(words), "{}", told.text());
            let today = scene.press("Ada", &told, "See today", 0).await.unwrap().message.unwrap();
            assert!(today.text().contains("On this day: Friday, 24 April 2026"), "{}", today.text());
        }
        let old = scene.press_unchecked("Ada", &post, "1|read|treaty-of-berlin-1926|17").await.unwrap();
        assert!(old.message.unwrap().text().contains("### What happened?"), "the first posts' buttons work");
    })
    .await;
}

#[tokio::test]
async fn a_forged_button_gets_a_polite_refusal_and_the_bot_goes_on() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = asked(scene, "/onthisday").await;
        let hundred = "x".repeat(100);
        let turning = format!("1|turn|04-24.{}.0|", "y".repeat(80));
        let forged = [
            "",
            "1",
            "1|category|04-24|",
            "1|read|<@&1>|",
            "1|day|02-30|",
            "1|share|../../etc/passwd|",
            "1|read|a|\u{202e}",
            "'; DROP TABLE subscription; --",
            &hundred,
            &turning,
        ];
        for id in forged {
            let answer =
                scene.press_unchecked("Mia", &post, id).await.unwrap_or_else(|e| panic!("{id:?}: {e}"));
            assert!(answer.ephemeral, "{id}");
            let text = answer.message.unwrap().text();
            assert!(text.contains("Here is one that works"), "{id}: {text}");
        }
        // An event that the message does not show is only an event to read: everybody may.
        let other = scene.press_unchecked("Mia", &post, "1|read|born-edmund-cartwright-1743|").await.unwrap();
        assert!(other.ephemeral && other.message.unwrap().text().contains("Edmund Cartwright"));
    })
    .await;
}

#[tokio::test]
async fn a_channel_has_as_many_events_as_were_asked_for_and_keeps_the_number() {
    let world = World::reading_room();
    play_in(Setting { world, ..Setting::at("2026-04-23T12:00:00Z") }, async |scene| {
        let set_up = "/daily setup channel:#history time:09:00 zone:Europe/Berlin events:7";
        scene.slash("Max", set_up).await.unwrap();
        let changed = "/daily setup channel:#history time:09:00 zone:UTC";
        scene.slash("Max", changed).await.unwrap();
        scene.clock.set(super::scene::at("2026-04-24T09:00:00Z"));
        let post = scene.posts("history", 1).await.remove(0);
        let events = post.buttons().iter().filter(|button| button.label == "Continue reading").count();
        let known = daybook::app::library().day("04-24".parse().unwrap()).events.len();
        assert_eq!(events, known.min(7));
        scene.settled("history", 1).await;
    })
    .await;
}
