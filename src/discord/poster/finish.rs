//! What comes after a post: it is published, and a thread is started under it. Both can be asked for again.

use serde::Serialize;

use crate::delivery::{Order, Posted};
use crate::discord::rest::{Failure, Rest};
use crate::discord::text;
use crate::subscription::Place;

/// The message was published before.
const PUBLISHED_BEFORE: u32 = 40033;

/// There is a thread under the message.
const HAS_A_THREAD: u32 = 160_004;

#[derive(Serialize)]
struct Thread<'a> {
    name: &'a str,
}

/// Publishes the post and starts its thread, as the moderators want. What does not work becomes a remark: the post is
/// there, and that is what counts.
pub(super) async fn finish(rest: &Rest, order: &Order, posted: Posted) -> Posted {
    let place = order.posting.place;
    let mut remarks: Vec<String> = posted.remark.into_iter().collect();
    let at = format!("channels/{}/messages/{}", posted.place, posted.message);
    if order.posting.publish && place == Place::Announcement {
        let published = rest.touch(&format!("{at}/crosspost")).await;
        remarks.extend(remark(published, PUBLISHED_BEFORE, text::not_published));
    }
    if order.posting.thread && matches!(place, Place::Text | Place::Announcement) {
        let name = text::thread_name(&order.edition);
        let started =
            rest.post::<serde::de::IgnoredAny>(&format!("{at}/threads"), &Thread { name: &name }).await;
        remarks.extend(remark(started.map(drop), HAS_A_THREAD, text::no_thread));
    }
    let remark = (!remarks.is_empty()).then(|| remarks.join(". Besides, "));
    Posted { remark, ..posted }
}

/// What there is to say about it, if anything; `done` is the code that says that it was done before.
fn remark(result: Result<(), Failure>, done: u32, words: fn(&Failure) -> String) -> Option<String> {
    match result {
        Ok(()) => None,
        Err(Failure::Refused { code, .. }) if code == done => None,
        Err(failure) => Some(words(&failure)),
    }
}
