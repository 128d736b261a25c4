//! A hub inside a command: the runtime it needs, the folders, and one that starts everything only
//! to see whether it works.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::find::Found;
use crate::cli::render;
use crate::proxy::inventory::ListKind;
use crate::proxy::upstream::State;
use crate::proxy::{Hub, hub};
use crate::settings::{Settings, validate, visible};
use crate::state::admin_token;

/// The runtime of commands that talk to servers.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime
        .map_err(|e| Failure::caused(Kind::Failed, anyhow::Error::new(e).context("cannot start")))
}

/// Where tokens and the like are kept: `MCPHUB_STATE_DIR`, else the platform's folder.
pub(crate) fn state_folder(environment: &Environment) -> Result<PathBuf, Failure> {
    if let Some(folder) = environment.variable("MCPHUB_STATE_DIR") {
        return Ok(environment.folder.join(folder));
    }
    let folders = directories::ProjectDirs::from("", "", "mcphub");
    let folder = folders.map(|f| f.state_dir().unwrap_or_else(|| f.data_local_dir()).to_owned());
    folder.ok_or_else(|| {
        Failure::new(Kind::Failed, "cannot tell where this user's state is kept: no home folder")
            .hint("name a folder in MCPHUB_STATE_DIR")
    })
}

/// The port of the hub: as given, else `PORT`, else 3000.
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

/// The ports at which this user's hubs listen: the one that a hub would take, and those of hubs that run.
pub(crate) fn own_ports(environment: &Environment) -> Vec<u16> {
    let folder = state_folder(environment);
    let running = folder.map(|folder| admin_token::ports(&folder)).unwrap_or_default();
    running.into_iter().chain(port(environment, None)).collect()
}

/// What a hub is made with.
pub(crate) fn config(environment: &Environment) -> hub::Config {
    hub::Config {
        environment: environment.all(),
        references: environment.references(),
        executable: environment.executable.clone(),
        cache: None,
        activities: None,
    }
}

/// A hub of `settings`; it needs a runtime around it.
pub(crate) fn start(environment: &Environment, settings: &Arc<Settings>) -> Arc<Hub> {
    let hub = Hub::new(config(environment));
    hub.apply(settings);
    hub
}

/// Starts everything, shows what came of it, stops: 0, or 4 where a server cannot be reached.
pub(crate) fn check(context: &mut Context, found: &Found) -> Result<Exit, Failure> {
    let document = found.file.read()?;
    let (settings, findings) = validate(&document);
    for finding in &findings {
        context.ui.warn(&format!("{}: {finding}", found.shown));
    }
    let settings = Arc::new(settings);
    runtime()?.block_on(async {
        let hub = start(&context.environment, &settings);
        watch(Arc::clone(&hub), context.environment.stderr_is_terminal).await;
        let outcome = report(context, &hub, &settings);
        hub.shutdown().await;
        outcome
    })
}

/// Waits until every server has been tried; on a terminal a line shows how far it is.
pub(crate) async fn watch(hub: Arc<Hub>, terminal: bool) {
    let settings = Arc::clone(&hub.catalog().settings);
    let servers: Vec<_> = settings.servers.iter().filter(|server| server.enabled).collect();
    let line = if terminal {
        indicatif::ProgressBar::new(servers.len() as u64)
    } else {
        indicatif::ProgressBar::hidden()
    };
    if let Ok(style) = indicatif::ProgressStyle::with_template("{pos}/{len} servers started, {msg}")
    {
        line.set_style(style);
    }
    for server in servers {
        line.set_message(format!("waiting for {}", visible::one_line(&server.name)));
        hub.settled_one(&server.name).await;
        line.inc(1);
    }
    line.finish_and_clear();
}

fn report(context: &mut Context, hub: &Hub, settings: &Settings) -> Result<Exit, Failure> {
    let catalog = hub.catalog();
    let (mut rows, mut json, mut failed) = (Vec::new(), Vec::new(), 0);
    for server in &settings.servers {
        let status = hub.status(&server.name);
        let (word, reason) = match status.as_ref().map(|status| &status.state) {
            None => ("disabled", None),
            Some(State::Ready) => ("connected", None),
            Some(State::NeedsLogin(why)) => ("needs login", Some(why.clone())),
            Some(other) => ("failed", other.reason().map(str::to_owned)),
        };
        failed += usize::from(word != "connected" && word != "disabled");
        let source = catalog.sources.iter().find(|source| source.server.name == server.name);
        let inventory = source.and_then(|source| source.inventory.as_deref());
        let count = |kind| inventory.map_or(0, |inventory| inventory.list(kind).items.len());
        let tools: Vec<&str> = inventory
            .map(|inventory| {
                inventory.list(ListKind::Tools).items.iter().map(|i| i.key.as_str()).collect()
            })
            .unwrap_or_default();
        rows.push(vec![
            server.name.clone(),
            word.to_owned(),
            count(ListKind::Tools).to_string(),
            count(ListKind::Prompts).to_string(),
            count(ListKind::Resources).to_string(),
            reason.clone().unwrap_or_else(|| tools.join(", ")),
        ]);
        json.push(serde_json::json!({
            "name": server.name, "status": word, "reason": reason, "tools": tools,
            "prompts": count(ListKind::Prompts), "resources": count(ListKind::Resources),
        }));
    }
    if context.global.json {
        context.ui.json(&serde_json::json!({ "version": 1, "servers": json }))?;
    } else {
        let head = ["server", "status", "tools", "prompts", "resources", "names, or why not"];
        let fit = context.environment.stdout_is_terminal;
        let table = render::table(&head, rows, fit);
        context.ui.answer(&table)?;
    }
    Ok(if failed == 0 { Exit::DONE } else { Exit::UNREACHABLE })
}
