//! stub
use crate::event::{Category, Language};
/// x
#[derive(Debug)]
pub struct Classifier;
/// x
pub struct Guess;
impl Classifier {
    /// x
    pub fn embedded() -> &'static Self {
        &Classifier
    }
    pub(super) fn guess(&self, _: Language, _: &str, _: Option<(&str, &str, &str)>) -> Option<Category> {
        None
    }
}
