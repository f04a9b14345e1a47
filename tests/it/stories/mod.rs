//! Stories: the app as it runs, the real serenity client against the playground, a clock
//! that is moved by hand, and a database of its own. No sleeps: moves and signals.

mod buttons;
mod delivery;
mod faults;
mod feed;
mod log;
mod looking_around;
mod lookups;
mod mornings;
mod outages;
mod playground_run;
mod scene;
mod setup;
mod sharing;
