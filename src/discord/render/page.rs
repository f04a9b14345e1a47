//! An event's full page as a message.

use twilight_util::builder::message::ContainerBuilder;

use super::parts::{Title, card, container, line, paragraph};
use super::{Body, Unsendable};
use crate::discord::markdown::{escape, link, shorten, weight};
use crate::discord::text;
use crate::discord::view::PageView;

/// Discord's 4,000 characters, less a margin for line breaks.
const MOST: usize = 3900;

/// A single text is kept below 2,000 characters.
const PART: usize = 1950;

/// The story keeps at least this much, whatever else the page has.
const STORY_AT_LEAST: usize = 600;

/// The weight that each card at the foot may have.
const CARD: usize = 260;

/// The page. The story and the cards at the foot get what room the rest leaves.
pub(in crate::discord) fn page(view: &PageView) -> Result<Body, Unsendable> {
    let (head, tail) = (head(view), tail(view));
    let room = MOST.saturating_sub(weight(&head) + weight(&tail)).max(STORY_AT_LEAST);
    let story = story(view, room.min(PART));
    let room = room.saturating_sub(weight(&story));
    let parts = [head, story, tail].into_iter().filter(|part| !part.is_empty());
    let message = parts.fold(container(), |message, part| message.component(paragraph(part)));
    let message = more(message, view, room);
    let message = message.component(line()).component(paragraph(format!("-# {}", view.small_print)));
    Body::new(vec![message.build().into()])
}

/// Title, date, how long ago, place, category, people, summary, key facts.
fn head(view: &PageView) -> String {
    let mut lines = vec![format!("## {}", escape(&view.title))];
    let ago = view.ago.as_ref().map(|ago| format!(" · {ago}")).unwrap_or_default();
    lines.push(format!("**{}**{ago}", view.date));
    let place =
        view.location.as_ref().map(|place| format!("**Where:** {}", link(place.name(), &place.map_url())));
    let category = view.category.as_ref().map(|name| format!("**Category:** {}", escape(name)));
    let people =
        (!view.people.is_empty()).then(|| format!("**People:** {}", escape(&view.people.join(", "))));
    lines.extend([place, category, people].into_iter().flatten());
    lines.push(format!("\n{}", shorten(&escape(&view.summary), 900)));
    if !view.key_facts.is_empty() {
        lines.push(format!("### {}", text::KEY_FACTS));
        lines.extend(view.key_facts.iter().map(|fact| format!("- {}", shorten(&escape(fact), 200))));
    }
    lines.join("\n")
}

fn story(view: &PageView, room: usize) -> String {
    if view.what_happened.is_empty() {
        return String::new();
    }
    let heading = format!("### {}\n", text::WHAT_HAPPENED);
    let room = room.saturating_sub(weight(&heading));
    let told = view.what_happened.iter().map(|paragraph| escape(paragraph)).collect::<Vec<_>>().join("\n\n");
    format!("{heading}{}", shorten(&told, room))
}

/// Why it matters, links, tags.
fn tail(view: &PageView) -> String {
    let mut lines = Vec::new();
    if !view.why_it_matters.is_empty() {
        lines.push(format!("### {}", text::WHY_IT_MATTERS));
        lines.push(shorten(&escape(&view.why_it_matters), 900));
    }
    if !view.links.is_empty() {
        lines.push(format!("### {}", text::LINKS));
        lines.extend(view.links.iter().take(4).map(|to| format!("- {}", link(&to.title, &to.url))));
    }
    if !view.tags.is_empty() {
        lines.push(format!("-# Tags: {}", escape(&view.tags.join(", "))));
    }
    lines.join("\n")
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
