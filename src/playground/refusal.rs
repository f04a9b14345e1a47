//! How this Discord says no: a status, one of Discord's numbers, a sentence, and
//! for a form that is wrong the tree that says where.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

/// A request that was refused, in Discord's own shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: Cow<'static, str>,
    pub(crate) errors: Option<Value>,
}

/// A refusal without a tree.
pub(crate) const fn plain(status: u16, code: u32, message: &'static str) -> Refusal {
    Refusal { status, code, message: Cow::Borrowed(message), errors: None }
}

pub(crate) const UNAUTHORIZED: Refusal = plain(401, 0, "401: Unauthorized");
pub(crate) const NOT_FOUND: Refusal = plain(404, 0, "404: Not Found");
pub(crate) const SERVER_ERROR: Refusal = plain(500, 0, "500: Internal Server Error");
pub(crate) const BAD_JSON: Refusal = plain(400, 50109, "The request body contains invalid JSON.");
pub(crate) const UNKNOWN_CHANNEL: Refusal = plain(404, 10003, "Unknown Channel");
pub(crate) const UNKNOWN_GUILD: Refusal = plain(404, 10004, "Unknown Guild");
pub(crate) const UNKNOWN_MEMBER: Refusal = plain(404, 10007, "Unknown Member");
pub(crate) const UNKNOWN_MESSAGE: Refusal = plain(404, 10008, "Unknown Message");
pub(crate) const UNKNOWN_USER: Refusal = plain(404, 10013, "Unknown User");
pub(crate) const UNKNOWN_WEBHOOK: Refusal = plain(404, 10015, "Unknown Webhook");
pub(crate) const UNKNOWN_INTERACTION: Refusal = plain(404, 10062, "Unknown interaction");
pub(crate) const UNKNOWN_COMMAND: Refusal = plain(404, 10063, "Unknown application command");
pub(crate) const UNKNOWN_COMMAND_PERMISSIONS: Refusal =
    plain(404, 10066, "Unknown application command permissions");
pub(crate) const BOTS_CANNOT: Refusal = plain(403, 20001, "Bots cannot use this endpoint");
pub(crate) const TOO_MANY_COMMANDS: Refusal =
    plain(400, 30032, "Maximum number of application commands reached (100)");
pub(crate) const FORUM_NEEDS_A_POST: Refusal =
    plain(400, 40058, "Cannot message this thread until after the post author has sent an initial message.");
pub(crate) const ALREADY_CROSSPOSTED: Refusal =
    plain(400, 40033, "This message has already been crossposted");
pub(crate) const THREAD_EXISTS: Refusal =
    plain(400, 160_004, "A thread has already been created for this message");
pub(crate) const ALREADY_ACKNOWLEDGED: Refusal =
    plain(400, 40060, "Interaction has already been acknowledged.");
pub(crate) const MISSING_ACCESS: Refusal = plain(403, 50001, "Missing Access");
pub(crate) const NOT_YOUR_MESSAGE: Refusal =
    plain(403, 50005, "Cannot edit a message authored by another user");
pub(crate) const EMPTY_MESSAGE: Refusal = plain(400, 50006, "Cannot send an empty message");
pub(crate) const CANNOT_DM: Refusal = plain(403, 50007, "Cannot send messages to this user");
pub(crate) const MISSING_PERMISSIONS: Refusal = plain(403, 50013, "Missing Permissions");
pub(crate) const WRONG_CHANNEL_KIND: Refusal =
    plain(400, 50024, "Cannot execute action on this channel type");
pub(crate) const BAD_WEBHOOK_TOKEN: Refusal = plain(401, 50027, "Invalid Webhook Token");
pub(crate) const THREAD_ARCHIVED: Refusal = plain(400, 50083, "Thread is archived");

impl Refusal {
    /// Another sentence for the same number.
    pub(crate) fn because(mut self, message: impl Into<String>) -> Self {
        self.message = Cow::Owned(message.into());
        self
    }

    /// The same for a form that stands under `key` in another.
    pub(crate) fn below(mut self, key: &str) -> Self {
        self.errors = self.errors.map(|errors| json!({ key: errors }));
        self
    }

    /// The answer's body.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

/// Collects everything that is wrong with a form, and where.
#[derive(Debug, Default)]
pub(crate) struct Form {
    tree: Map<String, Value>,
}

impl Form {
    /// Notes that what stands at `path` (`components.0.label`) is wrong.
    pub(crate) fn wrong(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut at = &mut self.tree;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let entry = at.entry(step).or_insert_with(|| json!({}));
            match entry {
                Value::Object(map) => at = map,
                _ => return,
            }
        }
        let list = at.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({ "code": code, "message": message.into() }));
        }
    }

    /// Checks a text's length in characters.
    pub(crate) fn length(&mut self, path: &str, text: &str, least: usize, most: usize) {
        let length = text.chars().count();
        if (least..=most).contains(&length) {
            return;
        }
        if least == 0 {
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else {
            let message = format!("Must be between {least} and {most} in length.");
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    /// Notes a field that is missing.
    pub(crate) fn required(&mut self, path: &str) {
        self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Whether nothing was wrong.
    pub(crate) fn is_right(&self) -> bool {
        self.tree.is_empty()
    }

    /// The refusal, if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.is_right() {
            return Ok(());
        }
        let errors = Some(Value::Object(self.tree));
        Err(Refusal { status: 400, code: 50035, message: Cow::Borrowed("Invalid Form Body"), errors })
    }
}

/// A form with one thing wrong.
pub(crate) fn invalid(path: &str, code: &str, message: impl Into<String>) -> Refusal {
    let mut form = Form::default();
    form.wrong(path, code, message);
    form.finish().err().unwrap_or(SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_form_says_where_in_discords_shape() {
        let mut form = Form::default();
        form.length("components.0.label", &"x".repeat(81), 1, 80);
        let refusal = form.finish().unwrap_err();
        assert_eq!(
            refusal.body(),
            json!({
                "message": "Invalid Form Body", "code": 50035,
                "errors": { "components": { "0": { "label": { "_errors": [
                    { "code": "BASE_TYPE_BAD_LENGTH", "message": "Must be between 1 and 80 in length." }
                ] } } } }
            })
        );
    }
}
