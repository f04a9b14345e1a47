//! The panel of `/daily edit`.

use daybook::edition::Taste;
use daybook::event::{Category, Kind};
use daybook::playground::{Answer, ChannelKind, ControlError, Message, World};
use daybook::subscription::{GuildId, Subscription};

use super::scene::{Scene, Setting, at, play, play_in};

const SET_UP: &str = "/daily setup channel:#history time:09:00 zone:UTC";

async fn open(scene: &Scene) -> Message {
    scene.slash("Max", SET_UP).await.unwrap();
    edit(scene).await
}

async fn edit(scene: &Scene) -> Message {
    let answer = scene.slash("Max", "/daily edit").await.unwrap();
    assert!(answer.ephemeral);
    answer.message.unwrap()
}

async fn stored(scene: &Scene) -> Subscription {
    let guild = GuildId(scene.control.channels()[0].0.0);
    scene.store.subscriptions_of(guild).await.unwrap().remove(0)
}

/// The panel after a choice: the same message, changed.
async fn choose(scene: &Scene, panel: &Message, menu: &str, values: &[&str]) -> Message {
    let answer = scene.choose_from("Max", panel, menu, values).await.unwrap();
    let after = answer.message.unwrap();
    assert_eq!(after.id, panel.id, "the panel stays one message");
    after
}

async fn form(scene: &Scene, panel: &Message, label: &str) -> Answer {
    scene.press("Max", panel, label, 0).await.unwrap()
}

#[tokio::test]
async fn what_one_chooses_is_saved_at_once_and_shown() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let mut panel = open(scene).await;
        assert!(panel.text().contains("every day at 09:00, UTC"), "{}", panel.text());
        panel = choose(scene, &panel, "Days of the week", &["0", "4"]).await;
        assert!(panel.text().contains("every Monday and Friday at 09:00, UTC"), "{}", panel.text());
        panel = choose(scene, &panel, "Number of events", &["3"]).await;
        let kept = ["Arts & Culture", "Science & Technology", "War & Military"];
        panel = choose(scene, &panel, "Categories", &kept).await;
        panel = choose(scene, &panel, "Kinds", &["events", "births"]).await;
        panel = choose(scene, &panel, "Language", &["de"]).await;
        panel = choose(scene, &panel, "Role to ping", &["History Club"]).await;
        panel = choose(scene, &panel, "Options", &["gentle", "silent", "thread"]).await;
        panel = choose(scene, &panel, "Channel", &["#announcements"]).await;
        assert!(
            panel.text().starts_with(&format!("## Daily post in <#{}>", scene.channel("announcements").0))
        );

        let Subscription { taste, posting, channel, revision, .. } = stored(scene).await;
        let without = Category::ALL.into_iter().filter(|one| !kept.contains(&one.name())).collect();
        let expected = Taste {
            events: 3,
            without,
            kinds: [Kind::Event, Kind::Birth].into(),
            gentle: true,
            leap_day: false,
            language: "de".into(),
        };
        assert_eq!(taste, expected);
        assert_eq!(channel.0, scene.channel("announcements").0);
        assert_eq!(posting.ping.map(|role| role.0), scene.control.role("History Club").map(|role| role.0));
        assert!(posting.silent && posting.thread && !posting.publish);
        assert_eq!((posting.name.as_str(), revision), ("announcements", 9));
        // Opened anew, it stands as it was left.
        assert_eq!(edit(scene).await.text(), panel.text());
        panel = choose(scene, &panel, "Role to ping", &[]).await;
        assert_eq!(stored(scene).await.posting.ping, None);
        assert!(panel.text().contains("What you choose is saved at once."));
    })
    .await;
}

#[tokio::test]
async fn time_and_zone_are_written_in_a_form_that_begins_with_what_is() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let panel = open(scene).await;
        let panel = choose(scene, &panel, "Days of the week", &["5"]).await;
        let when = form(scene, &panel, "Time and zone").await;
        let values: Vec<_> =
            when.modal.as_ref().unwrap().fields.iter().map(|field| field.value.clone()).collect();
        assert_eq!(values, ["09:00", "UTC"]);
        let fields = [("time", "9am and 18:30"), ("zone", "America/New_York")];
        let after = scene.fill_in("Max", &when, &fields).await.unwrap().message.unwrap();
        assert_eq!(after.id, panel.id);
        assert!(
            after.text().contains("every Saturday at 09:00 and 18:30, America/New\\_York"),
            "{}",
            after.text()
        );
        let cron = form(scene, &after, "Time and zone").await;
        let after = scene.fill_in("Max", &cron, &[("time", "0 9 1 * *"), ("zone", "UTC")]).await.unwrap();
        let after = after.message.unwrap();
        assert!(after.text().contains(r"by the cron line 0 9 1 \* \*, UTC"), "{}", after.text());
        assert!(
            after.selects().iter().all(|menu| menu.placeholder != "Days of the week"),
            "it has its own days"
        );
        scene.clock.set(at("2026-05-01T09:00:00Z"));
        scene.posts("history", 1).await;
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_said_on_the_panel_and_nothing_is_lost() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let panel = open(scene).await;
        let before = stored(scene).await;
        let table = [
            ("Time and zone", vec![("time", "soon"), ("zone", "UTC")], "Write it like 09:00, 9am or 21:30"),
            ("Time and zone", vec![("time", "9"), ("zone", "Berlin")], "Did you mean Europe/Berlin?"),
            ("Time and zone", vec![("time", "* * * * *"), ("zone", "UTC")], "are only 1 minute apart"),
            (
                "Title and colour",
                vec![("title", "{dtae}"), ("colour", "")],
                "I don't know the placeholder {dtae}.",
            ),
            ("Title and colour", vec![("title", ""), ("colour", "red")], "is not a colour that I understand"),
        ];
        for (button, fields, sentence) in table {
            let opened = form(scene, &panel, button).await;
            let after = scene.fill_in("Max", &opened, &fields).await.unwrap().message.unwrap();
            assert!(after.text().contains(sentence), "{}", after.text());
            assert!(after.text().contains("every day at 09:00, UTC"), "{}", after.text());
            assert_eq!(stored(scene).await, before);
        }
        // A title of 4,000 characters stays in the form.
        let opened = form(scene, &panel, "Title and colour").await;
        let long = "x".repeat(4000);
        let refused = scene.fill_in("Max", &opened, &[("title", &long)]).await;
        assert!(matches!(refused, Err(ControlError::WrongLength { .. })), "{refused:?}");
        let after = choose(scene, &panel, "Role to ping", &["@everyone"]).await;
        assert!(after.text().contains("@everyone is never pinged."), "{}", after.text());
        let after = choose(scene, &panel, "Options", &["gentle"]).await;
        let after = choose(scene, &after, "Categories", &["War & Military", "Crime & Law"]).await;
        assert!(after.text().contains("nothing would be left of these categories"), "{}", after.text());
        let after = choose(scene, &after, "Options", &[]).await;
        let after = choose(scene, &after, "Categories", &["War & Military"]).await;
        let after = choose(scene, &after, "Options", &["gentle"]).await;
        assert!(after.text().contains("nothing would be left of these categories"), "{}", after.text());
        assert!(!stored(scene).await.taste.gentle);
    })
    .await;
}

#[tokio::test]
async fn of_two_moderators_the_later_one_is_told_and_sees_how_it_is() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let maxs = open(scene).await;
        let adas = scene.slash("Ada", "/daily edit").await.unwrap().message.unwrap();
        choose(scene, &maxs, "Number of events", &["3"]).await;
        let late =
            scene.choose_from("Ada", &adas, "Number of events", &["7"]).await.unwrap().message.unwrap();
        assert!(
            late.text().contains("Somebody else has changed this daily post meanwhile"),
            "{}",
            late.text()
        );
        assert_eq!(stored(scene).await.taste.events, 3);
        // What she sees now is fresh: her choice counts.
        scene.choose_from("Ada", &late, "Number of events", &["7"]).await.unwrap();
        assert_eq!(stored(scene).await.taste.events, 7);
        let log = scene.told("Max", "/daily log").await;
        assert!(
            log.contains(&format!("<@{}> changed the number of events of", scene.person("Ada").0)),
            "{log}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_panel_of_a_post_that_is_gone_says_so() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let panel = open(scene).await;
        let opened = form(scene, &panel, "Time and zone").await;
        let asked = scene.slash("Ada", "/daily remove").await.unwrap().message.unwrap();
        scene.press("Ada", &asked, "Remove", 0).await.unwrap();
        let gone = "This daily post is gone: somebody has removed it. `/daily list` shows what there is.";
        let chosen = scene.choose_from("Max", &panel, "Number of events", &["3"]).await.unwrap();
        assert_eq!(chosen.message.unwrap().text(), gone);
        let pressed = scene.press("Max", &panel, "Preview", 0).await.unwrap();
        assert_eq!(pressed.message.unwrap().text(), gone);
        let sent = scene.fill_in("Max", &opened, &[("time", "10"), ("zone", "UTC")]).await.unwrap();
        assert_eq!(sent.message.unwrap().text(), gone);
    })
    .await;
}

#[tokio::test]
async fn nobody_reaches_another_servers_post_with_a_forged_button() {
    let world = World::reading_room().guild("Elsewhere", "lobby");
    play_in(Setting { world, ..Setting::at("2026-04-23T12:00:00Z") }, async |scene| {
        let panel = open(scene).await;
        let lobby = scene.channel("lobby");
        let there =
            scene.control.slash(scene.person("Ada"), lobby, "/daily log").await.unwrap().message.unwrap();
        let id = stored(scene).await.id;
        for deed in ["open", "preview", "resume", "pause", "remove", "when", "events"] {
            let forged = format!("1|daily|{deed}.{id}.1|");
            let answer = scene.control.press_unchecked(scene.person("Ada"), there.id, &forged).await.unwrap();
            assert!(answer.message.unwrap().text().starts_with("This daily post is gone"), "{deed}");
        }
        // One who is no moderator gets nowhere with a panel either.
        let general = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        for deed in ["open", "remove", "forget", "undo", "list"] {
            let forged = format!("1|daily|{deed}.{id}.1|");
            let answer =
                scene.control.press_unchecked(scene.person("Mia"), general.id, &forged).await.unwrap();
            assert!(
                answer.message.unwrap().text().starts_with("Only people with the **Manage Server**"),
                "{deed}"
            );
        }
        assert!(scene.store.subscription(id).await.unwrap().is_some());
        assert!(panel.is_ephemeral());
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_cannot_be_seen_is_not_taken() {
    let world = World::reading_room().channel(ChannelKind::Text, "attic");
    play_in(Setting { world, ..Setting::at("2026-04-23T12:00:00Z") }, async |scene| {
        let panel = open(scene).await;
        scene.control.deny_bot(scene.channel("attic"), daybook::playground::VIEW_CHANNEL);
        let after = choose(scene, &panel, "Channel", &["#attic"]).await;
        assert!(
            after.text().contains("I cannot see the channel: grant me View Channel there"),
            "{}",
            after.text()
        );
        assert_eq!(stored(scene).await.channel.0, scene.channel("history").0);
    })
    .await;
}

#[tokio::test]
async fn pause_and_resume_are_on_the_panel_too() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let panel = open(scene).await;
        let paused = scene.press("Max", &panel, "Pause", 0).await.unwrap().message.unwrap();
        assert!(paused.text().contains("⏸ paused: <@"), "{}", paused.text());
        let resumed = scene.press("Max", &paused, "Resume", 0).await.unwrap().message.unwrap();
        assert!(resumed.text().starts_with("It runs again"), "{}", resumed.text());
        assert!(edit(scene).await.text().contains("next post <t:"));
    })
    .await;
}

#[tokio::test]
async fn a_title_of_ones_own_is_previewed_and_stands_above_the_post_in_ones_own_colour() {
    play("2026-04-23T12:00:00Z", async |scene| {
        let panel = open(scene).await;
        let looks = form(scene, &panel, "Title and colour").await;
        let fields = [("title", "Good morning, it is {weekday}!"), ("colour", "#00ff7f")];
        let after = scene.fill_in("Max", &looks, &fields).await.unwrap().message.unwrap();
        assert!(
            after.text().contains("Saved. The next post begins: Good morning, it is Friday!"),
            "{}",
            after.text()
        );
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let post = scene.posts("history", 1).await.remove(0);
        assert!(post.text().starts_with("## Good morning, it is Friday!\n"), "{}", post.text());
        assert_eq!(post.raw()["components"][0]["accent_color"], 0x0000_ff7f);
        scene.settled("history", 1).await;
        let looks = form(scene, &edit(scene).await, "Title and colour").await;
        let values: Vec<_> =
            looks.modal.as_ref().unwrap().fields.iter().map(|field| field.value.clone()).collect();
        assert_eq!(values, ["Good morning, it is {weekday}!", "#00FF7F"]);
        scene.fill_in("Max", &looks, &[("title", ""), ("colour", "")]).await.unwrap();
        assert_eq!(stored(scene).await.posting.title, None);
    })
    .await;
}

#[tokio::test]
async fn a_channel_of_another_server_counts_as_gone() {
    let world = World::reading_room().guild("Elsewhere", "lobby");
    play_in(Setting { world, ..Setting::at("2026-04-23T12:00:00Z") }, async |scene| {
        open(scene).await;
        let here = stored(scene).await;
        let elsewhere = daybook::store::Wanted {
            id: here.id,
            seen: here.revision,
            channel: daybook::subscription::ChannelId(scene.channel("lobby").0),
            schedule: here.schedule,
            taste: here.taste,
            posting: here.posting,
            next: here.next,
        };
        let change = daybook::store::Change { by: None, what: "a slip of the hand".into() };
        scene.store.revise(&elsewhere, &change, scene.clock.now()).await.unwrap();
        let checked = scene.told("Max", "/daily check").await;
        assert!(checked.contains("⚠️ **Permissions:** the channel is gone: choose another one"), "{checked}");
        scene.told("Max", "/daily pause").await;
        let resumed = scene.told("Max", "/daily resume").await;
        assert!(resumed.starts_with("Not yet: the channel is gone"), "{resumed}");
    })
    .await;
}
