//! `search`: entries by words.

use std::process::ExitCode;

use serde::Serialize;

use super::args::Search;
use super::show::{as_of, record, usage};
use super::{configure, output, print};
use crate::app::indexed_library;
use crate::event::EventRecord;
use crate::library::Found;
use crate::search::{Filters, Query};

/// An example of a query.
const EXAMPLE: &str = "daybook search moon landing";

/// The JSON of a search.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<Scored<'a>>,
}

/// The JSON of an event, with how well it fits.
#[derive(Serialize)]
struct Scored<'a> {
    score: f32,
    #[serde(flatten)]
    event: EventRecord<'a>,
}

pub(super) fn search(wanted: &Search, environment: &[(String, String)]) -> super::Result {
    let text = wanted.words.join(" ");
    let Search { category, kind, from, to, .. } = *wanted;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(usage(&format!("there are no words to look for in {text:?}"), EXAMPLE));
    }
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(usage(
            &"--from is later than --to: swap them",
            "daybook search revolution --from 1789 --to 1848",
        ));
    }
    let query = Query::new(&text).filtered(Filters { category, kind, from, to });
    let config = configure(&wanted.common, environment, vec![])?;
    let found = indexed_library(&config).search(&query, 0, wanted.limit);
    let as_of = as_of(&wanted.shown);
    if wanted.shown.json {
        let hits = found.hits.iter();
        let hits = hits.map(|(score, event)| Scored { score: *score, event: record(event, as_of) });
        let hits = hits.collect();
        return output::json(&Answer { query: &text, total: found.total, hits });
    }
    if found.total == 0 {
        output::remark(&nothing(&found));
        return Ok(ExitCode::SUCCESS);
    }
    output::data(&print::found(&text, &found, as_of))
}

/// What to say when nothing was found.
fn nothing(found: &Found) -> String {
    if found.meant.is_empty() {
        return "nothing was found: try fewer or other words, or leave the filters out".to_owned();
    }
    let meant: Vec<_> = found.meant.iter().map(|topic| format!("  daybook search {topic}")).collect();
    format!("nothing was found; did you mean…\n{}", meant.join("\n"))
}
