//! How the events of the almanac are spread: plain numbers, and the table made of them.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::continent::Continent;
use crate::event::{Category, Day, Event, MonthDay, Year};

/// How many events there are, and of what sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Days that have a page.
    pub days: usize,
    /// Full events.
    pub events: usize,
    /// Births, one line each.
    pub births: usize,
    /// Deaths, one line each.
    pub deaths: usize,
    /// Observances.
    pub observances: usize,
    /// Events by month, January first.
    pub by_month: [usize; 12],
    /// Events by category.
    pub by_category: BTreeMap<Category, usize>,
    /// Events by century: 19 for 1801 to 1900, -1 for 100 BC to 1 BC.
    pub by_century: BTreeMap<i32, usize>,
    /// Events by the continent that they happened on.
    pub by_continent: BTreeMap<Continent, usize>,
    /// Events before the year 1000, BC included.
    pub before_1000: usize,
    /// Events before the year 1800, BC included.
    pub before_1800: usize,
}

impl Counts {
    pub(super) fn add(&mut self, day: &Day) {
        self.days += 1;
        self.births += day.births.len();
        self.deaths += day.deaths.len();
        self.observances += day.observances.len();
        for event in &day.events {
            self.add_event(event);
        }
    }

    fn add_event(&mut self, event: &Event) {
        self.events += 1;
        if let Some(count) = self.by_month.get_mut(event.day.month() as usize - 1) {
            *count += 1;
        }
        if let Some(category) = event.category {
            *self.by_category.entry(category).or_default() += 1;
        }
        if let Some(continent) = continent(event) {
            *self.by_continent.entry(continent).or_default() += 1;
        }
        if let Some(year) = event.year {
            *self.by_century.entry(century(year)).or_default() += 1;
            self.before_1000 += usize::from(year.number() < 1000);
            self.before_1800 += usize::from(year.number() < 1800);
        }
    }

    /// Events of a category.
    #[must_use]
    pub fn of_category(&self, category: Category) -> usize {
        self.by_category.get(&category).copied().unwrap_or_default()
    }

    /// Events on a continent.
    #[must_use]
    pub fn on_continent(&self, continent: Continent) -> usize {
        self.by_continent.get(&continent).copied().unwrap_or_default()
    }

    /// The Markdown tables for `data/README.md`: by month, category, century and continent.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        for (head, rows) in self.tables() {
            let _ = write!(text, "| {head} | events |\n|---|---:|\n");
            for (name, count) in rows {
                let _ = writeln!(text, "| {name} | {count} |");
            }
            text.push('\n');
        }
        let Self { days, events, births, deaths, observances, .. } = self;
        let _ = writeln!(
            text,
            "Together {events} events, {births} births, {deaths} deaths and {observances} observances on {days} days; \
             {} events are older than the year 1000, {} older than 1800.",
            self.before_1000, self.before_1800
        );
        text
    }

    fn tables(&self) -> [(&'static str, Vec<(String, usize)>); 4] {
        let names = MonthDay::all().filter(|day| day.day() == 1).map(|day| day.month_name().to_owned());
        let months = names.zip(self.by_month);
        let categories = Category::ALL.map(|category| (category.to_string(), self.of_category(category)));
        let centuries = self.by_century.iter().map(|(century, count)| (century_name(*century), *count));
        let continents =
            Continent::ALL.map(|continent| (continent.to_string(), self.on_continent(continent)));
        [
            ("month", months.collect()),
            ("category", categories.into()),
            ("century", centuries.collect()),
            ("continent", continents.into()),
        ]
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} events on {} days", self.events, self.days)?;
        for (head, rows) in self.tables() {
            let rows: Vec<_> = rows.iter().map(|(name, count)| format!("{name} {count}")).collect();
            writeln!(f, "by {head}: {}", rows.join(", "))?;
        }
        write!(f, "before 1000: {}, before 1800: {}", self.before_1000, self.before_1800)
    }
}

/// Where an event happened.
pub(super) fn continent(event: &Event) -> Option<Continent> {
    event.location.as_ref().map(|place| Continent::at(place.latitude(), place.longitude()))
}

/// The century of a year, BC counted downwards from -1.
pub(super) fn century(year: Year) -> i32 {
    let number = year.number();
    (number.abs() - 1).div_euclid(100).saturating_add(1) * number.signum()
}

fn century_name(century: i32) -> String {
    let number = century.abs();
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let era = if century < 0 { " BC" } else { "" };
    format!("{number}{ending}{era}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn centuries_are_counted_from_their_first_year() {
        for (year, name) in [
            (1, "1st"),
            (100, "1st"),
            (101, "2nd"),
            (1900, "19th"),
            (1901, "20th"),
            (2001, "21st"),
            (1201, "13th"),
            (-1, "1st BC"),
            (-100, "1st BC"),
            (-101, "2nd BC"),
            (-1184, "12th BC"),
        ] {
            assert_eq!(century_name(century(Year::new(year).unwrap())), name, "{year}");
        }
    }
}
