//! How posts come (role, thread, forum, publishing), and what moderators hear when that goes wrong.

use chrono::TimeDelta;
use daybook::playground::{
    CREATE_PUBLIC_THREADS, Fault, MANAGE_THREADS, Message, SEND_MESSAGES, Trouble, VIEW_CHANNEL, World,
};
use daybook::store::LedgerState;
use daybook::subscription::{GuildId, State, Subscription};
use serde_json::json;

use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};

/// Sets a channel up, and makes these choices on the panel.
async fn with(scene: &Scene, channel: &str, choices: &[(&str, &[&str])]) {
    scene.slash("Max", &format!("/daily setup channel:{channel} time:09:00 zone:UTC")).await.unwrap();
    for (menu, values) in choices {
        let panel = scene.slash("Max", "/daily edit").await.unwrap().message.unwrap();
        scene.choose_from("Max", &panel, menu, values).await.unwrap();
    }
}

async fn stored(scene: &Scene) -> Subscription {
    let guild = GuildId(scene.control.channels()[0].0.0);
    scene.store.subscriptions_of(guild).await.unwrap().remove(0)
}

/// The one notice in #general.
async fn notice(scene: &Scene) -> Message {
    scene.posts("general", 1).await.remove(0)
}

/// Waits until no look is due, or under way since before the clock was last moved: it would not see what changes now.
async fn no_look_is_left_from_before(scene: &Scene) {
    let looked = async {
        while scene.store.next_probe().await.unwrap().expect("a look to come") <= scene.clock.now() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, looked).await.expect("the looks that were due are over");
}

fn morning(day: u32) -> chrono::DateTime<chrono::Utc> {
    at(&format!("2026-04-{day}T09:00:00Z"))
}

#[tokio::test]
async fn only_the_chosen_role_is_pinged_and_a_silent_post_makes_no_sound() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[("Role to ping", &["History Club"]), ("Options", &["silent"])]).await;
        scene.clock.set(morning(24));
        let post = scene.posts("history", 1).await.remove(0);
        let club = scene.control.role("History Club").unwrap();
        assert_eq!(post.mentions(), [club.0.to_string()]);
        assert!(post.text().starts_with(&format!("<@&{}>\n", club.0)), "{}", post.text());
        assert_ne!(post.flags() & (1 << 12), 0, "it is silent");
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn when_the_role_is_gone_the_post_comes_without_a_ping_and_that_is_told_once() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[("Role to ping", &["History Club"])]).await;
        scene.control.remove_role(scene.control.role("History Club").unwrap());
        for (day, count) in [(24, 1), (25, 2)] {
            scene.clock.set(morning(day));
            let post = scene.posts("history", count).await.remove(count - 1);
            assert!(
                post.mentions().is_empty() && post.text().starts_with("## On this day"),
                "{}",
                post.text()
            );
            scene.settled("history", count).await;
            let told = notice(scene).await.text();
            assert!(told.contains("come, but not as you wanted:** the role to ping is gone"), "{told}");
        }
        let list = scene.told("Max", "/daily list").await;
        assert!(list.contains("⚠ the role to ping is gone"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_role_that_nobody_may_ping_is_said_before_and_after() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[("Role to ping", &["Moderators"])]).await;
        let checked = scene.told("Max", "/daily check").await;
        assert!(checked.contains("I lack **Mention @everyone, @here and All Roles**"), "{checked}");
        scene.clock.set(morning(24));
        assert!(scene.posts("history", 1).await[0].mentions().is_empty());
        scene.settled("history", 1).await;
        let told = notice(scene).await.text();
        assert!(told.contains("the role was not pinged, because it is not mentionable."), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_started_under_each_post_and_what_it_lacks_is_told() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[("Options", &["thread"])]).await;
        scene.clock.set(morning(24));
        let post = scene.posts("history", 1).await.remove(0);
        scene.settled("history", 1).await;
        let thread = scene.control.channels().into_iter().find(|(_, channel)| channel.0 == post.id.0);
        assert!(thread.is_some(), "a thread has its message's number");
        assert_eq!(
            scene.control.channel("Germany and Soviet Union Sign Neutrality Pact").map(|id| id.0),
            Some(post.id.0)
        );

        scene.control.deny_bot(scene.channel("history"), CREATE_PUBLIC_THREADS);
        scene.clock.set(morning(25));
        scene.posts("history", 2).await;
        scene.settled("history", 2).await;
        let told = notice(scene).await.text();
        assert!(
            told.contains("there is no thread under the post: grant me **Create Public Threads**"),
            "{told}"
        );
        assert_eq!(stored(scene).await.state, State::Active);
    })
    .await;
}

#[tokio::test]
async fn posts_in_announcement_channels_are_published_if_wanted() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#announcements", &[("Options", &["publish", "thread"])]).await;
        scene.clock.set(morning(24));
        scene.posts("announcements", 1).await;
        scene.settled("announcements", 1).await;
        let post = scene.look_at("announcements").remove(0);
        assert_ne!(post.flags() & 1, 0, "it is published");
        let limited = Trouble::RateLimit { retry_after_ms: Some(600_000), global: false };
        scene.control.arm(Fault::new(limited).on("crosspost_message"));
        scene.clock.set(morning(25));
        scene.posts("announcements", 2).await;
        scene.settled("announcements", 2).await;
        let told = notice(scene).await.text();
        assert!(told.contains("is not published to the servers that follow the channel, because Discord allows only about ten an hour"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn what_a_lost_answer_left_undone_is_done_once_the_post_is_found() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#announcements", &[("Options", &["publish", "thread"])]).await;
        scene.control.arm(Fault::new(Trouble::LoseAnswer).on("create_message"));
        scene.clock.set(morning(24));
        scene.settled_in_time("announcements").await;
        let post = scene.look_at("announcements").remove(0);
        assert_ne!(post.flags() & 1, 0, "it is published");
        assert!(
            scene.control.channels().iter().any(|(_, channel)| channel.0 == post.id.0),
            "it has its thread"
        );
        assert_eq!(stored(scene).await.problem, None);
    })
    .await;
}

#[tokio::test]
async fn a_forum_gets_a_post_of_its_own_with_title_and_tags() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#books", &[("Tags", &[])]).await;
        let panel = scene.slash("Max", "/daily edit").await.unwrap().message.unwrap();
        let menu = panel.selects().into_iter().find(|menu| menu.placeholder.starts_with("Tags")).unwrap();
        let (tag, label) = menu.options[0].clone();
        assert_eq!(label, "This day");
        let panel = scene.choose_from("Max", &panel, "Tags", &[&tag]).await.unwrap().message.unwrap();
        let looks = scene.press("Max", &panel, "Title and colour", 0).await.unwrap();
        scene.fill_in("Max", &looks, &[("forum_title", "{day}: {title}")]).await.unwrap();
        scene.clock.set(morning(24));
        scene.settled("books", 1).await;
        let name = "24 April: Germany and Soviet Union Sign Neutrality Pact";
        let thread = scene.control.channel(name).expect("the post, by its title");
        let posts = scene.control.messages(thread);
        assert_eq!(posts.len(), 1);
        scene.look_at(name);
        let last = stored(scene).await.last_post.unwrap();
        assert_eq!((last.channel.0, last.message.0), (thread.0, posts[0].id.0));
        let said = scene.told("Max", "/daily list").await;
        assert!(said.contains(&format!("/{}/{})", thread.0, posts[0].id.0)), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_forums_post_whose_answer_was_lost_is_found_by_its_mark() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#books", &[]).await;
        scene.control.arm(Fault::new(Trouble::LoseAnswer).on("create_thread"));
        scene.clock.set(morning(24));
        scene.settled_in_time("books").await;
        assert!(matches!(scene.ledger("books").await[0].state, LedgerState::Posted(_)));
        scene.look_at("On this day: 24 April 2026");
        let threads = scene.control.channels().into_iter().filter(|(_, channel)| {
            scene.control.messages(*channel).iter().any(|message| message.text().contains("On this day"))
        });
        assert_eq!(threads.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_forum_that_comes_to_want_a_tag_pauses_the_post_until_one_is_chosen() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#books", &[]).await;
        scene.control.require_tag(scene.channel("books"), true);
        scene.clock.set(morning(24));
        scene.settled("books", 1).await;
        let told = notice(scene).await;
        assert!(
            told.text()
                .contains("are paused:** the forum wants a tag on each post: choose one with `/daily edit`"),
            "{}",
            told.text()
        );
        let pressed = scene.press("Max", &told, "Check again and resume", 0).await.unwrap();
        assert!(pressed.ephemeral);
        let text = pressed.message.unwrap().text();
        assert!(
            text.starts_with("Not yet: the forum") && text.contains("wants a tag on each post"),
            "{text}"
        );
        let panel = scene.press("Max", &told, "Fine-tune", 0).await.unwrap().message.unwrap();
        let menu = panel.selects().into_iter().find(|menu| menu.placeholder.starts_with("Tags")).unwrap();
        let tagged =
            scene.choose_from("Max", &panel, "Tags", &[&menu.options[0].0]).await.unwrap().message.unwrap();
        assert!(tagged.text().contains("**It runs again: the next post in"), "{}", tagged.text());
        let again = scene.press("Max", &told, "Check again and resume", 0).await.unwrap().message.unwrap();
        assert!(again.text().starts_with("It runs already"), "{}", again.text());
        scene.clock.set(morning(25));
        scene.settled("books", 2).await;
        scene.look_at("On this day: 25 April 2026");
        scene.look_at("general");
    })
    .await;
}

#[tokio::test]
async fn a_tag_that_is_gone_keeps_no_post_away() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#books", &[]).await;
        let panel = scene.slash("Max", "/daily edit").await.unwrap().message.unwrap();
        let menu = panel.selects().into_iter().find(|menu| menu.placeholder.starts_with("Tags")).unwrap();
        scene.choose_from("Max", &panel, "Tags", &[&menu.options[0].0]).await.unwrap();
        let gone = Trouble::Status {
            status: 400,
            body: Some(json!({ "message": "Invalid Form Body", "code": 50035 })),
        };
        scene.control.arm(Fault::new(gone).on("create_thread"));
        scene.clock.set(morning(24));
        scene.settled("books", 1).await;
        scene.look_at("On this day: 24 April 2026");
        let told = notice(scene).await.text();
        assert!(told.contains("a tag of the forum is gone, so the post has none."), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_was_archived_is_opened_again_where_that_is_allowed() {
    let world = World::reading_room().thread("general", "On this day");
    play_in(Setting { world, ..Setting::at("2026-04-24T08:00:00Z") }, async |scene| {
        let (thread, bot) = (scene.channel("On this day"), scene.control.bot());
        with(scene, "On this day", &[]).await;
        scene.control.archive(thread, true);
        scene.clock.set(morning(24));
        scene.settled("On this day", 1).await;
        let told = notice(scene).await;
        assert!(
            told.text().contains("are paused:** the thread is archived and I may not open it"),
            "{}",
            told.text()
        );
        assert_eq!(scene.look_at("On this day").len(), 0);

        let holder = daybook::playground::Holder::Person(bot);
        scene.control.set_permissions(scene.channel("general"), holder, MANAGE_THREADS, 0);
        scene.control.archive(thread, false);
        let mended = scene.posts("general", 2).await.remove(1);
        assert!(mended.text().contains("run again"), "{}", mended.text());
        scene.control.archive(thread, true);
        scene.clock.set(morning(25));
        scene.posts("On this day", 1).await;
        scene.settled("On this day", 2).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_mended_runs_again_by_itself_and_is_asked_about_politely() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[]).await;
        let history = scene.channel("history");
        scene.control.deny_bot(history, VIEW_CHANNEL);
        scene.clock.set(morning(24));
        scene.settled("history", 1).await;
        let told = notice(scene).await.text();
        assert!(told.contains("I cannot see the channel: grant me View Channel there"), "{told}");
        // Two days pass: at most an hour, two, four, eight and then every sixteen hours apart.
        let looks = || scene.control.tally().get(&("get_channel", 403)).copied().unwrap_or(0);
        let before = looks();
        for _ in 0..48 {
            scene.clock.advance(TimeDelta::hours(1));
            no_look_is_left_from_before(scene).await;
        }
        let asked = looks() - before;
        assert!((1..=7).contains(&asked), "asked {asked} times in two days");
        scene.control.deny_bot(history, 0);
        let mended = scene.posts("general", 2).await.remove(1).text();
        assert!(mended.contains("run again:** the next one comes"), "{mended}");
        let next = stored(scene).await.next.unwrap();
        scene.clock.set(next.instant);
        scene.posts("history", 1).await;
        scene.settled("history", 2).await;
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_is_gone_is_told_once_and_the_post_can_move() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[]).await;
        scene.control.remove_channel(scene.channel("history"));
        scene.clock.set(morning(24));
        let told = notice(scene).await;
        assert!(
            told.text().contains("are paused:** the channel is gone: choose another one with `/daily edit`"),
            "{}",
            told.text()
        );
        let panel = scene.press("Max", &told, "Fine-tune", 0).await.unwrap().message.unwrap();
        let moved =
            scene.choose_from("Max", &panel, "Channel", &["#announcements"]).await.unwrap().message.unwrap();
        assert!(moved.text().contains("**It runs again: the next post in"), "{}", moved.text());
        scene.clock.set(morning(25));
        scene.posts("announcements", 1).await;
        scene.look_at("general");
    })
    .await;
}

#[tokio::test]
async fn who_is_no_moderator_gets_nowhere_with_the_button_of_a_notice() {
    play("2026-04-24T08:00:00Z", async |scene| {
        with(scene, "#history", &[]).await;
        scene.control.deny_bot(scene.channel("history"), SEND_MESSAGES);
        scene.clock.set(morning(24));
        let told = notice(scene).await;
        let pressed = scene.press("Mia", &told, "Check again and resume", 0).await.unwrap();
        assert!(pressed.ephemeral);
        assert!(pressed.message.unwrap().text().starts_with("Only people with the **Manage Server**"));
        scene.settled("history", 1).await;
    })
    .await;
}
