//! The feed, by itself: which article an entry is about, and what the mapper makes of what comes.

mod catalogue;
mod manners;
mod mapper;
mod memory;
mod sync;
mod topics;
