//! From plain values to a running hub: build, spawn, drain.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::api::ApiState;
use crate::api::audit::Audit;
use crate::api::auth::Reach;
use crate::api::guard::{Guard, is_host};
use crate::api::state;
use crate::proxy::Hub;
use crate::proxy::hub;
use crate::proxy::references::References;
use crate::proxy::upstream::guard;
use crate::serve::http::{self, Front};
use crate::serve::peer::Trust;
use crate::serve::reload::Following;
use crate::serve::{reload, shutdown};
use crate::settings::Diagnostic;
use crate::settings::secret::Secret;
use crate::state::activity_log::ActivityLog;
use crate::state::audit_log::AuditLog;
use crate::state::catalog_cache::CatalogCache;
use crate::state::log_ring::LogRing;
use crate::state::{admin_token, login_secret, random};
use crate::store::file::ReadError;
use crate::store::{LiveSettings, SettingsFile};

/// Requests under way may finish for this long after the signal.
const GRACE: Duration = Duration::from_secs(10);

/// What a hub is run with; plain values.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The settings file.
    pub(crate) settings: PathBuf,
    /// Where to listen.
    pub(crate) host: String,
    /// Which port; 0 for any.
    pub(crate) port: u16,
    /// A prefix of every path but `/health`.
    pub(crate) base_path: String,
    /// Listen beyond this machine although no credential is configured.
    pub(crate) insecure_no_auth: bool,
    /// Whole origins that pages may come from.
    pub(crate) allowed_origins: Vec<String>,
    /// Names under which the hub may be called, beside its addresses.
    pub(crate) allowed_hosts: Vec<String>,
    /// The folder for what is not settings.
    pub(crate) state: PathBuf,
    /// The process's environment, read once.
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// Further variables, which count for `${NAME}` in servers and for nothing else.
    pub(crate) references: References,
    /// The running executable.
    pub(crate) executable: PathBuf,
    /// Nothing may be changed through the admin API.
    pub(crate) readonly: bool,
    /// Which programs in front of the hub are believed when they say who asks.
    pub(crate) trust: Trust,
    /// Signs logins; one kept in the state folder where absent.
    pub(crate) jwt_secret: Option<Secret>,
    /// The first admin's password; a random one where absent.
    pub(crate) admin_password: Option<Secret>,
    /// The last lines of the log.
    pub(crate) log: LogRing,
}

/// Why a hub cannot start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    /// The settings cannot be read.
    #[error(transparent)]
    Settings(#[from] ReadError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Bind {
        /// Host and port.
        address: String,
        /// Why.
        source: std::io::Error,
    },
    /// Anybody who reaches the machine could use it.
    #[error("{host} can be reached from other machines and no credential is configured")]
    Exposed {
        /// The host.
        host: String,
    },
    /// The state folder cannot be written.
    #[error("cannot write to {path}")]
    State {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// A hub whose address is bound and whose servers are starting.
pub(crate) struct App {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Findings in the settings; the entries concerned are left out.
    pub(crate) findings: Vec<Diagnostic>,
    /// The hub.
    pub(crate) hub: Arc<Hub>,
    /// The password that opens `admin` while the file has no users, where it was made up.
    pub(crate) first_password: Option<Secret>,
    /// MCP endpoints take requests without a credential.
    pub(crate) is_open: bool,
    listener: TcpListener,
    front: Arc<Front>,
    watch: Following,
    state: PathBuf,
}

impl App {
    /// Reads the settings, binds the address, starts the servers.
    ///
    /// # Errors
    /// See [`StartError`]. Nothing runs then.
    pub(crate) async fn build(config: Config) -> Result<Self, StartError> {
        let file = SettingsFile::at(&config.settings);
        let (live, _, findings) = LiveSettings::open(file)?;
        let live = Arc::new(live);
        let reach = reach(&config, &live)?;
        let address = format!("{}:{}", config.host, config.port);
        let bind = TcpListener::bind((config.host.trim_matches(['[', ']']), config.port)).await;
        let listener =
            bind.map_err(|source| StartError::Bind { address: address.clone(), source })?;
        let bound = listener.local_addr();
        let address = bound.map_err(|source| StartError::Bind { address, source })?;
        let token = admin_token::write(&config.state, address.port())
            .map_err(|source| StartError::State { path: config.state.clone(), source })?;
        let audit_log = AuditLog::of(&config.state);
        let hub = Hub::new(hub::Config {
            environment: config.environment.clone(),
            references: config.references,
            executable: config.executable,
            folder: hub::folder_of(live.file().path()),
            cache: Some(CatalogCache::of(&config.state, live.file().path())),
            activities: Some(ActivityLog::of(&config.state, audit_log.clone())),
        });
        end_leftovers();
        let watch = reload::follow(&live, &hub, audit_log.clone());
        let audit = Arc::new(Audit::new(audit_log, live.file().path()));
        let guard = guard(&config.host, &config.allowed_hosts, &config.allowed_origins);
        let unwritable = |source| StartError::State { path: config.state.clone(), source };
        let jwt_secret = match config.jwt_secret {
            Some(secret) => secret,
            None => login_secret::keep(&config.state).map_err(unwritable)?,
        };
        let made_up = match (&config.admin_password, live.snapshot().users.is_empty()) {
            (None, true) => Some(random::password().map_err(unwritable)?),
            _ => None,
        };
        let password_chosen = config.admin_password.is_some();
        let first_password = config.admin_password.or(made_up.clone());
        let state = ApiState::new(state::Config {
            live: Arc::clone(&live),
            hub: Arc::clone(&hub),
            local: token,
            jwt_secret,
            first_password: first_password.unwrap_or(Secret::new("")),
            password_chosen,
            may_skip: reach != Reach::Network,
            environment: config.environment,
            state: config.state.clone(),
            audit: Arc::clone(&audit),
            readonly: config.readonly,
            base_path: config.base_path.clone(),
            log: config.log,
        });
        let is_open = reach != Reach::Network && !live.snapshot().wants_credential();
        let gate = Arc::clone(&state.gate);
        let api = crate::api::router(state);
        let front = Arc::new(Front {
            hub: Arc::clone(&hub),
            pipes: Arc::default(),
            live,
            api,
            guard,
            reach,
            base_path: config.base_path,
            gate,
            audit,
            trust: config.trust,
        });
        let (state, first_password) = (config.state, made_up);
        Ok(Self { address, findings, hub, first_password, is_open, listener, front, watch, state })
    }

    /// Serves until a signal, then drains: no new connections, requests under way finish, children
    /// end.
    pub(crate) async fn run(self) {
        tracing::info!("listening on {}", self.address);
        let upkeep = upkeep(&self.hub);
        http::accept(self.listener, self.front, shutdown::signal(), GRACE).await;
        drop(self.watch);
        upkeep.abort();
        self.hub.shutdown().await;
        admin_token::remove(&self.state, self.address.port());
    }
}

/// Ends, in the background, the processes that earlier hubs left which were killed.
pub(super) fn end_leftovers() {
    std::thread::spawn(|| {
        let found = guard::end_leftovers();
        if found > 0 {
            tracing::info!("ended {found} processes that a killed hub had left");
        }
    });
}

/// Forgets, now and then, the sessions and parked calls that nobody came back for, and remembers
/// what the servers offer.
pub(super) fn upkeep(hub: &Arc<Hub>) -> JoinHandle<()> {
    let remembering = Hub::remember_changes(Arc::downgrade(hub));
    let hub = Arc::clone(hub);
    let sweeping = async move {
        loop {
            tokio::time::sleep(Duration::from_mins(1)).await;
            hub.sessions.sweep();
            hub.parking.sweep();
            // The allocator gives memory back when it lets go of a large piece, and an idle hub has
            // none.
            drop(std::hint::black_box(Vec::<u8>::with_capacity(1 << 20)));
        }
    };
    tokio::spawn(async move {
        tokio::join!(sweeping, remembering);
    })
}

/// Refuses to be reachable by everybody.
fn reach(config: &Config, live: &LiveSettings) -> Result<Reach, StartError> {
    let name = config.host.trim_matches(['[', ']']);
    let loopback =
        name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match (loopback, config.insecure_no_auth) {
        (true, _) => Ok(Reach::Loopback),
        (false, true) => Ok(Reach::Open),
        (false, false) if live.snapshot().has_credentials() => Ok(Reach::Network),
        (false, false) => Err(StartError::Exposed { host: config.host.clone() }),
    }
}

/// The names that the hub is known by from the start: the pages that may come also say where it is.
impl Config {
    /// The words of `allowed_hosts` that no request can name.
    pub(crate) fn unfit_hosts(&self) -> impl Iterator<Item = &str> {
        self.allowed_hosts.iter().map(String::as_str).filter(|word| !is_host(word))
    }
}

/// The names that the hub answers to.
fn guard(host: &str, hosts: &[String], origins: &[String]) -> Guard {
    let of_pages = origins.iter().filter_map(|origin| origin.parse::<::http::Uri>().ok());
    let of_pages = of_pages.filter_map(|uri| uri.host().map(str::to_owned));
    let hosts = hosts.iter().cloned().chain(of_pages).chain([host.to_owned()]);
    Guard { hosts: hosts.collect(), origins: origins.to_vec() }
}
