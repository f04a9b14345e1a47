//! Says what was left out, where one sees it: the test harness swallows what a passing test prints.

use std::io::Write as _;

/// Tells that a test was skipped, why, and what it needs.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").ok();
}
