use super::*;
use proptest::prelude::*;

/// A Friday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 24).unwrap()
}

fn read_by(order: DateOrder, text: &str) -> Result<String, String> {
    let date = DateText::read(text, today(), order);
    date.map(|date| date.day.to_string()).map_err(|error| error.to_string())
}

fn read(text: &str) -> Result<String, String> {
    read_by(DateOrder::DayFirst, text)
}

fn suggested(order: DateOrder, text: &str) -> Vec<String> {
    DateText::suggestions(text, today(), order, 3).iter().map(ToString::to_string).collect()
}

#[test]
fn dates_are_understood_as_people_write_them() {
    let table = "04-24|4-24|24-4|2026-04-24|4/24|24/4|24/04/1926|4/24/1926|2026/4/24|24.4.|24.04|24.4.1926|\
         24. 4. 1926|24 April|April 24|april 24th|24 apr| 24. April |Apr 24, 1926|24 apr. 1926|\
         the 24th of April|today|TODAY|friday|this friday";
    for text in table.split('|') {
        assert_eq!(read(text).as_deref(), Ok("24 April"), "{text:?}");
        assert_eq!(read_by(DateOrder::MonthFirst, text).as_deref(), Ok("24 April"), "{text:?}");
    }
    for (text, day) in [
        ("tomorrow", "25 April"),
        ("yesterday", "23 April"),
        ("next friday", "1 May"),
        ("next  Mon", "27 April"),
        ("last monday", "20 April"),
        ("last friday", "17 April"),
        ("tuesday", "28 April"),
        ("feb 29", "29 February"),
        ("Sept. 3", "3 September"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(day), "{text:?}");
    }
}

#[test]
fn what_has_two_meanings_is_read_as_the_person_is_used_to_and_both_are_offered() {
    assert_eq!(read_by(DateOrder::of_locale("en-US"), "4/12").as_deref(), Ok("12 April"));
    assert_eq!(read_by(DateOrder::of_locale("de"), "4/12").as_deref(), Ok("4 December"));
    assert_eq!(suggested(DateOrder::MonthFirst, "4/12"), ["12 April", "4 December"]);
    assert_eq!(suggested(DateOrder::DayFirst, "4/12"), ["4 December", "12 April"]);
    assert_eq!(suggested(DateOrder::MonthFirst, "4.12."), ["4 December", "12 April"]);
    assert_eq!(suggested(DateOrder::DayFirst, "04-12"), ["12 April", "4 December"]);
    assert_eq!(suggested(DateOrder::DayFirst, "4/4"), ["4 April"]);
}

#[test]
fn while_somebody_types_the_days_are_offered_that_begin_so() {
    assert_eq!(suggested(DateOrder::DayFirst, ""), ["24 April", "25 April", "23 April"]);
    assert_eq!(suggested(DateOrder::DayFirst, "24 a"), ["24 April", "24 August"]);
    assert_eq!(suggested(DateOrder::DayFirst, "April 2"), ["2 April", "20 April", "21 April"]);
    assert_eq!(suggested(DateOrder::DayFirst, "31 Feb"), [""; 0]);
}

#[test]
fn what_is_no_date_is_refused_with_an_example() {
    for text in [
        "",
        "soon",
        "24",
        "April",
        "24-4x",
        "24 24",
        "24 April 26",
        "٢٤ April",
        "1-2-3",
        "2026-4",
        "4/",
        "/4",
        "1.2.3.4",
        "next",
        "next april",
        "24/4.",
    ] {
        let refusal = read(text).expect_err(text);
        assert!(refusal.contains("24 April, April 24, 04-24"), "{refusal}");
    }
    for text in ["30 February", "2025-02-29", "29.2.2025", "13/13"] {
        assert!(read(text).unwrap_err().contains("does not exist"), "{text}");
    }
    assert!(read(&"x".repeat(5000)).unwrap_err().len() < 200);
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,60}") {
        let _ = read(&text);
        suggested(DateOrder::MonthFirst, &text);
    }

    #[test]
    fn no_text_that_is_nearly_a_date_breaks_the_reader(text in "[0-9 ./\\-a-z]{0,14}") {
        let _ = read(&text);
        suggested(DateOrder::MonthFirst, &text);
    }

    #[test]
    fn every_day_is_read_back_from_how_it_is_written(index in 0_usize..366) {
        let day = MonthDay::all().nth(index).unwrap();
        prop_assert_eq!(read(&day.to_string()), Ok(day.to_string()));
    }
}
