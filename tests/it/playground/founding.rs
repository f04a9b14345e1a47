//! Servers, channels and roles that come and go, who may use a command, and sessions that begin too soon.

use daybook::playground::{ADMINISTRATOR, ChannelKind, ControlError, GuildId, Whom, World};
use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message as Frame;

use super::Stage;
use super::rest::ask;

/// A gateway line of the tests' own, which sees every payload.
struct Line {
    socket: tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
}

impl Line {
    async fn open(stage: &Stage) -> Self {
        let (socket, _) = tokio_tungstenite::connect_async(&stage.at.gateway).await.unwrap();
        let mut line = Self { socket };
        assert_eq!(line.next().await["op"], 10);
        line
    }

    async fn identify(&mut self, stage: &Stage, shard: [u64; 2]) {
        let identify = json!({ "op": 2, "d": {
            "token": stage.at.token, "intents": 1, "shard": shard, "properties": {} } });
        self.socket.send(Frame::text(identify.to_string())).await.unwrap();
    }

    async fn next(&mut self) -> Value {
        loop {
            match self.socket.next().await.expect("the line is up").expect("a frame") {
                Frame::Text(text) => return serde_json::from_str(&text).unwrap(),
                Frame::Close(frame) => return json!({ "closed": frame.map(|frame| u16::from(frame.code)) }),
                _ => {}
            }
        }
    }

    /// The next event of that name.
    async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }
}

#[tokio::test]
async fn the_gateway_tells_what_comes_and_goes() {
    let stage = Stage::of(World::reading_room()).await;
    let mut line = Line::open(&stage).await;
    line.identify(&stage, [0, 1]).await;
    line.event("GUILD_CREATE").await;
    let (control, guild) = (&stage.control, GuildId(stage.at.guild_id));

    let channel = control.add_channel(guild, ChannelKind::Text, "evenings");
    assert_eq!(line.event("CHANNEL_CREATE").await["name"], "evenings");
    control.remove_channel(channel);
    assert_eq!(line.event("CHANNEL_DELETE").await["id"], channel.to_string());

    let role = control.add_role(guild, "Readers", 0, true);
    assert_eq!(line.event("GUILD_ROLE_CREATE").await["role"]["name"], "Readers");
    control.remove_role(role);
    assert_eq!(line.event("GUILD_ROLE_DELETE").await["role_id"], role.to_string());
    assert!(control.role("Readers").is_none());

    let mia = stage.who("Mia");
    let post = control.start_thread(mia, stage.channel("books"), "A good book", "Read it").unwrap();
    let told = line.event("THREAD_CREATE").await;
    assert_eq!(
        (&told["id"], &told["type"], &told["newly_created"]),
        (&json!(post), &json!(11), &json!(true))
    );
    assert_eq!(control.messages(post)[0].text(), "Read it");
    assert!(control.start_thread(mia, post, "no", "no").is_err());

    control.set_outage(guild, true);
    assert_eq!(line.event("GUILD_DELETE").await["unavailable"], true);
    control.set_outage(guild, false);
    assert_eq!(line.event("GUILD_CREATE").await["id"], guild.to_string());
    control.remove_bot(guild);
    assert_eq!(line.event("GUILD_DELETE").await["unavailable"], false);
    let path = format!("channels/{}/messages", stage.at.channel_id);
    assert_eq!(ask(&stage, Method::POST, &path, json!({ "content": "x" })).await.1["code"], 50001);
    control.add_bot(guild);
    assert_eq!(line.event("GUILD_CREATE").await["id"], guild.to_string());
    assert_eq!(ask(&stage, Method::POST, &path, json!({ "content": "x" })).await.0, 200);
}

#[tokio::test]
async fn administrators_decide_who_may_use_a_command() {
    let stage = Stage::with_bot().await;
    let (guild, history) = (GuildId(stage.at.guild_id), stage.channel("history"));
    let (mia, max) = (stage.who("Mia"), stage.who("Max"));
    let line = "/daily setup channel:#history";
    let refused = Err(ControlError::MayNotUse("daily".into()));
    let may = async |who| stage.control.slash(who, history, line).await.map(|_| ());
    assert_eq!((may(mia).await, may(max).await), (refused.clone(), Ok(())));
    let allow = |whom, allow| stage.control.allow_command(guild, Some("daily"), whom, allow).unwrap();
    allow(Whom::Person(mia), Some(true));
    allow(Whom::Role(stage.control.role("Moderators").unwrap()), Some(false));
    assert_eq!((may(mia).await, may(max).await), (Ok(()), refused.clone()));
    allow(Whom::Channel(history), Some(false));
    assert_eq!(may(mia).await, refused);
    assert_eq!(may(stage.who("Ada")).await, Ok(()), "the owner is not bound by it");
    allow(Whom::Channel(history), None);
    allow(Whom::Person(mia), None);
    stage.control.set_role(stage.control.role("History Club").unwrap(), ADMINISTRATOR, true);
    assert_eq!(may(mia).await, Ok(()));
}

#[tokio::test]
async fn sessions_that_begin_too_soon_are_sent_away_when_limits_are_enforced() {
    let stage = Stage::of(World::reading_room()).await;
    stage.control.enforce_rate_limits(true);
    stage.control.set_max_concurrency(2);
    let mut lines = Vec::new();
    for (shard, wanted) in [(0, 0), (1, 0), (2, 9)] {
        let mut line = Line::open(&stage).await;
        line.identify(&stage, [shard, 4]).await;
        assert_eq!(line.next().await["op"], wanted, "shard {shard}");
        lines.push(line);
    }
    let (_, limits) = ask(&stage, Method::GET, "gateway/bot", Value::Null).await;
    assert_eq!(limits["session_start_limit"]["remaining"], 997);
    assert_eq!(limits["session_start_limit"]["max_concurrency"], 2);
}

#[tokio::test]
async fn a_client_that_talks_too_much_is_cut_off() {
    let stage = Stage::of(World::reading_room()).await;
    let mut line = Line::open(&stage).await;
    for _ in 0..121 {
        line.socket.send(Frame::text(r#"{"op":1,"d":null}"#)).await.unwrap();
    }
    let closed = loop {
        let heard = line.next().await;
        if heard["op"] != 11 {
            break heard;
        }
    };
    assert_eq!(closed["closed"], 4008);
}

#[tokio::test]
async fn a_line_that_asks_for_it_is_one_zlib_stream() {
    let stage = Stage::of(World::reading_room()).await;
    let address = format!("{}?v=10&encoding=json&compress=zlib-stream", stage.at.gateway);
    let (mut socket, _) = tokio_tungstenite::connect_async(address).await.unwrap();
    let mut reader = flate2::Decompress::new(true);
    let mut next = async |socket: &mut tokio_tungstenite::WebSocketStream<_>| -> Value {
        let frame = socket.next().await.unwrap().unwrap();
        let Frame::Binary(bytes) = frame else { panic!("not compressed: {frame}") };
        assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]), "the piece has no end");
        let mut text = Vec::with_capacity(1 << 20);
        reader.decompress_vec(&bytes, &mut text, flate2::FlushDecompress::Sync).unwrap();
        serde_json::from_slice(&text).unwrap()
    };
    assert_eq!(next(&mut socket).await["op"], 10);
    let identify = json!({ "op": 2, "d": { "token": stage.at.token, "intents": 1, "properties": {} } });
    socket.send(Frame::text(identify.to_string())).await.unwrap();
    assert_eq!(next(&mut socket).await["t"], "READY");
    assert_eq!(next(&mut socket).await["d"]["name"], "The Reading Room");
}
