//! How good topic search is: queries as people type them, with what should come first.

use serde::Deserialize;

/// One query.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Expected {
    pub(crate) text: String,
    pub(crate) kind: String,
    /// Any of these is right.
    pub(crate) expected: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    query: Vec<Expected>,
}

/// How well some queries were answered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quality {
    pub(crate) queries: usize,
    first: usize,
    third: usize,
    reciprocal: f64,
}

/// Every query of the file.
pub(crate) fn all() -> Vec<Expected> {
    let table: Table = toml::from_str(include_str!("../search/queries.toml")).expect("queries.toml can be read");
    table.query
}

/// Whether the query at this place is held back: weights are not tuned on it.
pub(crate) fn is_held_back(place: usize) -> bool {
    place % 3 == 2
}

impl Expected {
    /// The place of the first right hit among ids, from 1.
    pub(crate) fn rank(&self, found: &[String]) -> Option<usize> {
        found.iter().position(|id| self.expected.contains(id)).map(|at| at + 1)
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are some hundred queries")]
impl Quality {
    pub(crate) fn add(&mut self, rank: Option<usize>) {
        self.queries += 1;
        self.first += usize::from(rank == Some(1));
        self.third += usize::from(rank.is_some_and(|rank| rank <= 3));
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / rank as f64);
    }

    /// The share of queries whose first hit is right.
    pub(crate) fn hit_at_1(self) -> f64 {
        self.first as f64 / self.queries as f64
    }

    /// The share of queries with a right one among the first three hits.
    pub(crate) fn hit_at_3(self) -> f64 {
        self.third as f64 / self.queries as f64
    }

    /// The mean of one over the place of the first right hit.
    pub(crate) fn mrr(self) -> f64 {
        self.reciprocal / self.queries as f64
    }
}
