//! A cache in memory.

use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use daybook::feed::{Cache, CacheError, Kept, Key};

#[derive(Default)]
pub(super) struct Memory(Mutex<HashMap<Key, Kept>>);

#[async_trait]
impl Cache for Memory {
    async fn load(&self, key: Key) -> Result<Option<Kept>, CacheError> {
        Ok(self.0.lock().unwrap().get(&key).cloned())
    }

    async fn keep(&self, key: Key, kept: &Kept) -> Result<(), CacheError> {
        self.0.lock().unwrap().insert(key, kept.clone());
        Ok(())
    }

    async fn trim(&self) -> Result<(), CacheError> {
        Ok(())
    }
}
