//! Daybook: a Discord bot that posts, every morning, what happened on this day in history.
//!
//! (Under construction: parts are added from the top of the table down.)

pub mod clock;
