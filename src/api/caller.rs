//! Who calls the admin API, and what they may do there.

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use serde_json::Value;

use crate::api::auth::{self, Denied};
use crate::api::error::ApiError;
use crate::api::jwt::Jwt;
use crate::proxy::identity::Identity;
use crate::proxy::scope::Target;
use crate::proxy::viewer::{self, Viewer};
use crate::settings::Settings;
use crate::settings::group::Group;
use crate::settings::key::BearerKey;
use crate::settings::secret::Secret;
use crate::settings::server::{Server, Sharing};
use crate::settings::user::User;
use crate::settings::validate;

/// Who owns what is made without a user: keys of the system and the local token act for no user.
const ADMIN: &str = "admin";
/// Who calls where the settings ask nobody; no user is called so.
const GUEST: &str = "guest";

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The username, or the name of what acts without one.
    pub(crate) name: String,
    /// May do everything.
    pub(crate) admin: bool,
    /// As MCP knows them.
    pub(crate) identity: Identity,
    /// Shown where it opens only a part: then the caller may use that part, and manage nothing.
    key: Option<BearerKey>,
}

/// What a caller is told by.
pub(crate) struct Gate {
    /// The token for commands of the same user.
    pub(crate) local: Secret,
    /// Logins.
    pub(crate) jwt: Jwt,
    /// Whether `skipAuth` may let in without a credential: not where others can reach the hub.
    pub(crate) may_skip: bool,
}

impl Gate {
    /// Who may call the admin API: the local token, a key of the system that manages the hub, a
    /// login in `x-auth-token`, as bearer or in `?token=`, and anybody where the settings skip it.
    pub(crate) fn who(
        &self,
        settings: &Settings,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<Caller, Denied> {
        let bearer = auth::shown(settings, headers);
        if let Some(token) = bearer {
            if self.local == Secret::new(token) {
                return Ok(Caller::keeper());
            }
            let key = auth::key_of(settings, token);
            if let Some(key) = key.filter(|key| key.user.is_none() && key.manages_hub()) {
                let identity = auth::identity(settings, &key).unwrap_or_default();
                return Ok(Caller { identity, ..Caller::system("system") });
            }
        }
        let header = headers.get("x-auth-token").and_then(|v| v.to_str().ok());
        let in_query = query.and_then(token_in);
        let plain = headers.get(http::header::AUTHORIZATION).and_then(|v| v.to_str().ok());
        let plain = plain.and_then(|v| v.strip_prefix("Bearer ")).map(str::trim);
        let mut shown =
            header.into_iter().chain(in_query.as_deref()).chain(bearer).chain(plain).peekable();
        if shown.peek().is_none() {
            return self.guest(settings).ok_or(Denied::NoCredential);
        }
        let user = shown.find_map(|token| self.jwt.user(settings, token));
        let user = user.ok_or(Denied::BadCredential)?;
        Ok(Caller::of_user(user))
    }

    /// Whom a token stands for, wherever it was shown: the local one, a key that manages the
    /// hub, a login. For the dialects in which users have keys.
    pub(crate) fn of_token(&self, settings: &Settings, token: &str) -> Option<Caller> {
        if self.local == Secret::new(token) {
            return Some(Caller::keeper());
        }
        if let Some(user) = self.jwt.user(settings, token) {
            return Some(Caller::of_user(user));
        }
        let key = auth::key_of(settings, token)?;
        if !key.manages_hub() {
            return None;
        }
        let identity = auth::identity(settings, &key)?;
        let caller = match &key.user {
            Some(name) => Caller::of_user(settings.user(name)?),
            None => Caller::system("system"),
        };
        Some(Caller { identity, ..caller })
    }

    /// Whether a token is a credential of this hub: the local one, a login, a key or a client's token,
    /// whatever it opens.
    pub(crate) fn knows(&self, settings: &Settings, token: &str) -> bool {
        let shown = Secret::new(token);
        self.local == shown
            || auth::key_of(settings, token).is_some()
            || settings.clients.iter().any(|client| client.token == shown)
            || self.jwt.user(settings, token).is_some()
    }

    /// Who calls without a credential, where the settings ask nobody.
    pub(crate) fn guest(&self, settings: &Settings) -> Option<Caller> {
        (self.may_skip && settings.system.routing.skip_auth).then(|| Caller::system(GUEST))
    }

    /// Who may use servers over the API: as above, and every key for what it opens.
    pub(crate) fn who_uses(
        &self,
        settings: &Settings,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<Caller, Denied> {
        let denied = match self.who(settings, headers, query) {
            Ok(caller) => return Ok(caller),
            Err(denied) => denied,
        };
        let token = auth::shown(settings, headers).ok_or(denied)?;
        Caller::of_part(settings, token).ok_or(denied)
    }
}

/// `token` of a query, decoded.
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

    /// Who shows the token for commands of the same user: whose the hub is.
    fn keeper() -> Self {
        let mut keeper = Self::system("local admin");
        keeper.identity.viewer = Some(Viewer::Admin);
        keeper
    }

    /// A user, with the rights that the settings give now.
    pub(crate) fn of_user(user: &User) -> Self {
        let identity = auth::as_user(user);
        Self { name: user.username.clone(), admin: user.is_admin, identity, key: None }
    }

    /// Who shows a key, whatever it opens: they may use that part, and manage nothing.
    pub(crate) fn of_part(settings: &Settings, token: &str) -> Option<Self> {
        let key = auth::key_of(settings, token)?;
        let identity = auth::identity(settings, &key)?;
        let name = identity.user.clone().unwrap_or_else(|| key.name.clone());
        Some(Self { name, admin: false, identity, key: Some(key) })
    }

    /// Whether the credential opens a part only, and manages nothing.
    pub(crate) fn only_uses(&self) -> bool {
        self.key.is_some()
    }

    /// Whether nobody had to show anything.
    pub(crate) fn is_guest(&self) -> bool {
        self.name == GUEST && self.identity.user.is_none()
    }

    /// Who owns what this caller makes.
    pub(crate) fn owner(&self) -> &str {
        self.identity.user.as_deref().unwrap_or(ADMIN)
    }

    /// Refuses who is no admin.
    pub(crate) fn must_be_admin(&self) -> Result<(), ApiError> {
        if self.admin { Ok(()) } else { Err(ApiError::forbidden("only an admin may do this")) }
    }

    /// Refuses who is neither an admin nor this user.
    pub(crate) fn must_be(&self, user: &str) -> Result<(), ApiError> {
        let own = self.admin || self.identity.user.as_deref() == Some(user);
        if own { Ok(()) } else { Err(ApiError::forbidden("this is another user's")) }
    }

    /// Whether the caller sees a server in lists of servers.
    pub(crate) fn sees(&self, server: &Server) -> bool {
        let is_key = self.key.is_some() && self.identity.viewer.is_none();
        self.as_user(|user| server.sharing.shows_server_to(user))
            && (!is_key || server.is_for_all())
    }

    /// Whether what a server offers is in catalogues for which the caller names no server.
    pub(crate) fn lists(&self, settings: &Settings, server: &Server) -> bool {
        self.sees(server) && viewer::lists(self.identity.viewer.as_ref(), settings, server)
    }

    /// Whether the caller uses a server that they name.
    pub(crate) fn reaches(&self, settings: &Settings, server: &Server) -> bool {
        self.sees(server) && viewer::reaches(self.identity.viewer.as_ref(), settings, server)
    }

    /// The same of a server's entry in the file.
    pub(crate) fn sees_entry(&self, entry: &Value) -> bool {
        let sharing = entry.as_object().map(validate::sharing).unwrap_or_default();
        self.as_user(|user| sharing.shows_server_to(user))
    }

    /// Whether the caller sees a group in lists.
    pub(crate) fn finds(&self, group: &Group) -> bool {
        self.as_user(|user| group.sharing.lists_group_to(user))
    }

    /// A server that the caller may change. An admin may change also what is not in force, for
    /// instance to mend it.
    pub(crate) fn may_change_server(
        &self,
        settings: &Settings,
        name: &str,
    ) -> Result<(), ApiError> {
        let seen = settings.server(name).filter(|server| self.sees(server));
        let absent = || ApiError::absent(format!("no server `{name}`"));
        self.may_change(seen.map(|server| &server.sharing), absent)
    }

    /// A group that the caller may change, by name or id.
    pub(crate) fn may_change_group(&self, settings: &Settings, name: &str) -> Result<(), ApiError> {
        let seen = settings.group(name).filter(|group| self.finds(group));
        let absent = || ApiError::absent(format!("no group `{name}`"));
        self.may_change(seen.map(|group| &group.sharing), absent)
    }

    /// Whether the credential opens what a path names: for callers who use servers.
    pub(crate) fn may_use(&self, settings: &Settings, target: &Target) -> bool {
        self.key.as_ref().is_none_or(|key| auth::opens(settings, key, target))
    }

    /// Whether the credential opens a group.
    pub(crate) fn may_use_group(&self, group: &Group) -> bool {
        self.key.as_ref().is_none_or(|key| auth::opens_group(key, group))
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

    /// Whether something is there for who calls. Here nobody is seen as but users.
    fn as_user(&self, is_shown: impl Fn(&str) -> bool) -> bool {
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
        // Every route that asks who calls stands behind the check that says so.
        caller.ok_or_else(|| ApiError::bug("this route does not know who calls"))
    }
}
