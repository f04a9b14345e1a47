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
    Body::new(vec![footed(message, view).build().into()])
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
    let words: Vec<_> = [format!("## {}", escape(&view.heading))].into_iter().chain(cards).collect();
    let words = paragraph(shorten(&words.join("\n"), 3500));
    Body::new(vec![Component::from(words), neighbours(view.day, view.mark).into()])
}

/// The edition's titles and nothing else: the last thing to try.
pub(in crate::discord) fn bare_edition(view: &EditionView) -> Result<Body, Unsendable> {
    let titles = view.lead.iter().chain(&view.others).map(|event| escape(&event.title));
    let words: Vec<_> = [escape(&view.heading)].into_iter().chain(titles).collect();
    let words = paragraph(shorten(&words.join("\n"), 1500));
    Body::new(vec![Component::from(words), neighbours(view.day, view.mark).into()])
}
