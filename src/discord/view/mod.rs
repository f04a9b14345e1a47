//! What people see, as plain data: words already chosen, nothing of Discord's in it.

mod card;
mod dress;
mod edition;
mod page;
mod subject;
mod topic;

pub(super) use card::Card;
pub(super) use dress::Dress;
pub(super) use edition::{EditionView, Leaf};
pub(super) use page::{PageView, language};
pub(super) use subject::Subject;
pub(super) use topic::TopicView;
