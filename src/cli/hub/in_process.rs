//! A hub inside a command: its runtime and folders, and `serve --check`, which starts all servers
//! only to test them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::secrets;
use crate::cli::input::dotenv_file;
use crate::cli::output::progress::Progress;
use crate::cli::output::render;
use crate::cli::settings_path::FoundSettings;
use crate::proxy::Gateway;
use crate::proxy::hub_config::HubConfig;
use crate::proxy::hub_config::folder_of;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::observe::server_status::{ServerStatus, StatusKind};
use crate::proxy::references::References;
use crate::settings::{Settings, validate};
use crate::state::admin_token;
use crate::state::credentials::CredentialStore;
use crate::state::keyring;

/// The variable that selects where logins are kept.
const CREDENTIALS: &str = "MCPHUB_CREDENTIALS";
/// How many servers the progress line names; of the others it shows the number.
const AWAITED_NAMED: usize = 5;

/// Creates the runtime of commands that talk to servers.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|e| {
        Failure::from_error(Kind::Failed, anyhow::Error::new(e).context("cannot start"))
    })
}

/// Returns the folder for tokens and other state: `MCPHUB_STATE_DIR`, otherwise the platform's
/// folder.
pub(crate) fn state_folder(environment: &Environment) -> Result<PathBuf, Failure> {
    if let Some(folder) = environment.variable("MCPHUB_STATE_DIR") {
        return Ok(environment.folder.join(folder));
    }
    let folders = directories::ProjectDirs::from("", "", "mcphub");
    let folder = folders.map(|f| f.state_dir().unwrap_or_else(|| f.data_local_dir()).to_owned());
    folder.ok_or_else(|| {
        Failure::new(Kind::Failed, "cannot find this user's state folder: no home folder")
            .hint("set MCPHUB_STATE_DIR to a folder")
    })
}

/// Returns where logins are kept: files in the state folder, which are sealed with a key in the
/// keyring if `MCPHUB_CREDENTIALS` says so.
pub(crate) fn credential_store(environment: &Environment) -> Result<CredentialStore, Failure> {
    let state = state_folder(environment)?;
    let seal = match environment.variable(CREDENTIALS).unwrap_or("file") {
        "file" => None,
        "keyring" => Some(Arc::new(keyring::seal(&state).map_err(|why| {
            Failure::new(Kind::Failed, format!("{CREDENTIALS} is `keyring`, and {why}"))
                .hint(format!("unlock the keyring, or unset {CREDENTIALS} to keep logins in files"))
        })?)),
        other => {
            let text = format!("{CREDENTIALS} is `{other}`, which is no store of logins");
            return Err(Failure::usage(text).hint("use `file` or `keyring`"));
        }
    };
    Ok(CredentialStore::of(&state, seal))
}

/// Returns the port of the hub: `given`, otherwise `PORT`, otherwise 3000.
pub(crate) fn port(environment: &Environment, given: Option<u16>) -> Result<u16, Failure> {
    match (given, environment.variable("PORT")) {
        (Some(port), _) => Ok(port),
        (None, None) => Ok(3000),
        (None, Some(text)) => text.trim().parse().map_err(|_| {
            Failure::usage(format!("PORT is `{text}`, which is not a port"))
                .hint("a port is a number up to 65535")
        }),
    }
}

/// Returns the ports of this user's hubs: the one that a new hub would use, and those of running
/// hubs.
pub(crate) fn own_ports(environment: &Environment) -> Vec<u16> {
    let folder = state_folder(environment);
    let running = folder.map(|folder| admin_token::ports(&folder)).unwrap_or_default();
    running.into_iter().chain(port(environment, None)).collect()
}

/// Returns the configuration of a hub without settings file, cache, logins or activity log.
pub(crate) fn config(environment: &Environment) -> HubConfig {
    HubConfig {
        environment: environment.all(),
        references: References::fixed(
            environment.references(),
            dotenv_file::make_reader(environment.trusted_owners()),
        ),
        executable: environment.executable.clone(),
        folder: None,
        cache: None,
        credentials: None,
        address: None,
    }
}

/// Starts a hub with `settings`, which were read from `file`. Must be called within a runtime.
pub(crate) fn start(
    environment: &Environment,
    settings: &Arc<Settings>,
    file: Option<&Path>,
) -> Result<Arc<Gateway>, Failure> {
    let folder = file.and_then(folder_of);
    // Without a state folder, nothing keeps logins.
    let credentials = match file.filter(|_| state_folder(environment).is_ok()) {
        Some(file) => Some(credential_store(environment)?.for_settings(file)),
        None => None,
    };
    let config = HubConfig { folder, credentials, ..config(environment) };
    let references = match state_folder(environment) {
        Ok(state) => {
            let secrets = secrets::open(environment, state, file)?;
            config.references.with_secrets(Arc::new(secrets))
        }
        Err(_) => config.references,
    };
    let config = HubConfig { references, ..config };
    let gateway = Gateway::new(config, None);
    gateway.hub.apply(settings);
    Ok(gateway)
}

/// Starts all servers, prints the result and stops them. Returns 0; 3 if servers need a login; 4 if
/// servers cannot be reached; 9 for both.
pub(crate) fn check(context: &mut Context, found: &FoundSettings) -> Result<Exit, Failure> {
    let document = found.file.read()?;
    let (settings, findings) = validate(&document);
    for finding in &findings {
        context.ui.warn(&format!("{}: {finding}", found.shown));
    }
    let settings = Arc::new(settings);
    runtime()?.block_on(async {
        let gateway = start(&context.environment, &settings, Some(found.file.path()))?;
        let terminal = context.environment.stderr_is_terminal;
        let tried = wait_until_tried(&gateway, &context.progress, terminal).await;
        let outcome = report(context, &gateway, &tried);
        gateway.shutdown().await;
        outcome
    })
}

/// Waits until every server has been tried, and returns the status of each at that time, since one
/// that failed may be retried before the last one is done. Shows on a terminal which ones are
/// awaited.
pub(crate) async fn wait_until_tried(
    gateway: &Gateway,
    progress: &Progress,
    terminal: bool,
) -> Vec<ServerStatus> {
    let settings = Arc::clone(&gateway.hub.catalog().settings);
    let enabled = settings.servers.iter().filter(|server| server.enabled);
    let mut awaited: Vec<&str> = enabled.map(|server| server.name.as_str()).collect();
    let all = awaited.len();
    let begun = Instant::now();
    let settling = awaited.clone().into_iter().map(|name| async move {
        gateway.hub.wait_first_attempt(name).await;
        name
    });
    let mut settling: FuturesUnordered<_> = settling.collect();
    let mut second = tokio::time::interval(Duration::from_secs(1));
    let mut tried = Vec::new();
    progress.begin(terminal);
    while !settling.is_empty() {
        tokio::select! {
            biased;
            Some(name) = settling.next() => {
                awaited.retain(|other| *other != name);
                tried.extend(gateway.server_status(name));
            }
            _ = second.tick() => {}
        }
        progress.set_text(&progress_line(&awaited, all, begun.elapsed()));
    }
    progress.end();
    tried
}

/// Formats `3 of 5 servers tried; starting for 12 s: `a` and `b``.
fn progress_line(names: &[&str], all: usize, passed: Duration) -> String {
    let more = names.len().saturating_sub(AWAITED_NAMED);
    let mut list = render::name_list(names.iter().take(AWAITED_NAMED).copied());
    if more > 0 {
        list = format!("{list}, {more} more");
    }
    let tried = all - names.len();
    let seconds = passed.as_secs();
    format!("{tried} of {} tried; starting for {seconds} s: {list}", render::count(all, "server"))
}

/// Summarizes the start in one line: `ready: 5 servers, 41 tools, 1 failed: a (why)`.
pub(crate) fn ready_line(servers: &[ServerStatus]) -> String {
    let of = |standing| servers.iter().filter(move |server| server.standing == standing);
    if servers.iter().all(|server| server.standing == StatusKind::Disabled) {
        return "ready, without servers: `mcphub add` adds one".to_owned();
    }
    let up = of(StatusKind::Connected).count();
    let tools = of(StatusKind::Connected).map(|server| server.tools).sum();
    let mut line =
        format!("ready: {}, {}", render::count(up, "server"), render::count(tools, "tool"));
    let others = [
        (StatusKind::Failed, "failed"),
        (StatusKind::NeedsLogin, "without a login"),
        (StatusKind::Connecting, "still starting"),
    ];
    for (standing, word) in others {
        let with_reason = |server: &ServerStatus| {
            format!("{} ({})", server.name, server.why.as_deref().unwrap_or("unknown reason"))
        };
        let named: Vec<String> = of(standing).map(with_reason).collect();
        if !named.is_empty() {
            line = format!("{line}, {} {word}: {}", named.len(), named.join(", "));
        }
    }
    line
}

fn report(
    context: &mut Context,
    gateway: &Gateway,
    tried: &[ServerStatus],
) -> Result<Exit, Failure> {
    let catalog = gateway.hub.catalog();
    let (mut rows, mut json, mut failed, mut waiting) = (Vec::new(), Vec::new(), 0, 0);
    for now in gateway.server_statuses() {
        let first = tried.iter().find(|told| told.name == now.name && told.standing.is_down());
        let server = first.filter(|_| now.standing == StatusKind::Connecting).unwrap_or(&now);
        let (name, mut word) = (&server.name, server.standing.word());
        if server.standing == StatusKind::Connecting {
            word = "failed";
        }
        let reason = server.why.as_deref().filter(|_| server.standing != StatusKind::Disabled);
        let waits = server.standing == StatusKind::NeedsLogin;
        waiting += usize::from(waits);
        failed += usize::from(!waits && word != "connected" && word != "disabled");
        let source = catalog.sources.iter().find(|source| source.server.name == *name);
        let inventory = source.and_then(|source| source.inventory.as_deref());
        let count = |kind| inventory.map_or(0, |inventory| inventory.list(kind).items.len());
        let tools: Vec<&str> = inventory
            .map(|inventory| {
                inventory.list(ListKind::Tools).items.iter().map(|i| i.key.as_str()).collect()
            })
            .unwrap_or_default();
        rows.push(vec![
            name.clone(),
            word.to_owned(),
            count(ListKind::Tools).to_string(),
            count(ListKind::Prompts).to_string(),
            count(ListKind::Resources).to_string(),
            reason.map_or_else(|| tools.join(", "), str::to_owned),
        ]);
        json.push(serde_json::json!({
            "name": name, "status": word, "reason": reason, "tools": tools,
            "prompts": count(ListKind::Prompts), "resources": count(ListKind::Resources),
        }));
    }
    if context.global.json {
        context.ui.print_json(&serde_json::json!({ "version": 1, "servers": json }))?;
    } else {
        let head = ["server", "status", "tools", "prompts", "resources", "tools or reason"];
        let fit = context.environment.stdout_is_terminal;
        let table = render::table(&head, rows, fit);
        context.ui.print(&table)?;
    }
    Ok(match (failed, waiting) {
        (0, 0) => Exit::DONE,
        (0, _) => Exit::NEEDS_LOGIN,
        (_, 0) => Exit::UNREACHABLE,
        _ => Exit::PARTLY,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(
        name: &str,
        standing: StatusKind,
        tools: usize,
        reason: Option<&str>,
    ) -> ServerStatus {
        let reason = reason.map(str::to_owned);
        let name = name.to_owned();
        let why = reason.clone();
        ServerStatus {
            name,
            standing,
            reason,
            why,
            tools,
            calls: 0,
            errors: 0,
            pid: None,
            since: None,
        }
    }

    #[test]
    fn the_ready_line_counts_connected_servers_and_names_failed_ones() {
        let off =
            server("off", StatusKind::Disabled, 0, Some("`mcphub enable off` switches it on"));
        let none = "ready, without servers: `mcphub add` adds one";
        assert_eq!(ready_line(&[]), none);
        assert_eq!(ready_line(std::slice::from_ref(&off)), none);
        let one = server("one", StatusKind::Connected, 1, None);
        assert_eq!(ready_line(&[one.clone(), off.clone()]), "ready: 1 server, 1 tool");
        let all = [
            one,
            server("two", StatusKind::Connected, 40, Some("41 tools, list broken at page 2")),
            server("a", StatusKind::Failed, 0, Some("exit status 1")),
            server("b", StatusKind::Failed, 0, Some("not on the PATH")),
            server("c", StatusKind::NeedsLogin, 0, Some("HTTP 401")),
            server("d", StatusKind::Connecting, 0, Some("starting (npx, 60 s)")),
            off,
        ];
        let line = "ready: 2 servers, 41 tools, 2 failed: a (exit status 1), b (not on the PATH), \
                    1 without a login: c (HTTP 401), 1 still starting: d (starting (npx, 60 s))";
        assert_eq!(ready_line(&all), line);
    }

    #[test]
    fn the_progress_line_names_those_that_are_awaited() {
        let said = |names: &[&str]| progress_line(names, 8, Duration::from_millis(12_500));
        assert_eq!(said(&["a", "b"]), "6 of 8 servers tried; starting for 12 s: `a` and `b`");
        let many = ["1", "2", "3", "4", "5", "6", "7"];
        let line = "1 of 8 servers tried; starting for 12 s: `1`, `2`, `3`, `4` and `5`, 2 more";
        assert_eq!(said(&many), line);
    }
}
