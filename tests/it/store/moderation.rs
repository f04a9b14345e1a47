//! What moderators do, on both databases.

use chrono::{DateTime, TimeDelta, Utc};
use daybook::schedule::Occurrence;
use daybook::store::{
    Change, Database, Extra, Imported, LedgerState, Moderation as _, Revised, Settlement, Store as _,
    Subscribed, Wanted,
};
use daybook::subscription::{
    ChannelId, GuildId, LastPost, MessageId, RoleId, State, Subscription, SubscriptionId, UserId,
};

use crate::support::place::Place;

use super::{
    CHANNEL, MOST, claim, did, draft, eve, given_up, ledger, morning, plan_of, planned, posted, set_up,
    settle, subscribe,
};

const GUILD: GuildId = GuildId(10);

on_both!(
    a_channel_may_have_several_at_different_times,
    a_server_has_no_more_than_it_may,
    of_two_that_change_it_at_once_the_later_one_is_told,
    how_posts_come_is_kept,
    a_pause_by_a_moderator_is_theirs_and_ends_with_their_word,
    what_was_removed_is_hidden_and_comes_back_for_a_while,
    a_post_out_of_turn_leaves_the_schedule_alone_unless_it_counts,
    the_last_post_is_remembered_with_what_was_wrong_with_it_and_told_once,
    what_a_moderator_paused_is_not_paused_again_by_a_late_refusal,
    what_comes_back_after_a_pause_or_a_removal_is_not_tried_again,
    the_last_fifty_changes_of_a_server_are_kept_newest_first,
    a_server_that_was_left_is_quiet_and_all_is_there_when_it_is_back,
    what_was_left_or_removed_long_enough_ago_is_deleted,
    a_server_is_forgotten_whole_and_others_are_not,
    an_import_brings_what_is_there_and_changes_it_the_second_time,
    a_problem_is_looked_at_when_its_time_has_come_or_something_changed,
);

async fn at_ten(store: &Database) -> Subscription {
    let mut draft = draft(CHANNEL);
    draft.schedule.rule = "0 10 * * *".parse().map(daybook::schedule::Rule::Cron).unwrap();
    set_up(store, &draft).await.subscription().unwrap()
}

async fn one(store: &Database, id: SubscriptionId) -> Subscription {
    store.subscription(id).await.unwrap().expect("it is there")
}

fn wanted(subscription: &Subscription) -> Wanted {
    Wanted {
        id: subscription.id,
        seen: subscription.revision,
        channel: subscription.channel,
        schedule: subscription.schedule.clone(),
        taste: subscription.taste.clone(),
        posting: subscription.posting.clone(),
        next: subscription.next,
    }
}

fn minutes(count: i64) -> DateTime<Utc> {
    eve() + TimeDelta::minutes(count)
}

async fn a_channel_may_have_several_at_different_times(store: &Database) {
    let nine = subscribe(store, CHANNEL).await;
    let ten = at_ten(store).await;
    assert_ne!(nine.id, ten.id);
    assert_eq!(store.subscriptions_of(GUILD).await.unwrap(), [nine, ten]);
}

async fn a_server_has_no_more_than_it_may(store: &Database) {
    for channel in 1..=u64::from(MOST) {
        subscribe(store, ChannelId(channel)).await;
    }
    assert_eq!(set_up(store, &draft(ChannelId(99))).await, Subscribed::Full);
    assert!(matches!(set_up(store, &draft(ChannelId(1))).await, Subscribed::Changed(_)));
    assert_eq!(store.subscriptions_of(GUILD).await.unwrap().len(), MOST as usize);
    assert_eq!(
        store.changes_of(GUILD).await.unwrap().len(),
        MOST as usize + 1,
        "what was refused is no change"
    );
}

async fn of_two_that_change_it_at_once_the_later_one_is_told(store: &Database) {
    let seen = subscribe(store, CHANNEL).await;
    let mut first = wanted(&seen);
    first.taste.events = 3;
    let mut second = wanted(&seen);
    second.taste.gentle = true;
    let Revised::Done(done) = store.revise(&first, &did("first"), eve()).await.unwrap() else {
        panic!("refused")
    };
    assert_eq!((done.taste.events, done.revision), (3, seen.revision + 1));
    assert_eq!(store.revise(&second, &did("second"), eve()).await.unwrap(), Revised::Stale(done.clone()));
    assert_eq!(one(store, seen.id).await, done);
    store.remove(seen.id, &did("removed"), eve()).await.unwrap();
    assert_eq!(store.revise(&wanted(&done), &did("late"), eve()).await.unwrap(), Revised::Gone);
    let told: Vec<_> =
        store.changes_of(GUILD).await.unwrap().into_iter().map(|one| one.change.what).collect();
    assert_eq!(told, ["removed", "first", "set up"]);
}

async fn how_posts_come_is_kept(store: &Database) {
    let seen = subscribe(store, CHANNEL).await;
    let mut wanted = wanted(&seen);
    wanted.channel = ChannelId(77);
    wanted.posting.ping = Some(RoleId(u64::MAX));
    wanted.posting.title = Some("Guten Morgen — {date}".parse().unwrap());
    let done = store.revise(&wanted, &did("changed"), eve()).await.unwrap();
    let Revised::Done(done) = done else { panic!("{done:?}") };
    assert_eq!((done.posting, done.channel), (wanted.posting.clone(), ChannelId(77)));
    assert_eq!(one(store, seen.id).await.posting, wanted.posting);
}

async fn a_pause_by_a_moderator_is_theirs_and_ends_with_their_word(store: &Database) {
    let seen = planned(store).await;
    assert!(store.pause(seen.id, "on holiday", &did("paused"), eve()).await.unwrap());
    let paused = one(store, seen.id).await;
    assert_eq!(paused.state, State::Paused { because: "on holiday".into(), by: Some(UserId(30)) });
    assert_eq!(ledger(store, CHANNEL).await[0].state, LedgerState::GivenUp("on holiday".into()));
    assert_eq!((store.next_due().await.unwrap(), store.next_notice().await.unwrap()), (None, None));
    let next = seen.schedule.next_after(morning());
    assert!(store.resume(seen.id, next, Some(&did("resumed")), morning()).await.unwrap());
    let runs = one(store, seen.id).await;
    assert_eq!((runs.state, runs.next, runs.problem), (State::Active, next, None));
    assert!(!store.pause(SubscriptionId(9999), "x", &did("x"), eve()).await.unwrap());
    assert!(!store.resume(SubscriptionId(9999), None, None, eve()).await.unwrap());
}

async fn what_was_removed_is_hidden_and_comes_back_for_a_while(store: &Database) {
    let seen = planned(store).await;
    assert!(store.remove(seen.id, &did("removed"), minutes(0)).await.unwrap());
    assert!(!store.remove(seen.id, &did("removed"), minutes(0)).await.unwrap());
    assert_eq!(store.subscription(seen.id).await.unwrap(), None);
    assert_eq!(store.subscriptions_of(GUILD).await.unwrap(), []);
    assert_eq!((store.next_due().await.unwrap(), store.unsettled().await.unwrap()), (None, 0));
    assert_eq!(store.removed(seen.id).await.unwrap().unwrap().channel, CHANNEL);
    let back = async |since, most| {
        store.restore(seen.id, since, most, &did("brought back"), minutes(9)).await.unwrap()
    };
    assert_eq!(back(minutes(1), MOST).await, None, "too late");
    assert_eq!(back(minutes(-1), 0).await, None, "the server is full");
    let restored = back(minutes(-1), MOST).await.unwrap();
    assert_eq!((restored.id, restored.next), (seen.id, seen.schedule.next_after(minutes(9))));
    assert_eq!(back(minutes(-1), MOST).await, None, "it is there already");
}

async fn a_post_out_of_turn_leaves_the_schedule_alone_unless_it_counts(store: &Database) {
    let seen = subscribe(store, CHANNEL).await;
    let extra = |minute: i64, counts| {
        let instant = minutes(minute);
        Extra { occurrence: Occurrence { civil: instant.naive_utc(), instant }, counts }
    };
    assert!(store.post_now(seen.id, &extra(0, None), &did("now"), minutes(0)).await.unwrap());
    assert!(!store.post_now(seen.id, &extra(0, None), &did("now"), minutes(0)).await.unwrap());
    let lease = claim(store, "worker", minutes(0)).await.remove(0);
    assert!(!lease.counts);
    assert!(settle(store, lease, posted(), minutes(0)).await);
    let events = ["treaty-of-berlin-1926".parse().unwrap()];
    assert!(store.shown(&[CHANNEL], &events).await.unwrap().is_empty(), "it does not count");
    assert_eq!(one(store, seen.id).await.next, seen.next);

    let next = seen.schedule.next_after(morning());
    assert!(store.post_now(seen.id, &extra(1, Some(next)), &did("now"), minutes(1)).await.unwrap());
    let lease = claim(store, "worker", minutes(1)).await.remove(0);
    assert!(lease.counts && settle(store, lease, posted(), minutes(1)).await);
    assert_eq!(store.shown(&[CHANNEL], &events).await.unwrap().len(), 1);
    assert_eq!(one(store, seen.id).await.next, next);
}

async fn the_last_post_is_remembered_with_what_was_wrong_with_it_and_told_once(store: &Database) {
    let seen = subscribe(store, CHANNEL).await;
    let mut at = seen;
    for (day, remark, is_told) in
        [(0, None, false), (1, Some("no thread"), true), (2, Some("no thread"), false), (3, None, false)]
    {
        let now = morning() + TimeDelta::days(day);
        assert_eq!(store.plan(&[plan_of(&at)], now).await.unwrap().len(), 1);
        let lease = claim(store, "worker", now).await.remove(0);
        let (message, remark) = (MessageId(100), remark.map(str::to_owned));
        let settlement =
            Settlement::Posted { message, place: ChannelId(5), remark: remark.clone(), events: vec![] };
        assert!(settle(store, lease, settlement, now).await);
        at = one(store, at.id).await;
        assert_eq!(at.last_post, Some(LastPost { at: now, channel: ChannelId(5), message }));
        assert_eq!(at.problem, remark);
        assert_eq!(store.next_notice().await.unwrap().is_some(), is_told, "day {day}");
        store.told(at.id).await.unwrap();
    }
}

async fn what_a_moderator_paused_is_not_paused_again_by_a_late_refusal(store: &Database) {
    let seen = planned(store).await;
    let lease = claim(store, "worker", morning()).await.remove(0);
    store.pause(seen.id, "on holiday", &did("paused"), morning()).await.unwrap();
    assert!(settle(store, lease, given_up(), morning()).await);
    let State::Paused { because, .. } = one(store, seen.id).await.state else { panic!("it runs") };
    assert_eq!((because.as_str(), store.next_notice().await.unwrap()), ("on holiday", None));
    assert_eq!(store.next_probe().await.unwrap(), None);
}

async fn what_comes_back_after_a_pause_or_a_removal_is_not_tried_again(store: &Database) {
    let (paused, removed) = (subscribe(store, CHANNEL).await, subscribe(store, ChannelId(21)).await);
    store.plan(&[plan_of(&paused), plan_of(&removed)], morning()).await.unwrap();
    let leases = claim(store, "worker", morning()).await;
    assert_eq!(leases.len(), 2);
    store.pause(paused.id, "on holiday", &did("paused"), morning()).await.unwrap();
    store.remove(removed.id, &did("removed"), morning()).await.unwrap();
    let at = morning() + TimeDelta::minutes(1);
    for lease in leases {
        let retry = Settlement::Retry { at, failures: 1, perhaps_posted: false };
        assert!(settle(store, lease, retry, morning()).await);
    }
    assert!(claim(store, "worker", at).await.is_empty());
    assert_eq!((store.unsettled().await.unwrap(), store.next_attempt().await.unwrap()), (0, None));
    assert_eq!(ledger(store, CHANNEL).await[0].state, LedgerState::GivenUp("on holiday".into()));
}

async fn the_last_fifty_changes_of_a_server_are_kept_newest_first(store: &Database) {
    let seen = subscribe(store, CHANNEL).await;
    let mut elsewhere = draft(ChannelId(1));
    elsewhere.guild = GuildId(11);
    set_up(store, &elsewhere).await;
    for number in 0..60 {
        let change = Change { by: None, what: format!("number {number}") };
        store.pause(seen.id, "x", &change, minutes(number)).await.unwrap();
    }
    let changes = store.changes_of(GUILD).await.unwrap();
    assert_eq!(changes.len(), 50);
    assert_eq!(
        (changes[0].change.what.as_str(), changes[49].change.what.as_str()),
        ("number 59", "number 10")
    );
    assert_eq!((changes[0].at, changes[0].change.by), (minutes(59), None));
    assert_eq!(store.changes_of(GuildId(11)).await.unwrap()[0].change, did("set up"));
}

async fn a_server_that_was_left_is_quiet_and_all_is_there_when_it_is_back(store: &Database) {
    let seen = planned(store).await;
    assert_eq!(store.servers().await.unwrap(), [GUILD]);
    assert!(!store.is_back(GUILD).await.unwrap(), "it never went");
    store.left(GUILD, eve()).await.unwrap();
    store.left(GuildId(12), eve()).await.unwrap();
    assert_eq!(store.servers().await.unwrap(), []);
    assert_eq!((store.next_due().await.unwrap(), store.unsettled().await.unwrap()), (None, 0));
    assert!(store.is_back(GUILD).await.unwrap());
    assert!(!store.is_back(GUILD).await.unwrap());
    assert!(!store.is_back(GuildId(12)).await.unwrap(), "nothing was known of it");
    let there = store.subscriptions_of(GUILD).await.unwrap().remove(0);
    assert_eq!((there.id, there.schedule.clone(), there.next), (seen.id, seen.schedule, None));
}

async fn what_was_left_or_removed_long_enough_ago_is_deleted(store: &Database) {
    let removed = subscribe(store, CHANNEL).await;
    let mut elsewhere = draft(ChannelId(1));
    elsewhere.guild = GuildId(11);
    let left = set_up(store, &elsewhere).await.subscription().unwrap();
    store.remove(removed.id, &did("removed"), minutes(0)).await.unwrap();
    store.left(GuildId(11), minutes(0)).await.unwrap();
    assert_eq!(store.purge(minutes(0), minutes(0)).await.unwrap(), 0);
    assert_eq!(store.purge(minutes(1), minutes(0)).await.unwrap(), 1);
    assert_eq!(store.removed(removed.id).await.unwrap(), None);
    assert!(store.subscription(left.id).await.unwrap().is_some());
    assert_eq!(store.purge(minutes(1), minutes(1)).await.unwrap(), 1);
    assert_eq!(store.all().await.unwrap(), []);
    assert_eq!(store.changes_of(GuildId(11)).await.unwrap(), []);
    assert!(!store.is_back(GuildId(11)).await.unwrap());
}

async fn a_server_is_forgotten_whole_and_others_are_not(store: &Database) {
    planned(store).await;
    let lease = claim(store, "worker", morning()).await.remove(0);
    assert!(settle(store, lease, posted(), morning()).await);
    let mut elsewhere = draft(ChannelId(1));
    elsewhere.guild = GuildId(11);
    let other = set_up(store, &elsewhere).await.subscription().unwrap();
    assert_eq!(store.forget(GUILD).await.unwrap(), 1);
    assert_eq!(store.all().await.unwrap(), [other]);
    assert_eq!(store.changes_of(GUILD).await.unwrap(), []);
    let events = ["treaty-of-berlin-1926".parse().unwrap()];
    assert!(store.shown(&[CHANNEL], &events).await.unwrap().is_empty());
    assert_eq!(store.forget(GUILD).await.unwrap(), 0);
}

async fn an_import_brings_what_is_there_and_changes_it_the_second_time(store: &Database) {
    let next = draft(CHANNEL).schedule.next_after(eve());
    let import = |channel: u64, state| Imported { draft: draft(ChannelId(channel)), state, next };
    let paused = State::Paused { because: "as it was".into(), by: Some(UserId(5)) };
    let both = [import(1, State::Active), import(2, paused.clone())];
    store.import(&both, &did("imported"), eve()).await.unwrap();
    let there = store.all().await.unwrap();
    assert_eq!(there.iter().map(|one| one.state.clone()).collect::<Vec<_>>(), [State::Active, paused]);
    // Once more, they are the same ones.
    store.import(&both, &did("imported"), eve()).await.unwrap();
    assert_eq!(store.all().await.unwrap().len(), 2);
}

/// What is to be refused in the middle: both databases refuse a second row for channel 4 here.
async fn refused_in_the_middle(place: &Place, statements: &'static str) {
    let store = place.open().await.unwrap();
    let mut connection = crate::support::seed::connect(&place.settings()).await;
    sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
    let next = draft(CHANNEL).schedule.next_after(eve());
    let import = |channel| Imported { draft: draft(ChannelId(channel)), state: State::Active, next };
    let refused = store.import(&[import(3), import(4), import(5)], &did("imported"), eve()).await;
    assert!(refused.unwrap_err().to_string().contains("no room"));
    assert_eq!(store.all().await.unwrap(), []);
    assert_eq!(store.changes_of(GUILD).await.unwrap(), []);
    place.leave(store).await;
}

#[tokio::test]
async fn an_import_that_sqlite_refuses_in_the_middle_leaves_nothing() {
    let statements = "CREATE TRIGGER refuse BEFORE INSERT ON subscription WHEN NEW.channel_id = 4
                      BEGIN SELECT RAISE(ABORT, 'no room'); END";
    refused_in_the_middle(&Place::file(), statements).await;
}

#[tokio::test]
async fn an_import_that_postgres_refuses_in_the_middle_leaves_nothing() {
    let Some(place) = Place::postgres().await else { return };
    let statements = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                      BEGIN IF NEW.channel_id = 4 THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$;
                      CREATE TRIGGER refuse BEFORE INSERT ON subscription FOR EACH ROW EXECUTE FUNCTION refuse()";
    refused_in_the_middle(&place, statements).await;
}

async fn a_problem_is_looked_at_when_its_time_has_come_or_something_changed(store: &Database) {
    let seen = planned(store).await;
    let lease = claim(store, "worker", morning()).await.remove(0);
    assert!(settle(store, lease, given_up(), morning()).await);
    let first = morning() + TimeDelta::hours(1);
    assert_eq!(store.next_probe().await.unwrap(), Some(first));
    assert!(store.claim_probes(morning(), first, 10).await.unwrap().is_empty());
    assert!(store.probe_soon(GUILD, morning()).await.unwrap());
    assert!(!store.probe_soon(GuildId(11), morning()).await.unwrap());
    for looks in 0..3 {
        let again = morning() + TimeDelta::minutes(i64::from(looks) + 1);
        let now = again - TimeDelta::minutes(1);
        let claimed = store.claim_probes(now, again, 10).await.unwrap();
        assert_eq!(
            claimed.iter().map(|(one, looks)| (one.id, *looks)).collect::<Vec<_>>(),
            [(seen.id, looks)]
        );
        assert!(store.claim_probes(now, again, 10).await.unwrap().is_empty());
    }
    store.probe_at(seen.id, None).await.unwrap();
    assert_eq!(store.next_probe().await.unwrap(), None);
    store.probe_at(seen.id, Some(first)).await.unwrap();
    assert_eq!(store.next_probe().await.unwrap(), None, "it was given up, or mended meanwhile");
}
