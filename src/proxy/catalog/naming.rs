//! Exposed names of tools and prompts: prefix, separator, original name. They are a pure function
//! of the settings, so that names are the same after every start. Names are only built here, and
//! never split.
//!
//! A name belongs to the server that comes first. Servers of admins, and those without an owner,
//! precede those of other users; within each group, file order decides. No name of a later server
//! starts like the names of an earlier one, whether that one is running or not. So an untrusted
//! server neither changes nor takes over a name of another server, even while that server's tools
//! are still unknown. Servers of admins need not be kept apart: among them, the longest prefix owns
//! a name.
//!
//! Digests have 80 bits of SHA-256, so finding a collision among a thousand names is infeasible.

use crate::settings::Settings;
use std::collections::HashMap;
use std::sync::Arc;

use ring::digest::{SHA256, digest};

/// Longest name that all clients accept.
const NAME_BYTES_MAX: usize = 64;
/// Longest prefix that is used unchanged.
const PREFIX_BYTES_MAX: usize = 40;
/// Length of a digest, five bits per character.
const DIGEST_CHARS: usize = 16;
/// Length of a shortened prefix before `_` and the digest.
const HEAD_CHARS_MAX: usize = PREFIX_BYTES_MAX - DIGEST_CHARS - 1;

/// Precedence for a name that two servers could have; the lower rank wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Whether the server belongs to a non-admin user.
    untrusted: bool,
    /// Index in the settings.
    place: usize,
}

/// The prefixes of all servers in the settings, running or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    separator: String,
    /// Ranks by server name.
    ranks: HashMap<String, Rank>,
    /// Rank of the first server with each prefix.
    holders: HashMap<String, Rank>,
}

impl Claims {
    /// Returns the prefixes of all servers in the settings. Disabled and unusable servers are included,
    /// so that a server keeps its names meanwhile.
    pub(crate) fn of_settings(settings: &Settings, separator: &str) -> Self {
        let unusable = settings.unusable.iter().map(|name| (name.as_str(), true));
        let servers = settings.servers.iter().map(|server| (server.name.as_str(), server.trusted));
        Self::new(separator, servers.chain(unusable))
    }

    /// Computes the claims of servers in file order, each with whether it is trusted.
    pub(crate) fn new<'a>(
        separator: &str,
        servers: impl IntoIterator<Item = (&'a str, bool)>,
    ) -> Self {
        let mut ranked: Vec<(Rank, &str)> = servers
            .into_iter()
            .enumerate()
            .map(|(place, (name, trusted))| (Rank { untrusted: !trusted, place }, name))
            .collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        let mut claims = Self { separator: fold(separator), ..Self::default() };
        for (rank, name) in ranked {
            let prefix = claims.prefix(name, rank, |holder| holder < rank);
            claims.holders.entry(prefix).or_insert(rank);
            claims.ranks.entry(name.to_owned()).or_insert(rank);
        }
        claims
    }

    /// Returns the prefix of a server shown as `name`. If it would begin like the names of servers
    /// that take precedence, returns a distinct one.
    fn prefix(&self, name: &str, rank: Rank, precedes: impl Fn(Rank) -> bool) -> String {
        let prefix = prefix_of(name);
        let is_taken =
            rank.untrusted && self.has_claim(&format!("{prefix}{}", self.separator), precedes);
        if is_taken { self.distinct_prefix(name) } else { prefix }
    }

    /// Whether `name` begins with the prefix and separator of a server that takes precedence.
    fn has_claim(&self, name: &str, precedes: impl Fn(Rank) -> bool) -> bool {
        let holders =
            beginnings(name, &self.separator).filter_map(|prefix| self.holders.get(prefix));
        holders.copied().any(precedes)
    }

    /// Returns a prefix without the separator, which therefore cannot begin with another server's
    /// prefix and the separator.
    fn distinct_prefix(&self, name: &str) -> String {
        let joint = if self.separator.contains('_') { '-' } else { '_' };
        let joined = |c: char| if c.is_ascii_alphanumeric() { c } else { joint };
        let head: String = name.chars().map(joined).take(HEAD_CHARS_MAX).collect();
        format!("{head}{joint}{}", digest_of(&[name]))
    }
}

/// The naming of one server of a view.
#[derive(Clone, Debug)]
struct Named {
    prefix: String,
    rank: Rank,
}

/// Naming for the servers of one view.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    claims: Arc<Claims>,
    servers: Vec<Named>,
    /// Index of the server with each prefix.
    holders: HashMap<String, usize>,
}

impl Naming {
    /// Creates names for `servers`, given as server name and shown name (an alias in a group, else
    /// the same). Trusted servers must come first.
    pub(crate) fn new<'a>(
        claims: &Arc<Claims>,
        servers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut naming =
            Self { claims: Arc::clone(claims), servers: Vec::new(), holders: HashMap::new() };
        for (index, (server, shown)) in servers.into_iter().enumerate() {
            let unknown = Rank { untrusted: true, place: usize::MAX };
            let rank = claims.ranks.get(server).copied().unwrap_or(unknown);
            let is_alias = shown != server;
            let precedes = |holder| if is_alias { holder != rank } else { holder < rank };
            let mut prefix = claims.prefix(shown, rank, precedes);
            if rank.untrusted && naming.owner(&format!("{prefix}{}", claims.separator)).is_some() {
                prefix = claims.distinct_prefix(shown);
            }
            naming.holders.entry(prefix.clone()).or_insert(index);
            naming.servers.push(Named { prefix, rank });
        }
        naming
    }

    /// Returns the exposed name of a prompt: the plain name if the server owns it. Its length and
    /// characters do not matter as they do for tools, because people choose prompts.
    pub(crate) fn exposed_prompt(&self, index: usize, original: &str) -> String {
        let plain = self.plain(index, original);
        if self.owns(index, &plain) { plain } else { self.exposed_tool(index, original) }
    }

    /// Returns prefix, separator and original name.
    pub(crate) fn plain(&self, index: usize, original: &str) -> String {
        let prefix = self.servers.get(index).map_or("", |server| server.prefix.as_str());
        format!("{prefix}{}{original}", self.claims.separator)
    }

    /// Whether the server at `index` owns names like this one: it has the longest prefix, and no
    /// server that takes precedence has a claim.
    pub(crate) fn owns(&self, index: usize, name: &str) -> bool {
        let Some(Named { rank, .. }) = self.servers.get(index) else { return false };
        let is_taken = || rank.untrusted && self.claims.has_claim(name, |holder| holder < *rank);
        self.owner(name) == Some(index) && !is_taken()
    }

    /// Returns the exposed name of the tool `original` on the server at `index`: the plain name if
    /// the server owns it and all clients accept it, else one with a digest.
    pub(crate) fn exposed_tool(&self, index: usize, original: &str) -> String {
        let plain = self.plain(index, original);
        let fits = plain.len() <= NAME_BYTES_MAX && plain == fold(&plain);
        if fits && self.owns(index, &plain) { plain } else { self.with_digest(index, original) }
    }

    /// Returns the exposed name with a digest.
    pub(crate) fn with_digest(&self, index: usize, original: &str) -> String {
        let Some(Named { prefix, .. }) = self.servers.get(index) else {
            return original.to_owned();
        };
        let separator = &self.claims.separator;
        let digest = digest_of(&[prefix, original]);
        let short = |prefix: &str| {
            let taken = prefix.len() + separator.len() + 1 + DIGEST_CHARS;
            let tail = fold(original)
                .chars()
                .take(NAME_BYTES_MAX.saturating_sub(taken))
                .collect::<String>();
            format!("{prefix}{separator}{tail}_{digest}")
        };
        let name = short(prefix);
        if self.owns(index, &name) {
            return name;
        }
        let head: String = prefix.chars().take(HEAD_CHARS_MAX).collect();
        short(&format!("{head}_{digest}"))
    }

    /// Returns the server that names like `name` belong to: the one with the longest prefix.
    pub(crate) fn owner(&self, name: &str) -> Option<usize> {
        let beginnings = beginnings(name, &self.claims.separator);
        beginnings.filter_map(|prefix| self.holders.get(prefix)).last().copied()
    }
}

/// Whether items of two servers could be confused, here or in a dialect with its own separator: if
/// they share a prefix, or the prefix of one begins with that of the other and a separator.
pub(crate) fn overlap(separator: &str, one: &str, other: &str) -> bool {
    let claims = Claims { separator: fold(separator), ..Claims::default() };
    let forms = |name: &str| [name.to_owned(), prefix_of(name), claims.distinct_prefix(name)];
    let (ones, others) = (forms(one), forms(other));
    let pairs = || ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    ["__", "/"].into_iter().chain([claims.separator.as_str()]).any(|separator| {
        let ended = |form: &str| format!("{form}{separator}");
        pairs().any(|(one, other)| {
            ended(one).starts_with(&ended(other)) || ended(other).starts_with(&ended(one))
        })
    })
}

/// Returns the text before each separator in `name`, up to the maximum prefix length, shortest
/// first.
fn beginnings<'a>(name: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let places = name.char_indices().map(|(at, _)| at).take_while(|at| *at <= PREFIX_BYTES_MAX);
    places.filter(move |at| name[*at..].starts_with(separator)).map(move |at| &name[..at])
}

/// Returns a server's name as a prefix: unchanged if all clients accept it, else folded and with a
/// digest.
fn prefix_of(server: &str) -> String {
    if server.len() <= PREFIX_BYTES_MAX && server == fold(server) && !server.is_empty() {
        return server.to_owned();
    }
    let head: String = fold(server).chars().take(HEAD_CHARS_MAX).collect();
    format!("{head}_{}", digest_of(&[server]))
}

/// Replaces characters that clients reject by `_`.
fn fold(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
    name.chars().map(safe).collect()
}

/// Returns the first 80 bits of SHA-256 over the parts, each followed by a zero byte, in base 32.
fn digest_of(parts: &[&str]) -> String {
    let whole: Vec<u8> = parts.iter().flat_map(|part| part.bytes().chain([0])).collect();
    let hash = digest(&SHA256, &whole);
    let bits =
        hash.as_ref().iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let five = |n: usize| usize::try_from(bits >> (5 * (DIGEST_CHARS - 1 - n)) & 31);
    (0..DIGEST_CHARS).map(|n| char::from(BASE_32[five(n).unwrap_or_default()])).collect()
}

/// The base 32 digits in lower case (RFC 4648).
const BASE_32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A server of the settings: its name, whether it is trusted, and its tools.
    type TestServer = (String, bool, Vec<String>);

    /// Creates names for servers that are all trusted.
    fn trusted(separator: &str, servers: &[&str]) -> Naming {
        let claims = Claims::new(separator, servers.iter().map(|server| (*server, true)));
        Naming::new(&Arc::new(claims), servers.iter().map(|server| (*server, *server)))
    }

    /// Returns each exposed name with its server and tool, as a view stores them. Only servers
    /// marked in `reported` have reported their tools.
    fn routes(
        separator: &str,
        servers: &[TestServer],
        reported: &[bool],
    ) -> HashMap<String, (String, String)> {
        let claims =
            Claims::new(separator, servers.iter().map(|(name, trust, _)| (name.as_str(), *trust)));
        let mut order: Vec<usize> = (0..servers.len()).collect();
        order.sort_by_key(|index| !servers[*index].1);
        let shown = order.iter().map(|index| servers[*index].0.as_str());
        let naming = Naming::new(&Arc::new(claims), shown.map(|name| (name, name)));
        let mut routes = HashMap::new();
        for (place, index) in order.iter().enumerate().filter(|(_, index)| reported[**index]) {
            let (server, _, tools) = &servers[*index];
            for tool in tools {
                let to = (server.clone(), tool.clone());
                let prompt = naming.exposed_prompt(place, tool);
                for name in [naming.exposed_tool(place, tool), format!("prompt {prompt}")] {
                    routes.entry(name).or_insert_with(|| to.clone());
                }
                let plain = naming.plain(place, tool);
                if naming.owns(place, &plain) {
                    routes.entry(plain).or_insert(to);
                }
            }
        }
        routes
    }

    fn servers() -> impl Strategy<Value = Vec<TestServer>> {
        let tools = || prop::collection::vec("[ab_./é-]{0,5}|[ab-]{40,70}", 0..5);
        let server = ("[ab./_é-]{1,5}|[ab.-]{38,45}", any::<bool>(), tools());
        prop::collection::vec(server, 1..6).prop_map(|mut servers| {
            let mut names = std::collections::HashSet::new();
            servers.retain(|(name, ..)| names.insert(name.clone()));
            servers
        })
    }

    proptest! {
        #[test]
        fn names_are_safe_for_clients_and_never_shared(servers in servers(), separator in "[-_]{1,2}") {
            let claims = Claims::new(&separator, servers.iter().map(|(name, trust, _)| (name.as_str(), *trust)));
            let mut order: Vec<&TestServer> = servers.iter().collect();
            order.sort_by_key(|(_, trust, _)| !trust);
            let shown = order.iter().map(|(name, ..)| (name.as_str(), name.as_str()));
            let naming = Naming::new(&Arc::new(claims), shown);
            let mut seen: HashMap<String, (usize, &str)> = HashMap::new();
            for (index, (_, _, tools)) in order.iter().enumerate() {
                for tool in tools {
                    let name = naming.exposed_tool(index, tool);
                    prop_assert!(name.len() <= 64 && name == fold(&name), "{name}");
                    let other = seen.insert(name.clone(), (index, tool));
                    prop_assert!(other.is_none_or(|other| other == (index, tool)), "{name}");
                }
            }
        }

        /// Covers names copied from other servers, and servers that have not reported their tools
        /// yet.
        #[test]
        fn a_new_server_of_a_user_changes_and_takes_over_no_name(
            servers in servers(),
            separator in "[-_]{1,2}",
            (added, tools) in ("[ab./_é-]{1,5}", prop::collection::vec("[ab_./é-]{0,5}", 0..5)),
            (copies, cut, at) in (any::<bool>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            reported in prop::collection::vec(any::<bool>(), 6),
        ) {
            let before = routes(&separator, &servers, &vec![true; servers.len()]);
            let mut names: Vec<&String> = before.keys().collect();
            names.sort();
            // The names of the new server and of its tools are cut out of an existing name.
            let (mut added, mut tools) = (added, tools);
            if copies && !names.is_empty() {
                let name = at.get(&names[..]).as_str();
                let name = name.strip_prefix("prompt ").unwrap_or(name);
                let cuts: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(1).collect();
                if !cuts.is_empty() {
                    let (first, rest) = name.split_at(*cut.get(&cuts));
                    added = first.to_owned();
                    tools.extend([rest, rest.strip_prefix(separator.as_str()).unwrap_or(rest)].map(String::from));
                }
            }
            prop_assume!(servers.iter().all(|(name, ..)| *name != added));
            let mut servers = servers;
            servers.push((added.clone(), false, tools));
            let all = vec![true; servers.len()];
            let after = routes(&separator, &servers, &all);
            for (name, to) in &before {
                prop_assert_eq!(after.get(name), Some(to), "{}", name);
            }
            let mut some = reported[..servers.len()].to_vec();
            *some.last_mut().unwrap() = true;
            for (name, to) in routes(&separator, &servers, &some) {
                prop_assert!(before.get(&name).is_none_or(|was| *was == to), "{name}: {to:?}");
            }
        }
    }

    #[test]
    fn exposed_names_are_readable() {
        let naming = trusted("-", &["fetch", "a", "a-b", "my server"]);
        assert_eq!(naming.exposed_tool(0, "get"), "fetch-get");
        assert_eq!(naming.exposed_prompt(0, "héllo wörld"), "fetch-héllo wörld");
        assert_eq!(naming.exposed_prompt(1, "b-c"), naming.exposed_tool(1, "b-c"));
        assert_eq!(naming.exposed_tool(2, "c"), "a-b-c");
        assert_eq!(naming.exposed_tool(1, "c"), "a-c");
        assert_eq!(naming.exposed_tool(1, "b-c"), "a_2tguociq256lvypm-b-c_2tguociq256lvypm");
        assert_eq!(naming.exposed_tool(3, "x"), "my_server_qjwsjjylqaqg6dcp-x");
        let long = naming.exposed_tool(0, &"t".repeat(80));
        assert_eq!((long.len(), &long[..9]), (64, "fetch-ttt"));
    }

    #[test]
    fn untrusted_servers_get_distinct_prefixes_on_conflict() {
        let servers = [
            ("docs-bob", false),
            ("up", false),
            ("docs", true),
            ("up-stairs", true),
            ("up_x", false),
        ];
        let shown = ["docs", "up-stairs", "docs-bob", "up", "up_x"].map(|name| (name, name));
        let names = |separator: &str| {
            let naming = Naming::new(&Arc::new(Claims::new(separator, servers)), shown);
            let tools = [(0, "bob-x"), (1, "x"), (2, "x"), (3, "x"), (3, "stairs-x"), (4, "x")];
            tools.map(|(index, tool)| naming.exposed_tool(index, tool))
        };
        let wanted = [
            "docs-bob-x",
            "up-stairs-x",
            "docs_bob_ant7s2swauw3jnl5-x",
            "up-x",
            "up_f7aeihzbmxwgdtuc-stairs-x_f7aeihzbmxwgdtuc",
            "up_x-x",
        ];
        assert_eq!(names("-"), wanted);
        let wanted = [
            "docs_bob-x",
            "up-stairs_x",
            "docs-bob_x",
            "up_x",
            "up_stairs-x",
            "up-x-2qeww6nsb65d77jk_x",
        ];
        assert_eq!(names("_"), wanted);
    }

    #[test]
    fn an_alias_of_an_untrusted_server_takes_no_name() {
        let claims = Arc::new(Claims::new("-", [("docs", true), ("mine", false), ("x", false)]));
        let shown = [("docs", "d"), ("mine", "d-e"), ("x", "docs")];
        let naming = Naming::new(&claims, shown);
        let wanted = ["d-t", "d_e_vmqevlmstfepc562-t", "docs_fuma7a7qcieahl2h-t"];
        assert_eq!([0, 1, 2].map(|index| naming.exposed_tool(index, "t")), wanted);
    }
}
