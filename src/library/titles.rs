//! Entries by their titles, for somebody who types one.

use super::Library;
use crate::almanac::Heading;
use crate::event::{EventId, Kind, Language};
use crate::feed::EntryId;

/// How many entries of the feed are looked at, so that English ones can go before the others.
const LOOKED_AT: usize = 100;

impl Library {
    /// Up to `most` entries with a title like that: the almanac's, whose titles hold every word of `typed`, then those
    /// in the search index, which have a word that begins as each. In both events come first, and first those whose title
    /// begins with it; in the index, English ones. Nobody is waited for.
    #[must_use]
    pub fn titled(&self, typed: &str, most: usize) -> Vec<Heading> {
        let mut found = self.titled_in_the_almanac(typed, most);
        if found.len() < most {
            found.extend(self.titled_in_the_feed(typed, most - found.len()));
        }
        found
    }

    fn titled_in_the_almanac(&self, typed: &str, most: usize) -> Vec<Heading> {
        let typed = typed.trim().to_lowercase();
        let words: Vec<_> = typed.split_whitespace().collect();
        let mut found: Vec<_> = self
            .headings()
            .filter(|heading| heading.kind != Kind::Observance)
            .map(|heading| (heading.title.to_lowercase(), heading))
            .filter(|(title, _)| words.iter().all(|word| title.contains(word)))
            .map(|(title, heading)| ((heading.kind, title != typed, !title.starts_with(&typed)), heading))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(most).map(|(_, heading)| heading.clone()).collect()
    }

    fn titled_in_the_feed(&self, typed: &str, most: usize) -> Vec<Heading> {
        let begun = typed.trim().to_lowercase();
        let found = self.topics().titled(typed, LOOKED_AT);
        let mut found: Vec<_> = found.iter().map(Heading::of).collect();
        found.sort_by_cached_key(|heading| {
            let title = heading.title.to_lowercase();
            (!is_english(&heading.id), heading.kind, title != begun, !title.starts_with(&begun))
        });
        found.truncate(most);
        found
    }
}

fn is_english(id: &EventId) -> bool {
    EntryId::of(id).is_none_or(|entry| entry.language == Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;

    #[test]
    fn titles_are_found_by_their_words_in_any_order() {
        let library = Library::new(Almanac::embedded());
        let found = library.titled("neutrality GERMANY pact", 5);
        assert_eq!(found[0].id.as_str(), "treaty-of-berlin-1926");
        assert_eq!(library.titled("", 5).len(), 5);
        assert!(library.titled("no such title anywhere", 5).is_empty());
    }
}
