//! Whose words are shown, and how fresh they are.

use crate::event::{Event, Language, Live, Source, Told};

const ALMANAC: &str = "Text: Daybook's almanac, CC BY 4.0";
const WIKIPEDIA: &str = "Text and pictures: Wikipedia, CC BY-SA 4.0";
const PICTURE: &str = "Picture: Wikimedia Commons";

/// What a card's link to its article is called.
pub(in crate::discord) const ARTICLE: &str = "Wikipedia";

/// Where the shown entries come from, and the picture of the one that shows its own; the almanac if there are none.
pub fn sources<'a>(shown: impl Iterator<Item = &'a Event>, pictured: Option<&Event>) -> Vec<String> {
    let (mut from_almanac, mut from_wikipedia) = (false, false);
    for event in shown {
        from_almanac |= event.source == Source::Almanac;
        from_wikipedia |= event.source == Source::Wikipedia;
    }
    let has_borrowed_picture =
        pictured.is_some_and(|event| event.source == Source::Almanac && event.image.is_some());
    let mut words = Vec::new();
    if from_almanac || !from_wikipedia {
        words.push(ALMANAC.to_owned());
    }
    if from_wikipedia {
        words.push(WIKIPEDIA.to_owned());
    } else if has_borrowed_picture {
        words.push(PICTURE.to_owned());
    }
    words
}

/// What is to be said of how a day is told: nothing if it is as it should be.
#[must_use]
pub fn told(told: Told) -> Option<String> {
    let asked = told.asked.name();
    if told.is_in_another_language() {
        return Some(match told.live {
            // The whole feed is off, or that language of it.
            Live::Off => format!("In English: Wikipedia's live feed in {asked} is off on this bot"),
            Live::Missing => format!("In English: Wikipedia in {asked} cannot be reached at the moment"),
            Live::Unasked => format!("In English: nothing of Wikipedia in {asked} is kept for this day"),
            Live::Fresh | Live::Stale(_) => {
                format!("In English: Wikipedia has nothing fitting in {asked} for this day")
            }
        });
    }
    match told.live {
        Live::Stale(since) => Some(format!("Wikipedia as of {}", since.format("%-d %B %Y"))),
        // In English the almanac is enough; nobody misses what they did not expect.
        Live::Off | Live::Fresh | Live::Missing | Live::Unasked => None,
    }
}

/// The state of the live feed, for /about.
pub(in crate::discord) fn live_feed(languages: Option<&[Language]>) -> String {
    match languages {
        None => "Wikipedia's live feed is off on this bot: its operator has not named a contact for it."
            .to_owned(),
        Some(languages) => format!(
            "More events, people and observances, and the pictures, are from [Wikipedia](https://www.wikipedia.org) in \
             {} languages, under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/); each links to its article.",
            languages.len()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_as_it_should_be_is_told() {
        let since = "2026-11-20T09:00:00Z".parse().unwrap();
        let say = |asked, language, live| told(Told { asked, language, live });
        let (de, en) = (Language::De, Language::En);
        assert_eq!(say(en, en, Live::Off), None);
        assert_eq!(say(en, en, Live::Missing), None);
        assert_eq!(say(de, de, Live::Fresh), None);
        insta::assert_snapshot!(
            [
                say(de, de, Live::Stale(since)),
                say(de, en, Live::Off),
                say(de, en, Live::Missing),
                say(de, en, Live::Unasked),
                say(de, en, Live::Fresh),
                Some(live_feed(None)),
                Some(live_feed(Some(&[de, en]))),
            ]
            .map(Option::unwrap)
            .join("\n"), @r"
        Wikipedia as of 20 November 2026
        In English: Wikipedia's live feed in German is off on this bot
        In English: Wikipedia in German cannot be reached at the moment
        In English: nothing of Wikipedia in German is kept for this day
        In English: Wikipedia has nothing fitting in German for this day
        Wikipedia's live feed is off on this bot: its operator has not named a contact for it.
        More events, people and observances, and the pictures, are from [Wikipedia](https://www.wikipedia.org) in 2 languages, under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/); each links to its article.
        ");
    }
}
