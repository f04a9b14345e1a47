//! Every zone, every quarter of an hour, every day for nine years: a schedule loses no date and
//! doubles none.
//!
//! Many zones keep the same time. Zones whose clocks agree throughout are one group, and each
//! group is walked through once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use daybook::schedule::{Rule, Schedule, TimesOfDay, Zone};

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
const LAST: NaiveDate = NaiveDate::from_ymd_opt(2032, 12, 31).unwrap();

/// Clocks are compared from well before the first date to well after the last.
const COMPARED: (NaiveDate, NaiveDate) =
    (NaiveDate::from_ymd_opt(2023, 12, 1).unwrap(), NaiveDate::from_ymd_opt(2033, 2, 1).unwrap());

/// One in so many dates is found by its instant as well, and so is each date around a change.
const ALSO_FOUND: usize = 61;

/// How many seconds more than UTC a clock shows, and from when on.
type Clock = Vec<(DateTime<Utc>, i64)>;

struct Group {
    clock: Clock,
    zones: Vec<Zone>,
}

fn offset(zone: Zone, instant: DateTime<Utc>) -> i64 {
    (zone.civil(instant) - instant.naive_utc()).num_seconds()
}

fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(NaiveTime::MIN).and_utc()
}

/// Looks at every midnight, and finds the second of a change between two of them by halving.
fn clock(zone: Zone) -> Clock {
    let first = midnight(COMPARED.0);
    let mut clock = vec![(first, offset(zone, first))];
    for date in COMPARED.0.iter_days().skip(1).take_while(|date| *date <= COMPARED.1) {
        let (after, old) = (midnight(date), clock[clock.len() - 1].1);
        let new = offset(zone, after);
        if new != old {
            clock.push((first_second(zone, after - Days::new(1), after, new), new));
        }
    }
    clock
}

fn first_second(zone: Zone, before: DateTime<Utc>, after: DateTime<Utc>, new: i64) -> DateTime<Utc> {
    let (mut old, mut changed) = (before, after);
    while changed - old > TimeDelta::seconds(1) {
        let between = old + TimeDelta::seconds((changed - old).num_seconds() / 2);
        *(if offset(zone, between) == new { &mut changed } else { &mut old }) = between;
    }
    changed
}

impl Group {
    fn all() -> Vec<Self> {
        let zones: Vec<_> = Zone::all().collect();
        let clocks = at_once(&zones, |zone| clock(*zone));
        let mut groups: BTreeMap<Clock, Vec<Zone>> = BTreeMap::new();
        for (clock, zone) in clocks.into_iter().zip(zones) {
            groups.entry(clock).or_default().push(zone);
        }
        groups.into_iter().map(|(clock, zones)| Self { clock, zones }).collect()
    }

    /// The civil times at which the clock was changed.
    fn changes(&self) -> impl Iterator<Item = NaiveDateTime> {
        self.clock.iter().skip(1).map(|(at, seconds)| at.naive_utc() + TimeDelta::seconds(*seconds))
    }

    /// Every zone's clock is the group's: it shows the same at instants of every hour of the day, and comes
    /// to the same instants from civil times around each change.
    fn assert_honest(&self) {
        let instants =
            std::iter::successors(Some(midnight(COMPARED.0)), |at| Some(*at + TimeDelta::hours(31)));
        for instant in instants.take_while(|at| *at < midnight(COMPARED.1)) {
            let expected = self.clock.iter().rfind(|(from, _)| *from <= instant).map(|(_, seconds)| *seconds);
            for zone in &self.zones {
                assert_eq!(Some(offset(*zone, instant)), expected, "{zone} at {instant}");
            }
        }
        let quarters = |change| (-96..=96).map(move |n| change + TimeDelta::minutes(15 * n));
        for civil in self.changes().flat_map(quarters) {
            let expected = self.zones[0].instant(civil);
            for zone in &self.zones {
                assert_eq!(zone.instant(civil), expected, "{zone} and {} at {civil}", self.zones[0]);
            }
        }
    }

    /// Walks through all quarters of an hour, and answers how many occurrences there were.
    fn walk(&self) -> usize {
        self.assert_honest();
        let mut also_found: Vec<bool> = FIRST
            .iter_days()
            .take_while(|date| *date <= LAST)
            .enumerate()
            .map(|(n, _)| n % ALSO_FOUND == 0)
            .collect();
        for change in self.changes() {
            let near = (change.date() - FIRST).num_days() - 1;
            for place in (near..near + 3).filter_map(|place| usize::try_from(place).ok()) {
                also_found.get_mut(place).into_iter().for_each(|found| *found = true);
            }
        }
        (0..96).map(|quarter| one_a_day(self.zones[0], quarter, &also_found)).sum()
    }
}

/// Each date has one occurrence, at its time, and each comes after the last.
fn one_a_day(zone: Zone, quarter: u32, also_found: &[bool]) -> usize {
    let time = NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
    let schedule = Schedule { rule: Rule::Times(TimesOfDay::daily(time)), zone };
    let eve = (FIRST - Days::new(1)).and_time(time);
    let mut occurrences = schedule.occurrences_from(eve);
    let mut last = midnight(FIRST - Days::new(2));
    for (date, also_found) in FIRST.iter_days().zip(also_found) {
        let found = occurrences.next().unwrap_or_else(|| panic!("{schedule} ends before {date}"));
        assert_eq!(found.civil, date.and_time(time), "{schedule}");
        assert!(found.instant > last, "{schedule} goes back on {date}");
        last = found.instant;
        if *also_found {
            let before = found.instant - TimeDelta::seconds(1);
            assert_eq!(schedule.next_after(before), Some(found), "{schedule}");
            assert!(
                zone.civil(before) < found.civil && found.civil <= zone.civil(last),
                "{schedule} on {date}"
            );
        }
    }
    also_found.len()
}

/// Does `work` for each of the items, as many at once as the machine can.
fn at_once<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, work) = (&AtomicUsize::new(0), &work);
    let take = move || {
        let places = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mine = places.map_while(|place| items.get(place).map(|item| (place, work(item))));
        mine.collect::<Vec<_>>()
    };
    let threads = std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 4));
    let mut done: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no thread fails")).collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn in_every_zone_every_date_of_nine_years_has_one_occurrence_and_they_come_in_order() {
    let began = Instant::now();
    let groups = Group::all();
    let grouped = began.elapsed();
    let zones: usize = groups.iter().map(|group| group.zones.len()).sum();
    let walked: usize = at_once(&groups, Group::walk).into_iter().sum();
    println!(
        "{zones} zones in {} groups (found in {grouped:.1?}), {walked} occurrences, {:.1?} in all",
        groups.len(),
        began.elapsed()
    );
    assert_eq!(zones, Zone::all().count());
    assert_eq!(walked, groups.len() * 96 * 3288);
}
