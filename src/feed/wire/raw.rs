//! Reading what comes, whatever its shape.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{Answer, Article, Coordinates, Entry, Thumbnail};
use crate::feed::{FetchError, List};

/// Far more entries than a day has.
const MOST_ENTRIES: usize = 5000;

/// Far more articles than an entry links to.
const MOST_ARTICLES: usize = 60;

/// Letters of an entry's text; longer ones are cut.
const LONGEST_TEXT: usize = 4000;

/// Letters of an article's beginning.
const LONGEST_EXTRACT: usize = 6000;

/// Letters of a title, a description or an address.
const LONGEST_WORDS: usize = 1000;

#[derive(Deserialize)]
struct RawEntry<'a> {
    #[serde(default, deserialize_with = "soft")]
    text: String,
    #[serde(default, borrow)]
    year: Option<&'a RawValue>,
    #[serde(default, borrow)]
    pages: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawArticle {
    #[serde(rename = "type", deserialize_with = "soft")]
    sort: String,
    #[serde(deserialize_with = "soft")]
    titles: Titles,
    #[serde(deserialize_with = "soft")]
    title: String,
    #[serde(deserialize_with = "soft")]
    normalizedtitle: String,
    #[serde(deserialize_with = "soft")]
    pageid: u64,
    #[serde(deserialize_with = "soft")]
    description: String,
    #[serde(deserialize_with = "soft")]
    extract: String,
    #[serde(deserialize_with = "soft")]
    thumbnail: Option<Thumbnail>,
    #[serde(deserialize_with = "soft")]
    coordinates: Option<Coordinates>,
    #[serde(deserialize_with = "soft")]
    content_urls: Option<Urls>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Titles {
    canonical: String,
    normalized: String,
}

#[derive(Deserialize)]
struct Urls {
    desktop: Desktop,
}

#[derive(Deserialize)]
struct Desktop {
    page: String,
}

/// The value, or the default where it has another shape.
fn soft<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let raw = <&RawValue>::deserialize(from)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

pub(super) fn read(body: &[u8], list: List) -> Result<Answer, FetchError> {
    let text = String::from_utf8_lossy(body);
    let broken = |reason: &dyn ToString| FetchError::Broken(reason.to_string());
    let entries: Vec<&RawValue> = if text.trim_start().starts_with('[') {
        serde_json::from_str(&text).map_err(|error| broken(&error))?
    } else {
        let lists: HashMap<Cow<'_, str>, &RawValue> =
            serde_json::from_str(&text).map_err(|error| broken(&error))?;
        let found = lists.get(list.word()).ok_or_else(|| broken(&format!("it has no {list}")))?;
        serde_json::from_str(found.get()).map_err(|error| broken(&error))?
    };
    let entries = entries.into_iter().filter_map(|raw| entry(raw.get())).take(MOST_ENTRIES).collect();
    Ok(Answer { entries })
}

fn entry(raw: &str) -> Option<Entry> {
    let raw: RawEntry<'_> = serde_json::from_str(raw).ok()?;
    let text = cut(raw.text.trim(), LONGEST_TEXT);
    if text.is_empty() {
        return None;
    }
    let pages = raw.pages.and_then(|pages| serde_json::from_str::<Vec<&RawValue>>(pages.get()).ok());
    let pages = pages.unwrap_or_default();
    let articles = pages.into_iter().filter_map(|raw| article(raw.get())).take(MOST_ARTICLES).collect();
    Some(Entry { text, year: raw.year.and_then(|year| number(year.get())), articles })
}

/// A whole number, be it written as one or as text.
fn number(raw: &str) -> Option<i32> {
    raw.trim_matches('"').trim().parse().ok()
}

fn article(raw: &str) -> Option<Article> {
    let raw: RawArticle = serde_json::from_str(raw).ok()?;
    let canonical = first_of([raw.titles.canonical, raw.title]);
    let title = first_of([raw.titles.normalized, raw.normalizedtitle, canonical.replace('_', " ")]);
    let title = cut(title.trim(), LONGEST_WORDS);
    if title.is_empty() {
        return None;
    }
    let canonical =
        if canonical.replace('_', " ") == title { String::new() } else { cut(&canonical, LONGEST_WORDS) };
    let is_plain = raw.sort.is_empty() || raw.sort == "standard";
    let url = raw.content_urls.map(|urls| urls.desktop.page).unwrap_or_default();
    Some(Article {
        title,
        canonical,
        sort: if is_plain { String::new() } else { cut(&raw.sort, LONGEST_WORDS) },
        description: cut(raw.description.trim(), LONGEST_WORDS),
        extract: cut(raw.extract.trim(), LONGEST_EXTRACT),
        url: if url.len() <= LONGEST_WORDS * 2 { url } else { String::new() },
        page: raw.pageid,
        thumbnail: raw.thumbnail.filter(|thumbnail| thumbnail.source.len() <= LONGEST_WORDS * 2),
        coordinates: raw.coordinates,
    })
}

fn first_of<const N: usize>(texts: [String; N]) -> String {
    texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

fn cut(text: &str, letters: usize) -> String {
    text.char_indices().nth(letters).map_or(text, |(at, _)| &text[..at]).to_owned()
}
