//! Renews the token of a login: by its refresh token, or with the hub's own credentials.

use std::sync::Arc;

use crate::oauth::authorization::scope_of;
use crate::oauth::discovery::discover;
use crate::oauth::error::LoginError;
use crate::oauth::login::{Login, Target, Token};
use crate::oauth::registration::{Wish, client_for};
use crate::oauth::web::Web;
use crate::state::credential_record::{ClientKind, Issuer, Record, Tokens};

/// The check that lets a token be renewed without the resource indicator.
const WITHOUT_RESOURCE: &str = "refresh-without-resource";

impl Login {
    /// Returns a newer token than one that the server has rejected. Without one, it requests one if
    /// that takes no person.
    ///
    /// # Errors
    /// Fails if there is no login, if it has ended, or if it cannot be renewed at the moment.
    pub(crate) async fn renew(
        self: &Arc<Self>,
        rejected: Option<&Arc<Token>>,
    ) -> Result<Arc<Token>, LoginError> {
        if rejected.is_none() && !self.has_own_grant() {
            return Err(no_login());
        }
        let (login, rejected) = (Arc::clone(self), rejected.cloned());
        // Goes on if the caller is dropped: the response may contain the only valid refresh token.
        let renewing = tokio::spawn(async move { login.renew_once(rejected.as_deref()).await });
        renewing.await.unwrap_or_else(|e| Err(LoginError::Unreachable(e.to_string())))
    }

    /// Renews the token unless this or another process has done so meanwhile.
    async fn renew_once(&self, rejected: Option<&Token>) -> Result<Arc<Token>, LoginError> {
        let is_new = |token: &Token| !rejected.is_some_and(|rejected| rejected.is(token));
        let newer = || self.look(true).filter(|token| is_new(token));
        let _one_at_a_time = self.renewing.lock().await;
        if let Some(token) = newer() {
            return Ok(token);
        }
        if let Some(error) = self.recent_failure() {
            return Err(error);
        }
        let _locked = self.lock().await?;
        if let Some(token) = newer() {
            return Ok(token);
        }
        let target = self.target()?;
        let renewed = if target.settings.uses_client_credentials {
            self.request_own_token(&target).await
        } else {
            self.refresh(&target).await
        };
        if let Err(error) = &renewed {
            tracing::warn!(server = self.server, "its login cannot be renewed: {error}");
            self.note_failure(error);
        }
        renewed.and_then(|()| self.look(true).ok_or_else(no_login))
    }

    /// Exchanges the refresh token and stores the result before it is used. Drops the tokens if the
    /// authorization server rejects them. The caller holds the lock.
    async fn refresh(&self, target: &Target) -> Result<(), LoginError> {
        let mut record = match self.read() {
            Some(record) => record,
            None => self.adopt(target).await?,
        };
        let current = record.current.clone().ok_or_else(no_login)?;
        let issuer = record.issuers.get_mut(&current).ok_or_else(no_login)?;
        let answer = exchange(target, &current, issuer).await;
        match &answer {
            Ok(tokens) => {
                let kept = issuer.tokens.as_ref().and_then(|old| old.refresh_token.clone());
                let refresh_token = tokens.refresh_token.clone().or(kept);
                issuer.tokens = Some(Tokens { refresh_token, ..tokens.clone() });
            }
            Err(LoginError::Unreachable(_) | LoginError::Store(_)) => {}
            // A program that takes no lock may have renewed it.
            Err(_) if self.read().as_ref().and_then(Record::tokens) != issuer.tokens.as_ref() => {
                return Ok(());
            }
            Err(error) => end(issuer, error),
        }
        if !matches!(answer, Err(LoginError::Unreachable(_))) {
            self.write(&record)?;
        }
        answer.map(drop)
    }

    /// Returns a record with the tokens that MCPHub has written into the settings. From then on the
    /// record counts, even if there is no way to renew them.
    async fn adopt(&self, target: &Target) -> Result<Record, LoginError> {
        let tokens = target.settings.own_tokens().ok_or_else(no_login)?;
        let (name, issuer) = match self.own_issuer(&target.web(), target).await {
            Ok((name, issuer, _)) => (name, Issuer { tokens: Some(tokens), ..issuer }),
            Err(error @ LoginError::Unreachable(_)) => return Err(error),
            Err(_) => (String::new(), Issuer::default()),
        };
        Ok(self.record_of(target, name, issuer))
    }

    /// Requests a token with the hub's own credentials, and stores it.
    async fn request_own_token(&self, target: &Target) -> Result<(), LoginError> {
        let web = target.web();
        let (name, mut issuer, scope) = self.own_issuer(&web, target).await?;
        let client = issuer.client.as_ref().ok_or_else(no_login)?;
        let endpoint = target.endpoint(&web, &issuer.token_endpoint, &name, client);
        let mut pairs = vec![("grant_type", "client_credentials")];
        pairs.extend(scope.as_deref().map(|scope| ("scope", scope)));
        let answer = endpoint.tokens(&pairs, issuer.resource.as_deref(), scope.as_deref()).await;
        if let Err(LoginError::Unreachable(_)) = answer {
            return answer.map(drop);
        }
        issuer.tokens = answer.as_ref().ok().cloned();
        self.write(&self.record_of(target, name, issuer))?;
        answer.map(drop)
    }

    /// Returns the issuer at which the client of the settings is registered, without tokens, and the
    /// scopes to request.
    async fn own_issuer(
        &self,
        web: &Web,
        target: &Target,
    ) -> Result<(String, Issuer, Option<String>), LoginError> {
        let (settings, challenge) = (&target.settings, self.challenge());
        if settings.client_id.is_none() {
            return Err(LoginError::Refused("`oauth.clientId` is missing".to_owned()));
        }
        let found = discover(web, &target.url, settings, &challenge, None).await?;
        let scope = scope_of(&settings.scopes, &challenge, &found);
        let scope = scope.map(|scope| without_offline(&scope)).filter(|scope| !scope.is_empty());
        let wish =
            Wish { settings, redirect_uri: "", scope: scope.as_deref(), known: None, anew: false };
        let client = client_for(web, &found, &wish).await?;
        let none = || LoginError::Refused("there is no token endpoint".to_owned());
        let issuer = Issuer {
            resource: found.resource,
            client: Some(client),
            tokens: None,
            registrations: Vec::new(),
            wanted_scope: None,
            step_up: None,
            token_endpoint: found.server.token_endpoint.ok_or_else(none)?,
            revocation_endpoint: found.server.revocation_endpoint,
        };
        Ok((found.server.issuer, issuer, scope))
    }

    fn record_of(&self, target: &Target, name: String, issuer: Issuer) -> Record {
        let mut record = self.file.new_record(&target.url_without_secrets());
        record.current = Some(name.clone());
        record.issuers.insert(name, issuer);
        record
    }
}

/// Sends the refresh token. Only an error code of OAuth means that it is not valid.
async fn exchange(target: &Target, name: &str, issuer: &Issuer) -> Result<Tokens, LoginError> {
    let (Some(client), Some(Tokens { refresh_token: Some(refresh), scope, .. })) =
        (&issuer.client, &issuer.tokens)
    else {
        let text = "it has expired, and there is no refresh token";
        return Err(LoginError::Refused(text.to_owned()));
    };
    let scope = scope.as_deref();
    let web = target.web();
    let endpoint = target.endpoint(&web, &issuer.token_endpoint, name, client);
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh.reveal())];
    let answer = match endpoint.tokens(&pairs, issuer.resource.as_deref(), scope).await {
        Err(error) if issuer.resource.is_some() && rejects_resource(&error) => {
            if target.settings.relaxes(WITHOUT_RESOURCE) {
                endpoint.tokens(&pairs, None, scope).await
            } else {
                Err(error.with_advice(&format!(
                    "\"{WITHOUT_RESOURCE}\" in `oauth.relax` renews without the resource"
                )))
            }
        }
        answer => answer,
    };
    answer.map_err(|error| match error {
        LoginError::Refused(text) => LoginError::Unreachable(text),
        error => error,
    })
}

/// Returns whether an authorization server rejects the resource indicator, not the refresh token.
fn rejects_resource(error: &LoginError) -> bool {
    let LoginError::Code { code, text, .. } = error else { return false };
    code == "invalid_target" || (code == "invalid_request" && text.contains("resource"))
}

/// Removes tokens that are no longer valid, and the registration if the authorization server no
/// longer knows it.
fn end(issuer: &mut Issuer, error: &LoginError) {
    if rejects_resource(error) {
        return;
    }
    issuer.tokens = None;
    let is_unknown = matches!(error, LoginError::Code { code, .. }
        if matches!(code.as_str(), "invalid_client" | "unauthorized_client"));
    if is_unknown {
        let client_id = issuer.client.as_ref().map(|client| client.client_id.clone());
        issuer.registrations.retain(|client| Some(&client.client_id) != client_id.as_ref());
        issuer.client = issuer.client.take().filter(|client| client.kind != ClientKind::Dcr);
    }
}

fn no_login() -> LoginError {
    LoginError::Refused("there is no login".to_owned())
}

/// Removes a scope that is only for refresh tokens.
fn without_offline(scope: &str) -> String {
    scope.split(' ').filter(|one| *one != "offline_access").collect::<Vec<_>>().join(" ")
}
