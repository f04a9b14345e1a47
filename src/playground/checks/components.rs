//! The form of components: which may stand where, how many, how long.

use std::collections::HashSet;

use serde_json::Value;

use crate::playground::message::{is_select, list, walk};
use crate::playground::refusal::Form;

/// Components of one message, nested ones counted.
const ALL: usize = 40;
/// Rows of a classic message.
const ROWS: usize = 5;
/// Characters of all Text Displays of one message.
const TEXT: usize = 4_000;

/// By which rules components are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// Up to five Action Rows.
    Classic,
    /// The flag `IS_COMPONENTS_V2` is set.
    V2,
    /// In a modal.
    Modal,
}

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_INPUT: u64 = 4;
const SECTION: u64 = 9;
const TEXT_DISPLAY: u64 = 10;
const THUMBNAIL: u64 = 11;
const GALLERY: u64 = 12;
const FILE: u64 = 13;
const SEPARATOR: u64 = 14;
const CONTAINER: u64 = 17;
const LABEL: u64 = 18;

/// Checks all components of a message or a modal; the UTF-8 bytes of its Text Displays.
pub(super) fn check(components: &[Value], rules: Rules, files: &[String], form: &mut Form) -> usize {
    let mut all = Vec::new();
    walk(components, &mut all);
    if rules == Rules::Classic && components.len() > ROWS {
        form.wrong("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    if all.len() > ALL {
        let message =
            format!("The total number of components cannot exceed {ALL} (there are {}).", all.len());
        form.wrong("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
    }
    let texts =
        all.iter().filter(|one| one["type"] == TEXT_DISPLAY).filter_map(|one| one["content"].as_str());
    let (characters, bytes) =
        texts.fold((0, 0), |(chars, bytes), text| (chars + text.chars().count(), bytes + text.len()));
    if characters > TEXT {
        let message = format!("The total displayable text size cannot exceed {TEXT} characters.");
        form.wrong("components", "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", message);
    }
    let allowed: &[u64] = match rules {
        Rules::Classic => &[ROW],
        Rules::V2 => &[ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER],
        Rules::Modal => &[ROW, TEXT_DISPLAY, LABEL],
    };
    let mut check = Check { form, ids: HashSet::new(), files, rules };
    check.each(components, "components", allowed);
    bytes
}

struct Check<'a> {
    form: &'a mut Form,
    /// Custom ids that were seen.
    ids: HashSet<String>,
    files: &'a [String],
    rules: Rules,
}

impl Check<'_> {
    fn each(&mut self, components: &[Value], path: &str, allowed: &[u64]) {
        for (place, component) in components.iter().enumerate() {
            self.one(component, &format!("{path}.{place}"), allowed);
        }
    }

    fn one(&mut self, component: &Value, path: &str, allowed: &[u64]) {
        let kind = component["type"].as_u64().unwrap_or(0);
        if !allowed.contains(&kind) {
            let list = allowed.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("Value of field \"type\" must be one of ({list}).");
            return self.form.wrong(path, "UNION_TYPE_CHOICES", message);
        }
        match kind {
            ROW => self.row(component, path),
            BUTTON => self.button(component, path),
            TEXT_INPUT => self.text_input(component, path),
            SECTION => self.section(component, path),
            TEXT_DISPLAY => self.text(component, path),
            THUMBNAIL => self.picture(component, "media", path),
            GALLERY => self.gallery(component, path),
            FILE => self.file(component, path),
            SEPARATOR => self.spacing(component, path),
            CONTAINER => self.container(component, path),
            LABEL => self.label(component, path),
            _ => self.select(component, path),
        }
    }

    fn count(&mut self, list: &[Value], path: &str, least: usize, most: usize) {
        if !(least..=most).contains(&list.len()) {
            let message = format!("Must be between {least} and {most} in length.");
            self.form.wrong(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    fn row(&mut self, row: &Value, path: &str) {
        let inside = list(row, "components");
        let path = format!("{path}.components");
        if self.rules == Rules::Modal {
            self.count(inside, &path, 1, 1);
            return self.each(inside, &path, &[TEXT_INPUT]);
        }
        let has_select = inside.iter().any(is_select);
        self.count(inside, &path, 1, if has_select { 1 } else { 5 });
        self.each(inside, &path, &[BUTTON, 3, 5, 6, 7, 8]);
    }

    fn button(&mut self, button: &Value, path: &str) {
        let style = button["style"].as_u64().unwrap_or(0);
        if !(1..=6).contains(&style) {
            let message = "Value must be one of (1, 2, 3, 4, 5, 6).";
            self.form.wrong(&format!("{path}.style"), "BASE_TYPE_CHOICES", message);
        }
        let label = button["label"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.label"), label, 0, 80);
        if label.is_empty() && !button["emoji"].is_object() && style != 6 {
            let message = "A button must have a label or an emoji.";
            self.form.wrong(&format!("{path}.label"), "BUTTON_COMPONENT_LABEL_REQUIRED", message);
        }
        if style == 5 {
            self.link(button, path);
        } else if style != 6 {
            if !button["url"].is_null() {
                let message = "A url and a custom id cannot both be specified";
                self.form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", message);
            }
            self.custom_id(button, path);
        }
    }

    fn link(&mut self, button: &Value, path: &str) {
        if !button["custom_id"].is_null() {
            let message = "A custom id and url cannot both be specified";
            self.form.wrong(&format!("{path}.custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", message);
        }
        let path = format!("{path}.url");
        match button["url"].as_str() {
            Some(url) => {
                self.form.length(&path, url, 1, 512);
                self.scheme(url, &path, &["http://", "https://", "discord://"]);
            }
            None => self.form.required(&path),
        }
    }

    fn scheme(&mut self, url: &str, path: &str, schemes: &[&str]) {
        if !schemes.iter().any(|scheme| url.starts_with(scheme)) {
            let message = "Scheme must be one of ('discord', 'http', 'https').";
            self.form.wrong(
                path,
                "URL_TYPE_INVALID_SCHEME",
                format!("Scheme \"{url}\" is not supported. {message}"),
            );
        }
    }

    fn custom_id(&mut self, component: &Value, path: &str) {
        let path = format!("{path}.custom_id");
        let Some(id) = component["custom_id"].as_str() else {
            return self.form.required(&path);
        };
        self.form.length(&path, id, 1, 100);
        if !self.ids.insert(id.to_owned()) {
            let message = "Component custom id cannot be duplicated";
            self.form.wrong(&path, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }

    fn select(&mut self, select: &Value, path: &str) {
        self.custom_id(select, path);
        let placeholder = select["placeholder"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.placeholder"), placeholder, 0, 150);
        let options = list(select, "options");
        if select["type"] == 3 {
            let most = select["max_values"].as_u64().unwrap_or(1);
            if most > options.len() as u64 {
                let message = "max_values may not be above the number of options.";
                self.form.wrong(&format!("{path}.max_values"), "SELECT_COMPONENT_MAX_VALUES", message);
            }
            self.count(options, &format!("{path}.options"), 1, 25);
            self.options(options, &format!("{path}.options"));
        }
        let (least, most) =
            (select["min_values"].as_u64().unwrap_or(1), select["max_values"].as_u64().unwrap_or(1));
        if least > 25 || most > 25 || most == 0 || least > most {
            let message = "min_values must be between 0 and 25 and not above max_values (1 to 25).";
            self.form.wrong(&format!("{path}.min_values"), "BASE_TYPE_MAX", message);
        }
    }

    fn options(&mut self, options: &[Value], path: &str) {
        let mut values = HashSet::new();
        for (place, option) in options.iter().enumerate() {
            for (key, least) in [("label", 1), ("value", 1), ("description", 0)] {
                let text = option[key].as_str().unwrap_or_default();
                self.form.length(&format!("{path}.{place}.{key}"), text, least, 100);
            }
            if !values.insert(option["value"].as_str().unwrap_or_default()) {
                let message = "The specified option value is already used";
                self.form.wrong(
                    &format!("{path}.{place}.value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    message,
                );
            }
        }
    }

    fn text_input(&mut self, input: &Value, path: &str) {
        self.custom_id(input, path);
        if self.rules == Rules::Modal && input["label"].is_string() {
            self.form.length(&format!("{path}.label"), input["label"].as_str().unwrap_or_default(), 1, 45);
        }
        if !matches!(input["style"].as_u64(), Some(1 | 2)) {
            self.form.wrong(&format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
        }
        for (key, most) in [("placeholder", 100), ("value", 4_000)] {
            self.form.length(&format!("{path}.{key}"), input[key].as_str().unwrap_or_default(), 0, most);
        }
    }

    fn text(&mut self, text: &Value, path: &str) {
        let content = text["content"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.content"), content, 1, TEXT);
    }

    fn section(&mut self, section: &Value, path: &str) {
        let texts = list(section, "components");
        self.count(texts, &format!("{path}.components"), 1, 3);
        self.each(texts, &format!("{path}.components"), &[TEXT_DISPLAY]);
        let accessory = format!("{path}.accessory");
        if section["accessory"].is_object() {
            self.one(&section["accessory"], &accessory, &[BUTTON, THUMBNAIL]);
        } else {
            self.form.required(&accessory);
        }
    }

    fn picture(&mut self, holder: &Value, key: &str, path: &str) {
        let description = holder["description"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.description"), description, 0, 1_024);
        let path = format!("{path}.{key}.url");
        let Some(url) = holder[key]["url"].as_str() else {
            return self.form.required(&path);
        };
        self.form.length(&path, url, 1, 2_048);
        match url.strip_prefix("attachment://") {
            Some(name) if !self.files.iter().any(|file| file == name) => {
                let message = format!("The referenced attachment \"{name}\" was not found");
                self.form.wrong(&path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message);
            }
            Some(_) => {}
            None => self.scheme(url, &path, &["http://", "https://"]),
        }
    }

    fn gallery(&mut self, gallery: &Value, path: &str) {
        let items = list(gallery, "items");
        self.count(items, &format!("{path}.items"), 1, 10);
        for (place, item) in items.iter().enumerate() {
            self.picture(item, "media", &format!("{path}.items.{place}"));
        }
    }

    fn file(&mut self, file: &Value, path: &str) {
        self.picture(file, "file", path);
        if !file["file"]["url"].as_str().unwrap_or_default().starts_with("attachment://") {
            let message = "A file must be an attachment of the message";
            self.form.wrong(&format!("{path}.file.url"), "UNFURLED_MEDIA_ITEM_NOT_AN_ATTACHMENT", message);
        }
    }

    fn spacing(&mut self, separator: &Value, path: &str) {
        let spacing = &separator["spacing"];
        if !spacing.is_null() && !matches!(spacing.as_u64(), Some(1 | 2)) {
            self.form.wrong(&format!("{path}.spacing"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
        }
    }

    fn container(&mut self, container: &Value, path: &str) {
        let inside = list(container, "components");
        if inside.is_empty() {
            self.form.required(&format!("{path}.components"));
        }
        let color = &container["accent_color"];
        if !color.is_null() && color.as_u64().is_none_or(|color| color > 0xff_ff_ff) {
            let message = "int value should be less than or equal to 16777215.";
            self.form.wrong(&format!("{path}.accent_color"), "NUMBER_TYPE_MAX", message);
        }
        let allowed = [ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR];
        self.each(inside, &format!("{path}.components"), &allowed);
    }

    fn label(&mut self, label: &Value, path: &str) {
        let text = label["label"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.label"), text, 1, 45);
        let description = label["description"].as_str().unwrap_or_default();
        self.form.length(&format!("{path}.description"), description, 0, 100);
        self.one(&label["component"], &format!("{path}.component"), &[TEXT_INPUT, 3, 5, 6, 7, 8]);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn verdict(components: &Value, rules: Rules) -> String {
        let mut form = Form::default();
        check(components.as_array().unwrap(), rules, &[], &mut form);
        form.finish().err().map(|refusal| refusal.body().to_string()).unwrap_or_default()
    }

    fn button(id: &str) -> Value {
        json!({ "type": 2, "style": 1, "label": "x", "custom_id": id })
    }

    fn text(content: &str) -> Value {
        json!({ "type": 10, "content": content })
    }

    #[test]
    fn what_discord_refuses_about_components() {
        let link = |url: &str| {
            json!([{ "type": 1, "components": [
            { "type": 2, "style": 5, "label": "x", "url": url } ] }])
        };
        let cases = [
            (json!(vec![text("x"); 41]), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
            (json!([text(&"x".repeat(2_001)), text(&"x".repeat(2_000))]), "TEXT_SIZE_EXCEEDED"),
            (json!([{ "type": 9, "components": [text("x")] }]), "BASE_TYPE_REQUIRED"),
            (
                json!([{ "type": 9, "components": vec![text("x"); 4], "accessory": button("a") }]),
                "between 1 and 3",
            ),
            (
                json!([{ "type": 9, "components": [button("a")], "accessory": button("b") }]),
                "UNION_TYPE_CHOICES",
            ),
            (json!([{ "type": 1, "components": [button("a"), button("a")] }]), "DUPLICATED"),
            (
                json!([{ "type": 1, "components": (0..6).map(|n| button(&n.to_string())).collect::<Vec<_>>() }]),
                "between 1 and 5",
            ),
            (json!([{ "type": 1, "components": [button(&"x".repeat(101))] }]), "between 1 and 100"),
            (link(&format!("https://e.org/{}", "x".repeat(512))), "between 1 and 512"),
            (link("javascript:alert(1)"), "URL_TYPE_INVALID_SCHEME"),
            (json!([{ "type": 12, "items": [] }]), "between 1 and 10"),
            (
                json!([{ "type": 12, "items": [{ "media": { "url": "attachment://a.png" } }] }]),
                "ATTACHMENT_NOT_FOUND",
            ),
            (
                json!([{ "type": 17, "components": [{ "type": 17, "components": [text("x")] }] }]),
                "UNION_TYPE_CHOICES",
            ),
            (
                json!([{ "type": 17, "accent_color": 0x0100_0000, "components": [text("x")] }]),
                "NUMBER_TYPE_MAX",
            ),
            (json!([button("a")]), "UNION_TYPE_CHOICES"),
        ];
        for (components, wanted) in cases {
            let verdict = verdict(&components, Rules::V2);
            assert!(verdict.contains(wanted), "{wanted} not in {verdict} for {components}");
        }
    }

    #[test]
    fn a_page_as_a_bot_would_send_it_is_right() {
        let page = json!([{ "type": 17, "accent_color": 0x3b_82_f6, "components": [
            { "type": 9, "components": [text("# A title"), text("A summary")],
              "accessory": { "type": 11, "media": { "url": "https://example.org/a.png" }, "description": "alt" } },
            { "type": 14, "divider": true, "spacing": 2 },
            { "type": 12, "items": [{ "media": { "url": "https://example.org/a.png" } }] },
            { "type": 1, "components": [button("a"), button("b")] },
            { "type": 1, "components": [{ "type": 3, "custom_id": "s", "options": [
                { "label": "One", "value": "1", "description": "the first" } ] }] },
        ] }]);
        assert_eq!(verdict(&page, Rules::V2), "");
    }

    #[test]
    fn without_the_flag_only_rows_may_be_sent() {
        assert!(verdict(&json!([text("x")]), Rules::Classic).contains("UNION_TYPE_CHOICES"));
        assert_eq!(verdict(&json!([{ "type": 1, "components": [button("a")] }]), Rules::Classic), "");
    }
}
