//! What people do: type a command, press a button, choose from a menu, fill in a
//! form. Discord's client would stop a person at once from doing some of it, and
//! so does this.

use rand::Rng;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::commands::Command;
use super::control::ControlError;
use super::desk::{Interaction, Kind, Stage};
use super::hub::ALWAYS;
use super::ids::{ChannelId, InteractionId, MessageId, PersonId};
use super::line::Place;
use super::message::{Message, is_select, list, text_of};
use super::permissions::{USE_APPLICATION_COMMANDS, VIEW_CHANNEL};
use super::state::State;
use super::world::{Channel, ChannelKind};

/// Discord's type of a button.
const BUTTON: u64 = 2;
/// Letters and digits in an interaction's token.
const TOKEN_LENGTH: usize = 64;

impl State {
    /// A person sends a command. `checked`: only if Discord's client would offer it.
    pub(crate) fn ask_command(
        &mut self,
        person: PersonId,
        channel: ChannelId,
        line: &str,
        checked: bool,
    ) -> Result<InteractionId, ControlError> {
        let place = self.place(person, channel)?;
        let guild = place.guild;
        let understood = Place { state: self, guild, person }.read(line, None)?;
        let object = &understood.command.object;
        if checked {
            self.may_use(person, place, understood.command)?;
        }
        let mut data = json!({
            "id": understood.command.id, "name": object["name"], "type": 1, "options": understood.options,
        });
        if !understood.resolved.as_object().is_none_or(serde_json::Map::is_empty) {
            data["resolved"] = understood.resolved;
        }
        if let Some(guild) = understood.command.guild {
            data["guild_id"] = json!(guild);
        }
        let name = understood.name;
        self.begin(Kind::Command, person, channel, name, None, data)
    }

    /// A person is still typing an option and wants suggestions.
    pub(crate) fn ask_suggestions(
        &mut self,
        person: PersonId,
        channel: ChannelId,
        line: &str,
        focused: &str,
    ) -> Result<InteractionId, ControlError> {
        let guild = self.place(person, channel)?.guild;
        let understood = Place { state: self, guild, person }.read(line, Some(focused))?;
        if !has_focus(&understood.options) {
            return Err(ControlError::NotFocused(focused.to_owned()));
        }
        let object = &understood.command.object;
        let data = json!({
            "id": understood.command.id, "name": object["name"], "type": 1, "options": understood.options,
        });
        let name = understood.name;
        self.begin(Kind::Autocomplete, person, channel, name, None, data)
    }

    /// A person presses a button, or chooses `values` from a menu.
    pub(crate) fn ask_component(
        &mut self,
        person: PersonId,
        message: MessageId,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<InteractionId, ControlError> {
        let found = self.seen_by(person, message)?;
        let channel = found.channel;
        let component = found.component(custom_id);
        let component = component.ok_or_else(|| ControlError::NoSuchComponent(custom_id.to_owned()))?.clone();
        if component["disabled"] == true {
            return Err(ControlError::Disabled(text_of(&component, "label")));
        }
        let mut data = json!({
            "custom_id": custom_id, "component_type": component["type"], "id": component["id"],
        });
        match values {
            None if component["type"] != 2 => return Err(ControlError::NotAButton(custom_id.to_owned())),
            Some(_) if !is_select(&component) => return Err(ControlError::NotAMenu(custom_id.to_owned())),
            None => {}
            Some(values) => self.add_values(person, channel, &component, values, &mut data)?,
        }
        self.begin(Kind::Component, person, channel, String::new(), Some(message), data)
    }

    /// A person presses a button that may not be there.
    pub(crate) fn ask_unchecked(
        &mut self,
        person: PersonId,
        message: MessageId,
        custom_id: &str,
    ) -> Result<InteractionId, ControlError> {
        let channel = self.seen_by(person, message)?.channel;
        let data = json!({ "custom_id": custom_id, "component_type": BUTTON, "id": 1 });
        self.begin(Kind::Component, person, channel, String::new(), Some(message), data)
    }

    fn add_values(
        &self,
        person: PersonId,
        channel: ChannelId,
        select: &Value,
        values: &[&str],
        data: &mut Value,
    ) -> Result<(), ControlError> {
        let (least, most) =
            (select["min_values"].as_u64().unwrap_or(1), select["max_values"].as_u64().unwrap_or(1));
        if !(least..=most).contains(&(values.len() as u64)) {
            return Err(ControlError::WrongCount { least, most, given: values.len() });
        }
        let kind = select["type"].as_u64().unwrap_or(3);
        let options = list(select, "options");
        for value in values.iter().filter(|_| kind == 3) {
            if !options.iter().any(|option| option["value"] == *value) {
                return Err(ControlError::NoSuchChoice {
                    option: text_of(select, "custom_id"),
                    given: (*value).to_owned(),
                    known: options.iter().map(|option| text_of(option, "value")).collect(),
                });
            }
        }
        data["values"] = json!(values);
        if kind == 3 {
            return Ok(());
        }
        // What was chosen reads like an option of a command, so it is resolved like one.
        let place = self.place(person, channel)?;
        let option_kind = match kind {
            5 => 6,
            6 => 8,
            8 => 7,
            _ => 9,
        };
        let option = json!({
            "name": "value", "type": option_kind, "channel_types": select.get("channel_types").unwrap_or(&json!([])),
        });
        let place = Place { state: self, guild: place.guild, person };
        let (ids, resolved) = place.resolve(&option, values)?;
        data["values"] = ids;
        data["resolved"] = resolved;
        Ok(())
    }

    /// A person sends a form that the bot has opened.
    pub(crate) fn ask_form(
        &mut self,
        person: PersonId,
        custom_id: &str,
        fields: &[(&str, &str)],
    ) -> Result<InteractionId, ControlError> {
        let (opener, modal) = self
            .desk
            .open_modal(person, custom_id)
            .ok_or_else(|| ControlError::NoSuchForm(custom_id.to_owned()))?;
        let (channel, source) = (opener.channel, opener.source);
        let components = super::forms::filled_in(modal, fields)?;
        let data = json!({ "custom_id": custom_id, "components": components });
        self.begin(Kind::Modal, person, channel, String::new(), source, data)
    }

    /// A message that this person can see.
    pub(crate) fn seen_by(&self, person: PersonId, message: MessageId) -> Result<&Message, ControlError> {
        let found = self.world.channels.values().find_map(|channel| {
            channel.messages.iter().find(|found| found.id == message).map(|found| (channel, found))
        });
        let (channel, found) = found.ok_or(ControlError::NoSuchMessage(message))?;
        let hidden = found.visible_to.is_some_and(|only| only != person);
        if hidden || self.world.permissions_in(channel, person) & VIEW_CHANNEL == 0 {
            return Err(ControlError::NotVisible(message));
        }
        Ok(found)
    }

    fn place(&self, person: PersonId, channel: ChannelId) -> Result<&Channel, ControlError> {
        let place = self.world.channels.get(&channel).ok_or(ControlError::NoSuchChannel(channel))?;
        if self.world.permissions_in(place, person) & VIEW_CHANNEL == 0 {
            return Err(ControlError::CannotSee(place.name.clone()));
        }
        if !place.holds_messages() {
            return Err(ControlError::NoRoomForMessages(place.name.clone()));
        }
        Ok(place)
    }

    /// Whether Discord's client would offer this command to this person here.
    pub(crate) fn may_use(
        &self,
        person: PersonId,
        place: &Channel,
        command: &Command,
    ) -> Result<(), ControlError> {
        let (id, command) = (command.id, &command.object);
        let refused = || ControlError::MayNotUse(text_of(command, "name"));
        let context = u64::from(place.kind == ChannelKind::Direct);
        let contexts = command["contexts"].as_array();
        if contexts.is_some_and(|contexts| !contexts.contains(&json!(context))) {
            return Err(refused());
        }
        let Some(guild) = place.guild else { return Ok(()) };
        // Where the bot is no member, only those who have added it to their account can use it: here everybody has.
        let for_accounts =
            command["integration_types"].as_array().is_some_and(|types| types.contains(&json!(1)));
        if !self.world.has_bot(guild) && !for_accounts {
            return Err(refused());
        }
        let bits = self.world.permissions_in(place, person);
        let wanted = command["default_member_permissions"].as_str();
        let wanted = wanted.and_then(|bits| bits.parse::<u64>().ok());
        // "0" means: administrators alone.
        let enough = self.overridden(person, place, id).unwrap_or_else(|| {
            wanted.is_none_or(|wanted| if wanted == 0 { bits & 8 != 0 } else { bits & wanted == wanted })
        });
        if enough && bits & USE_APPLICATION_COMMANDS != 0 { Ok(()) } else { Err(refused()) }
    }

    fn begin(
        &mut self,
        kind: Kind,
        person: PersonId,
        channel: ChannelId,
        name: String,
        source: Option<MessageId>,
        data: Value,
    ) -> Result<InteractionId, ControlError> {
        let guild = self.world.channels.get(&channel).and_then(|channel| channel.guild);
        if !self.hub.is_heard(guild) {
            return Err(ControlError::BotIsAway);
        }
        let interaction = Interaction {
            id: InteractionId(self.mint()),
            token: token(),
            kind,
            person,
            guild,
            channel,
            name,
            source,
            began: self.clock.now(),
            asked: Instant::now(),
            stage: Stage::Waiting,
            original: None,
            followups: Vec::new(),
        };
        let event = self.interaction_event(&interaction, data);
        let id = interaction.id;
        self.desk.open(interaction);
        self.hub.publish(guild, ALWAYS, "INTERACTION_CREATE", &event, None);
        Ok(id)
    }
}

fn has_focus(options: &[Value]) -> bool {
    options.iter().any(|option| option["focused"] == true || has_focus(list(option, "options")))
}

fn token() -> String {
    rand::rng().sample_iter(rand::distr::Alphanumeric).take(TOKEN_LENGTH).map(char::from).collect()
}
