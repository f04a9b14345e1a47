//! Writing, changing and removing messages, with the events that follow. The
//! message's form was checked before; see [`super::checks`].

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::hub::{DIRECT_MESSAGES, GUILD_MESSAGES};
use super::ids::{ChannelId, MessageId, PersonId, timestamp};
use super::media;
use super::mentions::{Pings, pings};
use super::message::{IS_COMPONENTS_V2, Message, list};
use super::state::State;

/// "The past few minutes", in Discord's words.
const NONCE_MINUTES: i64 = 3;
/// The flags of a message that its author sets: no link previews, silent, voice, components.
const AUTHORS_FLAGS: u64 = (1 << 2) | (1 << 12) | (1 << 13) | IS_COMPONENTS_V2;

/// More nonces than this are swept.
const KEPT: usize = 50_000;

/// Which nonces were used in a channel, by whom, when, and for which message.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    used: HashMap<(ChannelId, PersonId, String), (DateTime<Utc>, MessageId)>,
}

impl Nonces {
    fn note(&mut self, now: DateTime<Utc>, message: &Message, nonce: &str) {
        if self.used.len() >= KEPT {
            self.used.retain(|_, (at, _)| is_recent(*at, now));
        }
        self.used.insert((message.channel, message.author, nonce.to_owned()), (now, message.id));
    }

    /// The message that was made with this nonce a short while ago.
    pub(crate) fn find(
        &self,
        now: DateTime<Utc>,
        channel: ChannelId,
        who: PersonId,
        nonce: &str,
    ) -> Option<MessageId> {
        let (at, message) = self.used.get(&(channel, who, nonce.to_owned()))?;
        is_recent(*at, now).then_some(*message)
    }
}

fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - at <= TimeDelta::minutes(NONCE_MINUTES)
}

/// A message to be written.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) channel: ChannelId,
    pub(crate) author: PersonId,
    /// What the author sent: content, components, embeds, flags and so on.
    pub(crate) body: &'a Value,
    /// Files that came with it: names and sizes.
    pub(crate) files: &'a [media::File],
    /// Discord's message type: 0, or 20 for a command's answer.
    pub(crate) kind: u64,
    /// Flags that Discord sets itself.
    pub(crate) flags: u64,
    pub(crate) visible_to: Option<PersonId>,
    /// Fields that only some messages have.
    pub(crate) extra: Value,
}

impl State {
    /// Writes a message and tells everybody who may hear of it.
    pub(crate) fn write(&mut self, draft: &Draft<'_>) -> Message {
        let id = MessageId(self.mint());
        self.write_as(id, draft)
    }

    /// Writes a message under an id that is given: a thread's first has its thread's.
    pub(crate) fn write_as(&mut self, id: MessageId, draft: &Draft<'_>) -> Message {
        let message = self.compose(id, draft);
        if let Some(channel) = self.world.channels.get_mut(&draft.channel) {
            channel.messages.push(message.clone());
        }
        if let Some(nonce) = nonce_of(draft.body) {
            self.nonces.note(self.clock.now(), &message, &nonce);
        }
        self.announce("MESSAGE_CREATE", &message);
        message
    }

    fn compose(&mut self, id: MessageId, draft: &Draft<'_>) -> Message {
        let now = timestamp(self.clock.now());
        let flags = draft.body["flags"].as_u64().unwrap_or(0) & AUTHORS_FLAGS | draft.flags;
        let mut raw = json!({
            "id": id, "type": draft.kind, "channel_id": draft.channel, "author": self.world.user(draft.author),
            "content": "", "timestamp": now, "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "components": [], "pinned": false, "flags": flags,
        });
        if let Value::Object(extra) = &draft.extra {
            for (key, value) in extra {
                raw[key.as_str()] = value.clone();
            }
        }
        if draft.body.get("nonce").is_some_and(|nonce| !nonce.is_null()) {
            raw["nonce"] = draft.body["nonce"].clone();
        }
        let visible_to = draft.visible_to;
        let mut message = Message { id, channel: draft.channel, author: draft.author, visible_to, raw };
        self.fill(&mut message, draft.body, draft.files);
        message
    }

    /// Puts what the author sent into a message; what was not sent stays.
    fn fill(&mut self, message: &mut Message, body: &Value, files: &[media::File]) {
        if let Some(kept) = body.get("attachments").and_then(Value::as_array) {
            media::keep(&mut message.raw, kept, files.is_empty());
        }
        for file in files {
            let id = self.mint();
            let attachment = media::attachment(id, &self.api, message.channel, file);
            let name = attachment["filename"].as_str().unwrap_or_default().to_owned();
            self.shelf.put(id, media::File { name, ..file.clone() });
            if let Some(attachments) = message.raw["attachments"].as_array_mut() {
                attachments.push(attachment);
            }
        }
        if let Some(content) = body.get("content") {
            message.raw["content"] = json!(content.as_str().unwrap_or_default());
        }
        if body.get("embeds").is_some() {
            message.raw["embeds"] = list(body, "embeds").iter().map(media::embed).collect();
        }
        if body.get("components").is_some() {
            let mut components = list(body, "components").to_vec();
            media::settle(&mut components, list(&message.raw, "attachments"));
            message.raw["components"] = Value::Array(components);
        }
        for kept in ["poll", "sticker_items"] {
            if let Some(value) = body.get(kept) {
                message.raw[kept] = value.clone();
            }
        }
        self.mention(message, body.get("allowed_mentions"));
    }

    fn mention(&self, message: &mut Message, allowed: Option<&Value>) {
        let Some(channel) = self.world.channels.get(&message.channel) else {
            return;
        };
        let bits = self.world.permissions_in(channel, message.author);
        let Pings { people, roles, everyone } =
            pings(&self.world, channel.guild, bits, &message.text(), allowed);
        message.raw["mentions"] = people.iter().map(|person| self.world.user(*person)).collect();
        message.raw["mention_roles"] = json!(roles);
        message.raw["mention_everyone"] = everyone.into();
    }

    /// Changes a message; `flags` are set as given if there are any.
    pub(crate) fn rewrite(
        &mut self,
        channel: ChannelId,
        id: MessageId,
        body: &Value,
        files: &[media::File],
        flags: Option<u64>,
    ) -> Option<Message> {
        let mut message = self.message(channel, id)?.clone();
        let was_thinking = message.is_loading();
        self.fill(&mut message, body, files);
        let wanted = body["flags"].as_u64().unwrap_or(0) & AUTHORS_FLAGS;
        message.set_flags(flags.unwrap_or(message.flags()) | wanted);
        if !was_thinking {
            message.raw["edited_timestamp"] = timestamp(self.clock.now()).into();
        }
        *self.message_mut(channel, id)? = message.clone();
        self.announce("MESSAGE_UPDATE", &message);
        Some(message)
    }

    /// Removes a message.
    pub(crate) fn erase(&mut self, channel: ChannelId, id: MessageId) -> Option<Message> {
        let place = self.world.channels.get_mut(&channel)?;
        let at = place.messages.iter().position(|message| message.id == id)?;
        let message = place.messages.remove(at);
        let guild = place.guild;
        if message.visible_to.is_none() {
            let event = json!({ "id": id, "channel_id": channel, "guild_id": guild });
            let intent = if guild.is_some() { GUILD_MESSAGES } else { DIRECT_MESSAGES };
            self.hub.publish(guild, intent, "MESSAGE_DELETE", &event, None);
        }
        Some(message)
    }

    /// A message, whoever may see it.
    pub(crate) fn message(&self, channel: ChannelId, id: MessageId) -> Option<&Message> {
        self.world.channels.get(&channel)?.messages.iter().rev().find(|message| message.id == id)
    }

    /// A message, to be changed.
    pub(crate) fn message_mut(&mut self, channel: ChannelId, id: MessageId) -> Option<&mut Message> {
        self.world.channels.get_mut(&channel)?.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// Tells the gateway of a message that everybody may see.
    pub(crate) fn announce(&mut self, event: &str, message: &Message) {
        if message.visible_to.is_some() {
            return;
        }
        let guild = self.world.channels.get(&message.channel).and_then(|channel| channel.guild);
        let mut data = message.raw.clone();
        let mut intent = DIRECT_MESSAGES;
        let mut thinned = None;
        if let Some(guild) = guild {
            intent = GUILD_MESSAGES;
            data["guild_id"] = json!(guild);
            data["member"] = json!(self.world.partial_member(guild, message.author));
            let to_bot = message.mentions().contains(&self.world.bot.to_string());
            thinned = (message.author != self.world.bot && !to_bot).then(|| without_text(&data));
        }
        self.hub.publish(guild, intent, event, &data, thinned.as_ref());
    }
}

/// The nonce of a message that is to be made once only.
pub(crate) fn nonce_of(body: &Value) -> Option<String> {
    let nonce = match &body["nonce"] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (body["enforce_nonce"] == true).then_some(nonce)
}

/// What a bot without the message content intent sees of other people's messages.
fn without_text(data: &Value) -> Value {
    let mut thinned = data.clone();
    thinned["content"] = "".into();
    for key in ["embeds", "attachments", "components"] {
        thinned[key] = json!([]);
    }
    thinned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_remembered_for_three_minutes_in_its_channel() {
        let mut nonces = Nonces::default();
        let now: DateTime<Utc> = "2026-04-24T09:00:00Z".parse().unwrap();
        let (channel, author) = (ChannelId(1), PersonId(2));
        nonces.used.insert((channel, author, "n".into()), (now, MessageId(3)));
        let later = now + TimeDelta::minutes(3);
        assert_eq!(nonces.find(later, channel, author, "n"), Some(MessageId(3)));
        assert_eq!(nonces.find(later, ChannelId(9), author, "n"), None);
        assert_eq!(nonces.find(later + TimeDelta::seconds(1), channel, author, "n"), None);
    }
}
