//! The addresses of one source.

use std::collections::BTreeSet;

use reqwest::Url;

use super::gate::Gate;
use super::{FeedError, Key};
use crate::event::Language;
use crate::reach::Reach;

/// One source: an address with gaps, and whether it may be asked.
#[derive(Debug)]
pub(super) struct Door {
    template: String,
    pub(super) gate: Gate,
}

impl Door {
    /// The source behind an address with `{lang}`, `{type}`, `{MM}` and `{DD}` in it.
    pub(super) fn new(template: &str, reach: Reach) -> Result<Self, FeedError> {
        let sample = template.replace("{lang}", "en");
        if !reach.allows(&sample) {
            return Err(FeedError::NotLoopback { address: template.to_owned() });
        }
        Ok(Self { template: template.to_owned(), gate: Gate::default() })
    }

    /// The address of a list.
    pub(super) fn address(&self, key: Key) -> String {
        self.template
            .replace("{lang}", key.language.code())
            .replace("{type}", key.list.word())
            .replace("{MM}", &format!("{:02}", key.day.month()))
            .replace("{DD}", &format!("{:02}", key.day.day()))
    }

    /// What the source is called in messages.
    pub(super) fn name(&self) -> &str {
        self.template.split('/').nth(2).unwrap_or(&self.template)
    }

    /// Scheme, host and port in every language: where a redirect may lead.
    pub(super) fn origins(&self) -> BTreeSet<String> {
        let address = |language: Language| self.template.replace("{lang}", language.code());
        Language::ALL
            .into_iter()
            .filter_map(|language| Url::parse(&address(language)).ok())
            .map(|url| origin(&url))
            .collect()
    }
}

pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::MonthDay;
    use crate::feed::List;

    #[test]
    fn the_gaps_are_filled_with_two_digits() {
        let door = Door::new("https://{lang}.example.org/{type}/{MM}/{DD}", Reach::Anywhere).unwrap();
        let key = Key { day: MonthDay::new(2, 9).unwrap(), language: Language::De, list: List::Births };
        assert_eq!(door.address(key), "https://de.example.org/births/02/09");
        assert!(door.origins().contains("https://zh.example.org"));
        assert_eq!(door.name(), "{lang}.example.org");
    }

    #[test]
    fn beyond_the_reach_there_is_no_source() {
        assert!(Door::new("https://{lang}.wikipedia.org/{type}/{MM}/{DD}", Reach::LoopbackOnly).is_err());
        assert!(Door::new("http://127.0.0.1:1/{lang}/{type}/{MM}/{DD}", Reach::LoopbackOnly).is_ok());
    }
}
