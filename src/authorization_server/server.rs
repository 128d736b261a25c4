//! The authorization server as a whole: clients from all sources, approvals, codes, and tokens.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parking_lot::Mutex;
use ring::digest;

use crate::authorization_server::authorization::AuthorizationRequest;
use crate::authorization_server::client::{Client, Origin};
use crate::authorization_server::client_documents::{ClientDocuments, is_document_url};
use crate::authorization_server::codes::{Allowed, Codes, Taken};
use crate::authorization_server::consents::Consents;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::limits;
use crate::authorization_server::parameters::Parameters;
use crate::authorization_server::registration::{self, Registered};
use crate::authorization_server::resource;
use crate::authorization_server::scope::is_within;
use crate::authorization_server::tokens::{self, Issued, Narrowing, Refreshed};
use crate::settings::Settings;
use crate::settings::model::oauth_server::OauthServer;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::{
    Approval, FoundGrant, Grant, OauthServerFile, OauthState, RegisteredClient, digest_of,
};

/// The authorization server of one settings file.
#[derive(Debug)]
pub(crate) struct AuthorizationServer {
    file: OauthServerFile,
    codes: Codes,
    /// The consent pages that are open.
    pub(crate) consents: Consents,
    /// By digest of a used refresh token: what it was exchanged for.
    retries: Mutex<HashMap<String, Retry>>,
    documents: ClientDocuments,
}

/// A refresh that the client may repeat.
#[derive(Debug)]
struct Retry {
    issued: Issued,
    ends_ms: i64,
}

/// A logged-in user.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder<'a> {
    pub(crate) user: &'a str,
    /// Identifies the password, so that a change of it ends all grants.
    pub(crate) fingerprint: &'a str,
}

impl AuthorizationServer {
    /// Creates the server with its file in the state folder.
    pub(crate) fn new(
        folder: &Path,
        settings: &Path,
        environment: Arc<BTreeMap<OsString, OsString>>,
    ) -> Self {
        Self {
            file: OauthServerFile::of(folder, settings),
            codes: Codes::default(),
            consents: Consents::default(),
            retries: Mutex::default(),
            documents: ClientDocuments::new(environment),
        }
    }

    /// Returns what is stored.
    pub(crate) fn state(&self) -> Arc<OauthState> {
        self.file.state()
    }

    /// Returns the client with this id. Fetches its metadata document if the id is a URL.
    ///
    /// # Errors
    /// Fails if the client is unknown, or if its document cannot be used.
    pub(crate) async fn client(
        &self,
        settings: &Settings,
        id: &str,
        now_ms: i64,
    ) -> Result<Client, OauthError> {
        if let Some(client) = Client::find(settings, &self.file.state(), id) {
            return Ok(client);
        }
        if is_document_url(id) {
            return self.documents.client(id, settings, now_ms).await;
        }
        Err(OauthError::client("the client is unknown here; register it again"))
    }

    /// Returns a client at the token endpoint, where the document of a client is not needed.
    ///
    /// # Errors
    /// Fails if the client is unknown.
    pub(crate) fn client_of_token(
        &self,
        settings: &Settings,
        id: &str,
    ) -> Result<Client, OauthError> {
        let known = Client::find(settings, &self.file.state(), id);
        let documents = settings.system.oauth_server.documents.enabled;
        let by_url = || {
            let is_one = documents && is_document_url(id);
            is_one.then(|| Client::of_document(id, id.to_owned(), Vec::new()))
        };
        known
            .or_else(by_url)
            .ok_or_else(|| OauthError::client("the client is unknown here; register it again"))
    }

    /// Returns whether a client still exists, so that its tokens are valid.
    pub(crate) fn has_client(&self, settings: &Settings, id: &str) -> bool {
        self.client_of_token(settings, id).is_ok()
    }

    /// Returns whether the user approved the same request before, of a client that can be recognized.
    pub(crate) fn is_approved(&self, request: &AuthorizationRequest, holder: Holder<'_>) -> bool {
        let fits = |approval: &Approval| {
            approval.user == holder.user
                && approval.fingerprint == holder.fingerprint
                && approval.client == request.client.id
                && approval.redirect_uri == request.redirect_uri
                && approval.resource == request.resource
                && is_within(&request.scopes, &approval.scopes)
        };
        request.client.origin != Origin::Registration && self.state().approvals.iter().any(fits)
    }

    /// Remembers that the user approved a request, if the client can be recognized.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(crate) fn remember(
        &self,
        request: &AuthorizationRequest,
        holder: Holder<'_>,
    ) -> Result<(), OauthError> {
        if request.client.origin == Origin::Registration || self.is_approved(request, holder) {
            return Ok(());
        }
        let approval = Approval {
            user: holder.user.to_owned(),
            fingerprint: holder.fingerprint.to_owned(),
            client: request.client.id.clone(),
            redirect_uri: request.redirect_uri.clone(),
            resource: request.resource.clone(),
            scopes: request.scopes.clone(),
        };
        self.file.change(|state| {
            if state.approvals.len() >= limits::APPROVALS {
                state.approvals.remove(0);
            }
            state.approvals.push(approval);
        })?;
        Ok(())
    }

    /// Issues the code for a request that the user allowed.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn allow(
        &self,
        request: &AuthorizationRequest,
        holder: Holder<'_>,
        rules: &OauthServer,
        now_ms: i64,
    ) -> Result<Secret, OauthError> {
        let allowed = Allowed {
            client: request.client.id.clone(),
            client_name: request.client.name.clone(),
            redirect_uri: request.redirect_uri.clone(),
            challenge: request.challenge.clone(),
            resource: request.resource.clone(),
            scopes: request.scopes.clone(),
            user: holder.user.to_owned(),
            fingerprint: holder.fingerprint.to_owned(),
        };
        let lifetime = i64::try_from(rules.authorization_code_lifetime.as_millis()).unwrap_or(0);
        Ok(self.codes.issue(allowed, now_ms + lifetime, now_ms)?)
    }

    /// Exchanges a code for tokens. `holds` returns whether the user may still have them. Blocks on
    /// the disk.
    ///
    /// # Errors
    /// Fails if the code is not valid for this client, redirect URI, verifier and resource. It is
    /// used up in every case.
    pub(crate) fn exchange(
        &self,
        client: &Client,
        form: &Parameters,
        holds: impl Fn(Holder<'_>) -> bool,
        rules: &OauthServer,
        now_ms: i64,
    ) -> Result<Issued, OauthError> {
        let (allowed, id) = match self.codes.take(form.required("code")?, now_ms) {
            Taken::First(allowed, id) => (allowed, id),
            Taken::Again(id) => {
                tracing::warn!("a code of client {:?} was used twice", client.id);
                self.end(&id, "the code was used twice")?;
                return Err(OauthError::grant());
            }
            Taken::Unknown => return Err(OauthError::grant()),
        };
        let holder = Holder { user: &allowed.user, fingerprint: &allowed.fingerprint };
        let is_right = allowed.client == client.id
            && form.get("redirect_uri") == Some(allowed.redirect_uri.as_str())
            && form.get("code_verifier").is_some_and(|v| fits_challenge(v, &allowed.challenge))
            && holds(holder);
        if !is_right {
            return Err(OauthError::grant());
        }
        if form.get("resource").is_some_and(|asked| !resource::is_same(asked, &allowed.resource)) {
            let text = "`resource` differs from the authorization request";
            return Err(OauthError::new(Code::InvalidTarget, text));
        }
        let is_refreshed = client.has_grant("refresh_token");
        let grant = id.clone();
        let issued = self
            .file
            .change(|state| tokens::start(state, id, allowed, is_refreshed, rules, now_ms))??;
        // The second use may have come before the grant was stored.
        if self.codes.is_replayed(&grant) {
            self.end(&grant, "the code was used twice")?;
            return Err(OauthError::grant());
        }
        Ok(issued)
    }

    /// Exchanges a refresh token. For a short time, a repeated request of the same client gets the
    /// same tokens again; later, it ends the grant. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if the token is not valid.
    pub(crate) fn refresh(
        &self,
        client: &Client,
        form: &Parameters,
        holds: impl Fn(Holder<'_>) -> bool,
        rules: &OauthServer,
        now_ms: i64,
    ) -> Result<Issued, OauthError> {
        let token = form.required("refresh_token")?;
        let asks = Narrowing { scope: form.get("scope"), resource: form.get("resource") };
        let holds =
            |grant: &Grant| holds(Holder { user: &grant.user, fingerprint: &grant.fingerprint });
        self.file.change(|state| {
            match tokens::refresh(state, token, &client.id, asks, holds, rules, now_ms)? {
                Refreshed::Issued(issued, spent) => {
                    self.keep_retry(spent, &issued, now_ms);
                    Ok(issued)
                }
                Refreshed::Reused(spent) => {
                    let retries = self.retries.lock();
                    let retry = retries.get(&spent).filter(|retry| now_ms < retry.ends_ms);
                    if let Some(retry) = retry {
                        return Ok(retry.issued.clone());
                    }
                    tokens::end_reused(state, &spent);
                    Err(OauthError::grant())
                }
            }
        })?
    }

    fn keep_retry(&self, spent: String, issued: &Issued, now_ms: i64) {
        let mut retries = self.retries.lock();
        retries.retain(|_, retry| now_ms < retry.ends_ms);
        if retries.len() < limits::RETRIES {
            let ends_ms = now_ms + limits::RETRY_MS;
            retries.insert(spent, Retry { issued: issued.clone(), ends_ms });
        }
    }

    /// Revokes a token of a client. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(crate) fn revoke(&self, client: &str, token: &str) -> Result<(), OauthError> {
        Ok(self.file.change(|state| tokens::revoke(state, token, client))?)
    }

    /// Ends a grant; returns whether it existed. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(crate) fn end(&self, id: &str, reason: &str) -> Result<bool, OauthError> {
        Ok(self.file.change(|state| {
            let grant = state.grants.iter_mut().find(|grant| grant.id == id);
            let lives = grant.filter(|grant| grant.ended.is_none());
            lives.map(|grant| tokens::end(grant, reason)).is_some()
        })?)
    }

    /// Returns the grant with this valid access token.
    pub(crate) fn find(&self, token: &str, now_ms: i64) -> Option<FoundGrant> {
        // All tokens have this form, so that no other credential costs a look at the file.
        let is_one = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| self.file.find(token, now_ms)).flatten()
    }

    /// Returns whether a grant that was in use has ended since the last call.
    pub(crate) fn take_ended(&self) -> bool {
        self.file.take_ended()
    }

    /// Stores a client that registered itself. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if there are too many clients, or if the file cannot be written.
    pub(crate) fn register(&self, new: &Registered, now_ms: i64) -> Result<(), OauthError> {
        let client = new.client.clone();
        self.file.change(|state| registration::add(state, client, now_ms))?
    }

    /// Returns the registered client that a registration token manages.
    pub(crate) fn registration(&self, id: &str, token: &str) -> Option<RegisteredClient> {
        let digest = Secret::new(digest_of(token));
        let state = self.state();
        let client = state.clients.iter().find(|client| client.id == id)?;
        (Secret::new(client.registration_token.as_str()) == digest).then(|| client.clone())
    }

    /// Replaces a registered client. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(crate) fn put_client(&self, client: RegisteredClient) -> Result<(), OauthError> {
        self.file.change(|state| {
            if let Some(known) = state.clients.iter_mut().find(|known| known.id == client.id) {
                *known = client;
            }
        })?;
        Ok(())
    }

    /// Removes a registered client, and the grants and approvals of any client; returns whether
    /// there was something to remove. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(crate) fn remove_client(&self, id: &str) -> Result<bool, OauthError> {
        Ok(self.file.change(|state| {
            let before = (state.clients.len(), state.grants.len(), state.approvals.len());
            state.clients.retain(|client| client.id != id);
            state.grants.retain(|grant| grant.client != id);
            state.approvals.retain(|approval| approval.client != id);
            before != (state.clients.len(), state.grants.len(), state.approvals.len())
        })?)
    }
}

/// Returns whether a PKCE verifier belongs to a challenge (RFC 7636, 4.6).
fn fits_challenge(verifier: &str, challenge: &str) -> bool {
    let is_verifier = (43..=128).contains(&verifier.len());
    let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
    is_verifier && Secret::new(URL_SAFE_NO_PAD.encode(hash)) == Secret::new(challenge)
}
