//! From a due subscription to a post in its channel: once, as far as anyone there can see.
//!
//! [`Planner::step`] writes what has come due into the ledger; [`Worker`] claims it, posts
//! it through a [`Poster`] and settles it. [`Teller`] tells moderators when their subscription
//! had to stop, [`Prober`] looks now and then whether the reason is mended, [`Pruner`] clears away
//! what is long settled, [`Steward`] fetches the live feed's days before they are needed. [`Loops`]
//! run them all. A crash
//! between any two lines loses nothing: the lease runs out, another worker takes over with the
//! same nonce, and looks into the channel first when the post may already be there.
//!
//! This part knows nothing about Discord; the poster tells it, by the kind of error, what
//! to do next.

mod backoff;
mod composer;
mod loops;
mod outage;
mod planner;
mod poster;
mod prober;
mod pruner;
mod settings;
mod settling;
mod steward;
mod teller;
mod work;
mod worker;

pub use backoff::Backoff;
pub use composer::told_to;
pub use loops::{Loops, Wake};
pub use planner::{Planner, PlannerStep};
pub use poster::{Mark, News, NoMark, Nonce, Notice, Order, PostError, Posted, Poster, Probe};
pub use prober::Prober;
pub use pruner::{Pruned, Pruner};
pub use settings::Settings;
pub use steward::Steward;
pub use teller::Teller;
pub use worker::{Job, Outcome, Worker, WorkerParts};
