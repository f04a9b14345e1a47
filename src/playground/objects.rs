//! The world's things as Discord's JSON objects, with every field that a client
//! may count on. A field left out can make a client drop a whole event in silence.

use serde_json::{Value, json};

use super::ids::{GuildId, PersonId};
use super::permissions::VIEW_CHANNEL;
use super::world::{Channel, ChannelKind, Guild, Member, Person, Role, Thread, World};

/// When everybody joined, and everything before the clock began.
const LONG_AGO: &str = "2023-05-01T08:00:00.000000+00:00";

impl World {
    /// A user object.
    pub(crate) fn user(&self, person: PersonId) -> Value {
        self.people.get(&person).map_or(Value::Null, user)
    }

    /// The bot's own user object.
    pub(crate) fn current_user(&self) -> Value {
        let mut user = self.user(self.bot);
        user["verified"] = true.into();
        user["mfa_enabled"] = false.into();
        user["email"] = Value::Null;
        user["locale"] = "en-US".into();
        user
    }

    /// A guild member object, with or without its user.
    pub(crate) fn member(&self, guild: GuildId, person: PersonId) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&person)?;
        let mut object = bare_member(member);
        object["user"] = self.user(person);
        Some(object)
    }

    /// A member as it stands beside a user: in messages and in resolved data.
    pub(crate) fn partial_member(&self, guild: GuildId, person: PersonId) -> Option<Value> {
        Some(bare_member(self.guilds.get(&guild)?.members.get(&person)?))
    }

    /// A guild object, as REST gives it.
    pub(crate) fn guild_object(&self, guild: &Guild) -> Value {
        let named = json!({
            "id": guild.id, "name": guild.name, "icon": null, "icon_hash": null, "splash": null,
            "discovery_splash": null, "owner_id": guild.owner, "afk_channel_id": null, "afk_timeout": 300,
            "widget_enabled": false, "widget_channel_id": null, "verification_level": 1,
            "default_message_notifications": 0, "explicit_content_filter": 0,
            "roles": guild.roles.iter().enumerate().map(|(place, role)| role_object(role, place))
                .collect::<Vec<_>>(),
        });
        let settings = json!({
            "emojis": [], "stickers": [], "features": features(self, guild), "mfa_level": 0,
            "application_id": null, "system_channel_id": guild.system_channel, "system_channel_flags": 0,
            "rules_channel_id": null, "max_presences": null, "max_members": 500_000,
            "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
            "premium_subscription_count": 0, "preferred_locale": guild.locale,
            "public_updates_channel_id": null, "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50, "nsfw_level": 0, "nsfw": false,
            "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null,
            "incidents_data": null, "region": "deprecated", "home_header": null, "hub_type": null,
        });
        with(named, settings)
    }

    /// A guild object with what only `GUILD_CREATE` has, as the bot sees it.
    pub(crate) fn guild_create(&self, guild: &Guild) -> Value {
        let mut object = self.guild_object(guild);
        let of_guild = |channel: &&Channel| channel.guild == Some(guild.id);
        let seen = |channel: &&Channel| self.permissions_in(channel, self.bot) & VIEW_CHANNEL != 0;
        let channels = self.channels.values().filter(of_guild);
        let plain = channels.clone().filter(|channel| channel.thread.is_none());
        let threads = channels.filter(|channel| channel.thread.is_some()).filter(seen);
        object["channels"] = plain.map(|channel| self.channel_object(channel)).collect();
        object["threads"] = threads.map(|channel| self.channel_object(channel)).collect();
        object["members"] = guild.members.keys().filter_map(|id| self.member(guild.id, *id)).collect();
        object["member_count"] = guild.members.len().into();
        object["joined_at"] = LONG_AGO.into();
        for flag in ["large", "unavailable", "lazy"] {
            object[flag] = false.into();
        }
        for list in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
            "embedded_activities",
        ] {
            object[list] = json!([]);
        }
        object
    }

    /// A channel object: a server's channel, a thread or a direct message.
    pub(crate) fn channel_object(&self, channel: &Channel) -> Value {
        let last = channel.messages.iter().rev().find(|message| message.visible_to.is_none());
        let mut object = json!({
            "id": channel.id, "type": channel.kind as u8, "flags": 0,
            "last_message_id": last.map(|message| message.id),
        });
        let Some(guild) = channel.guild else {
            let others = channel.recipients.iter().filter(|person| **person != self.bot);
            object["recipients"] = others.map(|person| self.user(*person)).collect();
            return object;
        };
        object["guild_id"] = json!(guild);
        object["name"] = json!(channel.name);
        object["parent_id"] = json!(channel.parent);
        object["rate_limit_per_user"] = json!(0);
        object["last_pin_timestamp"] = Value::Null;
        match &channel.thread {
            Some(thread) => self.add_thread(&mut object, channel, thread),
            None => add_place(&mut object, channel),
        }
        object
    }

    fn add_thread(&self, object: &mut Value, channel: &Channel, thread: &Thread) {
        let replies = channel.messages.iter().filter(|message| message.id.0 != channel.id.0).count();
        object["owner_id"] = json!(thread.owner);
        object["thread_metadata"] = json!({
            "archived": thread.archived, "locked": thread.locked, "archive_timestamp": thread.created,
            "auto_archive_duration": thread.auto_archive_minutes, "create_timestamp": thread.created,
        });
        object["message_count"] = replies.into();
        object["total_message_sent"] = replies.into();
        object["member_count"] = 1.into();
        let in_forum = channel.parent.and_then(|parent| self.channels.get(&parent));
        if in_forum.is_some_and(|parent| parent.kind == ChannelKind::Forum) {
            object["applied_tags"] = json!(thread.applied_tags);
        }
        if thread.owner == self.bot {
            object["member"] = json!({
                "id": channel.id, "user_id": self.bot, "join_timestamp": thread.created, "flags": 0,
            });
        }
    }
}

fn add_place(object: &mut Value, channel: &Channel) {
    object["topic"] = json!(channel.topic);
    object["position"] = json!(channel.position);
    object["nsfw"] = json!(false);
    let overwrites = channel.overwrites.iter().map(|overwrite| {
        json!({
            "id": overwrite.id.to_string(), "type": u8::from(!overwrite.is_role),
            "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
        })
    });
    object["permission_overwrites"] = overwrites.collect();
    if channel.kind == ChannelKind::Forum {
        let tags = channel.tags.iter().map(|tag| {
            json!({
                "id": tag.id.to_string(), "name": tag.name, "moderated": false, "emoji_id": null,
                "emoji_name": null,
            })
        });
        object["available_tags"] = tags.collect();
        object["flags"] = json!(if channel.requires_tag { 1 << 4 } else { 0 });
        object["default_reaction_emoji"] = Value::Null;
        object["default_sort_order"] = Value::Null;
        object["default_forum_layout"] = json!(0);
        object["template"] = json!("");
    }
}

fn user(person: &Person) -> Value {
    let mut user = json!({
        "id": person.id, "username": person.name.to_lowercase(), "discriminator": "0",
        "global_name": person.name, "avatar": null, "avatar_decoration_data": null, "banner": null,
        "accent_color": null, "public_flags": 0, "flags": 0, "primary_guild": null, "clan": null,
        "collectibles": null, "display_name_styles": null,
    });
    if person.is_bot {
        user["bot"] = true.into();
        user["global_name"] = Value::Null;
        user["username"] = json!(person.name);
        user["discriminator"] = "0501".into();
    }
    user
}

fn bare_member(member: &Member) -> Value {
    json!({
        "nick": null, "avatar": null, "banner": null, "roles": member.roles, "joined_at": LONG_AGO,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null, "unusual_dm_activity_until": null,
        "avatar_decoration_data": null,
    })
}

/// A role object; `place` is its place in the server's list.
pub(crate) fn role_object(role: &Role, place: usize) -> Value {
    let mut object = json!({
        "id": role.id, "name": role.name, "color": role.color,
        "colors": { "primary_color": role.color, "secondary_color": null, "tertiary_color": null },
        "hoist": false, "icon": null, "unicode_emoji": null, "position": place,
        "permissions": role.permissions.to_string(), "managed": role.bot.is_some(),
        "mentionable": role.mentionable, "flags": 0,
    });
    if let Some(bot) = role.bot {
        object["tags"] = json!({ "bot_id": bot });
    }
    object
}

fn features(world: &World, guild: &Guild) -> Vec<&'static str> {
    let in_guild = |channel: &&Channel| channel.guild == Some(guild.id);
    let mut announces = world.channels.values().filter(in_guild);
    let news = announces.any(|channel| channel.kind == ChannelKind::Announcement);
    if news { vec!["COMMUNITY", "NEWS"] } else { Vec::new() }
}

/// The application that the bot belongs to.
pub(crate) fn application(world: &World) -> Value {
    let owner = world.people.values().find(|person| !person.is_bot).map(user);
    let guilds = world.guilds.values().filter(|guild| guild.members.contains_key(&world.bot)).count();
    let named = json!({
        "id": world.bot, "name": "Daybook", "icon": null, "description": "", "summary": "", "type": null,
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "flags": 0,
        "hook": true, "is_monetized": false, "is_verified": false, "owner": owner, "team": null,
    });
    let settings = json!({
        "flags_new": "0", "explicit_content_filter": 0, "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "rpc_origins": [], "redirect_uris": [], "interactions_endpoint_url": null,
        "role_connections_verification_url": null, "event_webhooks_url": null, "event_webhooks_status": 1,
        "integration_types_config": { "0": {}, "1": {} }, "approximate_guild_count": guilds,
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "bot": world.current_user(),
    });
    with(named, settings)
}

/// One object of two: the macro that writes them takes only so many fields.
fn with(mut object: Value, more: Value) -> Value {
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}
