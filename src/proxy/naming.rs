//! How a server's tool or prompt is called outside: prefix, separator, original name. A pure
//! function of the settings, so that names are the same after every start. The only file that
//! knows how a name is put together; nothing takes one apart.

/// The longest name that every client takes.
const NAME_BYTES_MAX: usize = 64;
/// The longest prefix that is used as it is.
const PREFIX_BYTES_MAX: usize = 40;

/// Names for the servers of one view.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    separator: String,
    prefixes: Vec<String>,
}

impl Naming {
    /// Names for servers that are exposed as `servers` say (aliases in a group).
    pub(crate) fn new<'a>(separator: &str, servers: impl IntoIterator<Item = &'a str>) -> Self {
        let prefixes = servers.into_iter().map(prefix_of).collect();
        Self { separator: fold(separator), prefixes }
    }

    /// The exposed name of a prompt. People choose prompts, not models: only who owns a name matters.
    pub(crate) fn of_prompt(&self, index: usize, original: &str) -> String {
        let plain = self.plain(index, original);
        if self.owner(&plain) == Some(index) { plain } else { self.exposed(index, original) }
    }

    /// Prefix, separator, original name.
    pub(crate) fn plain(&self, index: usize, original: &str) -> String {
        let prefix = self.prefixes.get(index).map_or("", String::as_str);
        format!("{prefix}{}{original}", self.separator)
    }

    /// Whether names like this one belong to the server at `index`.
    pub(crate) fn owns(&self, index: usize, name: &str) -> bool {
        self.owner(name) == Some(index)
    }

    /// The exposed name of the tool `original` on the server at `index`.
    ///
    /// The longest prefix that a name begins with owns it: where that is another server's, or where
    /// the plain form is too long or has characters that clients refuse, the name carries a digest.
    /// So no server can answer for another's name, whatever it calls its tools.
    pub(crate) fn exposed(&self, index: usize, original: &str) -> String {
        let Some(prefix) = self.prefixes.get(index) else { return original.to_owned() };
        let plain = self.plain(index, original);
        if plain.len() <= NAME_BYTES_MAX
            && plain == fold(&plain)
            && self.owner(&plain) == Some(index)
        {
            return plain;
        }
        let digest = digest(&[prefix, original]);
        let short = |prefix: &str| {
            let room = NAME_BYTES_MAX.saturating_sub(prefix.len() + self.separator.len() + 9);
            let tail: String = fold(original).chars().take(room).collect();
            format!("{prefix}{}{tail}_{digest}", self.separator)
        };
        let name = short(prefix);
        if self.owner(&name) == Some(index) {
            return name;
        }
        short(&format!(
            "{}_{digest}",
            prefix.chars().take(PREFIX_BYTES_MAX - 9).collect::<String>()
        ))
    }

    /// Which server's names begin like `name`: the one with the longest prefix.
    fn owner(&self, name: &str) -> Option<usize> {
        let begins = |prefix: &String| {
            name.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with(&self.separator))
        };
        let fitting = self.prefixes.iter().enumerate().filter(|(_, prefix)| begins(prefix));
        fitting.max_by_key(|(_, prefix)| prefix.len()).map(|(index, _)| index)
    }
}

/// A server's name as a prefix: as it is where every client takes it, else folded, with a digest.
fn prefix_of(server: &str) -> String {
    if server.len() <= PREFIX_BYTES_MAX && server == fold(server) && !server.is_empty() {
        return server.to_owned();
    }
    let head: String = fold(server).chars().take(PREFIX_BYTES_MAX - 9).collect();
    format!("{head}_{}", digest(&[server]))
}

/// Characters that clients refuse become `_`.
fn fold(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
    name.chars().map(safe).collect()
}

/// Eight hex digits of FNV-1a over the parts; stable across builds and machines.
fn digest(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_are_safe_for_clients_and_never_shared(
            servers in prop::collection::btree_set("[ab./é-]{1,6}", 1..6),
            tools in prop::collection::vec("[ab_./é-]{0,70}", 1..8),
        ) {
            let servers: Vec<String> = servers.into_iter().collect();
            let naming = Naming::new("-", servers.iter().map(String::as_str));
            let mut seen: HashMap<String, (usize, String)> = HashMap::new();
            for index in 0..servers.len() {
                for tool in &tools {
                    let name = naming.exposed(index, tool);
                    prop_assert!(name.len() <= 64 && name == fold(&name), "{name}");
                    let owner = seen.insert(name.clone(), (index, tool.clone()));
                    prop_assert!(owner.is_none_or(|o| o == (index, tool.clone())), "{name}");
                }
            }
        }
    }

    #[test]
    fn names_read_as_users_know_them() {
        let naming = Naming::new("-", ["fetch", "a", "a-b", "my server"]);
        assert_eq!(naming.exposed(0, "get"), "fetch-get");
        assert_eq!(naming.of_prompt(0, "héllo wörld"), "fetch-héllo wörld");
        assert_eq!(naming.of_prompt(1, "b-c"), naming.exposed(1, "b-c"));
        assert_eq!(naming.exposed(2, "c"), "a-b-c");
        assert_eq!(naming.exposed(1, "c"), "a-c");
        assert_eq!(naming.exposed(1, "b-c"), "a_debb6f6a-b-c_debb6f6a");
        assert_eq!(naming.exposed(3, "x"), "my_server_f7bc0c59-x");
        let long = naming.exposed(0, &"t".repeat(80));
        assert_eq!((long.len(), &long[..9]), (64, "fetch-ttt"));
    }
}
