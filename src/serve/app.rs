//! Builds a hub from plain values, runs it, and drains it.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::access::auth::Exposure;
use crate::access::external::verifier::ProviderTokens;
use crate::access::origin_guard::{Guard, is_host};
use crate::access::public_url::Site;
use crate::access::tokens::AccessTokens;
use crate::api::ApiState;
use crate::api::audit::Audit;
use crate::api::caller::Gate;
use crate::api::state;
use crate::proxy::hub_address::HubAddress;
use crate::proxy::hub_config::HubConfig;
use crate::proxy::hub_config::folder_of;
use crate::proxy::references::References;
use crate::proxy::upstream::process::guard_program;
use crate::proxy::{Gateway, Hub, limits};
use crate::serve::follow::reload;
use crate::serve::follow::reload::Following;
use crate::serve::listener::entrance::Entrance;
use crate::serve::listener::front::Front;
use crate::serve::listener::http;
use crate::serve::listener::peer::Trust;
use crate::serve::{shutdown, tokens};
use crate::settings::Diagnostic;
use crate::settings::model::secret::Secret;
use crate::state::activity::log::ActivityLog;
use crate::state::audit::log::AuditLog;
use crate::state::catalog_cache::CatalogCache;
use crate::state::credentials::CredentialStore;
use crate::state::journal::entry::Label;
use crate::state::journal::journal::{Journal, Recorder};
use crate::state::log_ring::LogRing;
use crate::state::{admin_token, login_secret, random};
use crate::store::read::ReadError;
use crate::store::{LiveSettings, SettingsFile};

/// How long a stream may outlive the revocation of its access.
const REVOKED: Duration = Duration::from_secs(5);

/// Grace period for requests in flight after the signal.
const GRACE: Duration = Duration::from_secs(10);

/// The options of a hub, as plain values.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) settings: PathBuf,
    /// Host name or address to bind.
    pub(crate) host: String,
    /// TCP port; 0 picks a free one.
    pub(crate) port: u16,
    /// Prefix of every path except `/health`.
    pub(crate) base_path: String,
    /// Allows binding a non-loopback address if no credential is configured.
    pub(crate) insecure_no_auth: bool,
    /// Origins from which pages may send requests.
    pub(crate) allowed_origins: Vec<String>,
    /// Additional `Host` names the hub accepts.
    pub(crate) allowed_hosts: Vec<String>,
    /// Folder for logs, caches and tokens.
    pub(crate) state: PathBuf,
    /// Where logins are kept.
    pub(crate) logins: CredentialStore,
    /// Environment of the process, read once.
    pub(crate) environment: BTreeMap<OsString, OsString>,
    /// Additional variables, used only to expand `${NAME}` in servers.
    pub(crate) references: References,
    pub(crate) executable: PathBuf,
    /// Rejects all writes through the admin API.
    pub(crate) readonly: bool,
    /// Reverse proxies trusted to report the client address.
    pub(crate) trust: Trust,
    /// Key that signs logins; `None` uses the one in the state folder.
    pub(crate) jwt_secret: Option<Secret>,
    /// Password of the first admin; `None` generates one.
    pub(crate) admin_password: Option<Secret>,
    /// Ring buffer of the last log lines.
    pub(crate) log: LogRing,
}

/// The reasons a hub fails to start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error(transparent)]
    Settings(#[from] ReadError),
    /// The address cannot be bound.
    #[error("cannot listen on {address}")]
    Bind { address: String, source: std::io::Error },
    /// The address is reachable from the network and no credential is required.
    #[error("{host} can be reached from other machines and no credential is configured")]
    Exposed { host: String },
    #[error("cannot write to {path}")]
    State { path: PathBuf, source: std::io::Error },
}

/// A hub with a bound address; its servers are starting.
pub(crate) struct App {
    /// The bound address.
    pub(crate) address: SocketAddr,
    /// Findings in the settings; invalid entries are skipped.
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) gateway: Arc<Gateway>,
    /// Generated password of `admin`, valid until the file has a user.
    pub(crate) first_password: Option<Secret>,
    /// MCP endpoints accept requests without a credential.
    pub(crate) is_open: bool,
    listener: TcpListener,
    front: Arc<Front>,
    gate: Arc<Gate>,
    watch: Following,
    state: PathBuf,
}

impl App {
    /// Reads the settings, binds the address, starts the servers.
    ///
    /// # Errors
    /// See [`StartError`]. In that case nothing is left running.
    pub(crate) async fn build(config: Config) -> Result<Self, StartError> {
        let filler = tokens::filler(config.references.secrets().cloned());
        let (live, _, findings) = LiveSettings::open_filled(settings_file(&config), filler)?;
        let live = Arc::new(live);
        let reach = reach(&config, &live)?;
        let (listener, address) = bind(&config).await?;
        let token = admin_token::write(&config.state, address.port())
            .map_err(|source| StartError::State { path: config.state.clone(), source })?;
        let audit_log = AuditLog::of(&config.state);
        let gateway = create_gateway(&config, address.port(), &live, &audit_log);
        end_leftovers();
        let watch = reload::follow(&live, &gateway.hub, audit_log.clone());
        let audit = Arc::new(Audit::new(audit_log, live.file().path()));
        let guard = guard(&config.host, &config.allowed_hosts, &config.allowed_origins);
        let site = site(&config, &guard, address.port());
        let tokens = access_tokens(&config);
        let made_up = made_up_password(&config, &live)?;
        let jwt_secret = match config.jwt_secret {
            Some(secret) => secret,
            None => login_secret::keep(&config.state)
                .map_err(|source| StartError::State { path: config.state.clone(), source })?,
        };
        let password_chosen = config.admin_password.is_some();
        let first_password = config.admin_password.or(made_up.clone());
        let state = ApiState::new(state::Config {
            live: Arc::clone(&live),
            gateway: Arc::clone(&gateway),
            local: token,
            jwt_secret,
            first_password: first_password.unwrap_or(Secret::new("")),
            password_chosen,
            may_skip: reach != Exposure::Network,
            environment: config.environment,
            state: config.state.clone(),
            audit: Arc::clone(&audit),
            readonly: config.readonly,
            base_path: config.base_path,
            log: config.log,
        });
        let is_open = reach != Exposure::Network && !live.snapshot().wants_credential();
        let gate = Arc::clone(&state.gate);
        let api = crate::api::router(state);
        let (entrance_live, entrance_gate) = (Arc::clone(&live), Arc::clone(&gate));
        let entrance =
            Entrance { live: entrance_live, gate: entrance_gate, tokens, site, reach, audit };
        let front = Arc::new(Front {
            gateway: Arc::clone(&gateway),
            pipes: Arc::default(),
            live,
            entrance,
            api,
            guard,
            trust: config.trust,
        });
        let (state, first_password) = (config.state, made_up);
        Ok(Self {
            address,
            findings,
            gateway,
            first_password,
            is_open,
            listener,
            front,
            gate,
            watch,
            state,
        })
    }

    /// Serves until a signal, then drains: accepts no new connections, finishes requests in flight, and
    /// stops the children.
    pub(crate) async fn run(self) {
        tracing::info!("listening on {}", self.address);
        let upkeep = upkeep(&self.gateway);
        let revoking = tokio::spawn(end_revoked_streams(Arc::clone(&self.gateway), self.gate));
        http::accept(self.listener, self.front, shutdown::signal(), GRACE).await;
        drop(self.watch);
        upkeep.abort();
        revoking.abort();
        self.gateway.shutdown().await;
        admin_token::remove(&self.state, self.address.port());
    }
}

/// Binds the address of the configuration.
async fn bind(config: &Config) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| {
        let address = format!("{}:{}", config.host, config.port);
        StartError::Bind { address, source }
    };
    let host = config.host.trim_matches(['[', ']']);
    let listener = TcpListener::bind((host, config.port)).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Returns the settings file, whose changes by the hub are in the journal.
fn settings_file(config: &Config) -> SettingsFile {
    let (journal, label) = (Journal::of(&config.state), Label::new(None, "hub", "edit"));
    SettingsFile::at(&config.settings).with_recorder(Recorder { journal, label })
}

/// Returns a password for the first log-in, if the owner has chosen none and the settings have no users.
fn made_up_password(config: &Config, live: &LiveSettings) -> Result<Option<Secret>, StartError> {
    if config.admin_password.is_some() || !live.snapshot().users.is_empty() {
        return Ok(None);
    }
    let made_up = random::password();
    made_up.map(Some).map_err(|source| StartError::State { path: config.state.clone(), source })
}

/// Returns what determines the public URL.
fn site(config: &Config, guard: &Guard, port: u16) -> Site {
    let install_url = config.environment.get(OsStr::new("INSTALL_BASE_URL"));
    Site {
        install_url: install_url.map(|url| url.to_string_lossy().into_owned()),
        base_path: config.base_path.clone(),
        hosts: guard.hosts.clone(),
        port,
    }
}

/// Creates the verifier of access tokens.
fn access_tokens(config: &Config) -> AccessTokens {
    let environment = Arc::new(config.environment.clone());
    AccessTokens { external: ProviderTokens::new(environment, config.references.clone()) }
}

/// Creates the gateway, which starts no server yet.
fn create_gateway(
    config: &Config,
    port: u16,
    live: &LiveSettings,
    audit_log: &AuditLog,
) -> Arc<Gateway> {
    let base_url = config.environment.get(OsStr::new("INSTALL_BASE_URL"));
    let base_url = base_url.and_then(|url| url.to_str()).map(str::to_owned);
    let address = HubAddress { port, base_path: config.base_path.clone(), base_url };
    let hub = HubConfig {
        environment: config.environment.clone(),
        references: config.references.clone(),
        executable: config.executable.clone(),
        folder: folder_of(live.file().path()),
        cache: Some(CatalogCache::of(&config.state, live.file().path())),
        credentials: Some(config.logins.for_settings(live.file().path())),
        address: Some(address),
    };
    Gateway::new(hub, Some(ActivityLog::of(&config.state, audit_log.clone())))
}

/// Kills processes left behind by hubs that were killed, in the background.
pub(super) fn end_leftovers() {
    std::thread::spawn(|| {
        let found = guard_program::end_leftovers();
        if found > 0 {
            tracing::info!("ended {found} processes that a killed hub had left");
        }
    });
}

/// Periodically ends the streams of OAuth clients whose access was revoked, by this process or by a
/// command.
async fn end_revoked_streams(gateway: Arc<Gateway>, gate: Arc<Gate>) {
    loop {
        tokio::time::sleep(REVOKED).await;
        // A look at the file's metadata is too short for a thread of its own.
        if gate.oauth.server.take_ended() {
            gateway.end_revoked_streams();
        }
    }
}

/// Periodically drops abandoned sessions and suspended calls, and saves the inventories of the
/// servers.
pub(super) fn upkeep(gateway: &Arc<Gateway>) -> JoinHandle<()> {
    let remembering = remember_changes(Arc::downgrade(&gateway.hub));
    let gateway = Arc::clone(gateway);
    let sweeping = async move {
        loop {
            tokio::time::sleep(Duration::from_mins(1)).await;
            gateway.sweep();
            // The allocator returns memory to the system only when it frees a large block, which an
            // idle hub never does.
            drop(std::hint::black_box(Vec::<u8>::with_capacity(1 << 20)));
        }
    };
    tokio::spawn(async move {
        tokio::join!(sweeping, remembering);
    })
}

/// Stores the servers' inventories for the next run after each change, debounced by
/// [`limits::CACHE_WRITE_DEBOUNCE`]. Returns once the hub is dropped.
async fn remember_changes(hub: Weak<Hub>) {
    let Some(mut changes) = hub.upgrade().map(|hub| hub.changes()) else { return };
    // Includes changes from before this call.
    changes.mark_changed();
    while changes.changed().await.is_ok() {
        tokio::time::sleep(limits::CACHE_WRITE_DEBOUNCE).await;
        changes.mark_unchanged();
        let Some(hub) = hub.upgrade() else { return };
        hub.remember().await;
    }
}

/// Fails if the hub would be reachable from the network without a credential.
fn reach(config: &Config, live: &LiveSettings) -> Result<Exposure, StartError> {
    let name = config.host.trim_matches(['[', ']']);
    let loopback =
        name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match (loopback, config.insecure_no_auth) {
        (true, _) => Ok(Exposure::Loopback),
        (false, true) => Ok(Exposure::Open),
        (false, false) if live.snapshot().has_credentials() => Ok(Exposure::Network),
        (false, false) => Err(StartError::Exposed { host: config.host.clone() }),
    }
}

/// Returns the host names known at startup, including those of the allowed origins.
impl Config {
    /// The entries of `allowed_hosts` that no `Host` header can match.
    pub(crate) fn unfit_hosts(&self) -> impl Iterator<Item = &str> {
        self.allowed_hosts.iter().map(String::as_str).filter(|word| !is_host(word))
    }
}

/// Returns the host names the hub accepts.
fn guard(host: &str, hosts: &[String], origins: &[String]) -> Guard {
    let of_pages = origins
        .iter()
        .filter_map(|origin| origin.parse::<::http::Uri>().ok())
        .filter_map(|uri| uri.host().map(str::to_owned));
    let hosts = hosts.iter().cloned().chain(of_pages).chain([host.to_owned()]);
    Guard { hosts: hosts.collect(), origins: origins.to_vec() }
}
