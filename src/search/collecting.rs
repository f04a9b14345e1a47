//! Goes through all that fits a question: keeps the best, and counts all that is good enough, by category and century
//! too.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::index::{category_number, category_numbered, kind_number, kind_numbered};
use super::query::Filters;
use crate::event::{Category, Century, Kind, Year};

/// How much of its score an entry keeps for its kind: who looks for a name mostly wants what happened.
fn standing(kind: Kind) -> Score {
    match kind {
        Kind::Event => 1.0,
        Kind::Birth | Kind::Death => 0.55,
        Kind::Observance => 0.6,
    }
}

/// Collects what is of the wished kind.
pub(super) struct Gathering {
    pub(super) kind: Option<Kind>,
}

/// What was found in a segment, with the columns to judge it by.
pub(super) struct Gathered {
    segment: SegmentOrdinal,
    columns: Columns,
    kind: Option<Kind>,
    found: Vec<(Score, DocId)>,
}

struct Columns {
    kind: Column<u64>,
    category: Column<u64>,
    year: Column<i64>,
}

/// An entry with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) at: DocAddress,
}

/// What is good enough and passes the filters.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    pub(super) total: usize,
    /// Those that only the wish for a category keeps out are counted here too, so that it can be changed.
    pub(super) categories: BTreeMap<Category, usize>,
    /// The same for those that only the wish for a time keeps out.
    pub(super) centuries: BTreeMap<Century, usize>,
}

impl Collector for Gathering {
    type Fruit = Vec<Gathered>;
    type Child = Gathered;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Gathered> {
        let columns = reader.fast_fields();
        let columns = Columns {
            kind: columns.u64("kind")?,
            category: columns.u64("category")?,
            year: columns.i64("year")?,
        };
        Ok(Gathered { segment, columns, kind: self.kind, found: vec![] })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Vec<Gathered>> {
        Ok(fruits)
    }
}

impl SegmentCollector for Gathered {
    type Fruit = Self;

    fn collect(&mut self, doc: DocId, score: Score) {
        let kind = self.columns.kind.first(doc).unwrap_or_default();
        if self.kind.is_none_or(|wanted| kind_number(wanted) == kind) {
            self.found.push((score * standing(kind_numbered(kind)), doc));
        }
    }

    fn harvest(self) -> Self {
        self
    }
}

impl Gathered {
    /// The best score.
    pub(super) fn best(&self) -> Score {
        self.found.iter().map(|(score, _)| *score).fold(0.0, Score::max)
    }

    /// Those that score at least `floor` and pass the filters; all of them are counted in `counted`.
    pub(super) fn sift(&self, floor: Score, filters: &Filters, counted: &mut Counted) -> Vec<Found> {
        let mut years: BTreeMap<i64, usize> = BTreeMap::new();
        let mut categories = [0; Category::ALL.len()];
        let mut passed = Vec::new();
        for &(score, doc) in self.found.iter().filter(|(score, _)| *score >= floor) {
            let (category, year) = (self.columns.category.first(doc), self.columns.year.first(doc));
            let is_of_category =
                filters.category.is_none_or(|wanted| Some(category_number(wanted)) == category);
            let is_of_time = is_of_time(filters, year);
            if is_of_time && let Some(count) = category.and_then(|number| categories.get_mut(place(number))) {
                *count += 1;
            }
            if is_of_category && let Some(year) = year {
                *years.entry(year).or_default() += 1;
            }
            if is_of_category && is_of_time {
                passed.push(Found { score, at: DocAddress::new(self.segment, doc) });
            }
        }
        counted.add(passed.len(), &categories, years);
        passed
    }
}

impl Counted {
    fn add(&mut self, total: usize, categories: &[usize], years: BTreeMap<i64, usize>) {
        self.total += total;
        for (number, count) in (0..).zip(categories).filter(|(_, count)| **count > 0) {
            if let Some(category) = category_numbered(number) {
                *self.categories.entry(category).or_default() += count;
            }
        }
        for (year, count) in years {
            if let Some(year) = i32::try_from(year).ok().and_then(|year| Year::new(year).ok()) {
                *self.centuries.entry(Century::of(year)).or_default() += count;
            }
        }
    }
}

fn is_of_time(filters: &Filters, year: Option<i64>) -> bool {
    let Filters { from, to, .. } = filters;
    (from.is_none() && to.is_none())
        || year.is_some_and(|year| {
            from.is_none_or(|from| i64::from(from.number()) <= year)
                && to.is_none_or(|to| year <= i64::from(to.number()))
        })
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
