//! Setting up daily posts.

use daybook::playground::ControlError;

use super::scene::{at, play};

#[tokio::test]
async fn a_moderator_is_told_when_the_first_post_comes() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let answer = scene.slash("Max", "/daily setup channel:#history time:9am zone:europe/berlin").await;
        let answer = answer.unwrap();
        assert!(answer.ephemeral);
        let (channel, first) = (scene.channel("history").0, at("2026-04-24T07:00:00Z").timestamp());
        assert_eq!(
            answer.message.unwrap().text(),
            format!(
                "Done. <#{channel}> gets what happened on this day, every day at 09:00, Europe/Berlin.\n\
                 The first post comes <t:{first}:F> (<t:{first}:R>). Run this command again to change the time."
            )
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
async fn zones_are_suggested_by_city() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let line = "/daily setup channel:#history time:9 zone:new yo";
        let names: Vec<_> =
            scene.suggestions("Max", line, "zone").await.into_iter().map(|choice| choice.name).collect();
        assert_eq!(names, ["America/New_York"]);
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
