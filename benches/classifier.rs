//! How well entries are sorted into categories: `cargo bench --bench classifier [-- --write]`. It learns from four fifths of
//! the almanac's days, and is measured on the fifth that it has not seen; `--write` makes the result the one that is built in.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

use std::io::Write as _;

use daybook::almanac::Almanac;
use daybook::event::{Category, Event, MonthDay};
use daybook::feed::{Classifier, SURE};
use flate2::Compression;
use flate2::write::DeflateEncoder;

#[path = "../tests/support/table.rs"]
#[expect(dead_code, reason = "the other benches use all of it")]
mod table;

/// Of every so many days one is kept for measuring.
const FOLDS: usize = 5;

/// How often everything is gone through.
const ROUNDS: u32 = 30;

/// Days to learn from, and days to measure on.
fn days() -> (Vec<MonthDay>, Vec<MonthDay>) {
    let numbered: Vec<_> = MonthDay::all().enumerate().collect();
    let (measured, learned): (Vec<_>, Vec<_>) =
        numbered.into_iter().partition(|(number, _)| number % FOLDS == 0);
    let days = |pairs: Vec<(usize, MonthDay)>| pairs.into_iter().map(|(_, day)| day).collect();
    (days(learned), days(measured))
}

fn events(days: &[MonthDay]) -> Vec<&'static Event> {
    let almanac = Almanac::embedded();
    days.iter().filter_map(|day| almanac.day(*day)).flat_map(|day| &day.events).collect()
}

/// What the feed would give of an event: a sentence, the article's title, its beginning.
fn features(event: &Event) -> daybook::feed::Features {
    let story = event.what_happened.first().map_or("", String::as_str);
    Classifier::features(&[&event.summary, &event.title], story)
}

fn class(event: &Event) -> usize {
    Category::ALL.iter().position(|category| Some(*category) == event.category).unwrap()
}

fn train(events: &[&Event], whole: bool) -> Classifier {
    let mut model = Classifier::blank();
    let mut samples: Vec<_> = events.iter().map(|event| (features(event), class(event))).collect();
    if whole {
        // Also with all that is known, and with the sentence alone: entries of the feed are long or short.
        samples.extend(events.iter().map(|event| {
            let story =
                [event.key_facts.join(" "), event.what_happened.join(" "), event.why_it_matters.clone()]
                    .join(" ");
            (
                Classifier::features(&[&event.summary, &event.title, &event.tags.join(" ")], &story),
                class(event),
            )
        }));
        samples.extend(
            events
                .iter()
                .map(|event| (Classifier::features(&[&event.summary, &event.title], ""), class(event))),
        );
    }
    for round in 0..ROUNDS {
        let rate = 3.0 / (1.0 + f32::from(u16::try_from(round).unwrap()) * 0.25);
        // A fixed shuffle: a step that has no factor in common with the number of samples.
        let count = samples.len();
        let step = (count / 3..).find(|step| gcd(*step, count) == 1).unwrap();
        for turn in 0..count {
            let (features, class) = &samples[turn * step % count];
            model.learn(features, *class, rate, 0.000_02);
        }
    }
    Classifier::from_bytes(&model.to_bytes()).unwrap()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn share(part: usize, whole: usize) -> String {
    format!("{:.3}", part as f64 / whole.max(1) as f64)
}

fn main() {
    let (learned, measured) = days();
    let model = train(&events(&learned), true);
    let test = events(&measured);
    let guesses: Vec<_> = test.iter().map(|event| (class(event), model.classify(&features(event)))).collect();
    let mut table = table::Table::new(["category", "events", "right", "answered", "right of the answered"]);
    let mut row = |name: &str, of: &dyn Fn(usize) -> bool| {
        let all: Vec<_> = guesses.iter().filter(|(class, _)| of(*class)).collect();
        let is_right =
            |(class, guess): &&&(usize, daybook::feed::Guess)| Category::ALL[*class] == guess.category;
        let sure: Vec<_> = all.iter().filter(|(_, guess)| guess.certainty >= SURE).copied().collect();
        let right = all.iter().filter(is_right).count();
        let right_and_sure = sure.iter().filter(is_right).count();
        let cells =
            [share(right, all.len()), share(sure.len(), all.len()), share(right_and_sure, sure.len())];
        let [right, answered, of_answered] = cells;
        table.row([name.to_owned(), all.len().to_string(), right, answered, of_answered]);
    };
    for (number, category) in Category::ALL.into_iter().enumerate() {
        row(category.name(), &|class| class == number);
    }
    row("all", &|_| true);
    println!("{table}");
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&model.to_bytes()).unwrap();
    let bytes = encoder.finish().unwrap();
    println!(
        "learned from {} events of {} days; {} bytes",
        events(&learned).len(),
        learned.len(),
        bytes.len()
    );
    if std::env::args().any(|word| word == "--write") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/feed/categories.bin"), bytes).unwrap();
    }
}
