//! The words on the panel of `/daily edit`.

use crate::discord::markdown::escape;
use crate::subscription::{Place, State, Subscription};

pub(in crate::discord) const WEEKDAYS: &str = "Days of the week";
pub(in crate::discord) const EVENTS: &str = "Number of events";
pub(in crate::discord) const CATEGORIES: &str = "Categories that are told of";
pub(in crate::discord) const KINDS: &str = "Kinds of entries";
pub(in crate::discord) const LANGUAGE: &str = "Language of the content";
pub(in crate::discord) const PING: &str = "Role to ping (none)";
pub(in crate::discord) const CHANNEL: &str = "Channel";
pub(in crate::discord) const OPTIONS: &str = "Options (none)";
pub(in crate::discord) const TAGS: &str = "Tags of the forum's posts (none)";
pub(in crate::discord) const WHEN: &str = "Time and zone";
pub(in crate::discord) const LOOKS: &str = "Title and colour";
pub(in crate::discord) const PAUSE: &str = "Pause";
pub(in crate::discord) const RESUME: &str = "Resume";
pub(in crate::discord) const TIME_FIELD: &str = "Times, or a cron line";
pub(in crate::discord) const ZONE_FIELD: &str = "Time zone";
pub(in crate::discord) const TITLE_FIELD: &str = "Title line";
pub(in crate::discord) const FORUM_TITLE_FIELD: &str = "Title of a forum's post";
pub(in crate::discord) const COLOUR_FIELD: &str = "Colour of the bar";
pub(in crate::discord) const TIME_HINT: &str = "09:00, or 9am and 6pm, or 0 9 * * 1-5";
pub(in crate::discord) const ZONE_HINT: &str = "Europe/Berlin";
pub(in crate::discord) const TITLE_HINT: &str = "Places: {date} {day} {weekday} {year} {title}";
pub(in crate::discord) const COLOUR_HINT: &str = "#B08D57";
pub(in crate::discord) const STALE: &str = "Somebody else has changed this daily post meanwhile, so your change was not saved. This is how it is now: choose again.";
pub(in crate::discord) const CRON_HAS_DAYS: &str =
    "A cron line says by itself on which days it comes. Change it under Time and zone.";
pub(in crate::discord) const NO_ROLE: &str =
    "This role does not exist on this server any more. Choose another one.";
pub(in crate::discord) const NOTHING_LEFT: &str = "Gentle posts leave out accidents, crime and war, so nothing would be left of these categories. Choose others besides.";
pub(in crate::discord) const EVERYONE: &str = "@everyone is never pinged. Choose a role of its own for this.";

/// What can be switched on and off: value, label, description.
pub(in crate::discord) const SWITCHES: [(&str, &str, &str); 5] = [
    ("gentle", "Gentle", "Leave out accidents, crime and war"),
    ("silent", "Silent", "Posts come without a notification"),
    ("thread", "Discussion thread", "Start a thread under each post"),
    ("publish", "Publish", "Send each post to the servers that follow the channel"),
    ("leap_day", "29 February", "In other years, 28 February ends with an event of it"),
];

pub(in crate::discord) fn events(count: usize) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}

/// What stands at the head of the panel.
pub(in crate::discord) fn panel(subscription: &Subscription, remark: Option<&str>) -> String {
    let schedule = escape(&subscription.schedule.to_string());
    let state = match (&subscription.state, subscription.next) {
        (State::Paused { because, .. }, _) => format!("⏸ paused: {because}"),
        (State::Active, Some(next)) => format!("next post <t:{0}:F> (<t:{0}:R>)", next.instant.timestamp()),
        (State::Active, None) => "comes no more".to_owned(),
    };
    let mut lines = vec![format!("## Daily post in <#{}>", subscription.channel)];
    lines.extend(remark.map(|remark| format!("**{remark}**")));
    lines.push(format!("{schedule}\n-# {state}"));
    lines.extend(looks(subscription));
    lines.push("-# What you choose is saved at once.".to_owned());
    lines.join("\n")
}

fn looks(subscription: &Subscription) -> Option<String> {
    let posting = &subscription.posting;
    let title = posting.title.as_ref().map(|title| format!("title: {}", escape(title.as_str())));
    let forum = posting.forum_title.as_ref().filter(|_| posting.place == Place::Forum);
    let forum = forum.map(|title| format!("forum title: {}", escape(title.as_str())));
    let accent = posting.accent.map(|colour| format!("colour: {colour}"));
    let all: Vec<_> = [title, forum, accent].into_iter().flatten().collect();
    (!all.is_empty()).then(|| format!("-# {}", all.join(" · ")))
}

/// What the title line would be today.
pub(in crate::discord) fn title_preview(filled: &str) -> String {
    format!("Saved. The next post begins: {}", escape(filled))
}
