//! `/daily` besides setting up: list, pause, resume, remove, preview, post-now, check, log.

use daybook::playground::{ControlError, SEND_MESSAGES};
use daybook::store::LedgerState;

use super::scene::{Scene, at, play};

const SET_UP: &str = "/daily setup channel:#history time:09:00 zone:UTC";

/// What somebody is told, without the numbers that are other ones on each run.
async fn told(scene: &Scene, line: &str) -> String {
    let mut told = scene.told("Max", line).await;
    for (name, tag) in [("history", "#history"), ("announcements", "#announcements")] {
        told = told.replace(&format!("<#{}>", scene.channel(name).0), tag);
    }
    told.replace(&scene.person("Max").0.to_string(), "MAX")
}

fn time(text: &str) -> i64 {
    at(text).timestamp()
}

#[tokio::test]
async fn without_a_daily_post_every_command_says_how_to_start() {
    play("2026-04-23T12:00:00Z", async |scene| {
        for command in ["list", "edit", "preview", "post-now", "pause", "resume", "remove", "check"] {
            let told = scene.told("Max", &format!("/daily {command}")).await;
            assert!(
                told.starts_with("There are no daily posts on this server yet. Start with `/daily setup`"),
                "{told}"
            );
        }
        assert_eq!(scene.told("Max", "/daily log").await, "Nobody has changed anything on this server yet.");
    })
    .await;
}

#[tokio::test]
async fn every_command_is_for_moderators_alone_even_where_it_is_offered() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        for command in
            ["list", "edit", "preview", "post-now", "pause", "resume", "remove", "check", "log", "forget"]
        {
            let line = format!("/daily {command}");
            let hidden = scene.slash("Mia", &line).await;
            assert!(matches!(hidden, Err(ControlError::MayNotUse(_))), "{hidden:?}");
            let answer = scene.slash_unchecked("Mia", &line).await.unwrap();
            assert!(answer.ephemeral);
            let text = answer.message.unwrap().text();
            assert!(
                text.starts_with("Only people with the **Manage Server** permission"),
                "{command}: {text}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_tells_what_runs_what_came_and_what_was_wrong() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene
            .slash("Max", "/daily setup channel:#announcements time:18 zone:Europe/Berlin days:fri")
            .await
            .unwrap();
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let post = scene.posts("history", 1).await.remove(0);
        scene.settled("history", 1).await;
        scene.slash("Max", "/daily pause which:#announcements").await.unwrap();
        let (posted, next) = (time("2026-04-24T09:00:00Z"), time("2026-04-25T09:00:00Z"));
        let guild = scene.control.channels()[0].0;
        let link =
            format!("https://discord.com/channels/{}/{}/{}", guild.0, scene.channel("history").0, post.id.0);
        assert_eq!(
            told(scene, "/daily list").await,
            format!(
                "## Daily posts\n2 of 25 that this server may have.\n\
                 **1.** #history · every day at 09:00, UTC\n\
                 -# next <t:{next}:f> (<t:{next}:R>) · last [post]({link}) <t:{posted}:R>\n\
                 **2.** #announcements · every Friday at 18:00, Europe/Berlin\n\
                 -# paused · no post yet\n\
                 -# ⚠ <@MAX> paused it"
            )
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    play("2026-04-23T12:00:00Z", async |scene| {
        for hour in 0..9 {
            scene
                .slash("Max", &format!("/daily setup channel:#history time:{hour}:00 zone:UTC"))
                .await
                .unwrap();
        }
        let first = scene.slash("Max", "/daily list").await.unwrap().message.unwrap();
        assert!(first.text().contains("**8.**") && !first.text().contains("**9.**"), "{}", first.text());
        let second = scene.press("Max", &first, "After ▶", 0).await.unwrap().message.unwrap();
        assert_eq!(second.id, first.id);
        assert!(second.text().contains("**9.**") && !second.text().contains("**8.**"), "{}", second.text());
        let back = scene.press("Max", &second, "◀ Before", 0).await.unwrap().message.unwrap();
        assert_eq!(back.text(), first.text());
    })
    .await;
}

#[tokio::test]
async fn of_several_one_is_chosen_by_what_is_suggested_or_by_its_channel() {
    play("2026-04-23T12:00:00Z", async |scene| {
        for line in [SET_UP, "/daily setup channel:#history time:18 zone:UTC", "/daily setup channel:#general time:9 zone:UTC"] {
            scene.slash("Max", line).await.unwrap();
        }
        let which = "This server has 3 daily posts. Say which one you mean: choose from what is suggested for `which`.";
        assert_eq!(told(scene, "/daily pause").await, which);
        let choices = scene.suggestions("Max", "/daily pause which:hist", "which").await;
        let names: Vec<_> = choices.iter().map(|choice| choice.name.as_str()).collect();
        assert_eq!(names, ["#history: every day at 09:00, UTC", "#history: every day at 18:00, UTC"]);
        let second = choices[1].value.as_str().unwrap();
        let said = told(scene, &format!("/daily pause which:{second}")).await;
        assert_eq!(said, "Paused. #history gets nothing until you run `/daily resume`.");
        assert!(told(scene, "/daily pause which:#general").await.starts_with("Paused."));
        let ambiguous = told(scene, "/daily pause which:#history").await;
        assert!(ambiguous.starts_with("I know no daily post \"\\#history\" on this server."), "{ambiguous}");
        let unknown = told(scene, "/daily pause which:99999").await;
        assert!(unknown.starts_with("I know no daily post \"99999\" on this server."), "{unknown}");
        let paused = scene.suggestions("Max", "/daily resume which:18", "which").await;
        assert_eq!(paused[0].name, "#history: every day at 18:00, UTC (paused)");
    })
    .await;
}

#[tokio::test]
async fn a_paused_post_does_not_come_and_a_resumed_one_does() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        assert!(
            told(scene, "/daily resume")
                .await
                .starts_with("It runs already: the next post in #history comes")
        );
        assert!(told(scene, "/daily pause").await.starts_with("Paused."));
        assert_eq!(
            told(scene, "/daily pause").await,
            "It is paused already: <@MAX> paused it. Let it run with `/daily resume`."
        );
        assert_eq!(
            told(scene, "/daily post-now").await,
            "This daily post is paused. Let it run with `/daily resume` first."
        );
        scene.clock.set(at("2026-04-24T12:00:00Z"));
        let next = time("2026-04-25T09:00:00Z");
        assert_eq!(
            told(scene, "/daily resume").await,
            format!("It runs again: the next post in #history comes <t:{next}:F> (<t:{next}:R>).")
        );
        assert_eq!(scene.ledger("history").await, []);
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        scene.posts("history", 1).await;
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn removing_asks_first_and_can_be_undone_for_ten_minutes() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let ask = async || scene.slash("Max", "/daily remove").await.unwrap().message.unwrap();
        let asked = ask().await;
        assert!(
            asked.text().contains("every day at 09:00, UTC? For ten minutes you can undo it."),
            "{}",
            asked.text()
        );
        let kept = scene.press("Max", &asked, "Keep", 0).await.unwrap().message.unwrap();
        assert_eq!((kept.id, kept.text().as_str()), (asked.id, "Nothing was changed."));
        assert!(kept.buttons().is_empty());

        let removed = scene.press("Max", &ask().await, "Remove", 0).await.unwrap().message.unwrap();
        assert!(removed.text().starts_with("Removed."), "{}", removed.text());
        assert!(scene.told("Max", "/daily list").await.starts_with("There are no daily posts"));
        scene.clock.set(at("2026-04-23T12:09:00Z"));
        let back = scene.press("Max", &removed, "Undo", 0).await.unwrap().message.unwrap();
        assert!(back.text().starts_with("It is back: the next post in"), "{}", back.text());

        let removed = scene.press("Max", &ask().await, "Remove", 0).await.unwrap().message.unwrap();
        scene.clock.set(at("2026-04-23T12:20:00Z"));
        let late = scene.press("Max", &removed, "Undo", 0).await.unwrap();
        assert!(late.message.unwrap().text().starts_with("This cannot be undone any more"));
        scene.clock.set(at("2026-04-24T12:00:00Z"));
        scene.slash("Mia", "/onthisday").await.unwrap();
        assert_eq!(scene.look_at("history").len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_button_asks_for_the_permission_again_when_it_is_pressed() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let asked = scene.slash("Max", "/daily remove").await.unwrap().message.unwrap();
        let moderators = scene.control.role("Moderators").unwrap();
        scene.control.set_role(moderators, 0, false);
        let refused = scene.press("Max", &asked, "Remove", 0).await.unwrap();
        assert!(
            refused.message.unwrap().text().starts_with("Only people with the **Manage Server** permission")
        );
        assert!(scene.told("Ada", "/daily list").await.contains("1 of 25"));
    })
    .await;
}

#[tokio::test]
async fn a_preview_is_for_the_moderator_alone_and_is_what_comes() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let preview = scene.told("Max", "/daily preview").await;
        assert!(preview.starts_with("## On this day: Friday, 24 April 2026"), "{preview}");
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        assert_eq!(scene.posts("history", 1).await.remove(0).text(), preview);
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_post_out_of_turn_comes_at_once_and_counts_only_if_asked() {
    play("2026-04-24T07:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let (today, tomorrow) = (time("2026-04-24T09:00:00Z"), time("2026-04-25T09:00:00Z"));
        assert_eq!(
            told(scene, "/daily post-now").await,
            format!(
                "The post is on its way to #history. It does not count as today's; the next one comes <t:{today}:F> (<t:{today}:R>)."
            )
        );
        let early = scene.posts("history", 1).await.remove(0);
        scene.settled("history", 1).await;
        let twice = told(scene, "/daily post-now").await;
        assert!(twice.starts_with("There is a post at this very moment already."), "{twice}");
        scene.clock.set(at("2026-04-24T07:00:05Z"));
        let counted = told(scene, "/daily post-now counts_for_today:true").await;
        assert!(counted.contains(&format!("It counts as today's; the next one comes <t:{tomorrow}:F>")), "{counted}");
        let second = scene.posts("history", 2).await.remove(1);
        assert_eq!(second.text(), early.text(), "the first one did not count as shown");
        scene.settled("history", 2).await;
        scene.clock.set(at("2026-04-24T12:00:00Z"));
        scene.slash("Mia", "/onthisday").await.unwrap();
        assert_eq!(scene.ledger("history").await.len(), 2, "today had its post");
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        scene.posts("history", 3).await;
        let ledger = scene.settled("history", 3).await;
        assert!(ledger.iter().all(|entry| matches!(entry.state, LedgerState::Posted(_))));
    })
    .await;
}

#[tokio::test]
async fn a_check_says_of_each_point_that_it_is_in_order_or_what_to_do() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", "/daily setup channel:#history time:09:00 zone:Europe/Berlin").await.unwrap();
        let next = time("2026-04-24T07:00:00Z");
        let all = daybook::app::library().day("04-24".parse().unwrap()).events.len();
        assert_eq!(
            told(scene, "/daily check").await,
            format!(
                "## Check of #history\n-# every day at 09:00, Europe/Berlin\n\
                 ✅ **Permissions:** I have what I need.\n\
                 ✅ **Zone:** in Europe/Berlin it is 14:00 on Thursday, 23 April now.\n\
                 ✅ **Schedule:** the next post comes <t:{next}:F> (<t:{next}:R>).\n\
                 ✅ **Source:** there are {all} entries to choose from for 24 April.\n\
                 ✅ **Store:** it works; there was no post yet."
            )
        );
        scene.control.deny_bot(scene.channel("history"), SEND_MESSAGES);
        scene.slash("Max", "/daily pause").await.unwrap();
        let checked = told(scene, "/daily check").await;
        assert!(
            checked.contains("⚠️ **Permissions:** I lack **Send Messages** in #history. Open the channel's"),
            "{checked}"
        );
        assert!(
            checked.contains("⚠️ **Schedule:** paused: <@MAX> paused it. Let it run with `/daily resume`."),
            "{checked}"
        );
        scene.control.remove_channel(scene.channel("history"));
        let checked = scene.told("Max", "/daily check").await;
        assert!(
            checked
                .contains("⚠️ **Permissions:** the channel is gone: choose another one with `/daily edit`"),
            "{checked}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_changed_what_and_when_can_be_read() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.clock.set(at("2026-04-23T12:05:00Z"));
        scene.slash("Ada", "/daily pause").await.unwrap();
        scene.clock.set(at("2026-04-23T12:06:00Z"));
        scene.slash("Max", "/daily resume").await.unwrap();
        let asked = scene.slash("Max", "/daily remove").await.unwrap().message.unwrap();
        let removed = scene.press("Max", &asked, "Remove", 0).await.unwrap().message.unwrap();
        scene.press("Max", &removed, "Undo", 0).await.unwrap();
        let log = told(scene, "/daily log").await.replace(&scene.person("Ada").0.to_string(), "ADA");
        let minute = |minute: u32| time(&format!("2026-04-23T12:0{minute}:00Z"));
        assert_eq!(
            log,
            format!(
                "## Changes on this server\n\
                 <t:{2}:f> <@MAX> brought back #history, every day at 09:00, UTC\n\
                 <t:{2}:f> <@MAX> removed #history, every day at 09:00, UTC\n\
                 <t:{2}:f> <@MAX> resumed #history, every day at 09:00, UTC\n\
                 <t:{1}:f> <@ADA> paused #history, every day at 09:00, UTC\n\
                 <t:{0}:f> <@MAX> set up #history: every day at 09:00, UTC",
                minute(0),
                minute(5),
                minute(6)
            )
        );
    })
    .await;
}
