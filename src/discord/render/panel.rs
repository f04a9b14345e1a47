//! The moderators' panel, and short messages with buttons.

use twilight_model::channel::ChannelType;
use twilight_model::channel::message::Component;
use twilight_model::channel::message::component::{
    ActionRow, ButtonStyle, SelectDefaultValue, SelectMenuType,
};
use twilight_model::id::Id;
use twilight_util::builder::message::{
    ActionRowBuilder, ButtonBuilder, ContainerBuilder, SelectMenuBuilder, SelectMenuOptionBuilder,
};

use super::edition::edition_below;
use super::parts::{container, paragraph};
use super::{Body, Unsendable};
use crate::discord::access::Tag;
use crate::discord::control::{Control, Deed};
use crate::discord::custom_id::CustomId;
use crate::discord::moderate::KINDS;
use crate::discord::view::EditionView;
use crate::discord::{markdown, text};
use crate::edition::Taste;
use crate::event::{Category, Language};
use crate::schedule::Rule;
use crate::subscription::{Place, Posting, State, Subscription};

/// Discord's limit for the options of a menu.
const MOST_OPTIONS: usize = 25;

/// A short answer with buttons below; the first deletes something if it says so.
pub(in crate::discord) fn asking(words: &str, buttons: &[(Control, &str)]) -> Result<Body, Unsendable> {
    Body::new(vec![question(words, buttons)])
}

/// The same, with the next post below.
pub(in crate::discord) fn with_preview(
    words: &str,
    buttons: &[(Control, &str)],
    next: &EditionView,
) -> Result<Body, Unsendable> {
    edition_below(&question(words, buttons), next)
}

fn question(words: &str, buttons: &[(Control, &str)]) -> Component {
    let mut message = container(None).component(paragraph(words));
    if !buttons.is_empty() {
        message = message.component(row(buttons));
    }
    message.build().into()
}

fn row(buttons: &[(Control, &str)]) -> ActionRow {
    let button = |(control, label): &(Control, &str)| {
        let style = match control.deed {
            Deed::Remove | Deed::Forget => ButtonStyle::Danger,
            Deed::Resume => ButtonStyle::Success,
            _ => ButtonStyle::Secondary,
        };
        ButtonBuilder::new(style).label(*label).custom_id(CustomId::of(*control).to_string()).build()
    };
    buttons.iter().map(button).fold(ActionRowBuilder::new(), ActionRowBuilder::component).build()
}

/// The panel of a daily post; `tags` are its forum's.
pub(in crate::discord) fn panel(
    subscription: &Subscription,
    tags: &[Tag],
    remark: Option<&str>,
) -> Result<Body, Unsendable> {
    let accent = subscription.posting.accent.map(crate::subscription::Colour::rgb);
    let message = container(accent).component(paragraph(text::panel(subscription, remark)));
    let menus = menus(subscription, tags).into_iter();
    let message = menus.fold(message, |message, menu| message.component(menu_row(menu)));
    Ok(Body::new(vec![buttons(message, subscription).build().into()])?.ephemeral())
}

fn buttons(message: ContainerBuilder, subscription: &Subscription) -> ContainerBuilder {
    let control = |deed| Control::new(deed, subscription.id.0, subscription.revision);
    let run = match subscription.state {
        State::Active => (control(Deed::Pause), text::PAUSE),
        State::Paused { .. } => (control(Deed::Resume), text::RESUME),
    };
    let all = [
        (control(Deed::When), text::WHEN),
        (control(Deed::Looks), text::LOOKS),
        (control(Deed::Preview), text::PREVIEW),
        run,
    ];
    message.component(row(&all))
}

fn menu_row(menu: SelectMenuBuilder) -> ActionRow {
    ActionRowBuilder::new().component(menu.build()).build()
}

fn menus(subscription: &Subscription, tags: &[Tag]) -> Vec<SelectMenuBuilder> {
    let taste = &subscription.taste;
    let menu = |deed, placeholder| strings(subscription, deed, placeholder);
    let mut menus = vec![];
    if let Rule::Times(times) = &subscription.schedule.rule {
        let days = times.weekdays();
        let options = crate::schedule::Weekdays::ALL.iter().map(|day| {
            (crate::schedule::weekday_name(day).to_owned(), (day as u8).to_string(), days.contains(day))
        });
        menus.push(filled(menu(Deed::Days, text::WEEKDAYS), options.collect(), 1, 7));
    }
    let events =
        (1..=Taste::MOST_EVENTS).map(|count| (text::events(count), count.to_string(), taste.events == count));
    menus.push(filled(menu(Deed::Events, text::EVENTS), events.collect(), 1, 1));
    let categories = Category::ALL.into_iter().map(|category| {
        (category.name().to_owned(), category.name().to_owned(), !taste.without.contains(&category))
    });
    menus.push(filled(
        menu(Deed::Categories, text::CATEGORIES),
        categories.collect(),
        1,
        Category::ALL.len(),
    ));
    let kinds =
        KINDS.map(|(kind, word, name)| (name.to_owned(), word.to_owned(), taste.kinds.contains(&kind)));
    menus.push(filled(menu(Deed::Kinds, text::KINDS), kinds.to_vec(), 1, KINDS.len()));
    let languages = Language::ALL.map(|language| {
        (language.name().to_owned(), language.code().to_owned(), taste.language == language.code())
    });
    menus.push(filled(menu(Deed::Language, text::LANGUAGE), languages.to_vec(), 1, 1));
    menus.push(switches(subscription));
    menus.push(roles(subscription));
    menus.push(channels(subscription));
    if subscription.posting.place == Place::Forum && !tags.is_empty() {
        menus.push(forum_tags(subscription, tags));
    }
    menus
}

fn strings(subscription: &Subscription, deed: Deed, placeholder: &str) -> SelectMenuBuilder {
    start(subscription, deed, placeholder, SelectMenuType::Text)
}

fn start(
    subscription: &Subscription,
    deed: Deed,
    placeholder: &str,
    kind: SelectMenuType,
) -> SelectMenuBuilder {
    let control = Control::new(deed, subscription.id.0, subscription.revision);
    SelectMenuBuilder::new(CustomId::of(control).to_string(), kind).placeholder(placeholder)
}

/// Label, value, and whether it is chosen.
type Options = Vec<(String, String, bool)>;

fn filled(menu: SelectMenuBuilder, options: Options, least: u8, most: usize) -> SelectMenuBuilder {
    let most = u8::try_from(most).unwrap_or(u8::MAX);
    options.into_iter().fold(menu.min_values(least).max_values(most), |menu, (label, value, is_chosen)| {
        menu.option(SelectMenuOptionBuilder::new(label, value).default(is_chosen).build())
    })
}

fn switches(subscription: &Subscription) -> SelectMenuBuilder {
    let (taste, posting) = (&subscription.taste, &subscription.posting);
    let is_on = |name: &str| match name {
        "gentle" => taste.gentle,
        "leap_day" => taste.leap_day,
        "silent" => posting.silent,
        "thread" => posting.thread,
        _ => posting.publish,
    };
    let menu = strings(subscription, Deed::Options, text::OPTIONS).min_values(0);
    let most = u8::try_from(text::SWITCHES.len()).unwrap_or(u8::MAX);
    text::SWITCHES.into_iter().fold(menu.max_values(most), |menu, (name, label, description)| {
        let option = SelectMenuOptionBuilder::new(label, name).description(description);
        menu.option(option.default(is_on(name)).build())
    })
}

fn roles(subscription: &Subscription) -> SelectMenuBuilder {
    let menu = start(subscription, Deed::Ping, text::PING, SelectMenuType::Role).min_values(0).max_values(1);
    let chosen = subscription.posting.ping.and_then(|role| Id::new_checked(role.0));
    menu.default_values(chosen.map(SelectDefaultValue::Role).into_iter().collect())
}

fn channels(subscription: &Subscription) -> SelectMenuBuilder {
    let kinds = vec![
        ChannelType::GuildText,
        ChannelType::GuildAnnouncement,
        ChannelType::AnnouncementThread,
        ChannelType::PublicThread,
        ChannelType::PrivateThread,
        ChannelType::GuildForum,
    ];
    let menu =
        start(subscription, Deed::Channel, text::CHANNEL, SelectMenuType::Channel).channel_types(kinds);
    let chosen = Id::new_checked(subscription.channel.0).map(SelectDefaultValue::Channel);
    menu.default_values(chosen.into_iter().collect())
}

fn forum_tags(subscription: &Subscription, tags: &[Tag]) -> SelectMenuBuilder {
    let most = tags.len().min(Posting::MOST_TAGS);
    let is_chosen = |tag: &Tag| subscription.posting.tags.contains(&tag.id);
    let name = |tag: &Tag| markdown::shorten(&tag.name, 90);
    let options = tags.iter().take(MOST_OPTIONS).map(|tag| (name(tag), tag.id.to_string(), is_chosen(tag)));
    filled(strings(subscription, Deed::Tags, text::TAGS), options.collect(), 0, most)
}
