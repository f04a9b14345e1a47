//! Everything that the bot asked over REST, and what came of it: for contract
//! tests, and to see what a bot did.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// A big morning's requests fit; older ones are forgotten.
const KEPT: usize = 100_000;

/// One request that the bot made.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// When, by the playground's clock.
    pub at: DateTime<Utc>,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path, without the version and the query.
    pub path: String,
    /// Which kind of request it was (`create_message`), or `unknown`.
    pub route: &'static str,
    /// The JSON that was sent, also when it came with files; null without.
    pub body: Value,
    /// The status that was answered; 0 if the answer was never sent.
    pub status: u16,
    /// What was answered, if answers are kept; else null.
    pub answer: Value,
}

/// The list of them.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    requests: VecDeque<Request>,
    tally: Tally,
    /// Whether answers are kept beside what was asked: a big morning's take much room.
    pub(crate) keeps_answers: bool,
}

/// How many requests of a kind got which status (0: the answer was never sent).
pub type Tally = BTreeMap<(&'static str, u16), u64>;

impl Journal {
    pub(crate) fn note(&mut self, request: Request) {
        *self.tally.entry((request.route, request.status)).or_default() += 1;
        if self.requests.len() == KEPT {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }

    /// All that ever came, counted.
    pub(crate) fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// The last `count` of those that are kept, oldest first.
    pub(crate) fn last(&self, count: usize) -> Vec<Request> {
        self.requests.iter().skip(self.requests.len().saturating_sub(count)).cloned().collect()
    }
}
