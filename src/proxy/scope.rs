//! What one client may see: everything, a group, one server; by the path it came in on.

/// The part of the path that names what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// `/mcp`: all enabled servers.
    All,
    /// `/mcp/{name}`: a group, else a server.
    Named(String),
    /// `/direct/{server}`: that one upstream, as it is.
    Direct(String),
}

/// A target that was found in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    /// All enabled servers.
    All,
    /// The group of that name.
    Group(String),
    /// The server of that name, with prefixed names.
    Server(String),
    /// The server of that name, with its own names.
    Direct(String),
}

impl Target {
    /// Reads the path after the base path; `None` where it is no MCP endpoint.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        if path == "/mcp" {
            return Some(Self::All);
        }
        let named = |rest: &str| percent_decode(rest).filter(|name| !name.is_empty());
        if let Some(rest) = path.strip_prefix("/mcp/") {
            return named(rest).map(Self::Named);
        }
        path.strip_prefix("/direct/").and_then(named).map(Self::Direct)
    }
}

/// `%41` becomes `A`; `None` where the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(decoded) = hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            out.push(decoded);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_their_target() {
        let named = |name: &str| Some(Target::Named(name.into()));
        assert_eq!(Target::of_path("/mcp"), Some(Target::All));
        assert_eq!(Target::of_path("/mcp/"), Some(Target::All));
        assert_eq!(Target::of_path("/mcp/io.github.x/fetch"), named("io.github.x/fetch"));
        assert_eq!(Target::of_path("/mcp/a%20b"), named("a b"));
        assert_eq!(Target::of_path("/direct/a%2Fb"), Some(Target::Direct("a/b".into())));
        assert_eq!(Target::of_path("/direct"), None);
        assert_eq!(Target::of_path("/mcpx"), None);
        assert_eq!(Target::of_path("/mcp/%ff"), None);
    }
}
