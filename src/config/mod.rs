//! The settings of all parts as one: built-in defaults < a file < the environment < flags.
//!
//! The defaults are `config/default.toml`, built in, so that the documented default is the
//! default. An unknown key is an error. All problems are found at once, and each says
//! where its value came from.

mod layers;
mod problem;

pub use layers::Inputs;
pub use problem::{Problem, Problems};

use figment::Figment;
use figment::value::{Num, Value};
use serde::{Deserialize, Serialize};

use crate::{delivery, discord, feed, playground, schedule, store, telemetry};

/// The built-in defaults, as a commented file.
pub const DEFAULT: &str = include_str!("../../config/default.toml");

/// The settings of all parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How to reach Discord.
    pub discord: discord::Settings,
    /// How often a channel may get a post.
    pub schedule: schedule::Settings,
    /// Wikipedia's live feed.
    pub feed: feed::Settings,
    /// Where data is kept.
    pub store: store::Settings,
    /// How deliveries are worked off.
    pub delivery: delivery::Settings,
    /// The simulated Discord.
    pub playground: playground::Settings,
    /// Logs.
    pub log: telemetry::Settings,
}

impl Config {
    /// Reads the settings from all layers.
    ///
    /// # Errors
    /// [`Problems`]: everything that is wrong, at once.
    pub fn load(inputs: &Inputs) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let defaults = layers::defaults();
        let layered = inputs.over(&defaults, &mut problems);
        let sound = sound_values(&defaults, &layered, &mut problems);
        let Some(config) = extract(sound, &layered, &mut problems) else { return Err(problems) };
        for (section, found) in config.problems() {
            for (key, sentence) in found {
                problems.add(&layered, &format!("{section}.{key}"), sentence);
            }
        }
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    fn problems(&self) -> [(&'static str, Vec<(&'static str, String)>); 6] {
        [
            ("discord", self.discord.problems()),
            ("schedule", self.schedule.problems()),
            ("feed", self.feed.problems()),
            ("store", self.store.problems()),
            ("delivery", self.delivery.problems()),
            ("log", self.log.problems()),
        ]
    }
}

/// The defaults with every layered value that has a known key and the right type; the others
/// are problems.
fn sound_values(defaults: &Figment, layered: &Figment, problems: &mut Problems) -> Figment {
    let known = layers::leaves(defaults);
    let mut sound = defaults.clone();
    for (key, value) in layers::leaves(layered) {
        let Some((_, default)) = known.iter().find(|(name, _)| *name == key) else {
            problems.add(layered, &key, "is not a setting".to_owned() + &nearest(&key, &known));
            continue;
        };
        match (kind(default), kind(&value)) {
            (wanted, found) if wanted != found => {
                problems.add(layered, &key, format!("is {found}, but it has to be {wanted}"));
            }
            _ => sound = sound.merge((key.as_str(), value)),
        }
    }
    sound
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(..) | Value::Char(..) => "text",
        Value::Bool(..) => "true or false",
        Value::Num(_, Num::F32(_) | Num::F64(_)) => "a fraction",
        Value::Num(..) => "a number",
        Value::Array(..) => "a list",
        Value::Dict(..) => "a section",
        Value::Empty(..) => "nothing",
    }
}

/// How alike two keys are before one is offered for the other; 1 is the same.
const ALIKE: f64 = 0.75;

/// `: did you mean …?` when a known key is only a few letters away.
fn nearest(key: &str, known: &[(String, Value)]) -> String {
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(key, name);
    let best = known.iter().map(|(name, _)| name).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|name| likeness(name) >= ALIKE)
        .map_or_else(String::new, |name| format!(": did you mean {name}?"))
}

/// Reads the settings; a value that its part cannot read is a problem, and its default stands in
/// so that the rest can be checked too.
fn extract(sound: Figment, layered: &Figment, problems: &mut Problems) -> Option<Config> {
    let mut sound = sound;
    let defaults = layers::leaves(&layers::defaults());
    for _ in 0..=defaults.len() {
        let error = match sound.extract::<Config>() {
            Ok(config) => return Some(config),
            Err(error) => error,
        };
        let key = error.path.join(".");
        problems.add(layered, &key, format!("cannot be used: {}", error.kind.to_string().replace('`', "")));
        let (_, default) = defaults.iter().find(|(name, _)| *name == key)?;
        sound = sound.merge((key.as_str(), default.clone()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn with_file(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("daybook.toml");
        fs::write(&file, text).unwrap();
        let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let inputs = Inputs { file: Some(file.clone()), environment, flags: vec![] };
        Config::load(&inputs).map_err(|problems| problems.to_string().replace(file.to_str().unwrap(), "FILE"))
    }

    #[test]
    fn the_defaults_are_the_documented_ones() {
        let config = Config::load(&Inputs::default()).unwrap();
        assert_eq!(config.discord.api_base, "https://discord.com");
        assert_eq!(config.delivery.concurrency, 32);
    }

    #[test]
    fn every_default_has_a_comment() {
        let lines: Vec<_> = DEFAULT.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if line.contains(" = ") && !line.starts_with('#') {
                assert!(lines[at - 1].starts_with('#'), "{line} has no comment");
            }
        }
    }

    #[test]
    fn flags_are_stronger_than_the_environment_and_that_is_stronger_than_the_file() {
        let text = "[delivery]\nconcurrency = 1\nretry_seconds = 3\nlease_seconds = 60\n";
        let config = with_file(text, &[("DAYBOOK_DELIVERY__CONCURRENCY", "7")]).unwrap();
        assert_eq!((config.delivery.concurrency, config.delivery.retry_seconds), (7, 3));
        let inputs = Inputs {
            environment: vec![("DAYBOOK_STORE__PATH".into(), "a".into())],
            flags: vec![("store.path".into(), "b".into())],
            file: None,
        };
        assert_eq!(Config::load(&inputs).unwrap().store.path.to_str(), Some("b"));
    }

    #[test]
    fn all_problems_are_told_at_once_each_with_its_origin() {
        let text = "[store]\npth = \"x\"\n[delivery]\nconcurrency = \"many\"\nretry_seconds = 0\n\
                    lease_seconds = -1\n[schedule]\nminimum_minutes = 1441\n[weather]\nsunny = true\n[log]\nformat = \"xml\"\n";
        let told = with_file(text, &[("DAYBOOK_DISCORD__REQUESTS_PER_SECOND", "9999")]).unwrap_err();
        insta::assert_snapshot!(told, @r#"
        delivery.concurrency is text, but it has to be a number (from FILE)
        store.pth is not a setting: did you mean store.path? (from FILE)
        weather.sunny is not a setting (from FILE)
        delivery.lease_seconds cannot be used: invalid value signed int -1, expected u32 (from FILE)
        log.format cannot be used: unknown variant: found xml, expected text or json (from FILE)
        discord.requests_per_second is 9999: choose 1 to 5000 (from the environment variable DAYBOOK_DISCORD__REQUESTS_PER_SECOND)
        schedule.minimum_minutes is 1441: choose 1 to 1440 (from FILE)
        delivery.retry_seconds is 0: choose 1 to 3600 (from FILE)
        "#);
    }

    #[test]
    fn a_file_that_is_not_there_or_not_toml_is_told() {
        let inputs = Inputs { file: Some("/nowhere/daybook.toml".into()), ..Inputs::default() };
        let told = Config::load(&inputs).unwrap_err().to_string();
        assert!(told.starts_with("cannot read the file /nowhere/daybook.toml"), "{told}");
        let told = with_file("[store\n", &[]).unwrap_err();
        assert!(told.starts_with("cannot read the file FILE: TOML parse error at line 1"), "{told}");
    }
}
