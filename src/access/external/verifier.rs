//! Verifies the tokens of identity providers.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::access::external::claims::{Expected, Facts};
use crate::access::external::introspection::Introspections;
use crate::access::external::key_set::Mismatch;
use crate::access::external::keys::{KeyError, Keys};
use crate::access::external::limits;
use crate::access::external::person::Person;
use crate::access::external::provider_web::ProviderWeb;
use crate::access::external::signed_token::{SignedToken, is_signed};
use crate::access::protected_resource::{Resource, TokenError};
use crate::access::refusal::Refusal;
use crate::proxy::catalog::scope::Target;
use crate::proxy::identity::Identity;
use crate::proxy::references::References;
use crate::settings::model::identity_provider::Issuer;

/// The keys of more providers than any settings have are forgotten.
const PROVIDERS: usize = 64;

/// Identifies keys: their issuer, and their URL if the settings contain it.
type KeysId = (String, Option<String>);

/// Verifies tokens of the providers in the settings.
pub(crate) struct ProviderTokens {
    web: Arc<ProviderWeb>,
    keys: Mutex<HashMap<KeysId, Arc<Keys>>>,
    introspections: Introspections,
}

impl ProviderTokens {
    /// Creates a verifier that requests keys by way of the proxies in `environment`.
    pub(crate) fn new(
        environment: Arc<BTreeMap<OsString, OsString>>,
        references: References,
    ) -> Self {
        let web = Arc::new(ProviderWeb::new(environment, references));
        Self { web, keys: Mutex::default(), introspections: Introspections::default() }
    }

    /// Returns the identity of a token at an endpoint; `None` if it is of no provider.
    ///
    /// # Errors
    /// Fails if the token is not valid here, its owner may not enter, or its provider cannot be asked.
    pub(crate) async fn identify(
        &self,
        token: &str,
        target: &Target,
        resource: &Resource<'_>,
    ) -> Result<Option<Identity>, Refusal> {
        if token.len() > limits::TOKEN_BYTES {
            return Ok(None);
        }
        let found = if is_signed(token) {
            Some(self.verify(token, resource).await?)
        } else {
            self.introspect(token, resource).await?
        };
        let identify = |(provider, facts): (&Issuer, Facts)| {
            Person { settings: resource.settings, provider, facts: &facts }.identity(target)
        };
        found.map(identify).transpose()
    }

    /// Verifies a signed token.
    async fn verify<'a>(
        &self,
        token: &str,
        resource: &Resource<'a>,
    ) -> Result<(&'a Issuer, Facts), Refusal> {
        let token = SignedToken::parse(token).map_err(invalid)?;
        let providers = &resource.settings.system.identity_providers;
        let provider = token.issuer().and_then(|issuer| providers.issuer(issuer));
        let provider = provider.ok_or_else(|| invalid("its issuer is not accepted here"))?;
        let algorithm = token.header.alg.as_str();
        if !provider.algorithms.iter().any(|known| known == algorithm) {
            return Err(invalid("the algorithm of the token is not accepted"));
        }
        let kind = token.header.typ.as_deref().unwrap_or("jwt").to_ascii_lowercase();
        let kind = kind.strip_prefix("application/").unwrap_or(&kind);
        if !provider.token_types.iter().any(|known| known == kind) {
            return Err(invalid("the type of the token is not accepted"));
        }
        self.verify_signature(&token, provider, resource).await?;
        let checked = expected(provider, resource).check_signed(&token.claims, kind == "at+jwt");
        Ok((provider, checked.map_err(Refusal::Token)?))
    }

    async fn verify_signature(
        &self,
        token: &SignedToken<'_>,
        provider: &Issuer,
        resource: &Resource<'_>,
    ) -> Result<(), Refusal> {
        let keys = self.keys_of(provider);
        let fetch = {
            let (web, provider) = (Arc::clone(&self.web), provider.clone());
            let networks = resource.settings.system.allowed_networks.clone();
            move || async move {
                let fetched = web.keys(&provider, &networks).await;
                fetched.inspect_err(|why| {
                    tracing::warn!("cannot get the keys of {}: {why}", provider.issuer);
                })
            }
        };
        let (id, algorithm) = (token.header.kid.as_deref(), token.header.alg.as_str());
        let verified = keys.verify(
            |keys| keys.verify(id, algorithm, token.text.as_bytes(), &token.signature),
            fetch,
        );
        verified.await.map_err(|error| match error {
            KeyError::Rejected(Mismatch::UnknownKey) => invalid("the key of the token is unknown"),
            KeyError::Rejected(Mismatch::BadSignature) => {
                invalid("the signature of the token is not valid")
            }
            KeyError::Unavailable(_) => unavailable(),
        })
    }

    /// Asks each provider of opaque tokens. A provider that cannot be asked may have issued it.
    async fn introspect<'a>(
        &self,
        token: &str,
        resource: &Resource<'a>,
    ) -> Result<Option<(&'a Issuer, Facts)>, Refusal> {
        let system = &resource.settings.system;
        let mut is_unknown = false;
        for provider in &system.identity_providers.issuers {
            let Some(how) = &provider.introspection else { continue };
            let networks = &system.allowed_networks;
            match self.introspections.ask(&self.web, provider, how, networks, token).await {
                Ok(None) => {}
                Ok(Some(members)) => {
                    let needs_audience = !how.accepts_client_answer;
                    let checked =
                        expected(provider, resource).check_introspected(&members, needs_audience);
                    return Ok(Some((provider, checked.map_err(Refusal::Token)?)));
                }
                Err(why) => {
                    tracing::warn!("cannot ask {} about a token: {why}", provider.issuer);
                    is_unknown = true;
                }
            }
        }
        if is_unknown { Err(unavailable()) } else { Ok(None) }
    }

    fn keys_of(&self, provider: &Issuer) -> Arc<Keys> {
        let mut all = self.keys.lock();
        let id = (provider.issuer.clone(), provider.jwks_uri.clone());
        if all.len() >= PROVIDERS && !all.contains_key(&id) {
            all.clear();
        }
        Arc::clone(all.entry(id).or_default())
    }
}

fn expected<'a>(provider: &'a Issuer, resource: &'a Resource<'a>) -> Expected<'a> {
    Expected { provider, resource, now: jiff::Timestamp::now().as_second() }
}

fn invalid(text: &str) -> Refusal {
    Refusal::Token(TokenError::invalid(text))
}

fn unavailable() -> Refusal {
    let text = "the identity provider of the token cannot be reached; keep the token and try again";
    Refusal::Unavailable(text.to_owned())
}
