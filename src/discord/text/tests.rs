//! Every sentence for moderators, as they read it. The stories assert the others.

use chrono::{DateTime, NaiveDateTime};
use insta::assert_snapshot;

use super::*;
use crate::delivery::News;
use crate::discord::rest::Failure;
use crate::edition::Taste;
use crate::schedule::{Occurrence, Schedule, Zone, ZoneSuggestion};
use crate::store::{Change, LoggedChange};
use crate::subscription::{
    ChannelId, GuildId, LastPost, MessageId, Place, Posting, State, Subscription, SubscriptionId, UserId,
};

fn subscription() -> Subscription {
    let schedule =
        Schedule { rule: crate::schedule::Rule::Cron("0 9 * * 1-5".parse().unwrap()), zone: Zone::UTC };
    Subscription {
        id: SubscriptionId(1),
        guild: GuildId(10),
        channel: ChannelId(20),
        set_up_in: ChannelId(21),
        set_up_by: UserId(30),
        next: Some(next()),
        schedule,
        taste: Taste::default(),
        posting: Posting { name: "history".into(), ..Posting::default() },
        state: State::Active,
        revision: 1,
        last_post: None,
        problem: None,
    }
}

fn next() -> Occurrence {
    let instant: DateTime<chrono::Utc> = "2026-04-24T09:00:00Z".parse().unwrap();
    Occurrence { civil: instant.naive_utc(), instant }
}

fn paused() -> Subscription {
    let state = State::Paused { because: paused_by(30), by: Some(UserId(30)) };
    Subscription { state, ..subscription() }
}

fn posted() -> Subscription {
    let at = "2026-04-23T09:00:00Z".parse().unwrap();
    let last_post = Some(LastPost { at, channel: ChannelId(20), message: MessageId(40) });
    Subscription { last_post, problem: Some(ROLE_GONE.to_owned()), ..subscription() }
}

fn failures() -> [Failure; 5] {
    let refused = |code| Failure::Refused { status: 400, code, message: "Something".into() };
    let limited = Failure::RateLimited { after: None, global: false };
    [refused(50013), refused(50024), refused(7), limited, Failure::NotSent { reason: "x".into() }]
}

#[test]
fn answers_to_moderators() {
    let (one, two) = (subscription(), vec![subscription(), paused()]);
    let suggestion = ZoneSuggestion { zone: Zone::UTC, because: Some("GMT".into()) };
    let said = [
        set_up(&one, true, 0),
        set_up(&one, true, 1),
        set_up(&one, true, 2),
        set_up(&one, false, 0),
        full(25),
        zone_choice(&suggestion, NaiveDateTime::default()),
        choice(&one),
        choice(&paused()),
        which(&two),
        not_one("#nowhere"),
        list_heading(2, 25),
        listed(1, &posted()),
        listed(2, &paused()),
        listed(3, &Subscription { next: None, ..subscription() }),
        super::paused(&one),
        already_paused(&paused()),
        already_runs(&one),
        resumed(ChannelId(20), Some(next())),
        not_resumed("something is wrong"),
        remove(&one),
        removed(&one),
        restored(&one),
        restored(&paused()),
        posting_now(&one, Some(next()), false),
        posting_now(&one, Some(next()), true),
        forget(1),
        forget(3),
    ];
    assert_snapshot!("answers", said.join("\n---\n"));
}

#[test]
fn refusals_and_remarks() {
    let said = [
        ONLY_MODERATORS,
        ONLY_IN_SERVERS,
        NEVER,
        GONE,
        NONE_YET,
        CHANNEL_GONE,
        NO_PLACE_FOR_POSTS,
        TOO_LATE_TO_UNDO,
        IS_PAUSED,
        ONE_A_SECOND,
        KEPT,
        FORGOTTEN,
        NO_CHANGES,
        STALE,
        CRON_HAS_DAYS,
        NO_ROLE,
        NOTHING_LEFT,
        EVERYONE,
    ];
    assert_snapshot!("refusals", said.join("\n---\n"));
}

#[test]
fn problems_with_their_mending_steps() {
    let codes = [10003, 10004, 50001, 50013, 50083, 40058, 40067, 12345];
    let mut said: Vec<_> = codes.map(|code| refused(code, "Something")).to_vec();
    said.extend([
        ROLE_GONE.to_owned(),
        ROLE_NOT_PINGED.to_owned(),
        TAG_GONE.to_owned(),
        lacking(ChannelId(20), &["View Channel"]),
        lacking(ChannelId(20), &["View Channel", "Send Messages"]),
        locked_thread(ChannelId(20)),
        tag_missing(ChannelId(20)),
        would_fail("it is so"),
        before_the_first_post("it is so"),
    ]);
    said.extend(failures().iter().map(not_published));
    said.extend(failures().iter().map(no_thread));
    let all = [News::Paused("it is so".into()), News::Remark("it is so".into()), News::Mended];
    said.extend(all.iter().map(|one| news(&subscription(), one)));
    assert_snapshot!("problems", said.join("\n---\n"));
}

#[test]
fn a_check_a_panel_and_a_list_of_changes() {
    let points = |subscription: &Subscription| {
        [
            Point { name: "Permissions", said: Ok(permissions_are_fine()) },
            Point { name: "Permissions", said: Err(cannot_look()) },
            Point { name: "Zone", said: Ok(zone_shows("UTC", NaiveDateTime::default())) },
            Point { name: "Schedule", said: schedule_goes_on(subscription, subscription.next) },
            Point { name: "Schedule", said: schedule_goes_on(&super::tests::subscription(), None) },
            Point { name: "Source", said: source_has(0, "24 April") },
            Point { name: "Source", said: source_has(1, "24 April") },
            Point { name: "Source", said: source_has(9, "24 April") },
            Point { name: "Store", said: store_works(subscription) },
        ]
    };
    let by =
        |by| LoggedChange { at: next().instant, change: Change { by, what: did_pause(&subscription()) } };
    let posting = Posting {
        place: Place::Forum,
        title: "{date}".parse().ok(),
        forum_title: "{day}: {title}".parse().ok(),
        accent: "#B08D57".parse().ok(),
        ..Posting::default()
    };
    let said = [
        checked(&posted(), &points(&posted())),
        checked(&paused(), &points(&paused())),
        panel(&subscription(), None),
        panel(&Subscription { posting, ..paused() }, Some(&title_preview("24 April 2026"))),
        log(&[by(Some(UserId(30))), by(None)]),
        [did_resume, did_remove, did_restore].map(|did| did(&subscription())).join("\n"),
        [true, false].map(|counts| did_post_now(&subscription(), counts)).join("\n"),
        did_change(&subscription(), "number of events", "3"),
    ];
    assert_snapshot!("pages", said.join("\n---\n"));
}

#[test]
fn the_longest_lists_fit_a_message() {
    let long = "x".repeat(2000);
    let state = State::Paused { because: long.clone(), by: None };
    let longest = Subscription { state, ..posted() };
    let list: Vec<_> = (1..=8).map(|number| listed(number, &longest)).collect();
    let heading = list_heading(1000, 1000);
    assert!(crate::discord::markdown::weight(&format!("{heading}\n{}", list.join("\n"))) < 4000);
    let change = Change { by: Some(UserId(u64::MAX)), what: long };
    let changes = vec![LoggedChange { at: next().instant, change }; 50];
    assert!(crate::discord::markdown::weight(&log(&changes)) < 4000);
}

#[test]
fn an_empty_list_says_why_and_where_there_is_more() {
    let day = MonthDay::new(4, 24).unwrap();
    let (births, deaths) = (Selection::Kind(Kind::Birth), Selection::Kind(Kind::Death));
    let said = [
        nothing_of_that(births, day, Language::En),
        nothing_of_that(births, day, Language::De),
        nothing_of_that(births, day, Language::It),
        nothing_of_that(deaths, day, Language::It),
        nothing_of_that(Selection::Kind(Kind::Observance), day, Language::It),
    ];
    assert_snapshot!(said.join("\n"), @r"
    The almanac has nothing of that for 24 April. See the whole day with `/onthisday date:24 April`.
    I have nothing of that in German for 24 April. See the whole day with `/onthisday date:24 April language:German`.
    Wikipedia's live feed has no births in Italian. See the whole day with `/onthisday date:24 April language:Italian`.
    Wikipedia's live feed has no deaths in Italian. See the whole day with `/onthisday date:24 April language:Italian`.
    I have nothing of that in Italian for 24 April. See the whole day with `/onthisday date:24 April language:Italian`.
    ");
}
