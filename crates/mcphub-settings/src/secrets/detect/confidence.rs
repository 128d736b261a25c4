//! The confidence that a value is a secret.

use crate::secrets::detect::forms::{CLEAR_BYTES_MIN, is_opaque, is_token};
use crate::secrets::detect::harmless::{is_non_secret, is_plain};

/// The confidence that a text is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is in a place for secrets, but is clearly harmless.
    Low,
    /// It is not clearly harmless, or its key names a secret.
    Medium,
    /// It has the format of a token in clear text: not a placeholder, path or address.
    High,
}

/// Returns the confidence for a value in a place for secrets. `named` means that its key names a
/// secret.
pub(crate) fn confidence_of(named: bool, literal: &str) -> Confidence {
    let literal = literal.trim();
    let plain = if named { is_non_secret(literal) } else { is_plain(literal) };
    if is_token(literal)
        || (named && !plain && is_opaque(literal) && literal.len() >= CLEAR_BYTES_MIN)
    {
        Confidence::High
    } else if plain {
        Confidence::Low
    } else {
        Confidence::Medium
    }
}
