//! One page: a file of the almanac, read when it is first asked for and then kept.

mod entries;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use toml::Table;
use toml::de::DeTable;

use super::embedded::unpack;
use super::fields::{Fields, tables};
use super::problem::{BadPage, Findings, Problem};
use crate::event::{Day, Event, EventId, MonthDay};

/// Where a page's text is.
#[derive(Debug)]
pub(super) enum Text {
    /// In the program, as `build.rs` packed it.
    Packed(&'static [u8]),
    /// Read from a file.
    Plain(String),
}

/// A page of the almanac, perhaps not yet read.
#[derive(Debug)]
pub(super) struct Page {
    day: MonthDay,
    file: String,
    text: Text,
    sheet: OnceLock<Result<Sheet, BadPage>>,
}

/// What a page says.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    /// Its entries.
    pub(super) day: Day,
    /// Where the date of an event is stated, for those that no record has.
    pub(super) date_sources: BTreeMap<EventId, String>,
}

impl Page {
    pub(super) fn new(day: MonthDay, folder: &str, text: Text) -> Self {
        let file = format!("{folder}/{:02}/{:02}.toml", day.month(), day.day());
        Self { day, file, text, sheet: OnceLock::new() }
    }

    /// The file's name, for messages.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn read(&self) -> Result<&Sheet, &BadPage> {
        let read = || match &self.text {
            Text::Plain(text) => Sheet::parse(self.day, &self.file, text),
            Text::Packed(packed) => match unpack(packed) {
                Ok(text) => Sheet::parse(self.day, &self.file, &text),
                Err(error) => Err(BadPage::new(vec![Problem::new(&self.file, "", "", error)])),
            },
        };
        self.sheet.get_or_init(read).as_ref()
    }
}

impl Sheet {
    /// Reads a page.
    ///
    /// # Errors
    /// [`BadPage`] with everything that is wrong in the file.
    pub(super) fn parse(day: MonthDay, file: &str, text: &str) -> Result<Self, BadPage> {
        let table = toml::from_str::<Table>(text).map_err(|error| syntax(file, text, &error))?;
        let mut findings = Findings::new(file);
        let sheet = Self::read(day, table, &mut findings);
        let problems = findings.into_problems();
        if problems.is_empty() { Ok(sheet) } else { Err(BadPage::new(problems)) }
    }

    fn read(day: MonthDay, table: Table, findings: &mut Findings<'_>) -> Self {
        let mut fields = Fields::new(table, String::new(), findings);
        let observances = fields.lines("observances").unwrap_or_default();
        let births = fields.required("births").unwrap_or_default();
        let deaths = fields.required("deaths").unwrap_or_default();
        let events = fields.required("events").unwrap_or_default();
        fields.finish();
        let births = tables(births, "birth", findings);
        let deaths = tables(deaths, "death", findings);
        let events = tables(events, "event", findings);

        let mut sheet = Self { day: Day::empty(day), date_sources: BTreeMap::new() };
        let into = &mut sheet.day;
        into.observances = each(observances, |name, _| entries::observance(day, &name, findings));
        into.births = each(births, |table, n| entries::birth(day, table, n, findings));
        into.deaths = each(deaths, |table, n| entries::death(day, table, n, findings));
        for (index, table) in events.into_iter().enumerate() {
            if let Some((event, date_source)) = entries::event(day, table, index + 1, findings) {
                sheet.date_sources.extend(date_source.map(|source| (event.id.clone(), source)));
                sheet.day.events.push(event);
            }
        }
        sheet.day.events.sort_by_key(|event| (!event.lead, event.year));
        sheet.day.births.sort_by_key(|person| person.year);
        sheet.day.deaths.sort_by_key(|person| person.year);
        sheet
    }
}

/// Reads the entries of one kind, counted from 1, and keeps those that are fine.
fn each<T>(items: Vec<T>, mut read: impl FnMut(T, usize) -> Option<Event>) -> Vec<Event> {
    items.into_iter().enumerate().filter_map(|(index, item)| read(item, index + 1)).collect()
}

/// Every place where the file is not TOML; `first` stands in if the second look finds none.
fn syntax(file: &str, text: &str, first: &toml::de::Error) -> BadPage {
    let (_, mut errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        errors.push(first.clone());
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let problem = |error: &toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        Problem::new(file, &format!("line {line}, column {column}"), "", error.message())
    };
    BadPage::new(errors.iter().map(problem).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    const GOOD: &str = include_str!("../../tests/pages/04/24.toml");

    fn parse(text: &str) -> Result<Sheet, BadPage> {
        Sheet::parse(MonthDay::new(4, 24).unwrap(), "data/almanac/04/24.toml", text)
    }

    /// What is wrong with the good page once `from` is replaced, wherever it stands first.
    fn refusal(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from), "the page has no {from}");
        parse(&GOOD.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn a_good_page_is_read_whole() {
        let sheet = parse(GOOD).unwrap();
        let lead = &sheet.day.events[0];
        assert_eq!(lead.title, "Germany and Soviet Union Sign Neutrality Pact");
        assert_eq!(lead.location.as_ref().map(crate::event::Place::name), Some("Berlin, Germany"));
        assert_eq!(sheet.day.births[0].summary, "English inventor of a power loom");
        assert_eq!(sheet.day.births[0].people, ["Edmund Cartwright"]);
        let troy = sheet.day.events.iter().find(|event| event.id.as_str() == "fall-of-troy-1184-bc").unwrap();
        assert_eq!(troy.year.map(|year| year.to_string()).as_deref(), Some("1184 BC"));
    }

    #[test]
    fn a_wrong_field_is_named_with_its_entry_and_file() {
        assert_snapshot!(refusal("Politics & Government", "Politcs"), @r#"data/almanac/04/24.toml: event treaty-of-berlin-1926: category: "Politcs" is not a category: it is one of Politics & Government, War & Military, Accidents & Tragedies, Crime & Law, Religion & Philosophy, Science & Technology, Exploration & Discovery, Arts & Culture, Sports & Games, Business & Economy, Society & Rights, Nature & Environment"#);
        assert_snapshot!(refusal("year = 1926", "year = 0"), @"data/almanac/04/24.toml: event treaty-of-berlin-1926: year: there is no year 0: 1 BC is written -1, and the year after it is 1");
        assert_snapshot!(refusal("year = 1926", "year = \"1926\""), @r#"data/almanac/04/24.toml: event treaty-of-berlin-1926: year: invalid type: string "1926", expected i32"#);
        assert_snapshot!(refusal("latitude = 52.52", "latitude = 95.2"), @"data/almanac/04/24.toml: event treaty-of-berlin-1926: location: latitude 95.2 is not between -90 and 90");
        assert_snapshot!(refusal("longitude = 13.40", "longtude = 13.40"), @"data/almanac/04/24.toml: event treaty-of-berlin-1926: location: unknown field `longtude`, expected one of `name`, `latitude`, `longitude`");
        assert_snapshot!(refusal("\"treaty-of-berlin-1926\"", "\"Treaty of Berlin\""), @r#"data/almanac/04/24.toml: event Treaty of Berlin: id: "Treaty of Berlin" is not an event id: it has 1 to 60 lower-case letters, digits and single hyphens, such as treaty-of-berlin-1926"#);
        assert_snapshot!(refusal("https://en.", "http://en."), @r#"data/almanac/04/24.toml: event treaty-of-berlin-1926: links: "http://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)" does not start with https://: give the page's secure address"#);
        assert_snapshot!(refusal("Treaty_of_Berlin_(1926)", "Traité"), @r#"data/almanac/04/24.toml: event treaty-of-berlin-1926: links: "https://en.wikipedia.org/wiki/Traité" has characters that an address cannot hold: percent-encode them"#);
        assert_snapshot!(refusal("\"diplomacy\"", "5"), @"data/almanac/04/24.toml: event treaty-of-berlin-1926: tags: invalid type: integer `5`, expected a string");
        assert_snapshot!(refusal("\"diplomacy\"", "\"\""), @"data/almanac/04/24.toml: event treaty-of-berlin-1926: tags: is empty: write it");
    }

    #[test]
    fn a_missing_field_and_one_too_many_are_named() {
        assert_snapshot!(refusal("why_it_matters =", "why_it_maters ="), @"
        data/almanac/04/24.toml: event treaty-of-berlin-1926: why_it_matters: is missing: add it
        data/almanac/04/24.toml: event treaty-of-berlin-1926: why_it_maters: is not a field that is known here: remove it or mend its spelling
        ");
        assert_snapshot!(refusal("id = \"treaty-of-berlin-1926\"", ""), @"data/almanac/04/24.toml: event 1: id: is missing: add it");
        assert_snapshot!(refusal("who = \"English inventor of a power loom\"", "died = 1823"), @"
        data/almanac/04/24.toml: birth Edmund Cartwright: who: is missing: add it
        data/almanac/04/24.toml: birth Edmund Cartwright: died: is not a field that is known here: remove it or mend its spelling
        ");
        assert_snapshot!(refusal("observances =", "holidays ="), @"
        data/almanac/04/24.toml: observances: is missing: add it
        data/almanac/04/24.toml: holidays: is not a field that is known here: remove it or mend its spelling
        ");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let text = GOOD.replace("\"Society & Rights\"", "\"Society\"").replace("year = 1926", "year = 0");
        let refusal = parse(&text).unwrap_err();
        assert!(refusal.problems().len() >= 2, "{refusal}");
    }

    #[test]
    fn broken_toml_is_named_by_line_and_column() {
        assert_snapshot!(refusal("year = 1926", "year = = 1926"), @"
        data/almanac/04/24.toml: line 28, column 8: extra `=`, expected nothing
        data/almanac/04/24.toml: line 28, column 10: unexpected key or value, expected newline, `#`
        ");
        assert_snapshot!(refusal("\"Republic Day (The Gambia)\",", "\"Republic Day,"), @r#"
        data/almanac/04/24.toml: line 3, column 17: invalid basic string, expected `"`
        data/almanac/04/24.toml: line 4, column 3: missing comma between array elements, expected `,`
        "#);
        assert_snapshot!(refusal("[[events]]", "[[events]]\nid = \"twice\""), @"data/almanac/04/24.toml: line 27, column 1: duplicate key");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in ".{0,200}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_cut_of_a_good_page_breaks_the_reader(from in 0_usize..4000, length in 0_usize..4000) {
            let cut: String = GOOD.chars().skip(from).take(length).collect();
            let _ = parse(&cut);
        }

        #[test]
        fn no_value_in_any_field_breaks_the_reader(
            field in "(id|title|year|lead|category|location|people|tags|links|key_facts|what)",
            value in r#"(-?[0-9]{1,20}|"[^"\\\n]{0,20}"|\[[0-9, ]{0,5}\]|\{ name = [0-9] \}|nan|1979-05-27|true)"#,
        ) {
            let _ = parse(&format!("{field} = {value}\n[[events]]\n{field} = {value}\n[[births]]\n{field} = {value}"));
        }
    }
}
