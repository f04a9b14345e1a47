//! What every store has to keep to.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use daybook::event::MonthDay;
use daybook::schedule::Occurrence;
use daybook::store::{
    Claim, Database, Fate, FeedKey, FeedPage, LedgerState, Moderation as _, Plan, Planned, Settled,
    Settlement, Store as _, Subscribed,
};
use daybook::subscription::{ChannelId, GuildId, MessageId, State};

use super::{
    CHANNEL, MOST, at, claim, did, draft, eve, given_up, ledger, morning, plan_of, planned, posted, set_up,
    settle, subscribe,
};

on_both!(
    what_was_set_up_is_there,
    a_subscription_is_due_from_its_time_on_and_not_before,
    the_longest_due_come_first,
    setting_a_channel_up_again_at_the_same_time_changes_its_subscription,
    two_that_set_a_channel_up_at_once_make_one_subscription,
    of_two_planners_that_saw_the_same_only_one_plans,
    an_occurrence_has_one_row_however_often_it_is_planned,
    a_schedule_that_has_ended_is_never_due_again,
    a_delivery_is_held_by_one_worker_until_its_lease_runs_out,
    workers_that_claim_at_once_share_the_work,
    a_retry_waits_for_its_time_and_remembers_whether_it_may_have_arrived,
    what_is_given_back_is_ready_at_once,
    many_settlements_in_one_go_are_each_judged_by_their_own_lease,
    giving_up_with_a_pause_keeps_the_channel_quiet_until_it_is_set_up_again,
    a_notice_comes_again_until_it_is_told_and_not_after,
    what_a_channel_had_is_remembered_for_that_channel_alone,
    only_what_is_old_and_settled_is_cleared_away,
    the_feeds_answers_are_kept_and_replaced,
    of_the_feeds_answers_the_oldest_make_room,
    zones_and_tastes_in_use_come_once,
    what_is_paused_removed_or_left_is_not_in_use,
    words_of_every_kind_come_back_as_they_went_in,
);

async fn what_was_set_up_is_there(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    assert_eq!(store.subscriptions_of(GuildId(10)).await.unwrap(), [subscription]);
    assert_eq!(store.subscriptions_of(GuildId(11)).await.unwrap(), []);
    assert_eq!(store.next_due().await.unwrap(), Some(morning()));
}

async fn a_subscription_is_due_from_its_time_on_and_not_before(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    assert_eq!(store.due(morning() - TimeDelta::seconds(1), 10).await.unwrap(), []);
    assert_eq!(store.due(morning(), 10).await.unwrap(), [subscription]);
}

async fn the_longest_due_come_first(store: &Database) {
    for (channel, minutes) in [(1, 5), (2, 1), (3, 3)] {
        let draft = draft(ChannelId(channel));
        let instant = eve() + TimeDelta::minutes(minutes);
        let next = Occurrence { civil: instant.naive_utc(), instant };
        store.subscribe(&draft, Some(next), MOST, &did("set up"), eve()).await.unwrap();
    }
    let due = store.due(morning(), 2).await.unwrap();
    assert_eq!(due.iter().map(|one| one.channel.0).collect::<Vec<_>>(), [2, 3]);
}

async fn setting_a_channel_up_again_at_the_same_time_changes_its_subscription(store: &Database) {
    let first = subscribe(store, CHANNEL).await;
    let mut draft = draft(CHANNEL);
    draft.schedule.zone = "Europe/Berlin".parse().unwrap();
    let Subscribed::Changed(second) = set_up(store, &draft).await else { panic!("it was not changed") };
    assert_eq!(second.id, first.id);
    assert_eq!(store.subscriptions_of(GuildId(10)).await.unwrap(), [second]);
    assert_eq!(store.next_due().await.unwrap(), Some(morning() - TimeDelta::hours(2)));
}

async fn two_that_set_a_channel_up_at_once_make_one_subscription(store: &Database) {
    tokio::join!(subscribe(store, CHANNEL), subscribe(store, CHANNEL), subscribe(store, CHANNEL));
    assert_eq!(store.subscriptions_of(GuildId(10)).await.unwrap().len(), 1);
}

async fn of_two_planners_that_saw_the_same_only_one_plans(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    let plan = [plan_of(&subscription)];
    let (first, second) = tokio::join!(store.plan(&plan, morning()), store.plan(&plan, morning()));
    assert_eq!(first.unwrap().len() + second.unwrap().len(), 1);
    assert_eq!(ledger(store, CHANNEL).await.len(), 1);
    assert_eq!(store.next_due().await.unwrap(), Some(at("2026-04-25T09:00:00Z")));
}

async fn an_occurrence_has_one_row_however_often_it_is_planned(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    let first = plan_of(&subscription);
    assert_eq!(store.plan(std::slice::from_ref(&first), morning()).await.unwrap().len(), 1);
    let next: Occurrence = first.next.unwrap();
    let again = Plan { from: next, deliveries: first.deliveries.clone(), ..first };
    assert_eq!(store.plan(&[again], morning()).await.unwrap().len(), 1);
    assert_eq!(ledger(store, CHANNEL).await.len(), 1);
}

async fn a_schedule_that_has_ended_is_never_due_again(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    let last = Plan { next: None, ..plan_of(&subscription) };
    store.plan(&[last], morning()).await.unwrap();
    assert_eq!(store.next_due().await.unwrap(), None);
    assert_eq!(store.due(at("2099-01-01T00:00:00Z"), 10).await.unwrap(), []);
}

async fn a_delivery_is_held_by_one_worker_until_its_lease_runs_out(store: &Database) {
    planned(store).await;
    let mut first = claim(store, "first", morning()).await;
    assert_eq!((first.len(), first[0].attempt, first[0].perhaps_posted), (1, 1, false));
    assert!(claim(store, "second", morning() + TimeDelta::seconds(119)).await.is_empty());

    let later = morning() + TimeDelta::minutes(2);
    let mut second = claim(store, "second", later).await;
    assert_eq!((second[0].attempt, second[0].perhaps_posted), (2, true));
    assert!(!settle(store, first.remove(0), posted(), later).await);
    assert_eq!(store.unsettled().await.unwrap(), 1);
    assert!(settle(store, second.remove(0), posted(), later).await);
    assert_eq!(ledger(store, CHANNEL).await[0].state, LedgerState::Posted(MessageId(99)));
    assert_eq!((store.next_attempt().await.unwrap(), store.unsettled().await.unwrap()), (None, 0));
}

async fn workers_that_claim_at_once_share_the_work(store: &Database) {
    for channel in 1..=30 {
        let subscription = subscribe(store, ChannelId(channel)).await;
        store.plan(&[plan_of(&subscription)], morning()).await.unwrap();
    }
    let until = morning() + TimeDelta::minutes(2);
    let wish = |owner: &str| Claim { owner: owner.to_owned(), now: morning(), until, limit: 20 };
    let (a, b, c) = (wish("a"), wish("b"), wish("c"));
    let (a, b, c) = tokio::join!(store.claim(&a), store.claim(&b), store.claim(&c));
    let all: Vec<_> = [a, b, c].into_iter().flat_map(Result::unwrap).map(|lease| lease.delivery).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a delivery was claimed twice");
    // On PostgreSQL those who come second step over what the first holds; nothing may be left for long.
    let rest = store.claim(&Claim { limit: 30, ..wish("d") }).await.unwrap();
    assert_eq!(all.len() + rest.len(), 30);
}

async fn a_retry_waits_for_its_time_and_remembers_whether_it_may_have_arrived(store: &Database) {
    planned(store).await;
    for perhaps_posted in [false, true] {
        let now = store.next_attempt().await.unwrap().unwrap();
        let lease = claim(store, "worker", now).await.remove(0);
        let at = now + TimeDelta::minutes(5);
        assert!(settle(store, lease, Settlement::Retry { at, failures: 7, perhaps_posted }, now).await);
        assert!(claim(store, "worker", at - TimeDelta::seconds(1)).await.is_empty());
        assert_eq!(store.next_attempt().await.unwrap(), Some(at));
    }
    let now = store.next_attempt().await.unwrap().unwrap();
    let last = claim(store, "worker", now).await.remove(0);
    assert_eq!((last.attempt, last.failures, last.perhaps_posted), (3, 7, true));
}

async fn what_is_given_back_is_ready_at_once(store: &Database) {
    planned(store).await;
    drop(claim(store, "first", morning()).await);
    assert_eq!(store.release("second", morning()).await.unwrap(), 0);
    assert_eq!(store.release("first", morning()).await.unwrap(), 1);
    let again = claim(store, "second", morning()).await.remove(0);
    assert_eq!((again.attempt, again.perhaps_posted), (2, true));
}

async fn many_settlements_in_one_go_are_each_judged_by_their_own_lease(store: &Database) {
    let mut subscriptions = Vec::new();
    for channel in 1..=4 {
        subscriptions.push(subscribe(store, ChannelId(channel)).await);
    }
    let plans: Vec<_> = subscriptions.iter().map(plan_of).collect();
    assert_eq!(store.plan(&plans, morning()).await.unwrap().len(), 4);
    let mut leases = claim(store, "first", morning()).await;
    leases.sort_by_key(|lease| lease.subscription.channel);
    // The last one is taken over by somebody else, after its lease.
    let at = morning() + TimeDelta::seconds(60);
    let fates = [posted(), given_up(), Settlement::Retry { at, failures: 1, perhaps_posted: false }];
    let lost = leases.pop().unwrap();
    let settled: Vec<_> =
        leases.into_iter().zip(fates).map(|(lease, settlement)| Settled { lease, settlement }).collect();
    let later = morning() + TimeDelta::minutes(3);
    assert_eq!(store.settle(&settled, morning()).await.unwrap(), [true, true, true]);
    drop(claim(store, "second", later).await);
    let mut settled = settled;
    settled.push(Settled { lease: lost, settlement: posted() });
    assert_eq!(store.settle(&settled, later).await.unwrap(), [false; 4]);

    let state = async |channel| ledger(store, ChannelId(channel)).await.remove(0).state;
    assert_eq!(state(1).await, LedgerState::Posted(MessageId(99)));
    assert_eq!(state(2).await, LedgerState::GivenUp("no permission".into()));
    assert_eq!((state(3).await, state(4).await), (LedgerState::Claimed, LedgerState::Claimed));
}

async fn giving_up_with_a_pause_keeps_the_channel_quiet_until_it_is_set_up_again(store: &Database) {
    let subscription = subscribe(store, CHANNEL).await;
    let first = plan_of(&subscription);
    store.plan(std::slice::from_ref(&first), morning()).await.unwrap();
    let lease = claim(store, "worker", morning()).await.remove(0);
    let next: Occurrence = first.next.unwrap();
    let waiting = vec![Planned { occurrence: next, fate: Fate::Post { late: false } }];
    let second = Plan { from: next, deliveries: waiting, next: subscription.schedule.next(&next), ..first };
    store.plan(&[second], next.instant).await.unwrap();
    assert!(settle(store, lease, given_up(), morning()).await);
    let paused = store.subscriptions_of(GuildId(10)).await.unwrap().remove(0);
    assert_eq!(paused.state, State::Paused { because: "no permission".into(), by: None });
    assert_eq!(store.due(at("2026-05-24T09:00:00Z"), 10).await.unwrap(), []);
    assert_eq!((store.next_due().await.unwrap(), store.next_attempt().await.unwrap()), (None, None));
    let gone = LedgerState::GivenUp("no permission".into());
    let ledger = ledger(store, CHANNEL).await;
    assert_eq!(ledger.iter().filter(|entry| entry.state == gone).count(), 2);
    assert_eq!(subscribe(store, CHANNEL).await.state, State::Active);
}

async fn a_notice_comes_again_until_it_is_told_and_not_after(store: &Database) {
    planned(store).await;
    assert_eq!(store.next_notice().await.unwrap(), None);
    let lease = claim(store, "worker", morning()).await.remove(0);
    settle(store, lease, given_up(), morning()).await;
    assert_eq!(store.next_notice().await.unwrap(), Some(morning()));
    let again = morning() + TimeDelta::minutes(2);
    let told = store.claim_notices(morning(), again, 10).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(store.claim_notices(morning(), again, 10).await.unwrap().is_empty());
    assert_eq!(store.claim_notices(again, again + TimeDelta::minutes(2), 10).await.unwrap(), told);
    store.told(told[0].id).await.unwrap();
    assert_eq!(store.next_notice().await.unwrap(), None);
}

async fn what_a_channel_had_is_remembered_for_that_channel_alone(store: &Database) {
    planned(store).await;
    let lease = claim(store, "worker", morning()).await.remove(0);
    assert!(settle(store, lease, posted(), morning()).await);
    let event = "treaty-of-berlin-1926".parse().unwrap();
    let events = [event, "another-one-1900".parse().unwrap()];
    let shown = store.shown(&[CHANNEL, ChannelId(7)], &events).await.unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[&CHANNEL].iter().collect::<Vec<_>>(), [&events[0]]);
    assert!(store.shown(&[CHANNEL], &events[1..]).await.unwrap().is_empty());
    assert!(store.shown(&[], &events).await.unwrap().is_empty());
}

async fn only_what_is_old_and_settled_is_cleared_away(store: &Database) {
    for channel in 1..=3 {
        let subscription = subscribe(store, ChannelId(channel)).await;
        store.plan(&[plan_of(&subscription)], morning()).await.unwrap();
    }
    let mut leases = claim(store, "worker", morning()).await;
    leases.truncate(2);
    for lease in leases {
        assert!(settle(store, lease, posted(), morning()).await);
    }
    assert_eq!(store.prune(morning(), 10).await.unwrap(), 0);
    assert_eq!(store.prune(morning() + TimeDelta::seconds(1), 1).await.unwrap(), 1);
    assert_eq!(store.prune(morning() + TimeDelta::seconds(1), 10).await.unwrap(), 1);
    assert_eq!(store.prune(morning() + TimeDelta::days(1000), 10).await.unwrap(), 0);
    assert_eq!(store.unsettled().await.unwrap(), 1);
}

fn feed_key(language: &str, day: u32) -> FeedKey {
    FeedKey { language: language.into(), kind: "events".into(), day: MonthDay::new(2, day).unwrap() }
}

async fn the_feeds_answers_are_kept_and_replaced(store: &Database) {
    assert_eq!(store.feed_page(&feed_key("en", 29)).await.unwrap(), None);
    for (body, etag) in [(vec![0, 255, 7], Some("\"a\"".to_owned())), (vec![0; 100_000], None)] {
        let page = FeedPage { fetched_at: morning(), etag, body };
        store.keep_feed_page(&feed_key("en", 29), &page).await.unwrap();
        assert_eq!(store.feed_page(&feed_key("en", 29)).await.unwrap(), Some(page));
    }
    assert_eq!(store.feed_page(&feed_key("de", 29)).await.unwrap(), None);
}

async fn of_the_feeds_answers_the_oldest_make_room(store: &Database) {
    for day in 1..=10 {
        let fetched_at = morning() + TimeDelta::minutes(day);
        let page = FeedPage { fetched_at, etag: None, body: vec![1; 1000] };
        store.keep_feed_page(&feed_key("en", u32::try_from(day).unwrap()), &page).await.unwrap();
    }
    assert_eq!(store.trim_feed_pages(1_000_000).await.unwrap(), 0);
    assert_eq!(store.trim_feed_pages(5_000).await.unwrap(), 6);
    assert_eq!(store.feed_page(&feed_key("en", 6)).await.unwrap(), None);
    assert!(store.feed_page(&feed_key("en", 7)).await.unwrap().is_some());
}

async fn zones_and_tastes_in_use_come_once(store: &Database) {
    for channel in 1..=3 {
        subscribe(store, ChannelId(channel)).await;
    }
    let mut german = draft(ChannelId(4));
    german.taste.language = "de".into();
    let next = german.schedule.next_after(eve());
    store.subscribe(&german, next, MOST, &did("set up"), eve()).await.unwrap();
    let mut in_use = store.in_use().await.unwrap();
    in_use.sort_by_key(|(_, taste)| taste.language.clone());
    let languages: Vec<_> =
        in_use.iter().map(|(zone, taste)| (zone.name(), taste.language.as_str())).collect();
    assert_eq!(languages, [("UTC", "de"), ("UTC", "en")]);
}

async fn what_is_paused_removed_or_left_is_not_in_use(store: &Database) {
    let languages = async || -> BTreeSet<String> {
        store.in_use().await.unwrap().into_iter().map(|(_, taste)| taste.language).collect()
    };
    let mut ids = Vec::new();
    for (channel, language) in [(1, "de"), (2, "es"), (3, "fr")] {
        let mut draft = draft(ChannelId(channel));
        draft.taste.language = language.to_owned();
        ids.push(set_up(store, &draft).await.subscription().unwrap().id);
    }
    assert_eq!(languages().await, ["de", "es", "fr"].map(str::to_owned).into());
    assert!(store.pause(ids[0], "enough", &did("paused"), eve()).await.unwrap());
    assert!(store.remove(ids[1], &did("removed"), eve()).await.unwrap());
    assert_eq!(languages().await, ["fr".to_owned()].into());
    let next = draft(ChannelId(1)).schedule.next_after(eve());
    assert!(store.resume(ids[0], next, Some(&did("resumed")), eve()).await.unwrap());
    assert_eq!(languages().await, ["de", "fr"].map(str::to_owned).into());
    store.left(GuildId(10), eve()).await.unwrap();
    assert_eq!(languages().await, BTreeSet::new());
}

/// Quotes, backslashes, other scripts and very large numbers pass through JSON on their way in.
async fn words_of_every_kind_come_back_as_they_went_in(store: &Database) {
    let channel = ChannelId(u64::try_from(i64::MAX).unwrap());
    let subscription = subscribe(store, channel).await;
    store.plan(&[plan_of(&subscription)], morning()).await.unwrap();
    let lease = claim(store, "o'wner \"\\ ö", morning()).await.remove(0);
    let reason = "Запрещено — \"quoted\", it's \\ back\nand a new line 🕰".to_owned();
    let settlement = Settlement::GivenUp { reason: reason.clone(), pause: true };
    assert!(settle(store, lease, settlement, eve()).await);
    assert_eq!(ledger(store, channel).await[0].state, LedgerState::GivenUp(reason));
}
