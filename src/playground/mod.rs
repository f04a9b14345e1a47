//! A small Discord of its own, on loopback, for trying Daybook and for testing it:
//! the REST API, the gateway, people who type commands and press buttons, and a web
//! page on which all of this can be seen and done.
//!
//! Promises: an ordinary Discord client library runs against it unchanged; what
//! Discord would refuse it refuses, in Discord's own shape; it listens on 127.0.0.1
//! alone and asks nothing of any other machine. It shares no code with the bot.
//!
//! It doesn't: keep anything after it stops, fetch pictures, do voice, or check what
//! Daybook has no use for (reactions, bans, webhooks that are not interactions').
//!
//! # Layout
//!
//! ```text
//!   gateway ─┐                       ┌─ page
//!   rest ────┼─► state (one lock) ◄──┤
//!   control ─┘     |                 └─ control over HTTP
//!                world, hub (sessions), commands, desk (open interactions)
//! ```

mod asking;
mod backstage;
mod checks;
mod commands;
mod control;
mod desk;
mod faults;
mod forms;
mod founding;
mod gateway;
mod guard;
mod hub;
mod ids;
mod journal;
mod limits;
mod line;
mod load;
mod media;
mod mentions;
mod message;
mod objects;
mod overrides;
mod page;
mod payload;
mod permissions;
mod posting;
mod refusal;
mod remote;
mod rest;
mod server;
mod state;
mod tending;
mod wire;
mod world;

pub use self::backstage::{Backstage, Entry, Plan, Progress, View};
pub use self::control::{Answer, AnswerKind, Choice, Control, ControlError};
pub use self::faults::{Fault, Trouble};
pub use self::forms::{Field, Modal};
pub use self::ids::{ChannelId, GuildId, MessageId, PersonId, RoleId};
pub use self::journal::{Request, Tally};
pub use self::load::{Ask, Pace, Report};
pub use self::message::{Button, Message, Select};
pub use self::overrides::Whom;
pub use self::permissions::{
    ADMINISTRATOR, ATTACH_FILES, CREATE_PUBLIC_THREADS, MANAGE_GUILD, MANAGE_MESSAGES, MANAGE_THREADS,
    MENTION_EVERYONE, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
    USE_APPLICATION_COMMANDS, VIEW_CHANNEL,
};
pub use self::server::{Addresses, Error, Playground, Settings};
pub use self::tending::Holder;
pub use self::world::{ChannelKind, World};
