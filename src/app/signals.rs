//! Stopping on a signal: in order on the first, at once on the second.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// Which signal had the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// One signal came, or none: everything ended in order.
    InOrder,
    /// A second signal came: what was under way was dropped.
    AtOnce,
}

/// Runs `work`, cancels `stop` on the first SIGINT or SIGTERM, and drops `work` on the second.
///
/// # Errors
/// When signals cannot be listened for, or as `work` ends.
pub async fn stop_on_signals(
    stop: CancellationToken,
    work: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<Stopped> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::pin!(work);
    tokio::select! {
        ended = &mut work => return ended.map(|()| Stopped::InOrder),
        () = either(&mut interrupt, &mut terminate) => {
            info!("stopping; a second signal stops at once");
            stop.cancel();
        }
    }
    tokio::select! {
        ended = &mut work => ended.map(|()| Stopped::InOrder),
        () = either(&mut interrupt, &mut terminate) => {
            warn!("stopped at once; deliveries under way are taken up again at the next start");
            Ok(Stopped::AtOnce)
        }
    }
}

async fn either(interrupt: &mut Signal, terminate: &mut Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
