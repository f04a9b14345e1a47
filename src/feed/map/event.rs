//! One entry, made into an event.

use std::collections::BTreeSet;

use super::article::{Sort, sort};
use super::topic::{self, without_brackets};
use super::{Mapper, era, people, wording};
use crate::event::{Event, Image, Kind, Link, Place, Source, Year};
use crate::feed::category::Wording;
use crate::feed::wire::{Article, Coordinates, Entry};
use crate::feed::{EntryId, Key, List};

/// Letters of a title made from a text.
const TITLE: usize = 90;

/// Links at most.
const MOST_LINKS: usize = 12;

/// Letters of an address that a line of text has room for.
const LONGEST_ADDRESS: usize = 120;

/// Two places that are no farther apart than this, in degrees, are the same.
const NEAR: f64 = 0.5;

/// The event that an entry tells of; nothing if it tells of none.
pub(super) fn event(mapper: &Mapper, entry: &Entry, key: Key) -> Option<Event> {
    let text = wording::clean(&entry.text);
    if text.is_empty() {
        return None;
    }
    let topic = topic::of(entry, &text, key);
    let kind = key.list.kind();
    let year = era::year(entry, key.language);
    let (title, summary) = match kind {
        Kind::Event => headline(&text, topic),
        Kind::Birth | Kind::Death => person(&text, topic),
        Kind::Observance => observance(&text),
    };
    if title.trim().is_empty() {
        return None;
    }
    let id = id(entry, &text, topic, year, key);
    let category = (kind == Kind::Event)
        .then(|| mapper.classifier.guess(key.language, &wording_of(&text, topic)))
        .flatten();
    Some(Event {
        id: id.event_id().ok()?,
        kind,
        people: people::of(entry, topic, kind, &title),
        title,
        day: key.day,
        year: if kind == Kind::Observance { None } else { year },
        lead: key.list == List::Selected,
        category,
        location: topic.and_then(|topic| place(entry, topic, key)),
        tags: vec![],
        summary,
        key_facts: vec![],
        what_happened: topic.map(|topic| paragraphs(&topic.extract)).unwrap_or_default(),
        why_it_matters: String::new(),
        links: links(entry, topic, key),
        image: topic.and_then(|topic| picture(mapper, topic)),
        source: Source::Wikipedia,
    })
}

/// What an entry says, and what its topic's article says of itself.
fn wording_of<'a>(text: &'a str, topic: Option<&'a Article>) -> Wording<'a> {
    let Some(Article { title, description, extract, .. }) = topic else {
        return Wording { text, ..Wording::default() };
    };
    Wording { text, title, description, extract }
}

fn id(entry: &Entry, text: &str, topic: Option<&Article>, year: Option<Year>, key: Key) -> EntryId {
    let year =
        year.map_or_else(|| entry.year.map(|year| year.to_string()), |year| Some(year.number().to_string()));
    let year = year.unwrap_or_default();
    // Many observances of one church share an article: their words tell them apart.
    let about = topic.filter(|_| key.list.kind() != Kind::Observance).map_or(text, |topic| &topic.title);
    EntryId::new(key.day, key.language, key.list.kind(), &[&year, about])
}

/// The topic's name and the whole text; without a topic, the beginning of the text, which is not said twice.
fn headline(text: &str, topic: Option<&Article>) -> (String, String) {
    let line = text.lines().collect::<Vec<_>>().join(" ");
    match topic {
        Some(topic) => (without_brackets(&topic.title), line),
        None => begun(line),
    }
}

/// The beginning of a line, and the line; nothing more where the beginning is all of it.
fn begun(line: String) -> (String, String) {
    let title = beginning(&line);
    let is_whole = title.trim_end_matches('…') == line.trim_end_matches('.');
    (title, if is_whole { String::new() } else { line })
}

/// The first words that fit a title; whole if all do.
fn beginning(line: &str) -> String {
    if line.chars().count() <= TITLE {
        return line.trim_end_matches('.').to_owned();
    }
    let mut kept = String::new();
    for word in line.split_inclusive(' ') {
        if kept.chars().count() + word.chars().count() > TITLE {
            break;
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        kept = line.chars().take(TITLE).collect();
    }
    format!("{}…", kept.trim_end().trim_end_matches([',', ';', ':', '.']))
}

/// A name, and who that was.
fn person(text: &str, topic: Option<&Article>) -> (String, String) {
    let line = text.lines().collect::<Vec<_>>().join(" ");
    let name =
        topic.map(|topic| without_brackets(&topic.title)).filter(|name| line.starts_with(name.as_str()));
    let (name, rest) = match &name {
        Some(name) => (name.as_str(), &line[name.len()..]),
        None => line.split_once([',', '،', '，', '、', ';', '(', '（', '–']).unwrap_or((&line, "")),
    };
    let rest = rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '،' | '，' | '、' | ';' | '–' | '-' | ':')
    });
    (beginning(name.trim()), if rest.starts_with('(') { line.clone() } else { rest.to_owned() })
}

/// "Christian feast day:\nBruna Pellesi" is one line; what does not fit it is told below.
fn observance(text: &str) -> (String, String) {
    let mut line = String::new();
    for part in text.lines() {
        let gap = if line.is_empty() {
            ""
        } else if line.ends_with(':') {
            " "
        } else {
            ", "
        };
        line = format!("{line}{gap}{part}");
    }
    begun(line)
}

fn paragraphs(extract: &str) -> Vec<String> {
    extract.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Where the topic is, by the name of the town or region that the entry links to there, else by its own.
fn place(entry: &Entry, topic: &Article, key: Key) -> Option<Place> {
    let at = topic.coordinates?;
    let is_near = |other: Coordinates| (other.lat - at.lat).abs() < NEAR && (other.lon - at.lon).abs() < NEAR;
    let around = entry
        .articles
        .iter()
        .find(|other| other.coordinates.is_some_and(is_near) && sort(other, key.day.day()) == Sort::Place);
    let name = &around.unwrap_or(topic).title;
    Place::new(name, at.lat, at.lon).ok()
}

/// All articles but those about dates, the topic's first.
fn links(entry: &Entry, topic: Option<&Article>, key: Key) -> Vec<Link> {
    let mut seen = BTreeSet::new();
    let others = entry.articles.iter().filter(|article| sort(article, key.day.day()) != Sort::Date);
    let all = topic.into_iter().chain(others);
    all.filter_map(|article| Some(Link { title: article.title.clone(), url: address(article, key)? }))
        .filter(|link| seen.insert(link.url.clone()))
        .take(MOST_LINKS)
        .collect()
}

/// The article's address: its own if that is Wikipedia's, else made from its title.
fn address(article: &Article, key: Key) -> Option<String> {
    let is_ours = article
        .url
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').next())
        .is_some_and(|host| host.ends_with(".wikipedia.org"));
    let is_ours = is_ours && article.url.chars().all(|c| c.is_ascii_graphic());
    if is_ours && article.url.len() <= LONGEST_ADDRESS {
        return Some(article.url.clone());
    }
    // Other scripts are percent-encoded, and long: the page's number leads there too.
    if article.page != 0 && article.title.len() > LONGEST_ADDRESS / 4 {
        return Some(format!("https://{}.wikipedia.org/?curid={}", key.language, article.page));
    }
    if is_ours {
        return Some(article.url.clone());
    }
    let name = if article.canonical.is_empty() {
        article.title.replace(' ', "_")
    } else {
        article.canonical.clone()
    };
    let mut url = reqwest::Url::parse(&format!("https://{}.wikipedia.org/wiki/", key.language)).ok()?;
    url.path_segments_mut().ok()?.pop_if_empty().push(&name);
    Some(url.into())
}

/// The topic's picture, if it may be shown; its address is left exactly as it came.
fn picture(mapper: &Mapper, topic: &Article) -> Option<Image> {
    let thumbnail = topic.thumbnail.as_ref()?;
    let host = thumbnail.source.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    let is_allowed = mapper.picture_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host));
    let is_plain = thumbnail.source.chars().all(|c| c.is_ascii_graphic());
    if !is_allowed || !is_plain || thumbnail.width == 0 || thumbnail.height == 0 {
        return None;
    }
    let alt =
        [topic.title.as_str(), topic.description.as_str()].into_iter().filter(|words| !words.is_empty());
    let alt = alt.collect::<Vec<_>>().join(": ");
    Some(Image { url: thumbnail.source.clone(), width: thumbnail.width, height: thumbnail.height, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_is_a_name_and_who_that_was() {
        let article = |title: &str| Article { title: title.into(), ..Article::default() };
        let told = |text: &str, title: &str| person(text, Some(&article(title)));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            told("Mia Eklund, Finnish tennis player", "Mia Eklund"),
            pair("Mia Eklund", "Finnish tennis player")
        );
        assert_eq!(
            told("David Mooney, Irish footballer", "Dave Mooney"),
            pair("David Mooney", "Irish footballer")
        );
        assert_eq!(told("Michael Palmer, writer (b. 1942)", "Michael Palmer (novelist)").0, "Michael Palmer");
        assert_eq!(told("老子", "道德经"), pair("老子", ""));
        assert_eq!(told(",", "道德经").0, "", "nobody's name, and so no entry");
    }

    #[test]
    fn an_observance_of_several_lines_is_one() {
        assert_eq!(observance("Christian feast day:\nBruna Pellesi").0, "Christian feast day: Bruna Pellesi");
        let long = format!("Feasts:\n{}", "Saint Somebody\n".repeat(20));
        let (title, summary) = observance(&long);
        assert!(title.ends_with('…') && title.chars().count() <= TITLE + 1);
        assert!(summary.starts_with("Feasts: Saint Somebody, Saint Somebody"));
    }

    #[test]
    fn a_title_without_a_topic_is_cut_between_words() {
        let (title, summary) = headline(&format!("{}end.", "word ".repeat(40)), None);
        assert!(title.ends_with("word…") && summary.ends_with("end."));
        assert_eq!(headline("Short.", None), ("Short".to_owned(), String::new()), "not said twice");
        assert_eq!(headline(&"字".repeat(300), None).0.chars().count(), TITLE + 1);
    }
}
