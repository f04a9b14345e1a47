//! What the list of a server's changes says, after the name of whoever did it.

use crate::discord::markdown::{escape, shorten};
use crate::subscription::{Draft, Subscription};

pub(in crate::discord) fn did_set_up(draft: &Draft) -> String {
    format!("set up <#{}>: {}", draft.channel, super::schedule(&draft.schedule))
}

fn did(what: &str, subscription: &Subscription) -> String {
    format!("{what} <#{}>, {}", subscription.channel, super::schedule(&subscription.schedule))
}

pub(in crate::discord) fn did_pause(subscription: &Subscription) -> String {
    did("paused", subscription)
}

pub(in crate::discord) fn did_resume(subscription: &Subscription) -> String {
    did("resumed", subscription)
}

pub(in crate::discord) fn did_remove(subscription: &Subscription) -> String {
    did("removed", subscription)
}

pub(in crate::discord) fn did_restore(subscription: &Subscription) -> String {
    did("brought back", subscription)
}

pub(in crate::discord) fn did_post_now(subscription: &Subscription, counts: bool) -> String {
    let counts = if counts { ", counted as today's" } else { "" };
    format!("posted out of turn to <#{}>{counts}", subscription.channel)
}

/// A change of one field.
pub(in crate::discord) fn did_change(subscription: &Subscription, what: &str, to: &str) -> String {
    format!("changed the {what} of <#{}> to {}", subscription.channel, escape(&shorten(to, 80)))
}
