//! Where a request came from, behind programs that pass requests on.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;

use crate::api::rate::Peer;

/// How many programs in front of the hub are believed. Source: MCPHub's `TRUST_PROXY`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// None: the address is the connection's.
    #[default]
    None,
    /// So many, each of which adds an address.
    Hops(usize),
    /// One, where it runs on this machine.
    Near,
    /// All: the first address said is the client's.
    All,
}

impl Trust {
    /// Reads `true`, `false` or a number; other words, such as `loopback`, are one program on this
    /// machine.
    pub(crate) fn of(word: &str) -> Self {
        match word.trim() {
            "" | "false" | "0" => Self::None,
            "true" => Self::All,
            word => word.parse().map_or(Self::Near, Self::Hops),
        }
    }

    /// Whether every client is believed what it says of itself.
    pub(crate) fn believes_all(self) -> bool {
        self == Self::All
    }

    /// The client's address: the connection's, or the one said in `X-Forwarded-For`.
    pub(super) fn peer(self, connection: Peer, headers: &HeaderMap) -> Peer {
        let near = connection.0.to_canonical().is_loopback();
        if self == Self::None || self == Self::Near && !near {
            return connection;
        }
        let said = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
        let said: Vec<&str> = said.flat_map(|list| list.split(',')).map(str::trim).collect();
        let hops = match self {
            Self::Hops(hops) => hops,
            Self::Near => 1,
            Self::None | Self::All => usize::MAX,
        };
        let found = said.get(said.len().saturating_sub(hops));
        // What cannot be read is not passed over: what stands before it, anybody can have said.
        found.and_then(|word| address(word)).map_or(connection, Peer)
    }
}

/// An address, with a port or without.
fn address(word: &str) -> Option<IpAddr> {
    let with_port = || word.parse().ok().map(|address: SocketAddr| address.ip());
    word.trim_matches(['[', ']']).parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_hides_nothing_that_others_said() {
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
    fn only_as_many_are_believed_as_there_are() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.1, 10.0.0.2, 10.0.0.3".parse().unwrap());
        let near = Peer([127, 0, 0, 1].into());
        let peer = |word: &str| Trust::of(word).peer(near, &headers).0.to_string();
        assert_eq!(
            ["false", "true", "1", "2", "9", "loopback"].map(peer),
            ["127.0.0.1", "10.0.0.1", "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.3"]
        );
    }
}
