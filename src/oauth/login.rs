//! The login at one server while a hub or a command runs: the token for its requests, read again if
//! another process changes it, and renewed before it expires or after the server has rejected it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwapOption;
use http::{HeaderMap, HeaderValue};
use jiff::{Span, Timestamp};
use parking_lot::Mutex;
use tokio::sync::Notify;
use url::Url;

use crate::files::stamp::FileStamp;
use crate::net::address_policy::AddressPolicy;
use crate::oauth::begun::Begun;
use crate::oauth::challenge::{Challenge, INSUFFICIENT_SCOPE};
use crate::oauth::client_settings::ClientSettings;
use crate::oauth::error::LoginError;
use crate::oauth::limits;
use crate::oauth::renewal_failure::RenewalFailure;
use crate::oauth::web::Web;
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{Record, Tokens};
use crate::state::credentials::{CredentialFile, Locked};

/// The server as its settings describe it, with variables expanded.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) settings: ClientSettings,
    /// The variables for proxies and certificates.
    pub(crate) environment: Arc<BTreeMap<OsString, OsString>>,
    /// The addresses that may be reached.
    pub(crate) within: AddressPolicy,
    /// The redirect URI of the hub, if one listens.
    pub(crate) callback: Option<String>,
}

/// The login at one server.
pub(crate) struct Login {
    pub(super) server: String,
    pub(super) file: CredentialFile,
    target: ArcSwapOption<Target>,
    refusal: Mutex<Refusal>,
    known: Mutex<Known>,
    pub(super) renewing: tokio::sync::Mutex<()>,
    pub(super) begun: Mutex<Begun>,
    pub(super) publishing: tokio::sync::Mutex<()>,
    /// Notified when the token changes.
    changed: Notify,
}

/// A token for requests.
#[derive(Debug)]
pub(crate) struct Token {
    /// The value of `Authorization`.
    pub(crate) header: HeaderValue,
    tokens: Tokens,
}

/// The last response that required a login.
#[derive(Clone, Default)]
struct Refusal {
    /// Whether it still counts.
    is_set: bool,
    challenge: Challenge,
    /// The token that was sent, if any.
    token: Option<Arc<Token>>,
}

/// The last state of the file.
#[derive(Default)]
struct Known {
    /// Whether the file was read for the current target.
    is_read: bool,
    /// `None` without a file.
    stamp: Option<FileStamp>,
    looked: Option<Instant>,
    token: Option<Arc<Token>>,
    /// The last renewal that failed.
    failure: Option<RenewalFailure>,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Target {
    /// Returns the URL without query, which may contain secrets.
    pub(super) fn url_without_secrets(&self) -> String {
        let mut url = self.url.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.to_string()
    }

    pub(super) fn web(&self) -> Web {
        Web::new(&self.url, &self.environment, &self.within, self.settings.relaxes("http"))
    }
}

impl Login {
    pub(crate) fn new(server: &str, file: CredentialFile) -> Self {
        Self {
            server: server.to_owned(),
            file,
            target: ArcSwapOption::empty(),
            refusal: Mutex::default(),
            known: Mutex::default(),
            renewing: tokio::sync::Mutex::default(),
            begun: Mutex::default(),
            publishing: tokio::sync::Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Sets the server. Without it there is no token.
    pub(crate) fn set_target(&self, target: Target) {
        let old = self.target.swap(Some(Arc::new(target)));
        let is_same = |old: &Arc<Target>| self.target().is_ok_and(|new| new.url == old.url);
        if !old.as_ref().is_some_and(is_same) {
            self.known.lock().is_read = false;
        }
    }

    /// Takes over tokens that were written into the settings of the server.
    pub(crate) fn take_tokens(&self, settings: &ClientSettings) {
        let Some(target) = self.target.load_full() else { return };
        let Some(settings) = target.settings.with_tokens_of(settings) else { return };
        self.target.store(Some(Arc::new(Target { settings, ..Target::clone(&target) })));
        self.known.lock().is_read = false;
        self.changed.notify_waiters();
    }

    pub(super) fn target(&self) -> Result<Arc<Target>, LoginError> {
        let unusable =
            || LoginError::Refused("the settings of the server cannot be used".to_owned());
        self.target.load_full().ok_or_else(unusable)
    }

    /// Remembers a response that requires a login, and the token that was sent.
    pub(crate) fn note_refusal(&self, token: Option<Arc<Token>>, headers: &HeaderMap) {
        *self.refusal.lock() = Refusal { is_set: true, challenge: Challenge::of(headers), token };
    }

    /// Remembers whether the server requires a login that it does not have.
    pub(crate) fn set_required(&self, is_required: bool) {
        self.refusal.lock().is_set = is_required;
    }

    /// Returns whether the server has required a login, and there is none that it has not rejected.
    pub(super) fn lacks_login(&self) -> bool {
        // The lock is released first: the next call takes it too.
        let is_set = self.refusal.lock().is_set;
        is_set && !self.has_begun()
    }

    /// Returns whether the hub gets tokens with its own credentials, without a person.
    pub(crate) fn has_own_grant(&self) -> bool {
        self.target().is_ok_and(|target| target.settings.uses_client_credentials)
    }

    /// Returns whether a person logs in.
    pub(crate) fn takes_person(&self) -> bool {
        !self.has_own_grant()
    }

    /// Returns how a person ends the need for a login.
    pub(crate) fn advice(&self) -> String {
        if self.has_own_grant() {
            return "check `oauth.clientId` and `oauth.clientSecret`".to_owned();
        }
        format!("run `mcphub login {}`", self.server)
    }

    /// Remembers the scopes that a response requires, so that the next login requests them together
    /// with those of the token. Returns whether the response requires scopes.
    pub(crate) async fn note_missing_scopes(&self, headers: &HeaderMap) -> bool {
        let challenge = Challenge::of(headers);
        let wanted =
            challenge.scope.filter(|_| challenge.error.as_deref() == Some(INSUFFICIENT_SCOPE));
        let Some(wanted) = wanted else { return false };
        let Ok(_locked) = self.lock().await else { return true };
        let Some(mut record) = self.read() else { return true };
        let current = record.current.clone().unwrap_or_default();
        let Some(issuer) = record.issuers.get_mut(&current) else { return true };
        let granted = issuer.tokens.as_ref().and_then(|tokens| tokens.scope.as_deref());
        let known = issuer.wanted_scope.as_deref();
        let union = union([granted, known, Some(&wanted)].into_iter().flatten());
        if known == Some(&union) {
            return true;
        }
        issuer.wanted_scope = Some(union);
        if let Err(error) = self.write(&record) {
            tracing::warn!(server = self.server, "{error}");
        }
        true
    }

    /// Returns whether a request needed more scopes than the token has.
    pub(crate) fn lacks_scopes(&self) -> bool {
        self.read().is_some_and(|record| {
            record.current().is_some_and(|issuer| issuer.wanted_scope.is_some())
        })
    }

    /// Returns why the last renewal failed.
    pub(crate) fn failure(&self) -> Option<LoginError> {
        self.known.lock().failure.as_ref().map(|failure| failure.error.clone())
    }

    /// Remembers why a renewal failed, so that it is not repeated at once.
    pub(super) fn note_failure(&self, error: &LoginError) {
        let mut known = self.known.lock();
        let failure = RenewalFailure::after(known.failure.as_ref(), error.clone());
        known.failure = Some(failure);
    }

    /// Returns the error of a renewal that failed a moment ago.
    pub(super) fn recent_failure(&self) -> Option<LoginError> {
        let known = self.known.lock();
        let recent = known.failure.as_ref().filter(|last| last.is_recent());
        recent.map(|last| last.error.clone())
    }

    pub(super) fn challenge(&self) -> Challenge {
        self.refusal.lock().challenge.clone()
    }

    /// Returns the token for a request, renewed if it is about to expire. Returns `None` without a
    /// login.
    pub(crate) async fn token(self: &Arc<Self>) -> Option<Arc<Token>> {
        let token = self.look(false)?;
        if !token.is_due(self.has_own_grant()) {
            return Some(token);
        }
        match self.renew(Some(&token)).await {
            Ok(token) => Some(token),
            // The server decides whether the old one is still valid.
            Err(LoginError::Unreachable(_) | LoginError::Store(_)) => Some(token),
            Err(_) => self.look(false),
        }
    }

    /// Returns the token as it is, without a renewal.
    pub(crate) fn current_token(&self) -> Option<Arc<Token>> {
        self.look(false)
    }

    /// Returns whether there is a token that the server has not rejected.
    pub(crate) fn has_begun(&self) -> bool {
        self.look(true).is_some_and(|token| self.is_new(&token))
    }

    /// Waits until there is a token that the server has not rejected.
    pub(crate) async fn wait_begun(&self) {
        self.wait_until(|token| token.is_some_and(|token| self.is_new(token))).await;
    }

    fn is_new(&self, token: &Token) -> bool {
        !self.refusal.lock().token.as_ref().is_some_and(|refused| refused.is(token))
    }

    /// Waits until the token in use is gone; without one, forever.
    pub(crate) async fn wait_ended(&self) {
        if self.look(true).is_none() {
            return std::future::pending().await;
        }
        self.wait_until(|token| token.is_none()).await;
    }

    async fn wait_until(&self, is_it: impl Fn(Option<&Token>) -> bool) {
        loop {
            let changed = self.changed.notified();
            if is_it(self.look(true).as_deref()) {
                return;
            }
            // Other processes change the file.
            let _ = tokio::time::timeout(limits::LOOK, changed).await;
        }
    }

    /// Waits until no person needs to log in any more.
    pub(crate) async fn wait_complete(&self) {
        self.wait_until(|_| !self.is_wanted()).await;
    }

    /// Reads the file again if it has changed, at intervals unless it must be done `now`.
    pub(super) fn look(&self, now: bool) -> Option<Arc<Token>> {
        let mut known = self.known.lock();
        if !now && known.looked.is_some_and(|looked| looked.elapsed() < limits::LOOK) {
            return known.token.clone();
        }
        known.looked = Some(Instant::now());
        let stamp = self.file.stamp();
        if known.stamp != stamp || !known.is_read {
            (known.stamp, known.is_read) = (stamp, true);
            known.failure = None;
            known.token = self.read_tokens().and_then(|tokens| Token::of(&tokens)).map(Arc::new);
            self.changed.notify_waiters();
        }
        known.token.clone()
    }

    /// Returns the tokens of the record, or those of the settings if there is no record.
    fn read_tokens(&self) -> Option<Tokens> {
        match self.read() {
            Some(record) => record.tokens().cloned(),
            None => self.target().ok()?.settings.own_tokens(),
        }
    }

    /// Returns the record, if it belongs to the origin of the server.
    pub(super) fn read(&self) -> Option<Record> {
        let target = self.target.load_full()?;
        let record = self.file.read()?;
        let url = Url::parse(&record.server_url).ok()?;
        (url.origin() == target.url.origin()).then_some(record)
    }

    /// Writes the record and reads its token.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub(super) fn write(&self, record: &Record) -> Result<(), LoginError> {
        self.file.write(record).map_err(|e| cannot_store(&e))?;
        self.look(true);
        Ok(())
    }

    /// Waits for the lock of the record.
    ///
    /// # Errors
    /// Fails if another process holds it for too long.
    pub(super) async fn lock(&self) -> Result<Locked, LoginError> {
        let until = Instant::now() + limits::LOCK;
        loop {
            if let Some(locked) = self.file.try_lock().map_err(|e| cannot_store(&e))? {
                return Ok(locked);
            }
            if Instant::now() > until {
                let text = "another process has been renewing the login for too long";
                return Err(LoginError::Unreachable(text.to_owned()));
            }
            tokio::time::sleep(limits::LOCK_POLL).await;
        }
    }
}

impl Token {
    fn of(tokens: &Tokens) -> Option<Self> {
        let text = format!("Bearer {}", tokens.access_token.reveal());
        let mut header = HeaderValue::from_str(&text).ok()?;
        header.set_sensitive(true);
        Some(Self { header, tokens: tokens.clone() })
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.tokens.access_token == other.tokens.access_token
    }

    /// Returns the access token, so that it can be removed from texts of the server.
    pub(crate) fn secret(&self) -> &Secret {
        &self.tokens.access_token
    }

    /// Returns whether it can be renewed, by a refresh token or because the hub `needs_none`, and
    /// is about to expire.
    fn is_due(&self, needs_none: bool) -> bool {
        let Tokens { expires_at, received_at, refresh_token, .. } = &self.tokens;
        let is_renewable = needs_none || refresh_token.is_some();
        let Some(expires) = expires_at.filter(|_| is_renewable) else { return false };
        let lifetime = expires.0.as_second() - received_at.0.as_second();
        let early = limits::EARLY_SECONDS.min(lifetime.max(0) / 2);
        Timestamp::now() + Span::new().seconds(early) >= expires.0
    }
}

/// Joins lists of scopes, each scope once.
fn union<'a>(lists: impl Iterator<Item = &'a str>) -> String {
    let mut scopes: Vec<&str> = Vec::new();
    for scope in lists.flat_map(str::split_whitespace) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes.join(" ")
}

pub(super) fn cannot_store(error: &std::io::Error) -> LoginError {
    LoginError::Store(format!("the login cannot be stored: {error}"))
}
