//! Decides whether a value is a secret. Literal values in `env`, headers, URL queries and security
//! settings are secret unless they are clearly harmless (`harmless`). In arguments, paths and free
//! text, the name before a value (`names`) or the format of the value (`forms`) decides. The word
//! lists are in `words`, and `secrets/locate` finds the places.

mod forms;
mod harmless;
mod names;
mod notations;
mod words;

use harmless::is_non_secret;

use crate::settings::reference;

pub(in crate::settings) use forms::{
    end_of_pem, has_token_prefix, is_token, looks_random, start_of_pem,
};
pub(in crate::settings) use harmless::{is_plain, is_plain_part, part_before};
pub(crate) use names::is_secret_key;
pub(in crate::settings) use names::{
    is_descriptive_header, is_pair_flag, is_password_flag, is_public_setting, names_secret,
};
pub(in crate::settings) use words::SCHEMES;

/// The confidence that a text is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// It is in a place for secrets, but is clearly harmless.
    Placed,
    /// It is not clearly harmless, or its key names a secret.
    Likely,
    /// It has the format of a token in clear text: not a placeholder, path or address.
    Evident,
}

/// The minimum length for a warning about a text if its key names a secret.
const CLEAR_BYTES_MIN: usize = 8;

/// Strips the scheme of a credential, such as `Bearer`.
pub(in crate::settings) fn without_scheme(text: &str) -> &str {
    SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text)
}

/// Returns whether the text is empty or consists of variables without defaults.
pub(crate) fn is_harmless(text: &str) -> bool {
    let has_default = text.replace(":-}", "}").contains(":-");
    text.is_empty() || (reference::is_only_references(text) && !has_default)
}

/// Returns the confidence for a value in a place for secrets. `named` means that its key names a
/// secret.
pub(in crate::settings) fn look_of(named: bool, literal: &str) -> Look {
    let literal = literal.trim();
    let plain = if named { is_non_secret(literal) } else { is_plain(literal) };
    if is_token(literal)
        || (named && !plain && forms::is_opaque(literal) && literal.len() >= CLEAR_BYTES_MIN)
    {
        Look::Evident
    } else if plain {
        Look::Placed
    } else {
        Look::Likely
    }
}

#[cfg(test)]
mod tests;
