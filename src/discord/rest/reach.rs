//! How far requests may go.

use reqwest::Url;

use crate::discord::DiscordError;

/// Which addresses may be talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Any.
    Anywhere,
    /// This machine's own: for the playground and for tests, so that a mistake never
    /// knocks on the real Discord.
    LoopbackOnly,
}

impl Reach {
    /// Refuses `address` if it lies beyond this reach.
    ///
    /// # Errors
    /// [`DiscordError::NotLoopback`].
    pub(in crate::discord) fn check(self, address: &str) -> Result<(), DiscordError> {
        if self == Self::Anywhere || is_loopback(address) {
            return Ok(());
        }
        Err(DiscordError::NotLoopback { address: address.to_owned() })
    }
}

fn is_loopback(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_addresses_are_loopback() {
        for address in
            ["http://127.0.0.1:8080", "ws://127.3.2.1/gateway", "http://localhost:1", "http://[::1]:2"]
        {
            assert!(Reach::LoopbackOnly.check(address).is_ok(), "{address}");
        }
        for address in [
            "https://discord.com",
            "wss://gateway.discord.gg",
            "http://127.0.0.1.evil.example",
            "",
            "localhost",
        ] {
            assert!(Reach::LoopbackOnly.check(address).is_err(), "{address}");
            assert!(Reach::Anywhere.check(address).is_ok());
        }
    }
}
