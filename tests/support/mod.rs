//! What the tests and the benchmarks share: databases, many subscriptions, the real program.
#![allow(dead_code, clippy::allow_attributes, reason = "each of them uses a part")]

pub(crate) mod ordeal;
pub(crate) mod place;
pub(crate) mod process;
pub(crate) mod seed;
pub(crate) mod skipped;
pub(crate) mod stage;
pub(crate) mod table;
pub(crate) mod wiki;
