//! How far the network may reach: anywhere, or no farther than this machine.

use reqwest::Url;

/// Which addresses may be talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Any.
    Anywhere,
    /// This machine's own: for the playground and for tests, so that a mistake never
    /// knocks on the real Discord, nor on Wikipedia.
    LoopbackOnly,
}

impl Reach {
    /// Whether `address` lies within this reach.
    #[must_use]
    pub fn allows(self, address: &str) -> bool {
        self == Self::Anywhere || is_loopback(address)
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
            assert!(Reach::LoopbackOnly.allows(address), "{address}");
        }
        for address in [
            "https://discord.com",
            "wss://gateway.discord.gg",
            "http://127.0.0.1.evil.example",
            "",
            "localhost",
        ] {
            assert!(!Reach::LoopbackOnly.allows(address), "{address}");
            assert!(Reach::Anywhere.allows(address));
        }
    }
}
