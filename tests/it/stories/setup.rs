//! Setting up daily posts.

use daybook::playground::{ControlError, Fault, Trouble};

use super::scene::{Scene, at, play};

/// What Max is told who sets up #history with these options.
async fn set_up(scene: &Scene, options: &str) -> String {
    let answer = scene.slash("Max", &format!("/daily setup channel:#history {options}")).await.unwrap();
    assert!(answer.ephemeral);
    answer.message.unwrap().text()
}

#[tokio::test]
async fn a_moderator_is_told_when_the_first_post_comes() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let answer = scene.slash("Max", "/daily setup channel:#history time:9am zone:europe/berlin").await;
        let answer = answer.unwrap();
        assert!(answer.ephemeral);
        let (channel, first) = (scene.channel("history").0, at("2026-04-24T07:00:00Z").timestamp());
        assert_eq!(
            answer.message.unwrap().text().lines().take(4).collect::<Vec<_>>(),
            [
                format!("Done. <#{channel}> gets what happened on this day, every day at 09:00, Europe/Berlin."),
                format!(
                    "The first post comes <t:{first}:F> (<t:{first}:R>). Below is what it would say; `/daily edit` \
                     changes how it looks."
                ),
                "## On this day: Friday, 24 April 2026".to_owned(),
                "### Germany and Soviet Union Sign Neutrality Pact".to_owned(),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_member_without_the_permission_is_refused_even_where_the_command_is_offered() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let line = "/daily setup channel:#history time:09:00 zone:UTC";
        let hidden = scene.slash("Mia", line).await;
        assert!(matches!(hidden, Err(ControlError::MayNotUse(_))), "{hidden:?}");

        let answer = scene.slash_unchecked("Mia", line).await.unwrap();
        assert!(answer.ephemeral);
        let text = answer.message.unwrap().text();
        assert!(text.contains("**Manage Server** permission"), "{text}");
        assert!(text.contains("Ask a moderator"), "{text}");

        scene.clock.set(at("2026-04-24T12:00:00Z"));
        assert_eq!(scene.ledger("history").await, []);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_time_or_zone_is_refused_with_what_to_write() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let refused =
            scene.slash("Max", "/daily setup channel:#history time:morning zone:UTC").await.unwrap();
        assert!(refused.ephemeral);
        assert!(refused.message.unwrap().text().contains("Write it like 09:00, 9am or 21:30"));
        let refused = scene.slash("Max", "/daily setup channel:#history time:9 zone:Berlin").await.unwrap();
        assert!(refused.message.unwrap().text().contains("Did you mean Europe/Berlin?"));
    })
    .await;
}

#[tokio::test]
async fn several_times_a_day_each_get_their_post() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let told = set_up(scene, "time:18:30 and 9am zone:Europe/Berlin").await;
        assert!(told.contains("every day at 09:00 and 18:30, Europe/Berlin"), "{told}");
        for (time, count) in [("2026-04-23T16:30:00Z", 1), ("2026-04-24T07:00:00Z", 2)] {
            scene.clock.set(at(time));
            scene.posts("history", count).await;
            scene.settled("history", count).await;
        }
    })
    .await;
}

#[tokio::test]
async fn on_weekdays_there_is_no_post_on_saturday_and_sunday() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let told = set_up(scene, "time:9 zone:UTC days:Mon - Fri").await;
        let monday = at("2026-04-27T09:00:00Z");
        assert!(told.contains("every weekday at 09:00, UTC"), "{told}");
        assert!(told.contains(&format!("<t:{}:F>", monday.timestamp())), "{told}");
        scene.clock.set(at("2026-04-26T12:00:00Z"));
        scene.slash("Mia", "/onthisday").await.unwrap();
        assert_eq!(scene.ledger("history").await, []);
        scene.clock.set(monday);
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_cron_line_is_taken_and_said_in_words() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let told = set_up(scene, "time:0 9 * * 6,7 zone:UTC").await;
        let words = r"by the cron line 0 9 \* \* 6,7 (every Saturday and Sunday at 09:00), UTC";
        assert!(told.contains(words), "{told}");
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn what_comes_too_often_or_never_is_refused_with_the_next_step() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let table = [
            (
                "time:9:00, 9:10 zone:UTC",
                "09:00 and 09:10 are only 10 minutes apart, but two posts need at least 15 minutes between them. \
                 Choose times that are further apart",
            ),
            (
                "time:*/5 * * * * zone:UTC",
                "00:00 and 00:05 are only 5 minutes apart, but two posts need at least 15 minutes between them. \
                 Choose times that are further apart",
            ),
            (
                "time:0 9 31 2 * zone:UTC",
                "The schedule by the cron line 0 9 31 2 * never comes round, because no month that it names has \
                 such a day. Choose another day or another month",
            ),
            (
                "time:0 9 * * 1-5 zone:UTC days:weekends",
                "A cron line says by itself on which days it comes. Leave the days out, or write times of day such \
                 as 09:00 instead of the cron line",
            ),
            (
                "time:9:00 zone:UTC days:someday",
                "\"someday\" are not days that I understand. Write weekdays, weekends, every day, or days such as \
                 mon, wed and fri or monday-friday",
            ),
        ];
        for (options, sentence) in table {
            assert_eq!(set_up(scene, options).await, sentence);
        }
        scene.clock.set(at("2026-04-24T12:00:00Z"));
        assert_eq!(scene.ledger("history").await, []);
    })
    .await;
}

#[tokio::test]
async fn days_are_suggested() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let suggested = async |typed: &str| {
            let line = format!("/daily setup channel:#history time:9 zone:UTC days:{typed}");
            let choices = scene.suggestions("Max", &line, "days").await;
            choices.into_iter().map(|choice| choice.name).collect::<Vec<_>>()
        };
        assert_eq!(suggested("").await[..3], ["every day", "weekdays", "weekends"]);
        assert_eq!(suggested("Wee").await, ["weekdays", "weekends"]);
        assert_eq!(suggested("mon, wed").await, ["every Monday and Wednesday"]);
    })
    .await;
}

#[tokio::test]
async fn zones_are_suggested_by_city() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let line = "/daily setup channel:#history time:9 zone:new yo";
        let names: Vec<_> =
            scene.suggestions("Max", line, "zone").await.into_iter().map(|choice| choice.name).collect();
        assert_eq!(names, ["America/New_York: it is 08:00 there now"]);
    })
    .await;
}

#[tokio::test]
async fn the_readme_lists_every_command_that_is_registered() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let journal = scene.control.journal();
        let registered = journal.iter().find(|request| request.route == "set_commands").unwrap();
        assert_eq!(crate::readme::commands_table(), crate::readme::command_rows(&registered.body));
    })
    .await;
}

#[tokio::test]
async fn a_set_up_says_at_once_when_the_post_would_be_refused() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let refused = Trouble::Status {
            status: 403,
            body: Some(serde_json::json!({ "message": "Missing Permissions", "code": 50013 })),
        };
        scene.control.arm(Fault::new(refused).on("trigger_typing"));
        for (attempt, fails) in [(1, true), (2, false)] {
            let answer = scene.slash("Max", "/daily setup channel:#history time:9 zone:UTC").await.unwrap();
            let text = answer.message.unwrap().text();
            assert_eq!(
                text.contains("the post would fail:** I may not post in the channel"),
                fails,
                "{attempt}: {text}"
            );
        }
    })
    .await;
}
