//! Access tokens of the hub's own authorization server as credentials: for an MCP endpoint, and for
//! the admin API.

use std::sync::Arc;

use http::HeaderMap;

use crate::access::auth::{self, Denied};
use crate::access::jwt::password_fingerprint;
use crate::access::public_url;
use crate::authorization_server::resource::{self, HubUrls};
use crate::authorization_server::scope;
use crate::authorization_server::server::AuthorizationServer;
use crate::proxy::identity::{Identity, ShownGrant};
use crate::proxy::viewer::{Narrowed, Viewer};
use crate::settings::Settings;
use crate::settings::model::user::User;
use crate::state::oauth_server::FoundGrant;

/// Verifies access tokens.
#[derive(Debug)]
pub(crate) struct OauthTokens {
    pub(crate) server: Arc<AuthorizationServer>,
    /// `INSTALL_BASE_URL`, used if the settings contain no public URL.
    pub(crate) base_url: Option<String>,
    /// Precedes the paths of MCP endpoints.
    pub(crate) base_path: String,
}

/// A token that is valid, wherever it is valid.
struct Verified<'a> {
    user: &'a User,
    grant: FoundGrant,
}

impl OauthTokens {
    /// Returns the public addresses of the hub, as the client of a request sees them.
    pub(crate) fn urls(&self, settings: &Settings, headers: &HeaderMap) -> HubUrls {
        let set = settings.system.base_url.as_deref().or(self.base_url.as_deref());
        HubUrls { base: public_url::of_request(set, headers), base_path: self.base_path.clone() }
    }

    /// Returns the identity of the access token in a request for the MCP endpoint at `path`, below
    /// `/{user}` if there is one. `None` if the request has no token of this server.
    pub(crate) fn identity(
        &self,
        settings: &Settings,
        headers: &HeaderMap,
        user: Option<&str>,
        path: impl FnOnce() -> String,
    ) -> Option<Result<Identity, Denied>> {
        let token = auth::bearer_token(settings, headers)?;
        let Verified { user: owner, grant } = self.verify(settings, token)?;
        let (urls, path) = (self.urls(settings, headers), path());
        if !resource::covers(&grant.resource, &urls.of_path(&path)) {
            return Some(Err(Denied::BadCredential));
        }
        if user.is_some_and(|user| user != owner.username) {
            return Some(Err(Denied::OtherUser));
        }
        let metadata_url = urls.of_path(&format!("/.well-known/oauth-protected-resource{path}"));
        Some(Ok(identity(owner, grant, metadata_url)))
    }

    /// Returns the admin whose token for the whole hub has the scope `admin`.
    pub(crate) fn admin<'a>(
        &self,
        settings: &'a Settings,
        headers: &HeaderMap,
        token: &str,
    ) -> Option<&'a User> {
        let Verified { user, grant } = self.verify(settings, token)?;
        let is_whole = resource::covers(&grant.resource, &self.urls(settings, headers).base);
        let is_admin = user.is_admin && grant.scopes.iter().any(|scope| scope == scope::ADMIN);
        (is_whole && is_admin).then_some(user)
    }

    /// Returns the user of a token, whatever the token is for.
    pub(crate) fn user<'a>(&self, settings: &'a Settings, token: &str) -> Option<&'a User> {
        self.verify(settings, token).map(|verified| verified.user)
    }

    /// Returns whether a token is valid, whatever it is for.
    pub(crate) fn is_valid(&self, settings: &Settings, token: &str) -> bool {
        self.user(settings, token).is_some()
    }

    /// Verifies that a token, its user with the same password, and its client still exist.
    fn verify<'a>(&self, settings: &'a Settings, token: &str) -> Option<Verified<'a>> {
        if !settings.system.oauth_server.enabled {
            return None;
        }
        let grant = self.server.find(token, jiff::Timestamp::now().as_millisecond())?;
        let user = settings.user(&grant.user)?;
        let holds = password_fingerprint(user) == grant.fingerprint
            && self.server.has_client(settings, &grant.client);
        holds.then_some(Verified { user, grant })
    }
}

fn identity(user: &User, grant: FoundGrant, metadata_url: String) -> Identity {
    let whole = auth::user_identity(user);
    let named = |kind: &str| {
        let names = grant.scopes.iter().filter_map(|scope| scope.strip_prefix(kind));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let (servers, groups) = (named("server:"), named("group:"));
    let viewer = whole.viewer.map(|viewer| {
        if servers.is_empty() && groups.is_empty() {
            viewer
        } else {
            Viewer::Narrowed(Arc::new(Narrowed { viewer, servers, groups }))
        }
    });
    let principal =
        format!("user {}, OAuth client {} at {}", user.username, grant.client, grant.resource);
    let shown = ShownGrant {
        id: grant.grant,
        client: grant.client,
        resource: grant.resource,
        scopes: grant.scopes,
        password: user.password.clone(),
        ended: grant.ended,
        metadata_url,
    };
    Identity { principal, user: whole.user, grant: Some(shown), viewer, ..Identity::default() }
}
