//! The gateway: one WebSocket for each shard of a bot. Says hello, checks who is
//! there, sends the session's events, and closes with Discord's own numbers when
//! the client breaks the rules.

mod squeeze;
mod starts;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State as Handed};
use axum::response::Response;
use rand::Rng;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;

use self::squeeze::Squeeze;
pub(crate) use self::starts::{GUILDS_A_SHARD, Starts, recommended};
use super::hub::{Line, Push, Shard};
use super::ids::GuildId;
use super::state::{Shared, State};

/// How often a client must give a sign of life.
const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// What Discord's docs call privileged: presences, members, message content. The
/// playground's bot has none of them.
const PRIVILEGED: u64 = (1 << 1) | (1 << 8) | (1 << 15);

/// What a client may send in a minute.
const SENT_A_MINUTE: usize = 120;
/// The largest payload that a client may send.
const LARGEST_BYTES: usize = 4_096;

/// Why the gateway closes, with Discord's number.
type Closing = (u16, &'static str);

const UNKNOWN_OPCODE: Closing = (4001, "Unknown opcode.");
const DECODE_ERROR: Closing = (4002, "Error while decoding payload.");
const NOT_AUTHENTICATED: Closing = (4003, "Not authenticated.");
const AUTHENTICATION_FAILED: Closing = (4004, "Authentication failed.");
const ALREADY_AUTHENTICATED: Closing = (4005, "Already authenticated.");
const SESSION_TIMED_OUT: Closing = (4009, "Session timed out.");
const RATE_LIMITED: Closing = (4008, "You are being rate limited.");
const INVALID_SHARD: Closing = (4010, "Invalid shard.");
const SHARDING_REQUIRED: Closing = (4011, "Sharding required.");
const INVALID_VERSION: Closing = (4012, "Invalid API version.");
const INVALID_INTENTS: Closing = (4013, "Invalid intent(s).");
const DISALLOWED_INTENTS: Closing = (4014, "Disallowed intent(s).");

/// The client may not go on with its session, and has to begin a new one.
const INVALID_SESSION: &str = r#"{"op":9,"d":false,"s":null,"t":null}"#;

/// What stands behind the `?` of the gateway's address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wishes {
    v: Option<String>,
    compress: Option<String>,
}

/// Takes a client in.
pub(crate) async fn enter(
    Handed(shared): Handed<Arc<Shared>>,
    Query(wishes): Query<Wishes>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.on_upgrade(move |socket| async move {
        let transport = wishes.compress.as_deref() == Some("zlib-stream");
        let mut talk = Talk {
            socket,
            shared: Arc::clone(&shared),
            squeeze: Squeeze::new(transport),
            session: None,
            pushes: None,
            sent: VecDeque::new(),
            is_known_version: wishes.v.as_deref().is_none_or(|v| matches!(v, "9" | "10")),
        };
        tokio::select! {
            () = talk.run() => {}
            () = shared.stopped() => talk.close((1001, "Going away.")).await,
        }
        if let Some((session, number)) = talk.session.take() {
            shared.change(|state| state.hub.hang_up(&session, number));
        }
    })
}

/// One line, from hello to goodbye.
struct Talk {
    socket: WebSocket,
    shared: Arc<Shared>,
    squeeze: Squeeze,
    /// The session and the line's number in it, once the client has said who it is.
    session: Option<(String, u64)>,
    pushes: Option<UnboundedReceiver<Push>>,
    /// When the client sent something, in the last minute.
    sent: VecDeque<Instant>,
    is_known_version: bool,
}

/// What happens next on a line.
enum Next {
    Heard(Option<Result<Frame, axum::Error>>),
    Push(Option<Push>),
    Silence,
}

impl Talk {
    async fn run(&mut self) {
        if !self.is_known_version {
            return self.close(INVALID_VERSION).await;
        }
        let interval = u64::try_from(HEARTBEAT.as_millis()).unwrap_or(u64::MAX);
        let hello =
            json!({ "op": 10, "d": { "heartbeat_interval": interval, "_trace": [] }, "s": null, "t": null });
        let mut is_up = self.send(&hello.to_string()).await;
        let mut heard = Instant::now();
        while is_up {
            let next = self.next(heard + HEARTBEAT * 2).await;
            heard = if matches!(next, Next::Heard(_)) { Instant::now() } else { heard };
            is_up = match next {
                Next::Heard(Some(Ok(frame))) => self.hear_frame(frame).await,
                Next::Push(Some(push)) => self.push(push).await,
                Next::Silence => self.closed(SESSION_TIMED_OUT).await,
                Next::Heard(_) | Next::Push(None) => false,
            };
        }
    }

    async fn next(&mut self, deadline: Instant) -> Next {
        let pushes = &mut self.pushes;
        let push = async {
            match pushes {
                Some(pushes) => pushes.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            frame = self.socket.recv() => Next::Heard(frame),
            push = push => Next::Push(push),
            () = tokio::time::sleep_until(deadline) => Next::Silence,
        }
    }

    /// Whether the client sends more than it may.
    fn is_too_fast(&mut self) -> bool {
        let now = Instant::now();
        self.sent.retain(|at| now.duration_since(*at) < Duration::from_mins(1));
        self.sent.push_back(now);
        self.sent.len() > SENT_A_MINUTE
    }

    async fn hear_frame(&mut self, frame: Frame) -> bool {
        let size = match &frame {
            Frame::Text(text) => text.len(),
            Frame::Binary(bytes) => bytes.len(),
            _ => 0,
        };
        if size > LARGEST_BYTES {
            return self.closed(DECODE_ERROR).await;
        }
        if size > 0 && self.is_too_fast() {
            return self.closed(RATE_LIMITED).await;
        }
        let payload: Result<Value, _> = match &frame {
            Frame::Text(text) => serde_json::from_str(text),
            Frame::Binary(bytes) => serde_json::from_slice(bytes),
            Frame::Close(closing) => {
                let is_goodbye = closing.as_ref().is_some_and(|frame| matches!(frame.code, 1000 | 1001));
                if let Some((session, _)) = self.session.as_ref().filter(|_| is_goodbye) {
                    self.shared.change(|state| state.hub.end(session));
                }
                return false;
            }
            Frame::Ping(_) | Frame::Pong(_) => return true,
        };
        match payload {
            Ok(payload) => self.hear(&payload).await,
            Err(_) => self.closed(DECODE_ERROR).await,
        }
    }

    async fn hear(&mut self, payload: &Value) -> bool {
        let data = &payload["d"];
        match payload["op"].as_u64() {
            Some(1) => self.send(r#"{"op":11,"d":null,"s":null,"t":null}"#).await,
            Some(2) if self.session.is_none() => self.identify(data).await,
            Some(6) if self.session.is_none() => self.resume(data).await,
            Some(2 | 6) => self.closed(ALREADY_AUTHENTICATED).await,
            Some(3 | 4 | 8 | 31) if self.session.is_none() => self.closed(NOT_AUTHENTICATED).await,
            Some(8) => self.members(data),
            Some(3 | 4 | 31) => true,
            _ => self.closed(UNKNOWN_OPCODE).await,
        }
    }

    async fn identify(&mut self, data: &Value) -> bool {
        let intents = data["intents"].as_u64();
        let shard = shard(&data["shard"]);
        let refused = match (intents, shard) {
            _ if !self.token_is_right(data) => Some(AUTHENTICATION_FAILED),
            (_, None) => Some(INVALID_SHARD),
            (None, _) => Some(INVALID_INTENTS),
            (Some(intents), _) if intents >> 26 != 0 => Some(INVALID_INTENTS),
            (Some(intents), _) if intents & PRIVILEGED != 0 => Some(DISALLOWED_INTENTS),
            _ => None,
        };
        if let Some(closing) = refused {
            return self.closed(closing).await;
        }
        let (shard, intents) = (shard.unwrap_or(Shard { number: 0, count: 1 }), intents.unwrap_or(0));
        let (is_full, may_begin) = self.shared.change(|state| state.admit(shard));
        if is_full {
            return self.closed(SHARDING_REQUIRED).await;
        }
        if !may_begin {
            return self.send(INVALID_SESSION).await;
        }
        self.squeeze.payloads(data["compress"] == true);
        let line = self.shared.change(|state| state.welcome(shard, intents, !data["shard"].is_null()));
        self.take(line);
        true
    }

    async fn resume(&mut self, data: &Value) -> bool {
        if !self.token_is_right(data) {
            return self.closed(AUTHENTICATION_FAILED).await;
        }
        let session = data["session_id"].as_str().unwrap_or_default();
        let after = data["seq"].as_u64().unwrap_or(0);
        match self.shared.change(|state| state.hub.resume(session, after)) {
            Some(line) => {
                self.take(line);
                true
            }
            None => self.send(INVALID_SESSION).await,
        }
    }

    fn take(&mut self, line: Line) {
        self.session = Some((line.session, line.number));
        self.pushes = Some(line.pushes);
    }

    fn token_is_right(&self, data: &Value) -> bool {
        let token = data["token"].as_str().unwrap_or_default();
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        self.shared.look(|state| state.world.token == token)
    }

    /// Answers a request for a server's members.
    fn members(&self, data: &Value) -> bool {
        let guild = data["guild_id"].as_str().and_then(|id| id.parse::<GuildId>().ok());
        let Some(((session, _), guild)) = self.session.as_ref().zip(guild) else {
            return true;
        };
        self.shared.change(|state| {
            let people = state.world.guilds.get(&guild).map(|guild| guild.members.keys()).into_iter().flatten();
            let members: Vec<_> =
                people.filter_map(|person| state.world.member(guild, *person)).collect();
            let chunk = json!({
                "guild_id": guild, "members": members, "chunk_index": 0, "chunk_count": 1, "nonce": data["nonce"],
            });
            state.hub.tell(session, "GUILD_MEMBERS_CHUNK", &chunk);
        });
        true
    }

    async fn push(&mut self, push: Push) -> bool {
        match push {
            Push::Text(text) => self.send(&text).await,
            Push::Cut => false,
        }
    }

    async fn send(&mut self, text: &str) -> bool {
        let frame = self.squeeze.frame(text);
        self.socket.send(frame).await.is_ok()
    }

    async fn closed(&mut self, closing: Closing) -> bool {
        self.close(closing).await;
        false
    }

    async fn close(&mut self, (code, reason): Closing) {
        let frame = CloseFrame { code, reason: reason.into() };
        self.socket.send(Frame::Close(Some(frame))).await.ok();
    }
}

/// The shard that a client says it is; without one it hears everything.
fn shard(sent: &Value) -> Option<Shard> {
    if sent.is_null() {
        return Some(Shard { number: 0, count: 1 });
    }
    let shard = Shard { number: sent[0].as_u64()?, count: sent[1].as_u64()? };
    (shard.count > 0 && shard.number < shard.count).then_some(shard)
}

impl State {
    /// Whether a shard has too many servers, and whether its session may begin now.
    fn admit(&mut self, shard: Shard) -> (bool, bool) {
        let may_begin = self.starts.count(Instant::now(), shard.number) || !self.limits.enforced;
        let heard = self.world.guilds.keys().filter(|guild| shard.hears(Some(**guild))).count();
        (heard > GUILDS_A_SHARD, may_begin)
    }

    /// Begins a session: READY, then its servers.
    fn welcome(&mut self, shard: Shard, intents: u64, says_shard: bool) -> Line {
        let id: String =
            rand::rng().sample_iter(rand::distr::Alphanumeric).take(32).map(char::from).collect();
        let line = self.hub.begin(id.clone(), shard, intents);
        let world = &self.world;
        let member_of = world.guilds.values().filter(|guild| guild.members.contains_key(&world.bot));
        let guilds: Vec<_> = member_of.filter(|guild| shard.hears(Some(guild.id))).collect();
        let listed: Vec<_> =
            guilds.iter().map(|guild| json!({ "id": guild.id, "unavailable": true })).collect();
        let mut ready = json!({
            "v": 10, "user": world.current_user(), "guilds": listed, "session_id": id,
            "resume_gateway_url": self.gateway, "application": { "id": world.bot, "flags": 0 },
            "private_channels": [], "presences": [], "relationships": [], "guild_join_requests": [],
            "geo_ordered_rtc_regions": [], "user_settings": {}, "session_type": "normal", "auth": {},
            "_trace": [],
        });
        if says_shard {
            ready["shard"] = json!([shard.number, shard.count]);
        }
        self.hub.tell(&id, "READY", &ready);
        if intents & super::hub::GUILDS != 0 {
            for guild in guilds {
                self.hub.tell(&id, "GUILD_CREATE", &world.guild_create(guild));
            }
        }
        line
    }
}
