//! Detects servers that are this hub itself: a hub that connects to itself would do so in an
//! endless loop.

use serde_json::{Map, Value};

use crate::reference;

/// The name of our own program.
pub(crate) const PROGRAM: &str = "mcphub";

/// The reason shown for such a server.
pub const ITSELF: &str = "this is mcphub itself";

/// Returns whether an entry starts this program as a hub or as a bridge to one. `mcphub demo`
/// counts as any other server; so does a bridge to an address that is not on one of `ports`.
pub(crate) fn is_own_program(entry: &Map<String, Value>, ports: &[u16]) -> bool {
    let command = entry.get("command").and_then(Value::as_str).unwrap_or_default();
    let args = entry.get("args").and_then(Value::as_array).into_iter().flatten();
    // The program may be wrapped in a shell, `env` or another program, as a single argument.
    let line = std::iter::once(command).chain(args.filter_map(Value::as_str));
    let words: Vec<&str> = line.flat_map(str::split_whitespace).collect();
    let Some(at) = words.iter().position(|word| is_program(word)) else { return false };
    let rest = &words[at + 1..];
    if rest.contains(&"serve") {
        return rest.contains(&"--stdio");
    }
    let Some(at) = rest.iter().position(|word| *word == "connect") else { return false };
    let url = rest[at + 1..].iter().find(|word| word.contains("://"));
    url.is_none_or(|url| is_own_url(url, ports))
}

fn is_program(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == PROGRAM || name.strip_suffix(".exe") == Some(PROGRAM)
}

/// Returns whether a URL is an MCP endpoint on this machine, on one of the hub's own ports.
pub(crate) fn is_own_url(url: &str, ports: &[u16]) -> bool {
    let Some((scheme, rest)) = url.trim().split_once("://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let (host, port) = match address.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':').unwrap_or(port)),
        None => address.split_once(':').unwrap_or((address, "")),
    };
    let unsaid = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    let port = if port.is_empty() { Some(unsaid) } else { port.parse().ok() };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let endpoint = |part: &str| matches!(part, "mcp" | "sse" | "direct");
    !reference::has_any(url)
        && is_here(host)
        && port.is_some_and(|port| ports.contains(&port))
        && path.split('/').any(endpoint)
}

/// Returns whether `host` is this machine.
pub(crate) fn is_here(host: &str) -> bool {
    let host = host.to_lowercase();
    let name = host.trim_end_matches('.');
    let address = name.parse::<std::net::IpAddr>();
    let is_here = |ip: std::net::IpAddr| ip.is_loopback() || ip.is_unspecified();
    name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(is_here)
}

/// Returns whether a server is this hub itself, by program or by URL.
pub fn is_this_hub(entry: &Map<String, Value>, ports: &[u16]) -> bool {
    let url = entry.get("url").and_then(Value::as_str);
    is_own_program(entry, ports) || url.is_some_and(|url| is_own_url(url, ports))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hub_is_recognized_by_its_program_and_its_address() {
        let is = |entry: Value| is_this_hub(entry.as_object().unwrap(), &[3000]);
        for own in [
            json!({"command": "mcphub", "args": ["serve", "--stdio"]}),
            json!({"command": "/opt/mcphub", "args": ["--config", "x", "serve", "--stdio"]}),
            json!({"command": "C:\\bin\\mcphub.exe", "args": ["serve", "--stdio"]}),
            json!({"command": "sh", "args": ["-c", "exec mcphub serve --stdio"]}),
            json!({"command": "mcphub", "args": ["connect"]}),
            json!({"command": "mcphub", "args": ["connect", "http://localhost:3000/mcp"]}),
            json!({"url": "http://127.0.0.1:3000/mcp"}),
            json!({"url": "http://[::1]:3000/mcp/group?x=1"}),
            json!({"url": "http://LOCALHOST.:3000/base/sse"}),
            json!({"url": "http://u:p@0.0.0.0:3000/direct/x"}),
        ] {
            assert!(is(own.clone()), "{own}");
        }
        for other in [
            json!({"command": "mcphub", "args": ["demo"]}),
            json!({"command": "mcphub", "args": ["connect", "https://hub.example.com/mcp"]}),
            json!({"command": "mcphub-tools", "args": ["serve", "--stdio"]}),
            json!({"command": "npx", "args": ["-y", "x"]}),
            json!({"url": "http://127.0.0.1:3001/mcp"}),
            json!({"url": "http://127.0.0.1:3000/api"}),
            json!({"url": "https://hub.example.com:3000/mcp"}),
            json!({"url": "http://127.0.0.1/mcp"}),
            json!({"url": "mcp"}),
            json!({}),
        ] {
            assert!(!is(other.clone()), "{other}");
        }
    }
}
