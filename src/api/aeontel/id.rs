//! Server ids: a prefix of three letters, `_`, and 24 base-36 characters.

use ring::digest;

use crate::settings::model::server::Server;
use crate::state::random;

/// The prefix of server ids.
const SERVER: &str = "mcp";
/// Characters after the prefix.
const LENGTH: usize = 24;
const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// The workspace of servers without one.
pub(super) const WORKSPACE: &str = "wsp_local";

/// Returns a random id for a new server.
///
/// # Errors
/// Fails if the system has no source of randomness.
pub(super) fn new() -> std::io::Result<String> {
    Ok(encode(SERVER, &random::bytes::<LENGTH>()?))
}

/// Returns a server's id: the stored one if this dialect created it, else one derived from its
/// name.
pub(super) fn of_server(server: &Server) -> String {
    let stored = server.entry.get("id").and_then(|id| id.as_str());
    let own = stored.filter(|id| id.starts_with("mcp_"));
    own.map_or_else(|| of_name(&server.name), str::to_owned)
}

/// Returns the id derived from a name.
pub(super) fn of_name(name: &str) -> String {
    encode(SERVER, &digest::digest(&digest::SHA256, name.as_bytes()).as_ref()[..LENGTH])
}

fn encode(prefix: &str, bytes: &[u8]) -> String {
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    format!("{prefix}_{}", bytes.iter().map(letter).collect::<String>())
}
