//! What handlers share, and how they edit: through the same file, lock and verbs as everyone.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::api::audit::{self, Audit};
use crate::api::caller::Gate;
use crate::api::catalogues::Catalogues;
use crate::api::error::{ApiError, Kind};
use crate::api::jwt::Jwt;
use crate::api::passwords::Passwords;
use crate::api::protected;
use crate::api::rate::{MINUTE, Rate, WINDOW};
use crate::proxy::Hub;
use crate::settings::Document;
use crate::settings::edit::Refused;
use crate::settings::secret::Secret;
use crate::state::bundles::Bundles;
use crate::state::log_ring::LogRing;
use crate::state::sessions::Sessions;
use crate::store::LiveSettings;

/// How long an edit waits for those before it.
const TURN: Duration = Duration::from_secs(30);

/// What handlers share.
#[derive(Clone)]
pub(crate) struct ApiState {
    /// The file, and the settings in force.
    pub(crate) live: Arc<LiveSettings>,
    /// The running hub.
    pub(crate) hub: Arc<Hub>,
    /// Who may call.
    pub(crate) gate: Arc<Gate>,
    /// How passwords are checked.
    pub(crate) passwords: Arc<Passwords>,
    /// How often may be asked.
    pub(crate) rates: Arc<Rates>,
    /// What other places say of servers.
    pub(crate) catalogues: Arc<Catalogues>,
    /// The process's environment.
    pub(crate) environment: Arc<BTreeMap<OsString, OsString>>,
    /// The unpacked bundles.
    pub(crate) bundles: Arc<Bundles>,
    /// Logins that are renewed.
    pub(crate) sessions: Arc<Sessions>,
    /// What is recorded of requests.
    pub(crate) audit: Arc<Audit>,
    /// Nothing may be changed through the API.
    pub(crate) readonly: bool,
    /// Stands before all paths but `/health`.
    pub(crate) base_path: Arc<str>,
    /// One edit at a time, in the order they came: who waits for the file's lock gets it by chance.
    turn: Arc<Mutex<()>>,
    /// When the hub began, in milliseconds since 1970.
    pub(crate) started_ms: i64,
    /// The last lines of the log.
    pub(crate) log: LogRing,
}

/// Counters of requests.
pub(crate) struct Rates {
    /// All that need a credential.
    pub(crate) api: Rate,
    /// Of those, to templates.
    pub(crate) templates: Rate,
    /// Those that manage servers in Agent-Corex's dialect, of each credential.
    pub(crate) plans: Rate<String>,
}

/// What the API is made with.
pub(crate) struct Config {
    /// The file, and the settings in force.
    pub(crate) live: Arc<LiveSettings>,
    /// The running hub.
    pub(crate) hub: Arc<Hub>,
    /// The token for commands of the same user.
    pub(crate) local: Secret,
    /// Signs logins.
    pub(crate) jwt_secret: Secret,
    /// The password of the first admin, where the file has no users.
    pub(crate) first_password: Secret,
    /// Whether somebody chose it.
    pub(crate) password_chosen: bool,
    /// Whether `skipAuth` may let in without a credential.
    pub(crate) may_skip: bool,
    /// The process's environment.
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// The folder for what is not settings.
    pub(crate) state: PathBuf,
    /// What is recorded of requests.
    pub(crate) audit: Arc<Audit>,
    /// Nothing may be changed through the API.
    pub(crate) readonly: bool,
    /// Stands before all paths but `/health`; empty or beginning with `/`.
    pub(crate) base_path: String,
    /// The last lines of the log.
    pub(crate) log: LogRing,
}

impl ApiState {
    /// The state of a hub that begins.
    pub(crate) fn new(config: Config) -> Self {
        let jwt = Jwt::new(&config.jwt_secret);
        let environment = Arc::new(config.environment);
        Self {
            sessions: Arc::new(Sessions::of(&config.state, config.live.file().path())),
            audit: config.audit,
            live: config.live,
            hub: config.hub,
            gate: Arc::new(Gate { local: config.local, jwt, may_skip: config.may_skip }),
            passwords: Arc::new(Passwords::new(config.first_password, config.password_chosen)),
            rates: Arc::new(Rates {
                api: Rate::new(WINDOW),
                templates: Rate::new(WINDOW),
                plans: Rate::new(MINUTE),
            }),
            catalogues: Arc::new(Catalogues::new(Arc::clone(&environment))),
            environment,
            bundles: Arc::new(Bundles::of(&config.state)),
            readonly: config.readonly,
            base_path: config.base_path.into(),
            turn: Arc::default(),
            log: config.log,
            started_ms: jiff::Timestamp::now().as_millisecond(),
        }
    }

    /// A variable of the process's environment that is not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(OsStr::new(name))?.to_str()?;
        Some(value).filter(|value| !value.trim().is_empty())
    }

    /// The hub's public URL: of the settings, else of `INSTALL_BASE_URL`.
    pub(crate) fn base_url(&self) -> Option<String> {
        let set = self.live.snapshot().system.base_url.clone();
        set.or_else(|| self.variable("INSTALL_BASE_URL").map(str::to_owned))
    }

    /// Edits the file and applies what differs, before it returns.
    ///
    /// # Errors
    /// The verb refused, the edit changes what requests may not change, or the file cannot be written.
    pub(crate) async fn edit<T: Send + 'static>(
        &self,
        mut verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, ApiError> {
        let busy = |_| ApiError::new(Kind::Conflict, "too many changes at once; try again");
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turn).lock_owned());
        let turn = turn.await.map_err(busy)?;
        let live = Arc::clone(&self.live);
        let verb = move |document: &mut Document| {
            let before = document.value().clone();
            let answer = verb(document)?;
            protected::check_edit(&before, document.value())?;
            Ok(answer)
        };
        // The lock, and the file system, may take their time.
        let trail = audit::current();
        let edited = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let edited = live.edit(verb)?;
            // Here, so that it is noted also if nobody waits for the answer any more.
            if let Some(trail) = trail {
                trail.changed(&edited.before, &edited.after);
            }
            Ok::<_, ApiError>(edited.answer)
        });
        edited.await.map_err(|_| ApiError::bug("the edit broke off"))?
    }

    /// Waits until servers have been tried once, each, and no longer than `patience` in all.
    pub(crate) async fn settled(&self, servers: &[String], patience: Duration) {
        let all = async {
            for server in servers {
                self.hub.settled_one(server).await;
            }
        };
        let _ = tokio::time::timeout(patience, all).await;
    }

    /// Takes over what others wrote to the file, before a request looks at the settings.
    pub(crate) async fn freshen(&self) {
        let live = Arc::clone(&self.live);
        let look = move || {
            if live.may_be_stale() {
                live.look_again();
            }
        };
        drop(tokio::task::spawn_blocking(look).await);
    }

    /// The document as it stands in the file.
    pub(crate) async fn document(&self) -> Result<Document, ApiError> {
        let live = Arc::clone(&self.live);
        let read = tokio::task::spawn_blocking(move || live.read()).await;
        Ok(read.map_err(|_| ApiError::bug("reading broke off"))??)
    }
}

#[cfg(test)]
use crate::proxy::references::References;

#[cfg(test)]
impl ApiState {
    /// A hub of an empty file in `folder`.
    pub(crate) fn for_tests(folder: &std::path::Path) -> Self {
        let path = folder.join("mcp_settings.json");
        std::fs::write(&path, "{}").unwrap();
        let log = crate::state::audit_log::AuditLog::of(folder);
        let audit = Arc::new(Audit::new(log, &path));
        let (live, ..) = LiveSettings::open(crate::store::SettingsFile::at(path)).unwrap();
        let config = crate::proxy::hub::Config {
            environment: BTreeMap::new(),
            references: References::default(),
            executable: PathBuf::from("mcphub"),
            folder: None,
            cache: None,
            activities: None,
        };
        Self::new(Config {
            live: Arc::new(live),
            hub: Hub::new(config),
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
