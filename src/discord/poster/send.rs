//! Sends an edition: as a message, or as a forum's post.

use serde::{Deserialize, Serialize};
use tracing::warn;

use super::{ARCHIVED, IS_A_FORUM, TAG_REQUIRED, malformed, message_id};
use crate::delivery::{Order, Posted};
use crate::discord::access::Role;
use crate::discord::render::{self, Body};
use crate::discord::rest::{Failure, Rest};
use crate::discord::text;
use crate::discord::view::{Dress, EditionView};
use crate::subscription::{ChannelId, Place, Posting, RoleId, TagId};

/// A message as Discord made it.
#[derive(Deserialize)]
struct Created {
    id: String,
    #[serde(default)]
    mention_roles: Vec<RoleId>,
}

/// A forum's post.
#[derive(Serialize)]
struct Beginning<'a> {
    name: &'a str,
    message: &'a Body,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    applied_tags: Vec<TagId>,
}

/// A forum's post as Discord made it: a thread, whose first message has its number.
#[derive(Deserialize)]
struct Begun {
    id: ChannelId,
    message: Created,
}

#[derive(Serialize)]
struct Reopened {
    archived: bool,
}

/// Sends the edition, with less of its looks if Discord refuses it for its form.
pub(super) async fn edition(rest: &Rest, order: &Order) -> Result<Posted, Failure> {
    let (posting, mut remark) = pinging_who_is_there(rest, order).await;
    let dress = Dress::of(&posting, &order.edition);
    let view = EditionView::new(&order.edition).marked(order.mark).dressed(dress);
    let mut last = malformed(&"there is nothing to send");
    // The post is worth more than its looks: what is refused comes again with less.
    for render in [render::edition, render::plain_edition, render::bare_edition] {
        match render(&view) {
            Ok(body) => match send(rest, order, &posting, body).await {
                Err(failure) if is_about_the_form(&failure) => last = failure,
                Err(failure) => return Err(failure),
                Ok(posted) => {
                    remark = remark.or(posted.remark);
                    return Ok(Posted { remark, ..posted });
                }
            },
            Err(error) => last = malformed(&error),
        }
        warn!(delivery = %order.delivery, error = %last, "an edition was refused; trying with less");
    }
    Err(last)
}

fn is_about_the_form(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused { status: 400, code, .. }
        if !matches!(*code, IS_A_FORUM | TAG_REQUIRED | ARCHIVED))
}

/// How to post; without the role if that is gone, and a remark about it then.
async fn pinging_who_is_there(rest: &Rest, order: &Order) -> (Posting, Option<String>) {
    let posting = order.posting.clone();
    let Some(wanted) = posting.ping else { return (posting, None) };
    match rest.get::<Vec<Role>>(&format!("guilds/{}/roles", order.guild)).await {
        Ok(roles) if roles.iter().all(|role| role.id != wanted) => {
            (Posting { ping: None, ..posting }, Some(text::ROLE_GONE.to_owned()))
        }
        // What cannot be found out is no reason to leave the ping out.
        _ => (posting, None),
    }
}

async fn send(rest: &Rest, order: &Order, posting: &Posting, body: Body) -> Result<Posted, Failure> {
    if posting.place == Place::Forum {
        return begin(rest, order, posting, &body).await;
    }
    let body = body.once(&order.nonce);
    match message(rest, order, posting, &body).await {
        Err(Failure::Refused { code: IS_A_FORUM, .. }) => begin(rest, order, posting, &body.again()).await,
        Err(failure @ Failure::Refused { code: ARCHIVED, .. }) => {
            let reopened =
                rest.patch(&format!("channels/{}", order.channel), &Reopened { archived: false }).await;
            match reopened {
                Ok(()) => message(rest, order, posting, &body).await,
                Err(_) => Err(failure),
            }
        }
        other => other,
    }
}

async fn message(rest: &Rest, order: &Order, posting: &Posting, body: &Body) -> Result<Posted, Failure> {
    let created: Created = rest.post(&format!("channels/{}/messages", order.channel), body).await?;
    posted(order.channel, &created, posting)
}

/// Begins a thread in a forum. A tag that is gone is no reason not to.
async fn begin(rest: &Rest, order: &Order, posting: &Posting, body: &Body) -> Result<Posted, Failure> {
    let name = text::forum_title(posting, &order.edition);
    let path = format!("channels/{}/threads", order.channel);
    let beginning = |applied_tags| Beginning { name: &name, message: body, applied_tags };
    let tags: Vec<_> = posting.tags.iter().copied().take(Posting::MOST_TAGS).collect();
    match rest.post::<Begun>(&path, &beginning(tags.clone())).await {
        Err(failure) if !tags.is_empty() && is_about_the_form(&failure) => {
            let begun: Begun = rest.post(&path, &beginning(vec![])).await?;
            let begun = posted(begun.id, &begun.message, posting)?;
            Ok(Posted { remark: Some(text::TAG_GONE.to_owned()), ..begun })
        }
        other => other.and_then(|begun| posted(begun.id, &begun.message, posting)),
    }
}

fn posted(place: ChannelId, created: &Created, posting: &Posting) -> Result<Posted, Failure> {
    let is_unheard = posting.ping.is_some_and(|role| !created.mention_roles.contains(&role));
    let remark = is_unheard.then(|| text::ROLE_NOT_PINGED.to_owned());
    Ok(Posted { message: message_id(&created.id)?, place, remark })
}
