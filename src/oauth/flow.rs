//! Logging in and out: the steps that a person takes part in.

use url::Url;

use crate::oauth::authorization::{Pending, Redirected, scope_of};
use crate::oauth::client_settings::ClientSettings;
use crate::oauth::discovery::{Discovered, discover};
use crate::oauth::error::{LoginError, shorten};
use crate::oauth::limits;
use crate::oauth::login::{Login, cannot_store};
use crate::oauth::metadata::check_url;
use crate::oauth::registration::{Wish, client_for};
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{ClientKind, Issuer, Record, RegisteredClient};

/// What the caller of a login wishes.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoginOptions {
    pub(crate) redirect_uri: String,
    /// Instead of those of the settings, unless empty.
    pub(crate) scopes: Vec<String>,
    /// Instead of those of the settings.
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    /// Registers a new client even if there is one.
    pub(crate) reregister: bool,
    /// Sends the client id of the settings to an issuer other than the first.
    pub(crate) accept_issuer: bool,
}

impl LoginOptions {
    /// Returns the settings of a login with these wishes.
    pub(super) fn applied_to(&self, settings: &ClientSettings) -> ClientSettings {
        let mut settings = settings.clone();
        if self.client_id.is_some() {
            settings.client_id.clone_from(&self.client_id);
            settings.client_secret.clone_from(&self.client_secret);
        }
        if !self.scopes.is_empty() {
            settings.scopes.clone_from(&self.scopes);
        }
        settings
    }
}

/// The result of a logout.
#[derive(Debug, Default)]
pub(crate) struct LoggedOut {
    /// Whether there was a token.
    pub(crate) had_token: bool,
    /// Why the authorization server may not have revoked it.
    pub(crate) warning: Option<String>,
    /// How many tokens and registrations the authorization server was asked to revoke.
    pub(crate) attempted: u32,
    /// How many of them it has revoked.
    pub(crate) succeeded: u32,
    pub(crate) revocation_endpoint: Option<String>,
}

impl LoggedOut {
    /// Counts a request to revoke something.
    fn count(&mut self, outcome: Result<(), LoginError>) {
        self.attempted += 1;
        match outcome {
            Ok(()) => self.succeeded += 1,
            Err(error) => self.warning = self.warning.take().or_else(|| Some(error.to_string())),
        }
    }
}

impl Login {
    /// Returns the redirect URI with this path that a client is registered with.
    pub(crate) fn registered_redirect(&self, path: &str) -> Option<String> {
        let record = self.read()?;
        let clients = record.issuers.values().flat_map(clients_of);
        let mut uris = clients.flat_map(|client| &client.redirect_uris);
        uris.find(|uri| Url::parse(uri).is_ok_and(|uri| uri.path() == path)).cloned()
    }

    /// Prepares a login: finds the authorization server, registers the hub if needed, and creates
    /// the request that a person opens in a browser.
    ///
    /// # Errors
    /// Fails if the server has no usable authorization server, or if that cannot be reached.
    pub(crate) async fn begin(&self, options: &LoginOptions) -> Result<Pending, LoginError> {
        let pending = self.prepare(options).await?;
        self.keep(&pending, |_| ()).await?;
        Ok(pending)
    }

    /// Stores the registration of a login, which is kept even if nobody completes the login.
    pub(super) async fn keep(
        &self,
        pending: &Pending,
        change: impl FnOnce(&mut Record),
    ) -> Result<(), LoginError> {
        self.change(|record| {
            let issuer = record.issuers.entry(pending.issuer.clone()).or_default();
            if pending.client.kind == ClientKind::Dcr {
                keep_registration(issuer, &pending.client, &pending.redirect_uri);
            }
            // The client of the tokens renews them.
            if issuer.tokens.is_none() {
                fill(issuer, pending);
            }
            change(record);
        })
        .await
    }

    /// Creates the request of a login, and registers the hub if needed.
    ///
    /// # Errors
    /// Fails as [`Self::begin`] does.
    pub(crate) async fn prepare(&self, options: &LoginOptions) -> Result<Pending, LoginError> {
        let target = self.target()?;
        let settings = options.applied_to(&target.settings);
        let (web, challenge) = (target.web(), self.challenge());
        let record = self.read();
        let bound = record.as_ref().and_then(|record| record.current.as_deref());
        let found = discover(&web, &target.url, &settings, &challenge, bound).await?;
        found.server.check_pkce(&settings).map_err(LoginError::Refused)?;
        let check = |endpoint: &Option<String>, what: &str| {
            let issuer = shorten(&found.server.issuer);
            let none = || LoginError::Refused(format!("{issuer} declares no {what}"));
            let text = endpoint.as_deref().ok_or_else(none)?;
            let checked = check_url(text, &target.url, settings.relaxes("http"));
            checked.map(|url| (url, text.to_owned())).map_err(LoginError::Refused)
        };
        let (endpoint, _) = check(&found.server.authorization_endpoint, "authorization endpoint")?;
        let (_, token_endpoint) = check(&found.server.token_endpoint, "token endpoint")?;
        if let Some(record) = &record {
            check_bound(record, settings.client_id.as_deref(), &found, options.accept_issuer)?;
        }
        let issuer = record.as_ref().and_then(|record| record.issuers.get(&found.server.issuer));
        let wished = wished_scopes(&settings, issuer);
        let scope = scope_of(&wished, &challenge, &found);
        let wish = Wish {
            settings: &settings,
            redirect_uri: &options.redirect_uri,
            scope: scope.as_deref(),
            known: issuer.and_then(|issuer| known_client(issuer, &options.redirect_uri)),
            anew: options.reregister,
        };
        let client = client_for(&web, &found, &wish).await?;
        Pending::new(
            endpoint,
            token_endpoint,
            found,
            client,
            scope,
            &options.redirect_uri,
            &settings,
        )
    }

    /// Completes a login: exchanges the code for tokens and stores them.
    ///
    /// # Errors
    /// Fails if the redirect is not a success of this login, or if the exchange fails.
    pub(crate) async fn finish(
        &self,
        pending: &Pending,
        redirected: &Redirected,
    ) -> Result<(), LoginError> {
        self.finish_published(pending, redirected).await?;
        // A person has logged in by hand: further scopes are worth another attempt.
        self.change(|record| {
            record.pending = None;
            for issuer in record.issuers.values_mut() {
                issuer.step_up = None;
            }
        })
        .await
    }

    /// Completes a login that a hub has begun.
    ///
    /// # Errors
    /// Fails as [`Self::finish`] does.
    pub(super) async fn finish_published(
        &self,
        pending: &Pending,
        redirected: &Redirected,
    ) -> Result<(), LoginError> {
        let code = pending.code(redirected)?;
        let target = self.target()?;
        let web = target.web();
        let endpoint =
            target.endpoint(&web, &pending.token_endpoint, &pending.issuer, &pending.client);
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", code.reveal()),
            ("redirect_uri", &pending.redirect_uri),
            ("code_verifier", pending.verifier.reveal()),
        ];
        let exchanged =
            endpoint.tokens(&pairs, pending.resource.as_deref(), pending.scope.as_deref()).await;
        if let Err(LoginError::Code { code, .. }) = &exchanged
            && matches!(code.as_str(), "invalid_client" | "unauthorized_client")
            && pending.client.kind == ClientKind::Dcr
        {
            self.change(|record| {
                if let Some(issuer) = record.issuers.get_mut(&pending.issuer) {
                    issuer.client = None;
                    issuer.registrations.retain(|one| one.client_id != pending.client.client_id);
                }
            })
            .await?;
        }
        let tokens = exchanged?;
        self.change(|record| {
            for issuer in record.issuers.values_mut() {
                issuer.tokens = None;
            }
            let issuer = record.issuers.entry(pending.issuer.clone()).or_default();
            fill(issuer, pending);
            issuer.tokens = Some(tokens.clone());
            issuer.wanted_scope = None;
            record.current = Some(pending.issuer.clone());
        })
        .await
    }

    /// Revokes the tokens and removes them; with `all`, also the registration. They are removed even
    /// if the authorization server cannot be reached.
    ///
    /// # Errors
    /// Fails if the file cannot be changed.
    pub(crate) async fn forget(&self, all: bool) -> Result<LoggedOut, LoginError> {
        let _locked = self.lock().await?;
        let record = self.read();
        let current = record.as_ref().and_then(Record::current);
        let mut out = LoggedOut {
            had_token: current.is_some_and(|issuer| issuer.tokens.is_some()),
            ..LoggedOut::default()
        };
        if let Some(issuer) = current {
            let name = record.as_ref().and_then(|record| record.current.as_deref());
            self.revoke(name.unwrap_or_default(), issuer, all, &mut out).await?;
        }
        // Without a record, tokens of the settings would count again.
        let has_own = self.target().is_ok_and(|target| target.settings.own_tokens().is_some());
        let record = match record.filter(|_| !all) {
            None if has_own => Some(self.file.new_record(&self.target()?.url_without_secrets())),
            record => record,
        };
        if let Some(mut record) = record {
            for issuer in record.issuers.values_mut() {
                issuer.tokens = None;
            }
            self.write(&record)?;
        } else {
            self.file.remove().map_err(|e| cannot_store(&e))?;
            self.look(true);
        }
        Ok(out)
    }

    /// Asks the authorization server to revoke the tokens; with `all`, also the registrations.
    async fn revoke(
        &self,
        name: &str,
        issuer: &Issuer,
        all: bool,
        out: &mut LoggedOut,
    ) -> Result<(), LoginError> {
        let target = self.target()?;
        let web = target.web();
        out.revocation_endpoint.clone_from(&issuer.revocation_endpoint);
        if let (Some(url), Some(tokens), Some(client)) =
            (&issuer.revocation_endpoint, &issuer.tokens, &issuer.client)
        {
            let endpoint = target.endpoint(&web, url, name, client);
            if let Some(refresh) = &tokens.refresh_token {
                out.count(endpoint.revoke(refresh, "refresh_token").await);
            }
            out.count(endpoint.revoke(&tokens.access_token, "access_token").await);
        }
        let mut gone = Vec::new();
        for client in clients_of(issuer).filter(|_| all) {
            if let (Some(url), Some(token)) =
                (&client.registration_client_uri, &client.registration_access_token)
                && !gone.contains(&url)
            {
                out.count(web.delete(url, token).await.map(drop));
                gone.push(url);
            }
        }
        Ok(())
    }

    /// Changes the record under its lock.
    pub(super) async fn change(&self, change: impl FnOnce(&mut Record)) -> Result<(), LoginError> {
        let url = self.target()?.url_without_secrets();
        let _locked = self.lock().await?;
        let mut record = self.read().unwrap_or_else(|| self.file.new_record(&url));
        record.server_url = url;
        change(&mut record);
        self.write(&record)
    }
}

/// Stores the endpoints and the client of a login.
fn fill(issuer: &mut Issuer, pending: &Pending) {
    issuer.resource.clone_from(&pending.resource);
    issuer.client = Some(pending.client.clone());
    issuer.token_endpoint.clone_from(&pending.token_endpoint);
    issuer.revocation_endpoint.clone_from(&pending.revocation_endpoint);
}

fn clients_of(issuer: &Issuer) -> impl Iterator<Item = &RegisteredClient> {
    issuer.registrations.iter().chain(&issuer.client)
}

/// Returns the client of an earlier login; of those from dynamic registration, the one with this
/// redirect URI.
fn known_client(issuer: &Issuer, redirect_uri: &str) -> Option<RegisteredClient> {
    let fits = |client: &&RegisteredClient| {
        client.kind != ClientKind::Dcr || client.redirect_uris.iter().any(|uri| uri == redirect_uri)
    };
    let by_hand = |client: &&RegisteredClient| client.kind == ClientKind::Preregistered;
    issuer.client.iter().find(by_hand).or_else(|| clients_of(issuer).find(fits)).cloned()
}

fn keep_registration(issuer: &mut Issuer, client: &RegisteredClient, redirect_uri: &str) {
    issuer.registrations.retain(|one| !one.redirect_uris.iter().any(|uri| uri == redirect_uri));
    if issuer.registrations.len() >= limits::REGISTRATIONS {
        issuer.registrations.remove(0);
    }
    issuer.registrations.push(client.clone());
}

/// Returns the scopes to request: those of the settings, and those that the server asked for.
pub(super) fn wished_scopes(settings: &ClientSettings, issuer: Option<&Issuer>) -> Vec<String> {
    let wanted = issuer.and_then(|issuer| issuer.wanted_scope.as_deref());
    let wanted = wanted.into_iter().flat_map(str::split_whitespace).map(str::to_owned);
    settings.scopes.iter().cloned().chain(wanted).collect()
}

/// Fails if a client id of the settings would be sent to an issuer other than the first.
pub(super) fn check_bound(
    record: &Record,
    client_id: Option<&str>,
    found: &Discovered,
    accept: bool,
) -> Result<(), LoginError> {
    let issuer = &found.server.issuer;
    let is_other = |(old, data): (&String, &Issuer)| {
        let client = data.client.as_ref().filter(|client| client.kind == ClientKind::Preregistered);
        old != issuer && client.is_some_and(|client| Some(client.client_id.as_str()) == client_id)
    };
    let other = record.issuers.iter().find(|(old, data)| is_other((old, data)));
    match other.filter(|_| !accept && !record.issuers.contains_key(issuer)) {
        None => Ok(()),
        Some((old, _)) => {
            let (old, new) = (shorten(old), shorten(issuer));
            Err(LoginError::Refused(format!(
                "the server moved from {old} to {new}; if that is right, add `--accept-issuer`"
            )))
        }
    }
}
