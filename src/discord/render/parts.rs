//! The pieces that messages are put together from.

use twilight_model::channel::message::component::{
    ActionRow, ButtonStyle, Component, Container, Section, Separator, SeparatorSpacingSize, TextDisplay,
};
use twilight_util::builder::message::{
    ActionRowBuilder, ButtonBuilder, ContainerBuilder, SectionBuilder, SeparatorBuilder, TextDisplayBuilder,
};

use super::{Body, Unsendable};
use crate::delivery::Mark;
use crate::discord::custom_id::{Action, CustomId};
use crate::discord::markdown::{escape, shorten, weight};
use crate::discord::text;
use crate::discord::view::Card;
use crate::event::MonthDay;

/// The colour of the bar beside every message: old paper.
const ACCENT: u32 = 0x00B0_8D57;

pub(super) fn container() -> ContainerBuilder {
    ContainerBuilder::new().accent_color(Some(ACCENT))
}

pub(super) fn paragraph(text: impl Into<String>) -> TextDisplay {
    TextDisplayBuilder::new(text).build()
}

pub(super) fn line() -> Separator {
    SeparatorBuilder::new().divider(true).spacing(SeparatorSpacingSize::Small).build()
}

/// How large a card's title is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Title {
    /// A heading.
    Large,
    /// A bold line.
    Bold,
}

impl Title {
    fn of(self, title: &str) -> String {
        match self {
            Self::Large => format!("### {}", escape(title)),
            Self::Bold => format!("**{}**", escape(title)),
        }
    }
}

/// A card with its button; `most` bounds the weight of its text.
pub(super) fn card(card: &Card, title: Title, mark: Option<Mark>, most: usize) -> Section {
    let id = CustomId { action: Action::Read(card.event.clone()), mark };
    let button =
        ButtonBuilder::new(ButtonStyle::Secondary).label(text::CONTINUE_READING).custom_id(id.to_string());
    SectionBuilder::new(button.build()).component(paragraph(card_text(card, title, most))).build()
}

/// Title, what there is to say about it, and the text.
pub(super) fn card_text(card: &Card, title: Title, most: usize) -> String {
    let about = card.about.iter().map(|word| escape(word)).collect::<Vec<_>>().join(" · ");
    let head = format!("{}\n-# {about}\n", title.of(&card.title));
    let left = most.saturating_sub(weight(&head));
    format!("{head}{}", shorten(&escape(&card.text), left))
}

/// Buttons to the days around `day`.
pub(super) fn neighbours(day: MonthDay, mark: Option<Mark>) -> ActionRow {
    let button = |to: MonthDay, label: String| {
        let id = CustomId { action: Action::Day(to), mark };
        ButtonBuilder::new(ButtonStyle::Secondary).label(label).custom_id(id.to_string()).build()
    };
    ActionRowBuilder::new()
        .component(button(day.previous(), format!("◀ {}", day.previous())))
        .component(button(day.next(), format!("{} ▶", day.next())))
        .build()
}

/// A short answer in words of our own, which may hold Markdown.
pub(in crate::discord) fn notice(words: &str) -> Result<Body, Unsendable> {
    Body::new(vec![container().component(paragraph(words)).build().into()])
}

/// The weight of all text in the components, the nested included.
pub(super) fn total_weight(components: &[Component]) -> usize {
    components.iter().map(weight_of).sum()
}

fn weight_of(component: &Component) -> usize {
    match component {
        Component::TextDisplay(text) => weight(&text.content),
        Component::Section(Section { components, .. })
        | Component::Container(Container { components, .. }) => total_weight(components),
        _ => 0,
    }
}
