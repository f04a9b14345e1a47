//! Every request body that the bot sent in a story, and what the playground answered, against Discord's own OpenAPI
//! document.
//!
//! The document is not part of the project; where it is absent this is skipped, and says so.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use daybook::playground::Request;
use jsonschema::Validator;
use serde_json::{Value, json};

/// Discord's document, where it is.
static DOCUMENT: LazyLock<Option<Value>> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/discord-openapi.json");
    let text = std::fs::read_to_string(file).ok()?;
    Some(serde_json::from_str(&text).expect("Discord's document is JSON"))
});

/// Making a validator takes longer than a story: each is made once.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Fails on the first body that Discord's document does not allow; answers how many were checked.
pub(crate) fn check(requests: &[Request]) -> usize {
    let Some(document) = &*DOCUMENT else { return 0 };
    let bodies = requests.iter().filter(|request| !request.body.is_null());
    bodies.map(|request| check_one(document, request)).count()
}

/// Fails on the first answer of the playground that Discord's document does not allow; answers how many were checked.
pub(crate) fn check_answers(requests: &[Request]) -> usize {
    let Some(document) = &*DOCUMENT else { return 0 };
    let answered = requests.iter().filter(|request| !request.answer.is_null() && request.route != "unknown");
    answered.map(|request| check_answer(document, request)).count()
}

fn check_answer(document: &Value, request: &Request) {
    let template = template(document, &request.path);
    let method = request.method.to_lowercase();
    // A server that breaks has no documented answer.
    if request.status >= 500 {
        return;
    }
    let Some(validator) = answer_validator(document, &template, &method, request.status) else {
        panic!("Discord never answers {} to {} {}", request.status, request.method, request.path);
    };
    let mut answer = request.answer.clone();
    if let Some(tree) = answer.get_mut("errors") {
        number_codes(tree);
    }
    let told: Vec<_> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert!(
        told.is_empty(),
        "the answer {} to {} {} is not as Discord's document has it: {}\n{:#}",
        request.status,
        request.method,
        request.path,
        told.join("; "),
        request.answer
    );
}

/// The document has numbers as the codes in the tree of a wrong form; Discord's own reference and Discord itself have
/// words (`BASE_TYPE_REQUIRED`).
fn number_codes(tree: &mut Value) {
    match tree {
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "code" && value.is_string() {
                    *value = 0.into();
                }
                number_codes(value);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(number_codes),
        _ => {}
    }
}

/// None if the document has no such answer.
fn answer_validator(document: &Value, template: &str, method: &str, status: u16) -> Option<Arc<Validator>> {
    let answers = &document["paths"][template][method]["responses"];
    let exact = &answers[status.to_string()];
    let answer = if exact.is_null() { &answers[format!("{}XX", status / 100)] } else { exact };
    let answer = match answer["$ref"].as_str() {
        Some(place) => document.pointer(place.trim_start_matches('#'))?,
        None => answer,
    };
    let schema = &answer["content"]["application/json"]["schema"];
    let make = || {
        let schema = json!({ "allOf": [schema], "components": document["components"] });
        Arc::new(jsonschema::validator_for(&schema).expect("Discord's schemas are sound"))
    };
    let mut validators = VALIDATORS.lock().expect("no validator broke");
    let key = format!("{method} {template} {status}");
    schema.is_object().then(|| validators.entry(key).or_insert_with(make).clone())
}

fn check_one(document: &Value, request: &Request) {
    let template = template(document, &request.path);
    let validator = validator(document, &template, &request.method.to_lowercase());
    let body = as_documented(&request.body);
    let told: Vec<_> = validator.iter_errors(&body).map(|error| error.to_string()).collect();
    assert!(
        told.is_empty(),
        "{} {} is not as Discord's document has it: {}\n{:#}",
        request.method,
        request.path,
        told.join("; "),
        request.body
    );
}

/// The document has one field otherwise than Discord's own reference, which says that permissions
/// are text: `default_member_permissions` as a number. Discord takes both.
fn as_documented(body: &Value) -> Value {
    match body {
        Value::Array(all) => all.iter().map(as_documented).collect(),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                let number = value.as_str().and_then(|text| text.parse::<u64>().ok());
                match number.filter(|_| key == "default_member_permissions") {
                    Some(number) => (key.clone(), Value::from(number)),
                    None => (key.clone(), as_documented(value)),
                }
            };
            Value::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

/// The document's path that fits; one with words in it before one with a hole there.
fn template(document: &Value, path: &str) -> String {
    let paths = document["paths"].as_object().expect("paths").keys();
    let parts: Vec<_> = path.split('/').collect();
    let fits = |template: &&String| {
        let holes: Vec<_> = template.split('/').collect();
        let same = |(hole, part): (&&str, &&str)| hole.starts_with('{') || hole == part;
        holes.len() == parts.len() && holes.iter().zip(&parts).all(same)
    };
    let best = paths.filter(fits).min_by_key(|template| template.matches('{').count());
    best.unwrap_or_else(|| panic!("Discord has no {path}")).clone()
}

fn validator(document: &Value, template: &str, method: &str) -> Arc<Validator> {
    let mut validators = VALIDATORS.lock().expect("no validator broke");
    let make = || {
        let body =
            &document["paths"][template][method]["requestBody"]["content"]["application/json"]["schema"];
        assert!(body.is_object(), "Discord takes no body for {method} {template}");
        let schema = json!({ "allOf": [body], "components": document["components"] });
        Arc::new(jsonschema::validator_for(&schema).expect("Discord's schemas are sound"))
    };
    validators.entry(format!("{method} {template}")).or_insert_with(make).clone()
}

#[test]
fn a_wrong_body_would_be_noticed() {
    let Some(document) = &*DOCUMENT else {
        crate::support::skipped::skipped("../shared/discord-openapi.json is not here");
        return;
    };
    let message = |body| validator(document, "/channels/{channel_id}/messages", "post").is_valid(&body);
    assert!(message(json!({ "content": "hello" })));
    assert!(!message(json!({ "content": 7 })));
    assert!(!message(
        json!({ "components": [{ "type": 2, "style": 1, "label": "x".repeat(81), "custom_id": "a" }] })
    ));
}
