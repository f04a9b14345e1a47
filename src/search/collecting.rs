//! Goes through all that fits a question: counts it, by category and century too, and keeps the best.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

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
        Kind::Birth | Kind::Death => 0.72,
        Kind::Observance => 0.8,
    }
}

/// Collects with filters; keeps the best `most`.
pub(super) struct Gathering {
    pub(super) filters: Filters,
    pub(super) most: usize,
}

/// An entry with its score, ordered so that the best is greatest, and of equals the one that comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) at: DocAddress,
}

impl Eq for Found {}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.at.cmp(&self.at))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What was gathered.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub(super) best: Vec<Found>,
    pub(super) total: usize,
    /// Those that only the wish for a category keeps out are counted here too, so that it can be changed.
    pub(super) categories: BTreeMap<Category, usize>,
    /// The same for those that only the wish for a time keeps out.
    pub(super) centuries: BTreeMap<Century, usize>,
}

impl Gathered {
    pub(super) fn add(&mut self, other: Self) {
        self.best.extend(other.best);
        self.total += other.total;
        for (category, count) in other.categories {
            *self.categories.entry(category).or_default() += count;
        }
        for (century, count) in other.centuries {
            *self.centuries.entry(century).or_default() += count;
        }
    }
}

/// Gathers from one segment. Numbers stand for names until its end.
pub(super) struct Gatherer {
    segment: SegmentOrdinal,
    kind: Column<u64>,
    category: Column<u64>,
    year: Column<i64>,
    filters: Filters,
    most: usize,
    best: BinaryHeap<Reverse<Found>>,
    total: usize,
    categories: [usize; Category::ALL.len()],
    years: BTreeMap<i64, usize>,
}

impl Collector for Gathering {
    type Fruit = Gathered;
    type Child = Gatherer;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Gatherer> {
        let columns = reader.fast_fields();
        Ok(Gatherer {
            segment,
            kind: columns.u64("kind")?,
            category: columns.u64("category")?,
            year: columns.i64("year")?,
            filters: self.filters,
            most: self.most,
            best: BinaryHeap::with_capacity(self.most + 1),
            total: 0,
            categories: [0; Category::ALL.len()],
            years: BTreeMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        fruits.into_iter().for_each(|one| all.add(one));
        Ok(all)
    }
}

impl SegmentCollector for Gatherer {
    type Fruit = Gathered;

    fn collect(&mut self, doc: DocId, score: Score) {
        let kind = self.kind.first(doc).unwrap_or_default();
        if self.filters.kind.is_some_and(|wanted| kind_number(wanted) != kind) {
            return;
        }
        let (category, year) = (self.category.first(doc), self.year.first(doc));
        let is_of_category =
            self.filters.category.is_none_or(|wanted| Some(category_number(wanted)) == category);
        let is_of_time = self.is_of_time(year);
        if is_of_time && let Some(count) = category.and_then(|number| self.categories.get_mut(place(number)))
        {
            *count += 1;
        }
        if is_of_category && let Some(year) = year {
            *self.years.entry(year).or_default() += 1;
        }
        if is_of_category && is_of_time {
            self.total += 1;
            self.keep(Found {
                score: score * standing(kind_numbered(kind)),
                at: DocAddress::new(self.segment, doc),
            });
        }
    }

    fn harvest(self) -> Gathered {
        let categories = (0..).zip(self.categories).filter(|(_, count)| *count > 0);
        let mut centuries = BTreeMap::new();
        for (year, count) in self.years {
            if let Some(year) = i32::try_from(year).ok().and_then(|year| Year::new(year).ok()) {
                *centuries.entry(Century::of(year)).or_default() += count;
            }
        }
        Gathered {
            best: self.best.into_iter().map(|Reverse(found)| found).collect(),
            total: self.total,
            categories: categories.filter_map(|(n, count)| Some((category_numbered(n)?, count))).collect(),
            centuries,
        }
    }
}

impl Gatherer {
    fn is_of_time(&self, year: Option<i64>) -> bool {
        let Filters { from, to, .. } = self.filters;
        (from.is_none() && to.is_none())
            || year.is_some_and(|year| {
                from.is_none_or(|from| i64::from(from.number()) <= year)
                    && to.is_none_or(|to| year <= i64::from(to.number()))
            })
    }

    fn keep(&mut self, found: Found) {
        let is_good = self.best.len() < self.most || self.best.peek().is_some_and(|least| found > least.0);
        if is_good {
            self.best.push(Reverse(found));
            if self.best.len() > self.most {
                self.best.pop();
            }
        }
    }
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
