//! The bot's token, which nobody gets to see.

use std::fmt;

/// A bot token. Its `Debug` shows nothing of it, and it has no `Display`.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The token in `text`, without the `Bot ` that some people copy along.
    ///
    /// `None` when nothing is left, or when it holds what no token can hold.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let token = text.trim();
        let token = token
            .strip_prefix("Bot")
            .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_graphic()))
            .unwrap_or(token)
            .trim();
        let fine = !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic());
        fine.then(|| Self(token.to_owned()))
    }

    /// The token itself, for the one header that needs it.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_shows_itself() {
        let token = Token::new("Bot very.secret.token\n").unwrap();
        assert_eq!(format!("{token:?}"), "Token(hidden)");
        assert_eq!(token.secret(), "very.secret.token");
    }

    #[test]
    fn what_can_be_no_token_is_none() {
        for text in ["", "  ", "Bot ", "two words", "ümlaut"] {
            assert!(Token::new(text).is_none(), "{text:?} was taken");
        }
    }
}
