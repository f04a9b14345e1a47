//! What keeps posts from coming, for moderators; each with the mending step.

use crate::delivery::News;
use crate::discord::rest::Failure;
use crate::schedule::Schedule;
use crate::subscription::{ChannelId, Subscription};

pub(in crate::discord) const ROLE_GONE: &str =
    "the role to ping is gone, so nobody is pinged. Choose another one, or none, with `/daily edit`";
pub(in crate::discord) const ROLE_NOT_PINGED: &str = "the role was not pinged, because it is not mentionable. Make it so in the server's settings under Roles, or \
     grant me Mention @everyone, @here and All Roles in the channel";
pub(in crate::discord) const TAG_GONE: &str =
    "a tag of the forum is gone, so the post has none. Choose the tags anew with `/daily edit`";
pub(in crate::discord) const CHECK_AND_RESUME: &str = "Check again and resume";

/// Permissions that the bot lacks in a channel.
pub(in crate::discord) fn lacking(channel: ChannelId, names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("**{name}**")).collect();
    format!(
        "I lack {} in <#{channel}>. Open the channel's settings, choose Permissions, add me, and allow it there",
        names.join(" and ")
    )
}

pub(in crate::discord) fn locked_thread(channel: ChannelId) -> String {
    format!(
        "the thread <#{channel}> is archived and locked. Open it again, or grant me **Manage Threads** in its channel"
    )
}

pub(in crate::discord) fn tag_missing(channel: ChannelId) -> String {
    format!("the forum <#{channel}> wants a tag on each post. Choose one with `/daily edit`")
}

/// Why a channel cannot be posted to, for moderators; `code` is Discord's.
pub(in crate::discord) fn refused(code: u32, message: &str) -> String {
    let what = match code {
        10003 | 10004 => {
            "the channel is gone: choose another one with `/daily edit`, or remove the post with `/daily remove`"
        }
        50001 => "I cannot see the channel: grant me View Channel there",
        50013 => "I may not post in the channel: grant me Send Messages there",
        50083 => {
            "the thread is archived and I may not open it: open it again, or grant me Manage Threads in its channel"
        }
        40058 => {
            "a forum takes posts only as threads of their own: choose the channel again with `/daily edit`"
        }
        40067 => "the forum wants a tag on each post: choose one with `/daily edit`",
        _ => return format!("Discord refused the post: {message} (code {code})"),
    };
    what.to_owned()
}

/// What is said after a set-up when a post would be refused now.
pub(in crate::discord) fn would_fail(because: &str) -> String {
    format!("**As things are, the post would fail:** {because}.")
}

/// What is said after a set-up when something is missing.
pub(in crate::discord) fn before_the_first_post(because: &str) -> String {
    format!("**Before the first post:** {because}.")
}

pub(in crate::discord) fn not_published(failure: &Failure) -> String {
    let why = match failure {
        Failure::RateLimited { .. } => "because Discord allows only about ten an hour".to_owned(),
        Failure::Refused { code: 50024, .. } => {
            "because its channel is no announcement channel any more".to_owned()
        }
        Failure::Refused { code: 50001 | 50013, .. } => "because I lack **Send Messages** there".to_owned(),
        Failure::Refused { message, code, .. } => {
            format!("because Discord refused it: {message} (code {code})")
        }
        Failure::NotSent { .. } | Failure::PerhapsAccepted { .. } => {
            "because Discord did not answer".to_owned()
        }
    };
    format!(
        "the post is not published to the servers that follow the channel, {why}. Publish it by hand this time"
    )
}

pub(in crate::discord) fn no_thread(failure: &Failure) -> String {
    let why = match failure {
        Failure::Refused { code: 50001 | 50013, .. } => {
            return "there is no thread under the post: grant me **Create Public Threads** in the channel"
                .to_owned();
        }
        Failure::Refused { message, code, .. } => {
            format!("because Discord refused it: {message} (code {code})")
        }
        Failure::RateLimited { .. } => "because Discord wanted fewer requests".to_owned(),
        Failure::NotSent { .. } | Failure::PerhapsAccepted { .. } => {
            "because Discord did not answer".to_owned()
        }
    };
    format!("there is no thread under the post, {why}. Start one by hand this time")
}

/// What moderators are told, unasked.
pub(in crate::discord) fn news(subscription: &Subscription, news: &News) -> String {
    let channel = subscription.channel;
    match news {
        News::Paused(because) => format!(
            "**The daily posts in <#{channel}> are paused:** {because}. I look now and then whether it is mended, and go on \
             by myself then. Until then I leave the channel alone, and this is the only time that I say so."
        ),
        News::Remark(what) => format!(
            "**The daily posts in <#{channel}> come, but not as you wanted:** {what}. This is the only time that I say so."
        ),
        News::Mended => format!(
            "**The daily posts in <#{channel}> run again:** {}",
            next(&subscription.schedule, subscription)
        ),
    }
}

fn next(schedule: &Schedule, subscription: &Subscription) -> String {
    let at = subscription.next.map(|next| next.instant.timestamp());
    at.map_or_else(|| schedule.to_string(), |at| format!("the next one comes <t:{at}:F>."))
}
