//! Views rendered into Discord's Components V2, inside its limits.

mod body;
mod edition;
mod page;
mod panel;
mod parts;
mod picture;
mod topic;

pub(super) use body::{Body, Unsendable};
pub(super) use edition::{bare_edition, edition, plain_edition};
pub(super) use page::page;
pub(super) use panel::{asking, panel, with_preview};
pub(super) use parts::{EVERYTHING, dead_end, notice};
pub(super) use topic::topic;

#[cfg(test)]
mod tests;
