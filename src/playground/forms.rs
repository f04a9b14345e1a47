//! Forms that the bot opens (Discord calls them modals): their fields, and what a
//! person filled in.

use serde::Serialize;
use serde_json::{Value, json};

use super::control::ControlError;
use super::message::{list, text_of, walk};

/// A form that a person has before them.
#[derive(Clone, Debug, Serialize)]
pub struct Modal {
    /// What the bot hears when it is sent.
    pub custom_id: String,
    /// What stands above it.
    pub title: String,
    /// Its fields, from top to bottom.
    pub fields: Vec<Field>,
    /// Discord's object.
    pub raw: Value,
}

/// One field of a form.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name in what is sent.
    pub custom_id: String,
    /// What stands beside it.
    pub label: String,
    /// What stands in it from the start.
    pub value: String,
    /// The hint in an empty field.
    pub placeholder: String,
    /// Whether it may not be left empty.
    pub required: bool,
    /// Discord's component type: 4 for a text.
    pub kind: u64,
    /// Whether a text may have several lines.
    pub paragraph: bool,
}

impl Modal {
    pub(crate) fn read(raw: &Value) -> Self {
        let fields = inputs(raw).into_iter().map(|(label, input)| Field {
            custom_id: text_of(input, "custom_id"),
            label,
            value: text_of(input, "value"),
            placeholder: text_of(input, "placeholder"),
            required: input["required"] != false,
            kind: input["type"].as_u64().unwrap_or(0),
            paragraph: input["style"] == 2,
        });
        Self {
            custom_id: text_of(raw, "custom_id"),
            title: text_of(raw, "title"),
            fields: fields.collect(),
            raw: raw.clone(),
        }
    }
}

/// The inputs of a form with their labels, whether those are the inputs' own or a
/// Label component's.
fn inputs(modal: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for row in list(modal, "components") {
        let mut below = Vec::new();
        walk(std::slice::from_ref(row), &mut below);
        let named = below.into_iter().filter(|component| component["custom_id"].is_string());
        found.extend(named.map(|input| {
            let own = text_of(input, "label");
            (if own.is_empty() { text_of(row, "label") } else { own }, input)
        }));
    }
    found
}

/// The rows of a form as they are sent, with what the person wrote.
pub(crate) fn filled_in(modal: &Value, fields: &[(&str, &str)]) -> Result<Vec<Value>, ControlError> {
    let known = inputs(modal);
    for (name, _) in fields {
        if !known.iter().any(|(_, input)| input["custom_id"] == *name) {
            return Err(ControlError::NoSuchField((*name).to_owned()));
        }
    }
    let rows = list(modal, "components").iter().enumerate();
    rows.map(|(place, row)| {
        let mut sent = json!({ "type": row["type"], "id": place + 1 });
        if row["component"].is_object() {
            sent["component"] = answer(&row["component"], fields)?;
        } else {
            let inputs = list(row, "components").iter().map(|input| answer(input, fields));
            sent["components"] = Value::Array(inputs.collect::<Result<_, _>>()?);
        }
        Ok(sent)
    })
    .collect()
}

fn answer(input: &Value, fields: &[(&str, &str)]) -> Result<Value, ControlError> {
    let name = text_of(input, "custom_id");
    let given = fields.iter().find(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned());
    let value = given.unwrap_or_else(|| text_of(input, "value"));
    let mut sent = json!({ "type": input["type"], "id": 0, "custom_id": name });
    if input["type"] != 4 {
        let values: Vec<_> = value.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
        sent["values"] = json!(values);
        return Ok(sent);
    }
    let length = value.chars().count() as u64;
    let least = input["min_length"].as_u64().unwrap_or(0).max(u64::from(input["required"] != false));
    let empty_is_fine = input["required"] == false && length == 0;
    if (length < least && !empty_is_fine) || length > input["max_length"].as_u64().unwrap_or(4_000) {
        return Err(ControlError::WrongLength { field: name, length });
    }
    sent["value"] = value.into();
    Ok(sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_with_what_was_written_and_what_stood_there() {
        let modal = json!({ "custom_id": "m", "title": "T", "components": [
            { "type": 1, "components": [{ "type": 4, "custom_id": "a", "label": "A" }] },
            { "type": 1, "components": [{ "type": 4, "custom_id": "b", "label": "B", "value": "was" }] },
        ] });
        let rows = filled_in(&modal, &[("a", "new")]).unwrap();
        assert_eq!(rows[0]["components"][0]["value"], "new");
        assert_eq!(rows[1]["components"][0]["value"], "was");
        assert!(matches!(filled_in(&modal, &[]), Err(ControlError::WrongLength { .. })));
        assert!(matches!(filled_in(&modal, &[("c", "")]), Err(ControlError::NoSuchField(_))));
    }
}
