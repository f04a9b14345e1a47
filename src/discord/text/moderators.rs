//! What `/daily` says.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::discord::markdown::{escape, shorten};
use crate::schedule::{Occurrence, Schedule, ZoneSuggestion};
use crate::store::LoggedChange;
use crate::subscription::{ChannelId, LastPost, State, Subscription};

pub(in crate::discord) const ONLY_MODERATORS: &str = "Only people with the **Manage Server** permission can look after the daily posts. \
     Ask a moderator of this server to do it.";
pub(in crate::discord) const ONLY_IN_SERVERS: &str =
    "Daily posts belong to a server's channel: run this command in the server that should get them.";
pub(in crate::discord) const NEVER: &str = "This schedule never comes round: choose another time.";
pub(in crate::discord) const GONE: &str =
    "This daily post is gone: somebody has removed it. `/daily list` shows what there is.";
pub(in crate::discord) const NONE_YET: &str = "There are no daily posts on this server yet. Start with `/daily setup`: a channel, a time and a zone are enough.";
pub(in crate::discord) const CHANNEL_GONE: &str = "I cannot find this channel on this server. Choose one of this server's text channels, threads or forums.";
pub(in crate::discord) const NO_PLACE_FOR_POSTS: &str =
    "Posts cannot go to a channel of that kind. Choose a text or announcement channel, a thread or a forum.";
pub(in crate::discord) const TOO_LATE_TO_UNDO: &str = "This cannot be undone any more: ten minutes have passed, or the server is full. Set it up anew with `/daily setup`.";
pub(in crate::discord) const IS_PAUSED: &str =
    "This daily post is paused. Let it run with `/daily resume` first.";
pub(in crate::discord) const ONE_A_SECOND: &str =
    "There is a post at this very moment already. Wait a second, and run the command again.";
pub(in crate::discord) const KEPT: &str = "Nothing was changed.";
pub(in crate::discord) const FORGOTTEN: &str =
    "Done. Everything that I knew of this server is deleted, and no posts come any more.";
pub(in crate::discord) const NO_CHANGES: &str = "Nobody has changed anything on this server yet.";
pub(in crate::discord) const PREVIEW: &str = "Preview";
pub(in crate::discord) const FINE_TUNE: &str = "Fine-tune";
pub(in crate::discord) const REMOVE: &str = "Remove";
pub(in crate::discord) const KEEP: &str = "Keep";
pub(in crate::discord) const UNDO_BUTTON: &str = "Undo";
pub(in crate::discord) const PAGE_BEFORE: &str = "◀ Before";
pub(in crate::discord) const PAGE_AFTER: &str = "After ▶";
pub(in crate::discord) const FORGET: &str = "Delete everything";

/// Weight of a problem in a list.
const PROBLEM: usize = 160;

fn exactly(at: DateTime<Utc>) -> String {
    let at = at.timestamp();
    format!("<t:{at}:F> (<t:{at}:R>)")
}

/// The answer to a set-up; `is_new` says whether the channel has one more, and `others` how many more there are.
pub(in crate::discord) fn set_up(subscription: &Subscription, is_new: bool, others: usize) -> String {
    let (channel, schedule) = (subscription.channel, escape(&subscription.schedule.to_string()));
    let first = subscription.next.map(|next| exactly(next.instant)).unwrap_or_default();
    let what = if is_new {
        format!("Done. <#{channel}> gets what happened on this day, {schedule}.")
    } else {
        format!(
            "Changed. The daily post at this time in <#{channel}> now comes {schedule}; the rest stays as it was."
        )
    };
    let others = match others {
        0 => String::new(),
        1 => {
            "\nIt is one more in this channel: the other one stays. `/daily remove` takes it away.".to_owned()
        }
        some => {
            format!("\nIt is one more in this channel: {some} others stay. `/daily remove` takes one away.")
        }
    };
    format!(
        "{what}\nThe {} post comes {first}. Below is what it would say; `/daily edit` changes how it looks.{others}",
        if is_new { "first" } else { "next" }
    )
}

pub(in crate::discord) fn full(most: u32) -> String {
    format!(
        "This server has {most} daily posts, and that is the most. Remove one with `/daily remove`, or change one with `/daily edit`."
    )
}

/// A zone in a list of choices, with what its clocks show.
pub(in crate::discord) fn zone_choice(found: &ZoneSuggestion, now: NaiveDateTime) -> String {
    let because = found.because.as_ref().map(|because| format!(" ({because})")).unwrap_or_default();
    shorten(&format!("{}{because}: it is {} there now", found.zone, now.format("%H:%M")), 100)
}

/// A subscription in a list of choices, which shows no mentions.
pub(in crate::discord) fn choice(subscription: &Subscription) -> String {
    let paused = if subscription.state == State::Active { "" } else { " (paused)" };
    shorten(&format!("#{}: {}{paused}", subscription.posting.name, subscription.schedule), 100)
}

pub(in crate::discord) fn which(all: &[Subscription]) -> String {
    format!(
        "This server has {} daily posts. Say which one you mean: choose from what is suggested for `which`.",
        all.len()
    )
}

pub(in crate::discord) fn not_one(typed: &str) -> String {
    let typed = escape(&shorten(typed, 60));
    format!("I know no daily post \"{typed}\" on this server. Choose from what is suggested for `which`.")
}

/// Where a post is.
fn link(subscription: &Subscription, post: &LastPost) -> String {
    format!("https://discord.com/channels/{}/{}/{}", subscription.guild, post.channel, post.message)
}

/// A subscription in `/daily list`.
pub(in crate::discord) fn listed(number: usize, subscription: &Subscription) -> String {
    let schedule = escape(&subscription.schedule.to_string());
    let mut about = vec![match (&subscription.state, subscription.next) {
        (State::Paused { .. }, _) => "paused".to_owned(),
        (State::Active, Some(next)) => format!("next <t:{0}:f> (<t:{0}:R>)", next.instant.timestamp()),
        (State::Active, None) => "comes no more".to_owned(),
    }];
    about.push(match &subscription.last_post {
        Some(post) => format!("last [post]({}) <t:{}:R>", link(subscription, post), post.at.timestamp()),
        None => "no post yet".to_owned(),
    });
    let mut lines = vec![format!("**{number}.** <#{}> · {schedule}", subscription.channel)];
    lines.push(format!("-# {}", about.join(" · ")));
    lines.extend(wrong(subscription).map(|what| format!("-# ⚠ {}", shorten(&what, PROBLEM))));
    lines.join("\n")
}

/// Why a subscription does not run, or what was last wrong.
pub(in crate::discord) fn wrong(subscription: &Subscription) -> Option<String> {
    match &subscription.state {
        State::Paused { because, .. } => Some(because.clone()),
        State::Active => subscription.problem.clone(),
    }
}

pub(in crate::discord) fn list_heading(count: usize, most: u32) -> String {
    format!("## Daily posts\n{count} of {most} that this server may have.")
}

pub(in crate::discord) fn paused_by(moderator: u64) -> String {
    format!("<@{moderator}> paused it")
}

pub(in crate::discord) fn paused(subscription: &Subscription) -> String {
    format!("Paused. <#{}> gets nothing until you run `/daily resume`.", subscription.channel)
}

pub(in crate::discord) fn already_paused(subscription: &Subscription) -> String {
    let because = wrong(subscription).unwrap_or_default();
    format!("It is paused already: {because}. Let it run with `/daily resume`.")
}

pub(in crate::discord) fn already_runs(subscription: &Subscription) -> String {
    let next = subscription.next.map(|next| exactly(next.instant)).unwrap_or_default();
    format!("It runs already: the next post in <#{}> comes {next}.", subscription.channel)
}

pub(in crate::discord) fn resumed(channel: ChannelId, next: Option<Occurrence>) -> String {
    let next = next.map(|next| exactly(next.instant)).unwrap_or_default();
    format!("It runs again: the next post in <#{channel}> comes {next}.")
}

pub(in crate::discord) fn not_resumed(because: &str) -> String {
    format!("Not yet: {because}. Then press the button again, or run `/daily resume`.")
}

pub(in crate::discord) fn remove(subscription: &Subscription) -> String {
    let schedule = escape(&subscription.schedule.to_string());
    format!(
        "Remove the daily post in <#{}>, {schedule}? For ten minutes you can undo it.",
        subscription.channel
    )
}

pub(in crate::discord) fn removed(subscription: &Subscription) -> String {
    format!(
        "Removed. <#{}> gets no more of these posts. For ten minutes you can undo it.",
        subscription.channel
    )
}

pub(in crate::discord) fn restored(subscription: &Subscription) -> String {
    match subscription.state {
        State::Active => {
            let next = subscription.next.map(|next| exactly(next.instant)).unwrap_or_default();
            format!("It is back: the next post in <#{}> comes {next}.", subscription.channel)
        }
        State::Paused { .. } => "It is back, and paused as it was.".to_owned(),
    }
}

pub(in crate::discord) fn posting_now(
    subscription: &Subscription,
    next: Option<Occurrence>,
    counts: bool,
) -> String {
    let next = next.map(|next| exactly(next.instant)).unwrap_or_default();
    let counts = if counts { "It counts as today's" } else { "It does not count as today's" };
    format!("The post is on its way to <#{}>. {counts}; the next one comes {next}.", subscription.channel)
}

pub(in crate::discord) fn forget(count: usize) -> String {
    let posts = if count == 1 { "1 daily post".to_owned() } else { format!("{count} daily posts") };
    format!(
        "Delete everything that I know of this server: {posts}, what its channels had, and the list of changes? \
         This cannot be undone."
    )
}

/// The list of changes, newest first.
pub(in crate::discord) fn log(changes: &[LoggedChange]) -> String {
    let line = |logged: &LoggedChange| {
        let by = logged.change.by.map_or_else(|| "Daybook".to_owned(), |by| format!("<@{by}>"));
        format!("<t:{}:f> {by} {}", logged.at.timestamp(), shorten(&logged.change.what, 120))
    };
    let mut said = "## Changes on this server".to_owned();
    for line in changes.iter().map(line) {
        if crate::discord::markdown::weight(&said) + crate::discord::markdown::weight(&line) > 3800 {
            break;
        }
        said = format!("{said}\n{line}");
    }
    said
}

/// The schedule, where it changes.
pub(in crate::discord) fn schedule(schedule: &Schedule) -> String {
    escape(&schedule.to_string())
}
