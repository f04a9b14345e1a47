//! Every sentence that Daybook says on Discord, except the history itself.

mod about;
mod changes;
mod checked;
mod moderators;
mod panel;
mod posts;
mod problems;
mod sources;
mod topic;

pub(super) use about::about;
pub(super) use changes::*;
pub(super) use checked::*;
pub(super) use moderators::*;
pub(super) use panel::*;
pub(super) use posts::*;
pub(super) use problems::*;
pub(super) use sources::{ARTICLE, live_feed};
pub use sources::{sources, told};
pub(super) use topic::*;

use chrono::NaiveDate;

use crate::almanac::Heading;
use crate::edition::Selection;
use crate::event::{Elapsed, Event, Kind, Language, MonthDay};
use crate::feed::List;
use crate::schedule::Zone;

pub(super) const CONTINUE_READING: &str = "Continue reading";
pub(super) const KEY_FACTS: &str = "Key facts";
pub(super) const WHAT_HAPPENED: &str = "What happened?";
pub(super) const WHY_IT_MATTERS: &str = "Why does it matter?";
pub(super) const LINKS: &str = "Links and references";
pub(super) const MORE: &str = "More from the same day";
pub(super) const ALSO_TODAY: &str = "Also on this day";
pub(super) const FROM_LEAP_DAY: &str = "And from 29 February";
pub(super) const BIRTHS: &str = "Births";
pub(super) const DEATHS: &str = "Deaths";
pub(super) const RANDOM: &str = "A random event";
pub(super) const BY_CATEGORY: &str = "See the day by category";
pub(super) const TODAY: &str = "See today";
pub(super) const EVERYTHING: &str = "The day's edition";
pub(super) const BY_SUBJECT: &str = "Look up a person or a tag";
pub(super) const PERSON: &str = "Person";
pub(super) const TAG: &str = "Tag";
pub(super) const SHARE: &str = "Share in channel";

pub(super) const UNKNOWN_BUTTON: &str =
    "This button is from another version of Daybook and does nothing any more. Here is one that works.";
pub(super) const UNKNOWN_EVENT: &str = "This page is no longer in the almanac. See what today holds instead.";
pub(super) const GONE_FROM_WIKIPEDIA: &str = "Wikipedia does not have this entry any more, or cannot be reached at the moment. Look at today's instead.";
pub(super) const NO_SUCH_TITLE: &str = "I know no event with such a title. Type a word of it and choose from what is suggested, or run `/onthisday`.";
pub(super) const NOTHING_OF_THAT_KIND: &str =
    "I know no such event. Leave the category or the century out, or choose another one.";
pub(super) const ONLY_EVENTS_HAVE_CATEGORIES: &str =
    "Only events have a category: leave `category` out, or choose Events as the `kind`.";
pub(super) const MAY_NOT_SHARE: &str =
    "You may not send messages in this channel, so I cannot share the page here for you.";
/// The heading of an edition: the date in full on the day itself, only the day on others.
pub(super) fn edition_heading(day: MonthDay, as_of: NaiveDate) -> String {
    if MonthDay::of(as_of) == day {
        format!("On this day: {}", as_of.format("%A, %-d %B %Y"))
    } else {
        format!("On this day: {day}")
    }
}

/// How long ago, to the day.
pub(super) fn ago(elapsed: Elapsed) -> String {
    let said = elapsed.to_string();
    if said == "today" { said } else { format!("{said} ago") }
}

/// How long ago on a card: to the day for the main story, else in years; round anniversaries are marked.
pub(super) fn ago_on_card(elapsed: Elapsed, to_the_day: bool) -> String {
    if elapsed.is_round_anniversary() {
        return format!("◆ {} today", ago(elapsed));
    }
    ago(if to_the_day { elapsed } else { elapsed.in_years() })
}

/// The heading of what was asked for of a day.
pub(super) fn listing_heading(selection: Selection, day: MonthDay) -> String {
    match selection {
        Selection::Edition => format!("On this day: {day}"),
        Selection::Kind(Kind::Event) => format!("All that happened on {day}"),
        Selection::Kind(Kind::Birth) => format!("Born on {day}"),
        Selection::Kind(Kind::Death) => format!("Died on {day}"),
        Selection::Kind(Kind::Observance) => format!("Observed on {day}"),
        Selection::Category(category) => format!("{day}: {category}"),
    }
}

/// Which entries of a long list are shown, counted from 1.
pub(super) fn place_in_list(before: usize, shown: usize, all: usize) -> String {
    format!("{} to {} of {all}", before + 1, before + shown)
}

/// A button to another page of a list, counted from 0.
pub(super) fn page_before(page: usize) -> String {
    format!("◀ Page {}", page + 1)
}

/// The same, onwards.
pub(super) fn page_after(page: usize) -> String {
    format!("Page {} ▶", page + 1)
}

/// There is nothing of what was asked for of a day that is told in that language.
pub(super) fn nothing_of_that(selection: Selection, day: MonthDay, language: Language) -> String {
    let name = language.name();
    let whole = format!("See the whole day with `/onthisday date:{day}");
    let never = |kind: Kind| !List::of(kind).any(|list| list.exists_in(language));
    match selection {
        _ if language == Language::En => format!("The almanac has nothing of that for {day}. {whole}`."),
        Selection::Kind(kind @ (Kind::Birth | Kind::Death)) if never(kind) => {
            let people = if kind == Kind::Birth { "births" } else { "deaths" };
            format!("Wikipedia's live feed has no {people} in {name}. {whole} language:{name}`.")
        }
        _ => format!("I have nothing of that in {name} for {day}. {whole} language:{name}`."),
    }
}

/// A button from an event's page to its day.
pub(super) fn see_day(day: MonthDay) -> String {
    format!("See {day}")
}

/// When it was; for people, also what that day was to them.
pub(super) fn date(event: &Event) -> String {
    let date = event.year.map_or_else(|| event.day.to_string(), |year| format!("{} {year}", event.day));
    match event.kind {
        Kind::Event | Kind::Observance => date,
        Kind::Birth => format!("Born {date}"),
        Kind::Death => format!("Died {date}"),
    }
}

/// The year of a birth or a death, where it stands among things that happened.
pub(super) fn year_among_events(event: &Event) -> Option<String> {
    let year = event.year?;
    match event.kind {
        Kind::Birth => Some(format!("Born {year}")),
        Kind::Death => Some(format!("Died {year}")),
        Kind::Event | Kind::Observance => None,
    }
}

/// An entry in a list of titles.
pub(super) fn title_in_list(heading: &Heading) -> String {
    let born = match heading.kind {
        Kind::Birth => "born ",
        Kind::Death => "died ",
        Kind::Event | Kind::Observance => "",
    };
    let year = heading.year.map(|year| format!(" ({born}{year})")).unwrap_or_default();
    format!("{}{year}", heading.title)
}

/// Who put a page into the channel; Discord shows the name, and nobody is pinged.
pub(super) fn shared_by(person: u64) -> String {
    format!("Shared by <@{person}>")
}

pub(super) fn nothing_known(day: MonthDay) -> String {
    format!("The almanac has no page for {day} yet. Try another date with `/onthisday`.")
}

/// Which day a look-up without a date took.
pub(super) fn today_is_from(zone: Zone) -> String {
    if zone == Zone::UTC {
        "Today by UTC".to_owned()
    } else {
        format!("Today in {zone}, this server's time zone")
    }
}

pub(super) fn failed(reference: &str) -> String {
    format!(
        "Something went wrong on my side, and I wrote it down as `{reference}`. Please try again in a minute."
    )
}

#[cfg(test)]
mod tests;
