use super::*;
use crate::discord::control::Deed;
use crate::edition::Selection;
use crate::event::{Category, Kind, MonthDay};
use crate::store::DeliveryId;
use proptest::prelude::*;
use proptest::sample::select;

const KINDS: [Kind; 4] = [Kind::Event, Kind::Birth, Kind::Death, Kind::Observance];

fn selections() -> Vec<Selection> {
    KINDS.map(Selection::Kind).into_iter().chain(Category::ALL.map(Selection::Category)).collect()
}

fn in_english(day: MonthDay) -> DayIn {
    DayIn { day, language: Language::En }
}

#[test]
fn the_longest_of_everything_fits_a_button() {
    let event: EventId = "x".repeat(60).parse().unwrap();
    let day = DayIn { day: MonthDay::LEAP_DAY, language: Language::De };
    let of_events = [Action::Read(event.clone()), Action::Share(event.clone()), Action::Subject(event)];
    let of_days = [Action::Day(day), Action::Births(day), Action::Deaths(day), Action::Category(day)];
    let page = usize::from(u16::MAX);
    let turns = selections().into_iter().map(|selection| Action::Turn(Turn { of: day, selection, page }));
    for action in of_events.into_iter().chain(of_days).chain(turns) {
        let id = CustomId { action, mark: Some(Mark::new(DeliveryId(i64::MAX), i64::MAX)) };
        let text = id.to_string();
        assert!(text.len() <= 100, "{text}");
        assert_eq!(text.parse(), Ok(id));
    }
}

#[test]
fn a_topic_with_every_filter_fits_a_button() {
    let topic: Topic = format!("999~11~o~-9999~-9998~{}", "ю".repeat(200)).parse().unwrap();
    let actions = [Action::Topic, Action::TopicCategory, Action::TopicCentury];
    for action in actions.map(|action| action(topic.clone())) {
        let id = CustomId { action, mark: None };
        let text = id.to_string();
        assert!(text.chars().count() <= 100, "{text}");
        assert_eq!(text.parse(), Ok(id));
    }
    let old = "1|topic|1~~~~~berlin wall|".parse::<CustomId>().map(|id| id.action);
    assert_eq!(old, Ok(Action::Topic(Topic::new("berlin wall").at(1))));
}

#[test]
fn what_stands_on_old_posts_is_understood_for_ever_and_written_in_the_same_way() {
    let day = in_english(MonthDay::new(4, 25).unwrap());
    let german = DayIn { language: Language::De, ..day };
    let births = Selection::Kind(Kind::Birth);
    let nature = Selection::Category(Category::Nature);
    for (text, action) in [
        ("1|read|treaty-of-berlin-1926|", Action::Read("treaty-of-berlin-1926".parse().unwrap())),
        ("1|read|treaty-of-berlin-1926|ff-69eb2400", Action::Read("treaty-of-berlin-1926".parse().unwrap())),
        ("1|day|04-25|", Action::Day(day)),
        ("1|day|04-25|1-69eb2400", Action::Day(day)),
        ("1|births|04-25|", Action::Births(day)),
        ("1|deaths|04-25|", Action::Deaths(day)),
        ("1|category|04-25|1-69eb2400", Action::Category(day)),
        ("1|turn|04-25.births.2|", Action::Turn(Turn { of: day, selection: births, page: 2 })),
        ("1|turn|04-25.Nature & Environment.0|", Action::Turn(Turn { of: day, selection: nature, page: 0 })),
        ("1|today||", Action::Today(Language::En)),
        ("1|day|04-25.de|1-69eb2400", Action::Day(german)),
        ("1|births|04-25.de|", Action::Births(german)),
        ("1|deaths|04-25.de|", Action::Deaths(german)),
        ("1|category|04-25.de|", Action::Category(german)),
        ("1|turn|04-25.de.births.2|", Action::Turn(Turn { of: german, selection: births, page: 2 })),
        ("1|today|de|", Action::Today(Language::De)),
    ] {
        let id: CustomId = text.parse().unwrap();
        assert_eq!((id.to_string(), id.action), (text.to_owned(), action));
    }
    let numbered: CustomId = "1|read|treaty-of-berlin-1926|17".parse().unwrap();
    assert_eq!(numbered.mark, None, "the first posts had the ledger's number alone");
}

#[test]
fn a_button_of_another_version_or_of_nobody_is_unknown() {
    for text in [
        "",
        "1|read|treaty",
        "2|read|treaty-of-berlin-1926|",
        "1|read|Treaty|",
        "1|read|a|x",
        "1|day|02-30|",
        "1|eat|a|",
        "hello",
        "1|random|x|",
        "1|births||",
        "1|share||",
        "1|today|x|",
        "1|today|en|",
        "1|today|de.de|",
        "1|day|04-24.xx|",
        "1|day|04-24.en|",
        "1|births|04-24.DE|",
        "1|deaths|04-24.|",
        "1|category|04-24.de.de|",
        "1|category|.de|",
        "1|random|de|",
        "1|turn|04-24.births|",
        "1|turn|04-24..0|",
        "1|turn|04-24.births.-1|",
        "1|turn|04-24.births.99999999|",
        "1|turn|04-24.weather.0|",
        "1|turn|04-24.births.0.de|",
        "1|turn|04-24.xx.births.0|",
        "1|turn|04-24.en.births.0|",
        "1|category|politics|",
        "1|day|٠٤-٢٤|",
        "1|read|a||",
        "1|day|04-24|-",
        "1|day|04-24|1-2-3",
        &"1|".repeat(50),
        &"x".repeat(100),
    ] {
        assert_eq!(text.parse::<CustomId>(), Err(UnknownButton), "{text:?}");
    }
}

fn days() -> impl Strategy<Value = DayIn> {
    let days = select(MonthDay::all().collect::<Vec<_>>());
    (days, select(Language::ALL.to_vec())).prop_map(|(day, language)| DayIn { day, language })
}

fn of_days() -> impl Strategy<Value = Action> {
    let turns = (days(), select(selections()), any::<u16>());
    let turns = turns.prop_map(|(of, selection, page)| Turn { of, selection, page: page.into() });
    prop_oneof![
        days().prop_map(Action::Day),
        days().prop_map(Action::Births),
        days().prop_map(Action::Deaths),
        days().prop_map(Action::Category),
        turns.prop_map(Action::Turn),
        select(Language::ALL.to_vec()).prop_map(Action::Today),
    ]
}

fn of_events() -> impl Strategy<Value = Action> {
    let event = || "[a-z0-9]{1,20}(-[a-z0-9]{1,12}){0,3}".prop_filter_map("a name", |name| name.parse().ok());
    prop_oneof![
        event().prop_map(Action::Read),
        event().prop_map(Action::Share),
        event().prop_map(Action::Subject),
        Just(Action::Random),
    ]
}

fn of_topics_and_moderators() -> impl Strategy<Value = Action> {
    let topic =
        || ("\\PC{0,90}", any::<u16>()).prop_map(|(words, page)| Topic::new(&words).at(usize::from(page)));
    let control = (any::<i64>(), any::<i64>());
    let control = control.prop_map(|(number, seen)| Control::new(Deed::Language, number, seen));
    prop_oneof![
        topic().prop_map(Action::Topic),
        topic().prop_map(Action::TopicCategory),
        topic().prop_map(Action::TopicCentury),
        control.prop_map(Action::Daily),
    ]
}

proptest! {
    #[test]
    fn every_button_is_read_back_from_what_it_carries(
        action in prop_oneof![of_days(), of_events(), of_topics_and_moderators()],
        mark in proptest::option::of((0..=i64::MAX, 0..=i64::MAX)),
    ) {
        // Only posts have a mark, and no post leads to a topic.
        let mark = mark.filter(|_| !matches!(action, Action::Topic(_) | Action::TopicCategory(_) | Action::TopicCentury(_)));
        let id = CustomId { action, mark: mark.map(|(row, at)| Mark::new(DeliveryId(row), at)) };
        let text = id.to_string();
        prop_assert!(text.chars().count() <= 100, "{}", text);
        prop_assert_eq!(text.parse(), Ok(id));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(1\\|)?[a-z|0-9.-]{0,40}|.{0,100}") {
        if let Ok(id) = text.parse::<CustomId>() {
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }
}
