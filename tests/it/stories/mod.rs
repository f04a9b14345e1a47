//! Stories: the app as it runs, the real serenity client against the playground, a clock
//! that is moved by hand, and a database of its own. No sleeps: moves and signals.

mod buttons;
mod delivery;
mod faults;
mod feed;
mod finding;
mod history;
mod languages;
mod log;
mod looking_around;
mod lookups;
mod moderators;
mod mornings;
mod outages;
mod panel;
mod playground_run;
mod problems;
mod scene;
mod servers;
mod setup;
mod sharing;
