//! Setting up daily posts.

use daybook::playground::{
    ControlError, Fault, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, Trouble,
    VIEW_CHANNEL, World,
};

use super::scene::{Scene, Setting, at, play, play_in};

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

#[tokio::test]
async fn a_new_moderator_comes_from_nothing_to_the_first_post_in_one_interaction() {
    let world = World::reading_room().person("Nora", &["Moderators"]);
    play_in(Setting { world, ..Setting::at("2026-04-24T06:58:00Z") }, async |scene| {
        let line = "/daily setup channel:#history time:9am zone:berlin";
        let zones = scene.suggestions("Nora", line, "zone").await;
        assert_eq!(zones[0].value, "Europe/Berlin");
        let told = scene.told("Nora", "/daily setup channel:#history time:9am zone:Europe/Berlin").await;
        let nine = at("2026-04-24T07:00:00Z").timestamp();
        assert!(told.contains(&format!("<t:{nine}:F> (<t:{nine}:R>)")), "{told}");
        assert!(!told.contains("Before the first post"), "{told}");
        scene.clock.set(at("2026-04-24T07:00:00Z"));
        let post = scene.posts("history", 1).await.remove(0);
        // What the preview promised is what came.
        let (_, preview) = told.split_once("## On this day").unwrap();
        assert!(post.text().contains(preview.lines().nth(1).unwrap()), "{}", post.text());
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn whatever_the_bot_lacks_is_said_by_name_before_anything_goes_wrong() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let table = [
            (VIEW_CHANNEL, "**View Channel**"),
            (SEND_MESSAGES, "**Send Messages**"),
            (READ_MESSAGE_HISTORY, "**Read Message History**"),
            (SEND_MESSAGES | READ_MESSAGE_HISTORY, "**Send Messages** and **Read Message History**"),
        ];
        let history = scene.channel("history");
        for (bits, names) in table {
            scene.control.deny_bot(history, bits);
            let told = scene.told("Max", "/daily setup channel:#history time:9 zone:UTC").await;
            let expected = format!(
                "**Before the first post:** I lack {names} in <#{}>. Open the channel's settings, choose Permissions, add \
                 me, and allow it there.",
                history.0
            );
            assert!(told.contains(&expected), "{told}");
        }
        scene.control.deny_bot(history, 0);
        let told = scene.told("Max", "/daily setup channel:#history time:9 zone:UTC").await;
        assert!(!told.contains("Before the first post"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn threads_and_forums_say_what_they_lack_too() {
    let world = World::reading_room().thread("general", "On this day");
    play_in(Setting { world, ..Setting::at("2026-04-23T12:00:00Z") }, async |scene| {
        scene.control.deny_bot(scene.channel("general"), SEND_MESSAGES_IN_THREADS);
        let told = scene.told("Max", "/daily setup channel:On this day time:9 zone:UTC").await;
        assert!(told.contains("I lack **Send Messages in Threads**"), "{told}");
        scene.control.deny_bot(scene.channel("books"), SEND_MESSAGES);
        let told = scene.told("Max", "/daily setup channel:#books time:9 zone:UTC").await;
        assert!(told.contains("I lack **Create Posts**"), "{told}");
        scene.control.deny_bot(scene.channel("books"), 0);
        scene.control.require_tag(scene.channel("books"), true);
        let told = scene.told("Max", "/daily setup channel:#books time:9 zone:UTC").await;
        assert!(told.contains("wants a tag on each post. Choose one with `/daily edit`"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn the_same_time_changes_a_post_and_another_adds_one_and_the_answer_says_which() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let told = set_up(scene, "time:9:00 zone:Europe/Berlin events:3").await;
        assert!(told.starts_with("Done.") && !told.contains("one more"), "{told}");
        let told = set_up(scene, "time:9am zone:UTC days:weekdays").await;
        assert!(told.starts_with("Changed. The daily post at this time in"), "{told}");
        assert!(told.contains("now comes every weekday at 09:00, UTC; the rest stays as it was."), "{told}");
        let told = set_up(scene, "time:6pm zone:UTC").await;
        assert!(told.contains("It is one more in this channel: the other one stays."), "{told}");
        let told = set_up(scene, "time:8pm zone:UTC").await;
        assert!(told.contains("It is one more in this channel: 2 others stay."), "{told}");
        scene.clock.set(at("2026-04-23T20:00:00Z"));
        scene.posts("history", 2).await;
        scene.all_settled().await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let third = scene.posts("history", 3).await.remove(2);
        let events = third.buttons().iter().filter(|button| button.label == "Continue reading").count();
        assert_eq!(events, 3, "the rest stayed as it was");
        scene.all_settled().await;
    })
    .await;
}

#[tokio::test]
async fn a_server_gets_no_more_than_it_may_have() {
    let mut setting = Setting::at("2026-04-23T12:00:00Z");
    setting.config.schedule.most_per_server = 2;
    play_in(setting, async |scene| {
        for time in ["9", "10"] {
            set_up(scene, &format!("time:{time} zone:UTC")).await;
        }
        assert_eq!(
            set_up(scene, "time:11 zone:UTC").await,
            "This server has 2 daily posts, and that is the most. Remove one with `/daily remove`, or change one with \
             `/daily edit`."
        );
        assert!(set_up(scene, "time:10 zone:Europe/Berlin").await.starts_with("Changed."));
    })
    .await;
}

#[tokio::test]
async fn times_and_zones_are_suggested_as_people_type_them() {
    play("2026-07-23T12:00:00Z", async |scene| {
        let suggested = async |time: &str, zone: &str, option: &str| {
            let line = format!("/daily setup channel:#history time:{time} zone:{zone}");
            let choices = scene.suggestions("Max", &line, option).await;
            choices.into_iter().map(|choice| choice.name).collect::<Vec<_>>()
        };
        assert_eq!(suggested("9", "UTC", "time").await, ["09:00", "21:00"]);
        assert_eq!(suggested("9am", "UTC", "time").await, ["09:00"]);
        assert_eq!(suggested("21:30", "UTC", "time").await, ["21:30"]);
        for (typed, first) in [
            ("", "UTC: it is 12:00 there now"),
            ("berlin", "Europe/Berlin: it is 14:00 there now"),
            ("Germany", "Europe/Berlin (Germany): it is 14:00 there now"),
            ("EST", "America/New_York (EST): it is 08:00 there now"),
            ("PST", "America/Los_Angeles (PST): it is 05:00 there now"),
            ("UTC+2", "UTC+2: it is 14:00 there now"),
        ] {
            assert_eq!(
                suggested("9", typed, "zone").await.first().map(String::as_str),
                Some(first),
                "{typed}"
            );
        }
        // Who does not choose from the list is understood all the same.
        let told = set_up(scene, "time:9 zone:UTC+2").await;
        assert!(told.contains("every day at 09:00, UTC+2"), "{told}");
    })
    .await;
}
