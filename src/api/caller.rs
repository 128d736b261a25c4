//! Authenticates callers of the admin API and checks their permissions.

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use serde_json::Value;

use crate::access::auth;
use crate::access::auth::Denied;
use crate::access::jwt::Jwt;
use crate::access::oauth_tokens::OauthTokens;
use crate::api::error::ApiError;
use crate::proxy::catalog::scope::Target;
use crate::proxy::identity::Identity;
use crate::proxy::viewer::{self, Viewer};
use crate::settings::Settings;
use crate::settings::model::group::Group;
use crate::settings::model::key::BearerKey;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::{Server, Sharing};
use crate::settings::model::user::{FIRST_USER, User};
use crate::settings::validate;

/// Name of the caller if the settings require no credential; no user has it.
const GUEST: &str = "guest";

/// The authenticated caller of a request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The username, or the name of the credential if it acts for no user.
    pub(crate) name: String,
    pub(crate) admin: bool,
    /// The caller's identity in the MCP proxy.
    pub(crate) identity: Identity,
    /// The key, if it grants limited access: its caller may use those servers but manage nothing.
    key: Option<BearerKey>,
}

/// Authenticates admin API callers.
pub(crate) struct Gate {
    /// The token for commands of the user who runs the hub.
    pub(crate) local: Secret,
    pub(crate) jwt: Jwt,
    /// Verifies tokens of the hub's own authorization server.
    pub(crate) oauth: OauthTokens,
    /// Whether `skipAuth` may admit callers without a credential: not if other machines can reach
    /// the hub.
    pub(crate) may_skip: bool,
}

impl Gate {
    /// Authenticates a caller that manages the hub: by the local token, a system key that manages
    /// the hub, or a login in `x-auth-token`, as bearer token or in `?token=`. Admits any caller if
    /// the settings skip authentication.
    pub(crate) fn authenticate_admin(
        &self,
        settings: &Settings,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<Caller, Denied> {
        let bearer = auth::bearer_token(settings, headers);
        if let Some(token) = bearer {
            if self.local == Secret::new(token) {
                return Ok(Caller::local_admin());
            }
            let key = auth::enabled_key(settings, token);
            if let Some(key) = key.filter(|key| key.user.is_none() && key.manages_hub()) {
                let identity = auth::key_identity(settings, &key).unwrap_or_default();
                return Ok(Caller { identity, ..Caller::system("system") });
            }
            if let Some(user) = self.oauth.admin(settings, headers, token) {
                return Ok(Caller::from_user(user));
            }
        }
        let header = headers.get("x-auth-token").and_then(|v| v.to_str().ok());
        let in_query = query.and_then(token_in);
        let plain = headers
            .get(http::header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.strip_prefix("Bearer "))
            .map(str::trim);
        let mut shown =
            header.into_iter().chain(in_query.as_deref()).chain(bearer).chain(plain).peekable();
        if shown.peek().is_none() {
            return self.guest(settings).ok_or(Denied::NoCredential);
        }
        let user = shown.find_map(|token| self.jwt.user(settings, token));
        user.map(Caller::from_user).ok_or(Denied::BadCredential)
    }

    /// Returns the caller for a token from any place: the local token, a key that manages the hub,
    /// or a login. Used by the dialects in which users have keys.
    pub(crate) fn caller_for_token(&self, settings: &Settings, token: &str) -> Option<Caller> {
        if self.local == Secret::new(token) {
            return Some(Caller::local_admin());
        }
        if let Some(user) = self.jwt.user(settings, token) {
            return Some(Caller::from_user(user));
        }
        let key = auth::enabled_key(settings, token)?;
        if !key.manages_hub() {
            return None;
        }
        let identity = auth::key_identity(settings, &key)?;
        let caller = match &key.user {
            Some(name) => Caller::from_user(settings.user(name)?),
            None => Caller::system("system"),
        };
        Some(Caller { identity, ..caller })
    }

    /// Returns whether a token is a credential of this hub (local token, login, key or client
    /// token), whatever access it grants.
    pub(crate) fn is_credential(&self, settings: &Settings, token: &str) -> bool {
        let shown = Secret::new(token);
        self.local == shown
            || auth::enabled_key(settings, token).is_some()
            || settings.clients.iter().any(|client| client.token == shown)
            || self.jwt.user(settings, token).is_some()
            || self.oauth.is_valid(settings, token)
    }

    /// Returns the caller without a credential, if the settings skip authentication.
    pub(crate) fn guest(&self, settings: &Settings) -> Option<Caller> {
        (self.may_skip && settings.system.routing.skip_auth).then(|| Caller::system(GUEST))
    }

    /// Authenticates a caller that uses servers: as [`Self::authenticate_admin`], and by every key within its
    /// limits.
    pub(crate) fn authenticate_user(
        &self,
        settings: &Settings,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<Caller, Denied> {
        let denied = match self.authenticate_admin(settings, headers, query) {
            Ok(caller) => return Ok(caller),
            Err(denied) => denied,
        };
        let token = auth::bearer_token(settings, headers).ok_or(denied)?;
        Caller::from_limited_key(settings, token).ok_or(denied)
    }
}

/// Returns the decoded `token` parameter of a query.
fn token_in(query: &str) -> Option<String> {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    let mut tokens = pairs.filter(|(name, _)| name == "token");
    tokens.next().map(|(_, token)| token.into_owned()).filter(|token| !token.is_empty())
}

impl Caller {
    fn system(name: &str) -> Self {
        let identity = Identity { principal: name.to_owned(), ..Identity::default() };
        Self { name: name.to_owned(), admin: true, identity, key: None }
    }

    /// Returns the caller with the local token: the user who runs the hub.
    fn local_admin() -> Self {
        let mut keeper = Self::system("local admin");
        keeper.identity.viewer = Some(Viewer::Admin);
        keeper
    }

    /// Returns a user as caller, with the user's current rights.
    pub(crate) fn from_user(user: &User) -> Self {
        let identity = auth::user_identity(user);
        Self { name: user.username.clone(), admin: user.is_admin, identity, key: None }
    }

    /// Returns the caller for a key within its limits. Such a caller manages nothing.
    pub(crate) fn from_limited_key(settings: &Settings, token: &str) -> Option<Self> {
        let key = auth::enabled_key(settings, token)?;
        let identity = auth::key_identity(settings, &key)?;
        let name = identity.user.clone().unwrap_or_else(|| key.name.clone());
        Some(Self { name, admin: false, identity, key: Some(key) })
    }

    /// Returns whether the credential grants limited access and manages nothing.
    pub(crate) fn is_limited(&self) -> bool {
        self.key.is_some()
    }

    /// Returns whether the caller was admitted without a credential.
    pub(crate) fn is_guest(&self) -> bool {
        self.name == GUEST && self.identity.user.is_none()
    }

    /// Returns the owner of items that this caller creates. System keys and the local token act for
    /// no user.
    pub(crate) fn owner(&self) -> &str {
        self.identity.user.as_deref().unwrap_or(FIRST_USER)
    }

    /// Fails for non-admins.
    pub(crate) fn require_admin(&self) -> Result<(), ApiError> {
        if self.admin { Ok(()) } else { Err(ApiError::forbidden("only an admin may do this")) }
    }

    /// Fails unless the caller is an admin or this user.
    pub(crate) fn require_user(&self, user: &str) -> Result<(), ApiError> {
        let own = self.admin || self.identity.user.as_deref() == Some(user);
        if own { Ok(()) } else { Err(ApiError::forbidden("this is another user's")) }
    }

    /// Returns whether lists of servers contain this server for the caller.
    pub(crate) fn can_see(&self, server: &Server) -> bool {
        let is_key = self.key.is_some() && self.identity.viewer.is_none();
        self.is_visible(|user| server.sharing.shows_server_to(user))
            && (!is_key || server.is_for_all())
    }

    /// Returns whether lists across servers contain this server's items for the caller.
    pub(crate) fn can_list_items(&self, settings: &Settings, server: &Server) -> bool {
        self.can_see(server) && viewer::lists(self.identity.viewer.as_ref(), settings, server)
    }

    /// Returns whether the caller may use a server by its name.
    pub(crate) fn can_use(&self, settings: &Settings, server: &Server) -> bool {
        self.can_see(server) && viewer::reaches(self.identity.viewer.as_ref(), settings, server)
    }

    /// Returns whether the caller sees the server of this settings entry.
    pub(crate) fn can_see_entry(&self, entry: &Value) -> bool {
        let sharing = entry.as_object().map(validate::sharing).unwrap_or_default();
        self.is_visible(|user| sharing.shows_server_to(user))
    }

    /// Returns whether lists of groups contain this group for the caller.
    pub(crate) fn can_list_group(&self, group: &Group) -> bool {
        self.is_visible(|user| group.sharing.lists_group_to(user))
    }

    /// Fails if the caller may not change this server. An admin may also change an entry that is
    /// not in force, for instance to repair it.
    pub(crate) fn may_change_server(
        &self,
        settings: &Settings,
        name: &str,
    ) -> Result<(), ApiError> {
        let seen = settings.server(name).filter(|server| self.can_see(server));
        self.may_change(seen.map(|server| &server.sharing), || ApiError::unknown_server(name))
    }

    /// Fails if the caller may not change this group, given by name or id.
    pub(crate) fn may_change_group(&self, settings: &Settings, name: &str) -> Result<(), ApiError> {
        let seen = settings.group(name).filter(|group| self.can_list_group(group));
        let absent = || ApiError::not_found(format!("no group `{name}`"));
        self.may_change(seen.map(|group| &group.sharing), absent)
    }

    /// Returns whether the caller's credential grants access to a target.
    pub(crate) fn may_use(&self, settings: &Settings, target: &Target) -> bool {
        self.key.as_ref().is_none_or(|key| auth::grants(settings, key, target))
    }

    /// Returns whether the caller's credential grants access to a group.
    pub(crate) fn may_use_group(&self, group: &Group) -> bool {
        self.key.as_ref().is_none_or(|key| auth::grants_group(key, group))
    }

    fn may_change(
        &self,
        sharing: Option<&Sharing>,
        absent: impl Fn() -> ApiError,
    ) -> Result<(), ApiError> {
        if self.admin {
            return Ok(());
        }
        let sharing = sharing.ok_or_else(absent)?;
        let own = self.identity.user.as_deref().is_some_and(|user| sharing.is_of(user));
        if own { Ok(()) } else { Err(ApiError::forbidden("this is another user's")) }
    }

    /// Returns whether the caller may see an item; only users are viewers here.
    fn is_visible(&self, is_shown: impl Fn(&str) -> bool) -> bool {
        match &self.identity.viewer {
            None | Some(Viewer::Admin) => true,
            Some(viewer) => viewer.user().is_some_and(is_shown),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Self>().cloned();
        // The routes that extract a caller are behind `admission::enter`.
        caller.ok_or_else(|| ApiError::internal("this route is not behind authentication"))
    }
}
