//! Where stories play.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use daybook::app::{App, Parts};
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::discord::{Reach, Token};
use daybook::edition::Taste;
use daybook::playground::{
    Answer, ChannelId, Choice, Control, ControlError, Message, PersonId, Playground, Settings, World,
};
use daybook::schedule::Spacing;
use daybook::store::{Change, LedgerEntry, Store};
use daybook::subscription::{Draft, GuildId, Posting, Typed, UserId};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::log::Errors;
use crate::support::place::Place;

/// Longer than anything takes on a busy machine; a story that waits this long has failed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// The app in a playground.
pub(super) struct Scene {
    pub(super) control: Control,
    pub(super) clock: Clock,
    pub(super) errors: Errors,
    pub(super) store: Arc<dyn Store>,
    seen: Mutex<BTreeSet<u64>>,
    stop: CancellationToken,
    app: JoinHandle<anyhow::Result<()>>,
    leave: CancellationToken,
    playground: JoinHandle<()>,
    pub(super) place: Place,
}

/// Where and how a story plays.
pub(super) struct Setting {
    pub(super) start: DateTime<Utc>,
    pub(super) world: World,
    pub(super) place: Place,
    pub(super) config: Config,
}

impl Setting {
    /// The seeded server, the default settings, a file.
    pub(super) fn at(start: &str) -> Self {
        Self { start: at(start), world: World::reading_room(), place: Place::file(), config: config() }
    }
}

/// Plays a story that begins at `start`. It fails at once when the app ends; and at its end when a
/// message was posted that it did not look at, a delivery is not settled, or an error was logged
/// that it did not expect.
pub(super) async fn play(start: &str, story: impl AsyncFnOnce(&Scene)) {
    play_in(Setting::at(start), story).await;
}

/// The same, somewhere else.
pub(super) async fn play_in(setting: Setting, story: impl AsyncFnOnce(&Scene)) {
    let mut scene = Scene::open(setting).await;
    let stop = scene.stop.clone();
    let mut app = std::mem::replace(&mut scene.app, tokio::spawn(async { Ok(()) }));
    tokio::select! {
        ended = &mut app => panic!("the app ended in mid-story: {ended:?}"),
        () = story(&scene) => {}
    }
    scene.nothing_left_over().await;
    let journal = scene.control.journal();
    crate::contract::check(&journal);
    crate::contract::check_answers(&journal);
    stop.cancel();
    app.await.expect("the app does not panic").expect("the app stops in order");
    scene.leave.cancel();
    scene.playground.await.expect("the playground does not panic");
    assert_eq!(scene.errors.left(), Vec::<String>::new(), "errors were logged");
    scene.place.clear().await;
}

pub(super) fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("a time such as 2026-04-24T07:00:00Z")
}

pub(super) fn config() -> Config {
    Config::load(&Inputs::default()).expect("the defaults are sound")
}

impl Scene {
    async fn open(setting: Setting) -> Self {
        let Setting { start, world, place, mut config } = setting;
        let errors = Errors::catch();
        let clock = Clock::frozen(start);
        let playground = Playground::bind_world(&Settings::default(), clock.clone(), world).await;
        let playground = playground.expect("a free port");
        let (control, addresses) = (playground.control(), playground.addresses().clone());
        control.keep_answers();
        let stop = CancellationToken::new();
        let leave = CancellationToken::new();
        let left = leave.clone().cancelled_owned();
        let playground = tokio::spawn(async move { playground.serve(left).await.expect("it serves") });
        config.discord.api_base = addresses.api;
        config.store = place.settings();
        let token = Token::new(&addresses.token).expect("a token");
        let parts = Parts { config, clock: clock.clone(), token, reach: Reach::LoopbackOnly };
        let app = App::build(parts).await.expect("the app can be built");
        let store = app.store();
        let app = tokio::spawn(app.run_until_stopped(stop.clone()));
        assert!(control.wait_for_commands(PATIENCE).await, "the bot did not connect");
        Self { control, clock, errors, store, seen: Mutex::default(), stop, app, leave, playground, place }
    }

    pub(super) fn channel(&self, name: &str) -> ChannelId {
        self.control.channel(name).expect("a channel of the playground")
    }

    pub(super) fn person(&self, name: &str) -> PersonId {
        self.control.person(name).expect("a person of the playground")
    }

    /// Somebody types a command in #general.
    pub(super) async fn slash(&self, who: &str, line: &str) -> Result<Answer, ControlError> {
        let answer = self.control.slash(self.person(who), self.channel("general"), line).await;
        self.note(answer)
    }

    /// The same, though the command is not offered to them.
    pub(super) async fn slash_unchecked(&self, who: &str, line: &str) -> Result<Answer, ControlError> {
        let answer = self.control.slash_unchecked(self.person(who), self.channel("general"), line).await;
        self.note(answer)
    }

    /// Somebody presses the button of that label number `nth` (from 0) on a message.
    pub(super) async fn press(
        &self,
        who: &str,
        message: &Message,
        label: &str,
        nth: usize,
    ) -> Result<Answer, ControlError> {
        let buttons = message.buttons();
        let button = buttons.iter().filter(|button| button.label == label).nth(nth).expect("such a button");
        let custom_id = button.custom_id.clone().expect("a button that is no link");
        let answer = self.control.press(self.person(who), message.id, &custom_id).await;
        self.note(answer)
    }

    /// Somebody presses a button that is not on the message.
    pub(super) async fn press_unchecked(
        &self,
        who: &str,
        message: &Message,
        custom_id: &str,
    ) -> Result<Answer, ControlError> {
        let answer = self.control.press_unchecked(self.person(who), message.id, custom_id).await;
        self.note(answer)
    }

    /// Somebody chooses from the menu of a message that has this placeholder.
    pub(super) async fn choose_from(
        &self,
        who: &str,
        message: &Message,
        menu: &str,
        values: &[&str],
    ) -> Result<Answer, ControlError> {
        let menus = message.selects();
        let menu = menus.iter().find(|one| one.placeholder.starts_with(menu)).expect("such a menu");
        let answer = self.control.choose(self.person(who), message.id, &menu.custom_id, values).await;
        self.note(answer)
    }

    /// Somebody fills in the form that they have before them.
    pub(super) async fn fill_in(
        &self,
        who: &str,
        form: &Answer,
        fields: &[(&str, &str)],
    ) -> Result<Answer, ControlError> {
        let form = form.modal.as_ref().expect("a form");
        let answer = self.control.submit(self.person(who), &form.custom_id, fields).await;
        self.note(answer)
    }

    /// What somebody is told for a command of theirs, and that nobody else sees it.
    pub(super) async fn told(&self, who: &str, line: &str) -> String {
        let answer = self.slash(who, line).await.expect("an answer");
        assert!(answer.ephemeral, "everybody sees the answer to {line}");
        answer.message.expect("a message").text()
    }

    /// Somebody chooses a value from the first menu of a message.
    pub(super) async fn choose(
        &self,
        who: &str,
        message: &Message,
        value: &str,
    ) -> Result<Answer, ControlError> {
        let menu = message.selects().into_iter().next().expect("a menu");
        let answer = self.control.choose(self.person(who), message.id, &menu.custom_id, &[value]).await;
        self.note(answer)
    }

    pub(super) async fn suggestions(&self, who: &str, line: &str, option: &str) -> Vec<Choice> {
        let typed = self.control.autocomplete(self.person(who), self.channel("general"), line, option).await;
        typed.expect("suggestions")
    }

    fn note(&self, answer: Result<Answer, ControlError>) -> Result<Answer, ControlError> {
        if let Ok(Answer { message: Some(message), .. }) = &answer {
            self.seen.lock().unwrap().insert(message.id.0);
        }
        answer
    }

    /// Waits until a channel has `count` messages, and answers them; the story has seen them then.
    pub(super) async fn posts(&self, channel: &str, count: usize) -> Vec<Message> {
        let posts = self.control.wait_for_messages(self.channel(channel), count, PATIENCE).await;
        assert_eq!(posts.len(), count, "messages in #{channel}");
        self.seen.lock().unwrap().extend(posts.iter().map(|post| post.id.0));
        posts
    }

    /// The ledger of a channel.
    pub(super) async fn ledger(&self, channel: &str) -> Vec<LedgerEntry> {
        let id = self.channel(channel).0;
        let all = self.store.all().await.expect("they can be read");
        let Some(subscription) = all.iter().find(|one| one.channel.0 == id) else { return vec![] };
        self.store.ledger(subscription.id).await.expect("the ledger can be read")
    }

    /// Waits until the deliveries of a channel are `count` and all settled.
    pub(super) async fn settled(&self, channel: &str, count: usize) -> Vec<LedgerEntry> {
        let settled = async {
            loop {
                let ledger = self.ledger(channel).await;
                if ledger.len() >= count && ledger.iter().all(|entry| entry.state.is_settled()) {
                    return ledger;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, settled).await.expect("the deliveries are settled")
    }

    /// What stands in a channel; the story has seen it then.
    pub(super) fn look_at(&self, channel: &str) -> Vec<Message> {
        self.look_into(self.channel(channel))
    }

    /// What stands in every channel, in their order.
    pub(super) fn look_at_all(&self) -> Vec<Vec<Message>> {
        self.control.channels().iter().map(|(_, channel)| self.look_into(*channel)).collect()
    }

    fn look_into(&self, channel: ChannelId) -> Vec<Message> {
        let messages = self.control.messages(channel);
        self.seen.lock().unwrap().extend(messages.iter().map(|message| message.id.0));
        messages
    }

    /// Waits until a channel's delivery is settled, moving the clock on to each next attempt as time would.
    pub(super) async fn settled_in_time(&self, channel: &str) {
        let planned = async {
            while self.ledger(channel).await.is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, planned).await.expect("the delivery is planned");
        self.time_passes_until_all_is_settled().await;
    }

    /// Waits until nothing is open, moving the clock on to each next attempt while nobody is at one.
    pub(super) async fn time_passes_until_all_is_settled(&self) {
        let passing = async {
            while self.store.next_due().await.is_ok_and(|due| due.is_some_and(|due| due <= self.clock.now()))
                || self.store.unsettled().await.map_or(true, |open| open > 0)
            {
                // In this order: a lease that ends between the two questions is no reason to jump past another.
                let next = self.store.next_attempt().await.ok().flatten();
                let nobody_is_at_one = self.store.claimed().await.is_ok_and(|claimed| claimed == 0);
                if let Some(next) = next.filter(|next| nobody_is_at_one && *next > self.clock.now()) {
                    self.clock.set(next);
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, passing).await.expect("all deliveries are settled");
    }

    /// Whether no moderator is to be told anything.
    pub(super) async fn is_told(&self) -> bool {
        self.store.next_notice().await.expect("it can be read").is_none()
    }

    /// Waits until commands are answered, as they are when the gateway is connected.
    pub(super) async fn answers_again(&self) {
        let answered = async {
            loop {
                assert!(self.control.wait_for_commands(PATIENCE).await, "the bot did not come back");
                if self.slash("Mia", "/onthisday date:24 April").await.is_ok() {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, answered).await.expect("the bot answers again");
    }

    /// Waits until no delivery is open.
    pub(super) async fn all_settled(&self) {
        let settled = async {
            while self.store.unsettled().await.expect("the ledger can be read") > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, settled).await.expect("all deliveries are settled");
    }

    /// Every channel of the playground gets its posts every day at that time, by UTC.
    pub(super) async fn subscribe_all(&self, time: &str) {
        let typed = Typed { time, zone: "UTC", days: None };
        let schedule = typed.schedule(Spacing::minutes(15)).expect("a time");
        for (guild, channel) in self.control.channels() {
            let channel = daybook::subscription::ChannelId(channel.0);
            let (guild, set_up_by) = (GuildId(guild.0), UserId(1));
            let (taste, posting) = (Taste::default(), Posting::default());
            let schedule = schedule.clone();
            let next = schedule.next_after(self.clock.now());
            let draft = Draft { guild, channel, set_up_in: channel, set_up_by, schedule, taste, posting };
            let change = Change { by: Some(set_up_by), what: "set up".to_owned() };
            let stored = self.store.subscribe(&draft, next, 1000, &change, self.clock.now()).await;
            stored.expect("it can be stored").subscription().expect("there is room");
        }
    }

    async fn nothing_left_over(&self) {
        self.all_settled().await;
        for (_, channel) in self.control.channels() {
            for message in self.control.messages(channel) {
                let seen = self.seen.lock().unwrap().contains(&message.id.0);
                assert!(seen, "nobody looked at a message in {channel}: {}", message.text());
            }
        }
    }
}
