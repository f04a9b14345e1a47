//! Where words go: data to stdout, the rest to stderr.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use super::Failure;

/// Prints data. Somebody who closed the pipe has seen enough: that is no failure.
pub(super) fn data(text: &str) -> super::Result {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(anyhow::Error::from(error).into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Prints a value as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> super::Result {
    data(&serde_json::to_string_pretty(value).map_err(anyhow::Error::from)?)
}

/// Prints a remark for people.
pub(super) fn remark(text: &str) {
    // With nowhere to say it, there is nothing left to do.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says why a command failed; answers the exit code.
pub(super) fn tell(failure: &Failure) -> ExitCode {
    let (what, hint, code) = match failure {
        Failure::Usage { what, hint } => (what, Some(hint), 2),
        Failure::Failed { what, hint } => (what, hint.as_ref(), 1),
    };
    let hint = hint.map(|hint| format!("\n\nhint: {hint}")).unwrap_or_default();
    remark(&format!("error: {what}{hint}"));
    ExitCode::from(code)
}
