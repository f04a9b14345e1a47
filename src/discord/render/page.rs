//! An event's full page as a message.

use twilight_util::builder::message::{ActionRowBuilder, ContainerBuilder};

use super::parts::{Title, button, card, container, line, paragraph, subjects};
use super::picture::beside;
use super::{Body, Unsendable};
use crate::discord::custom_id::Action;
use crate::discord::markdown::{escape, link, shorten, weight};
use crate::discord::text;
use crate::discord::view::PageView;

/// Discord's 4,000 characters, less a margin for line breaks and the small print.
const MOST: usize = 3800;

/// A single text is kept below 2,000 characters.
const PART: usize = 1950;

/// The story keeps at least this much, whatever else the page has.
const STORY_AT_LEAST: usize = 600;

/// The weight that each card at the foot may have.
const CARD: usize = 270;

/// Links that are shown.
const LINKS: usize = 4;

/// Stands for the lines of a list that did not fit.
const MISSING: &str = "\n- …";

/// The weights that the parts may have.
struct Budget {
    title: usize,
    people: usize,
    summary: usize,
    facts: usize,
    why: usize,
    links: usize,
    tags: usize,
}

/// What is given to a page at first.
const AMPLE: Budget =
    Budget { title: 250, people: 300, summary: 800, facts: 1200, why: 1000, links: 700, tags: 200 };

/// What is given when too little would be left for the story. All of it together leaves that.
const TIGHT: Budget =
    Budget { title: 200, people: 200, summary: 700, facts: 500, why: 600, links: 400, tags: 100 };

/// The page. The story and the cards at the foot get what room the rest leaves.
pub(in crate::discord) fn page(view: &PageView) -> Result<Body, Unsendable> {
    let parts = |budget| [head(view, budget), facts(view, budget), tail(view, budget)];
    let taken = |parts: &[String; 3]| parts.iter().map(|part| weight(part)).sum::<usize>();
    let mut rest = parts(&AMPLE);
    if taken(&rest) + STORY_AT_LEAST > MOST || rest.iter().any(|part| weight(part) > PART) {
        rest = parts(&TIGHT);
    }
    let room = MOST.saturating_sub(taken(&rest));
    let story = story(view, room.min(PART));
    let room = room.saturating_sub(weight(&story));
    let [head, facts, tail] = rest;
    let picture =
        view.picture.as_ref().and_then(|picture| beside(paragraph(head.clone()), picture, &view.title));
    let message = match picture {
        Some(section) => container(None).component(section),
        None => container(None).component(paragraph(head)),
    };
    let parts = [facts, story, tail].into_iter().filter(|part| !part.is_empty());
    let message = parts.fold(message, |message, part| message.component(paragraph(part)));
    let message = more(message, view, room);
    Body::new(vec![footed(message, view).build().into()])
}

/// Title, date, how long ago, place, category, people, summary.
fn head(view: &PageView, budget: &Budget) -> String {
    let mut lines = vec![format!("## {}", shorten(&escape(&view.title), budget.title))];
    let ago = view.ago.as_ref().map(|ago| format!(" · {ago}")).unwrap_or_default();
    lines.push(format!("**{}**{ago}", view.date));
    let place = view.location.as_ref().map(|place| linked(place.name(), &place.map_url()));
    let place = place.map(|place| format!("**Where:** {place}"));
    let category = view.category.as_ref().map(|name| format!("**Category:** {}", escape(name)));
    let people = (!view.people.is_empty())
        .then(|| format!("**People:** {}", shorten(&escape(&view.people.join(", ")), budget.people)));
    lines.extend([place, category, people].into_iter().flatten());
    lines.push(format!("\n{}", shorten(&escape(&view.summary), budget.summary)));
    lines.join("\n").trim_end().to_owned()
}

fn facts(view: &PageView, budget: &Budget) -> String {
    let facts = view.key_facts.iter().map(|fact| format!("- {}", shorten(&escape(fact), 200)));
    listed(text::KEY_FACTS, facts, budget.facts)
}

/// A heading and as many of the lines as weigh at most `most`, with an ellipsis if any are missing; nothing if there
/// are none.
fn listed(heading: &str, lines: impl Iterator<Item = String>, most: usize) -> String {
    let mut list = format!("### {heading}");
    let empty = list.len();
    for line in lines {
        if weight(&list) + weight(&line) + weight(MISSING) + 2 > most {
            list.push_str(MISSING);
            break;
        }
        list = format!("{list}\n{line}");
    }
    if list.len() == empty || list.len() == empty + MISSING.len() { String::new() } else { list }
}

/// A link, or the mere label where the address is not one to be shown.
fn linked(label: &str, url: &str) -> String {
    let label = shorten(label, 100);
    let linked = link(&label, url);
    if url.starts_with("https://") && weight(&linked) <= 350 { linked } else { escape(&label) }
}

fn story(view: &PageView, room: usize) -> String {
    if view.what_happened.is_empty() {
        return String::new();
    }
    let heading = format!("### {}\n", text::WHAT_HAPPENED);
    let room = room.saturating_sub(weight(&heading) + 1);
    let told = view.what_happened.iter().map(|paragraph| escape(paragraph)).collect::<Vec<_>>().join("\n\n");
    format!("{heading}{}", shorten(&told, room))
}

/// Why it matters, links, tags.
fn tail(view: &PageView, budget: &Budget) -> String {
    let mut parts = Vec::new();
    if !view.why_it_matters.is_empty() {
        parts.push(format!("### {}", text::WHY_IT_MATTERS));
        parts.push(shorten(&escape(&view.why_it_matters), budget.why));
    }
    let links = view.links.iter().take(LINKS).map(|to| format!("- {}", linked(&to.title, &to.url)));
    parts.push(listed(text::LINKS, links, budget.links));
    if !view.tags.is_empty() {
        parts.push(format!("-# Tags: {}", shorten(&escape(&view.tags.join(", ")), budget.tags)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// As many cards as there is room for.
fn more(message: ContainerBuilder, view: &PageView, room: usize) -> ContainerBuilder {
    let heading = format!("### {}", text::MORE);
    let fitting = room.saturating_sub(weight(&heading)) / CARD;
    if fitting == 0 || view.more.is_empty() {
        return message;
    }
    let message = message.component(line()).component(paragraph(heading));
    let cards = view.more.iter().take(fitting);
    cards.fold(message, |message, other| message.component(card(other, Title::Bold, None, CARD)))
}

/// The small print, in words of our own, and what the reader can do with the page.
fn footed(message: ContainerBuilder, view: &PageView) -> ContainerBuilder {
    let mut message =
        message.component(line()).component(paragraph(format!("-# {}", view.small_print.join(" · "))));
    if !view.subjects.is_empty() {
        message = message.component(subjects(&view.event, &view.subjects));
    }
    let day = button(Action::Day(view.day), None, text::see_day(view.day.day));
    let mut row = ActionRowBuilder::new().component(day);
    if view.is_shareable {
        row = row.component(button(Action::Share(view.event.clone()), None, text::SHARE));
    }
    message.component(row.build())
}
