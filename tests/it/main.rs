//! The integration tests: one binary, so that the crate is linked once.

#![expect(clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

mod almanac;
mod architecture;
