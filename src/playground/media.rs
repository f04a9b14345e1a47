//! What Discord adds to what an author sent: numbers to components, addresses to
//! files and pictures. Pictures are not fetched.

use std::collections::BTreeMap;

use axum::body::Bytes;
use serde_json::{Value, json};

use super::ids::ChannelId;
use super::message::list;

/// More files than this are not kept.
const SHELVED: usize = 200;

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

/// The files that can still be fetched: the newest.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    files: BTreeMap<u64, File>,
}

impl Shelf {
    /// Keeps a file; the oldest make room.
    pub(crate) fn put(&mut self, id: u64, file: File) {
        self.files.insert(id, file);
        while self.files.len() > SHELVED {
            self.files.pop_first();
        }
    }

    /// The file of that name, if it is still there.
    pub(crate) fn get(&self, id: u64, name: &str) -> Option<&File> {
        self.files.get(&id).filter(|file| file.name == name)
    }
}

/// An attachment object.
pub(crate) fn attachment(id: u64, api: &str, channel: ChannelId, file: &File) -> Value {
    let name: String = file.name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let url = format!("{api}/attachments/{channel}/{id}/{name}");
    json!({
        "id": id.to_string(), "filename": name, "size": file.bytes.len(), "url": url, "proxy_url": url,
        "content_type": file.content_type,
    })
}

/// Discord keeps these in a file's name, and writes `_` for the rest.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// Keeps only the attachments that an edit lists.
pub(crate) fn keep(message: &mut Value, kept: &[Value], no_new_files: bool) {
    let is_kept = |attachment: &Value| kept.iter().any(|kept| kept["id"] == attachment["id"]);
    if let Some(attachments) = message["attachments"].as_array_mut() {
        attachments.retain(|attachment| is_kept(attachment) || (!no_new_files && kept.is_empty()));
    }
}

/// An embed as it is read back.
pub(crate) fn embed(sent: &Value) -> Value {
    let mut embed = sent.clone();
    if embed.get("type").is_none_or(Value::is_null) {
        embed["type"] = "rich".into();
    }
    for field in embed.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten() {
        add_defaults(field, &[("inline", false.into())]);
    }
    embed
}

/// Numbers the components and completes their pictures.
pub(crate) fn settle(components: &mut [Value], attachments: &[Value]) {
    let mut number = 1;
    for component in components {
        settle_one(component, attachments, &mut number);
    }
}

fn settle_one(component: &mut Value, attachments: &[Value], number: &mut u64) {
    if component["id"].as_u64().unwrap_or(0) == 0 {
        component["id"] = (*number).into();
    }
    *number += 1;
    for key in ["media", "file"] {
        if component[key]["url"].is_string() {
            complete(&mut component[key], attachments);
        }
    }
    if let Some(items) = component.get_mut("items").and_then(Value::as_array_mut) {
        for item in items {
            complete(&mut item["media"], attachments);
            add_defaults(item, &[("description", Value::Null), ("spoiler", false.into())]);
        }
    }
    drop_nulls(component);
    add_defaults(component, &defaults(component["type"].as_u64().unwrap_or(0)));
    if let Some(below) = component.get_mut("components").and_then(Value::as_array_mut) {
        for child in below {
            settle_one(child, attachments, number);
        }
    }
    if let Some(accessory) = component.get_mut("accessory") {
        settle_one(accessory, attachments, number);
    }
}

/// What a component of a type has when its author did not say.
fn defaults(kind: u64) -> Vec<(&'static str, Value)> {
    match kind {
        3 | 5..=8 => vec![("min_values", 1.into()), ("max_values", 1.into())],
        11 => vec![("description", Value::Null), ("spoiler", false.into())],
        13 => vec![("spoiler", false.into())],
        14 => vec![("divider", true.into()), ("spacing", 1.into())],
        17 => vec![("accent_color", Value::Null), ("spoiler", false.into())],
        _ => Vec::new(),
    }
}

fn add_defaults(object: &mut Value, defaults: &[(&'static str, Value)]) {
    if let Some(fields) = object.as_object_mut() {
        for (key, value) in defaults {
            fields.entry(*key).or_insert_with(|| value.clone());
        }
    }
}

/// Most keys that `null` would stand behind are left out, and asking for a key of an
/// object in order to change it leaves one.
fn drop_nulls(component: &mut Value) {
    if let Some(object) = component.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
}

/// Completes an unfurled media item.
fn complete(media: &mut Value, attachments: &[Value]) {
    let sent = media["url"].as_str().unwrap_or_default().to_owned();
    let named = sent.strip_prefix("attachment://");
    let file = named.and_then(|name| attachments.iter().find(|file| file["filename"] == name));
    let url = file.and_then(|file| file["url"].as_str()).unwrap_or(&sent).to_owned();
    *media = json!({
        "id": "0", "url": url, "proxy_url": url, "width": null, "height": null, "placeholder": null,
        "placeholder_version": null, "content_scan_metadata": null, "loading_state": 1, "flags": 0,
        "content_type": file.map(|file| file["content_type"].clone()),
    });
}

/// The names that `attachment://` may point to.
pub(crate) fn names(files: &[File], message: &Value) -> Vec<String> {
    let kept = list(message, "attachments").iter().filter_map(|file| file["filename"].as_str());
    files.iter().map(|file| file.name.clone()).chain(kept.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_numbered_and_pictures_completed() {
        let mut components = vec![json!({ "type": 17, "accent_color": null, "components": [
            { "type": 9, "components": [{ "type": 10, "content": "x" }],
              "accessory": { "type": 11, "media": { "url": "https://example.org/a.png" } } } ] })];
        settle(&mut components, &[]);
        let section = &components[0]["components"][0];
        assert_eq!([&components[0]["id"], &section["id"], &section["accessory"]["id"]], [1, 2, 4]);
        assert_eq!(section["accessory"]["media"]["proxy_url"], "https://example.org/a.png");
        assert_eq!(
            (&components[0]["accent_color"], &components[0]["spoiler"]),
            (&Value::Null, &json!(false))
        );
        assert!(section.get("accent_color").is_none());
    }
}
