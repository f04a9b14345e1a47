//! Things that go wrong on purpose: answers that get lost, rate limits, servers
//! that are down. Armed by tests and by the page, for the next few requests.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ids::ChannelId;

/// What goes wrong, where, and how often.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    pub trouble: Trouble,
    /// How many requests it hits.
    #[serde(default = "once")]
    pub times: u32,
    /// Only requests of this kind (`create_message`), as the journal calls them.
    #[serde(default)]
    pub route: Option<String>,
    /// Only requests to this channel.
    #[serde(default)]
    pub channel: Option<ChannelId>,
}

/// What goes wrong with a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The request is carried out, and the line is cut before the answer.
    LoseAnswer,
    /// The request is carried out, and the line is cut in the middle of the answer's body.
    CutAnswer,
    /// The line is cut before the request is read.
    Reset,
    /// The request is refused as one too many.
    RateLimit {
        /// What the answer says about when to come back; an answer without it if none.
        retry_after_ms: Option<u64>,
        /// Whether the whole bot is meant, and not this route alone.
        #[serde(default)]
        global: bool,
    },
    /// Another answer is given; the request is not carried out.
    Status {
        /// The HTTP status.
        status: u16,
        /// The body; Discord's usual shape if none is given.
        #[serde(default)]
        body: Option<Value>,
    },
    /// The answer comes late; the request is carried out first.
    Delay {
        /// How late.
        ms: u64,
    },
    /// The request is carried out, and the answer is no JSON.
    Garbage,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// Something that goes wrong with the next request, whichever it is.
    #[must_use]
    pub fn new(trouble: Trouble) -> Self {
        Self { trouble, times: 1, route: None, channel: None }
    }

    /// The same, for the next `times` requests.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// The same, only for one kind of request (`create_message`).
    #[must_use]
    pub fn on(mut self, route: &str) -> Self {
        self.route = Some(route.to_owned());
        self
    }

    /// The same, only for one channel.
    #[must_use]
    pub fn in_channel(mut self, channel: ChannelId) -> Self {
        self.channel = Some(channel);
        self
    }

    fn hits(&self, route: &str, channel: Option<ChannelId>) -> bool {
        self.times > 0
            && self.route.as_deref().is_none_or(|wanted| wanted == route)
            && self.channel.is_none_or(|wanted| channel == Some(wanted))
    }
}

/// The faults that wait for a request.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Vec<Fault>,
}

impl Faults {
    pub(crate) fn arm(&mut self, fault: Fault) {
        self.armed.push(fault);
    }

    pub(crate) fn disarm_all(&mut self) {
        self.armed.clear();
    }

    pub(crate) fn armed(&self) -> &[Fault] {
        &self.armed
    }

    /// The trouble that hits this request, if any; it is then used up by one.
    pub(crate) fn strike(&mut self, route: &str, channel: Option<ChannelId>) -> Option<Trouble> {
        let fault = self.armed.iter_mut().find(|fault| fault.hits(route, channel))?;
        fault.times -= 1;
        let trouble = fault.trouble.clone();
        self.armed.retain(|fault| fault.times > 0);
        Some(trouble)
    }
}

impl Trouble {
    /// How late an answer is.
    pub(crate) fn delay(&self) -> Option<Duration> {
        match self {
            Self::Delay { ms } => Some(Duration::from_millis(*ms)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_as_often_as_it_was_armed_and_only_where() {
        let mut faults = Faults::default();
        faults.arm(Fault::new(Trouble::Garbage).times(2).on("create_message").in_channel(ChannelId(1)));
        assert!(faults.strike("create_message", Some(ChannelId(2))).is_none());
        assert!(faults.strike("edit_message", Some(ChannelId(1))).is_none());
        assert!(faults.strike("create_message", Some(ChannelId(1))).is_some());
        assert!(faults.strike("create_message", Some(ChannelId(1))).is_some());
        assert!(faults.strike("create_message", Some(ChannelId(1))).is_none());
    }
}
