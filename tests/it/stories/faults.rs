//! What Discord and the network can do to a morning. Each ends in one post, or in a reason.

use chrono::TimeDelta;
use daybook::playground::{Fault, Trouble, World};
use daybook::store::LedgerState;
use serde_json::json;

use super::scene::{Scene, Setting, at, play, play_in};

const SET_UP: &str = "/daily setup channel:#history time:09:00 zone:UTC";

/// A morning in #history on which that goes wrong; what became of the delivery, and how many posts there are.
async fn morning_with(scene: &Scene, faults: &[Fault]) -> (LedgerState, usize) {
    scene.slash("Max", SET_UP).await.unwrap();
    for fault in faults {
        scene.control.arm(fault.clone().on("create_message"));
    }
    scene.clock.set(at("2026-04-24T09:00:00Z"));
    scene.settled_in_time("history").await;
    let state = scene.ledger("history").await.remove(0).state;
    (state, scene.look_at("history").len())
}

#[track_caller]
fn assert_posted_once((state, posts): &(LedgerState, usize)) {
    assert!(matches!(state, LedgerState::Posted(_)), "{state:?}");
    assert_eq!(*posts, 1);
}

#[tokio::test]
async fn answers_that_are_lost_cut_or_garbled_after_the_message_was_accepted_make_no_second_post() {
    for trouble in [Trouble::LoseAnswer, Trouble::CutAnswer, Trouble::Garbage] {
        play("2026-04-24T08:00:00Z", async |scene| {
            assert_posted_once(&morning_with(scene, &[Fault::new(trouble.clone())]).await);
        })
        .await;
    }
}

#[tokio::test]
async fn a_line_that_is_cut_and_servers_that_are_down_are_waited_out() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let down = |status| Fault::new(Trouble::Status { status, body: None });
        let all = [Fault::new(Trouble::Reset).times(2), down(500), down(502), down(503), down(504)];
        assert_posted_once(&morning_with(scene, &all).await);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_not_waited_for_longer_than_the_lease() {
    let mut setting = Setting::at("2026-04-24T08:00:00Z");
    setting.config.delivery.lease_seconds = 5;
    play_in(setting, async |scene| {
        assert_posted_once(&morning_with(scene, &[Fault::new(Trouble::Delay { ms: 6000 })]).await);
    })
    .await;
}

#[tokio::test]
async fn a_rate_limit_without_a_word_about_when_to_come_back_is_waited_out_too() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let trouble = Trouble::RateLimit { retry_after_ms: None, global: false };
        assert_posted_once(&morning_with(scene, &[Fault::new(trouble).times(3)]).await);
    })
    .await;
}

#[tokio::test]
async fn a_global_rate_limit_stops_every_channel_until_it_is_over() {
    let world = World::with_channels(40);
    play_in(Setting { world, ..Setting::at("2026-04-24T08:00:00Z") }, async |scene| {
        scene.subscribe_all("09:00").await;
        let trouble = Trouble::RateLimit { retry_after_ms: Some(90_000), global: true };
        scene.control.arm(Fault::new(trouble).on("create_message"));
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        scene.time_passes_until_all_is_settled().await;
        let posts = scene.look_at_all();
        assert_eq!(posts.iter().map(Vec::len).collect::<Vec<_>>(), [1; 40]);
        let tally = scene.control.tally();
        assert_eq!(tally[&("create_message", 429)], 1);
        // Those that were on their way when the 429 came had been sent already.
        let early = posts.iter().flatten().filter(|post| sent_at(post) < at("2026-04-24T09:01:30Z")).count();
        assert!(early < 32, "{early} posts went out under a global 429");
    })
    .await;
}

fn sent_at(post: &daybook::playground::Message) -> chrono::DateTime<chrono::Utc> {
    post.raw()["timestamp"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_channel_in_trouble_makes_no_other_channel_late() {
    let world = World::with_channels(40);
    play_in(Setting { world, ..Setting::at("2026-04-24T08:00:00Z") }, async |scene| {
        scene.subscribe_all("09:00").await;
        let channels = scene.control.channels();
        let limited = Trouble::RateLimit { retry_after_ms: Some(60_000), global: false };
        let down = Trouble::Status { status: 503, body: None };
        let troubles = [limited, down.clone(), Trouble::LoseAnswer, Trouble::Reset, down];
        for ((_, channel), trouble) in channels.iter().zip(troubles) {
            scene.control.arm(Fault::new(trouble).times(3).on("create_message").in_channel(*channel));
        }
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let healthy = &channels[5..];
        for (_, channel) in healthy {
            let posts = scene.control.wait_for_messages(*channel, 1, super::scene::PATIENCE).await;
            assert_eq!(posts.iter().map(sent_at).collect::<Vec<_>>(), [at("2026-04-24T09:00:00Z")]);
        }
        scene.time_passes_until_all_is_settled().await;
        assert_eq!(scene.look_at_all().iter().map(Vec::len).collect::<Vec<_>>(), [1; 40]);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_is_refused_for_a_while_costs_no_post_and_few_requests() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let refused =
            Trouble::Status { status: 401, body: Some(json!({ "message": "401: Unauthorized", "code": 0 })) };
        assert_posted_once(&morning_with(scene, &[Fault::new(refused).times(2)]).await);
        assert!(sent_at(&scene.look_at("history")[0]) >= at("2026-04-24T09:20:00Z"));
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_is_gone_is_given_up_and_the_moderators_hear_of_it() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let gone = Trouble::Status {
            status: 404,
            body: Some(json!({ "message": "Unknown Channel", "code": 10003 })),
        };
        let (state, posts) = morning_with(scene, &[Fault::new(gone)]).await;
        let LedgerState::GivenUp(reason) = state else { panic!("{state:?}") };
        assert!(reason.contains("the channel is gone"), "{reason}");
        assert_eq!(posts, 0);
        let notice = scene.posts("general", 1).await.remove(0);
        assert!(notice.text().contains("are paused:** the channel is gone"), "{}", notice.text());
    })
    .await;
}

#[tokio::test]
async fn when_the_set_up_channel_refuses_too_the_servers_system_channel_hears_of_it_once() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let channel = scene.channel("announcements");
        let set_up = scene.control.slash(scene.person("Max"), channel, SET_UP).await.unwrap();
        assert!(set_up.ephemeral);
        let refused = Trouble::Status {
            status: 403,
            body: Some(json!({ "message": "Missing Access", "code": 50001 })),
        };
        for name in ["history", "announcements"] {
            let fault = Fault::new(refused.clone()).times(2).on("create_message");
            scene.control.arm(fault.in_channel(scene.channel(name)));
        }
        // The first attempt to tell is lost as well.
        let lost = Fault::new(Trouble::Status { status: 503, body: None });
        scene.control.arm(lost.on("create_message").in_channel(scene.channel("general")));
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        scene.settled_in_time("history").await;
        while !scene.is_told().await {
            if scene.control.tally().contains_key(&("create_message", 503)) {
                scene.clock.advance(TimeDelta::minutes(2));
            }
            tokio::time::timeout(std::time::Duration::from_millis(50), scene.clock.moved()).await.ok();
        }
        let notices = scene.look_at("general");
        assert_eq!(notices.len(), 1);
        assert!(notices[0].text().contains("I cannot see the channel"), "{}", notices[0].text());
    })
    .await;
}

#[tokio::test]
async fn an_edition_that_is_refused_for_its_form_comes_with_less() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let body = json!({ "message": "Invalid Form Body", "code": 50035 });
        let refused = Fault::new(Trouble::Status { status: 400, body: Some(body) });
        assert_posted_once(&morning_with(scene, &[refused.times(2)]).await);
        let post = scene.look_at("history").remove(0);
        assert!(post.text().contains("Germany and Soviet Union Sign Neutrality Pact"), "{}", post.text());
        assert_eq!(post.buttons().len(), 5, "what is left are the ways on");
    })
    .await;
}

#[tokio::test]
async fn a_gateway_that_drops_asks_to_reconnect_or_forgets_the_session_costs_no_command_and_no_post() {
    play("2026-04-24T08:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let control = &scene.control;
        let troubles: [&dyn Fn(); 4] = [
            &|| control.drop_gateway(),
            &|| control.ask_to_reconnect(),
            &|| control.invalidate_sessions(true),
            &|| control.invalidate_sessions(false),
        ];
        for (day, trouble) in (24..).zip(troubles) {
            trouble();
            scene.clock.set(at(&format!("2026-04-{day}T09:00:00Z")));
            scene.posts("history", day - 23).await;
            scene.all_settled().await;
            scene.answers_again().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_jumps_both_ways_makes_one_post_for_each_day() {
    play("2026-04-24T08:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        for time in ["09:00:00", "08:30:00", "09:00:01", "12:00:00", "07:00:00", "09:00:00", "10:00:00"] {
            scene.clock.set(at(&format!("2026-04-24T{time}Z")));
            scene.posts("history", 1).await;
            scene.all_settled().await;
        }
        // A whole day back: that day had its post, and so had the next.
        scene.clock.set(at("2026-04-23T09:00:00Z"));
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        scene.posts("history", 2).await;
        scene.all_settled().await;
        assert_eq!(scene.ledger("history").await.len(), 2);
    })
    .await;
}
