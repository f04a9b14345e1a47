//! From a due subscription to a post in its channel: once, as far as anyone there can see.
//!
//! [`Planner::step`] writes what has come due into the ledger; [`Worker`] claims it, posts
//! it through a [`Poster`] and settles it. [`Loops`] run both. A crash between any two
//! lines loses nothing: the lease runs out, another worker takes over with the same nonce,
//! and looks into the channel first when the post may already be there.
//!
//! This part knows nothing about Discord; the poster tells it, by the kind of error, what
//! to do next.

mod backoff;
mod loops;
mod planner;
mod poster;
mod settings;
mod worker;

pub use backoff::Backoff;
pub use loops::{Loops, Wake};
pub use planner::{Planner, PlannerStep};
pub use poster::{Nonce, Order, PostError, Poster};
pub use settings::Settings;
pub use worker::{Outcome, Worker, WorkerParts};
