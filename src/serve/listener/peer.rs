//! The client address of a request behind reverse proxies.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;

use crate::access::public_url::Forwarded;
use crate::access::rate_limit::Peer;

/// The number of trusted reverse proxies. Source: MCPHub's `TRUST_PROXY`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// None: uses the address of the connection.
    #[default]
    None,
    /// A number of proxies, each of which appends an address.
    Hops(usize),
    /// One proxy, if it connects from this machine.
    Near,
    /// Any number: the first address is the client's.
    All,
}

impl Trust {
    /// Parses `true`, `false` or a number; other words, such as `loopback`, mean one proxy on this
    /// machine.
    pub(crate) fn of(word: &str) -> Self {
        match word.trim() {
            "" | "false" | "0" => Self::None,
            "true" => Self::All,
            word => word.parse().map_or(Self::Near, Self::Hops),
        }
    }

    /// Returns whether any client can choose its own address.
    pub(crate) fn believes_all(self) -> bool {
        self == Self::All
    }

    /// Returns the client address: the connection's, or the one in `X-Forwarded-For`.
    pub(in crate::serve) fn peer(self, connection: Peer, headers: &HeaderMap) -> Peer {
        // An entry that does not parse ends the search: any client could have written those before it.
        let found = self.reported(connection, headers, "x-forwarded-for");
        found.and_then(address).map_or(connection, Peer)
    }

    /// Returns the scheme and host that the client used, if a trusted proxy reports them.
    pub(in crate::serve) fn forwarded(self, connection: Peer, headers: &HeaderMap) -> Forwarded {
        let reported = |name| self.reported(connection, headers, name).map(str::to_ascii_lowercase);
        Forwarded {
            scheme: reported("x-forwarded-proto").filter(|word| word == "http" || word == "https"),
            host: reported("x-forwarded-host"),
        }
    }

    /// Returns the entry of a forwarding header that the outermost trusted proxy has written.
    fn reported<'a>(self, connection: Peer, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        let near = connection.0.to_canonical().is_loopback();
        if self == Self::None || self == Self::Near && !near {
            return None;
        }
        let said = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
        let said: Vec<&str> = said.flat_map(|list| list.split(',')).map(str::trim).collect();
        let hops = match self {
            Self::Hops(hops) => hops,
            Self::Near => 1,
            Self::None | Self::All => usize::MAX,
        };
        said.get(said.len().saturating_sub(hops)).copied()
    }
}

/// Parses an address with an optional port.
fn address(word: &str) -> Option<IpAddr> {
    let with_port = || word.parse().ok().map(|address: SocketAddr| address.ip());
    word.trim_matches(['[', ']']).parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_does_not_parse_is_never_skipped() {
        let peer = |said: &str, near: [u8; 4]| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", said.parse().unwrap());
            let trust = if said.ends_with('!') { "1" } else { "loopback" };
            Trust::of(trust).peer(Peer(near.into()), &headers).0.to_string()
        };
        let near = [127, 0, 0, 1];
        assert_eq!(peer("9.9.9.9, 203.0.113.5:443", near), "203.0.113.5");
        assert_eq!(peer("9.9.9.9, [2001:db8::1]:443", near), "2001:db8::1");
        assert_eq!(peer("9.9.9.9, who!", near), "127.0.0.1");
        assert_eq!(peer("9.9.9.9", [10, 0, 0, 1]), "10.0.0.1");
    }

    #[test]
    fn only_the_configured_number_of_proxies_is_trusted() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.1, 10.0.0.2, 10.0.0.3".parse().unwrap());
        let near = Peer([127, 0, 0, 1].into());
        let peer = |word: &str| Trust::of(word).peer(near, &headers).0.to_string();
        assert_eq!(
            ["false", "true", "1", "2", "9", "loopback"].map(peer),
            ["127.0.0.1", "10.0.0.1", "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.3"]
        );
    }

    #[test]
    fn scheme_and_host_are_those_of_a_trusted_proxy() {
        let forwarded = |word: &str, near: [u8; 4], host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-proto", "HTTPS".parse().unwrap());
            headers.insert("x-forwarded-host", host.parse().unwrap());
            let Forwarded { scheme, host } = Trust::of(word).forwarded(Peer(near.into()), &headers);
            (scheme.unwrap_or_default(), host.unwrap_or_default())
        };
        let (near, far) = ([127, 0, 0, 1], [10, 0, 0, 1]);
        let of = |host: &str| ("https".to_owned(), host.to_owned());
        assert_eq!(forwarded("1", far, "evil.test, Hub.test"), of("hub.test"));
        assert_eq!(forwarded("loopback", near, "hub.test"), of("hub.test"));
        assert_eq!(forwarded("loopback", far, "hub.test"), Default::default());
        assert_eq!(forwarded("false", near, "hub.test"), Default::default());
    }
}
