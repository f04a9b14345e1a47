//! The gateway's sessions: who listens to which servers, the number of each
//! event, and what was sent, so that a client that lost its line can catch up.
//!
//! Promises: every session hears its events in order and without gaps, also those
//! that happened while its line was down.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::ids::GuildId;

/// Servers, channels, roles, threads.
pub(crate) const GUILDS: u64 = 1 << 0;
/// Messages on servers.
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
/// Direct messages.
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
/// Whether other people's messages come with their text.
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
/// An event that needs no intent.
pub(crate) const ALWAYS: u64 = 0;
/// A session whose line was down for this many events can't be resumed.
const KEPT: usize = 20_000;

/// What goes down a line to a client.
#[derive(Clone, Debug)]
pub(crate) enum Push {
    /// A payload.
    Text(Arc<str>),
    /// The line is cut without a word.
    Cut,
}

/// Which part of the servers a session hears: number and count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    pub(crate) number: u64,
    pub(crate) count: u64,
}

impl Shard {
    /// Whether events of `guild` (or of direct messages) are for this shard.
    pub(crate) fn hears(self, guild: Option<GuildId>) -> bool {
        guild.map_or(0, |guild| (guild.0 >> 22) % self.count) == self.number
    }
}

#[derive(Debug)]
struct Session {
    id: String,
    shard: Shard,
    intents: u64,
    sequence: u64,
    kept: VecDeque<(u64, Arc<str>)>,
    line: Option<(u64, UnboundedSender<Push>)>,
}

/// All sessions.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    sessions: Vec<Session>,
    lines: u64,
}

/// A client's end of a line.
pub(crate) struct Line {
    pub(crate) session: String,
    pub(crate) number: u64,
    pub(crate) pushes: UnboundedReceiver<Push>,
}

impl Hub {
    /// The shards that are connected: which of how many.
    pub(crate) fn shards(&self) -> Vec<(u64, u64)> {
        let connected = self.sessions.iter().filter(|session| session.line.is_some());
        connected.map(|session| (session.shard.number, session.shard.count)).collect()
    }

    /// Begins a session.
    pub(crate) fn begin(&mut self, id: String, shard: Shard, intents: u64) -> Line {
        let (sender, pushes) = unbounded_channel();
        self.lines += 1;
        let number = self.lines;
        let line = Some((number, sender));
        let session = id.clone();
        self.sessions.push(Session { id, shard, intents, sequence: 0, kept: VecDeque::new(), line });
        Line { session, number, pushes }
    }

    /// Takes a session up again after the event `after`, and replays what was missed.
    /// None if there is no such session, or it was away for too long.
    pub(crate) fn resume(&mut self, id: &str, after: u64) -> Option<Line> {
        self.lines += 1;
        let number = self.lines;
        let session = self.sessions.iter_mut().find(|session| session.id == id)?;
        let missed = session.sequence.checked_sub(after)?;
        if usize::try_from(missed).is_ok_and(|missed| missed > session.kept.len()) {
            return None;
        }
        let (sender, pushes) = unbounded_channel();
        for (_, text) in session.kept.iter().filter(|(sequence, _)| *sequence > after) {
            sender.send(Push::Text(Arc::clone(text))).ok();
        }
        session.line = Some((number, sender));
        session.tell("RESUMED", &json!({ "_trace": [] }));
        Some(Line { session: id.to_owned(), number, pushes })
    }

    /// Notes that a line is down; the session waits to be resumed.
    pub(crate) fn hang_up(&mut self, id: &str, number: u64) {
        for session in self.sessions.iter_mut().filter(|session| session.id == id) {
            if session.line.as_ref().is_some_and(|(line, _)| *line == number) {
                session.line = None;
            }
        }
    }

    /// Forgets a session for good.
    pub(crate) fn end(&mut self, id: &str) {
        self.sessions.retain(|session| session.id != id);
    }

    /// Tells one session alone.
    pub(crate) fn tell(&mut self, id: &str, event: &str, data: &Value) {
        for session in self.sessions.iter_mut().filter(|session| session.id == id) {
            session.tell(event, data);
        }
    }

    /// Tells every session that hears `guild` and asked for the intent. `thinned` is
    /// for those that may not read what other people write.
    pub(crate) fn publish(
        &mut self,
        guild: Option<GuildId>,
        intent: u64,
        event: &str,
        data: &Value,
        thinned: Option<&Value>,
    ) {
        let wants = |session: &&mut Session| intent == ALWAYS || session.intents & intent != 0;
        for session in self.sessions.iter_mut().filter(|session| session.shard.hears(guild)).filter(wants) {
            let reads = session.intents & MESSAGE_CONTENT != 0;
            session.tell(event, thinned.filter(|_| !reads).unwrap_or(data));
        }
    }

    /// Whether anybody hears `guild` right now.
    pub(crate) fn is_heard(&self, guild: Option<GuildId>) -> bool {
        self.sessions.iter().any(|session| session.shard.hears(guild) && session.line.is_some())
    }

    /// Whether at least one session has a line that is up.
    pub(crate) fn is_connected(&self) -> bool {
        self.sessions.iter().any(|session| session.line.is_some())
    }

    /// Sends something to every line that is up; the sessions stay.
    pub(crate) fn push_all(&mut self, push: &Push) {
        for (_, line) in self.sessions.iter().filter_map(|session| session.line.as_ref()) {
            line.send(push.clone()).ok();
        }
    }

    /// Forgets all sessions; their lines stay until the clients go.
    pub(crate) fn forget_all(&mut self) {
        self.sessions.clear();
    }
}

impl Session {
    fn tell(&mut self, event: &str, data: &Value) {
        self.sequence += 1;
        let payload = json!({ "t": event, "s": self.sequence, "op": 0, "d": data });
        let text: Arc<str> = payload.to_string().into();
        self.kept.push_back((self.sequence, Arc::clone(&text)));
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        if let Some((_, line)) = &self.line {
            line.send(Push::Text(text)).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &mut Line) -> Vec<Value> {
        let mut texts = Vec::new();
        while let Ok(Push::Text(text)) = line.pushes.try_recv() {
            texts.push(serde_json::from_str(&text).unwrap());
        }
        texts
    }

    #[test]
    fn a_session_hears_what_happened_while_its_line_was_down() {
        let mut hub = Hub::default();
        let line = hub.begin("a".into(), Shard { number: 0, count: 1 }, GUILDS);
        hub.publish(None, ALWAYS, "ONE", &json!({}), None);
        hub.hang_up("a", line.number);
        hub.publish(None, ALWAYS, "TWO", &json!({}), None);
        let mut line = hub.resume("a", 1).unwrap();
        let heard: Vec<_> = texts(&mut line).iter().map(|event| event["t"].clone()).collect();
        assert_eq!(heard, ["TWO", "RESUMED"]);
    }

    #[test]
    fn a_shard_hears_only_its_servers() {
        let guild = GuildId(5 << 22);
        assert!(Shard { number: 1, count: 2 }.hears(Some(guild)));
        assert!(!Shard { number: 0, count: 2 }.hears(Some(guild)));
        assert!(Shard { number: 0, count: 2 }.hears(None));
    }
}
