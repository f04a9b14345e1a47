//! Writes settlements down, those that come together in one transaction.
//!
//! A commit waits for the disk, so a big morning would otherwise wait for the disk once for
//! each post. Whoever comes first writes for all who came meanwhile.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, oneshot};
use tokio::time::Instant;
use tracing::{error, info};

use crate::clock::Clock;
use crate::store::{Settled, Store, StoreError};

/// The first pause after the store failed; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(200);

const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// Most settlements in one transaction.
const BATCH: usize = 500;

/// What became of a settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is in the ledger.
    Down,
    /// Somebody else had taken the delivery over; nothing was changed.
    Lost,
    /// The store failed for longer than the lease runs.
    Not,
}

struct Waiting {
    settled: Settled,
    answer: oneshot::Sender<Written>,
}

/// Settlements on their way into the store.
pub(super) struct Settling {
    store: Arc<dyn Store>,
    clock: Clock,
    waiting: Mutex<Vec<Waiting>>,
    turn: Turn<()>,
    /// How long a failing store is asked again.
    patience: Duration,
}

impl Settling {
    pub(super) fn new(store: Arc<dyn Store>, clock: Clock, patience: Duration) -> Self {
        Self { store, clock, waiting: Mutex::default(), turn: Turn::default(), patience }
    }

    /// Writes down what became of a delivery; asks a failing store again while the lease may run.
    pub(super) async fn settle(&self, settled: Settled) -> Written {
        let (answer, mut answered) = oneshot::channel();
        self.queue().push(Waiting { settled, answer });
        let _turn = self.turn.lock().await;
        loop {
            match answered.try_recv() {
                Ok(written) => return written,
                Err(oneshot::error::TryRecvError::Closed) => return Written::Not,
                Err(oneshot::error::TryRecvError::Empty) => self.write_some().await,
            }
        }
    }

    fn queue(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write_some(&self) {
        let batch: Vec<_> = {
            let mut queue = self.queue();
            let count = queue.len().min(BATCH);
            queue.drain(..count).collect()
        };
        let (settled, answers): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|waiting| (waiting.settled, waiting.answer)).unzip();
        let Ok(results) = self.write(&settled).await else { return };
        for (answer, ours) in answers.into_iter().zip(results) {
            // One who does not wait for the answer any more does not need it.
            answer.send(if ours { Written::Down } else { Written::Lost }).ok();
        }
    }

    async fn write(&self, settled: &[Settled]) -> Result<Vec<bool>, StoreError> {
        let since = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match self.store.settle(settled, self.clock.now()).await {
                Ok(results) => {
                    if pause > FIRST_PAUSE {
                        info!(deliveries = settled.len(), "the store is back; what waited is settled");
                    }
                    return Ok(results);
                }
                Err(error) => error,
            };
            let is_last = since.elapsed() + pause > self.patience;
            if is_last || pause == FIRST_PAUSE {
                error!(%error, deliveries = settled.len(), is_last, "deliveries could not be settled");
            }
            if is_last {
                return Err(error);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
