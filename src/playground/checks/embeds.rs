//! The form of classic embeds.

use serde_json::Value;

use crate::playground::message::list;
use crate::playground::refusal::Form;

/// Embeds of one message.
const EMBEDS: usize = 10;
/// Characters of all embeds of one message together.
const ALL: usize = 6_000;
/// Fields of one embed.
const FIELDS: usize = 25;

pub(super) fn check(embeds: &[Value], form: &mut Form) {
    if embeds.len() > EMBEDS {
        form.wrong("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    let mut sum = 0;
    for (place, embed) in embeds.iter().enumerate() {
        let path = format!("embeds.{place}");
        let texts = [
            ("title", &embed["title"], 256),
            ("description", &embed["description"], 4_096),
            ("footer.text", &embed["footer"]["text"], 2_048),
            ("author.name", &embed["author"]["name"], 256),
        ];
        for (key, text, most) in texts {
            let text = text.as_str().unwrap_or_default();
            form.length(&format!("{path}.{key}"), text, 0, most);
            sum += text.chars().count();
        }
        sum += check_fields(embed, &path, form);
    }
    if sum > ALL {
        form.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
}

fn check_fields(embed: &Value, path: &str, form: &mut Form) -> usize {
    let fields = list(embed, "fields");
    if fields.len() > FIELDS {
        form.wrong(&format!("{path}.fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    let mut sum = 0;
    for (place, field) in fields.iter().enumerate() {
        for (key, most) in [("name", 256), ("value", 1_024)] {
            let text = field[key].as_str().unwrap_or_default();
            form.length(&format!("{path}.fields.{place}.{key}"), text, 1, most);
            sum += text.chars().count();
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn embeds_have_limits_of_their_own_and_together() {
        let right = |embeds: &[Value]| {
            let mut form = Form::default();
            check(embeds, &mut form);
            form.is_right()
        };
        assert!(right(&[json!({ "title": "x".repeat(256) })]));
        assert!(!right(&[json!({ "title": "x".repeat(257) })]));
        assert!(!right(&vec![json!({ "title": "x" }); 11]));
        assert!(!right(&vec![json!({ "description": "x".repeat(4_000) }); 2]));
        assert!(!right(&[json!({ "fields": [{ "name": "", "value": "x" }] })]));
    }
}
