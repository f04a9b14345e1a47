//! What an article's title and description say about it.

use super::lexicon::LEXICON;
use super::{fold, words};
use crate::feed::wire::Article;

/// What sort of thing an article is about, as far as its description tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A person.
    Person,
    /// A country, an empire, a continent.
    Country,
    /// A town, a region, a building's address: somewhere.
    Place,
    /// A day or a year.
    Date,
    /// A list, or a page that only points on.
    List,
    /// An idea, an office, a trade: many things are one.
    Concept,
    /// Anything else.
    Thing,
}

impl Sort {
    /// The sort that a section of the lexicon stands for.
    fn of(section: &str) -> Option<Self> {
        Some(match section {
            "date" => Self::Date,
            "list" => Self::List,
            "country" => Self::Country,
            "place" => Self::Place,
            "concept" => Self::Concept,
            _ => return None,
        })
    }
}

/// What sort of thing the article is about; `day` is the number of the entry's day in its month.
pub(super) fn sort(article: &Article, day: u32) -> Sort {
    if is_date(&article.title, day) {
        return Sort::Date;
    }
    if article.sort == "disambiguation" || article.title.starts_with("List of") {
        return Sort::List;
    }
    let description = fold(&article.description);
    let description =
        description.trim_start_matches("the ").trim_start_matches("a ").trim_start_matches("an ");
    let fits = |starts: &[String]| starts.iter().any(|start| begins_with(description, start));
    let described =
        LEXICON.sorts.iter().find(|(_, starts)| fits(starts)).and_then(|(name, _)| Sort::of(name));
    match described {
        Some(sort @ (Sort::Date | Sort::List | Sort::Country)) => sort,
        _ if has_life_dates(&article.description) || is_human(description) => Sort::Person,
        Some(sort) => sort,
        None => Sort::Thing,
    }
}

/// Whether a description is one of a person: it ends with the years of a life, or names a calling.
pub(super) fn is_of_person(description: &str) -> bool {
    has_life_dates(description) || is_human(&fold(description))
}

fn begins_with(text: &str, start: &str) -> bool {
    let rest = text.strip_prefix(start);
    rest.is_some_and(|rest| !start.is_ascii() || !rest.starts_with(char::is_alphanumeric))
}

fn is_human(folded: &str) -> bool {
    // After "of" and the like stands what somebody did, not what somebody is: "album by an American singer".
    let head = folded.split([',', ';', '(']).next().unwrap_or(folded);
    let mut head = words(head).take_while(|word| {
        !matches!(*word, "by" | "of" | "about" | "for" | "von" | "de" | "di" | "in" | "from" | "to" | "at")
    });
    head.any(|word| LEXICON.human.contains(word))
}

/// `(1879–1955)`, `(born 1955)`, `(* 1955)`, `(1955-)`: how descriptions of people end.
fn has_life_dates(description: &str) -> bool {
    let Some((_, inside)) = description.rsplit_once('(') else { return false };
    let Some(inside) = inside.trim_end().strip_suffix(')') else { return false };
    let folded = fold(inside);
    let numbers: Vec<u32> = words(&folded).filter_map(|word| word.parse().ok()).collect();
    let is_born = [
        "born",
        "b.",
        "ne ",
        "nee ",
        "nacid",
        "nascid",
        "nato",
        "nata",
        "geb",
        "*",
        "fodd",
        "род",
        "нар",
        "dogum",
        "naroz",
        "rod",
        "مواليد",
    ]
    .iter()
    .any(|word| folded.trim_start().starts_with(word));
    match numbers[..] {
        [birth, death] => {
            birth < death && (14..=115).contains(&(death - birth)) && folded.contains(['–', '-', '—'])
        }
        [_] => is_born,
        _ => false,
    }
}

/// `March 30`, `30. März`, `1969`, `3月30日`: a day or a year, and nothing else.
fn is_date(title: &str, day: u32) -> bool {
    if title.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    if title.contains('月') && title.ends_with('日') {
        return true;
    }
    let folded = fold(title);
    let all: Vec<_> = words(&folded).collect();
    let numbers = all.iter().filter(|word| word.trim_end_matches("er").parse() == Ok(day)).count();
    let others: Vec<_> = all.iter().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).collect();
    numbers == 1
        && all.len() <= 3
        && matches!(others[..], [month] | [&"de", month] if month.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, description: &str) -> Sort {
        sort(&Article { title: title.into(), description: description.into(), ..Article::default() }, 30)
    }

    #[test]
    fn a_description_says_what_it_is() {
        for (title, description, expected) in [
            ("March 30", "Day of the year", Sort::Date),
            ("30. März", "Tag", Sort::Date),
            ("1er mars", "", Sort::Thing),
            ("30 de marzo", "día del año", Sort::Date),
            ("1969", "year", Sort::Date),
            ("Raúl Alfonsín", "Former President of Argentina", Sort::Person),
            ("Real Irish Republican Army", "Irish republican paramilitary group", Sort::Thing),
            ("Doug Mulray", "Australian media presenter (1951–2023)", Sort::Person),
            ("North Vietnam", "Country in Southeast Asia (1945–1976)", Sort::Country),
            ("Lahore", "Capital of Punjab, Pakistan", Sort::Place),
            ("Annie Hall", "1977 film by Woody Allen", Sort::Thing),
            ("The War of the Worlds (radio drama)", "1938 radio drama by Orson Welles", Sort::Thing),
            ("Anastasia Potapova", "Russian tennis player (born 2001)", Sort::Person),
            ("Kepler space telescope", "NASA satellite for exoplanetology (2009–2018)", Sort::Thing),
            ("Albert Einstein", "deutscher Physiker (1879–1955)", Sort::Person),
            ("Deutschland", "Staat in Mitteleuropa", Sort::Country),
            ("List of kings of Greece", "", Sort::List),
        ] {
            assert_eq!(of(title, description), expected, "{title}: {description}");
        }
    }
}
