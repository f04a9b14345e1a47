//! Who is in an entry.

use super::article;
use super::topic::without_brackets;
use crate::event::Kind;
use crate::feed::wire::{Article, Entry};

/// People named at most.
const MOST: usize = 8;

/// The people that the entry's articles are about; of a birth or a death the one alone.
pub(super) fn of(entry: &Entry, topic: Option<&Article>, kind: Kind, name: &str) -> Vec<String> {
    match kind {
        Kind::Birth | Kind::Death => vec![name.to_owned()],
        Kind::Observance => vec![],
        Kind::Event => {
            let others =
                entry.articles.iter().filter(|other| topic.is_none_or(|topic| topic.title != other.title));
            let people =
                topic.into_iter().chain(others).filter(|article| article::is_of_person(&article.description));
            let mut names: Vec<String> = Vec::new();
            for name in people.map(|article| without_brackets(&article.title)) {
                if !names.contains(&name) && names.len() < MOST {
                    names.push(name);
                }
            }
            names
        }
    }
}
