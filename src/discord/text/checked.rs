//! What `/daily check` says: each point is in order, or has a next step.

use chrono::NaiveDateTime;

use crate::discord::markdown::escape;
use crate::schedule::Occurrence;
use crate::subscription::{State, Subscription};

/// One point of a check.
pub(in crate::discord) struct Point {
    pub(in crate::discord) name: &'static str,
    /// What is so, or what to do.
    pub(in crate::discord) said: Result<String, String>,
}

pub(in crate::discord) fn checked(subscription: &Subscription, points: &[Point]) -> String {
    let line = |point: &Point| match &point.said {
        Ok(said) => format!("✅ **{}:** {said}.", point.name),
        Err(said) => format!("⚠️ **{}:** {said}.", point.name),
    };
    let lines: Vec<_> = points.iter().map(line).collect();
    let schedule = escape(&subscription.schedule.to_string());
    format!("## Check of <#{}>\n-# {schedule}\n{}", subscription.channel, lines.join("\n"))
}

pub(in crate::discord) fn permissions_are_fine() -> String {
    "I have what I need".to_owned()
}

pub(in crate::discord) fn cannot_look() -> String {
    "Discord does not answer; run this command again in a minute".to_owned()
}

pub(in crate::discord) fn zone_shows(zone: &str, now: NaiveDateTime) -> String {
    format!("in {zone} it is {} now", now.format("%H:%M on %A, %-d %B"))
}

pub(in crate::discord) fn schedule_goes_on(
    subscription: &Subscription,
    next: Option<Occurrence>,
) -> Result<String, String> {
    match (&subscription.state, next) {
        (State::Paused { because, .. }, _) => {
            Err(format!("paused: {because}. Let it run with `/daily resume`"))
        }
        (State::Active, Some(next)) => {
            Ok(format!("the next post comes <t:{0}:F> (<t:{0}:R>)", next.instant.timestamp()))
        }
        (State::Active, None) => Err("it comes no more; choose another time with `/daily edit`".to_owned()),
    }
}

pub(in crate::discord) fn source_has(count: usize, day: &str) -> Result<String, String> {
    match count {
        0 => Err(format!(
            "there is nothing to tell of {day} that this post takes; take more in with `/daily edit`"
        )),
        1 => Ok(format!("there is one entry to tell of for {day}")),
        count => Ok(format!("there are {count} entries to choose from for {day}")),
    }
}

pub(in crate::discord) fn store_works(subscription: &Subscription) -> Result<String, String> {
    let last = match &subscription.last_post {
        Some(post) => format!("it works; the last post came <t:{}:R>", post.at.timestamp()),
        None => "it works; there was no post yet".to_owned(),
    };
    match &subscription.problem {
        Some(problem) => Err(format!("{last}, and this was wrong: {problem}")),
        None => Ok(last),
    }
}
