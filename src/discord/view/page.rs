//! An event's full page, as people see it.

use chrono::NaiveDate;

use super::{Card, Subject};
use crate::discord::day_in::DayIn;
use crate::discord::text;
use crate::event::{Day, Event, EventId, Image, Language, Link, Place};
use crate::feed::EntryId;

/// Cards at the foot of a page.
const MORE: usize = 4;

/// An event's full page, as people see it. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct PageView {
    pub(in crate::discord) event: EventId,
    /// The day that it was on, in the language of the entry.
    pub(in crate::discord) day: DayIn,
    pub(in crate::discord) title: String,
    pub(in crate::discord) date: String,
    pub(in crate::discord) ago: Option<String>,
    pub(in crate::discord) location: Option<Place>,
    pub(in crate::discord) category: Option<String>,
    pub(in crate::discord) people: Vec<String>,
    pub(in crate::discord) summary: String,
    pub(in crate::discord) key_facts: Vec<String>,
    pub(in crate::discord) what_happened: Vec<String>,
    pub(in crate::discord) why_it_matters: String,
    pub(in crate::discord) links: Vec<Link>,
    pub(in crate::discord) tags: Vec<String>,
    /// For the menu that leads to the search.
    pub(in crate::discord) subjects: Vec<Subject>,
    pub(in crate::discord) more: Vec<Card>,
    pub(in crate::discord) picture: Option<Image>,
    pub(in crate::discord) small_print: Vec<String>,
    /// Whether there is a button that shares it.
    pub(in crate::discord) is_shareable: bool,
}

impl PageView {
    /// The page of `event`, with others of its `day`, for readers on the date `as_of`.
    pub(in crate::discord) fn new(event: &Event, day: &Day, as_of: NaiveDate) -> Self {
        let others = day.events.iter().filter(|other| other.id != event.id);
        let shown = others.take(MORE);
        Self {
            event: event.id.clone(),
            day: DayIn { day: event.day, language: language(event) },
            title: event.title.clone(),
            date: text::date(event),
            ago: event.elapsed(as_of).map(text::ago),
            location: event.location.clone(),
            category: event.category.map(|category| category.name().to_owned()),
            people: event.people.clone(),
            summary: event.summary.clone(),
            key_facts: event.key_facts.clone(),
            what_happened: event.what_happened.clone(),
            why_it_matters: event.why_it_matters.clone(),
            links: event.links.clone(),
            tags: event.tags.clone(),
            subjects: Subject::all(event),
            more: shown.clone().map(|other| Card::dated(other, as_of)).collect(),
            picture: event.image.clone(),
            small_print: text::sources(std::iter::once(event).chain(shown), Some(event)),
            is_shareable: false,
        }
    }

    /// The same, with a button for the reader to share it.
    pub(in crate::discord) fn shareable(self) -> Self {
        Self { is_shareable: true, ..self }
    }

    /// The same, shared by somebody.
    pub(in crate::discord) fn shared_by(mut self, person: u64) -> Self {
        self.small_print.insert(0, text::shared_by(person));
        self
    }
}

/// The language that an entry is in: the almanac is in English.
pub(in crate::discord) fn language(event: &Event) -> Language {
    EntryId::of(&event.id).map_or(Language::En, |entry| entry.language)
}
