//! What Discord refuses about a form before it does anything: messages,
//! components, embeds, modals, commands. Limits and wording are Discord's.

pub(crate) mod command;
mod components;
mod embeds;
pub(crate) mod message;
