//! A line of a moderator's own, with places that each post fills in.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A line with placeholders such as `{date}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template(String);

/// Not a line that a post could begin with; worded for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTemplate {
    /// There is nothing in it.
    #[error("The line is empty. Write some words, or leave the field empty for Daybook's own")]
    Empty,
    /// It is too long.
    #[error("The line has {0} characters, and {most} are the most. Shorten it", most = Template::LONGEST)]
    TooLong(usize),
    /// It has several lines.
    #[error("The line has a line break in it. Write it as one line")]
    SeveralLines,
    /// It has a placeholder that means nothing.
    #[error(
        "I don't know the placeholder {{{0}}}. There are {{date}} (24 April 2026), {{day}} (24 April), {{weekday}}, \
         {{year}} and {{title}} (the main story's)"
    )]
    Unknown(String),
}

const NAMES: [&str; 5] = ["date", "day", "weekday", "year", "title"];

impl Template {
    /// Characters of a line, before it is filled in.
    pub const LONGEST: usize = 150;

    /// The line as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The line of the post of `date`, whose main story has that title.
    #[must_use]
    pub fn fill(&self, date: NaiveDate, title: Option<&str>) -> String {
        let mut filled = String::new();
        for piece in Pieces(&self.0) {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Name(name) => filled.push_str(&value(name, date, title)),
            }
        }
        filled.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn value(name: &str, date: NaiveDate, title: Option<&str>) -> String {
    match name {
        "date" => date.format("%-d %B %Y").to_string(),
        "day" => date.format("%-d %B").to_string(),
        "weekday" => date.format("%A").to_string(),
        "year" => date.format("%Y").to_string(),
        _ => title.unwrap_or_default().to_owned(),
    }
}

enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

/// What is left of a line. A brace that is never closed is only a brace.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let text = self.0;
        if let Some((name, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
            self.0 = rest;
            return Some(Piece::Name(name));
        }
        let first = text.chars().next()?.len_utf8();
        let end = text[first..].find('{').map_or(text.len(), |at| at + first);
        let (words, rest) = text.split_at(end);
        self.0 = rest;
        Some(Piece::Words(words))
    }
}

impl FromStr for Template {
    type Err = InvalidTemplate;

    fn from_str(text: &str) -> Result<Self, InvalidTemplate> {
        let text = text.trim();
        let characters = text.chars().count();
        if text.is_empty() {
            return Err(InvalidTemplate::Empty);
        }
        if characters > Self::LONGEST {
            return Err(InvalidTemplate::TooLong(characters));
        }
        if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            return Err(InvalidTemplate::SeveralLines);
        }
        let unknown = Pieces(text).find_map(|piece| match piece {
            Piece::Name(name) if !NAMES.contains(&name) => Some(name.chars().take(20).collect()),
            _ => None,
        });
        unknown.map_or_else(|| Ok(Self(text.to_owned())), |name| Err(InvalidTemplate::Unknown(name)))
    }
}

impl TryFrom<String> for Template {
    type Error = InvalidTemplate;

    fn try_from(text: String) -> Result<Self, InvalidTemplate> {
        text.parse()
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.0
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(text: &str) -> String {
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        text.parse::<Template>().unwrap().fill(date, Some("A {day} to {remember}"))
    }

    #[test]
    fn placeholders_are_filled_in_once_and_the_rest_stays() {
        assert_eq!(filled("{weekday}, {date}"), "Friday, 24 April 2026");
        assert_eq!(filled("  ☀ {day} of {year}: {title} "), "☀ 24 April of 2026: A {day} to {remember}");
        assert_eq!(filled("no places, a } and a {"), "no places, a } and a {");
        assert_eq!("{title}!".parse::<Template>().unwrap().fill(NaiveDate::MIN, None), "!");
    }

    #[test]
    fn what_no_post_could_begin_with_is_refused_with_the_next_step() {
        let refused = |text: &str| text.parse::<Template>().expect_err(text).to_string();
        assert!(refused(" ").contains("Write some words"));
        assert_eq!(
            refused(&"x".repeat(4000)),
            "The line has 4000 characters, and 150 are the most. Shorten it"
        );
        assert!(refused("one\ntwo").contains("Write it as one line"));
        let told = refused("It is {dtae}");
        assert!(
            told.starts_with("I don't know the placeholder {dtae}. There are {date} (24 April 2026)"),
            "{told}"
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,200}|[{}a-z ]{0,40}") {
            if let Ok(template) = text.parse::<Template>() {
                prop_assert_eq!(template.as_str(), text.trim());
                prop_assert!(template.fill(NaiveDate::MIN, None).chars().count() <= text.chars().count() + 200);
            }
        }
    }
}
