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

    /// The problems of the good page once a field of its lead, written in one line, has another value.
    fn with(field: &str, value: &str) -> String {
        let start = GOOD.find(&format!("\n{field} = ")).unwrap() + 1;
        let end = start + GOOD[start..].find('\n').unwrap();
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
        assert_snapshot!(with("title", &format!("\"{}\"", "Long ".repeat(17))), @"");
        assert_snapshot!(with("title", "\"Germany signs a neutrality pact.\""), @"");
        assert_snapshot!(with("id", "\"treaty-of-berlin\""), @"");
        assert_snapshot!(with("summary", &words(34)), @"");
        assert_snapshot!(with("why_it_matters", &words(91)), @"");
        assert_snapshot!(with("key_facts", r#"["One", "Two."]
        [[unused]]
        x"#), @"");
        assert_snapshot!(with("what_happened", "[\"Too short\"]\nunused"), @"");
        assert_snapshot!(with("tags", r#"["Berlin", "treaty", "treaty"]"#), @"");
        assert_snapshot!(with("people", r#"["A", "B", "C", "D", "E", "F", "G"]"#), @"");
    }

    #[test]
    fn links_start_with_wikipedia() {
        let other =
            GOOD.replacen("https://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)", "https://example.org/", 1);
        assert_snapshot!(problems(&[(day(4, 24), &other)]), @"");
    }

    #[test]
    fn wording_is_looked_at() {
        let fact = |text: &str| {
            problems(&[(
                day(4, 24),
                &GOOD.replacen("  \"The text named", &format!("  \"{text}\",\n  \"The text named"), 1),
            )])
        };
        assert_snapshot!(fact("It sent shockwaves through Europe"), @"");
        assert_snapshot!(fact("Who gained by the treaty?"), @"");
        assert_snapshot!(fact("Stresemann and the Soviet ambassador Krestinsky signed a treaty in Berlin"), @"");
    }

    #[test]
    fn a_day_needs_its_entries_its_lead_and_a_mixture() {
        let one_event = GOOD.match_indices("[[events]]").nth(1).unwrap().0;
        let text = GOOD[..one_event]
            .replace("lead = true\n", "")
            .replace("  \"World Day for Laboratory Animals\",\n", "");
        assert_snapshot!(problems(&[(day(4, 24), &text)]), @"");
    }

    #[test]
    fn what_stands_twice_in_the_year_is_named_where_it_comes_again() {
        let problems = problems(&[(day(4, 24), GOOD), (day(4, 25), GOOD)]);
        let lines: Vec<_> = problems.lines().collect();
        assert!(lines.iter().all(|line| line.starts_with("pages/04/25.toml: ")), "{problems}");
        assert_snapshot!(lines[0], @"");
        assert_snapshot!(lines[1], @"");
        assert!(!problems.contains("observed-"), "what is kept on two days is no mistake");
    }

    #[test]
    fn the_balance_of_the_year_is_asked_only_of_a_whole_year() {
        let almanac = Almanac::from_texts("pages", [(day(2, 29), GOOD.to_owned())]);
        assert!(check(&almanac, Scope::WhatIsWritten).is_clean());
        assert_snapshot!(check(&almanac, Scope::WholeYear), @"");
    }

    #[test]
    fn a_bad_page_is_reported_beside_the_others() {
        let problems = problems(&[(day(4, 23), "events = 5"), (day(4, 24), GOOD)]);
        assert_snapshot!(problems, @"");
    }
}
