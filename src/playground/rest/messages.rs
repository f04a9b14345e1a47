//! The messages of a channel.

use serde_json::Value;

use super::channels::visible;
use super::{Call, Reply};
use crate::playground::checks::message as check;
use crate::playground::ids::{ChannelId, MessageId};
use crate::playground::message::{CROSSPOSTED, Message};
use crate::playground::permissions::{
    ATTACH_FILES, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
};
use crate::playground::posting::{Draft, nonce_of};
use crate::playground::refusal::{
    ALREADY_CROSSPOSTED, FORUM_NEEDS_A_POST, MISSING_ACCESS, MISSING_PERMISSIONS, NOT_YOUR_MESSAGE, Refusal,
    THREAD_ARCHIVED, UNKNOWN_MESSAGE, WRONG_CHANNEL_KIND, invalid,
};
use crate::playground::state::State;
use crate::playground::world::{Channel, ChannelKind};

/// How many messages a list has if nobody says, and at most.
const LISTED: (usize, usize) = (50, 100);

pub(super) fn create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: ChannelId = call.id(0)?;
    may_write(state, visible(state, id)?, !call.files.is_empty())?;
    check::new(&call.body, &call.files)?;
    check::nonce(&call.body)?;
    if let Some(first) = said_before(state, id, &call.body) {
        return Reply::ok(first.raw);
    }
    let draft = Draft {
        channel: id,
        author: state.world.bot,
        body: &call.body,
        files: &call.files,
        kind: 0,
        flags: 0,
        visible_to: None,
        extra: Value::Null,
    };
    Reply::ok(state.write(&draft).raw)
}

fn said_before(state: &mut State, channel: ChannelId, body: &Value) -> Option<Message> {
    let nonce = nonce_of(body)?;
    let (now, bot) = (state.clock.now(), state.world.bot);
    let first = state.nonces.find(now, channel, bot, &nonce)?;
    state.message(channel, first).cloned()
}

/// Whether the bot may write here.
pub(super) fn may_write(state: &State, channel: &Channel, with_files: bool) -> Result<(), Refusal> {
    let bits = state.world.permissions_in(channel, state.world.bot);
    let mut needed = if channel.thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    if with_files {
        needed |= ATTACH_FILES;
    }
    if bits & needed != needed {
        return Err(MISSING_PERMISSIONS);
    }
    match channel.kind {
        ChannelKind::Forum => Err(FORUM_NEEDS_A_POST),
        ChannelKind::Category => Err(WRONG_CHANNEL_KIND),
        _ if channel.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) => {
            Err(THREAD_ARCHIVED)
        }
        _ if channel.thread.as_ref().is_some_and(|thread| thread.archived) => Err(THREAD_ARCHIVED),
        _ => Ok(()),
    }
}

pub(super) fn list_all(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let channel = readable(state, call.id(0)?)?;
    let limit = call.asked("limit").unwrap_or(LISTED.0);
    if limit == 0 || limit > LISTED.1 {
        let message = "int value should be between 1 and 100.";
        return Err(invalid("limit", "NUMBER_TYPE_MAX", message));
    }
    let public: Vec<_> = channel.messages.iter().filter(|message| message.visible_to.is_none()).collect();
    let chosen = choose(&public, call, limit);
    Reply::ok(chosen.iter().rev().map(|message| message.raw.clone()).collect())
}

/// The part of a channel that is asked for, oldest first.
fn choose<'a>(all: &[&'a Message], call: &Call, limit: usize) -> Vec<&'a Message> {
    let place = |id: MessageId| all.partition_point(|message| message.id < id);
    if let Some(after) = call.asked::<MessageId>("after") {
        let from = all.partition_point(|message| message.id <= after);
        return all[from..].iter().take(limit).copied().collect();
    }
    let until = match (call.asked("around"), call.asked("before")) {
        (Some(around), _) => (place(around) + limit.div_ceil(2)).min(all.len()),
        (None, Some(before)) => place(before),
        (None, None) => all.len(),
    };
    all[until.saturating_sub(limit)..until].to_vec()
}

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    readable(state, call.id(0)?)?;
    Reply::ok(public(state, call)?.raw.clone())
}

pub(super) fn edit(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (channel, id) = (call.id(0)?, call.id(1)?);
    visible(state, channel)?;
    let before = public(state, call)?;
    if before.author != state.world.bot {
        return Err(NOT_YOUR_MESSAGE);
    }
    check::edited(&call.body, before, &call.files)?;
    let message = state.rewrite(channel, id, &call.body, &call.files, None);
    Reply::ok(message.ok_or(UNKNOWN_MESSAGE)?.raw)
}

pub(super) fn delete(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (channel, id) = (call.id(0)?, call.id(1)?);
    let bits = state.world.permissions_in(visible(state, channel)?, state.world.bot);
    let is_own = public(state, call)?.author == state.world.bot;
    if !is_own && bits & MANAGE_MESSAGES == 0 {
        return Err(MISSING_PERMISSIONS);
    }
    state.erase(channel, id).ok_or(UNKNOWN_MESSAGE)?;
    Reply::nothing()
}

pub(super) fn crosspost(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (channel, id) = (call.id(0)?, call.id(1)?);
    let place = visible(state, channel)?;
    if place.kind != ChannelKind::Announcement {
        return Err(WRONG_CHANNEL_KIND);
    }
    let bits = state.world.permissions_in(place, state.world.bot);
    let message = public(state, call)?;
    let is_own = message.author == state.world.bot;
    if bits & SEND_MESSAGES == 0 || (!is_own && bits & MANAGE_MESSAGES == 0) {
        return Err(MISSING_PERMISSIONS);
    }
    if message.flags() & CROSSPOSTED != 0 {
        return Err(ALREADY_CROSSPOSTED);
    }
    let message = state.message_mut(channel, id).ok_or(UNKNOWN_MESSAGE)?;
    message.set_flags(message.flags() | CROSSPOSTED);
    let message = message.clone();
    state.announce("MESSAGE_UPDATE", &message);
    Reply::ok(message.raw)
}

/// A channel whose past the bot may read.
fn readable(state: &State, id: ChannelId) -> Result<&Channel, Refusal> {
    let channel = visible(state, id)?;
    let bits = state.world.permissions_in(channel, state.world.bot);
    if !channel.holds_messages() {
        return Err(WRONG_CHANNEL_KIND);
    }
    if bits & READ_MESSAGE_HISTORY == 0 { Err(MISSING_ACCESS) } else { Ok(channel) }
}

/// A message that everybody can see.
fn public<'a>(state: &'a State, call: &Call) -> Result<&'a Message, Refusal> {
    let message = state.message(call.id(0)?, call.id(1)?);
    message.filter(|message| message.visible_to.is_none()).ok_or(UNKNOWN_MESSAGE)
}
