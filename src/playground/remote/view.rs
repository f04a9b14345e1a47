//! What can be seen over HTTP.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State as Handed};
use axum::response::sse::{Event, Sse};
use chrono::{DateTime, Utc};
use futures_util::stream::{Stream, unfold};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Desk, Said, said};
use crate::playground::ids::{ChannelId, PersonId};
use crate::playground::journal::Request;
use crate::playground::message::Message;
use crate::playground::objects::role_object;
use crate::playground::permissions::{SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL};
use crate::playground::state::State;
use crate::playground::world::{Channel, Person};

/// The page shows the clock, so it hears of the time at least this often.
const TICK: Duration = Duration::from_secs(1);
/// The page shows no more of a channel's past than this.
const SHOWN: usize = 200;

/// Everything about the world but its messages.
pub(super) async fn state(Handed(desk): Handed<Desk>) -> Said<Value> {
    let addresses = &*desk.addresses;
    said(desk.control.shared.look(|state| {
        let world = &state.world;
        let guilds = world.guilds.values().map(|guild| {
            let roles: Vec<_> =
                guild.roles.iter().enumerate().map(|(place, role)| role_object(role, place)).collect();
            let members: Vec<_> = guild.members.keys().filter_map(|id| world.member(guild.id, *id)).collect();
            json!({ "id": guild.id, "name": guild.name, "owner_id": guild.owner, "roles": roles, "members": members })
        });
        json!({
            "addresses": addresses, "now": state.clock.now(), "connected": state.hub.is_connected(),
            "registered": state.registry.is_filled, "guilds": guilds.collect::<Vec<_>>(),
            "channels": world.channels.values().map(|channel| listed(state, channel)).collect::<Vec<_>>(),
            "people": world.people.keys().map(|person| world.user(*person)).collect::<Vec<_>>(),
            "locales": world.people.values().map(locale).collect::<Map<_, _>>(),
            "bot": world.current_user(), "faults": state.faults.armed(),
            "rate_limits_enforced": state.limits.enforced,
        })
    }))
}

/// The language of somebody's client, under their id.
fn locale(person: &Person) -> (String, Value) {
    (person.id.to_string(), json!(person.locale))
}

/// A channel in the list, and who can see it.
fn listed(state: &State, channel: &Channel) -> Value {
    let mut object = state.world.channel_object(channel);
    let sees = |person: &&PersonId| state.world.permissions_in(channel, **person) & VIEW_CHANNEL != 0;
    let needed = if channel.thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    let writes = |person: &&PersonId| state.world.permissions_in(channel, **person) & needed != 0;
    object["writable_by"] = state.world.people.keys().filter(writes).map(|person| json!(person)).collect();
    object["visible_to"] = state.world.people.keys().filter(sees).map(|person| json!(person)).collect();
    object
}

#[derive(Deserialize)]
pub(super) struct Seat {
    person: String,
    channel: String,
}

/// What one person sees in a channel: messages, oldest first.
pub(super) async fn channel(Handed(desk): Handed<Desk>, Query(seat): Query<Seat>) -> Said<Vec<Message>> {
    let (person, channel) = (desk.person(&seat.person)?, desk.channel(&seat.channel)?);
    let mut messages = desk.control.messages_seen_by(person, channel);
    messages.drain(..messages.len().saturating_sub(SHOWN));
    said(messages)
}

/// The commands that Discord's client would offer one person in a channel.
pub(super) async fn commands(Handed(desk): Handed<Desk>, Query(seat): Query<Seat>) -> Said<Vec<Value>> {
    let (person, channel) = (desk.person(&seat.person)?, desk.channel(&seat.channel)?);
    said(desk.control.shared.look(|state| offered(state, person, channel)))
}

fn offered(state: &State, person: PersonId, channel: ChannelId) -> Vec<Value> {
    let Some(place) = state.world.channels.get(&channel) else { return Vec::new() };
    let usable = state.registry.usable(place.guild).filter(|command| command.object["type"] == 1);
    let offered = usable.filter(|command| state.may_use(person, place, command).is_ok());
    offered.map(|command| command.object.clone()).collect()
}

#[derive(Deserialize)]
pub(super) struct Place {
    channel: String,
}

/// What everybody can read in a channel.
pub(super) async fn messages(Handed(desk): Handed<Desk>, Query(place): Query<Place>) -> Said<Vec<Message>> {
    said(desk.control.messages(desk.channel(&place.channel)?))
}

#[derive(Deserialize)]
pub(super) struct Part {
    last: Option<usize>,
}

/// What the bot asked, oldest first; all of it, or the `last` so many.
pub(super) async fn journal(Handed(desk): Handed<Desk>, Query(part): Query<Part>) -> Said<Vec<Request>> {
    said(desk.control.shared.look(|state| state.journal.last(part.last.unwrap_or(usize::MAX))))
}

/// Says that something changed, and what time it is, as often as either does.
pub(super) async fn events(Handed(desk): Handed<Desk>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = desk.control.shared.changes();
    let first = VecDeque::from([()]);
    Sse::new(unfold((desk, changes, first), |(desk, mut changes, mut first)| async move {
        if first.pop_front().is_none() {
            tokio::select! {
                heard = changes.changed() => heard.ok()?,
                () = tokio::time::sleep(TICK) => {}
                () = desk.control.shared.stopped() => return None,
            }
        }
        let count = *changes.borrow_and_update();
        let now: DateTime<Utc> = desk.control.now();
        let event = Event::default().data(json!({ "changes": count, "now": now }).to_string());
        Some((Ok(event), (desk, changes, first)))
    }))
}
