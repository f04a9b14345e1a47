//! A store that fails for a while: said once, waited out, said again when it is over.

use std::time::Duration;

use tracing::{error, info};

use crate::store::Result;

/// After the store failed, a loop waits this long before it asks again.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether the store fails for one of the loops.
pub(super) struct Outage {
    whose: &'static str,
    lasts: bool,
}

impl Outage {
    pub(super) fn of(whose: &'static str) -> Self {
        Self { whose, lasts: false }
    }

    /// Takes note of a result. After an error, waits a little and answers nothing: ask again.
    pub(super) async fn watch<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => {
                if std::mem::take(&mut self.lasts) {
                    info!(loop = self.whose, "the store is back");
                }
                Some(value)
            }
            Err(error) => {
                if !std::mem::replace(&mut self.lasts, true) {
                    error!(loop = self.whose, %error, "the store failed; asking it again until it is back");
                }
                tokio::time::sleep(PAUSE).await;
                None
            }
        }
    }
}
