//! The feed, by itself: which article an entry is about, and what the mapper makes of what comes.

mod manners;
mod topics;
