//! The REST API: one table of routes, and for each request the same steps in the
//! same order: fault, authorization, limits, the route, the journal.

mod applications;
mod callback;
mod channels;
mod entrance;
mod guilds;
mod messages;
mod threads;
mod users;
mod webhooks;

use std::collections::HashMap;
use std::str::FromStr;

use axum::http::Method;
use serde_json::Value;

pub(crate) use self::entrance::enter;
use super::media::File;
use super::refusal::{Refusal, invalid};
use super::state::State;

/// One request, as a route sees it.
#[derive(Debug, Default)]
pub(crate) struct Call {
    /// What stands in the path where the pattern has a `*`.
    pub(crate) params: Vec<String>,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Value,
    pub(crate) files: Vec<File>,
}

impl Call {
    /// The id in the path at this place.
    pub(crate) fn id<T: FromStr>(&self, at: usize) -> Result<T, Refusal> {
        let text = self.params.get(at).map(String::as_str).unwrap_or_default();
        let wrong = |_| {
            let message = format!("Value \"{text}\" is not snowflake.");
            invalid("", "NUMBER_TYPE_COERCE", message)
        };
        text.parse().map_err(wrong)
    }

    pub(crate) fn param(&self, at: usize) -> &str {
        self.params.get(at).map(String::as_str).unwrap_or_default()
    }

    /// A number or an id behind the `?`.
    pub(crate) fn asked<T: FromStr>(&self, key: &str) -> Option<T> {
        self.query.get(key).and_then(|text| text.parse().ok())
    }
}

/// An answer that is no refusal.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
}

#[expect(clippy::unnecessary_wraps, reason = "every route ends with one of these")]
impl Reply {
    pub(crate) fn ok(body: Value) -> Result<Self, Refusal> {
        Ok(Self { status: 200, body: Some(body) })
    }

    pub(crate) fn created(body: Value) -> Result<Self, Refusal> {
        Ok(Self { status: 201, body: Some(body) })
    }

    pub(crate) fn nothing() -> Result<Self, Refusal> {
        Ok(Self { status: 204, body: None })
    }
}

/// What a route does.
type Handler = fn(&mut State, &Call) -> Result<Reply, Refusal>;

/// One line of the table.
pub(crate) struct Route {
    method: Method,
    pattern: &'static str,
    /// What the journal and the faults call it.
    pub(crate) kind: &'static str,
    handler: Handler,
}

const fn route(method: Method, pattern: &'static str, kind: &'static str, handler: Handler) -> Route {
    Route { method, pattern, kind, handler }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

/// Every request that this Discord knows.
static ROUTES: &[Route] = &[
    route(GET, "gateway", "get_gateway", applications::gateway),
    route(GET, "gateway/bot", "get_gateway_bot", applications::gateway_bot),
    route(GET, "applications/@me", "get_application", applications::me),
    route(GET, "oauth2/applications/@me", "get_application", applications::me),
    route(GET, "applications/*/commands", "list_commands", applications::list),
    route(POST, "applications/*/commands", "create_command", applications::create),
    route(PUT, "applications/*/commands", "set_commands", applications::replace),
    route(GET, "applications/*/commands/*", "get_command", applications::get),
    route(PATCH, "applications/*/commands/*", "edit_command", applications::edit),
    route(DELETE, "applications/*/commands/*", "delete_command", applications::delete),
    route(GET, "applications/*/guilds/*/commands", "list_guild_commands", applications::guild_list),
    route(POST, "applications/*/guilds/*/commands", "create_guild_command", applications::guild_create),
    route(PUT, "applications/*/guilds/*/commands", "set_guild_commands", applications::guild_replace),
    route(GET, "applications/*/guilds/*/commands/permissions", "list_command_rules", applications::overrides),
    route(
        GET,
        "applications/*/guilds/*/commands/*/permissions",
        "get_command_rules",
        applications::override_of,
    ),
    route(
        PUT,
        "applications/*/guilds/*/commands/*/permissions",
        "set_command_rules",
        applications::set_override,
    ),
    route(GET, "applications/*/guilds/*/commands/*", "get_guild_command", applications::guild_get),
    route(PATCH, "applications/*/guilds/*/commands/*", "edit_guild_command", applications::guild_edit),
    route(DELETE, "applications/*/guilds/*/commands/*", "delete_guild_command", applications::guild_delete),
    route(POST, "interactions/*/*/callback", "create_interaction_response", callback::answer),
    route(POST, "webhooks/*/*", "create_followup", webhooks::create),
    route(GET, "webhooks/*/*/messages/*", "get_interaction_response", webhooks::get),
    route(PATCH, "webhooks/*/*/messages/*", "edit_interaction_response", webhooks::edit),
    route(DELETE, "webhooks/*/*/messages/*", "delete_interaction_response", webhooks::delete),
    route(GET, "channels/*", "get_channel", channels::get),
    route(PATCH, "channels/*", "edit_channel", channels::edit),
    route(DELETE, "channels/*", "delete_channel", channels::delete),
    route(POST, "channels/*/typing", "trigger_typing", channels::typing),
    route(GET, "channels/*/messages", "list_messages", messages::list_all),
    route(POST, "channels/*/messages", "create_message", messages::create),
    route(GET, "channels/*/messages/*", "get_message", messages::get),
    route(PATCH, "channels/*/messages/*", "edit_message", messages::edit),
    route(DELETE, "channels/*/messages/*", "delete_message", messages::delete),
    route(POST, "channels/*/messages/*/crosspost", "crosspost_message", messages::crosspost),
    route(POST, "channels/*/messages/*/threads", "create_thread_from_message", threads::from_message),
    route(POST, "channels/*/threads", "create_thread", threads::create),
    route(PUT, "channels/*/thread-members/@me", "join_thread", threads::join),
    route(GET, "guilds/*", "get_guild", guilds::get),
    route(GET, "guilds/*/channels", "list_channels", guilds::channels),
    route(GET, "guilds/*/roles", "list_roles", guilds::roles),
    route(GET, "guilds/*/members/@me", "get_own_member", guilds::own_member),
    route(GET, "guilds/*/members/*", "get_member", guilds::member),
    route(GET, "guilds/*/threads/active", "list_threads", guilds::threads),
    route(GET, "users/@me", "get_own_user", users::me),
    route(GET, "users/@me/guilds", "list_own_guilds", users::guilds),
    route(DELETE, "users/@me/guilds/*", "leave_guild", users::leave),
    route(POST, "users/@me/channels", "create_direct_message", users::open_direct),
    route(GET, "users/@me/guilds/*/member", "get_own_member", guilds::own_member),
    route(GET, "users/*", "get_user", users::get),
];

impl Route {
    /// The route for a path below the version, and what stands in its places.
    pub(crate) fn find(method: &Method, path: &str) -> Option<(&'static Self, Vec<String>)> {
        let parts: Vec<_> = path.trim_matches('/').split('/').collect();
        let mut fitting = ROUTES.iter().filter(|route| route.method == *method);
        fitting.find_map(|route| Some((route, fill(route.pattern, &parts)?)))
    }

    /// Carries a request out.
    pub(crate) fn answer(&self, state: &mut State, call: &Call) -> Result<Reply, Refusal> {
        (self.handler)(state, call)
    }

    /// Interactions carry their own token.
    pub(crate) fn needs_token(&self) -> bool {
        !self.is_interaction() && self.kind != "get_gateway"
    }

    /// Answers to interactions don't count against the bot's limit.
    pub(crate) fn is_interaction(&self) -> bool {
        self.pattern.starts_with("interactions/") || self.pattern.starts_with("webhooks/")
    }

    /// Whether the limit belongs to the thing named first in the path.
    pub(crate) fn is_of_channel(&self) -> bool {
        self.pattern.starts_with("channels/")
    }
}

/// Whether some route is called this.
pub(crate) fn is_kind(name: &str) -> bool {
    ROUTES.iter().any(|route| route.kind == name)
}

fn fill(pattern: &str, parts: &[&str]) -> Option<Vec<String>> {
    let wanted: Vec<_> = pattern.split('/').collect();
    let fits = wanted.len() == parts.len()
        && wanted.iter().zip(parts).all(|(wanted, part)| *wanted == "*" || wanted == part);
    let places = wanted.iter().zip(parts).filter(|(wanted, _)| **wanted == "*");
    fits.then(|| places.map(|(_, part)| (*part).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_route_and_its_places() {
        let (route, places) = Route::find(&GET, "channels/1/messages/2").unwrap();
        assert_eq!((route.kind, places), ("get_message", vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(Route::find(&GET, "users/@me").unwrap().0.kind, "get_own_user");
        assert!(Route::find(&GET, "channels/1/pins/2").is_none());
    }
}
