//! An open index.

use std::fmt;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, Term};

use super::index::Fields;

/// An index that is open for reading.
#[derive(Clone)]
pub(super) struct Shelf {
    pub(super) fields: Fields,
    reader: IndexReader,
}

impl Shelf {
    /// Opens what `index` has committed.
    pub(super) fn open(index: &Index) -> tantivy::Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields: Fields::new(), reader })
    }

    /// The state that is read, unchanged for as long as it is held.
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Reads what was committed since.
    pub(super) fn reload(&self) -> tantivy::Result<()> {
        self.reader.reload()
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shelf of {}", self.searcher().num_docs())
    }
}

/// How often words occur in several indexes together, so that scores from one can be compared with those of another.
pub(super) struct Together<'a>(pub(super) &'a [Searcher]);

impl Bm25StatisticsProvider for Together<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.0.iter().map(|searcher| Bm25StatisticsProvider::total_num_tokens(searcher, field)).sum()
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.iter().map(Bm25StatisticsProvider::total_num_docs).sum()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.iter().map(|searcher| Bm25StatisticsProvider::doc_freq(searcher, term)).sum()
    }
}
