//! Whether the pages are as good as they should be: everything that can be told without other
//! records (for those see [`super::reference`]) and without reading for sense.
//!
//! The limits stand as constants beside the code that asks for them: of an event in `event`, of a
//! day in `day`, of the year in `year`, of the wording in `prose`. Problems come in the order of the
//! year, the same on every run.

mod continent;
mod counts;
mod day;
mod event;
mod outlines;
pub(super) mod prose;
mod readme;
mod year;

pub use continent::Continent;
pub use counts::Counts;

use std::fmt;

use super::problem::{Findings, Problem};
use super::reference::Comparison;
use super::{Almanac, Page};

/// How much of a year is to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The days that are written; once all 366 are, the balance of the year too.
    WhatIsWritten,
    /// All 366 days and the balance of the year.
    WholeYear,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order of the year.
    pub problems: Vec<Problem>,
    /// How the events are spread; bad pages are not counted.
    pub counts: Counts,
    /// How the events compare with independent records, if those were asked.
    pub comparison: Option<Comparison>,
}

/// Checks every page that there is.
#[must_use]
pub fn check(almanac: &Almanac, scope: Scope) -> Report {
    let mut problems = almanac.strays().to_vec();
    let mut counts = Counts::default();
    let mut seen = year::Seen::default();
    for page in almanac.pages.values() {
        check_page(page, &mut counts, &mut seen, &mut problems);
    }
    if scope == Scope::WholeYear || counts.days == year::DAYS {
        year::check(&counts, &mut problems);
    }
    Report { problems, counts, comparison: None }
}

fn check_page(page: &Page, counts: &mut Counts, seen: &mut year::Seen, problems: &mut Vec<Problem>) {
    match page.read() {
        Ok(sheet) => {
            let mut findings = Findings::new(page.file());
            day::check(&sheet.day, &mut findings);
            seen.add(&sheet.day, &mut findings);
            counts.add(&sheet.day);
            problems.extend(findings.into_problems());
        }
        Err(bad) => problems.extend_from_slice(bad.problems()),
    }
}

impl Report {
    /// The same report with what independent records say.
    #[must_use]
    pub fn with(mut self, comparison: Comparison) -> Self {
        self.comparison = Some(comparison);
        self
    }

    /// Every problem, those that the records showed after the others.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.comparison.iter().flat_map(|comparison| &comparison.problems))
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems().next().is_none()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.problems() {
            writeln!(f, "{problem}")?;
        }
        writeln!(f, "{}", self.counts)?;
        if let Some(comparison) = &self.comparison {
            writeln!(f, "{comparison}")?;
        }
        match self.problems().count() {
            0 => f.write_str("no problems"),
            1 => f.write_str("1 problem"),
            many => write!(f, "{many} problems"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::MonthDay;
    use insta::assert_snapshot;

    const GOOD: &str = include_str!("../../tests/pages/04/24.toml");

    fn day(month: u32, day: u32) -> MonthDay {
        MonthDay::new(month, day).unwrap()
    }

    fn report(pages: &[(MonthDay, &str)]) -> Report {
        let texts = pages.iter().map(|(day, text)| (*day, (*text).to_owned()));
        check(&Almanac::from_texts("pages", texts), Scope::WhatIsWritten)
    }

    fn problems(pages: &[(MonthDay, &str)]) -> String {
        report(pages).problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// The problems of the good page once a field of its lead has another value.
    fn with(field: &str, value: &str) -> String {
        let start = GOOD.find(&format!("\n{field} = ")).unwrap() + 1;
        let next = |(at, _): &(usize, &str)| GOOD[at + 1..].starts_with(|c: char| c.is_ascii_lowercase());
        let end = start + GOOD[start..].match_indices('\n').find(|(at, m)| next(&(start + at, m))).unwrap().0;
        problems(&[(day(4, 24), &format!("{}{field} = {value}{}", &GOOD[..start], &GOOD[end..]))])
    }

    fn words(number: usize) -> String {
        format!("\"\"\"{}\"\"\"", (0..number).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_good_page_has_no_problems() {
        assert_eq!(problems(&[(day(4, 24), GOOD)]), "");
    }

    #[test]
    fn an_event_outside_the_limits_is_told_what_to_do() {
        assert_snapshot!(with("title", &format!("\"{}\"", "Long ".repeat(17))), @"pages/04/24.toml: event treaty-of-berlin-1926: title: has 84 characters, 80 at most: shorten it");
        assert_snapshot!(with("title", "\"Germany signs a neutrality pact.\""), @"
        pages/04/24.toml: event treaty-of-berlin-1926: title: ends with a full stop: leave it off
        pages/04/24.toml: event treaty-of-berlin-1926: title: is not in title case: neutrality with a capital
        ");
        assert_snapshot!(with("id", "\"treaty-of-berlin\""), @"pages/04/24.toml: event treaty-of-berlin: id: does not end with the year: end it with -1926");
        assert_snapshot!(with("summary", &words(34)), @"pages/04/24.toml: event treaty-of-berlin-1926: summary: has 34 words, not 35 to 75: add some");
        assert_snapshot!(with("why_it_matters", &words(91)), @"pages/04/24.toml: event treaty-of-berlin-1926: why_it_matters: has 91 words, not 35 to 90: cut some");
        assert_snapshot!(with("key_facts", r#"["One", "Two."]"#), @r#"
        pages/04/24.toml: event treaty-of-berlin-1926: key_facts: has 2 lines, not 3 to 5: add some
        pages/04/24.toml: event treaty-of-berlin-1926: key_facts: "Two." ends with a full stop: leave it off
        "#);
        assert_snapshot!(with("what_happened", r#"["Too short", "a", "b", "c"]"#), @"
        pages/04/24.toml: event treaty-of-berlin-1926: what_happened: has 5 words, not 160 to 220: add some
        pages/04/24.toml: event treaty-of-berlin-1926: what_happened: has 4 paragraphs, not 1 to 3: cut some
        ");
        assert_snapshot!(with("tags", r#"["Berlin", "treaty", "treaty"]"#), @r#"
        pages/04/24.toml: event treaty-of-berlin-1926: tags: "Berlin" is not in lower case: write "berlin"
        pages/04/24.toml: event treaty-of-berlin-1926: tags: "treaty" stands there twice: remove one
        "#);
        assert_snapshot!(with("people", r#"["A", "B", "C", "D", "E", "F", "G"]"#), @"pages/04/24.toml: event treaty-of-berlin-1926: people: has 7 names, not 0 to 6: cut some");
    }

    #[test]
    fn links_start_with_wikipedia() {
        let other =
            GOOD.replacen("https://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)", "https://example.org/", 1);
        assert_snapshot!(problems(&[(day(4, 24), &other)]), @"pages/04/24.toml: event treaty-of-berlin-1926: links: the first is https://example.org/: put the English Wikipedia article first (https://en.wikipedia.org/wiki/…)");
    }

    #[test]
    fn wording_is_looked_at() {
        let fact = |text: &str| {
            problems(&[(
                day(4, 24),
                &GOOD.replacen("  \"The text named", &format!("  \"{text}\",\n  \"The text named"), 1),
            )])
        };
        assert_snapshot!(fact("It sent shockwaves through Europe"), @r#"
        pages/04/24.toml: event treaty-of-berlin-1926: key_facts: "shockwaves" is filler: say what followed from it
        pages/04/24.toml: event treaty-of-berlin-1926: key_facts: "sent shock" is filler: say what followed from it
        "#);
        assert_snapshot!(fact("Who gained by the treaty?"), @"pages/04/24.toml: event treaty-of-berlin-1926: key_facts: asks a question: state it instead (only quoted titles may hold a ?)");
        assert_snapshot!(fact("Stresemann and the Soviet ambassador Krestinsky signed a treaty in Berlin"), @r#"pages/04/24.toml: event treaty-of-berlin-1926: key_facts: "Stresemann and the Soviet ambassador Krestinsky signed a treaty in Berlin" is in the summary's first sentence already: give another fact"#);
    }

    #[test]
    fn a_day_needs_its_entries_its_lead_and_a_mixture() {
        let one_event = GOOD.match_indices("[[events]]").nth(1).unwrap().0;
        let text = GOOD[..one_event]
            .replace("lead = true\n", "")
            .replace("  \"World Day for Laboratory Animals\",\n", "");
        assert_snapshot!(problems(&[(day(4, 24), &text)]), @"
        pages/04/24.toml: events: there are 1, at least 6 are wanted: add some
        pages/04/24.toml: events: 0 have lead = true: mark exactly one
        pages/04/24.toml: events: they cover 1 categories, at least 4 are wanted: choose others
        pages/04/24.toml: events: they cover 1 centuries, at least 3 are wanted: choose others
        pages/04/24.toml: events: they cover 1 continents, at least 2 are wanted: choose others
        ");
    }

    #[test]
    fn what_stands_twice_in_the_year_is_named_where_it_comes_again() {
        let problems = problems(&[(day(4, 24), GOOD), (day(4, 25), GOOD)]);
        let lines: Vec<_> = problems.lines().collect();
        assert!(lines.iter().all(|line| line.starts_with("pages/04/25.toml: ")), "{problems}");
        assert_snapshot!(lines[0], @"pages/04/25.toml: event treaty-of-berlin-1926: id: treaty-of-berlin-1926 stands also on 24 April: remove or rename one");
        assert_snapshot!(lines[1], @r#"pages/04/25.toml: event treaty-of-berlin-1926: summary: "Foreign Minister Gustav Stresemann and the Soviet ambassador Nikolay Krestinsky signed a treaty in Berlin by which each country promised to stay neutral if a third power attacked the other without provocation." stands also in treaty-of-berlin-1926: write it anew in one of the two"#);
        assert!(!problems.contains("observed-"), "what is kept on two days is no mistake");
    }

    #[test]
    fn the_balance_of_the_year_is_asked_only_of_a_whole_year() {
        let almanac = Almanac::from_texts("pages", [(day(2, 29), GOOD.to_owned())]);
        assert!(check(&almanac, Scope::WhatIsWritten).is_clean());
        assert_snapshot!(check(&almanac, Scope::WholeYear), @"
        year: days: there are 1, at least 366 are wanted: write more of them
        year: Politics & Government: there are 1, at least 90 are wanted: write more of them
        year: War & Military: there are 0, at least 90 are wanted: write more of them
        year: Accidents & Tragedies: there are 1, at least 90 are wanted: write more of them
        year: Crime & Law: there are 2, at least 90 are wanted: write more of them
        year: Religion & Philosophy: there are 1, at least 90 are wanted: write more of them
        year: Science & Technology: there are 2, at least 90 are wanted: write more of them
        year: Exploration & Discovery: there are 0, at least 90 are wanted: write more of them
        year: Arts & Culture: there are 1, at least 90 are wanted: write more of them
        year: Sports & Games: there are 0, at least 90 are wanted: write more of them
        year: Business & Economy: there are 1, at least 90 are wanted: write more of them
        year: Society & Rights: there are 2, at least 90 are wanted: write more of them
        year: Nature & Environment: there are 0, at least 90 are wanted: write more of them
        year: Africa: there are 0, at least 60 are wanted: write more of them
        year: Asia: there are 5, at least 60 are wanted: write more of them
        year: Europe: there are 2, at least 60 are wanted: write more of them
        year: North America: there are 4, at least 60 are wanted: write more of them
        year: Oceania: there are 0, at least 60 are wanted: write more of them
        year: South America: there are 0, at least 60 are wanted: write more of them
        year: events before the year 1000: there are 1, at least 60 are wanted: write more of them
        year: events before the year 1800: there are 1, at least 300 are wanted: write more of them
        11 events on 1 days
        by month: January 0, February 11, March 0, April 0, May 0, June 0, July 0, August 0, September 0, October 0, November 0, December 0
        by category: Politics & Government 1, War & Military 0, Accidents & Tragedies 1, Crime & Law 2, Religion & Philosophy 1, Science & Technology 2, Exploration & Discovery 0, Arts & Culture 1, Sports & Games 0, Business & Economy 1, Society & Rights 2, Nature & Environment 0
        by century: 12th BC 1, 18th 1, 20th 3, 21st 6
        by continent: Africa 0, Antarctica 0, Asia 5, Europe 2, North America 4, Oceania 0, South America 0
        before 1000: 1, before 1800: 1
        21 problems
        ");
    }

    #[test]
    fn a_bad_page_is_reported_beside_the_others() {
        let problems = problems(&[(day(4, 23), "events = 5"), (day(4, 24), GOOD)]);
        assert_snapshot!(problems, @"
        pages/04/23.toml: observances: is missing: add it
        pages/04/23.toml: births: is missing: add it
        pages/04/23.toml: deaths: is missing: add it
        pages/04/23.toml: events: invalid type: integer `5`, expected a sequence
        ");
    }
}
