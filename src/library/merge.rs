//! The almanac's page and the feed's day as one day in English.

use std::collections::BTreeSet;

use crate::event::{Day, Event, Kind, Source};
use crate::feed::{fold, words};

/// Of the words that matter in an entry of the feed, so many in a hundred stand in the almanac's: it is the same event.
const SAME_WORDS: usize = 60;

/// Words that matter have more letters than this.
const SHORT: usize = 3;

/// The day with what both know. What is in both is there once: the almanac's page keeps its text and takes
/// the feed's picture, and its links where it has none.
pub(super) fn merge(page: &Day, live: Day) -> Day {
    let told = live.told;
    let has_lead = page.events.iter().any(|event| event.lead);
    let mut events = join(&page.events, live.events);
    for event in events.iter_mut().filter(|event| has_lead && event.source == Source::Wikipedia) {
        event.lead = false;
    }
    events.sort_by_key(|event| (!event.lead, event.year));
    let mut births = join(&page.births, live.births);
    births.sort_by_key(|person| person.year);
    let mut deaths = join(&page.deaths, live.deaths);
    deaths.sort_by_key(|person| person.year);
    let observances = join(&page.observances, live.observances);
    Day { day: page.day, events, observances, births, deaths, told }
}

/// The almanac's entries, then those of the feed that are none of them.
fn join(ours: &[Event], theirs: Vec<Event>) -> Vec<Event> {
    let mut joined = ours.to_vec();
    let marks: Vec<_> = ours.iter().map(Marks::of).collect();
    let mut rest = Vec::new();
    for event in theirs {
        let its = Marks::of(&event);
        match marks.iter().position(|mark| mark.is_same(&its)) {
            Some(at) => take_over(&mut joined[at], event),
            None => rest.push(event),
        }
    }
    joined.extend(rest);
    joined
}

fn take_over(ours: &mut Event, theirs: Event) {
    if ours.image.is_none() {
        ours.image = theirs.image;
    }
    if ours.links.is_empty() {
        ours.links = theirs.links;
    }
}

/// By what two entries are known to tell of the same.
struct Marks {
    kind: Kind,
    year: Option<i32>,
    title: String,
    main: Option<String>,
    articles: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Marks {
    fn of(event: &Event) -> Self {
        let articles: Vec<_> = event.links.iter().map(|link| article(&link.url)).collect();
        let text = fold(&format!("{} {}", event.title, event.summary));
        Self {
            kind: event.kind,
            year: event.year.map(crate::event::Year::number),
            title: words(&fold(&event.title)).collect::<Vec<_>>().join(" "),
            main: articles.first().cloned(),
            articles: articles.into_iter().collect(),
            words: words(&text).filter(|word| word.chars().count() > SHORT).map(str::to_owned).collect(),
        }
    }

    fn is_same(&self, theirs: &Self) -> bool {
        if self.kind != theirs.kind || self.year != theirs.year {
            return false;
        }
        match self.kind {
            Kind::Event => self.shares_its_article(theirs) || self.shares_words(theirs),
            Kind::Birth | Kind::Death => self.title == theirs.title,
            Kind::Observance => self.is_named_alike(theirs),
        }
    }

    /// Whether what one is mainly about is among the other's articles.
    fn shares_its_article(&self, theirs: &Self) -> bool {
        let has = |articles: &BTreeSet<String>, main: &Option<String>| {
            main.as_ref().is_some_and(|main| articles.contains(main))
        };
        has(&self.articles, &theirs.main) || has(&theirs.articles, &self.main)
    }

    fn shares_words(&self, theirs: &Self) -> bool {
        let shared = theirs.words.intersection(&self.words).count();
        theirs.words.len() >= 4 && shared * 100 >= theirs.words.len() * SAME_WORDS
    }

    /// "Republic Day (The Gambia)" and "Republic Day (Gambia)".
    fn is_named_alike(&self, theirs: &Self) -> bool {
        let shared = theirs.words.intersection(&self.words).count();
        self.title == theirs.title || (shared >= 2 && shared >= self.words.len().max(theirs.words.len()))
    }
}

/// The article that an address leads to.
fn article(url: &str) -> String {
    let name = url.rsplit("/wiki/").next().unwrap_or(url);
    let name = name.split(['#', '?']).next().unwrap_or(name);
    fold(&decoded(name)).replace('_', " ")
}

/// Without percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;
    use crate::event::{Image, Link, MonthDay, Year};

    fn page() -> &'static Day {
        Almanac::embedded().day(MonthDay::new(4, 24).unwrap()).unwrap()
    }

    fn live(title: &str, year: i32, url: &str, summary: &str) -> Event {
        let image = Image {
            url: "https://upload.wikimedia.org/a.jpg".into(),
            width: 1,
            height: 1,
            alt: String::new(),
        };
        let links = vec![Link { title: title.into(), url: url.into() }];
        let id = "wp-en-0424-e-0123456789ab".parse().unwrap();
        Event {
            id,
            title: title.into(),
            year: Year::new(year).ok(),
            summary: summary.into(),
            links,
            image: Some(image),
            source: Source::Wikipedia,
            lead: true,
            ..page().events[0].clone()
        }
    }

    fn merged(event: Event) -> Day {
        merge(page(), Day { events: vec![event], ..Day::empty(page().day) })
    }

    #[test]
    fn the_same_event_in_both_is_one_with_the_almanacs_text_and_the_feeds_picture() {
        let by_article =
            live("Treaty", 1926, "https://en.wikipedia.org/wiki/Treaty_of_Berlin_%281926%29", "Short");
        let by_words = live(
            "X",
            1926,
            "https://en.wikipedia.org/wiki/X",
            "Foreign Minister Gustav Stresemann and the Soviet ambassador signed a treaty",
        );
        for event in [by_article, by_words] {
            let day = merged(event);
            assert_eq!(day.events.len(), page().events.len());
            let lead = &day.events[0];
            assert_eq!((&lead.summary, lead.source), (&page().events[0].summary, Source::Almanac));
            assert!(lead.image.is_some());
        }
    }

    #[test]
    fn another_event_of_that_year_or_the_same_article_in_another_year_is_its_own() {
        let other_year =
            live("Treaty", 1927, "https://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)", "Short");
        let other_words = live(
            "Y",
            1926,
            "https://en.wikipedia.org/wiki/Y",
            "A football match between villages ended in snow",
        );
        for event in [other_year, other_words] {
            let day = merged(event);
            assert_eq!(day.events.len(), page().events.len() + 1);
            assert_eq!(
                day.events[0].id,
                page().events[0].id,
                "the almanac's main story stays the main story"
            );
            assert_eq!(day.events.iter().filter(|event| event.lead).count(), 1);
        }
    }

    #[test]
    fn addresses_of_one_article_are_the_same() {
        let names =
            ["https://en.wikipedia.org/wiki/Caf%C3%A9_X", "https://en.wikipedia.org/wiki/Café_X#History"];
        assert_eq!(article(names[0]), article(names[1]));
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%e9%zz"), "\u{fffd}%zz");
    }
}
