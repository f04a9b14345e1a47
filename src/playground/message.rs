//! A message: Discord's own object, and what a reader wants to ask of it.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::ids::{ChannelId, MessageId, PersonId};

/// Only the person who asked sees it.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// The bot is still thinking.
pub(crate) const LOADING: u64 = 1 << 7;
/// Made of components alone.
pub(crate) const IS_COMPONENTS_V2: u64 = 1 << 15;
/// Published to the servers that follow the channel.
pub(crate) const CROSSPOSTED: u64 = 1 << 0;
/// A thread was started from it.
pub(crate) const HAS_THREAD: u64 = 1 << 5;

/// A message as it stood when it was asked for.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The channel that it stands in.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: PersonId,
    /// The one person who can see it, if it is ephemeral.
    pub visible_to: Option<PersonId>,
    pub(crate) raw: Value,
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

/// A button on a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// What the bot hears when it is pressed; none on a link.
    pub custom_id: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
    /// 1 blurple, 2 grey, 3 green, 4 red, 5 link.
    pub style: u64,
    /// Whether it can't be pressed.
    pub disabled: bool,
}

/// A select menu on a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Select {
    /// What the bot hears when something is chosen.
    pub custom_id: String,
    /// Discord's component type: 3 strings, 5 users, 6 roles, 7 both, 8 channels.
    pub kind: u64,
    /// Values and labels; empty for the kinds that Discord fills in itself.
    pub options: Vec<(String, String)>,
    /// What stands in it before anything is chosen.
    pub placeholder: String,
    /// The fewest values that may be chosen.
    pub min_values: u64,
    /// The most values that may be chosen.
    pub max_values: u64,
    /// Whether nothing can be chosen.
    pub disabled: bool,
}

impl Message {
    /// Discord's object.
    #[must_use]
    pub fn raw(&self) -> &Value {
        &self.raw
    }

    /// The content and all Text Displays in order, one to a line, and a classic
    /// embed's title and description.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![text_of(&self.raw, "content")];
        for embed in list(&self.raw, "embeds") {
            lines.extend([text_of(embed, "title"), text_of(embed, "description")]);
        }
        for component in self.components() {
            if component["type"] == 10 {
                lines.push(text_of(component, "content"));
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// All buttons, in reading order.
    #[must_use]
    pub fn buttons(&self) -> Vec<Button> {
        let buttons = self.components().into_iter().filter(|component| component["type"] == 2);
        buttons
            .map(|button| Button {
                label: text_of(button, "label"),
                custom_id: button["custom_id"].as_str().map(str::to_owned),
                url: button["url"].as_str().map(str::to_owned),
                style: button["style"].as_u64().unwrap_or(0),
                disabled: button["disabled"] == true,
            })
            .collect()
    }

    /// All select menus, in reading order.
    #[must_use]
    pub fn selects(&self) -> Vec<Select> {
        let selects = self.components().into_iter().filter(|component| is_select(component));
        selects
            .map(|select| Select {
                custom_id: text_of(select, "custom_id"),
                kind: select["type"].as_u64().unwrap_or(0),
                options: list(select, "options")
                    .iter()
                    .map(|option| (text_of(option, "value"), text_of(option, "label")))
                    .collect(),
                placeholder: text_of(select, "placeholder"),
                min_values: select["min_values"].as_u64().unwrap_or(1),
                max_values: select["max_values"].as_u64().unwrap_or(1),
                disabled: select["disabled"] == true,
            })
            .collect()
    }

    /// Discord's flags.
    #[must_use]
    pub fn flags(&self) -> u64 {
        self.raw["flags"].as_u64().unwrap_or(0)
    }

    /// Whether only one person sees it.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.flags() & EPHEMERAL != 0
    }

    /// Whether it says that the bot is thinking.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.flags() & LOADING != 0
    }

    /// Whether it was changed since it was sent.
    #[must_use]
    pub fn edited(&self) -> bool {
        self.raw["edited_timestamp"].is_string()
    }

    /// The ids of the people and roles that it really pinged, and `everyone`.
    #[must_use]
    pub fn mentions(&self) -> Vec<String> {
        let users = list(&self.raw, "mentions").iter().map(|user| text_of(user, "id"));
        let roles = list(&self.raw, "mention_roles").iter().filter_map(|id| id.as_str().map(str::to_owned));
        let everyone = (self.raw["mention_everyone"] == true).then(|| "everyone".to_owned());
        users.chain(roles).chain(everyone).collect()
    }

    /// All components, parents before children, in reading order.
    pub(crate) fn components(&self) -> Vec<&Value> {
        let mut found = Vec::new();
        walk(list(&self.raw, "components"), &mut found);
        found
    }

    /// The component with this custom id.
    pub(crate) fn component(&self, custom_id: &str) -> Option<&Value> {
        self.components().into_iter().find(|component| component["custom_id"] == custom_id)
    }

    /// Sets or clears flags.
    pub(crate) fn set_flags(&mut self, flags: u64) {
        self.raw["flags"] = flags.into();
    }
}

/// Whether a component is a select menu.
pub(crate) fn is_select(component: &Value) -> bool {
    matches!(component["type"].as_u64(), Some(3 | 5..=8))
}

/// A list in an object; empty if there is none.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A text in an object; empty if there is none.
pub(crate) fn text_of(object: &Value, key: &str) -> String {
    object[key].as_str().unwrap_or_default().to_owned()
}

/// Components below these, parents before children.
pub(crate) fn walk<'a>(components: &'a [Value], into: &mut Vec<&'a Value>) {
    for component in components {
        into.push(component);
        walk(list(component, "components"), into);
        for key in ["accessory", "component"] {
            if component[key].is_object() {
                walk(std::slice::from_ref(&component[key]), into);
            }
        }
    }
}
