//! Where a request came from, behind programs that pass requests on.

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
    /// All: the first address said is the client's.
    All,
}

impl Trust {
    /// Reads `true`, `false` or a number; other words are one program.
    pub(crate) fn of(word: &str) -> Self {
        match word.trim() {
            "" | "false" | "0" => Self::None,
            "true" => Self::All,
            word => Self::Hops(word.parse().unwrap_or(1)),
        }
    }

    /// The client's address: the connection's, or the one said in `X-Forwarded-For`.
    pub(super) fn peer(self, connection: Peer, headers: &HeaderMap) -> Peer {
        if self == Self::None {
            return connection;
        }
        let said = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
        let said: Vec<_> = said
            .flat_map(|list| list.split(','))
            .filter_map(|word| word.trim().parse().ok())
            .collect();
        let found = match self {
            Self::None => None,
            Self::All => said.first(),
            Self::Hops(hops) => said.len().checked_sub(hops).and_then(|at| said.get(at)),
        };
        found.or(said.first()).map_or(connection, |address| Peer(*address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
