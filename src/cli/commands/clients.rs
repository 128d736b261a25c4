//! `clients`: lists the programs that use MCP servers, their files, and what the files hold.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::install::on_machine::{self, Machine};
use crate::cli::output::render;
use crate::clients::all::CLIENTS;
use crate::clients::record::{Client, TimeUnit};

/// List the MCP clients on this machine, and what their files hold
///
/// Shows each client that is in use here with its file, the servers in it, and whether one of them
/// is this hub. `--scope project` shows the project's files instead of the user's.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub clients
  mcphub clients --all
  mcphub clients cursor --json")]
pub(crate) struct Args {
    /// The clients; without names, those on this machine
    #[arg(value_name = "CLIENT")]
    clients: Vec<String>,
    /// Show all known clients
    #[arg(long, conflicts_with = "clients")]
    all: bool,
}

/// The state of a client's file.
struct Found {
    client: &'static Client,
    file: Option<String>,
    exists: bool,
    servers: Vec<String>,
    hub: Vec<String>,
    fault: Option<String>,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let machine = Machine::of(context)?;
    let project = on_machine::is_project(context);
    let chosen: Vec<&'static Client> = if args.clients.is_empty() {
        let known = CLIENTS.iter().copied().filter(|client| client.id != "mcpservers");
        known.filter(|client| args.all || machine.has(client)).collect()
    } else {
        args.clients.iter().map(|word| on_machine::client(word)).collect::<Result<_, _>>()?
    };
    let found: Vec<_> = chosen.into_iter().map(|client| look(&machine, client, project)).collect();
    if context.global.json {
        let clients: Vec<_> = found.iter().map(|found| as_json(&machine, found)).collect();
        context.ui.print_json(&json!({"version": 1, "clients": clients}))?;
        return Ok(Exit::DONE);
    }
    if found.is_empty() {
        context.ui.success("No clients found on this machine; `--all` lists the known ones");
        return Ok(Exit::DONE);
    }
    let rows = found.iter().map(|found| {
        let servers = match &found.fault {
            Some(why) => why.clone(),
            None if !found.exists => "(no file)".into(),
            None => found.servers.join(", "),
        };
        let hub = if found.hub.is_empty() { "no".into() } else { found.hub.join(", ") };
        let file = found.file.clone().unwrap_or_default();
        vec![found.client.id.to_owned(), hub, servers, file]
    });
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(&["client", "hub", "servers", "file"], rows.collect(), fit);
    context.ui.print(&table)?;
    Ok(Exit::DONE)
}

/// Reads the file of a client. A file that does not parse is reported, not an error.
fn look(machine: &Machine, client: &'static Client, project: bool) -> Found {
    let path = machine.file(client, project);
    let mut found = Found {
        client,
        file: None,
        exists: false,
        servers: Vec::new(),
        hub: Vec::new(),
        fault: None,
    };
    let Some(path) = path else { return found };
    found.file = Some(path.display().to_string());
    found.exists = path.symlink_metadata().is_ok();
    if !found.exists {
        return found;
    }
    match machine.read(client, path) {
        Ok(text) => {
            let entries = text.entries();
            found.servers = entries.keys().cloned().collect();
            let hubs = entries.iter().filter(|(name, value)| machine.is_hub(name, value));
            found.hub = hubs.map(|(name, _)| name.clone()).collect();
        }
        Err(failure) => found.fault = Some(failure.source.to_string()),
    }
    found
}

fn as_json(machine: &Machine, found: &Found) -> Value {
    let client = found.client;
    let timeout = client.timeout.map(|timeout| {
        let unit = match timeout.unit {
            TimeUnit::Milliseconds => "ms",
            TimeUnit::Seconds => "s",
        };
        json!({"key": timeout.key, "unit": unit})
    });
    json!({
        "id": client.id,
        "aliases": client.aliases,
        "title": client.title,
        "present": machine.has(client),
        "file": found.file,
        "exists": found.exists,
        "fault": found.fault,
        "servers": found.servers,
        "hub": found.hub,
        "format": client.syntax.word(),
        "key": client.key,
        "projectFiles": client.project,
        "http": client.remote.is_some(),
        "sse": client.remote.is_some_and(|remote| remote.sse.is_some()),
        "off": client.off.map(|off| json!({"key": off.key, "value": off.off})),
        "shownTools": client.tools.shown,
        "hiddenTools": client.tools.hidden,
        "timeout": timeout,
        "comments": client.comments,
        "restart": client.restart,
        "live": client.live,
        "readOnly": client.read_only,
        "replacedBy": client.replaced_by,
        "checked": client.checked,
    })
}
