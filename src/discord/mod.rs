//! Daybook on Discord: the gateway, the commands, what people see, and the way out for posts.
//!
//! Answers and posts go the same way: an edition or an event becomes a view (plain data),
//! the view is rendered into Components V2, and the body is checked against Discord's
//! limits before it is sent. Answers to interactions go through serenity; posts go through
//! a small REST client of our own, because serenity's limiter knocks on the real Discord
//! whatever its base address is, and its errors lose how long to wait.
//!
//! Buttons outlive the process: what a button does stands in its `custom_id`, with a
//! version.

mod access;
mod answer;
mod bot;
mod commands;
mod components;
mod control;
mod custom_id;
mod day_in;
mod error;
mod lookup;
mod markdown;
mod moderate;
mod moderator;
mod notices;
mod pending;
mod poster;
mod probe;
mod render;
mod rest;
mod servers;
mod settings;
mod shards;
mod text;
mod token;
mod topic;
mod view;

pub use crate::reach::Reach;
pub use bot::{Bot, BotParts};
pub use error::DiscordError;
pub use poster::DiscordPoster;
pub use rest::Rest;
pub use settings::Settings;
pub use shards::{InvalidShards, Shards};
pub use text::{sources, told};
pub use token::Token;
