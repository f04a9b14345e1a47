//! What is said of a search.

use crate::discord::topic::Topic;
use crate::event::{Century, Kind, Year};
use crate::search::Filters;

pub(in crate::discord) const BY_TOPIC_CATEGORY: &str = "Narrow down by category";
pub(in crate::discord) const BY_TOPIC_CENTURY: &str = "Narrow down by century";
pub(in crate::discord) const ALL_CATEGORIES: &str = "All categories";
pub(in crate::discord) const ALL_TIMES: &str = "All centuries";
pub(in crate::discord) const DID_YOU_MEAN: &str = "Did you mean…";
pub(in crate::discord) const FROM_AFTER_TO: &str = "`from` is later than `to`: swap them, or leave one out.";

/// The heading of what was found.
pub(in crate::discord) fn topic_heading(words: &str) -> String {
    if words.is_empty() { "History".to_owned() } else { format!("History: {words}") }
}

/// How many hits there are, and which of them these are.
pub(in crate::discord) fn hits(first: usize, shown: usize, total: usize) -> String {
    match (total, shown) {
        (0, _) => "No hits".to_owned(),
        (1, _) => "1 hit".to_owned(),
        (total, 0) => format!("{total} hits"),
        (total, shown) if shown == total => format!("{total} hits"),
        (total, shown) => format!("Hits {} to {} of {total}", first + 1, first + shown),
    }
}

/// What the hits were narrowed to.
pub(in crate::discord) fn narrowed(filters: &Filters) -> Vec<String> {
    let kind = filters.kind.map(|kind| match kind {
        Kind::Event => "events",
        Kind::Birth => "births",
        Kind::Death => "deaths",
        Kind::Observance => "observances",
    });
    let category = filters.category.map(|category| category.name().to_owned());
    [kind.map(str::to_owned), category, years(filters)].into_iter().flatten().collect()
}

fn years(filters: &Filters) -> Option<String> {
    let century = |from: Year, to: Year| {
        let century = Century::of(from);
        (century.first() == from && century.last() == to).then(|| century.to_string())
    };
    match (filters.from, filters.to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from} on")),
        (None, Some(to)) => Some(format!("until {to}")),
        (Some(from), Some(to)) => Some(century(from, to).unwrap_or_else(|| format!("{from} to {to}"))),
    }
}

/// Why there is no hit, and what to do.
pub(in crate::discord) fn nothing_found(topic: &Topic) -> String {
    if !topic.words().chars().any(char::is_alphanumeric) {
        return "I can make no words out of that. Type a person, a place, a year or an event, such as **moon landing**, \
                **Berlin 1989** or **18th century China**."
            .to_owned();
    }
    if topic.filters == Filters::default() {
        "I found nothing about that. Try fewer or other words, or only a name, a place or a year.".to_owned()
    } else {
        "I found nothing about that within what you narrowed it down to. Leave the category, the kind or the years out, \
         or try other words."
            .to_owned()
    }
}

/// What is said when only the first words of a long topic were looked for.
pub(in crate::discord) fn only_first_words(topic: &Topic) -> String {
    format!("That was long: I looked for its first words, {:?}", topic.words())
}

/// A name in a menu, with the number of hits behind it.
pub(in crate::discord) fn with_count(name: &str, count: usize) -> String {
    format!("{name} ({count})")
}
