//! History for somebody at a terminal: the almanac, and what a bot keeps where its database is. Nothing is written.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::{feed, library};
use crate::clock::Clock;
use crate::config::Config;
use crate::event::{Event, EventId, Language, Live, MonthDay};
use crate::feed::{Cache, CacheError, EntryId, Feed, FeedParts, Kept, Key};
use crate::library::{Library, Sheet};
use crate::reach::Reach;
use crate::search::LiveFolder;
use crate::store::{Database, Store};

/// How long somebody waits who asked for what is live.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks things up beside a running bot, or without one.
pub struct ReadingDesk {
    library: Library,
    asks: bool,
    database: Option<Arc<Database>>,
    remarks: Arc<Mutex<Vec<String>>>,
}

/// Everything known without asking or waiting for anybody: the almanac, and what is in the search index beside the
/// database.
#[must_use]
pub fn indexed_library(config: &Config) -> Library {
    let folder = config.store.index_folder();
    folder.into_iter().fold(library(), |library, folder| library.with_index(LiveFolder::new(&folder)))
}

impl ReadingDesk {
    /// Opens what there is. If `live`, the feed is asked for what is not fresh, as far as it is on. What is in the way
    /// is told by [`ReadingDesk::remarks`]: there is always the almanac.
    pub async fn open(config: &Config, live: bool) -> Self {
        let mut desk =
            Self { library: indexed_library(config), asks: false, database: None, remarks: Arc::default() };
        match Database::open_to_read(&config.store).await {
            Ok(database) => desk.database = database.map(Arc::new),
            Err(error) => desk.remark(unreadable(&error)),
        }
        match config.feed.off().filter(|_| live) {
            Some(off) => desk.remark(format!("note: {off}")),
            None => desk.asks = live,
        }
        if desk.asks || desk.database.is_some() {
            desk.connect(config);
        }
        desk
    }

    fn connect(&mut self, config: &Config) {
        let clock = Clock::system();
        let database = self.database.clone();
        let cache = Arc::new(ReadOnly { database, remarks: Arc::clone(&self.remarks) });
        match Feed::new(&config.feed, FeedParts { cache, clock: clock.clone(), reach: Reach::Anywhere }) {
            Ok(feed) => self.library = self.library.clone().with_feed(feed, clock),
            Err(error) => self.remark(format!("warning: {error}")),
        }
    }

    /// Everything known about a day in that language.
    pub async fn day(&self, day: MonthDay, language: Language) -> Sheet {
        if !self.asks {
            return self.library.kept(day, language).await;
        }
        let sheet = self.library.told(day, language, PATIENCE).await;
        if sheet.told.live == Live::Missing {
            self.remark("note: Wikipedia cannot be reached at the moment".to_owned());
        }
        sheet
    }

    /// The entry of that name, and its day.
    pub async fn event(&self, id: &EventId) -> Option<(Event, Sheet)> {
        let (day, language) = match (self.library.entry(id), EntryId::of(id)) {
            (Some(event), _) => (event.day, Language::En),
            (None, Some(entry)) => (entry.day, entry.language),
            (None, None) => return None,
        };
        let sheet = self.day(day, language).await;
        let event = sheet.entry(id).cloned().or_else(|| self.library.indexed(id))?;
        Some((event, sheet))
    }

    /// What was in the way, a line each.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Closes what was opened.
    pub async fn close(self) {
        if let Some(database) = self.database {
            database.close().await;
        }
    }

    fn remark(&self, remark: String) {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).push(remark);
    }
}

fn unreadable(error: &impl ToString) -> String {
    format!("warning: {}; what follows is known without it", error.to_string())
}

/// What a bot keeps of the feed's answers; it is left as it is.
struct ReadOnly {
    database: Option<Arc<Database>>,
    remarks: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl Cache for ReadOnly {
    async fn load(&self, key: Key) -> Result<Option<Kept>, CacheError> {
        let Some(database) = &self.database else { return Ok(None) };
        let page = database.feed_page(&feed::named(key)).await;
        // The first failure says it for all lists.
        let page = page.inspect_err(|error| {
            let mut remarks = self.remarks.lock().unwrap_or_else(PoisonError::into_inner);
            if remarks.is_empty() {
                remarks.push(unreadable(error));
            }
        });
        Ok(page.map_err(feed::failed)?.map(feed::kept))
    }

    async fn keep(&self, _: Key, _: &Kept) -> Result<(), CacheError> {
        Ok(())
    }

    async fn trim(&self) -> Result<(), CacheError> {
        Ok(())
    }
}
