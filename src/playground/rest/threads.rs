//! Threads: started from a message, in a channel, or as a forum's post.

use serde_json::{Value, json};

use super::channels::visible;
use super::messages::may_write;
use super::{Call, Reply};
use crate::playground::checks::message as check;
use crate::playground::ids::{ChannelId, MessageId, timestamp};
use crate::playground::message::{HAS_THREAD, list};
use crate::playground::permissions::{CREATE_PUBLIC_THREADS, SEND_MESSAGES};
use crate::playground::posting::Draft;
use crate::playground::refusal::{
    Form, MISSING_PERMISSIONS, Refusal, THREAD_ARCHIVED, THREAD_EXISTS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE,
    WRONG_CHANNEL_KIND, plain,
};
use crate::playground::state::State;
use crate::playground::world::{Channel, ChannelKind, Thread};

/// The most tags of a post.
const TAGS: usize = 5;

pub(super) fn from_message(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (parent, message): (ChannelId, MessageId) = (call.id(0)?, call.id(1)?);
    let place = visible(state, parent)?;
    let kind = place.kind.of_threads().filter(|_| place.kind != ChannelKind::Forum);
    let kind = kind.ok_or(WRONG_CHANNEL_KIND)?;
    may_start(state, place, CREATE_PUBLIC_THREADS)?;
    checked_name(call)?;
    let id = ChannelId(message.0);
    let found = state.message(parent, message).ok_or(UNKNOWN_MESSAGE)?;
    if found.flags() & HAS_THREAD != 0 || state.world.channels.contains_key(&id) {
        return Err(THREAD_EXISTS);
    }
    if let Some(message) = state.message_mut(parent, message) {
        message.set_flags(message.flags() | HAS_THREAD);
    }
    let object = state.start_thread(id, parent, kind, call);
    Reply::created(object.ok_or(UNKNOWN_CHANNEL)?)
}

pub(super) fn create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let parent: ChannelId = call.id(0)?;
    let place = visible(state, parent)?;
    let kind = place.kind.of_threads().ok_or(WRONG_CHANNEL_KIND)?;
    if place.kind == ChannelKind::Forum {
        return post(state, parent, call);
    }
    may_start(state, place, CREATE_PUBLIC_THREADS)?;
    checked_name(call)?;
    // A thread that does not say what it is would be a private one.
    let is_private = !matches!(call.body["type"].as_u64(), Some(10 | 11));
    if is_private && place.kind == ChannelKind::Text {
        return Err(MISSING_PERMISSIONS);
    }
    let id = ChannelId(state.mint());
    Reply::created(state.start_thread(id, parent, kind, call).ok_or(UNKNOWN_CHANNEL)?)
}

/// The bot joins a thread; it hears of it anyway.
pub(super) fn join(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let thread = visible(state, call.id(0)?)?.thread.as_ref().ok_or(WRONG_CHANNEL_KIND)?;
    if thread.archived { Err(THREAD_ARCHIVED) } else { Reply::nothing() }
}

/// A forum's post: a thread and its first message, which have one id.
fn post(state: &mut State, parent: ChannelId, call: &Call) -> Result<Reply, Refusal> {
    let forum = visible(state, parent)?;
    may_start(state, forum, SEND_MESSAGES)?;
    checked_name(call)?;
    check_tags(forum, &call.body)?;
    let Some(first) = call.body.get("message").filter(|message| message.is_object()) else {
        let mut wrong = Form::default();
        wrong.required("message");
        wrong.finish()?;
        return Err(UNKNOWN_MESSAGE);
    };
    check::new(first, &call.files).map_err(|refusal| refusal.below("message"))?;
    let id = ChannelId(state.mint());
    state.start_thread(id, parent, ChannelKind::PublicThread, call);
    let draft = Draft {
        channel: id,
        author: state.world.bot,
        body: first,
        files: &call.files,
        kind: 0,
        flags: 0,
        visible_to: None,
        extra: json!({ "position": 0 }),
    };
    let message = state.write_as(MessageId(id.0), &draft);
    let thread = state.world.channels.get(&id).ok_or(UNKNOWN_CHANNEL)?;
    let mut object = state.world.channel_object(thread);
    object["message"] = message.raw;
    Reply::created(object)
}

fn check_tags(forum: &Channel, body: &Value) -> Result<(), Refusal> {
    let tags = list(body, "applied_tags");
    let mut wrong = Form::default();
    if tags.len() > TAGS {
        wrong.wrong("applied_tags", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 5 in length.");
    }
    for (place, tag) in tags.iter().enumerate() {
        let known =
            forum.tags.iter().any(|known| tag.as_str().and_then(|tag| tag.parse().ok()) == Some(known.id));
        if !known {
            wrong.wrong(&format!("applied_tags.{place}"), "UNKNOWN_TAG", "Unknown tag");
        }
    }
    wrong.finish()?;
    if forum.requires_tag && tags.is_empty() {
        return Err(plain(400, 40067, "A tag is required to create a forum post in this channel"));
    }
    Ok(())
}

fn may_start(state: &State, channel: &Channel, needed: u64) -> Result<(), Refusal> {
    if channel.kind == ChannelKind::Forum {
        let bits = state.world.permissions_in(channel, state.world.bot);
        return if bits & needed == needed { Ok(()) } else { Err(MISSING_PERMISSIONS) };
    }
    may_write(state, channel, false)?;
    let bits = state.world.permissions_in(channel, state.world.bot);
    if bits & needed == needed { Ok(()) } else { Err(MISSING_PERMISSIONS) }
}

fn checked_name(call: &Call) -> Result<(), Refusal> {
    let mut form = Form::default();
    match call.body["name"].as_str() {
        Some(name) => form.length("name", name, 1, 100),
        None => form.required("name"),
    }
    form.finish()
}

impl State {
    fn start_thread(
        &mut self,
        id: ChannelId,
        parent: ChannelId,
        kind: ChannelKind,
        call: &Call,
    ) -> Option<Value> {
        let mut thread = Thread::started_by(self.world.bot, timestamp(self.clock.now()));
        if let Some(minutes) = call.body["auto_archive_duration"].as_u64() {
            thread.auto_archive_minutes = minutes;
        }
        let tags = list(&call.body, "applied_tags").iter().filter_map(Value::as_str);
        thread.applied_tags = tags.map(str::to_owned).collect();
        self.open_thread(id, parent, kind, thread, call.body["name"].as_str().unwrap_or_default())
    }
}
