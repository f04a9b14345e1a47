//! `/daily setup`: a channel, a time, a zone, and everything else has a default.

use poise::serenity_prelude as serenity;
use serenity::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Data, MOST_CHOICES, Moderator, asked, moderator, refusal, time_choices};
use crate::discord::access::{self, Access};
use crate::discord::answer::AnswerError;
use crate::discord::control::{Control, Deed};
use crate::discord::rest::Failure;
use crate::discord::{probe, render, text};
use crate::edition::Taste;
use crate::schedule::{Schedule, Weekdays, Zone};
use crate::store::Subscribed;
use crate::subscription::{ChannelId, Draft, Place, Posting, Subscription, Typed};

/// Post what happened on this day to a channel, every day
#[poise::command(slash_command)]
pub(super) async fn setup(
    context: Context<'_>,
    #[description = "The channel, thread or forum that gets the posts"]
    #[channel_types("Text", "News", "PublicThread", "PrivateThread", "NewsThread", "Forum")]
    channel: serenity::PartialChannel,
    #[description = "A time such as 09:00 or 9am, several (9:00, 18:30), or a cron line (0 9 * * 1-5)"]
    #[max_length = 200]
    #[autocomplete = "times"]
    time: String,
    #[description = "The time zone: a city, a country, EST or UTC+2"]
    #[max_length = 60]
    #[autocomplete = "zones"]
    zone: String,
    #[description = "Days of the week, such as weekdays or mon, wed and fri; every day if you leave it out"]
    #[max_length = 100]
    #[autocomplete = "days"]
    days: Option<String>,
    #[description = "How many events a post tells, 1 to 7; 5 if you leave it out"]
    #[min = 1]
    #[max = 7]
    events: Option<usize>,
) -> Result<(), AnswerError> {
    let data = context.data();
    let moderator = moderator(context)?;
    let typed = Typed { time: &time, days: days.as_deref(), zone: &zone };
    let schedule = typed.schedule(data.minimum_spacing).map_err(|error| refusal(error.to_string()))?;
    let place = access::place(u8::from(channel.kind)).ok_or_else(|| refusal(text::NO_PLACE_FOR_POSTS))?;
    let asked = asked(context);
    asked.defer().await?;
    let channel_id = ChannelId(channel.id.get());
    let access = Access::look(&data.rest, moderator.guild, channel_id).await;
    if matches!(access, Err(Failure::Refused { code: 10003, .. })) {
        return Err(refusal(text::CHANNEL_GONE));
    }
    let name = channel.name.unwrap_or_default();
    let draft = draft(data, &moderator, channel_id, (place, name), schedule, events).await?;
    let (subscription, is_new) = store(data, &moderator, &draft).await?;
    let others = data.store.subscriptions_of(moderator.guild).await?;
    let others =
        others.iter().filter(|one| one.channel == draft.channel && one.id != subscription.id).count();
    let mut words = text::set_up(&subscription, is_new, if is_new { others } else { 0 });
    if let Some(warning) = warning(data, access, &subscription).await {
        words = format!("{words}\n\n{warning}");
    }
    let fine_tune = Control::new(Deed::Open, subscription.id.0, subscription.revision);
    let next = data.next_post(&subscription).await?;
    asked.follow(render::with_preview(&words, &[(fine_tune, text::FINE_TUNE)], &next)?).await
}

/// What is to be stored; what the channel wants stays as it is where it has a post at this time already.
async fn draft(
    data: &Data,
    moderator: &Moderator,
    channel: ChannelId,
    (place, name): (Place, String),
    schedule: Schedule,
    events: Option<usize>,
) -> Result<Draft, AnswerError> {
    let all = data.store.subscriptions_of(moderator.guild).await?;
    let is_same =
        |one: &Subscription| one.channel == channel && one.schedule.rule.has_the_times_of(&schedule.rule);
    let before = all.into_iter().find(is_same).map(|one| (one.taste, one.posting));
    let (taste, posting) = before.unwrap_or_default();
    let events = events.map_or(taste.events, |events| events.clamp(1, Taste::MOST_EVENTS));
    Ok(Draft {
        guild: moderator.guild,
        channel,
        set_up_in: moderator.channel,
        set_up_by: moderator.user,
        schedule,
        taste: Taste { events, ..taste },
        posting: Posting { place, name, ..posting },
    })
}

/// Stores it; whether it is a new one.
async fn store(
    data: &Data,
    moderator: &Moderator,
    draft: &Draft,
) -> Result<(Subscription, bool), AnswerError> {
    let now = data.clock.now();
    let first = draft.schedule.next_after(now).ok_or_else(|| refusal(text::NEVER))?;
    let change = moderator.did(text::did_set_up(draft));
    let most = data.most_per_server;
    let stored = match data.store.subscribe(draft, Some(first), most, &change, now).await? {
        Subscribed::Added(subscription) => (subscription, true),
        Subscribed::Changed(subscription) => (subscription, false),
        Subscribed::Full => return Err(refusal(text::full(most))),
    };
    data.wake.subscriptions_changed();
    Ok(stored)
}

/// What would go wrong, before it does.
async fn warning(
    data: &Data,
    access: Result<Access, Failure>,
    subscription: &Subscription,
) -> Option<String> {
    match access {
        Ok(access) => match access.problem(&subscription.posting) {
            Some(problem) => Some(text::before_the_first_post(&problem)),
            None if subscription.posting.place == Place::Forum => None,
            None => probe::refusal(&data.rest, subscription.channel)
                .await
                .map(|because| text::would_fail(&because)),
        },
        Err(Failure::Refused { code: 50001, .. }) => {
            let lacking = text::lacking(subscription.channel, &["View Channel"]);
            Some(text::before_the_first_post(&lacking))
        }
        // What cannot be found out now is found out in the morning.
        Err(_) => None,
    }
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn times(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = time_choices::suggestions(typed).into_iter().take(MOST_CHOICES);
    CreateAutocompleteResponse::new().set_choices(found.map(AutocompleteChoice::from).collect())
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn zones(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let now = context.data().clock.now();
    let found = Zone::suggestions(typed, MOST_CHOICES).into_iter();
    let choices = found.map(|found| {
        let name = text::zone_choice(&found, found.zone.civil(now));
        AutocompleteChoice::new(name, found.zone.name())
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn days(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = Weekdays::suggestions(typed).into_iter().take(MOST_CHOICES);
    let choices = found.map(|days| AutocompleteChoice::new(days.clone(), days));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
