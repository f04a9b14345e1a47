//! An edition as a message.

use twilight_model::channel::message::Component;
use twilight_util::builder::message::ContainerBuilder;

use super::parts::{
    Title, card, card_text, categories, container, inline_link, leaves, line, neighbours, paragraph,
};
use super::picture::illustrated;
use super::{Body, Unsendable};
use crate::discord::markdown::{escape, shorten, weight};
use crate::discord::text;
use crate::discord::view::EditionView;

/// The weight that the heading may have.
const HEADING: usize = 80;

/// The weight that a heading of the moderators' own may have.
const OWN_HEADING: usize = 150;

/// The weight that the lead may have.
const LEAD: usize = 900;

/// The weight that each of the others may have.
const OTHER: usize = 350;

/// The weight that the event of 29 February may have.
const LEAP_DAY: usize = 300;

/// The weight that the line of other titles may have.
const ALSO: usize = 320;

/// The weight that the small print may have.
const SMALL_PRINT: usize = 260;

/// What gives way when a message would have more components than Discord takes.
#[derive(Clone, Copy)]
struct Looks {
    lines: bool,
    picture: bool,
}

/// The edition, each event with a button that opens its page.
pub(in crate::discord) fn edition(view: &EditionView) -> Result<Body, Unsendable> {
    best(view, |components| body(view, components))
}

/// The edition below something else that is said.
pub(in crate::discord) fn edition_below(above: &Component, view: &EditionView) -> Result<Body, Unsendable> {
    let below =
        |components: Vec<Component>| Body::new([above.clone()].into_iter().chain(components).collect());
    best(view, below).or_else(|_| below(plain(view))).or_else(|_| below(bare(view)))
}

/// The most beautiful of the looks that fit.
fn best(
    view: &EditionView,
    body: impl Fn(Vec<Component>) -> Result<Body, Unsendable>,
) -> Result<Body, Unsendable> {
    let looks = |lines, picture| body(vec![with(view, Looks { lines, picture })]);
    looks(true, true).or_else(|_| looks(false, true)).or_else(|_| looks(false, false))
}

/// A message of these components, with the one ping before them that moderators want.
fn body(view: &EditionView, components: Vec<Component>) -> Result<Body, Unsendable> {
    let ping = view.dress.ping.map(|role| Component::from(paragraph(text::ping(role))));
    let body = Body::new(ping.into_iter().chain(components).collect())?;
    let body = view.dress.ping.map_or(body.clone(), |role| body.pinging(role));
    Ok(if view.dress.silent { body.silent() } else { body })
}

fn with(view: &EditionView, looks: Looks) -> Component {
    let mut message = container(view.dress.accent).component(paragraph(heading(view)));
    message = lead(message, view, looks);
    if let Some(nothing) = &view.nothing {
        message = message.component(paragraph(nothing));
    }
    for other in &view.others {
        message = message.component(card(other, Title::Bold, view.mark, OTHER));
    }
    if let Some(event) = &view.leap_day {
        message = ruled(message, looks).component(paragraph(leap_day_heading()));
        message = message.component(card(event, Title::Bold, view.mark, LEAP_DAY));
    }
    footed(ruled(message, looks), view).build().into()
}

/// The first line: what a phone's notification shows.
fn heading(view: &EditionView) -> String {
    match &view.dress.heading {
        Some(own) => format!("## {}", shorten(&escape(own), OWN_HEADING)),
        None => format!("## {}", shorten(&escape(&view.heading), HEADING)),
    }
}

fn lead(message: ContainerBuilder, view: &EditionView, looks: Looks) -> ContainerBuilder {
    let Some(lead) = &view.lead else { return message };
    let message = match illustrated(lead, view.mark, LEAD).filter(|_| looks.picture) {
        Some((section, button)) => message.component(section).component(button),
        None => message.component(card(lead, Title::Large, view.mark, LEAD)),
    };
    if view.others.is_empty() { message } else { ruled(message, looks) }
}

fn ruled(message: ContainerBuilder, looks: Looks) -> ContainerBuilder {
    if looks.lines { message.component(line()) } else { message }
}

fn leap_day_heading() -> String {
    format!("### {}", text::FROM_LEAP_DAY)
}

fn footed(message: ContainerBuilder, view: &EditionView) -> ContainerBuilder {
    let mut foot = Vec::new();
    if !view.also.is_empty() {
        foot.push(also(&view.also));
    }
    foot.push(format!("-# {}", shorten(&escape(&view.small_print.join(" · ")), SMALL_PRINT)));
    let mut message = message.component(paragraph(foot.join("\n")));
    if let Some(leaf) = view.leaf {
        message = message.component(leaves(view.day, leaf, view.mark));
    }
    let message = message.component(neighbours(view.day, view.mark));
    if view.categories.is_empty() {
        return message;
    }
    message.component(categories(view.day, &view.categories, view.mark))
}

/// One quiet line of names, as many as there is room for.
fn also(names: &[(String, Option<String>)]) -> String {
    let mut line = format!("-# **{}:**", text::ALSO_TODAY);
    for (place, (name, article)) in names.iter().enumerate() {
        let name = shorten(&name.split_whitespace().collect::<Vec<_>>().join(" "), ALSO / 2);
        let shown = article.as_ref().map_or_else(|| escape(&name), |url| inline_link(&name, url));
        let gap = if place == 0 { " " } else { " · " };
        if weight(&line) + weight(&shown) + weight(gap) + 2 > ALSO {
            return format!("{line}{gap}…");
        }
        line = format!("{line}{gap}{shown}");
    }
    line
}

/// The edition as words and little else: what is left when the full one is refused.
/// Its buttons stay, because one of them carries the mark.
pub(in crate::discord) fn plain_edition(view: &EditionView) -> Result<Body, Unsendable> {
    body(view, plain(view))
}

fn plain(view: &EditionView) -> Vec<Component> {
    let cards = view.lead.iter().chain(&view.others).map(|event| card_text(event, Title::Bold, OTHER));
    let leap_day = view.leap_day.iter();
    let leap_day = leap_day.flat_map(|event| [leap_day_heading(), card_text(event, Title::Bold, LEAP_DAY)]);
    let words = [heading(view)].into_iter().chain(cards).chain(leap_day);
    // A paragraph each: Discord takes less in a single text than in a message.
    let words = words.map(|text| Component::from(paragraph(text)));
    words.chain([neighbours(view.day, view.mark).into()]).collect()
}

/// The edition's titles and nothing else: the last thing to try.
pub(in crate::discord) fn bare_edition(view: &EditionView) -> Result<Body, Unsendable> {
    body(view, bare(view))
}

fn bare(view: &EditionView) -> Vec<Component> {
    let titles = view.lead.iter().chain(&view.others).map(|event| escape(&event.title));
    let words: Vec<_> = [escape(&view.heading)].into_iter().chain(titles).collect();
    let words = paragraph(shorten(&words.join("\n"), 1500));
    vec![Component::from(words), neighbours(view.day, view.mark).into()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Mark;
    use crate::discord::day_in::DayIn;
    use crate::discord::view::{Card, Dress};
    use crate::edition::Taste;
    use crate::event::{Category, Image, Language, MonthDay};
    use crate::store::DeliveryId;
    use crate::subscription::RoleId;

    /// An edition with as much of everything as can be.
    fn heaviest() -> EditionView {
        let card = |place: usize| Card {
            event: format!("{place}{}", "x".repeat(59)).parse().unwrap(),
            title: "Title ".repeat(20),
            about: vec!["1926".into(), "98 years, 10 months, 19 days ago".into()],
            text: "A long word after another. ".repeat(100),
            picture: Some(Image {
                url: format!("https://example.org/{}.jpg", "x".repeat(2000)),
                width: 1,
                height: 1,
                alt: "What it shows. ".repeat(200),
            }),
            article: Some(format!("https://example.org/{}", "x".repeat(300))),
        };
        EditionView {
            day: DayIn { day: MonthDay::new(2, 28).unwrap(), language: Language::Uk },
            heading: "On this day: Wednesday, 28 February 2029".into(),
            lead: Some(card(0)),
            others: (1..Taste::MOST_EVENTS).map(card).collect(),
            also: vec![("Observance".repeat(5), Some(format!("https://example.org/{}", "x".repeat(60)))); 20],
            leaf: None,
            leap_day: Some(card(Taste::MOST_EVENTS)),
            categories: Category::ALL.to_vec(),
            nothing: None,
            small_print: vec!["Small print, ".repeat(8)],
            mark: Some(Mark::new(DeliveryId(i64::MAX), i64::MAX)),
            dress: Dress {
                heading: Some("Good morning. ".repeat(30)),
                accent: Some(0x00FF_FFFF),
                ping: Some(RoleId(u64::MAX)),
                silent: true,
            },
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
