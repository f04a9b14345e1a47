//! Events to draw from: all that are as wished, without reading any of them.

use tantivy::query::{AllQuery, Query as Question, TermSetQuery};
use tantivy::{Searcher, Term};
use tracing::warn;

use super::asking::hit;
use super::collecting::{Counted, Found, Gathering};
use super::index::Fields;
use super::live::LiveSource;
use super::query::{Filters, Hit};
use super::shelf::Shelf;
use super::{LiveIndex, Search};
use crate::event::{Kind, MonthDay};

/// Events that are as wished: the almanac's, then the feed's.
pub struct Drum {
    parts: Vec<Part>,
}

struct Part {
    searcher: Searcher,
    fields: Fields,
    found: Vec<Found>,
}

impl Search {
    /// The almanac's events that are as wished; and, where they are fewer than `enough`, the feed's in the language with
    /// the code `language` too. The wish for a kind counts for nothing: all are events.
    #[must_use]
    pub fn drum(&self, filters: &Filters, language: &str, enough: usize) -> Drum {
        let mut parts = vec![Part::of(self.almanac, &AllQuery, filters)];
        if parts[0].found.len() < enough
            && let Some(live) = &self.live
        {
            parts.push(Part::of(live.shelf(), &in_language(live, language), filters));
        }
        Drum { parts }
    }
}

impl Drum {
    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.found.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event at a place, from 0.
    #[must_use]
    pub fn hit(&self, mut place: usize) -> Option<Hit> {
        for part in &self.parts {
            match part.found.get(place) {
                Some(found) => return hit(&part.searcher, &part.fields, *found),
                None => place -= part.found.len(),
            }
        }
        None
    }
}

impl Part {
    fn of(shelf: &Shelf, question: &dyn Question, filters: &Filters) -> Self {
        let searcher = shelf.searcher();
        let gathered = searcher.search(question, &Gathering { kind: Some(Kind::Event) });
        let gathered = gathered.inspect_err(|error| warn!(%error, "nothing can be drawn from an index"));
        let mut counted = Counted::default();
        let sift = |gathered: super::collecting::Gathered| gathered.sift(0.0, filters, &mut counted);
        let mut found: Vec<_> = gathered.unwrap_or_default().into_iter().flat_map(sift).collect();
        found.sort_unstable_by_key(|found| found.at);
        Self { searcher, fields: shelf.fields.clone(), found }
    }
}

/// All entries in a language.
fn in_language(live: &LiveIndex, language: &str) -> TermSetQuery {
    let source = live.shelf().fields.source;
    let term = |day| Term::from_field_text(source, LiveSource::new(day, language).as_str());
    TermSetQuery::new(MonthDay::all().map(term))
}
