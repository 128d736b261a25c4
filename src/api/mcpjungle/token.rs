//! Tokens of users and clients: made here, or chosen by who makes them.

use crate::api::error::ApiError;
use crate::settings::secret::Secret;
use crate::state::random;

/// The shortest that can be chosen, in characters. Source: MCPJungle.
const CHOSEN_MIN: usize = 8;

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
