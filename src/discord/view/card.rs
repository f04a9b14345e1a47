//! An event in a line or two, with a way to read on.

use chrono::NaiveDate;

use crate::discord::text;
use crate::event::{Event, EventId, Image, Source};

/// An event in a line or two. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct Card {
    pub(in crate::discord) event: EventId,
    pub(in crate::discord) title: String,
    /// Year, how long ago, category, place: what there is of them.
    pub(in crate::discord) about: Vec<String>,
    pub(in crate::discord) text: String,
    /// Only the main story shows one.
    pub(in crate::discord) picture: Option<Image>,
    /// The article that the words are from, where they are not ours.
    pub(in crate::discord) article: Option<String>,
}

impl Card {
    /// The whole summary, with the place and the picture; how long ago is told to the day.
    pub(in crate::discord) fn large(event: &Event, as_of: NaiveDate) -> Self {
        let mut about = Self::about(event, as_of, true);
        about.extend(event.location.as_ref().map(|place| place.name().to_owned()));
        Self {
            event: event.id.clone(),
            title: event.title.clone(),
            about,
            text: event.summary.clone(),
            picture: event.image.clone(),
            article: article(event),
        }
    }

    /// The summary's first sentence.
    pub(in crate::discord) fn small(event: &Event, as_of: NaiveDate) -> Self {
        Self {
            event: event.id.clone(),
            title: event.title.clone(),
            about: Self::about(event, as_of, false),
            text: first_sentence(&event.summary).to_owned(),
            picture: None,
            article: article(event),
        }
    }

    /// The same below a page of the same day: with the whole date.
    pub(in crate::discord) fn dated(event: &Event, as_of: NaiveDate) -> Self {
        let mut card = Self::small(event, as_of);
        if let (Some(_), Some(year)) = (event.year, card.about.first_mut()) {
            *year = text::date(event);
        }
        card
    }

    /// The same among things that happened: a birth or a death says that it is one.
    pub(in crate::discord) fn among_events(self, event: &Event) -> Self {
        let mut card = self;
        if let (Some(said), Some(year)) = (text::year_among_events(event), card.about.first_mut()) {
            *year = said;
        }
        card
    }

    fn about(event: &Event, as_of: NaiveDate, to_the_day: bool) -> Vec<String> {
        let year = event.year.map(|year| year.to_string());
        let ago = event.elapsed(as_of).map(|elapsed| text::ago_on_card(elapsed, to_the_day));
        let category = event.category.map(|category| category.name().to_owned());
        [year, ago, category].into_iter().flatten().collect()
    }
}

/// The address of the article that an entry of Wikipedia's is from.
pub(super) fn article(event: &Event) -> Option<String> {
    (event.source == Source::Wikipedia).then(|| event.links.first().map(|link| link.url.clone())).flatten()
}

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: &[&str] =
    &["St", "Dr", "Mr", "Mrs", "Ms", "Gen", "Col", "Lt", "Capt", "Sgt", "Jr", "Sr", "No", "Mt", "c", "vs"];

/// Up to the first full stop that ends a sentence and not an abbreviation or an initial.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at).find(|at| {
        let word = text[..*at].rsplit(' ').next().unwrap_or_default();
        let next_is_capital = text[at + 2..].chars().next().is_some_and(|c| !c.is_lowercase());
        let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let is_abbreviation = word.contains('.') || ABBREVIATIONS.contains(&word);
        next_is_capital && !is_initial && !is_abbreviation
    });
    ends.map_or(text, |at| &text[..=at])
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn the_first_sentence_does_not_stop_at_an_initial() {
        assert_eq!(first_sentence("George W. Bush lifts it. Then more."), "George W. Bush lifts it.");
        assert_eq!(first_sentence("It fell in 44. Then more."), "It fell in 44.");
        assert_eq!(first_sentence("The U.S. Army came. More."), "The U.S. Army came.");
        assert_eq!(first_sentence("Only one"), "Only one");
        assert_eq!(first_sentence(""), "");
    }
}
