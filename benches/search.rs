//! How good and how fast topic search is, beside SQLite's full-text search over the same texts:
//! `cargo bench --bench search [-- --quick]`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

#[path = "search/corpus.rs"]
mod corpus;
#[path = "search/fts5.rs"]
mod fts5;
#[path = "../tests/support/queries.rs"]
mod queries;
#[path = "../tests/support/table.rs"]
mod table;

use std::path::Path;
use std::time::{Duration, Instant};

use daybook::event::{Event, MonthDay};
use daybook::search::{Filters, LiveIndex, LiveSource, Query, Search};

use fts5::Fts5;
use queries::{Expected, Quality};
use table::Table;

/// Entries of the large corpus, the almanac's included.
const LARGE: usize = 150_000;

/// The flag by which this program only measures what memory asking takes.
const PEAK: &str = "--peak";

/// The share of a run that is waited for: 99 of 100.
const PERCENTILES: [usize; 3] = [50, 99, 100];

type Find<'a> = &'a mut dyn FnMut(&str) -> Vec<String>;

fn main() {
    if let Some(folder) = std::env::args().skip_while(|word| word != PEAK).nth(1) {
        return peak(Path::new(&folder));
    }
    let quick = std::env::args().any(|word| word == "--quick");
    let almanac: Vec<Event> = corpus::almanac();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    opening();
    let mut fts5 = Fts5::fill(&runtime, &almanac);
    let search = Search::embedded();
    let mut ours = |text: &str| ids(&search, text);
    let mut theirs = |text: &str| fts5.find(&runtime, text);
    quality(&mut [("Daybook", &mut ours), ("SQLite FTS5", &mut theirs)]);
    let folder = tempfile::tempdir().unwrap();
    let large = corpus::live(if quick { 20_000 } else { LARGE - almanac.len() }, &almanac);
    let began = Instant::now();
    let live = fill(&folder, &large);
    println!(
        "{} entries were put into the index on disk in {:.1?}, {} MB\n",
        large.len(),
        began.elapsed(),
        megabytes(&folder)
    );
    drop(large);
    let both = Search::embedded().with_live(live);
    let mut times = Table::new(["entries", "queries", "half within", "99 % within", "all within"]);
    let runs = if quick { 2 } else { 10 };
    times.row(timed("the almanac's", almanac.len(), runs, &mut |text| {
        ids(&search, text);
    }));
    times.row(timed("with live days", both_len(&both, almanac.len()), runs, &mut |text| {
        ids(&both, text);
    }));
    times.row(timed("suggestions", almanac.len(), runs, &mut |text| {
        let typed: String = text.chars().take(4).collect();
        assert!(search.suggest(&typed, 25).len() <= 25);
    }));
    times.row(timed("titles of live days", both_len(&both, 0), runs, &mut |text| {
        let typed: String = text.chars().take(4).collect();
        assert!(both.titled(&typed, 100).len() <= 100);
    }));
    times.row(timed("draws from live days", both_len(&both, 0), 1, &mut |_| {
        assert!(!both.drum(&Filters::default(), "en", usize::MAX).is_empty());
    }));
    println!("{times}");
    for (of, folder) in [("the almanac alone", Path::new("none")), ("all of it", folder.path())] {
        println!("most memory of a process that asks {of}: {} MB", peak_of_another(folder));
    }
    println!();
    println!("{}", table::machine());
}

/// The first query, which opens everything.
fn opening() {
    let began = Instant::now();
    let found = ids(&Search::embedded(), "moon landing");
    println!("the first query opened the index and was answered in {:.1?}: {}", began.elapsed(), found[0]);
    let began = Instant::now();
    let topics = Search::embedded().suggest("moon", 25);
    println!("the first {} suggestions came in {:.1?}\n", topics.len(), began.elapsed());
}

fn ids(search: &Search, text: &str) -> Vec<String> {
    let page = search.query(&Query::new(text), 0, 10);
    page.hits.iter().map(|hit| hit.id.to_string()).collect()
}

/// Which of the queries a row is about.
type Part = (&'static str, fn(usize, &Expected) -> bool);

fn quality(engines: &mut [(&str, Find<'_>)]) {
    let all = queries::all();
    let parts: [Part; 3] = [
        ("all", |_, _| true),
        ("tuned on", |place, _| !queries::is_held_back(place)),
        ("held back", |place, _| queries::is_held_back(place)),
    ];
    let mut kinds: Vec<_> = all.iter().map(|one| one.kind.clone()).collect();
    kinds.dedup();
    let mut rows = Table::new(["queries", "number", "by", "hit@1", "hit@3", "MRR"]);
    for (name, find) in engines {
        let ranks: Vec<_> = all.iter().map(|one| one.rank(&find(&one.text))).collect();
        let mut row = |of: &str, is_in: &dyn Fn(usize, &Expected) -> bool| {
            let mut quality = Quality::default();
            let chosen = all.iter().enumerate().filter(|(place, one)| is_in(*place, one));
            chosen.for_each(|(place, _)| quality.add(ranks[place]));
            let share = |share: f64| format!("{share:.3}");
            let (first, third, mrr) = (quality.hit_at_1(), quality.hit_at_3(), quality.mrr());
            rows.row([
                of.to_owned(),
                quality.queries.to_string(),
                (*name).to_owned(),
                share(first),
                share(third),
                share(mrr),
            ]);
        };
        for (of, is_in) in &parts {
            row(of, is_in);
        }
        for kind in &kinds {
            row(kind, &|_, one| one.kind == *kind);
        }
    }
    println!("{rows}");
}

fn timed(name: &str, entries: usize, runs: usize, ask: &mut dyn FnMut(&str)) -> [String; 5] {
    let all = queries::all();
    let mut times = Vec::new();
    for _ in 0..runs {
        for one in &all {
            let began = Instant::now();
            ask(&one.text);
            times.push(began.elapsed());
        }
    }
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let said = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let [half, most, all] = PERCENTILES.map(|percent| said(at(percent)));
    [format!("{name}, {entries}"), times.len().to_string(), half, most, all]
}

fn fill(folder: &tempfile::TempDir, events: &[Event]) -> LiveIndex {
    let live = LiveIndex::open(folder.path()).unwrap();
    let mut writer = live.writer().unwrap();
    for day in MonthDay::all() {
        let of_day: Vec<_> = events.iter().filter(|event| event.day == day).cloned().collect();
        writer.replace(&LiveSource::new(day, "en"), &of_day).unwrap();
        if day.day() == 1 {
            writer.commit().unwrap();
        }
    }
    writer.finish().unwrap();
    live
}

fn both_len(both: &Search, almanac: usize) -> usize {
    almanac + usize::try_from(both.synced()).unwrap()
}

fn megabytes(folder: &tempfile::TempDir) -> u64 {
    let mut folders = vec![folder.path().to_owned()];
    let mut bytes = 0;
    while let Some(inner) = folders.pop() {
        for file in std::fs::read_dir(inner).unwrap().flatten() {
            if file.file_type().unwrap().is_dir() {
                folders.push(file.path());
            } else {
                bytes += file.metadata().unwrap().len();
            }
        }
    }
    bytes / 1_000_000
}

/// The most memory, in MB, of a process of its own that asks everything: this one has the whole corpus and FTS5 in its memory.
fn peak_of_another(folder: &Path) -> u64 {
    let program = std::env::current_exe().unwrap();
    let said = std::process::Command::new(program).arg(PEAK).arg(folder).output().unwrap();
    String::from_utf8_lossy(&said.stdout).trim().parse().unwrap_or(0)
}

/// Asks everything of the index in `folder`, and prints the most memory that it took as Linux counts it: the pages of files
/// that were read included.
fn peak(folder: &Path) {
    let live = LiveIndex::existing(folder);
    let search = live.into_iter().fold(Search::embedded(), Search::with_live);
    for one in queries::all() {
        ids(&search, &one.text);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = most.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    println!("{}", kilobytes.map_or(0, |kilobytes| kilobytes / 1000));
}
