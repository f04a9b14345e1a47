//! Daybook: a Discord bot that posts, every morning, what happened on this day in history to
//! the channels that a server's moderators chose, and answers slash commands about any date.
//!
//! # Layout
//!
//! ```text
//!    data/almanac (curated pages)        Wikimedia's "on this day"
//!           |                                   |
//!        almanac ──────► library ◄─────── feed ─┴─ its answers, kept (store)
//!           |           one Day, whatever is up
//!        search (topics) ──┘|   what was fetched goes into its index on disk
//!        schedule ─► planner ─► ledger (store) ─► worker ─► edition (choose and order: pure)
//!       (civil time)    |                            |
//!                       ▼                            ▼
//!    slash command ─► discord::commands ─► view (plain data) ─► render ─► Discord | playground
//! ```
//!
//! One path for posts, one for answers; both meet in [`edition`] and the Discord views, so a
//! preview, a command and the morning post cannot disagree.
//!
//! # Parts, and who may use whom
//!
//! | part | what it is | may use | outside crates that only it names |
//! |---|---|---|---|
//! | [`event`] | Event, Year, `MonthDay`, Category, Place, Elapsed, dates as people write them | nothing | |
//! | [`clock`] | the time: the machine's, or one that is moved by hand | nothing | |
//! | [`reach`] | how far the network may reach | nothing | `reqwest` |
//! | [`schedule`] | when: times and weekdays or a cron line, in an IANA zone; civil time to instant | nothing | `cron`, `chrono_tz` |
//! | [`almanac`] | the embedded pages: parse, check, by day, by id | event | `toml`, `unicode_normalization`, `flate2` |
//! | [`feed`] | the live source: fetch, map, keep; what each of its answers is worth | event, clock, reach | `reqwest`, `flate2`, `unicode_normalization` |
//! | [`search`] | topic search: the almanac's index, made at build time, and one on disk of what the feed brought: at most 366 days in 14 languages | event | `tantivy`, `frostem`, `strsim`, `flate2` |
//! | [`library`] | almanac and feed as one: a day in a language, by date, title or chance; never fails | event, clock, almanac, feed, search | |
//! | [`edition`] | choose and order the events of one post; pure | event | |
//! | [`subscription`] | what a moderator set up; drafts checked on the way in | event, edition, schedule | |
//! | [`store`] | subscriptions and who changed them, the delivery ledger, the feed's answers; SQLite and PostgreSQL | event, edition, schedule, subscription | `sqlx` |
//! | [`delivery`] | planner, worker, notices, looks at what is paused, clearing, back-off, nonce; the `Poster` trait | all above | |
//! | [`discord`] | gateway, commands, components, views, rendering, REST for posts | all above | `serenity`, `poise`, `twilight_*`, `reqwest` |
//! | [`playground`] | a small stateful Discord of its own, with a web page; also alone, for other bots | clock only | `axum`, `flate2` |
//! | [`telemetry`] | logs | nothing | `tracing_subscriber` |
//! | [`config`] | composes each part's own settings: file < environment < flag | settings of the parts | `figment`, `strsim` |
//! | [`app`] | builds everything, runs it, stops it | everything but cli | `anyhow`, `tempfile` |
//! | [`cli`] | the command line | app, config, library, search, feed, event | `clap`, `indicatif`, `textwrap`, `anyhow` |
//!
//! A test (`tests/it/architecture.rs`) reads `src/` and fails on an arrow that is not in this table, or
//! an outside crate in another part's hands. Where two parts are named for a crate, both may use it.
//!
//! # How to add one more
//!
//! - A setting: a field in its part's `Settings`, its default and comment in `config/default.toml`, its
//!   limits in `problems`, a row in the README (a test asks for it).
//! - A command: a file in `discord/commands`, a line in `all`, a story, a row in the README.
//! - A button or a menu: an `Action` in `discord/custom_id.rs` and an arm in `discord/components.rs`; what was
//!   written before stays readable.
//! - Something that moderators can choose: a field in `edition::Taste` (what a post says) or
//!   `subscription::Posting` (how it comes) with a default, a `Deed` in `discord/control.rs`, a menu in
//!   `discord/render/panel.rs` and what it changes in `discord/moderate/change.rs`.
//! - A migration: the next number in `store/migrations`, for each database, a line in
//!   `store/database/open.rs`, and a sample of the version before in `tests/it/store/samples`; one that
//!   was released is never changed.
//! - Another name for a topic: a line in `data/search/synonyms.toml`.
//! - A page of the almanac: `data/README.md`.

pub mod almanac;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod discord;
pub mod edition;
pub mod event;
pub mod feed;
pub mod library;
pub mod playground;
pub mod reach;
pub mod schedule;
pub mod search;
pub mod store;
pub mod subscription;
pub mod telemetry;
