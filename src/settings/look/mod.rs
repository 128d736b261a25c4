//! The one judgement of what is secret. A literal value of `env`, of a header, of a URL's query or of
//! a security setting is secret unless it is plainly harmless (`harmless`). Elsewhere, in arguments,
//! paths and free text, the name before a value says so (`names`), or the value's own form (`forms`).
//! The words are data (`words`). Where values stand, `settings/sensitive.rs` says.

mod forms;
mod harmless;
mod names;
mod words;

use harmless::is_nothing;

use crate::settings::expand;

pub(super) use forms::{begins_like_a_token, end_of_pem, is_token, looks_random, start_of_pem};
pub(super) use harmless::{is_plain, is_plain_part, part_before};
pub(crate) use names::is_secret_key;
pub(super) use names::{
    is_told_to_anybody, opens_a_place, says_what_is_sent, takes_a_password, tells_a_secret,
};
pub(super) use words::SCHEMES;

/// How much a text looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// It stands where secrets often do, and is plainly harmless.
    Placed,
    /// It is not plainly harmless, or its key says that it is secret.
    Likely,
    /// It has the form of a token, written in clear: no placeholder, path or address.
    Evident,
}

/// The shortest text under a telling key that is worth a warning.
const CLEAR_BYTES_MIN: usize = 8;

/// What follows the scheme of a credential, `Bearer` for instance.
pub(super) fn without_scheme(text: &str) -> &str {
    SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text)
}

/// Whether there is nothing to hide: nothing at all, or variables without a default.
pub(crate) fn is_harmless(text: &str) -> bool {
    let has_default = text.replace(":-}", "}").contains(":-");
    text.is_empty() || (expand::is_only_references(text) && !has_default)
}

/// How much a value that stands where secrets do looks like one; `named`: the key that it stands under
/// says so.
pub(super) fn look_of(named: bool, literal: &str) -> Look {
    let literal = literal.trim();
    let plain = if named { is_nothing(literal) } else { is_plain(literal) };
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
