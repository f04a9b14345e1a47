//! Looking any topic up.

use daybook::playground::{Answer, Message};

use super::scene::{Scene, play};

const NOON: &str = "2026-04-24T12:00:00Z";

async fn history(scene: &Scene, line: &str) -> Message {
    let answer = scene.slash("Mia", &format!("/history {line}")).await.unwrap();
    assert!(!answer.ephemeral);
    answer.message.unwrap()
}

/// Somebody chooses a value from the menu that has it.
async fn narrow(scene: &Scene, message: &Message, value: &str) -> Answer {
    let has_it = |menu: &daybook::playground::Select| menu.options.iter().any(|(found, _)| found == value);
    let menu = message.selects().into_iter().find(has_it).expect("a menu with that value");
    let person = scene.person("Ada");
    scene.control.choose(person, message.id, &menu.custom_id, &[value]).await.unwrap()
}

#[tokio::test]
async fn a_topic_is_found_and_a_hit_leads_to_its_page() {
    play(NOON, async |scene| {
        let answer = history(scene, "topic:moon landing").await;
        let text = answer.text();
        assert!(text.starts_with("## History: moon landing\n"), "{text}");
        let first = text.find("Apollo 11 Lands Two Men on the Moon").expect("the moon landing");
        assert!(text[..first].matches("**").count() <= 1, "it is not the first hit: {text}");
        let page = scene.press("Ada", &answer, "Continue reading", 0).await.unwrap();
        assert!(page.ephemeral);
        assert!(page.message.unwrap().text().contains("### What happened?"));
    })
    .await;
}

#[tokio::test]
async fn five_hits_are_a_page_and_turning_pages_keeps_the_filters() {
    play(NOON, async |scene| {
        let answer = history(scene, "topic:berlin from:1900 to:1999").await;
        let text = answer.text();
        assert!(text.contains("Hits 1 to 5 of ") && text.contains("1900 to 1999"), "{text}");
        assert_eq!(answer.buttons().iter().filter(|button| button.label == "Continue reading").count(), 5);
        let next = scene.press("Ada", &answer, "Page 2 ▶", 0).await.unwrap();
        assert!(next.ephemeral);
        let second = next.message.unwrap();
        assert!(second.text().contains("Hits 6 to 10 of "), "{}", second.text());
        assert!(second.text().contains("1900 to 1999"), "{}", second.text());
        let back = scene.press("Ada", &second, "◀ Page 1", 0).await.unwrap().message.unwrap();
        assert_eq!(back.id, second.id, "their own answer is turned in place");
        assert_eq!(back.text(), text);
    })
    .await;
}

#[tokio::test]
async fn hits_are_narrowed_down_by_category_and_by_century_and_widened_again() {
    play(NOON, async |scene| {
        let answer = history(scene, "topic:india").await;
        let first = narrow(scene, &answer, "Sports & Games").await.message.unwrap();
        assert!(first.text().contains("Sports & Games"), "{}", first.text());
        let second = narrow(scene, &first, "20th century").await.message.unwrap();
        let text = second.text();
        assert!(text.contains("· Sports & Games · 20th century"), "{text}");
        assert!(
            text.lines().filter(|line| line.starts_with("-# ") && line.contains(" ago")).count() >= 1,
            "{text}"
        );
        for line in text.lines().filter(|line| line.contains(" ago ·")) {
            assert!(line.contains(" 19") || line.contains(" 2000 "), "not of the 20th century: {line}");
            assert!(line.contains("Sports & Games"), "not of sports: {line}");
        }
        let widened = narrow(scene, &second, "everything").await.message.unwrap();
        assert!(!widened.text().contains("· Sports & Games · 20th century"), "{}", widened.text());
    })
    .await;
}

#[tokio::test]
async fn a_word_that_is_misspelt_finds_what_was_meant() {
    play(NOON, async |scene| {
        for (typed, title) in [
            ("Chernobil", "Reactor Four at Chernobyl Explodes"),
            ("Apolo 11", "Apollo 11 Lands"),
            ("Gorbachov", "Gorbachev"),
        ] {
            let text = history(scene, &format!("topic:{typed}")).await.text();
            assert!(text.contains(title), "{typed}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_found_comes_with_what_may_have_been_meant() {
    play(NOON, async |scene| {
        let answer = history(scene, "topic:xylophonistics").await;
        assert!(answer.text().contains("I found nothing about that"), "{}", answer.text());
        let answer = history(scene, "topic:napolleonikum").await;
        assert!(answer.text().contains("Did you mean"), "{}", answer.text());
        let meant =
            answer.buttons().first().map(|button| button.label.clone()).expect("a topic that is near");
        let found = scene.press("Mia", &answer, &meant, 0).await.unwrap().message.unwrap();
        assert!(found.text().contains("Napoleon"), "{}", found.text());
        assert!(!found.text().contains("No hits"), "{}", found.text());
    })
    .await;
}

#[tokio::test]
async fn bad_input_gets_help_and_never_an_error_of_the_engine() {
    play(NOON, async |scene| {
        for typed in
            ["!!! ???", "\"", "((( AND OR NOT", "title:[a TO", "a:b:c^^ ~~2 *", "+-&& || \\", "\" \" \""]
        {
            let answer = scene.slash("Mia", &format!("/history topic:{typed}")).await.unwrap();
            let text = answer.message.unwrap().text();
            assert!(text.contains("## History"), "{typed}: {text}");
            assert!(!text.to_lowercase().contains("syntax") && !text.contains("wrong on my side"), "{text}");
        }
        let text =
            history(scene, &format!("topic:berlin {}", "and many more words ".repeat(250))).await.text();
        assert!(text.contains("That was long"), "{text}");
        for (line, says) in [
            ("topic:war from:soon", "is not a year"),
            ("topic:war from:1900 to:1800", "is later than"),
            ("topic:war category:Religion & Philosophy kind:Births", "Only events have a category"),
        ] {
            let answer = scene.slash("Mia", &format!("/history {line}")).await.unwrap();
            assert!(answer.ephemeral);
            let text = answer.message.unwrap().text();
            assert!(text.contains(says), "{line}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn topics_are_suggested_while_somebody_types() {
    play(NOON, async |scene| {
        let names = async |typed: &str| -> Vec<String> {
            let found = scene.suggestions("Mia", &format!("/history topic:{typed}"), "topic").await;
            found.into_iter().map(|choice| choice.name).collect()
        };
        assert!(names("curie").await.contains(&"Marie Curie".to_owned()));
        assert!(names("wolfgang am").await[0].contains("Mozart"));
        assert!(!names("").await.is_empty());
        assert!(names("volcan").await.iter().any(|name| name == "volcanoes"));
        assert!(names("qqqqqq").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_person_or_a_tag_on_an_events_page_leads_to_the_search_for_it() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        let page = scene.press("Ada", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        for (chosen, heading) in [
            ("person:Gustav Stresemann", "History: \"Gustav Stresemann\""),
            ("tag:weimar republic", "History: \"weimar republic\""),
        ] {
            let found = scene.choose("Ada", &page, chosen).await.unwrap();
            assert!(found.ephemeral, "{chosen}");
            let found = found.message.unwrap();
            assert_ne!(found.id, page.id, "the page stays");
            assert!(found.text().starts_with(&format!("## {heading}")), "{}", found.text());
            assert!(
                found.text().contains("Germany and Soviet Union Sign Neutrality Pact"),
                "{}",
                found.text()
            );
        }
    })
    .await;
}
