//! Ids: a prefix of three letters, `_`, and 24 characters of base 36.

use ring::digest;

use crate::settings::server::Server;
use crate::state::random;

/// The prefix of servers.
const SERVER: &str = "mcp";
/// Characters after the prefix.
const LENGTH: usize = 24;
/// What they are.
const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// The workspace of servers that name none.
pub(super) const WORKSPACE: &str = "wsp_local";

/// A new server's id.
///
/// # Errors
/// The system has no randomness.
pub(super) fn new() -> std::io::Result<String> {
    Ok(spelt(SERVER, &random::bytes::<LENGTH>()?))
}

/// A server's id: its own, where this dialect made it; else one that its name always gives.
pub(super) fn of(server: &Server) -> String {
    let own = server.entry.get("id").and_then(|id| id.as_str());
    let own = own.filter(|id| id.starts_with("mcp_"));
    own.map_or_else(|| of_name(&server.name), str::to_owned)
}

/// The id that a name gives.
pub(super) fn of_name(name: &str) -> String {
    spelt(SERVER, &digest::digest(&digest::SHA256, name.as_bytes()).as_ref()[..LENGTH])
}

fn spelt(prefix: &str, bytes: &[u8]) -> String {
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    format!("{prefix}_{}", bytes.iter().map(letter).collect::<String>())
}
