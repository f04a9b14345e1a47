//! What Discord adds to what an author sent: numbers to components, addresses to
//! files and pictures. Pictures are not fetched.

use serde::Serialize;
use serde_json::{Value, json};

use super::ids::ChannelId;
use super::message::list;

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) size: usize,
}

/// An attachment object.
pub(crate) fn attachment(id: u64, api: &str, channel: ChannelId, file: &File) -> Value {
    let url = format!("{api}/attachments/{channel}/{id}/{}", file.name);
    json!({
        "id": id.to_string(), "filename": file.name, "size": file.size, "url": url, "proxy_url": url,
        "content_type": file.content_type,
    })
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
    if let Some(items) = component["items"].as_array_mut() {
        for item in items {
            complete(&mut item["media"], attachments);
        }
    } else if let Some(object) = component.as_object_mut() {
        object.retain(|key, value| key != "items" || !value.is_null());
    }
    drop_nulls(component);
    if let Some(below) = component.get_mut("components").and_then(Value::as_array_mut) {
        for child in below {
            settle_one(child, attachments, number);
        }
    }
    if let Some(accessory) = component.get_mut("accessory") {
        settle_one(accessory, attachments, number);
    }
}

/// Discord leaves out the keys that `null` would stand behind, and asking for a key
/// of an object in order to change it leaves one.
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
        assert!(components[0].get("accent_color").is_none());
    }
}
