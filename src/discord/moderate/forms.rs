//! The forms of the panel. They are classic text inputs: the client library skips what it does not know in a form.

use std::collections::BTreeMap;

use poise::serenity_prelude as serenity;
use serenity::{
    ActionRowComponent, CreateActionRow, CreateInputText, CreateInteractionResponse, CreateModal,
    InputTextStyle, ModalInteraction,
};

use super::{Control, Deed};
use crate::discord::custom_id::CustomId;
use crate::discord::text;
use crate::schedule::Rule;
use crate::subscription::{Place, Subscription, Template};

/// The form that changes this part of a daily post, filled in as it is now.
pub(super) fn form(deed: Deed, subscription: &Subscription) -> CreateInteractionResponse {
    let control = Control::new(deed, subscription.id.0, subscription.revision);
    let (title, fields) = match deed {
        Deed::When => (text::WHEN, when(subscription)),
        _ => (text::LOOKS, looks(subscription)),
    };
    let rows = fields.into_iter().map(CreateActionRow::InputText).collect();
    CreateInteractionResponse::Modal(
        CreateModal::new(CustomId::of(control).to_string(), title).components(rows),
    )
}

fn field(name: &str, label: &str, hint: &str, value: Option<String>, most: usize) -> CreateInputText {
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    let field = CreateInputText::new(InputTextStyle::Short, label, name).placeholder(hint).max_length(most);
    match value {
        Some(value) => field.value(value),
        None => field,
    }
}

fn when(subscription: &Subscription) -> Vec<CreateInputText> {
    let time = match &subscription.schedule.rule {
        Rule::Times(times) => times.times_text(),
        Rule::Cron(line) => line.to_string(),
    };
    let zone = subscription.schedule.zone.name().to_owned();
    vec![
        field("time", text::TIME_FIELD, text::TIME_HINT, Some(time), 200),
        field("zone", text::ZONE_FIELD, text::ZONE_HINT, Some(zone), 60),
    ]
}

fn looks(subscription: &Subscription) -> Vec<CreateInputText> {
    let posting = &subscription.posting;
    let line = |name, label, template: Option<&Template>| {
        let value = template.map(ToString::to_string);
        field(name, label, text::TITLE_HINT, value, Template::LONGEST).required(false)
    };
    let mut fields = vec![line("title", text::TITLE_FIELD, posting.title.as_ref())];
    if posting.place == Place::Forum {
        fields.push(line("forum_title", text::FORUM_TITLE_FIELD, posting.forum_title.as_ref()));
    }
    let colour = posting.accent.map(|colour| colour.to_string());
    fields.push(field("colour", text::COLOUR_FIELD, text::COLOUR_HINT, colour, 7).required(false));
    fields
}

/// What was filled in, by field.
pub(super) fn fields(sent: &ModalInteraction) -> BTreeMap<String, String> {
    let inputs = sent.data.components.iter().flat_map(|row| &row.components);
    let text = |input: &ActionRowComponent| match input {
        ActionRowComponent::InputText(input) => {
            Some((input.custom_id.clone(), input.value.clone().unwrap_or_default()))
        }
        _ => None,
    };
    inputs.filter_map(text).collect()
}
