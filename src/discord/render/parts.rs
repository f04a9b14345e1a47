//! The pieces that messages are put together from.

use twilight_model::channel::message::component::{
    ActionRow, Button, ButtonStyle, Component, Container, Section, SelectMenuType, Separator,
    SeparatorSpacingSize, TextDisplay,
};
use twilight_util::builder::message::{
    ActionRowBuilder, ButtonBuilder, ContainerBuilder, SectionBuilder, SelectMenuBuilder,
    SelectMenuOptionBuilder, SeparatorBuilder, TextDisplayBuilder,
};

use super::{Body, Unsendable};
use crate::delivery::Mark;
use crate::discord::custom_id::{Action, CustomId};
use crate::discord::day_in::{DayIn, Turn};
use crate::discord::markdown::{escape, link, shorten, weight};
use crate::discord::text;
use crate::discord::view::{Card, Leaf, Subject};
use crate::event::{Category, EventId, Language};

/// The colour of the bar beside every message: old paper.
const ACCENT: u32 = 0x00B0_8D57;

/// The weight that a card's title may have.
const TITLE: usize = 140;

/// The weight that the line below a card's title may have.
const ABOUT: usize = 110;

/// The value of the menu's way back from a category.
pub(in crate::discord) const EVERYTHING: &str = "everything";

/// What a message stands in; the bar is of that colour, or of Daybook's own.
pub(super) fn container(accent: Option<u32>) -> ContainerBuilder {
    ContainerBuilder::new().accent_color(Some(accent.unwrap_or(ACCENT)))
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
        let title = shorten(&escape(title), TITLE);
        match self {
            Self::Large => format!("### {title}"),
            Self::Bold => format!("**{title}**"),
        }
    }
}

pub(super) fn button(action: Action, mark: Option<Mark>, label: impl Into<String>) -> Button {
    let id = CustomId { action, mark };
    ButtonBuilder::new(ButtonStyle::Secondary).label(label).custom_id(id.to_string()).build()
}

/// The button that opens a card's page.
pub(super) fn reader(card: &Card, mark: Option<Mark>) -> Button {
    button(Action::Read(card.event.clone()), mark, text::CONTINUE_READING)
}

/// A card with its button; `most` bounds the weight of its text.
pub(super) fn card(card: &Card, title: Title, mark: Option<Mark>, most: usize) -> Section {
    SectionBuilder::new(reader(card, mark)).component(paragraph(card_text(card, title, most))).build()
}

/// Title, what there is to say about it, and the text.
pub(super) fn card_text(card: &Card, title: Title, most: usize) -> String {
    let about = card.about.iter().map(|word| escape(word)).collect::<Vec<_>>().join(" · ");
    let about = [
        shorten(&about, ABOUT),
        card.article.as_ref().map(|url| inline_link(text::ARTICLE, url)).unwrap_or_default(),
    ];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let about = if about.is_empty() { about } else { format!("\n-# {about}") };
    let head = format!("{}{about}\n", title.of(&card.title));
    let left = most.saturating_sub(weight(&head) + 1);
    format!("{head}{}", shorten(&escape(&card.text), left)).trim_end().to_owned()
}

/// The most that an address may weigh in a line of text.
const LINK: usize = 200;

/// A link, or the mere label where the address is not one to be shown.
pub(super) fn inline_link(label: &str, url: &str) -> String {
    let linked = link(label, url);
    if url.starts_with("https://") && weight(&linked) <= LINK { linked } else { escape(label) }
}

/// Buttons to the days around `day`, to its people, and to chance.
pub(super) fn neighbours(day: DayIn, mark: Option<Mark>) -> ActionRow {
    let (before, after) = (day.previous(), day.next());
    ActionRowBuilder::new()
        .component(button(Action::Day(before), mark, format!("◀ {}", before.day)))
        .component(button(Action::Births(day), mark, text::BIRTHS))
        .component(button(Action::Deaths(day), mark, text::DEATHS))
        .component(button(Action::Random, mark, text::RANDOM))
        .component(button(Action::Day(after), mark, format!("{} ▶", after.day)))
        .build()
}

/// Buttons to the pages before and after `leaf`.
pub(super) fn leaves(of: DayIn, leaf: Leaf, mark: Option<Mark>) -> ActionRow {
    let selection = leaf.selection;
    let turn = |page: usize, label| button(Action::Turn(Turn { of, selection, page }), mark, label);
    let before = leaf.page.checked_sub(1).map(|page| turn(page, text::page_before(page)));
    let after = Some(leaf.page + 1).filter(|page| *page < leaf.pages);
    let after = after.map(|page| turn(page, text::page_after(page)));
    let buttons = [before, after].into_iter().flatten();
    buttons.fold(ActionRowBuilder::new(), ActionRowBuilder::component).build()
}

/// A menu of the day's categories, and of the way back.
pub(super) fn categories(day: DayIn, categories: &[Category], mark: Option<Mark>) -> ActionRow {
    let id = CustomId { action: Action::Category(day), mark };
    let option = |name: &str, value: &str| SelectMenuOptionBuilder::new(name, value).build();
    let menu = SelectMenuBuilder::new(id.to_string(), SelectMenuType::Text)
        .placeholder(text::BY_CATEGORY)
        .option(option(text::EVERYTHING, EVERYTHING));
    let menu =
        categories.iter().fold(menu, |menu, category| menu.option(option(category.name(), category.name())));
    ActionRowBuilder::new().component(menu.build()).build()
}

/// Discord's limit for the label of an option.
const OPTION: usize = 100;

/// A menu of what a page can lead on to.
pub(super) fn subjects(event: &EventId, subjects: &[Subject]) -> ActionRow {
    let id = CustomId { action: Action::Subject(event.clone()), mark: None };
    let menu = SelectMenuBuilder::new(id.to_string(), SelectMenuType::Text).placeholder(text::BY_SUBJECT);
    let option = |subject: &Subject| {
        let what = if matches!(subject, Subject::Person(_)) { text::PERSON } else { text::TAG };
        SelectMenuOptionBuilder::new(shorten(subject.name(), OPTION), subject.to_string())
            .description(what)
            .build()
    };
    let menu = subjects.iter().fold(menu, |menu, subject| menu.option(option(subject)));
    ActionRowBuilder::new().component(menu.build()).build()
}

/// A short answer for somebody whose button leads nowhere, with one that leads to today in `language`.
pub(in crate::discord) fn dead_end(words: &str, language: Language) -> Result<Body, Unsendable> {
    let today = ActionRowBuilder::new().component(button(Action::Today(language), None, text::TODAY)).build();
    Body::new(vec![container(None).component(paragraph(words)).component(today).build().into()])
}

/// A short answer in words of our own, which may hold Markdown.
pub(in crate::discord) fn notice(words: &str) -> Result<Body, Unsendable> {
    Body::new(vec![container(None).component(paragraph(words)).build().into()])
}

/// How many components these are, the nested included.
pub(super) fn count(components: &[Component]) -> usize {
    let inside = |component: &Component| match component {
        Component::Container(Container { components, .. })
        | Component::ActionRow(ActionRow { components, .. }) => count(components),
        Component::Section(Section { components, .. }) => count(components) + 1,
        _ => 0,
    };
    components.iter().map(|component| 1 + inside(component)).sum()
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
