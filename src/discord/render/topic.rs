//! What was found for a topic as a message.

use twilight_model::channel::message::component::{ActionRow, SelectMenuType};
use twilight_util::builder::message::{
    ActionRowBuilder, ContainerBuilder, SelectMenuBuilder, SelectMenuOptionBuilder,
};

use super::parts::{EVERYTHING, Title, button, card, container, line, paragraph};
use super::{Body, Unsendable};
use crate::discord::custom_id::{Action, CustomId};
use crate::discord::markdown::{escape, shorten};
use crate::discord::text;
use crate::discord::view::TopicView;

/// The weight that the heading may have.
const HEADING: usize = 120;

/// The weight that a hit may have.
const HIT: usize = 480;

/// Discord's limit for the label of a button.
const LONGEST_LABEL: usize = 80;

/// Centuries in the menu: those with the most hits.
const MOST_CENTURIES: usize = 24;

/// The hits, each with a button that opens its page; ways to the other pages, and to narrow them down.
pub(in crate::discord) fn topic(view: &TopicView) -> Result<Body, Unsendable> {
    let about = view.about.iter().map(|word| escape(word)).collect::<Vec<_>>().join(" · ");
    let heading = format!("## {}\n-# {about}", shorten(&escape(&view.heading), HEADING));
    let mut message = container(None).component(paragraph(heading));
    if let Some(nothing) = &view.nothing {
        message = message.component(paragraph(nothing));
    }
    for hit in &view.cards {
        message = message.component(card(hit, Title::Bold, None, HIT));
    }
    message = meant(message, view);
    let small_print = escape(&view.small_print.join(" · "));
    message = message.component(line()).component(paragraph(format!("-# {}", shorten(&small_print, 300))));
    let menus = [leaves(view), categories(view), centuries(view)].into_iter().flatten();
    Body::new(vec![menus.fold(message, ContainerBuilder::component).build().into()])
}

/// Topics that may have been meant, as buttons.
fn meant(message: ContainerBuilder, view: &TopicView) -> ContainerBuilder {
    if view.meant.is_empty() {
        return message;
    }
    let label = |words: &str| shorten(words, LONGEST_LABEL);
    let buttons = view
        .meant
        .iter()
        .take(5)
        .map(|topic| button(Action::Topic(topic.clone()), None, label(topic.words())));
    let row = buttons.fold(ActionRowBuilder::new(), ActionRowBuilder::component).build();
    message.component(paragraph(format!("### {}", text::DID_YOU_MEAN))).component(row)
}

/// Buttons to the pages before and after.
fn leaves(view: &TopicView) -> Option<ActionRow> {
    let turn = |page: usize, label| button(Action::Topic(view.topic.at(page)), None, label);
    let page = view.topic.page;
    let before = page.checked_sub(1).filter(|page| *page < view.pages);
    let before = before.map(|page| turn(page, text::page_before(page)));
    let after = Some(page + 1).filter(|page| *page < view.pages);
    let after = after.map(|page| turn(page, text::page_after(page)));
    let buttons: Vec<_> = [before, after].into_iter().flatten().collect();
    (!buttons.is_empty())
        .then(|| buttons.into_iter().fold(ActionRowBuilder::new(), ActionRowBuilder::component).build())
}

/// A menu of the categories that the hits are of, or would be without this filter.
fn categories(view: &TopicView) -> Option<ActionRow> {
    let options: Vec<_> =
        view.categories.iter().map(|(name, count)| (name.name().to_owned(), *count)).collect();
    let chosen = view.topic.filters.category.map(|category| category.name().to_owned());
    let action = Action::TopicCategory(view.topic.clone());
    menu(action, text::BY_TOPIC_CATEGORY, text::ALL_CATEGORIES, &options, chosen.as_deref())
}

/// A menu of the centuries that the hits are of, or would be without this filter.
fn centuries(view: &TopicView) -> Option<ActionRow> {
    let mut centuries: Vec<_> = view.centuries.iter().take(MOST_CENTURIES).collect();
    centuries.sort_by_key(|(century, _)| std::cmp::Reverse(*century));
    let options: Vec<_> = centuries.into_iter().map(|(name, count)| (name.to_string(), *count)).collect();
    let filters = view.topic.filters;
    let is_chosen = |name: &&(String, usize)| {
        name.0
            .parse::<crate::event::Century>()
            .is_ok_and(|century| (Some(century.first()), Some(century.last())) == (filters.from, filters.to))
    };
    let chosen = options.iter().find(is_chosen).map(|(name, _)| name.clone());
    let action = Action::TopicCentury(view.topic.clone());
    menu(action, text::BY_TOPIC_CENTURY, text::ALL_TIMES, &options, chosen.as_deref())
}

/// A menu with the number of hits behind each name, and of the way back; nothing if there is nothing to choose.
fn menu(
    action: Action,
    placeholder: &str,
    everything: &str,
    options: &[(String, usize)],
    chosen: Option<&str>,
) -> Option<ActionRow> {
    if options.len() < 2 && chosen.is_none() {
        return None;
    }
    let id = CustomId { action, mark: None };
    let menu = SelectMenuBuilder::new(id.to_string(), SelectMenuType::Text)
        .placeholder(placeholder)
        .option(SelectMenuOptionBuilder::new(everything, EVERYTHING).build());
    let option = |(name, count): &(String, usize)| {
        let label = text::with_count(name, *count);
        SelectMenuOptionBuilder::new(label, name).default(chosen == Some(name.as_str())).build()
    };
    let menu = options.iter().fold(menu, |menu, one| menu.option(option(one)));
    Some(ActionRowBuilder::new().component(menu.build()).build())
}
