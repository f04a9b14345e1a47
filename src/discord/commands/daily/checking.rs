//! `/daily check`: whether the next post will come, point by point.

use super::{Context, Data, asked, moderator, which};
use crate::discord::access::Access;
use crate::discord::answer::AnswerError;
use crate::discord::rest::Failure;
use crate::discord::text::Point;
use crate::discord::{render, text};
use crate::event::MonthDay;
use crate::subscription::Subscription;

/// Check whether the next post will come: permissions, zone, schedule, source, store
#[poise::command(slash_command)]
pub(super) async fn check(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    let asked = asked(context);
    asked.defer().await?;
    let points = points(data, &subscription).await?;
    asked.follow(render::notice(&text::checked(&subscription, &points))?).await
}

async fn points(data: &Data, subscription: &Subscription) -> Result<[Point; 5], AnswerError> {
    let (now, zone) = (data.clock.now(), subscription.schedule.zone);
    let next = subscription.schedule.next_after(now);
    let day = MonthDay::of(next.map_or_else(|| zone.date(now), |next| next.date()));
    let choice = subscription.taste.pool(&*data.told_to(subscription, day).await).len();
    // It has just been read from there; reading it again shows that it is no accident.
    let stored = data.store.subscription(subscription.id).await?;
    let stored = stored.as_ref().unwrap_or(subscription);
    Ok([
        Point { name: "Permissions", said: permissions(data, subscription).await },
        Point { name: "Zone", said: Ok(text::zone_shows(zone.name(), zone.civil(now))) },
        Point { name: "Schedule", said: text::schedule_goes_on(subscription, subscription.next) },
        Point { name: "Source", said: text::source_has(choice, &day.to_string()) },
        Point { name: "Store", said: text::store_works(stored) },
    ])
}

async fn permissions(data: &Data, subscription: &Subscription) -> Result<String, String> {
    match Access::look(&data.rest, subscription.guild, subscription.channel).await {
        Ok(access) => {
            access.problem(&subscription.posting).map_or_else(|| Ok(text::permissions_are_fine()), Err)
        }
        Err(Failure::Refused { status: 403 | 404, code, message }) => Err(text::refused(code, &message)),
        Err(_) => Err(text::cannot_look()),
    }
}
