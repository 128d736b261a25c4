//! What others may know of a login: no secret.

use crate::oauth::login::Login;
use crate::state::credential_record::Time;

/// The public part of a login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Whether there is a token.
    pub(crate) has_token: bool,
    pub(crate) client_id: Option<String>,
    pub(crate) token_endpoint: Option<String>,
    /// The scopes of the token, separated by spaces.
    pub(crate) scope: Option<String>,
    /// When the token expires, if that is known.
    pub(crate) expires_at: Option<Time>,
}

impl Login {
    /// Returns the public part of the login as it is stored.
    pub(crate) fn summary(&self) -> Summary {
        let Some(record) = self.read() else {
            return Summary { has_token: self.current_token().is_some(), ..Summary::default() };
        };
        let issuer = record.current();
        let tokens = record.tokens();
        Summary {
            has_token: tokens.is_some(),
            client_id: issuer.and_then(|issuer| Some(issuer.client.as_ref()?.client_id.clone())),
            token_endpoint: issuer.map(|issuer| issuer.token_endpoint.clone()),
            scope: tokens.and_then(|tokens| tokens.scope.clone()),
            expires_at: tokens.and_then(|tokens| tokens.expires_at),
        }
    }
}
