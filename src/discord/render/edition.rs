//! An edition as a message.

use twilight_model::channel::message::Component;
use twilight_util::builder::message::ContainerBuilder;

use super::parts::{Title, card, card_text, container, line, neighbours, paragraph};
use super::{Body, Unsendable};
use crate::discord::markdown::{escape, shorten};
use crate::discord::text;
use crate::discord::view::EditionView;

/// The weight that the lead may have.
const LEAD: usize = 1000;

/// The weight that each of the others may have.
const OTHER: usize = 350;

/// The weight that the event of 29 February may have.
const LEAP_DAY: usize = 300;

/// The weight that the line of observances may have.
const OBSERVANCES: usize = 300;

/// The edition, each event with a button that opens its page.
pub(in crate::discord) fn edition(view: &EditionView) -> Result<Body, Unsendable> {
    let mut message = container().component(paragraph(format!("## {}", escape(&view.heading))));
    if let Some(lead) = &view.lead {
        message = message.component(card(lead, Title::Large, view.mark, LEAD)).component(line());
    }
    if let Some(nothing) = &view.nothing {
        message = message.component(paragraph(nothing));
    }
    for other in &view.others {
        message = message.component(card(other, Title::Bold, view.mark, OTHER));
    }
    if let Some(event) = &view.leap_day {
        message = message.component(line()).component(paragraph(leap_day_heading()));
        message = message.component(card(event, Title::Bold, view.mark, LEAP_DAY));
    }
    Body::new(vec![footed(message, view).build().into()])
}

fn leap_day_heading() -> String {
    format!("### {}", text::FROM_LEAP_DAY)
}

fn footed(message: ContainerBuilder, view: &EditionView) -> ContainerBuilder {
    let mut foot = Vec::new();
    if !view.observances.is_empty() {
        let names: Vec<_> = view.observances.iter().map(|name| escape(name)).collect();
        foot.push(shorten(&format!("**{}:** {}", text::ALSO_TODAY, names.join(" · ")), OBSERVANCES));
    }
    foot.push(format!("-# {}", escape(&view.small_print.join(" · "))));
    let message = message.component(line()).component(paragraph(foot.join("\n")));
    message.component(neighbours(view.day, view.mark))
}

/// The edition as words and little else: what is left when the full one is refused.
/// Its buttons stay, because one of them carries the mark.
pub(in crate::discord) fn plain_edition(view: &EditionView) -> Result<Body, Unsendable> {
    let cards = view.lead.iter().chain(&view.others).map(|event| card_text(event, Title::Bold, OTHER));
    let leap_day = view.leap_day.iter();
    let leap_day = leap_day.flat_map(|event| [leap_day_heading(), card_text(event, Title::Bold, LEAP_DAY)]);
    let heading = format!("## {}", escape(&view.heading));
    let words = [heading].into_iter().chain(cards).chain(leap_day);
    // A paragraph each: Discord takes less in a single text than in a message.
    let words = words.map(|text| Component::from(paragraph(text)));
    Body::new(words.chain([neighbours(view.day, view.mark).into()]).collect())
}

/// The edition's titles and nothing else: the last thing to try.
pub(in crate::discord) fn bare_edition(view: &EditionView) -> Result<Body, Unsendable> {
    let titles = view.lead.iter().chain(&view.others).map(|event| escape(&event.title));
    let words: Vec<_> = [escape(&view.heading)].into_iter().chain(titles).collect();
    let words = paragraph(shorten(&words.join("\n"), 1500));
    Body::new(vec![Component::from(words), neighbours(view.day, view.mark).into()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Mark;
    use crate::discord::view::Card;
    use crate::edition::Taste;
    use crate::event::MonthDay;
    use crate::store::DeliveryId;

    /// An edition with as much of everything as can be.
    fn heaviest() -> EditionView {
        let card = |place: usize| Card {
            event: format!("{place}{}", "x".repeat(59)).parse().unwrap(),
            title: "Title ".repeat(20),
            about: vec!["1926".into(), "98 years, 10 months, 19 days ago".into()],
            text: "A long word after another. ".repeat(100),
        };
        EditionView {
            day: MonthDay::new(2, 28).unwrap(),
            heading: "On this day: Wednesday, 28 February 2029".into(),
            lead: Some(card(0)),
            others: (1..Taste::MOST_EVENTS).map(card).collect(),
            observances: vec!["Observance".repeat(5); 20],
            leap_day: Some(card(Taste::MOST_EVENTS)),
            nothing: None,
            small_print: vec!["Small print, ".repeat(8)],
            mark: Some(Mark::new(DeliveryId(i64::MAX), i64::MAX)),
        }
    }

    #[test]
    fn the_heaviest_edition_fits_discord() {
        let sent = serde_json::to_string(&edition(&heaviest()).unwrap()).unwrap();
        assert_eq!(sent.matches(text::CONTINUE_READING).count(), Taste::MOST_EVENTS + 1);
        assert!(sent.contains(text::FROM_LEAP_DAY));
        plain_edition(&heaviest()).unwrap();
    }

    #[test]
    fn plain_words_hold_the_event_of_the_leap_day_too() {
        let few = EditionView { others: vec![], ..heaviest() };
        let sent = serde_json::to_string(&plain_edition(&few).unwrap()).unwrap();
        assert!(sent.contains(text::FROM_LEAP_DAY), "{sent}");
    }
}
