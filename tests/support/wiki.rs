//! A stand-in for Wikimedia's feed, on loopback: it serves what it is given, and misbehaves when it is told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::get;
use futures_util::stream;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

/// How it answers.
#[derive(Clone, Debug)]
pub(crate) enum Manner {
    /// As it should.
    Well,
    /// 429, with so many seconds in `Retry-After`.
    TooMany(u64),
    /// A bare status.
    Status(u16),
    /// A byte now and then.
    SlowDrip,
    /// Half a body.
    Cut,
    /// A body of 50 MB that says how long it is, or does not.
    Huge { says_so: bool },
    /// A good body of another type.
    ContentType(&'static str),
    /// Somewhere else.
    Redirect(String),
    /// A web page, as captive portals give one.
    Html,
    /// The list, with nothing in it.
    Empty,
    /// JSON of another shape.
    Shape(&'static str),
}

/// Language, list, month and day.
type Wanted = (String, String, u32, u32);

#[derive(Default)]
struct Desk {
    manner: Option<Manner>,
    answers: BTreeMap<Wanted, Value>,
    etags: bool,
    asked: Vec<(Wanted, BTreeMap<String, String>)>,
    at_once: usize,
    most_at_once: usize,
    not_modified: usize,
}

/// What a request finds: the desk, a bell that it rings, and whether answers may leave.
#[derive(Clone)]
struct Counter {
    desk: Arc<Mutex<Desk>>,
    bell: Arc<Notify>,
    gate: watch::Receiver<bool>,
}

/// The stand-in; it goes away with this.
pub(crate) struct Wiki {
    desk: Arc<Mutex<Desk>>,
    bell: Arc<Notify>,
    gate: watch::Sender<bool>,
    address: String,
    _tasks: JoinSet<()>,
}

impl Wiki {
    pub(crate) async fn open() -> Self {
        let (desk, bell) = (Arc::new(Mutex::new(Desk::default())), Arc::new(Notify::new()));
        let (gate, open) = watch::channel(true);
        let counter = Counter { desk: desk.clone(), bell: bell.clone(), gate: open };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/{lang}/{list}/{month}/{day}", get(serve)).with_state(counter);
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        Self { desk, bell, gate, address, _tasks: tasks }
    }

    /// The address with gaps, as the settings want it.
    pub(crate) fn template(&self) -> String {
        format!("{}/{{lang}}/{{type}}/{{MM}}/{{DD}}", self.address)
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn behave(&self, manner: Manner) {
        self.desk().manner = Some(manner);
    }

    /// From now on answers carry a tag, and 304 is said to those who know it.
    pub(crate) fn tag_answers(&self) {
        self.desk().etags = true;
    }

    /// What is answered about a list from now on; a list that was never given is empty.
    pub(crate) fn give(&self, language: &str, list: &str, (month, day): (u32, u32), entries: &[Value]) {
        let wanted = (language.to_owned(), list.to_owned(), month, day);
        self.desk().answers.insert(wanted, json!({ list: entries }));
    }

    /// What was asked for, with the headers, and forgotten then.
    pub(crate) fn asked(&self) -> Vec<(Wanted, BTreeMap<String, String>)> {
        std::mem::take(&mut self.desk().asked)
    }

    /// Waits until so many requests have come that [`Wiki::asked`] has not told of.
    pub(crate) async fn was_asked(&self, count: usize) {
        loop {
            let rung = self.bell.notified();
            if self.desk().asked.len() >= count {
                return;
            }
            rung.await;
        }
    }

    /// Lets no answer leave until [`Wiki::release`].
    pub(crate) fn hold(&self) {
        self.gate.send_replace(false);
    }

    /// Lets answers leave again.
    pub(crate) fn release(&self) {
        self.gate.send_replace(true);
    }

    /// How many requests were under way at once, at most.
    pub(crate) fn most_at_once(&self) -> usize {
        self.desk().most_at_once
    }

    /// How many answers were "not modified".
    pub(crate) fn not_modified(&self) -> usize {
        self.desk().not_modified
    }

    fn desk(&self) -> std::sync::MutexGuard<'_, Desk> {
        self.desk.lock().expect("nobody panics at the desk")
    }
}

async fn serve(
    State(counter): State<Counter>,
    Path((language, list, month, day)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let is_two_digits = |text: &str| text.len() == 2;
    assert!(is_two_digits(&month) && is_two_digits(&day), "{month}/{day} are not of two digits");
    let Counter { desk, bell, mut gate } = counter;
    let wanted = (language, list.clone(), month.parse().expect("a month"), day.parse().expect("a day"));
    let (manner, answer, etags) = {
        let mut desk = desk.lock().expect("nobody panics at the desk");
        let words = headers.iter().map(|(k, v)| (k.to_string(), v.to_str().unwrap_or_default().to_owned()));
        desk.asked.push((wanted.clone(), words.collect()));
        desk.at_once += 1;
        desk.most_at_once = desk.most_at_once.max(desk.at_once);
        let answer = desk.answers.get(&wanted).cloned().unwrap_or_else(|| json!({ list.clone(): [] }));
        (desk.manner.clone().unwrap_or(Manner::Well), answer, desk.etags)
    };
    bell.notify_waiters();
    // A stand-in that is gone lets everybody go.
    let _ = gate.wait_for(|is_open| *is_open).await;
    let body = answer.to_string();
    let response = match manner {
        Manner::Well if etags => tagged(&desk, &headers, body),
        other => behaved(other, &list, body),
    };
    desk.lock().expect("nobody panics at the desk").at_once -= 1;
    response
}

fn tagged(desk: &Mutex<Desk>, headers: &HeaderMap, body: String) -> Response<Body> {
    let tag =
        format!("\"{:x}\"", body.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte)));
    if headers.get("if-none-match").is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        desk.lock().expect("nobody panics at the desk").not_modified += 1;
        return Response::builder().status(StatusCode::NOT_MODIFIED).body(Body::empty()).expect("a response");
    }
    let answer = Response::builder().header("content-type", "application/json").header("etag", tag);
    answer.body(Body::from(body)).expect("a response")
}

fn behaved(manner: Manner, list: &str, body: String) -> Response<Body> {
    let json = Response::builder().header("content-type", "application/json; charset=utf-8");
    let response = match manner {
        Manner::Well => json.body(Body::from(body)),
        Manner::TooMany(seconds) => {
            Response::builder().status(429).header("retry-after", seconds).body(Body::from("slow down"))
        }
        Manner::Status(status) => Response::builder().status(status).body(Body::from("no")),
        Manner::SlowDrip => json.body(Body::from_stream(drip(body))),
        Manner::Cut => {
            let half = body.len() / 2;
            let cut = stream::iter([Ok::<_, std::io::Error>(Bytes::from(body[..half].to_owned()))]);
            json.header("content-length", body.len()).body(Body::from_stream(cut))
        }
        Manner::Huge { says_so: true } => json.body(Body::from(vec![b' '; 50_000_000])),
        Manner::Huge { says_so: false } => {
            let chunks = (0..50).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1_000_000])));
            json.body(Body::from_stream(stream::iter(chunks)))
        }
        Manner::ContentType(kind) => Response::builder().header("content-type", kind).body(Body::from(body)),
        Manner::Redirect(to) => Response::builder().status(302).header("location", to).body(Body::empty()),
        Manner::Html => Response::builder()
            .header("content-type", "text/html; charset=utf-8")
            .body(Body::from("<!doctype html><title>Log in to this network</title>")),
        Manner::Empty => json.body(Body::from(json!({ list: [] }).to_string())),
        Manner::Shape(shape) => json.body(Body::from(shape)),
    };
    response.expect("a response")
}

fn drip(body: String) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::unfold(body.into_bytes().into_iter(), |mut left| async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        left.next().map(|byte| (Ok(Bytes::from(vec![byte])), left))
    })
}

/// An entry of the feed, as today's answers have it: the text, the year, and the articles.
pub(crate) fn entry(text: &str, year: Option<i32>, articles: &[Value]) -> Value {
    match year {
        Some(year) => json!({ "text": text, "year": year, "pages": articles }),
        None => json!({ "text": text, "pages": articles }),
    }
}

/// An article with a picture.
pub(crate) fn article(language: &str, title: &str, description: &str, extract: &str) -> Value {
    let name = title.replace(' ', "_");
    json!({
        "type": "standard", "title": name, "pageid": 7, "lang": language, "dir": "ltr",
        "titles": { "canonical": name, "normalized": title, "display": format!("<i>{title}</i>") },
        "description": description, "extract": extract, "extract_html": format!("<p>{extract}</p>"),
        "thumbnail": {
            "source": format!("https://upload.wikimedia.org/thumb/330px-{name}.jpg?utm_source=feed"),
            "width": 330, "height": 220,
        },
        "content_urls": { "desktop": { "page": format!("https://{language}.wikipedia.org/wiki/{name}") } },
    })
}
