//! One at a time for each key: those who come while somebody is at it wait, and then find it done.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Turns, one queue for each key.
#[derive(Debug)]
pub struct Flights<K> {
    queues: Mutex<HashMap<K, Arc<Turn<()>>>>,
}

/// It is the holder's turn for as long as this lives.
#[derive(Debug)]
pub struct MyTurn {
    _guard: OwnedMutexGuard<()>,
}

impl<K> Default for Flights<K> {
    fn default() -> Self {
        Self { queues: Mutex::default() }
    }
}

impl<K: Eq + Hash> Flights<K> {
    /// Waits until nobody else is at `key`.
    pub async fn turn(&self, key: K) -> MyTurn {
        let queue = {
            let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
            // Queues in which nobody stands are forgotten.
            queues.retain(|_, queue| Arc::strong_count(queue) > 1);
            Arc::clone(queues.entry(key).or_default())
        };
        MyTurn { _guard: queue.lock_owned().await }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_key_is_one_queue_and_empty_queues_go() {
        let flights = Flights::default();
        let first = flights.turn(1).await;
        let _other = flights.turn(2).await;
        let second = flights.turn(1);
        tokio::pin!(second);
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        drop(second.await);
        drop(flights.turn(3).await);
        assert_eq!(flights.queues.lock().unwrap().len(), 2, "2 is held, 3 was asked for last");
    }
}
