//! How well entries are sorted into categories: `cargo bench --bench classifier [-- --fold N] [--write]`.
//!
//! Settings were chosen by what they did on the days that are kept by default; `--fold 1` to `--fold 4` keep others, which
//! had no say in it.
//!
//! It learns from four fifths of the days, and is measured on the fifth that it has not seen: on the almanac's events, on
//! labelled entries of the feed (`data/feed/labels.tsv`; their texts are records, and where these are absent it says so and
//! learns from the almanac alone), and on sentences in the feed's other languages (`sentences/`, written for this without
//! sight of the glossaries). `--write` makes the result the one that is built in.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

mod samples;
#[path = "../../tests/support/table.rs"]
#[expect(dead_code, reason = "the other benches use all of it")]
mod table;
mod train;

use std::io::Write as _;

use daybook::event::{Category, Language};
use daybook::feed::{Classifier, Guess, SURE};
use flate2::Compression;
use flate2::write::DeflateEncoder;

use samples::Sample;

/// Marks that the model keeps: those that say most.
const KEPT: usize = 16_000;

type Measured = Vec<(usize, Guess)>;

fn measure(model: &Classifier, samples: &[Sample]) -> Measured {
    samples.iter().map(|sample| (sample.class, model.classify(&sample.marks))).collect()
}

fn is_right((class, guess): &(usize, Guess)) -> bool {
    Category::ALL[*class] == guess.category
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
}

/// How many there are, how many would be right if all were answered, how many are answered, how many of these are right.
fn cells(name: &str, of: &[(usize, Guess)]) -> [String; 5] {
    let sure: Vec<_> = of.iter().filter(|(_, guess)| guess.certainty >= SURE).collect();
    let right = of.iter().filter(|one| is_right(one)).count();
    let right_and_sure = sure.iter().filter(|one| is_right(one)).count();
    let [all, answered, of_answered] =
        [share(right, of.len()), share(sure.len(), of.len()), share(right_and_sure, sure.len())];
    [name.to_owned(), of.len().to_string(), all, answered, of_answered]
}

fn print_by_category(what: &str, measured: &Measured) {
    let mut table = table::Table::new([what, "events", "right", "answered", "right of the answered"]);
    for (number, category) in Category::ALL.into_iter().enumerate() {
        let of: Vec<_> = measured.iter().filter(|(class, _)| *class == number).copied().collect();
        table.row(cells(category.name(), &of));
    }
    table.row(cells("all", measured));
    println!("{table}");
}

fn print_by_language(model: &Classifier) {
    let mut table = table::Table::new(["sentences", "number", "right", "answered", "right of the answered"]);
    let mut every = Vec::new();
    for language in Language::ALL {
        let measured = measure(model, &samples::sentences(language));
        if !measured.is_empty() {
            table.row(cells(language.name(), &measured));
            every.extend(measured);
        }
    }
    table.row(cells("all", &every));
    println!("{table}");
}

fn deflated(model: &Classifier) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&model.to_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn main() {
    let (almanac, feed) = (samples::almanac(), samples::feed());
    let learned = [samples::views(&almanac.learned), feed.learned].concat();
    let learned = [samples::through_a_glossary(&learned), learned].concat();
    println!("learning from {} samples\n", learned.len());
    let model = train::train(&learned, KEPT);
    let model = Classifier::from_bytes(&model.to_bytes()).unwrap();
    print_by_category(
        "the almanac's events",
        &measure(&model, &samples::as_the_feed_would(&almanac.measured)),
    );
    print_by_category("the feed's entries", &measure(&model, &feed.measured));
    // The sentences tell of what happened on the first days of every five, and these were sorted a second time.
    if samples::fold_kept() == 0 {
        print_by_language(&model);
        samples::print_agreement(&almanac.measured);
    }
    let bytes = deflated(&model);
    println!("{} bytes", bytes.len());
    if std::env::args().any(|word| word == "--write") {
        std::fs::write(samples::data("feed/categories.bin"), bytes).unwrap();
    }
}
