//! Reads a command line as a person types it (`/daily setup channel:#history
//! time:09:00`) against the registered commands, as Discord's own client would.

use serde_json::{Map, Value, json};

use super::commands::Command;
use super::control::ControlError;
use super::ids::{ChannelId, GuildId, PersonId, RoleId};
use super::message::{list, text_of};
use super::objects::role_object;
use super::state::State;
use super::world::ChannelKind;

/// A command line that was understood.
#[derive(Debug)]
pub(crate) struct Understood<'a> {
    pub(crate) command: &'a Command,
    /// The command's name with its sub-command's.
    pub(crate) name: String,
    /// The interaction's `data.options`.
    pub(crate) options: Vec<Value>,
    pub(crate) resolved: Value,
}

/// Where the line is typed, by whom.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) state: &'a State,
    pub(crate) guild: Option<GuildId>,
    pub(crate) person: PersonId,
}

impl<'a> Place<'a> {
    /// Reads a line. `focused` is the option that the person is still typing: then
    /// nothing else has to be complete.
    pub(crate) fn read(self, line: &str, focused: Option<&str>) -> Result<Understood<'a>, ControlError> {
        let line = line.trim().strip_prefix('/').ok_or_else(|| ControlError::NotACommand(line.to_owned()))?;
        let (name, mut rest) = split_word(line);
        let unknown = || ControlError::NoSuchCommand(name.to_owned());
        let command = self.state.registry.named(self.guild, name).ok_or_else(unknown)?;
        let mut path = vec![(name.to_owned(), 1)];
        let mut known = list(&command.object, "options");
        while known.iter().any(is_sub) {
            let (word, after) = split_word(rest);
            let full = path.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" ");
            let missing = || ControlError::NoSuchSubCommand { command: full, given: word.to_owned() };
            let sub = known.iter().find(|sub| is_sub(sub) && sub["name"] == word).ok_or_else(missing)?;
            path.push((word.to_owned(), sub["type"].as_u64().unwrap_or(1)));
            (known, rest) = (list(sub, "options"), after);
        }
        let mut resolved = Map::new();
        let mut options = self.options(known, rest, focused, &mut resolved)?;
        for (name, kind) in path.iter().skip(1).rev() {
            options = vec![json!({ "name": name, "type": kind, "options": options })];
        }
        let name = path.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" ");
        Ok(Understood { command, name, options, resolved: Value::Object(resolved) })
    }

    /// Resolves what was chosen from a menu as if each were an option of `option`'s type.
    pub(crate) fn resolve(self, option: &Value, values: &[&str]) -> Result<(Value, Value), ControlError> {
        let mut resolved = Map::new();
        let ids: Result<Vec<_>, _> =
            values.iter().map(|value| self.value(option, value, &mut resolved)).collect();
        Ok((Value::Array(ids?), Value::Object(resolved)))
    }

    fn options(
        self,
        known: &[Value],
        text: &str,
        focused: Option<&str>,
        resolved: &mut Map<String, Value>,
    ) -> Result<Vec<Value>, ControlError> {
        let given = split_options(known, text)?;
        let mut options = Vec::new();
        for (option, value) in &given {
            let name = text_of(option, "name");
            let is_focused = focused == Some(name.as_str());
            let value = if is_focused { json!(value) } else { self.value(option, value, resolved)? };
            let mut object = json!({ "name": name, "type": option["type"], "value": value });
            if is_focused {
                object["focused"] = true.into();
            }
            options.push(object);
        }
        let is_given = |option: &Value| given.iter().any(|(given, _)| given["name"] == option["name"]);
        let missing = known.iter().find(|option| option["required"] == true && !is_given(option));
        match missing {
            Some(missing) if focused.is_none() => Err(ControlError::MissingOption(text_of(missing, "name"))),
            _ => Ok(options),
        }
    }

    /// One option's value, as its type wants it.
    fn value(
        self,
        option: &Value,
        text: &str,
        resolved: &mut Map<String, Value>,
    ) -> Result<Value, ControlError> {
        let kind = option["type"].as_u64().unwrap_or(3);
        let wrong = |wanted| wrong(option, text, wanted);
        match kind {
            3 => chosen(option, text)?.map_or_else(|| string(option, text), Ok),
            4 | 10 => match chosen(option, text)? {
                Some(value) => Ok(value),
                None => number(option, text, kind == 4),
            },
            5 => match text.to_lowercase().as_str() {
                "true" | "yes" => Ok(true.into()),
                "false" | "no" => Ok(false.into()),
                _ => Err(wrong("true or false")),
            },
            6 => self.person(text, resolved).ok_or_else(|| wrong("a person")),
            7 => self.channel(option, text, resolved),
            8 => self.role(text, resolved).ok_or_else(|| wrong("a role")),
            9 => self
                .role(text, resolved)
                .or_else(|| self.person(text, resolved))
                .ok_or_else(|| wrong("a person or a role")),
            _ => Err(wrong("something that this playground can send")),
        }
    }

    fn person(self, text: &str, resolved: &mut Map<String, Value>) -> Option<Value> {
        let inside = text.trim_start_matches("<@").trim_start_matches('!').trim_end_matches('>');
        let known = |id: &PersonId| self.state.world.people.contains_key(id);
        let by_id = inside.parse().ok().filter(known);
        let id: PersonId = by_id.or_else(|| self.state.world.person_named(text))?;
        put(resolved, "users", &id.to_string(), self.state.world.user(id));
        if let Some(guild) = self.guild {
            let mut member = self.state.world.partial_member(guild, id)?;
            member["permissions"] = self.state.world.permissions(guild, id, None).to_string().into();
            put(resolved, "members", &id.to_string(), member);
        }
        Some(json!(id))
    }

    fn role(self, text: &str, resolved: &mut Map<String, Value>) -> Option<Value> {
        let guild = self.state.world.guilds.get(&self.guild?)?;
        let id: Option<RoleId> = text.trim_start_matches("<@&").trim_end_matches('>').parse().ok();
        let name = text.trim_start_matches('@');
        let (place, role) = guild.roles.iter().enumerate().find(|(_, role)| {
            Some(role.id) == id || role.name.trim_start_matches('@').eq_ignore_ascii_case(name)
        })?;
        put(resolved, "roles", &role.id.to_string(), role_object(role, place));
        Some(json!(role.id))
    }

    fn channel(
        self,
        option: &Value,
        text: &str,
        resolved: &mut Map<String, Value>,
    ) -> Result<Value, ControlError> {
        let world = &self.state.world;
        let id: Option<ChannelId> = text.trim_start_matches("<#").trim_end_matches('>').parse().ok();
        let name = text.trim_start_matches('#');
        let here = world.channels.values().filter(|channel| channel.guild == self.guild);
        let found = here.filter(|channel| Some(channel.id) == id || channel.name == name);
        let found = found.max_by_key(|channel| channel.kind != ChannelKind::Category);
        let channel = found.ok_or_else(|| wrong(option, text, "a channel of this server"))?;
        let kinds = list(option, "channel_types");
        if !kinds.is_empty() && !kinds.contains(&json!(channel.kind as u8)) {
            return Err(wrong(option, text, "a channel of a kind that the command takes"));
        }
        put(resolved, "channels", &channel.id.to_string(), self.state.resolved_channel(channel, self.person));
        Ok(json!(channel.id))
    }
}

fn put(resolved: &mut Map<String, Value>, kind: &str, id: &str, object: Value) {
    if let Value::Object(of_kind) = resolved.entry(kind).or_insert_with(|| json!({})) {
        of_kind.insert(id.to_owned(), object);
    }
}

fn is_sub(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(1 | 2))
}

fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

/// Splits `name:value name:value`; a value runs to the next option's name.
fn split_options<'a>(known: &'a [Value], text: &str) -> Result<Vec<(&'a Value, String)>, ControlError> {
    let text = text.trim();
    let mut starts: Vec<(usize, usize, &Value)> = Vec::new();
    for option in known {
        let key = format!("{}:", text_of(option, "name"));
        let is_start = |at: &usize| *at == 0 || text[..*at].ends_with(char::is_whitespace);
        let at = text.match_indices(&key).map(|(at, _)| at).find(is_start);
        starts.extend(at.map(|at| (at, at + key.len(), option)));
    }
    starts.sort_unstable_by_key(|(at, ..)| *at);
    let first = starts.first().map_or(text.len(), |(at, ..)| *at);
    if !text[..first].trim().is_empty() {
        let names = known.iter().map(|option| text_of(option, "name")).collect();
        return Err(ControlError::NoSuchOption { given: text[..first].trim().to_owned(), known: names });
    }
    let ends: Vec<_> = starts.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]).collect();
    let values = starts.iter().zip(ends).map(|((_, from, option), to)| (*option, text[*from..to].trim()));
    Ok(values.map(|(option, value)| (option, value.to_owned())).collect())
}

fn wrong(option: &Value, given: &str, wanted: &'static str) -> ControlError {
    ControlError::WrongValue { option: text_of(option, "name"), given: given.to_owned(), wanted }
}

/// The value of the choice that is meant by name or value; none if there are no choices.
fn chosen(option: &Value, text: &str) -> Result<Option<Value>, ControlError> {
    let choices = list(option, "choices");
    let is_it = |choice: &&Value| {
        text_of(choice, "name").eq_ignore_ascii_case(text)
            || choice["value"] == text
            || choice["value"].as_f64().is_some_and(|value| text.parse() == Ok(value))
    };
    match choices.iter().find(is_it) {
        Some(choice) => Ok(Some(choice["value"].clone())),
        None if choices.is_empty() => Ok(None),
        None => Err(ControlError::NoSuchChoice {
            option: text_of(option, "name"),
            given: text.to_owned(),
            known: choices.iter().map(|choice| text_of(choice, "name")).collect(),
        }),
    }
}

fn string(option: &Value, text: &str) -> Result<Value, ControlError> {
    let length = text.chars().count() as u64;
    let least = option["min_length"].as_u64().unwrap_or(1);
    let most = option["max_length"].as_u64().unwrap_or(6_000);
    if length < least {
        return Err(wrong(option, text, "a longer text"));
    }
    if length > most { Err(wrong(option, text, "a shorter text")) } else { Ok(text.into()) }
}

fn number(option: &Value, text: &str, whole: bool) -> Result<Value, ControlError> {
    let value: f64 = text.parse().map_err(|_| wrong(option, text, "a number"))?;
    if option["min_value"].as_f64().is_some_and(|least| value < least) {
        return Err(wrong(option, text, "a larger number"));
    }
    if option["max_value"].as_f64().is_some_and(|most| value > most) {
        return Err(wrong(option, text, "a smaller number"));
    }
    if whole {
        return text.parse::<i64>().map(Value::from).map_err(|_| wrong(option, text, "a whole number"));
    }
    Ok(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_hold_spaces_and_colons_and_run_to_the_next_option() {
        let known = [json!({ "name": "time" }), json!({ "name": "zone" }), json!({ "name": "note" })];
        let given = split_options(&known, "note:with words time:09:00 zone:Europe/Berlin").unwrap();
        let given: Vec<_> =
            given.iter().map(|(option, value)| (text_of(option, "name"), value.as_str())).collect();
        let wanted = [("note", "with words"), ("time", "09:00"), ("zone", "Europe/Berlin")];
        assert_eq!(given, wanted.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn an_option_that_the_command_does_not_have_is_named() {
        let known = [json!({ "name": "time" })];
        let error = split_options(&known, "clock:9").unwrap_err().to_string();
        assert!(error.contains("clock:9") && error.contains("time"), "{error}");
    }

    #[test]
    fn choices_are_found_by_name_or_value() {
        let option = json!({ "name": "size", "choices": [{ "name": "Large", "value": 3 }] });
        assert_eq!(chosen(&option, "large").unwrap(), Some(json!(3)));
        assert_eq!(chosen(&option, "3").unwrap(), Some(json!(3)));
        assert!(matches!(chosen(&option, "huge"), Err(ControlError::NoSuchChoice { .. })));
    }
}
