//! The state that handlers share, and edits of the settings file, by the same lock and verbs as the
//! command line.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::access::browser_sessions::BrowserSessions;
use crate::access::jwt::Jwt;
use crate::access::oauth_tokens::OauthTokens;
use crate::access::passwords::Passwords;
use crate::access::rate_limit::WINDOW;
use crate::api::audit::{self, Audit};
use crate::api::caller::Gate;
use crate::api::error::{ApiError, Kind};
use crate::api::login::registrations::Registrations;
use crate::api::service::protected;
use crate::api::service::rate_limit::{RateHeaders, RateLimit};
use crate::api::service::registries::Registries;
use crate::authorization_server::server::AuthorizationServer;
use crate::proxy::{Gateway, Hub};
use crate::settings::Document;
use crate::settings::edit::Refused;
use crate::settings::model::secret::Secret;
use crate::state::bundles::Bundles;
use crate::state::journal::entry::Label;
use crate::state::log_ring::LogRing;
use crate::state::sessions::Sessions;
use crate::store::LiveSettings;

/// How long an edit waits for those before it.
const TURN: Duration = Duration::from_secs(30);

/// The state that all handlers share.
#[derive(Clone)]
pub(crate) struct ApiState {
    /// The settings file, and the settings in force.
    pub(crate) live: Arc<LiveSettings>,
    /// The servers.
    pub(crate) hub: Arc<Hub>,
    /// The hub with its clients.
    pub(crate) gateway: Arc<Gateway>,
    /// Authenticates callers of the API.
    pub(crate) gate: Arc<Gate>,
    pub(crate) passwords: Arc<Passwords>,
    /// Rate limit of all requests that require a credential.
    pub(crate) rate: Arc<RateLimit>,
    /// Client for external registries.
    pub(crate) registries: Arc<Registries>,
    pub(crate) environment: Arc<BTreeMap<OsString, OsString>>,
    /// Unpacked MCPB bundles.
    pub(crate) bundles: Arc<Bundles>,
    /// Sessions with refresh tokens. Only Pandora's dialect starts them, but their tokens are
    /// credentials of the hub in every dialect.
    pub(crate) sessions: Arc<Sessions>,
    /// Logins of browsers, by cookie.
    pub(crate) browsers: Arc<BrowserSessions>,
    pub(crate) audit: Arc<Audit>,
    /// The API rejects all changes.
    pub(crate) readonly: bool,
    /// Precedes all paths but `/health`.
    pub(crate) base_path: Arc<str>,
    /// Runs edits one at a time, in their order of arrival: the file's lock alone is not fair.
    turn: Arc<Mutex<()>>,
    /// Start time of the hub, in milliseconds since 1970.
    pub(crate) started_ms: i64,
    /// Recent lines of the log.
    pub(crate) log: LogRing,
    /// Servers that are added once their logins are complete.
    pub(crate) registrations: Arc<Registrations>,
}

/// Parameters of [`ApiState::new`].
pub(crate) struct Config {
    /// The settings file, and the settings in force.
    pub(crate) live: Arc<LiveSettings>,
    pub(crate) gateway: Arc<Gateway>,
    /// The token for commands of the user who runs the hub.
    pub(crate) local: Secret,
    /// Signs the login tokens.
    pub(crate) jwt_secret: Secret,
    /// The password of the first admin while the file has no users.
    pub(crate) first_password: Secret,
    /// Whether the user set it; else it is random.
    pub(crate) password_chosen: bool,
    /// Whether `skipAuth` may admit callers without a credential.
    pub(crate) may_skip: bool,
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// Folder for data that is not settings.
    pub(crate) state: PathBuf,
    pub(crate) audit: Arc<Audit>,
    /// The API rejects all changes.
    pub(crate) readonly: bool,
    /// Precedes all paths but `/health`; empty or starting with `/`.
    pub(crate) base_path: String,
    /// Recent lines of the log.
    pub(crate) log: LogRing,
}

impl ApiState {
    pub(crate) fn new(config: Config) -> Self {
        let jwt = Jwt::new(&config.jwt_secret);
        let environment = Arc::new(config.environment);
        let server = AuthorizationServer::new(
            &config.state,
            config.live.file().path(),
            Arc::clone(&environment),
        );
        let base_url = environment.get(OsStr::new("INSTALL_BASE_URL")).and_then(|url| url.to_str());
        let oauth = OauthTokens {
            server: Arc::new(server),
            base_url: base_url.map(str::to_owned).filter(|url| !url.trim().is_empty()),
            base_path: config.base_path.clone(),
        };
        Self {
            browsers: Arc::default(),
            sessions: Arc::new(Sessions::of(&config.state, config.live.file().path())),
            audit: config.audit,
            live: config.live,
            hub: Arc::clone(&config.gateway.hub),
            gateway: config.gateway,
            gate: Arc::new(Gate { local: config.local, jwt, oauth, may_skip: config.may_skip }),
            passwords: Arc::new(Passwords::new(config.first_password, config.password_chosen)),
            rate: Arc::new(RateLimit::new(WINDOW, RateHeaders::Standard)),
            registries: Arc::new(Registries::new(Arc::clone(&environment))),
            environment,
            bundles: Arc::new(Bundles::of(&config.state)),
            readonly: config.readonly,
            base_path: config.base_path.into(),
            turn: Arc::default(),
            log: config.log,
            registrations: Arc::default(),
            started_ms: jiff::Timestamp::now().as_millisecond(),
        }
    }

    /// Returns a variable of the process's environment, if it is not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(OsStr::new(name))?.to_str()?;
        Some(value).filter(|value| !value.trim().is_empty())
    }

    /// Returns the hub's public URL, from the settings or from `INSTALL_BASE_URL`.
    pub(crate) fn base_url(&self) -> Option<String> {
        let set = self.live.snapshot().system.base_url.clone();
        set.or_else(|| self.variable("INSTALL_BASE_URL").map(str::to_owned))
    }

    /// Edits the settings file and applies the difference to the hub before it returns.
    ///
    /// # Errors
    /// Fails if the verb fails, the edit changes a protected setting, or the file is not writable.
    pub(crate) async fn edit<T: Send + 'static>(
        &self,
        mut verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, ApiError> {
        let busy = |_| ApiError::new(Kind::Conflict, "too many changes at once; try again");
        let lock = Arc::clone(&self.turn).lock_owned();
        let turn = tokio::time::timeout(TURN, lock).await.map_err(busy)?;
        let live = Arc::clone(&self.live);
        let verb = move |document: &mut Document| {
            let before = document.value().clone();
            let answer = verb(document)?;
            protected::check_edit(&before, document.value())?;
            Ok(answer)
        };
        // Blocking: waits for the file's lock and the disk.
        let trail = audit::current_trail();
        let label = trail.as_ref().and_then(|trail| trail.label());
        let label = label.unwrap_or_else(|| Label::new(None, "hub", "edit"));
        let edited = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let edited = live.edit_as(label, verb)?;
            // Recorded here, so also if the client has disconnected.
            if let Some(trail) = trail {
                trail.record_changes(&edited.before, &edited.after);
            }
            Ok::<_, ApiError>(edited.answer)
        });
        edited.await.map_err(|_| ApiError::internal("the edit task was aborted"))?
    }

    /// Waits until each server had one connection attempt, at most `patience` in all.
    pub(crate) async fn wait_first_attempts(&self, servers: &[String], patience: Duration) {
        let all = async {
            for server in servers {
                self.hub.wait_first_attempt(server).await;
            }
        };
        let _ = tokio::time::timeout(patience, all).await;
    }

    /// Reloads the settings if another program changed the file.
    pub(crate) async fn refresh_settings(&self) {
        let live = Arc::clone(&self.live);
        let look = move || {
            if live.may_be_stale() {
                live.look_again();
            }
        };
        drop(tokio::task::spawn_blocking(look).await);
    }

    /// Reads the document from the file.
    pub(crate) async fn document(&self) -> Result<Document, ApiError> {
        let live = Arc::clone(&self.live);
        let read = tokio::task::spawn_blocking(move || live.read()).await;
        Ok(read.map_err(|_| ApiError::internal("the read task was aborted"))??)
    }
}

#[cfg(test)]
use crate::proxy::references::References;

#[cfg(test)]
impl ApiState {
    /// Creates the state of a hub with an empty settings file in `folder`.
    pub(crate) fn for_tests(folder: &std::path::Path) -> Self {
        let path = folder.join("mcp_settings.json");
        std::fs::write(&path, "{}").unwrap();
        let log = crate::state::audit::log::AuditLog::of(folder);
        let audit = Arc::new(Audit::new(log, &path));
        let (live, ..) = LiveSettings::open(crate::store::SettingsFile::at(path)).unwrap();
        let config = crate::proxy::hub_config::HubConfig {
            environment: BTreeMap::new(),
            references: References::default(),
            executable: PathBuf::from("mcphub"),
            folder: None,
            cache: None,
            credentials: None,
            address: None,
        };
        Self::new(Config {
            live: Arc::new(live),
            gateway: Gateway::new(config, None),
            local: Secret::new("token"),
            jwt_secret: Secret::new("secret"),
            first_password: Secret::new("first"),
            password_chosen: false,
            may_skip: false,
            environment: BTreeMap::new(),
            state: folder.to_owned(),
            audit,
            readonly: false,
            base_path: String::new(),
            log: LogRing::default(),
        })
    }
}
