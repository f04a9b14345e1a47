//! What a choice on the panel changes about a daily post.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;

use super::Deed;
use crate::discord::rest::Failure;
use crate::discord::text;
use crate::edition::Taste;
use crate::event::{Category, Kind};
use crate::schedule::{CronLine, Occurrence, Rule, Spacing, TimesOfDay, Weekdays};
use crate::subscription::{ChannelId, Place, Posting, RoleId, Subscription, Typed};

/// What somebody chose or filled in.
#[derive(Clone, Debug)]
pub(super) enum Chosen {
    Values(Vec<String>),
    Role(Option<RoleId>),
    Channel(ChannelId, Place, String),
    Fields(BTreeMap<String, String>),
}

/// A daily post as it shall be, and what that changes.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) wanted: Subscription,
    /// The field.
    pub(super) what: &'static str,
    /// Its new value.
    pub(super) to: String,
}

/// Applies a choice; a sentence for people when it cannot be.
pub(super) fn apply(
    deed: Deed,
    chosen: &Chosen,
    subscription: &Subscription,
    least: Spacing,
) -> Result<Changed, String> {
    let mut wanted = subscription.clone();
    let (what, to) = match chosen {
        Chosen::Values(values) => of_values(deed, values, &mut wanted, least)?,
        Chosen::Role(role) => {
            wanted.posting.ping = *role;
            ("role to ping", role.map_or_else(|| "none".to_owned(), |role| format!("role {role}")))
        }
        Chosen::Channel(channel, place, name) => {
            wanted.channel = *channel;
            let posting =
                Posting { place: *place, name: name.clone(), tags: BTreeSet::new(), ..wanted.posting };
            wanted.posting = posting;
            ("channel", format!("#{name}"))
        }
        Chosen::Fields(fields) if deed == Deed::When => when(fields, &mut wanted, least)?,
        Chosen::Fields(fields) => looks(fields, &mut wanted)?,
    };
    Ok(Changed { wanted, what, to })
}

fn of_values(
    deed: Deed,
    values: &[String],
    wanted: &mut Subscription,
    least: Spacing,
) -> Result<(&'static str, String), String> {
    let unknown = || text::UNKNOWN_BUTTON.to_owned();
    let listed = values.join(", ");
    let one = values.first().map(String::as_str);
    let what = match deed {
        Deed::Days => return days(values, wanted, least),
        Deed::Events => {
            let events = one.and_then(|value| value.parse().ok()).ok_or_else(unknown)?;
            wanted.taste.events = usize::clamp(events, 1, Taste::MOST_EVENTS);
            "number of events"
        }
        Deed::Categories => {
            categories(values, wanted)?;
            "categories"
        }
        Deed::Kinds => {
            let kinds: Option<BTreeSet<Kind>> = values.iter().map(|value| kind(value)).collect();
            wanted.taste.kinds = kinds.filter(|kinds| !kinds.is_empty()).ok_or_else(unknown)?;
            "kinds of entries"
        }
        Deed::Language => {
            let known = Taste::LANGUAGES.iter().find(|(code, ..)| Some(*code) == one).ok_or_else(unknown)?;
            known.0.clone_into(&mut wanted.taste.language);
            "language"
        }
        Deed::Options => {
            switches(values, wanted);
            something_is_left(wanted)?;
            "options"
        }
        Deed::Tags => {
            let tags: Result<_, _> = values.iter().map(|value| value.parse()).collect();
            wanted.posting.tags = tags.map_err(|_| unknown())?;
            "tags"
        }
        _ => return Err(unknown()),
    };
    Ok((what, if listed.is_empty() { "none".to_owned() } else { listed }))
}

/// The kinds by the words that the panel has for them.
pub(in crate::discord) const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Event, "events", "Events"),
    (Kind::Birth, "births", "Births"),
    (Kind::Death, "deaths", "Deaths"),
    (Kind::Observance, "observances", "Observances"),
];

fn kind(word: &str) -> Option<Kind> {
    KINDS.into_iter().find(|(_, known, _)| *known == word).map(|(kind, ..)| kind)
}

fn days(
    values: &[String],
    wanted: &mut Subscription,
    least: Spacing,
) -> Result<(&'static str, String), String> {
    let Rule::Times(times) = &wanted.schedule.rule else { return Err(text::CRON_HAS_DAYS.to_owned()) };
    let unknown = |_| text::UNKNOWN_BUTTON.to_owned();
    let days =
        values.iter().map(|value| value.parse::<u8>().ok().and_then(|day| Weekday::try_from(day).ok()));
    let days = Weekdays::new(days.flatten()).map_err(unknown)?;
    let times = TimesOfDay::read(&times.times_text(), days).map_err(|error| error.to_string())?;
    wanted.schedule.rule = Rule::Times(times);
    least.check(&wanted.schedule.rule).map_err(|error| error.to_string())?;
    Ok(("days", days.to_string()))
}

/// The values are the categories that are told of.
fn categories(values: &[String], wanted: &mut Subscription) -> Result<(), String> {
    let kept: Result<BTreeSet<Category>, _> = values.iter().map(|value| value.parse()).collect();
    let kept = kept.map_err(|_| text::UNKNOWN_BUTTON.to_owned())?;
    let taste = &mut wanted.taste;
    taste.without = Category::ALL.into_iter().filter(|category| !kept.contains(category)).collect();
    something_is_left(wanted)
}

fn something_is_left(wanted: &Subscription) -> Result<(), String> {
    let is_left = Category::ALL.into_iter().any(|category| wanted.taste.wants(category));
    if is_left { Ok(()) } else { Err(text::NOTHING_LEFT.to_owned()) }
}

fn switches(values: &[String], wanted: &mut Subscription) {
    let is_on = |name: &str| values.iter().any(|value| value == name);
    wanted.taste.gentle = is_on("gentle");
    wanted.taste.leap_day = is_on("leap_day");
    wanted.posting.silent = is_on("silent");
    wanted.posting.thread = is_on("thread");
    wanted.posting.publish = is_on("publish");
}

fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    fields.get(name).map(|text| text.trim()).unwrap_or_default()
}

fn when(
    fields: &BTreeMap<String, String>,
    wanted: &mut Subscription,
    least: Spacing,
) -> Result<(&'static str, String), String> {
    let (time, zone) = (field(fields, "time"), field(fields, "zone"));
    let days = match &wanted.schedule.rule {
        Rule::Times(times) if !CronLine::is_meant(time) => Some(times.weekdays().to_string()),
        _ => None,
    };
    let typed = Typed { time, days: days.as_deref(), zone };
    wanted.schedule = typed.schedule(least).map_err(|refusal| refusal.to_string())?;
    Ok(("time", wanted.schedule.to_string()))
}

fn looks(
    fields: &BTreeMap<String, String>,
    wanted: &mut Subscription,
) -> Result<(&'static str, String), String> {
    fn read<T: std::str::FromStr<Err: ToString>>(text: &str) -> Result<Option<T>, String> {
        if text.is_empty() {
            Ok(None)
        } else {
            text.parse::<T>().map(Some).map_err(|error| error.to_string())
        }
    }
    let posting = &mut wanted.posting;
    posting.title = read(field(fields, "title"))?;
    posting.accent = read(field(fields, "colour"))?;
    if fields.contains_key("forum_title") {
        posting.forum_title = read(field(fields, "forum_title"))?;
    }
    let said = |text: Option<String>| text.unwrap_or_else(|| "Daybook's own".to_owned());
    let title = said(posting.title.as_ref().map(ToString::to_string));
    Ok(("title and colour", format!("{title}, {}", said(posting.accent.map(|colour| colour.to_string())))))
}

/// What is to be said after a change, if anything: how the title line will look.
pub(super) fn note(deed: Deed, wanted: &Subscription, next: Option<Occurrence>) -> Option<String> {
    if deed != Deed::Looks {
        return None;
    }
    let filled = wanted.posting.title.as_ref()?.fill(next?.date(), Some("…"));
    Some(text::title_preview(&filled))
}

/// Why a daily post cannot move to a channel.
pub(super) fn cannot_move(failure: &Failure) -> String {
    match failure {
        Failure::Refused { code: 10003, .. } => text::CHANNEL_GONE.to_owned(),
        Failure::Refused { code, message, .. } => text::refused(*code, message),
        _ => text::cannot_look(),
    }
}
