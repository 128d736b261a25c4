//! What is made at random: ids, tokens, salts.

use crate::cli::error::{Failure, Kind};

/// A UUID (version 4), as MCPHub gives its groups and keys.
pub(crate) fn id() -> Result<String, Failure> {
    let mut bytes: [u8; 16] = bytes()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    Ok(parts.join("-"))
}

/// A bearer key's token, in MCPHub's form.
pub(crate) fn token() -> Result<String, Failure> {
    Ok(format!("mcphub_{}", hex(&bytes::<32>()?)))
}

/// So many bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(Kind::Failed, format!("no randomness: {error}")))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
