//! Access tokens at the MCP endpoints. Each source of tokens is one function here.

use crate::access::external::verifier::ProviderTokens;
use crate::access::protected_resource::Resource;
use crate::access::refusal::Refusal;
use crate::proxy::catalog::scope::Target;
use crate::proxy::identity::Identity;
use crate::settings::Settings;

/// Verifies access tokens.
pub(crate) struct AccessTokens {
    /// Those of identity providers.
    pub(crate) external: ProviderTokens,
}

impl AccessTokens {
    /// Returns whether any access token could be valid.
    pub(crate) fn has_sources(settings: &Settings) -> bool {
        !settings.system.identity_providers.issuers.is_empty()
    }

    /// Returns the identity of an access token at an endpoint; `None` if no source knows the token.
    ///
    /// # Errors
    /// Fails if the source of the token rejects it, or cannot check it now.
    pub(crate) async fn identify(
        &self,
        token: &str,
        target: &Target,
        resource: &Resource<'_>,
    ) -> Result<Option<Identity>, Refusal> {
        self.external.identify(token, target, resource).await
    }
}
