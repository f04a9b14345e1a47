//! Entries by their titles, for somebody who types one.

use super::Library;
use crate::almanac::Heading;
use crate::event::Kind;

impl Library {
    /// Up to `most` entries whose titles hold every word of `typed`: events first, and first those that begin with it.
    #[must_use]
    pub fn titled(&self, typed: &str, most: usize) -> Vec<&'static Heading> {
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
        found.into_iter().take(most).map(|(_, heading)| heading).collect()
    }
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
