//! Decides whether a value is a secret. Literal values in `env`, headers, URL queries and security
//! settings are secret unless they are clearly harmless (`harmless`). In arguments, paths and free
//! text, the name before a value (`names`) or the format of the value (`forms`) decides. The word
//! lists are in `words`, and `secrets/locate` finds the places.

mod confidence;
mod forms;
mod harmless;
mod names;
mod notations;
mod words;

pub use confidence::Confidence;
pub(crate) use confidence::confidence_of;
pub(crate) use forms::{
    end_of_pem, has_token_prefix, is_token, looks_random, start_of_pem, without_scheme,
};
pub use harmless::is_harmless;
pub(crate) use harmless::{is_plain, is_plain_part, part_before};
pub use names::is_secret_key;
pub(crate) use names::{
    is_descriptive_header, is_pair_flag, is_password_flag, is_public_setting, names_secret,
};
pub(crate) use words::SCHEMES;

#[cfg(test)]
mod tests;
