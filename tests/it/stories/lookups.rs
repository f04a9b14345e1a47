//! Looking things up.

use super::scene::play;

#[tokio::test]
async fn onthisday_answers_for_any_date_as_people_write_it() {
    play("2025-03-15T12:00:00Z", async |scene| {
        for date in ["24 April", "April 24", "04-24"] {
            let answer = scene.slash("Mia", &format!("/onthisday date:{date}")).await.unwrap();
            assert!(!answer.ephemeral);
            let text = answer.message.unwrap().text();
            assert!(text.contains("On this day: 24 April\n"), "{text}");
            assert!(text.contains("1926 · 98 years, 10 months, 19 days ago"), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn onthisday_without_a_date_takes_the_servers_today_and_says_which() {
    play("2026-04-23T23:30:00Z", async |scene| {
        let answer = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        assert!(answer.text().contains("Thursday, 23 April 2026"), "{}", answer.text());
        assert!(answer.text().contains("Today by UTC"), "{}", answer.text());

        scene.slash("Max", "/daily setup channel:#history time:09:00 zone:Europe/Berlin").await.unwrap();
        let answer = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        assert!(answer.text().contains("Friday, 24 April 2026"), "{}", answer.text());
        assert!(answer.text().contains("Today in Europe/Berlin"), "{}", answer.text());
    })
    .await;
}

#[tokio::test]
async fn continue_reading_shows_every_part_of_the_page_to_the_reader_alone() {
    play("2025-03-15T12:00:00Z", async |scene| {
        let answer = scene.slash("Mia", "/onthisday date:24 April").await.unwrap().message.unwrap();
        let page = scene.press("Ada", &answer, "Continue reading", 0).await.unwrap();
        assert!(page.ephemeral);
        let page = page.message.unwrap();
        let text = page.text();
        for part in [
            "## Germany and Soviet Union Sign Neutrality Pact",
            "**24 April 1926** · 98 years, 10 months, 19 days ago",
            "**Where:** [Berlin, Germany](https://www.openstreetmap.org/",
            "**Category:** Politics & Government",
            "**People:** Gustav Stresemann, Nikolay Krestinsky",
            "Foreign Minister Gustav Stresemann and the Soviet ambassador",
            "### Key facts\n- ",
            "### What happened?\nSix months earlier",
            "with a permanent seat on its Council.",
            "### Why does it matter?\nStresemann's double insurance",
            "### Links and references\n- [Treaty of Berlin (1926)](https://en.wikipedia.org/",
            "-# Tags: diplomacy, weimar republic, soviet union, treaties",
            "### More from the same day",
            "-# Text: Daybook's almanac, CC BY 4.0",
        ] {
            assert!(text.contains(part), "no {part:?} in:\n{text}");
        }
        let more = scene.press("Ada", &page, "Continue reading", 0).await.unwrap();
        assert!(more.ephemeral && more.message.unwrap().text().contains("### What happened?"));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_date_gets_a_clear_sentence_for_the_asker_alone() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let answer = scene.slash("Mia", "/onthisday date:someday").await.unwrap();
        assert!(answer.ephemeral);
        let text = answer.message.unwrap().text();
        assert_eq!(
            text,
            "\"someday\" is not a date that I understand. Write it like 24 April, April 24, 04-24 or tomorrow"
        );
    })
    .await;
}

#[tokio::test]
async fn every_page_of_every_day_fits_discord() {
    play("2026-06-01T12:00:00Z", async |scene| {
        let library = daybook::app::library();
        for day in library.days() {
            let answer = scene.slash("Mia", &format!("/onthisday date:{day}")).await.unwrap();
            let answer = answer.message.unwrap();
            let pages = answer.buttons().iter().filter(|button| button.label == "Continue reading").count();
            assert!(pages >= 4, "{day} has only {pages} events");
            for nth in 0..pages {
                let page = scene.press("Ada", &answer, "Continue reading", nth).await;
                let text = page.unwrap_or_else(|error| panic!("{day}: {error}")).message.unwrap().text();
                assert!(text.contains("### Why does it matter?"), "{day}: {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_days_around_are_a_button_away() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let answer = scene.slash("Mia", "/onthisday date:24 April").await.unwrap().message.unwrap();
        let next = scene.press("Ada", &answer, "25 April ▶", 0).await.unwrap();
        assert!(next.ephemeral);
        let next = next.message.unwrap();
        assert!(next.text().contains("On this day: 25 April"), "{}", next.text());
        let back = scene.press("Ada", &next, "◀ 24 April", 0).await.unwrap().message.unwrap();
        assert!(back.text().contains("Germany and Soviet Union Sign Neutrality Pact"), "{}", back.text());
    })
    .await;
}
