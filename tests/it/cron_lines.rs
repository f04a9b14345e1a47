//! Cron lines of all kinds, compared with a calendar that is walked through minute by minute.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use daybook::schedule::CronLine;
use proptest::prelude::*;

/// A field as somebody may write it, and the values that it stands for.
fn field(least: u32, most: u32) -> impl Strategy<Value = (String, BTreeSet<u32>)> {
    let value = || least..=most;
    let range = || (value(), value()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    let stepped = move |from: u32, to: u32, step: u32| (from..=to).step_by(step as usize).collect();
    let item = prop_oneof![
        value().prop_map(|only| (only.to_string(), BTreeSet::from([only]))),
        range().prop_map(|(a, b)| (format!("{a}-{b}"), (a..=b).collect())),
        (range(), 1_u32..6).prop_map(move |((a, b), step)| (format!("{a}-{b}/{step}"), stepped(a, b, step))),
    ];
    let list = prop::collection::vec(item, 1..4).prop_map(|items: Vec<(String, BTreeSet<u32>)>| {
        let (texts, values): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        (texts.join(","), values.into_iter().flatten().collect())
    });
    prop_oneof![
        2 => Just(("*".to_owned(), (least..=most).collect())),
        1 => (1_u32..6).prop_map(move |step| (format!("*/{step}"), stepped(least, most, step))),
        4 => list,
    ]
}

proptest! {
    #[test]
    fn every_civil_time_of_a_line_comes_in_order_and_no_other(
        minute in field(0, 59), hour in field(0, 23), day in field(1, 31), month in field(1, 12),
        weekday in field(0, 6), start in 0_i64..10 * 366 * 24 * 60,
    ) {
        let fields = [&minute, &hour, &day, &month, &weekday].map(|(text, _)| text.as_str());
        let line: CronLine = fields.join(" ").parse().unwrap();
        let either = !day.0.starts_with('*') && !weekday.0.starts_with('*');
        let is_its_own = |civil: &NaiveDateTime| {
            let on_day = day.1.contains(&civil.day());
            let on_weekday = weekday.1.contains(&civil.weekday().num_days_from_sunday());
            let date = if either { on_day || on_weekday } else { on_day && on_weekday };
            let time = hour.1.contains(&civil.hour()) && minute.1.contains(&civil.minute());
            date && time && month.1.contains(&civil.month())
        };
        let first: NaiveDateTime = "2024-01-01T00:00:00".parse().unwrap();
        let start = first + TimeDelta::minutes(start);
        let found = line.next_after(start);
        // Minute by minute as far as a test can afford it, then in leaps.
        let by_hand = (1..3 * 24 * 60).map(|after| start + TimeDelta::minutes(after)).find(is_its_own);
        prop_assert!(by_hand.is_none() || by_hand == found, "{line}: {by_hand:?}, {found:?}");
        let all: Vec<_> = std::iter::successors(found, |civil| line.next_after(*civil)).take(20).collect();
        prop_assert!(all.iter().all(is_its_own), "{line}: {all:?}");
        prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{line}: {all:?}");
        prop_assert!(found.is_none_or(|found| found > start));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[-0-9a-z*/, ]{0,40}") {
        let _ = text.parse::<CronLine>().map(|line| (line.times_of_day(), line.next_after(NaiveDateTime::MIN)));
    }
}
