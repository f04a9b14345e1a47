//! What the README says is checked against the program.

use std::fs;
use std::path::Path;

use daybook::config::{Config, DEFAULT, Inputs};
use serde_json::Value;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The rows of a table between `<!-- name -->` and `<!-- /name -->`, without its head.
fn table(name: &str) -> Vec<String> {
    let readme = readme();
    let (_, after) = readme.split_once(&format!("<!-- {name} -->\n")).expect("the table is marked");
    let (table, _) = after.split_once(&format!("<!-- /{name} -->")).expect("the table ends");
    table.lines().skip(2).map(str::to_owned).collect()
}

#[test]
fn the_table_of_settings_has_every_setting_with_its_default() {
    let Value::Object(sections) = serde_json::to_value(Config::load(&Inputs::default()).unwrap()).unwrap()
    else {
        panic!("the settings are no sections");
    };
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut expected: Vec<_> = sections
        .iter()
        .flat_map(|(section, keys)| {
            let keys = keys.as_object().expect("a section");
            keys.iter().map(move |(key, value)| format!("| `{section}.{key}` | `{}` |", shown(value)))
        })
        .collect();
    let mut found = table("settings");
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(DEFAULT.matches("\n[").count(), sections.len());
}

#[test]
fn the_commands_to_start_and_to_test_are_there() {
    let readme = readme();
    for command in ["```sh\ncargo run --release -- playground\n```", "```sh\ncargo test\n```"] {
        assert!(readme.contains(command), "the README does not have {command}");
    }
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    let readme = readme();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.starts_with("http")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "{target} is not there");
    }
}

/// The commands that the bot registers, from its requests, as rows of the table.
pub(crate) fn command_rows(registered: &Value) -> Vec<String> {
    let commands = registered.as_array().expect("a list of commands");
    commands.iter().flat_map(|command| rows(command, "/")).collect()
}

fn rows(command: &Value, before: &str) -> Vec<String> {
    let name = format!("{before}{}", command["name"].as_str().expect("a name"));
    let options = command["options"].as_array().cloned().unwrap_or_default();
    let is_nested = |option: &Value| matches!(option["type"].as_u64(), Some(1 | 2));
    if options.iter().any(is_nested) {
        return options.iter().flat_map(|option| rows(option, &format!("{name} "))).collect();
    }
    let options: Vec<_> = options
        .iter()
        .map(|option| {
            let name = option["name"].as_str().expect("a name");
            if option["required"] == Value::Bool(true) { format!(" {name}") } else { format!(" [{name}]") }
        })
        .collect();
    let what = command["description"].as_str().expect("a description");
    vec![format!("| `{name}{}` | {what} |", options.concat())]
}

pub(crate) fn commands_table() -> Vec<String> {
    table("commands")
}
