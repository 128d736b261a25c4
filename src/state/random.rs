//! Random ids, tokens and secrets.

use std::io::{Error, Result};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::settings::model::secret::Secret;

/// Returns a UUID (version 4), the form of MCPHub's group and key ids.
///
/// # Errors
/// Fails if the system provides no randomness. The same applies to the functions below.
pub(crate) fn id() -> Result<String> {
    let mut bytes: [u8; 16] = bytes()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    Ok(parts.join("-"))
}

/// The beginning of generated bearer keys. Source: MCPHub's form.
pub(crate) const KEY_PREFIX: &str = "mcphub_";

/// Returns a token for a bearer key.
pub(crate) fn token() -> Result<String> {
    Ok(format!("{KEY_PREFIX}{}", hex(&bytes::<32>()?)))
}

/// Returns a random password: 24 URL-safe characters.
pub(crate) fn password() -> Result<Secret> {
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes::<18>()?)))
}

/// Returns a secret for use between programs: 43 URL-safe characters.
pub(crate) fn secret() -> Result<Secret> {
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes::<32>()?)))
}

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::other(format!("no randomness: {e}")))?;
    Ok(bytes)
}

/// Formats bytes in lowercase hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
