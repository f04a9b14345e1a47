//! Why the bot cannot run, worded for the one who runs it.

/// Why the bot cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    /// No answer from the API.
    #[error("cannot reach Discord at {base}: {reason}")]
    Unreachable {
        /// The base address.
        base: String,
        /// What happened.
        reason: String,
    },
    /// The token is wrong or was reset.
    #[error("Discord refused the token: copy it again from the Bot page of the developer portal")]
    TokenRefused,
    /// An address that is not this machine's, where only that is allowed.
    #[error("refusing to talk to {address}: only this machine's own addresses are allowed here")]
    NotLoopback {
        /// The address.
        address: String,
    },
    /// An answer that makes no sense.
    #[error("Discord at {base} answered {status} to {what}: {reason}")]
    Answer {
        /// The base address.
        base: String,
        /// The HTTP status.
        status: u16,
        /// What was asked.
        what: &'static str,
        /// What it said.
        reason: String,
    },
    /// The gateway client broke.
    #[error("the connection to Discord's gateway ended: {0}")]
    Gateway(#[from] Box<serenity::Error>),
}
