//! `sync`: a whole year of the live feed into the cache and the search index.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio_util::sync::CancellationToken;

use super::args::Sync;
use super::{CUT_SHORT, Failure, block_on, configure, output};
use crate::app::{Stopped, SyncEnd, SyncProgress, SyncWish, start_logging, stop_on_signals};
use crate::feed::List;

/// Where nobody watches a bar, a line comes after so many days.
const A_LINE_EVERY: u32 = 30;

pub(super) fn sync(wanted: &Sync, environment: &[(String, String)]) -> super::Result {
    let flags = wanted.log_level();
    let config = configure(&wanted.common, environment, flags)?;
    if let Some(off) = config.feed.off() {
        let hint = "for example: --set feed.contact=you@example.org".to_owned();
        return Err(Failure::Failed { what: off.to_string(), hint: Some(hint) });
    }
    let spoken = config.feed.spoken();
    let languages =
        if wanted.lang.is_empty() { vec![crate::event::Language::En] } else { wanted.lang.clone() };
    if let Some(silent) = languages.iter().find(|language| !spoken.contains(language)) {
        let what = format!("{} is not among feed.languages", silent.code());
        return Err(Failure::Usage { what, hint: "add it there, or leave it out here".to_owned() });
    }
    let lists = if wanted.kind.is_empty() { List::ALL.to_vec() } else { wanted.lists() };
    start_logging(&config)?;
    let (wish, began) = (SyncWish { languages, lists }, Instant::now());
    let mut meter = Meter::new(std::io::stderr().is_terminal());
    let mut end = None;
    let stopped = block_on(async {
        let stop = CancellationToken::new();
        let stopping = stop.clone();
        let work = async {
            end = Some(crate::app::sync(&config, &wish, stopping, |progress| meter.tell(&progress)).await?);
            Ok(())
        };
        stop_on_signals(stop, work).await
    });
    meter.clear();
    let stopped = stopped.map_err(resumable)?;
    if let Some(end) = &end {
        output::remark(&summary(end, began.elapsed()));
    }
    Ok(match (stopped, end) {
        (Stopped::InOrder, Some(end)) if end.is_complete => ExitCode::SUCCESS,
        _ => ExitCode::from(CUT_SHORT),
    })
}

/// What was fetched is kept: the same command goes on from there.
fn resumable(failure: Failure) -> Failure {
    match failure {
        Failure::Failed { what, hint: None } => {
            let hint = "what was fetched is kept; the same command goes on from there".to_owned();
            Failure::Failed { what, hint: Some(hint) }
        }
        other => other,
    }
}

fn summary(end: &SyncEnd, took: Duration) -> String {
    let SyncEnd { done, is_complete, searchable } = end;
    let head = if *is_complete { "done" } else { "cut short; the same command goes on from here" };
    let failed = if done.failed == 0 { String::new() } else { format!(", {} could not be had", done.failed) };
    format!(
        "{head}: {} days with {} entries in {} seconds\n  lists: {} fetched, {} were young enough{failed}\n  \
         kept: {:.1} MB in the cache; {searchable} entries can be searched beside the almanac",
        done.days,
        done.entries,
        took.as_secs(),
        done.fetched,
        done.young,
        megabytes(done.bytes),
    )
}

#[expect(clippy::cast_precision_loss, reason = "a tenth of a megabyte is exact enough")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}

/// Shows how far it is.
struct Meter {
    bar: Option<ProgressBar>,
}

impl Meter {
    fn new(is_watched: bool) -> Self {
        let bar = is_watched.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} days, {msg}, {eta} left");
        if let (Some(bar), Ok(style)) = (&bar, style) {
            bar.set_style(style);
        }
        Self { bar }
    }

    fn tell(&mut self, progress: &SyncProgress) {
        let SyncProgress { day, language, total, done } = progress;
        match &self.bar {
            Some(bar) => {
                bar.set_length(u64::from(*total));
                bar.set_message(format!("{day} {}, {} entries", language.code(), done.entries));
                bar.set_position(u64::from(done.days));
            }
            None if done.days % A_LINE_EVERY == 0 => {
                let code = language.code();
                output::remark(&format!(
                    "{} of {total} days: {day} {code}, {} entries",
                    done.days, done.entries
                ));
            }
            None => {}
        }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Synced;

    #[test]
    fn the_summary_says_what_was_done_and_what_was_not() {
        let done = Synced {
            days: 366,
            fetched: 1700,
            young: 128,
            failed: 2,
            entries: 90_000,
            indexed: 7,
            bytes: 1_250_000,
        };
        let told = |is_complete| {
            summary(&SyncEnd { done, is_complete, searchable: 80_000 }, Duration::from_mins(30))
        };
        insta::assert_snapshot!(told(true), @r"
        done: 366 days with 90000 entries in 1800 seconds
          lists: 1700 fetched, 128 were young enough, 2 could not be had
          kept: 1.2 MB in the cache; 80000 entries can be searched beside the almanac
        ");
        assert!(told(false).starts_with("cut short; the same command goes on from here"));
    }
}
