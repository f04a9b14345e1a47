//! Many people at once: asks at a steady pace, whatever the answers take, and
//! reports how long each waited.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::control::Control;
use super::ids::{ChannelId, MessageId, PersonId};

/// One thing that somebody asks for.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A command.
    Slash {
        /// Who.
        person: PersonId,
        /// Where.
        channel: ChannelId,
        /// As it is typed.
        line: String,
    },
    /// A button.
    Press {
        /// Who.
        person: PersonId,
        /// The message that it stands on.
        message: MessageId,
        /// The button.
        custom_id: String,
    },
}

/// How fast, and for how long.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// How many ask in a second; nobody waits for anybody else.
    pub a_second: u32,
    /// For how many seconds.
    pub seconds: u32,
}

/// How long people waited for their answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How many asked.
    pub asked: usize,
    /// How many got no answer.
    pub lost: usize,
    /// Half of the answers were there within this many milliseconds.
    pub half_within_ms: f64,
    /// Ninety-nine of a hundred were.
    pub most_within_ms: f64,
    /// All were.
    pub all_within_ms: f64,
}

impl Control {
    /// Asks for each of `asks` in turn, again and again, at this pace; waits for all answers.
    pub async fn load(&self, pace: Pace, asks: &[Ask]) -> Report {
        let mut waiting = JoinSet::new();
        let began = Instant::now();
        let count = if asks.is_empty() { 0 } else { pace.a_second.saturating_mul(pace.seconds) };
        for (number, ask) in (0..count).zip(asks.iter().cycle()) {
            tokio::time::sleep_until(began + Duration::from_secs(1) * number / pace.a_second.max(1)).await;
            let (control, ask) = (self.clone(), ask.clone());
            waiting.spawn(async move { control.time(ask).await });
        }
        let times: Vec<_> = waiting.join_all().await;
        report(times.len(), times.into_iter().flatten().collect())
    }

    /// How long one answer took; none if there was none.
    async fn time(&self, ask: Ask) -> Option<Duration> {
        let began = Instant::now();
        let answer = match ask {
            Ask::Slash { person, channel, line } => self.slash(person, channel, &line).await,
            Ask::Press { person, message, custom_id } => self.press(person, message, &custom_id).await,
        };
        answer.is_ok().then(|| began.elapsed())
    }
}

fn report(asked: usize, mut times: Vec<Duration>) -> Report {
    times.sort_unstable();
    let at = |percent: usize| {
        let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    Report {
        asked,
        lost: asked - times.len(),
        half_within_ms: at(50),
        most_within_ms: at(99),
        all_within_ms: at(100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_the_middle_the_end_and_what_was_lost() {
        let times = (1..=100).rev().map(Duration::from_millis).collect();
        let report = report(101, times);
        assert_eq!((report.asked, report.lost), (101, 1));
        let told = [report.half_within_ms, report.most_within_ms, report.all_within_ms];
        assert_eq!(told.map(|ms| format!("{ms:.0}")), ["51", "100", "100"]);
    }
}
