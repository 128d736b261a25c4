//! Tokens of users and clients, generated or chosen in the request.

use crate::api::error::ApiError;
use crate::settings::edit::Refused;
use crate::settings::model::secret::Secret;
use crate::settings::{Document, validate};
use crate::state::random;

/// Minimum length of a chosen token, in characters. Source: MCPJungle.
const CHOSEN_MIN: usize = 8;

/// The owner of a token.
pub(super) enum TokenOwner<'a> {
    /// Name of a user.
    User(&'a str),
    /// Name of a client.
    Client(&'a str),
}

/// Fails if another user or client has the same token: a token identifies its owner.
pub(super) fn require_unique(
    document: &Document,
    token: &Secret,
    owner: &TokenOwner,
) -> Result<(), Refused> {
    let (settings, _) = validate(document);
    let own_key =
        |user: Option<&str>| matches!(owner, TokenOwner::User(name) if user == Some(*name));
    let own_client = |other: &str| matches!(owner, TokenOwner::Client(name) if other == *name);
    let of_key = settings
        .keys_in_force()
        .iter()
        .any(|key| key.token == *token && !own_key(key.user.as_deref()));
    let of_client =
        settings.clients.iter().any(|client| client.token == *token && !own_client(&client.name));
    if of_key || of_client {
        return Err(Refused::invalid("this `access_token` is already in use"));
    }
    Ok(())
}

/// Returns the chosen token, or a generated one if the choice is absent or empty; and whether it
/// was chosen.
pub(super) fn chosen_or_new(chosen: Option<&str>) -> Result<(Secret, bool), ApiError> {
    if let Some(chosen) = chosen.filter(|token| !token.is_empty()) {
        return check(chosen).map(|token| (token, true));
    }
    let created = random::secret()?;
    Ok((created, false))
}

/// Checks a chosen token.
pub(super) fn check(text: &str) -> Result<Secret, ApiError> {
    // The token is sent in a header.
    let plain = |c: char| c.is_ascii_graphic();
    if text.chars().count() < CHOSEN_MIN || !text.chars().all(plain) {
        let text = format!(
            "`access_token` must be at least {CHOSEN_MIN} printable ASCII characters without spaces"
        );
        return Err(ApiError::invalid(text));
    }
    Ok(Secret::new(text))
}
