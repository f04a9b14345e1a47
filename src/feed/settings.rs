//! The feed's settings.

use std::fmt;

use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::event::Language;

/// Where the live feed is, who asks for it, and how much of it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Addresses, tried in order, with `{lang}`, `{type}`, `{MM}` and `{DD}` in them.
    pub urls: Vec<String>,
    /// An e-mail address or a web page by which the operator can be reached; the feed is off without one.
    pub contact: String,
    /// The codes of the languages that may be asked for.
    pub languages: Vec<String>,
    /// From the connection to the last byte of an answer, 1 to 120 seconds.
    pub timeout_seconds: u32,
    /// How many requests a minute `daybook sync` makes, 1 to 600.
    pub sync_requests_per_minute: u32,
    /// How much of the database the feed's answers may take, compressed, 1 to 10000 MB.
    pub cache_megabytes: u32,
    /// The hosts that pictures may come from.
    pub picture_hosts: Vec<String>,
}

/// Why the feed is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// Nobody is named who could be told when something goes wrong.
    NoContact,
    /// No address or no language is left.
    NothingToAsk,
}

impl fmt::Display for Off {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoContact => {
                "Wikipedia's live feed is off: set feed.contact to an e-mail address or a web page by which you can be reached"
            }
            Self::NothingToAsk => "Wikipedia's live feed is off: feed.urls or feed.languages is empty",
        })
    }
}

/// The longest contact; it goes into every request.
const LONGEST_CONTACT: usize = 200;

impl Settings {
    /// Why the feed is off; nothing if it is on.
    #[must_use]
    pub fn off(&self) -> Option<Off> {
        if self.contact.is_empty() {
            return Some(Off::NoContact);
        }
        (self.urls.is_empty() || self.languages.is_empty()).then_some(Off::NothingToAsk)
    }

    /// The languages that may be asked for.
    #[must_use]
    pub fn spoken(&self) -> Vec<Language> {
        self.languages.iter().filter_map(|code| code.parse().ok()).collect()
    }

    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let urls = self.urls.iter().filter_map(|url| Some(("urls", wrong_with(url)?)));
        problems.extend(urls);
        if !self.contact.is_empty() && !is_contact(&self.contact) {
            let sentence = "is no contact: write an e-mail address or a web page that starts with https://, in at most 200 letters of ASCII";
            problems.push(("contact", sentence.to_owned()));
        }
        let unknown = self.languages.iter().filter_map(|code| code.parse::<Language>().err());
        problems.extend(unknown.map(|error| ("languages", format!("has {error}"))));
        let mut within = |key, value: u32, most: u32| {
            if !(1..=most).contains(&value) {
                problems.push((key, format!("is {value}: choose 1 to {most}")));
            }
        };
        within("timeout_seconds", self.timeout_seconds, 120);
        within("sync_requests_per_minute", self.sync_requests_per_minute, 600);
        within("cache_megabytes", self.cache_megabytes, 10_000);
        let hosts = self.picture_hosts.iter().filter(|host| !is_host(host));
        problems.extend(hosts.map(|host| {
            (
                "picture_hosts",
                format!("has {host:?}: write the name of a host alone, such as upload.wikimedia.org"),
            )
        }));
        problems
    }
}

fn wrong_with(template: &str) -> Option<String> {
    let lacks = ["{lang}", "{type}", "{MM}", "{DD}"].into_iter().find(|part| !template.contains(part));
    if let Some(part) = lacks {
        return Some(format!("has {template:?}, which lacks {part}"));
    }
    let url = Url::parse(&template.replace("{lang}", "en")).ok();
    let is_web = url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    (!is_web).then(|| format!("has {template:?}, which is not an http or https address"))
}

fn is_contact(text: &str) -> bool {
    let reaches = text.contains('@') || text.starts_with("https://");
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '\\'));
    reaches && is_plain && (5..=LONGEST_CONTACT).contains(&text.len())
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Settings {
        Settings {
            urls: vec!["https://{lang}.example.org/{type}/{MM}/{DD}".into()],
            contact: "me@example.org".into(),
            languages: vec!["de".into(), "en".into()],
            timeout_seconds: 20,
            sync_requests_per_minute: 60,
            cache_megabytes: 200,
            picture_hosts: vec!["upload.wikimedia.org".into()],
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_its_key() {
        assert_eq!(sound().problems(), []);
        let wrong = Settings {
            urls: vec!["https://example.org/{lang}/{type}".into(), "ftp://{lang}/{type}/{MM}/{DD}".into()],
            contact: "call me (maybe)".into(),
            languages: vec!["xx".into()],
            timeout_seconds: 0,
            sync_requests_per_minute: 601,
            cache_megabytes: 0,
            picture_hosts: vec!["https://example.org/".into()],
        };
        let keys: Vec<_> = wrong.problems().into_iter().map(|(key, _)| key).collect();
        assert_eq!(
            keys,
            [
                "urls",
                "urls",
                "contact",
                "languages",
                "timeout_seconds",
                "sync_requests_per_minute",
                "cache_megabytes",
                "picture_hosts"
            ]
        );
    }

    #[test]
    fn without_a_contact_the_feed_is_off() {
        assert_eq!(sound().off(), None);
        assert_eq!(Settings { contact: String::new(), ..sound() }.off(), Some(Off::NoContact));
        assert_eq!(Settings { urls: vec![], ..sound() }.off(), Some(Off::NothingToAsk));
    }
}
