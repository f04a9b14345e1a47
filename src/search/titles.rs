//! Entries of the feed by their titles, for somebody who is still typing.

use tantivy::collector::{FilterCollector, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, TermQuery};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{TantivyDocument, Term};

use super::Search;
use super::index::{Fields, Kept, kind_number, plain_words, stemmed_words};
use crate::event::{Event, Kind};

/// So many entries are read to see whether the words are those of the title: reading one costs some hundredths of a
/// millisecond.
const READ: usize = 100;

/// With fewer letters than this in its longest word, what is typed fits too much. Words that are one sign long are few.
const SHORTEST: usize = 3;

impl Search {
    /// Up to `most` entries of the feed (no observances) whose titles have a word that begins as each that was typed,
    /// the closest first. The almanac's are not among them.
    #[must_use]
    pub fn titled(&self, typed: &str, most: usize) -> Vec<Event> {
        let words = plain_words(typed);
        let is_telling = |word: &String| word.len() >= SHORTEST;
        let Some(live) = self.live.as_ref().filter(|_| words.iter().any(is_telling)) else { return vec![] };
        let (searcher, fields) = (live.shelf().searcher(), &live.shelf().fields);
        let observance = kind_number(Kind::Observance);
        let top = TopDocs::with_limit(READ).order_by_score();
        let top = FilterCollector::new("kind".to_owned(), move |kind: u64| kind != observance, top);
        let found = searcher.search(&question(fields, typed, &words), &top).unwrap_or_default();
        let read = |at| {
            let entry: TantivyDocument = searcher.doc(at).ok()?;
            Kept::read(entry.get_first(fields.stored)?.as_str()?)
        };
        let entries = found.into_iter().filter_map(|(_, at)| read(at));
        entries.filter(|event| has_words(&event.title, &words)).take(most).collect()
    }
}

/// All words begin so, somewhere in what it is called; those that stand in the title as they are come first.
fn question(fields: &Fields, typed: &str, words: &[String]) -> BooleanQuery {
    let begins =
        |word: &String| FuzzyTermQuery::new_prefix(Term::from_field_text(fields.words, word), 0, true);
    let begin =
        words.iter().map(|word| (Occur::Must, Box::new(begins(word)) as Box<dyn tantivy::query::Query>));
    let stands = |stem: &String| {
        TermQuery::new(Term::from_field_text(fields.title, stem), IndexRecordOption::WithFreqs)
    };
    let stems = stemmed_words(typed);
    let stand =
        stems.iter().map(|stem| (Occur::Should, Box::new(stands(stem)) as Box<dyn tantivy::query::Query>));
    BooleanQuery::new(begin.chain(stand).collect())
}

fn has_words(title: &str, words: &[String]) -> bool {
    let its = plain_words(title);
    words.iter().all(|word| its.iter().any(|its| its.starts_with(word)))
}
