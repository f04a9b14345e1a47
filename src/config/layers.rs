//! The layers that settings come in.

use std::path::PathBuf;

use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::{DEFAULT, Problems};

/// What an environment variable of ours starts with.
const PREFIX: &str = "DAYBOOK_";

/// Everything that may change the defaults, the stronger below the weaker.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// A TOML file.
    pub file: Option<PathBuf>,
    /// The process's environment; what does not start with `DAYBOOK_` is left alone.
    pub environment: Vec<(String, String)>,
    /// Keys (`section.key`) and values from flags.
    pub flags: Vec<(String, String)>,
}

/// The built-in defaults.
pub(super) fn defaults() -> Figment {
    Figment::from(Toml::string(DEFAULT))
}

impl Inputs {
    /// These layers over `defaults`; what cannot be read is a problem.
    pub(super) fn over(&self, defaults: &Figment, problems: &mut Problems) -> Figment {
        let mut layered = defaults.clone();
        if let Some(file) = &self.file {
            match std::fs::read_to_string(file)
                .map_err(|error| error.to_string())
                .and_then(|text| parse(&text))
            {
                Ok(values) => {
                    layered = layered.merge(Layer { origin: file.display().to_string(), values });
                }
                Err(reason) => problems.unreadable(&file.display().to_string(), &reason),
            }
        }
        let single = |origin, key: &str, text: &str| {
            let value = value_like(defaults.find_value(key).ok().as_ref(), text);
            Layer::single(origin, key, value)
        };
        for (name, text) in &self.environment {
            if let Some(key) = name.strip_prefix(PREFIX) {
                let key = key.to_lowercase().replace("__", ".");
                layered = layered.merge(single(format!("the environment variable {name}"), &key, text));
            }
        }
        for (key, text) in &self.flags {
            layered = layered.merge(single(format!("the flag for {key}"), key, text));
        }
        layered
    }
}

fn parse(text: &str) -> Result<Dict, String> {
    Toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
}

/// The environment and flags know only text: read as what the default is, if it can be.
fn value_like(default: Option<&Value>, text: &str) -> Value {
    let read = match default {
        Some(Value::Num(..)) => text.trim().parse::<i64>().ok().map(Value::from),
        Some(Value::Bool(..)) => text.trim().parse::<bool>().ok().map(Value::from),
        // A list is written with spaces between its items.
        Some(Value::Array(..)) => {
            Some(Value::from(text.split_whitespace().map(str::to_owned).collect::<Vec<String>>()))
        }
        _ => None,
    };
    read.unwrap_or_else(|| Value::from(text))
}

/// Values with one origin.
struct Layer {
    origin: String,
    values: Dict,
}

impl Layer {
    fn single(origin: String, key: &str, value: Value) -> Self {
        let values = figment::util::nest(key, value).into_dict().unwrap_or_default();
        Self { origin, values }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

/// Every single value with its dotted key, in order of the keys.
pub(super) fn leaves(figment: &Figment) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    if let Ok(values) = figment.extract::<Dict>() {
        for key in values.keys() {
            if let Ok(value) = figment.find_value(key) {
                descend(key.clone(), value, &mut found);
            }
        }
    }
    found
}

fn descend(key: String, value: Value, into: &mut Vec<(String, Value)>) {
    match value {
        Value::Dict(_, values) => {
            for (name, value) in values {
                descend(format!("{key}.{name}"), value, into);
            }
        }
        leaf => into.push((key, leaf)),
    }
}
