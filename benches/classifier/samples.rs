//! What is learned from, and what is measured on.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use daybook::almanac::Almanac;
use daybook::event::{Category, Event, Language, MonthDay};
use daybook::feed::{Marks, Wording, fold, words};
use serde::Deserialize;

/// Of every so many days one is kept for measuring.
const FOLDS: usize = 5;

/// What is said of something, and the number of its category.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) marks: Marks,
    pub(crate) class: usize,
    /// How much is learned from it, from 0 to 1.
    pub(crate) weight: f32,
    /// All its words, for whoever looks at them in another way.
    words: String,
}

/// Some days to learn from, the others to measure on.
pub(crate) struct Parted<T> {
    pub(crate) learned: Vec<T>,
    pub(crate) measured: Vec<T>,
}

pub(crate) fn data(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).join(file)
}

/// Which of every so many days are kept for measuring, the first being number 0: `--fold N`.
pub(crate) fn fold_kept() -> usize {
    let mut words = std::env::args().skip_while(|word| word != "--fold").skip(1);
    words.next().map_or(0, |number| number.parse().unwrap()) % FOLDS
}

fn is_measured(day: MonthDay) -> bool {
    MonthDay::all().position(|one| one == day).unwrap() % FOLDS == fold_kept()
}

/// The number of the category with that name, or whose name begins with that word.
fn class(name: &str) -> usize {
    let begins = |category: &Category| category.name().to_lowercase().split(' ').next() == Some(name);
    Category::ALL.iter().position(|category| category.name() == name || begins(category)).unwrap()
}

fn sample(wording: &Wording<'_>, language: Language, class: usize, weight: f32) -> Sample {
    let words = [wording.text, wording.title, wording.description, wording.extract].join(" ");
    Sample { marks: wording.marks(language), class, weight, words }
}

pub(crate) fn almanac() -> Parted<&'static Event> {
    let almanac = Almanac::embedded();
    let days = MonthDay::all().filter_map(|day| almanac.day(day));
    let (measured, learned) = days.flat_map(|day| &day.events).partition(|event| is_measured(event.day));
    Parted { learned, measured }
}

fn seen(event: &Event, extract: &str) -> Sample {
    let wording = Wording { text: &event.summary, title: &event.title, description: "", extract };
    sample(&wording, Language::En, class(event.category.unwrap().name()), 1.0)
}

/// What the feed would give of each event: a sentence, the article's title, its beginning.
pub(crate) fn as_the_feed_would(events: &[&Event]) -> Vec<Sample> {
    events.iter().map(|event| seen(event, event.what_happened.first().map_or("", String::as_str))).collect()
}

/// Each event in short and with its story: entries of the feed are long or short.
pub(crate) fn views(events: &[&Event]) -> Vec<Sample> {
    let short = events.iter().map(|event| seen(event, ""));
    [as_the_feed_would(events), short.collect()].concat()
}

#[derive(Deserialize)]
struct Record {
    month: u32,
    day: u32,
    year: i32,
    text: String,
    #[serde(default)]
    links: Vec<String>,
    sources: Vec<String>,
}

/// The records' texts of Wikipedia's entries, by day, year and the first article that they link to.
fn records() -> Option<HashMap<(MonthDay, i32, String), Record>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/events.jsonl");
    let text = std::fs::read_to_string(file).ok()?;
    let records = text.lines().map(|line| serde_json::from_str::<Record>(line).unwrap());
    let records =
        records.filter(|record| record.sources.iter().any(|source| source == "enwiki-feed-2026-07"));
    let keyed = records.filter_map(|record| {
        let day = MonthDay::new(record.month, record.day).unwrap();
        Some(((day, record.year, record.links.first()?.clone()), record))
    });
    Some(keyed.collect())
}

/// Entries of the feed with their labels.
pub(crate) fn feed() -> Parted<Sample> {
    let mut parted = Parted { learned: vec![], measured: vec![] };
    let Some(records) = records() else {
        println!("skipped: the records are absent, so nothing is learned from the feed's entries");
        return parted;
    };
    let labels = std::fs::read_to_string(data("feed/labels.tsv")).unwrap();
    for line in labels.lines().filter(|line| !line.starts_with('#')) {
        let [day, year, article, label] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let day: MonthDay = day.parse().unwrap();
        let Some(record) = records.get(&(day, year.parse().unwrap(), article.to_owned())) else { continue };
        let weight = if label.ends_with('?') { 0.5 } else { 1.0 };
        let class = class(label.trim_end_matches('?'));
        let title = record.links.iter().take(4).cloned().collect::<Vec<_>>().join(". ");
        let (text, title) = (record.text.as_str(), title.as_str());
        if is_measured(day) {
            let title = record.links.first().map_or("", String::as_str);
            let wording = Wording { text, title, ..Wording::default() };
            parted.measured.push(sample(&wording, Language::En, class, weight));
        } else {
            let wording = Wording { text, title, ..Wording::default() };
            parted.learned.push(sample(&wording, Language::En, class, weight));
        }
    }
    parted
}

/// The English words of the glossaries, in order, so that the same is learned every time.
fn glossary_words() -> BTreeSet<String> {
    let files = std::fs::read_dir(data("feed/glossary")).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let words = texts.flat_map(|text| {
        text.lines().filter_map(|line| Some(line.split_once('\t')?.0.to_owned())).collect::<Vec<_>>()
    });
    words.collect()
}

/// The samples as they would be seen in another language: only the words that the glossaries have.
pub(crate) fn through_a_glossary(samples: &[Sample]) -> Vec<Sample> {
    let known = glossary_words();
    let beginning = |word: &str| word.chars().take(5).collect::<String>();
    let by_beginning: HashMap<_, _> = known.iter().map(|word| (beginning(word), word.as_str())).collect();
    let seen = |sample: &Sample| {
        let folded = fold(&sample.words);
        let found = words(&folded).filter_map(|word| {
            known.get(word).map(String::as_str).or_else(|| by_beginning.get(&beginning(word)).copied())
        });
        let mut marks = Marks::default();
        marks.add_words(&found.collect::<Vec<_>>(), 1.0);
        Sample { marks, weight: sample.weight * 0.5, ..sample.clone() }
    };
    samples.iter().map(seen).collect()
}

/// Sentences in another language: category, sentence, the article's title and description.
pub(crate) fn sentences(language: Language) -> Vec<Sample> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/classifier/sentences");
    let Ok(text) = std::fs::read_to_string(format!("{folder}/{}.tsv", language.code())) else {
        return vec![];
    };
    let lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let read = lines.map(|fields| {
        let [label, text, title, description] = fields[..] else { panic!("{fields:?}") };
        sample(&Wording { text, title, description, extract: "" }, language, class(label), 1.0)
    });
    read.collect()
}

/// How often a second labelling, without sight of the almanac's category, chose the same: not much more can be asked of a
/// model.
pub(crate) fn print_agreement(events: &[&Event]) {
    let again = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/classifier/again.tsv"));
    let again = again.unwrap();
    let again: HashMap<_, _> = again.lines().filter_map(|line| line.split_once('\t')).collect();
    let both = events
        .iter()
        .filter_map(|event| Some((again.get(event.id.as_str())?.trim_end_matches('?'), event.category?)));
    let (same, other): (Vec<_>, Vec<_>) =
        both.partition(|(label, category)| class(label) == class(category.name()));
    let all = same.len() + other.len();
    println!("a second labelling chose the almanac's category for {} of {all} events\n", same.len());
}
