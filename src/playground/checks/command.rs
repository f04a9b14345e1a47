//! The form of a command.

use std::collections::HashSet;

use serde_json::Value;

use crate::playground::message::{list, text_of};
use crate::playground::refusal::{Form, Refusal};

/// Commands of one scope.
const COMMANDS: usize = 100;
/// Options of a command, and choices of an option.
const OPTIONS: usize = 25;
/// Characters of all names, descriptions and values of one command.
const ALL: usize = 8_000;
/// The languages that Discord's client speaks.
pub(crate) const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko", "ar", "he",
];

/// Checks one command.
pub(crate) fn one(command: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    check(command, "", &mut form);
    form.finish()
}

/// Checks all commands of a scope.
pub(crate) fn all(commands: &[Value]) -> Result<(), Refusal> {
    let mut form = Form::default();
    if commands.len() > COMMANDS {
        form.wrong("", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
    }
    let mut names = HashSet::new();
    for (place, command) in commands.iter().enumerate() {
        check(command, &format!("{place}."), &mut form);
        if !names.insert((text_of(command, "name"), command["type"].as_u64().unwrap_or(1))) {
            let message = "Application command names must be unique";
            form.wrong(&format!("{place}.name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    form.finish()
}

fn check(command: &Value, at: &str, form: &mut Form) {
    let is_slash = command["type"].as_u64().unwrap_or(1) == 1;
    name(command, at, is_slash, form);
    if is_slash {
        description(command, at, form);
    } else if !text_of(command, "description").is_empty() {
        let message = "Context menu commands cannot have description";
        form.wrong(
            &format!("{at}description"),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
            message,
        );
    }
    options(list(command, "options"), at, 0, form);
    for (key, most) in [("integration_types", 1), ("contexts", 2)] {
        let wrong = |value: &Value| value.as_u64().is_none_or(|value| value > most);
        if let Some(place) = list(command, key).iter().position(wrong) {
            let message = format!("Value must be one of {{{}}}.", if most == 1 { "0, 1" } else { "0, 1, 2" });
            form.wrong(&format!("{at}{key}.{place}"), "BASE_TYPE_CHOICES", message);
        }
    }
    let bits = &command["default_member_permissions"];
    if !bits.is_null()
        && bits.as_u64().is_none()
        && bits.as_str().is_none_or(|bits| bits.parse::<u64>().is_err())
    {
        let message = "Value is not a permission bit set.";
        form.wrong(&format!("{at}default_member_permissions"), "NUMBER_TYPE_COERCE", message);
    }
    if size(command) > ALL {
        let message = "Command exceeds maximum size (8000)";
        form.wrong(at.trim_end_matches('.'), "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

fn name(object: &Value, at: &str, is_slash: bool, form: &mut Form) {
    match object["name"].as_str() {
        Some(text) => one_name(text, &format!("{at}name"), is_slash, form),
        None => form.required(&format!("{at}name")),
    }
    for (locale, text) in object["name_localizations"].as_object().into_iter().flatten() {
        let path = format!("{at}name_localizations.{locale}");
        known_locale(locale, &path, form);
        one_name(text.as_str().unwrap_or_default(), &path, is_slash, form);
    }
}

fn one_name(text: &str, path: &str, is_slash: bool, form: &mut Form) {
    form.length(path, text, 1, 32);
    let is_letter = |c: char| c == '-' || c == '_' || c == '\'' || (c.is_alphanumeric() && !c.is_uppercase());
    if is_slash && !text.chars().all(is_letter) {
        form.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn description(object: &Value, at: &str, form: &mut Form) {
    match object["description"].as_str() {
        Some(text) => form.length(&format!("{at}description"), text, 1, 100),
        None => form.required(&format!("{at}description")),
    }
    for (locale, text) in object["description_localizations"].as_object().into_iter().flatten() {
        let path = format!("{at}description_localizations.{locale}");
        known_locale(locale, &path, form);
        form.length(&path, text.as_str().unwrap_or_default(), 1, 100);
    }
}

fn known_locale(locale: &str, path: &str, form: &mut Form) {
    if !LOCALES.contains(&locale) {
        form.wrong(path, "BASE_TYPE_CHOICES", "The locale is not one that Discord knows");
    }
}

fn options(options: &[Value], at: &str, depth: usize, form: &mut Form) {
    let path = format!("{at}options");
    if options.len() > OPTIONS {
        form.wrong(&path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    let (mut names, mut optional) = (HashSet::new(), false);
    let subs = options.iter().filter(|option| kind(option) <= 2).count();
    for (place, option) in options.iter().enumerate() {
        let at = format!("{path}.{place}.");
        if !names.insert(text_of(option, "name")) {
            let message = "Option name must be unique";
            form.wrong(&format!("{at}name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        if option["required"] == true && optional {
            let message = "Required options must be placed before non-required options";
            form.wrong(&format!("{at}required"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional |= option["required"] != true;
        one_option(option, &at, depth, subs != 0 && subs != options.len(), form);
    }
}

fn one_option(option: &Value, at: &str, depth: usize, is_mixed: bool, form: &mut Form) {
    name(option, at, true, form);
    description(option, at, form);
    let wrong_place = match kind(option) {
        1 => depth > 1,
        2 => depth > 0,
        3..=11 => false,
        _ => true,
    };
    if wrong_place || is_mixed {
        let message = "Sub-command and sub-command group option types are mutually exclusive to other types";
        form.wrong(&format!("{at}type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    if kind(option) <= 2 {
        options(list(option, "options"), at, depth + 1, form);
    }
    choices(option, at, form);
}

fn choices(option: &Value, at: &str, form: &mut Form) {
    let choices = list(option, "choices");
    if choices.len() > OPTIONS {
        form.wrong(&format!("{at}choices"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    if !choices.is_empty() && option["autocomplete"] == true {
        let message = "Options with autocomplete may not have choices";
        form.wrong(&format!("{at}autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_INVALID", message);
    }
    for (place, choice) in choices.iter().enumerate() {
        let name = choice["name"].as_str().unwrap_or_default();
        form.length(&format!("{at}choices.{place}.name"), name, 1, 100);
        let fits = match kind(option) {
            4 => choice["value"].is_i64() || choice["value"].is_u64(),
            10 => choice["value"].is_number(),
            _ => choice["value"].as_str().is_some_and(|value| (1..=100).contains(&value.chars().count())),
        };
        if !fits {
            let message = "The value does not fit the option's type";
            form.wrong(&format!("{at}choices.{place}.value"), "BASE_TYPE_CHOICES", message);
        }
    }
}

fn kind(option: &Value) -> u64 {
    option["type"].as_u64().unwrap_or(99)
}

/// Characters of names, descriptions and values; of the longest language each.
fn size(object: &Value) -> usize {
    let longest = |key: &str, localized: &str| {
        let others =
            object[localized].as_object().into_iter().flatten().filter_map(|(_, text)| text.as_str());
        let own = object[key].as_str();
        others.chain(own).map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let value = object["value"].as_str().map_or(0, |value| value.chars().count());
    let inside = list(object, "options").iter().chain(list(object, "choices")).map(size).sum::<usize>();
    longest("name", "name_localizations")
        + longest("description", "description_localizations")
        + value
        + inside
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(options: &Value) -> Value {
        json!({ "name": "day", "description": "x", "options": options })
    }

    #[test]
    fn what_discord_refuses_about_commands() {
        let option = json!({ "type": 3, "name": "a", "description": "x" });
        let mut required = option.clone();
        required["name"] = "b".into();
        required["required"] = true.into();
        let choices: Vec<_> = (0..26).map(|n| json!({ "name": "x", "value": n.to_string() })).collect();
        let cases = [
            (json!({ "name": "Day", "description": "x" }), "APPLICATION_COMMAND_INVALID_NAME"),
            (json!({ "name": "day", "description": "" }), "between 1 and 100"),
            (json!({ "name": "day" }), "BASE_TYPE_REQUIRED"),
            (with(&json!([option, required])), "OPTIONS_REQUIRED_INVALID"),
            (with(&json!([option, option])), "OPTIONS_NAME_INVALID"),
            (
                with(&json!([{ "type": 3, "name": "a", "description": "x", "choices": choices }])),
                "25 or fewer",
            ),
            (with(&json!([option, { "type": 1, "name": "c", "description": "x" }])), "OPTIONS_TYPE_INVALID"),
            (
                json!({ "name": "day", "description": "x", "name_localizations": { "xx": "y" } }),
                "BASE_TYPE_CHOICES",
            ),
            (json!({ "name": "day", "description": "x", "contexts": [3] }), "BASE_TYPE_CHOICES"),
        ];
        for (command, wanted) in cases {
            let refused = one(&command).unwrap_err().body().to_string();
            assert!(refused.contains(wanted), "{wanted} not in {refused}");
        }
    }

    #[test]
    fn a_command_with_groups_and_languages_is_right() {
        let leaf = json!({ "type": 1, "name": "setup", "description": "x", "options": [
            { "type": 7, "name": "channel", "description": "x", "required": true, "channel_types": [0, 5] } ] });
        let command = json!({
            "name": "tägliches", "description": "x", "name_localizations": { "de": "täglich" },
            "options": [{ "type": 2, "name": "group", "description": "x", "options": [leaf] }, leaf],
        });
        assert_eq!(one(&command), Ok(()));
    }
}
