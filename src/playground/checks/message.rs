//! The form of a message, and of a modal.

use serde_json::Value;

use super::components::{self, Rules};
use super::embeds;
use crate::playground::media::{self, File};
use crate::playground::message::{EPHEMERAL, IS_COMPONENTS_V2, LOADING, Message, list};
use crate::playground::refusal::{EMPTY_MESSAGE, Form, Refusal, SERVER_ERROR};

/// Characters of a message's content.
const CONTENT: usize = 2_000;
/// Characters of a nonce.
const NONCE: usize = 25;
/// UTF-8 bytes of all Text Displays above which the API breaks, whatever the characters.
const TEXT_BYTES: usize = 10_170;

/// Checks a message that is to be written.
pub(crate) fn new(body: &Value, files: &[File]) -> Result<(), Refusal> {
    let flags = body["flags"].as_u64().unwrap_or(0);
    let names = media::names(files, &Value::Null);
    check(body, flags & IS_COMPONENTS_V2 != 0, &names)?;
    if says_something(body, files.len()) { Ok(()) } else { Err(EMPTY_MESSAGE) }
}

/// Checks a change of `before`.
pub(crate) fn edited(body: &Value, before: &Message, files: &[File]) -> Result<(), Refusal> {
    let is_v2 = before.flags() & IS_COMPONENTS_V2 != 0;
    let wants_v2 = body["flags"].as_u64().unwrap_or(0) & IS_COMPONENTS_V2 != 0;
    if is_v2 && body.get("flags").is_some_and(|flags| !flags.is_null()) && !wants_v2 {
        let mut form = Form::default();
        let message = "The IS_COMPONENTS_V2 flag cannot be removed from a message";
        form.wrong("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", message);
        form.finish()?;
    }
    check(body, is_v2 || wants_v2, &media::names(files, before.raw()))?;
    let mut after = if before.flags() & LOADING == 0 { before.raw().clone() } else { Value::Null };
    for (key, value) in body.as_object().into_iter().flatten() {
        after[key.as_str()] = value.clone();
    }
    let kept = list(&after, "attachments").len();
    if says_something(&after, files.len() + kept) { Ok(()) } else { Err(EMPTY_MESSAGE) }
}

/// Checks a nonce: a text or a number of at most 25 characters.
pub(crate) fn nonce(body: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    match &body["nonce"] {
        Value::String(text) => form.length("nonce", text, 0, NONCE),
        Value::Null => {
            if body["enforce_nonce"] == true {
                form.required("nonce");
            }
        }
        Value::Number(number) if number.is_i64() || number.is_u64() => {}
        _ => form.wrong("nonce", "NONCE_TYPE_COERCE", "Nonce must be a string or an integer"),
    }
    form.finish()
}

fn check(body: &Value, is_v2: bool, files: &[String]) -> Result<(), Refusal> {
    let mut form = Form::default();
    if let Some(content) = body["content"].as_str() {
        form.length("content", content, 0, CONTENT);
    }
    check_flags(body, &mut form);
    if is_v2 {
        forbid_legacy(body, &mut form);
    }
    embeds::check(list(body, "embeds"), &mut form);
    let rules = if is_v2 { Rules::V2 } else { Rules::Classic };
    let bytes = components::check(list(body, "components"), rules, files, &mut form);
    check_mentions(&body["allowed_mentions"], &mut form);
    form.finish()?;
    if bytes > TEXT_BYTES { Err(SERVER_ERROR) } else { Ok(()) }
}

fn check_flags(body: &Value, form: &mut Form) {
    // No link previews, ephemeral (where it means something), silent, voice, components.
    let settable = (1 << 2) | EPHEMERAL | (1 << 12) | (1 << 13) | IS_COMPONENTS_V2;
    let flags = &body["flags"];
    let wrong = match flags.as_u64() {
        Some(bits) => bits & !settable != 0,
        None => !flags.is_null(),
    };
    if wrong {
        let message =
            "Only the flags SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS and IS_COMPONENTS_V2 may be set";
        form.wrong("flags", "MESSAGE_FLAGS_INVALID", message);
    }
}

fn forbid_legacy(body: &Value, form: &mut Form) {
    let is_used = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    for key in ["content", "embeds", "poll", "sticker_ids"] {
        if is_used(&body[key]) {
            let message =
                format!("The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
            form.wrong(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
        }
    }
}

fn check_mentions(allowed: &Value, form: &mut Form) {
    let parse = list(allowed, "parse");
    for (place, parsed) in parse.iter().enumerate() {
        if !matches!(parsed.as_str(), Some("roles" | "users" | "everyone")) {
            let message = "Value must be one of ('users', 'roles', 'everyone').";
            form.wrong(&format!("allowed_mentions.parse.{place}"), "BASE_TYPE_CHOICES", message);
        }
    }
    for key in ["roles", "users"] {
        let ids = list(allowed, key);
        if ids.len() > 100 {
            let path = format!("allowed_mentions.{key}");
            form.wrong(&path, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
        }
        if !ids.is_empty() && parse.iter().any(|parsed| parsed == key) {
            let message = format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive.");
            form.wrong("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}

fn says_something(body: &Value, files: usize) -> bool {
    files > 0
        || body["content"].as_str().is_some_and(|content| !content.trim().is_empty())
        || ["embeds", "components", "sticker_ids"].iter().any(|key| !list(body, key).is_empty())
        || body["poll"].is_object()
}

/// Checks a modal.
pub(crate) fn modal(data: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    for (key, most) in [("custom_id", 100), ("title", 45)] {
        match data[key].as_str() {
            Some(text) => form.length(&format!("data.{key}"), text, 1, most),
            None => form.required(&format!("data.{key}")),
        }
    }
    let rows = list(data, "components");
    if rows.is_empty() || rows.len() > 5 {
        form.wrong("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    components::check(rows, Rules::Modal, &[], &mut form);
    form.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(body: &Value) -> String {
        new(body, &[]).unwrap_err().body().to_string()
    }

    #[test]
    fn a_message_without_anything_is_refused() {
        assert_eq!(new(&json!({ "content": " " }), &[]).unwrap_err(), EMPTY_MESSAGE);
        assert!(new(&json!({ "content": "x" }), &[]).is_ok());
    }

    #[test]
    fn what_a_message_may_not_have() {
        let text = json!([{ "type": 10, "content": "x" }]);
        let cases = [
            (json!({ "content": "x".repeat(2_001) }), "content"),
            (json!({ "flags": 1 << 15, "components": text, "content": "x" }), "LEGACY_FIELDS"),
            (json!({ "content": "x", "flags": 1 << 7 }), "MESSAGE_FLAGS_INVALID"),
            (json!({ "content": "x", "allowed_mentions": { "parse": ["all"] } }), "BASE_TYPE_CHOICES"),
            (
                json!({ "content": "x", "allowed_mentions": { "parse": ["roles"], "roles": ["1"] } }),
                "mutually exclusive",
            ),
        ];
        for (body, wanted) in cases {
            assert!(refused(&body).contains(wanted), "{body}");
        }
    }

    #[test]
    fn too_many_bytes_of_text_break_the_api_though_the_characters_are_few_enough() {
        let text = "é".repeat(4_000);
        let body = |text: &str| json!({ "flags": 1 << 15, "components": [{ "type": 10, "content": text }] });
        assert!(new(&body(&text), &[]).is_ok());
        assert_eq!(new(&body(&"語".repeat(3_400)), &[]).unwrap_err(), SERVER_ERROR);
    }

    #[test]
    fn a_nonce_has_at_most_25_characters() {
        assert!(nonce(&json!({ "nonce": "x".repeat(25) })).is_ok());
        assert!(nonce(&json!({ "nonce": "x".repeat(26) })).is_err());
        assert!(nonce(&json!({ "nonce": 12 })).is_ok());
    }
}
