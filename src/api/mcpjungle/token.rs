//! Tokens of users and clients: made here, or chosen by who makes them.

use crate::api::error::ApiError;
use crate::settings::edit::Refused;
use crate::settings::secret::Secret;
use crate::settings::{Document, validate};
use crate::state::random;

/// The shortest that can be chosen, in characters. Source: MCPJungle.
const CHOSEN_MIN: usize = 8;

/// Whose a token is to be.
pub(super) enum Holder<'a> {
    /// A user's.
    User(&'a str),
    /// A client's.
    Client(&'a str),
}

/// Refuses a token that is somebody else's too: it says who comes.
pub(super) fn must_be_only(
    document: &Document,
    token: &Secret,
    holder: &Holder,
) -> Result<(), Refused> {
    let (settings, _) = validate(document);
    let own_key = |user: Option<&str>| matches!(holder, Holder::User(name) if user == Some(*name));
    let own_client = |other: &str| matches!(holder, Holder::Client(name) if other == *name);
    let of_key = settings
        .keys_in_force()
        .iter()
        .any(|key| key.token == *token && !own_key(key.user.as_deref()));
    let of_client =
        settings.clients.iter().any(|client| client.token == *token && !own_client(&client.name));
    if of_key || of_client {
        return Err(Refused::invalid("this `access_token` is somebody else's already"));
    }
    Ok(())
}

/// The token that was chosen, or a new one; and whether it was chosen. An empty choice is none.
pub(super) fn chosen_or_new(chosen: Option<&str>) -> Result<(Secret, bool), ApiError> {
    if let Some(chosen) = chosen.filter(|token| !token.is_empty()) {
        return checked(chosen).map(|token| (token, true));
    }
    let made = random::secret().map_err(|e| ApiError::bug(e.to_string()))?;
    Ok((made, false))
}

/// A token that can be chosen.
pub(super) fn checked(text: &str) -> Result<Secret, ApiError> {
    // It travels in a header.
    let plain = |c: char| c.is_ascii_graphic();
    if text.chars().count() < CHOSEN_MIN || !text.chars().all(plain) {
        let text = format!(
            "`access_token` must be at least {CHOSEN_MIN} letters, digits or signs of ASCII, without spaces"
        );
        return Err(ApiError::invalid(text));
    }
    Ok(Secret::new(text))
}
