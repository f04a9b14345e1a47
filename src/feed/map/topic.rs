//! Which of an entry's articles it is about.
//!
//! The feed lists them in the order of their links, and the editors' choice (the bold link) is lost. So each is
//! weighed: its words stand in the text, it is of that year and that day, it is no country, no date and no trade.

use super::article::{Sort, sort};
use super::words::alike;
use super::{fold, words};
use crate::event::Kind;
use crate::feed::Key;
use crate::feed::wire::{Article, Entry};

/// Below this an article has too little to do with the entry to speak for it.
const LEAST: f64 = 1.0;

/// Letters at the beginning of an article in which its date is looked for.
const BEGINNING: usize = 600;

/// An entry, prepared for weighing.
struct Scales<'a> {
    text: &'a str,
    folded: String,
    year: Option<String>,
    day: String,
    kind: Kind,
    day_number: u32,
    /// The articles of the entry: their titles, folded.
    titles: Vec<String>,
}

/// The article that `entry` is about, whose cleaned text is `text`; none where none fits.
pub(super) fn of<'a>(entry: &'a Entry, text: &str, key: Key) -> Option<&'a Article> {
    let scales = Scales {
        text,
        folded: fold(text),
        year: entry.year.map(|year| year.unsigned_abs().to_string()),
        day: key.day.day().to_string(),
        kind: key.list.kind(),
        day_number: key.day.day(),
        titles: entry.articles.iter().map(|article| fold(&without_brackets(&article.title))).collect(),
    };
    let weighed = entry.articles.iter().map(|article| (scales.weigh(article), article));
    // Of two that weigh the same, the first.
    let best = weighed.fold(None, |best: Option<(f64, &Article)>, (weight, article)| match best {
        Some((most, _)) if most >= weight => best,
        _ => Some((weight, article)),
    });
    best.filter(|(weight, _)| *weight >= LEAST).map(|(_, article)| article)
}

impl Scales<'_> {
    fn weigh(&self, article: &Article) -> f64 {
        let title = fold(&without_brackets(&article.title));
        let of_sort = match (sort(article, self.day_number), self.kind) {
            (Sort::Date, _) => -100.0,
            (Sort::List, _) if article.title.starts_with("List of") => -6.0,
            (Sort::List, _) => -0.5,
            (Sort::Country, Kind::Observance) => -4.0,
            (Sort::Country, _) => -5.0,
            (Sort::Place, _) => -2.5,
            (Sort::Concept, _) => -3.0,
            (Sort::Person, Kind::Birth | Kind::Death) => 3.0,
            (Sort::Person | Sort::Thing, _) => 0.0,
        };
        of_sort
            + if article.sort.is_empty() { 0.0 } else { -1.0 }
            + self.named(&title)
            + self.dated(article)
            + self.common_noun(&article.title)
            + self.frame(&title)
            + self.company(&title, article)
    }

    /// Whether it tells of a birth or a death.
    fn is_of_person(&self) -> bool {
        matches!(self.kind, Kind::Birth | Kind::Death)
    }

    /// How much of the title stands in the text, and how much it says.
    fn named(&self, title: &str) -> f64 {
        let all: Vec<_> = words(title).collect();
        let there = |word: &&&str| words(&self.folded).any(|other| alike(word, other));
        let found = all.iter().filter(there).count();
        let share = ratio(found, all.len());
        let whole = if self.folded.contains(title) { 1.0 } else { 0.0 };
        let place = self.place(&all);
        let specific = 0.15 * ratio(all.len().min(5), 1);
        let first = if self.is_of_person() && self.folded.starts_with(title) { 3.0 } else { 0.0 };
        3.0 * share + whole + specific + place + first
    }

    /// What an entry is about comes early in it; for a birth or a death it comes first.
    fn place(&self, title: &[&str]) -> f64 {
        let all: Vec<_> = words(&self.folded).collect();
        let at = all
            .iter()
            .position(|word| title.iter().any(|part| part.chars().count() > 2 && alike(part, word)));
        let Some(at) = at else { return -0.5 };
        let weight = if self.is_of_person() { 3.0 } else { 1.6 };
        weight * (1.0 - ratio(at, all.len()))
    }

    /// Whether the article is of that year, and of that very day.
    fn dated(&self, article: &Article) -> f64 {
        let Some(year) = &self.year else { return 0.0 };
        if self.is_of_person() {
            return 0.0;
        }
        let has = |text: &str, number: &str| words(&fold(text)).any(|word| word == number);
        let beginning: String = article.extract.chars().take(BEGINNING).collect();
        let is_of_year = has(&article.title, year) || only(&article.description, year);
        let is_life = super::article::is_of_person(&article.description);
        let by_name = if is_of_year && !is_life { 3.0 } else { 0.0 };
        let by_beginning = match (has(&beginning, year), has(&beginning, &self.day)) {
            (true, true) => 2.0,
            (true, false) => 1.0,
            _ => 0.0,
        };
        by_name + if is_life { by_beginning * 0.25 } else { by_beginning } + span(&article.description, year)
    }

    /// A title whose words the text has in small letters names a sort of thing, not this one.
    fn common_noun(&self, title: &str) -> f64 {
        let plain = without_brackets(title);
        let first = plain.split_whitespace().next().unwrap_or_default();
        let small = first.to_lowercase();
        let is_small = small != first && plain[first.len()..].chars().all(|c| !c.is_uppercase());
        let in_text = |form: &str| self.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == form);
        if is_small && in_text(&small) && !in_text(first) { -2.5 } else { 0.0 }
    }

    /// What an entry is about brings its other articles together: it speaks of them, or has one of them in its name.
    fn company(&self, title: &str, article: &Article) -> f64 {
        if self.kind != Kind::Event {
            return 0.0;
        }
        let others: Vec<_> = self.titles.iter().filter(|other| *other != title && other.len() > 2).collect();
        let beginning: String = article.extract.chars().take(BEGINNING).collect();
        let beginning = fold(&beginning);
        let spoken_of = others.iter().filter(|other| beginning.contains(other.as_str())).count();
        let is_part = |other: &&&String| other.contains(' ') && title.contains(other.as_str());
        let narrower = if others.iter().any(|other| is_part(&other)) { 1.5 } else { 0.0 };
        // "Jockey George Woolf": what stands right before another's name says what that one is.
        let leads_up = others.iter().any(|other| self.folded.contains(&format!("{title} {other}")));
        1.5 * ratio(spoken_of, others.len()) + narrower - if leads_up { 2.5 } else { 0.0 }
    }

    /// "Vietnam War: …" tells in what the entry happened, not what it is.
    fn frame(&self, title: &str) -> f64 {
        let frame = self.folded.split_once(':').map(|(before, _)| before.trim());
        let is_frame = frame.is_some_and(|frame| frame.ends_with(title) || title.ends_with(frame));
        if is_frame && !title.is_empty() && self.kind == Kind::Event { -3.5 } else { 0.0 }
    }
}

/// Whether that is the one year that a description names.
fn only(description: &str, year: &str) -> bool {
    let folded = fold(description);
    let mut years =
        words(&folded).filter(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
    years.next() == Some(year) && years.next().is_none()
}

/// What lasted for years around the entry's is larger than it.
fn span(description: &str, year: &str) -> f64 {
    let folded = fold(description);
    let years: Vec<i32> = words(&folded)
        .filter(|word| (3..=4).contains(&word.len()))
        .filter_map(|word| word.parse().ok())
        .collect();
    let year: i32 = year.parse().unwrap_or_default();
    let lasts = match years[..] {
        [from, to, ..] => from < year && year < to && to - from > 2,
        [from] => from < year && folded.contains("present"),
        [] => false,
    };
    if lasts { -1.5 } else { 0.0 }
}

/// `TurboGrafx (console)` is called `TurboGrafx`.
pub(super) fn without_brackets(title: &str) -> String {
    match title.rsplit_once(" (") {
        Some((before, inside)) if inside.ends_with(')') && !before.is_empty() => before.to_owned(),
        _ => title.to_owned(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a text has few words")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
