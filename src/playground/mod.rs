//! A small Discord of its own, on loopback, for trying Daybook and for testing it:
//! the REST API, the gateway, people who type commands and press buttons, and a web
//! page on which all of this can be seen and done.
//!
//! Promises: an ordinary Discord client library runs against it unchanged; what
//! Discord would refuse it refuses, in Discord's own shape; it listens on 127.0.0.1
//! alone and asks nothing of any other machine. It shares no code with the bot.
//! Whoever runs a bot too can hand in a look at the bot's plans ([`Backstage`]).
//!
//! # What it simulates
//!
//! - **Servers**: channels (text, announcement, forum, category), threads and forum posts with tags,
//!   roles, members, overwrites for roles and members, direct messages; all of them can come and go
//!   while the bot runs ([`Control`]), and the gateway tells of it.
//! - **Messages**: content, embeds, files, Components V2 with all limits (characters and bytes), flags,
//!   mentions and whom they really ping, `nonce` with `enforce_nonce` for three minutes, history, edits,
//!   crossposts, silent posts.
//! - **Commands**: global ones and a server's, options of all types with autocomplete, languages, contexts,
//!   default permissions, and what administrators have set for roles, people and channels ([`Whom`]).
//! - **Interactions**: commands, buttons, the five select menus, modals; the first answer within 3 seconds (of
//!   real time), 15 minutes for the rest (of the clock's), ephemeral answers, "is thinking", follow-ups,
//!   `app_permissions` in the interaction and on resolved channels.
//! - **The gateway**: several shards, intents, heartbeats, resuming with replay, invalid sessions, reconnects,
//!   `compress` for payloads and `compress=zlib-stream` for the line, and the numbers it closes with.
//! - **Limits**: the headers always; refusals (50 requests a second, 5 messages in 5 seconds and 10 crossposts
//!   an hour for each channel, `max_concurrency` and 1,000 identifies a day, 10,000 invalid requests in 10
//!   minutes) when asked to ([`Control::enforce_rate_limits`]).
//! - **Trouble**: answers that are lost, late, cut or garbled, outages, and refusals of any kind ([`Fault`]).
//!
//! What it answers is held against Discord's own OpenAPI document, and so is what the bot sends.
//!
//! # What it doesn't
//!
//! Voice and stages, reactions, polls' votes, stickers, emojis of a server, pins, invites, bans, timeouts,
//! webhooks that are not interactions', private threads, gatherings and events of a server, entitlements,
//! audit logs, user and message commands, file uploads and choices in modals, presences, other people's typing,
//! `encoding=etf` and `zstd-stream`. People's messages come without their text, as without the privileged
//! intent. Every member has added the bot to their account. Pictures are never fetched. Nothing is kept after it
//! stops.
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
