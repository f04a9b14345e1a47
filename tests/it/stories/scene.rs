//! Where stories play.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use daybook::app::{App, Parts};
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::discord::{Reach, Token};
use daybook::playground::{
    Answer, ChannelId, Choice, Control, ControlError, Message, PersonId, Playground, Settings,
};
use daybook::store::{LedgerEntry, Store};
use daybook::subscription::GuildId;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::log::Errors;

/// Longer than anything takes on a busy machine; a story that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The app in a playground.
pub(super) struct Scene {
    pub(super) control: Control,
    pub(super) clock: Clock,
    pub(super) errors: Errors,
    store: Arc<dyn Store>,
    seen: Mutex<BTreeSet<u64>>,
    stop: CancellationToken,
    app: JoinHandle<anyhow::Result<()>>,
    leave: CancellationToken,
    playground: JoinHandle<()>,
    _folder: TempDir,
}

/// Plays a story that begins at `start`. It fails at once when the app ends; and at its end when a
/// message was posted that it did not look at, a delivery is not settled, or an error was logged
/// that it did not expect.
pub(super) async fn play(start: &str, story: impl AsyncFnOnce(&Scene)) {
    let mut scene = Scene::open(at(start)).await;
    let stop = scene.stop.clone();
    let mut app = std::mem::replace(&mut scene.app, tokio::spawn(async { Ok(()) }));
    tokio::select! {
        ended = &mut app => panic!("the app ended in mid-story: {ended:?}"),
        () = story(&scene) => {}
    }
    scene.nothing_left_over().await;
    crate::contract::check(&scene.control.journal());
    stop.cancel();
    app.await.expect("the app does not panic").expect("the app stops in order");
    scene.leave.cancel();
    scene.playground.await.expect("the playground does not panic");
    assert_eq!(scene.errors.left(), Vec::<String>::new(), "errors were logged");
}

pub(super) fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("a time such as 2026-04-24T07:00:00Z")
}

pub(super) fn config() -> Config {
    Config::load(&Inputs::default()).expect("the defaults are sound")
}

impl Scene {
    async fn open(start: DateTime<Utc>) -> Self {
        let errors = Errors::catch();
        let clock = Clock::frozen(start);
        let playground = Playground::bind(&Settings::default(), clock.clone()).await.expect("a free port");
        let (control, addresses) = (playground.control(), playground.addresses().clone());
        let stop = CancellationToken::new();
        let leave = CancellationToken::new();
        let left = leave.clone().cancelled_owned();
        let playground = tokio::spawn(async move { playground.serve(left).await.expect("it serves") });
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config();
        config.discord.api_base = addresses.api;
        config.store.path = folder.path().join("daybook.sqlite");
        let token = Token::new(&addresses.token).expect("a token");
        let parts = Parts { config, clock: clock.clone(), token, reach: Reach::LoopbackOnly };
        let app = App::build(parts).await.expect("the app can be built");
        let store = app.store();
        let app = tokio::spawn(app.run_until_stopped(stop.clone()));
        assert!(control.wait_for_commands(PATIENCE).await, "the bot did not connect");
        Self {
            control,
            clock,
            errors,
            store,
            seen: Mutex::default(),
            stop,
            app,
            leave,
            playground,
            _folder: folder,
        }
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
        let guild = self.control.channels().into_iter().find(|(_, one)| one.0 == id).expect("its server").0;
        let all = self.store.subscriptions_of(GuildId(guild.0)).await.expect("they can be read");
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

    async fn nothing_left_over(&self) {
        for name in ["general", "history", "announcements"] {
            self.settled(name, 0).await;
            for message in self.control.messages(self.channel(name)) {
                let seen = self.seen.lock().unwrap().contains(&message.id.0);
                assert!(seen, "nobody looked at a message in #{name}: {}", message.text());
            }
        }
    }
}
