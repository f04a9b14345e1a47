//! The same texts in SQLite's full-text search: the porter stemmer, accents removed, bm25 with the same weights.

use daybook::event::Event;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tokio::runtime::Runtime;

/// Words in no query that would otherwise have to occur: SQLite has no list of its own.
const JOIN: &str = " OR ";

/// A table of entries.
pub(crate) struct Fts5 {
    pool: SqlitePool,
}

impl Fts5 {
    pub(crate) fn fill(runtime: &Runtime, events: &[Event]) -> Self {
        runtime.block_on(async {
            let memory = SqliteConnectOptions::new().in_memory(true);
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(memory).await.unwrap();
            let table = "CREATE VIRTUAL TABLE entry USING fts5(\
                 id UNINDEXED, title, names, people, tags, place, summary, body, year, \
                 tokenize = \"porter unicode61 remove_diacritics 2\")";
            sqlx::query(table).execute(&pool).await.unwrap();
            let mut transaction = pool.begin().await.unwrap();
            for event in events {
                insert(&mut transaction, event).await;
            }
            transaction.commit().await.unwrap();
            Self { pool }
        })
    }

    /// The ids of the ten best entries: those with every word, and if there are none, those with any.
    pub(crate) fn find(&mut self, runtime: &Runtime, text: &str) -> Vec<String> {
        let words: Vec<_> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let words: Vec<_> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
        let every = self.ask(runtime, &words.join(" "));
        if every.is_empty() { self.ask(runtime, &words.join(JOIN)) } else { every }
    }

    fn ask(&self, runtime: &Runtime, question: &str) -> Vec<String> {
        let select = "SELECT id FROM entry WHERE entry MATCH ? \
                      ORDER BY bm25(entry, 0, 3.0, 2.2, 2.2, 2.0, 1.5, 1.2, 0.5, 3.0) LIMIT 10";
        let found = sqlx::query_scalar(select).bind(question).fetch_all(&self.pool);
        runtime.block_on(found).unwrap()
    }
}

async fn insert(connection: &mut sqlx::SqliteConnection, event: &Event) {
    let body = event.key_facts.iter().chain(&event.what_happened).map(String::as_str);
    let body: Vec<_> = body.chain([event.why_it_matters.as_str()]).collect();
    let names: Vec<_> = event.links.iter().map(|link| link.title.as_str()).collect();
    let known_as = format!("{}\n{}", names.join("\n"), event.id.as_str().replace('-', " "));
    let place = event.location.as_ref().map_or("", |place| place.name());
    let year = event.year.map(|year| year.to_string()).unwrap_or_default();
    sqlx::query("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(event.id.as_str())
        .bind(&event.title)
        .bind(known_as)
        .bind(event.people.join("\n"))
        .bind(event.tags.join("\n"))
        .bind(place)
        .bind(&event.summary)
        .bind(body.join("\n"))
        .bind(format!("{year} {}", event.day))
        .execute(connection)
        .await
        .unwrap();
}
