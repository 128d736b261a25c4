//! The device authorization grant (RFC 8628): a person enters a code on any machine, while this one
//! asks the authorization server whether that is done.

use std::time::Duration;

use jiff::{Span, Timestamp};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use crate::oauth::authorization::scope_of;
use crate::oauth::discovery::discover;
use crate::oauth::error::{LoginError, shorten};
use crate::oauth::flow::{LoginOptions, check_bound, wished_scopes};
use crate::oauth::limits;
use crate::oauth::login::{Login, Target};
use crate::oauth::metadata::check_url;
use crate::oauth::registration::{DEVICE_GRANT, Wish, client_for};
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{ClientKind, Issuer, Record, RegisteredClient, Tokens};

/// How much slower requests become with each `slow_down`.
const SLOWER: Duration = Duration::from_secs(5);
/// Interval of requests if the server names none, in seconds.
const INTERVAL_SECONDS: u64 = 5;
/// Lifetime of a code if the server names none, in seconds.
const LIFETIME_SECONDS: u64 = 600;
/// Bounds of intervals that a server names, in seconds.
const INTERVALS: std::ops::RangeInclusive<u64> = 1..=60;

/// A login that waits until a person has entered its code.
pub(crate) struct DeviceLogin {
    /// What the person enters.
    pub(crate) user_code: String,
    /// Where the person enters it.
    pub(crate) page: Url,
    /// A page with the code in its address, if there is one.
    pub(crate) page_with_code: Option<Url>,
    pub(crate) expires_at: Timestamp,
    device_code: Secret,
    interval: Duration,
    until: Instant,
    grantor: Grantor,
}

/// The authorization server of a login, and the client there.
struct Grantor {
    issuer: String,
    client: RegisteredClient,
    resource: Option<String>,
    scope: Option<String>,
    token_endpoint: String,
    revocation_endpoint: Option<String>,
}

impl Login {
    /// Requests a code for a person. Registers the hub if needed.
    ///
    /// # Errors
    /// Fails if the server has no authorization server with this grant, or if that cannot be reached.
    pub(crate) async fn begin_device(
        &self,
        options: &LoginOptions,
    ) -> Result<DeviceLogin, LoginError> {
        let target = self.target()?;
        let (grantor, endpoint) = self.grantor(&target, options).await?;
        let web = target.web();
        let Grantor { issuer, client, resource, scope, .. } = &grantor;
        let sent = target.endpoint(&web, &endpoint, issuer, client);
        let pairs = [("resource", resource.as_deref()), ("scope", scope.as_deref())];
        let pairs: Vec<_> =
            pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let answer = match sent.request(&pairs).await {
            Err(error) if is_unknown_client(&error) && client.kind == ClientKind::Dcr => {
                self.drop_client(issuer).await?;
                return Err(error);
            }
            answer => answer?,
        };
        parse(&answer, &target, grantor)
    }

    /// Waits until the person has entered the code, and stores the tokens.
    ///
    /// # Errors
    /// Fails if the person declines or takes too long, or if the tokens cannot be stored.
    pub(crate) async fn finish_device(&self, pending: &DeviceLogin) -> Result<(), LoginError> {
        let target = self.target()?;
        let web = target.web();
        let Grantor { issuer, client, resource, scope, token_endpoint, .. } = &pending.grantor;
        let endpoint = target.endpoint(&web, token_endpoint, issuer, client);
        let pairs = [("grant_type", DEVICE_GRANT), ("device_code", pending.device_code.reveal())];
        let mut interval = pending.interval;
        loop {
            if Instant::now() + interval > pending.until {
                return Err(LoginError::Refused("the code has expired".to_owned()));
            }
            tokio::time::sleep(interval).await;
            let asked = endpoint.tokens(&pairs, resource.as_deref(), scope.as_deref()).await;
            match asked {
                Ok(tokens) => return self.keep_device(pending, tokens).await,
                Err(LoginError::Code { code, .. }) if code == "authorization_pending" => {}
                Err(LoginError::Code { code, .. }) if code == "slow_down" => interval += SLOWER,
                Err(LoginError::Unreachable(_)) => {
                    interval = (interval * 2).min(limits::DEVICE_INTERVAL_MAX);
                }
                Err(LoginError::Code { code, .. }) if code == "access_denied" => {
                    return Err(LoginError::Refused("the login was declined".to_owned()));
                }
                Err(LoginError::Code { code, .. }) if code == "expired_token" => {
                    return Err(LoginError::Refused("the code has expired".to_owned()));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Returns the authorization server with the hub's client there, and its endpoint for codes.
    async fn grantor(
        &self,
        target: &Target,
        options: &LoginOptions,
    ) -> Result<(Grantor, String), LoginError> {
        let settings = options.applied_to(&target.settings);
        let (web, challenge, record) = (target.web(), self.challenge(), self.read());
        let bound = record.as_ref().and_then(|record| record.current.as_deref());
        let found = discover(&web, &target.url, &settings, &challenge, bound).await?;
        let none = |what: &str| {
            LoginError::Refused(format!("{} declares no {what}", shorten(&found.server.issuer)))
        };
        let endpoint = found.server.device_authorization_endpoint.clone();
        let endpoint = endpoint.ok_or_else(|| none("device authorization endpoint"))?;
        let token_endpoint = found.server.token_endpoint.clone();
        let token_endpoint = token_endpoint.ok_or_else(|| none("token endpoint"))?;
        if let Some(record) = &record {
            check_bound(record, settings.client_id.as_deref(), &found, options.accept_issuer)?;
        }
        let issuer = record.as_ref().and_then(|record| record.issuers.get(&found.server.issuer));
        let wished = wished_scopes(&settings, issuer);
        let scope = scope_of(&wished, &challenge, &found);
        let wish = Wish {
            settings: &settings,
            // A client of this grant has none.
            redirect_uri: "",
            scope: scope.as_deref(),
            known: issuer.and_then(|issuer| issuer.client.clone()),
            anew: options.reregister,
        };
        let client = client_for(&web, &found, &wish).await?;
        let grantor = Grantor {
            issuer: found.server.issuer,
            client,
            resource: found.resource,
            scope,
            token_endpoint,
            revocation_endpoint: found.server.revocation_endpoint,
        };
        self.keep_client(&grantor).await?;
        Ok((grantor, endpoint))
    }

    /// Stores the registration, which counts even if nobody enters the code.
    async fn keep_client(&self, grantor: &Grantor) -> Result<(), LoginError> {
        let _locked = self.lock().await?;
        let mut record = self.read_or_new()?;
        let issuer = record.issuers.entry(grantor.issuer.clone()).or_default();
        if issuer.tokens.is_none() {
            grantor.fill(issuer);
        }
        self.write(&record)
    }

    fn read_or_new(&self) -> Result<Record, LoginError> {
        let url = self.target()?.url_without_secrets();
        let mut record = self.read().unwrap_or_else(|| self.file.new_record(&url));
        record.server_url = url;
        Ok(record)
    }

    async fn drop_client(&self, issuer: &str) -> Result<(), LoginError> {
        let _locked = self.lock().await?;
        let mut record = self.read_or_new()?;
        if let Some(issuer) = record.issuers.get_mut(issuer) {
            let client_id = issuer.client.take().map(|client| client.client_id);
            issuer.registrations.retain(|client| Some(&client.client_id) != client_id.as_ref());
        }
        self.write(&record)
    }

    async fn keep_device(&self, pending: &DeviceLogin, tokens: Tokens) -> Result<(), LoginError> {
        let _locked = self.lock().await?;
        let mut record = self.read_or_new()?;
        for issuer in record.issuers.values_mut() {
            issuer.tokens = None;
        }
        let issuer = record.issuers.entry(pending.grantor.issuer.clone()).or_default();
        pending.grantor.fill(issuer);
        issuer.tokens = Some(tokens);
        issuer.wanted_scope = None;
        record.current = Some(pending.grantor.issuer.clone());
        self.write(&record)
    }
}

impl Grantor {
    fn fill(&self, issuer: &mut Issuer) {
        issuer.resource.clone_from(&self.resource);
        issuer.client = Some(self.client.clone());
        issuer.token_endpoint.clone_from(&self.token_endpoint);
        issuer.revocation_endpoint.clone_from(&self.revocation_endpoint);
    }
}

fn is_unknown_client(error: &LoginError) -> bool {
    matches!(error, LoginError::Code { code, .. }
        if matches!(code.as_str(), "invalid_client" | "unauthorized_client"))
}

/// Reads the response to a request for a code.
fn parse(answer: &Value, target: &Target, grantor: Grantor) -> Result<DeviceLogin, LoginError> {
    let text = |key: &str| answer[key].as_str().filter(|text| !text.is_empty());
    let incomplete = || {
        let issuer = shorten(&grantor.issuer);
        LoginError::Refused(format!("{issuer} returned no code to enter"))
    };
    let page = text("verification_uri").or_else(|| text("verification_url"));
    let (Some(device_code), Some(user_code), Some(page)) =
        (text("device_code"), text("user_code"), page)
    else {
        return Err(incomplete());
    };
    let relaxed = target.settings.relaxes("http");
    let checked = |page: &str| check_url(page, &target.url, relaxed).map_err(LoginError::Refused);
    let page = checked(page)?;
    let page_with_code = text("verification_uri_complete").map(checked).transpose()?;
    let seconds = |key: &str| answer[key].as_u64().or_else(|| answer[key].as_str()?.parse().ok());
    let lifetime = seconds("expires_in").unwrap_or(LIFETIME_SECONDS);
    let lifetime = lifetime.min(limits::DEVICE_SECONDS_MAX);
    let interval = seconds("interval").unwrap_or(INTERVAL_SECONDS);
    let expires = i64::try_from(lifetime).unwrap_or_default();
    Ok(DeviceLogin {
        user_code: shorten(user_code),
        page,
        page_with_code,
        expires_at: Timestamp::now() + Span::new().seconds(expires),
        device_code: Secret::new(device_code),
        interval: Duration::from_secs(interval.clamp(*INTERVALS.start(), *INTERVALS.end())),
        until: Instant::now() + Duration::from_secs(lifetime),
        grantor,
    })
}
