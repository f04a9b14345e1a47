//! The integration tests: one binary, so that the crate is linked once.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by panicking, and owns its tasks"
)]

mod admin;
mod almanac;
mod architecture;
mod contract;
mod crashes;
mod cron_lines;
mod feed;
mod page;
mod playground;
mod processes;
mod readme;
mod search;
mod store;
mod stories;
mod terminal;
mod zones;

#[path = "../support/mod.rs"]
mod support;
