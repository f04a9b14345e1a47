//! The feed's answers as they come, and as they are kept.
//!
//! What comes is read leniently: a field of the wrong shape counts as missing, an entry without a text is
//! dropped, and the rest stands. What is kept is the same with nothing in it that is not used, deflated.

mod raw;

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use super::{FetchError, List, Packed};

/// The form in which answers are kept; one of another form is fetched anew.
const FORM: u8 = 1;

/// More than this is no answer that was kept.
const LONGEST_KEPT: u64 = 64 * 1024 * 1024;

/// One list of one day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub(super) entries: Vec<Entry>,
}

/// One entry: a line of Wikipedia's page about the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) year: Option<i32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) articles: Vec<Article>,
}

/// An article that the entry links to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Article {
    /// As people read it.
    pub(super) title: String,
    /// As addresses have it; empty if it is the title with underscores.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) canonical: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) sort: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) extract: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) url: String,
    /// The number of the page; 0 if it is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) page: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) thumbnail: Option<Thumbnail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) coordinates: Option<Coordinates>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A picture that goes with an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Thumbnail {
    pub(super) source: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Degrees north and east.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Coordinates {
    pub(super) lat: f64,
    pub(super) lon: f64,
}

impl Answer {
    /// Reads the body of an answer about `list`: an object that has it, or the bare list.
    ///
    /// # Errors
    /// [`FetchError::Broken`] when it is not JSON or has no such list.
    pub fn read(body: &[u8], list: List) -> Result<Self, FetchError> {
        raw::read(body, list)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The answer as it is kept.
    #[must_use]
    pub fn pack(&self) -> Packed {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut encoder = DeflateEncoder::new(vec![FORM], Compression::default());
        // Writing into memory does not fail.
        let _ = encoder.write_all(&json);
        Packed(encoder.finish().unwrap_or_default())
    }

    /// The answer that was kept; nothing if it was kept in another form, or is damaged.
    #[must_use]
    pub fn unpack(packed: &Packed) -> Option<Self> {
        let (form, deflated) = packed.0.split_first()?;
        if *form != FORM {
            return None;
        }
        let mut json = Vec::new();
        DeflateDecoder::new(deflated).take(LONGEST_KEPT).read_to_end(&mut json).ok()?;
        serde_json::from_slice(&json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Answer, FetchError> {
        Answer::read(body.as_bytes(), List::Events)
    }

    #[test]
    fn an_entry_is_read_with_all_that_is_used_of_it() {
        let body = r#"{"events": [{"text": "Something happened", "year": -44, "unknown": {"deep": [1]}, "pages": [
            {"type": "standard", "titles": {"canonical": "Some_Thing", "normalized": "Some Thing"}, "description": "a thing",
             "extract": "It was.", "thumbnail": {"source": "https://upload.wikimedia.org/a.jpg?x=1", "width": 3, "height": 2},
             "coordinates": {"lat": 1.5, "lon": -2}, "content_urls": {"desktop": {"page": "https://en.wikipedia.org/wiki/Some_Thing"}}}]}]}"#;
        let answer = read(body).unwrap();
        let entry = &answer.entries[0];
        assert_eq!((entry.text.as_str(), entry.year), ("Something happened", Some(-44)));
        let article = &entry.articles[0];
        assert_eq!((article.title.as_str(), article.description.as_str()), ("Some Thing", "a thing"));
        assert_eq!(article.thumbnail.as_ref().unwrap().source, "https://upload.wikimedia.org/a.jpg?x=1");
        assert_eq!(article.coordinates, Some(Coordinates { lat: 1.5, lon: -2.0 }));
        assert_eq!(Answer::unpack(&answer.pack()), Some(answer));
    }

    #[test]
    fn a_broken_entry_costs_that_entry_and_a_broken_field_that_field() {
        let body = r#"[7, null, {"year": 1}, {"text": ["no"]}, {"text": "  "}, {"text": "kept", "year": "1926", "pages": [
            null, {"no": "title"}, {"title": "Old_shape", "thumbnail": "none", "coordinates": {"lat": "x"}, "extract": 5}, "text"]}]"#;
        let answer = read(body).unwrap();
        assert_eq!(answer.len(), 1);
        let entry = &answer.entries[0];
        assert_eq!((entry.text.as_str(), entry.year), ("kept", Some(1926)));
        let article = Article { title: "Old shape".into(), ..Article::default() };
        assert_eq!(entry.articles, [article]);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for body in [
            "",
            "<html>",
            "7",
            "null",
            "{}",
            r#"{"events": 7}"#,
            r#"{"births": []}"#,
            r#"{"events": [{"text": "cut"#,
        ] {
            assert!(matches!(read(body), Err(FetchError::Broken(_))), "{body:?}");
        }
        assert!(read(r#"{"events": []}"#).unwrap().is_empty());
    }

    #[test]
    fn what_was_not_kept_by_us_is_not_read() {
        let mut packed = read("[]").unwrap().pack();
        assert!(Answer::unpack(&packed).is_some());
        packed.0[0] = 99;
        assert_eq!(Answer::unpack(&packed), None);
        assert_eq!(Answer::unpack(&Packed(vec![FORM, 1, 2, 3])), None);
        assert_eq!(Answer::unpack(&Packed(vec![])), None);
    }
}
