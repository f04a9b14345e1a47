//! What buttons and menus do.

use std::str::FromStr;

use chrono::NaiveDate;
use poise::serenity_prelude as serenity;
use serenity::{ChannelType, ComponentInteraction, ComponentInteractionDataKind, MessageFlags, Permissions};

use super::answer::{AnswerError, Asked, Way};
use super::commands::Data;
use super::custom_id::{Action, CustomId};
use super::day_in::{DayIn, Turn};
use super::lookup::lookup;
use super::pending::Pending;
use super::render::{self, Body};
use super::topic::Topic;
use super::view::Subject;
use super::{moderate, text};
use crate::edition::Selection;
use crate::event::{Century, Event, Kind, Language, MonthDay};
use crate::library::Wish;
use crate::search::Filters;

/// Does what the pressed button says, for the one who pressed it.
pub(super) async fn press(
    asked: Asked<'_>,
    pressed: &ComponentInteraction,
    data: &Data,
) -> Result<(), AnswerError> {
    let button: CustomId = pressed.data.custom_id.parse().map_err(|_| UNKNOWN_BUTTON)?;
    if let Action::Daily(control) = button.action {
        return moderate::press(asked, pressed, data, control).await;
    }
    let way = match &button.action {
        Action::Share(_) => Way::Openly,
        action if action.looks_around() && is_their_own(pressed) => Way::InPlace,
        _ => Way::Quietly,
    };
    let mut pending = Pending::new(asked, way);
    let body = answer(button.action, pressed, data, &mut pending).await?;
    pending.give(body).await
}

const UNKNOWN_BUTTON: AnswerError = AnswerError::DeadEnd(text::UNKNOWN_BUTTON, Language::En);

/// Whether the message is one that the reader alone sees: then looking around may change it, and does not pile up.
fn is_their_own(pressed: &ComponentInteraction) -> bool {
    pressed.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

async fn answer(
    action: Action,
    pressed: &ComponentInteraction,
    data: &Data,
    pending: &mut Pending<'_>,
) -> Result<Body, AnswerError> {
    let (today, _) = data.today(pressed.guild_id).await?;
    let page = |event: &Event| -> Result<Body, AnswerError> {
        let view = data.page(event, today);
        let view = if may_share(pressed) { view.shareable() } else { view };
        Ok(render::page(&view)?)
    };
    let (day, selection, leaf) = match action {
        Action::Read(event) => return page(&pending.entry(data, &event).await?),
        Action::Random => return page(&*data.draw(Wish::default(), today)?),
        Action::Topic(topic) => return topics(data, topic, today),
        Action::Subject(_) => return topics(data, of_subject(pressed)?, today),
        Action::TopicCategory(topic) => return topics(data, of_category(topic, pressed)?, today),
        Action::TopicCentury(topic) => return topics(data, of_century(topic, pressed)?, today),
        Action::Daily(_) => return Err(UNKNOWN_BUTTON),
        Action::Share(_) if !may_share(pressed) => return Err(refusal(text::MAY_NOT_SHARE)),
        Action::Share(event) => {
            let view = data.page(&pending.entry(data, &event).await?, today);
            return Ok(render::page(&view.shared_by(pressed.user.id.get()))?);
        }
        Action::Today(language) => (DayIn { day: MonthDay::of(today), language }, Selection::Edition, 0),
        Action::Day(day) => (day, Selection::Edition, 0),
        Action::Turn(Turn { of, selection, page }) => (of, selection, page),
        Action::Births(day) => (day, Selection::Kind(Kind::Birth), 0),
        Action::Deaths(day) => (day, Selection::Kind(Kind::Death), 0),
        Action::Category(day) => (day, chosen(pressed)?, 0),
    };
    let pages = pending.pages(data, day).await?;
    Ok(render::edition(&lookup(&pages, selection, leaf, today))?)
}

fn refusal(words: &str) -> AnswerError {
    AnswerError::Refusal(words.to_owned())
}

/// A page of what was found for a topic.
fn topics(data: &Data, topic: Topic, today: NaiveDate) -> Result<Body, AnswerError> {
    Ok(render::topic(&data.topic(topic, today))?)
}

/// The person or the tag that was chosen on an event's page, as a topic: all its words, side by side.
fn of_subject(pressed: &ComponentInteraction) -> Result<Topic, AnswerError> {
    let subject: Subject = picked(pressed)?.ok_or(UNKNOWN_BUTTON)?;
    Ok(Topic::new(&format!("\"{}\"", subject.name().replace('"', " "))))
}

/// The topic narrowed down to the category that was chosen, or to none.
fn of_category(topic: Topic, pressed: &ComponentInteraction) -> Result<Topic, AnswerError> {
    let category = picked(pressed)?;
    let filters = Filters { category, ..topic.filters };
    Ok(topic.filtered(filters))
}

/// The topic narrowed down to the century that was chosen, or to none.
fn of_century(topic: Topic, pressed: &ComponentInteraction) -> Result<Topic, AnswerError> {
    let century: Option<Century> = picked(pressed)?;
    let filters =
        Filters { from: century.map(Century::first), to: century.map(Century::last), ..topic.filters };
    Ok(topic.filtered(filters))
}

/// What was chosen from the menu of categories.
fn chosen(pressed: &ComponentInteraction) -> Result<Selection, AnswerError> {
    Ok(picked(pressed)?.map_or(Selection::Edition, Selection::Category))
}

/// What was chosen from a menu; nothing where that was everything.
fn picked<T: FromStr>(pressed: &ComponentInteraction) -> Result<Option<T>, AnswerError> {
    let ComponentInteractionDataKind::StringSelect { values } = &pressed.data.kind else {
        return Err(UNKNOWN_BUTTON);
    };
    match values.first().map(String::as_str) {
        Some(render::EVERYTHING) => Ok(None),
        Some(name) => name.parse().map(Some).map_err(|_| UNKNOWN_BUTTON),
        None => Err(UNKNOWN_BUTTON),
    }
}

/// Whether the one who pressed may send messages in the channel themselves. Direct messages have nobody to share with.
fn may_share(pressed: &ComponentInteraction) -> bool {
    let Some(has) = pressed.member.as_ref().and_then(|member| member.permissions) else { return false };
    let kind = pressed.channel.as_ref().map(|channel| channel.kind);
    let is_thread = matches!(
        kind,
        Some(ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    );
    let needed = if is_thread { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
    has.intersects(needed | Permissions::ADMINISTRATOR)
}
