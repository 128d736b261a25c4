//! `list`: lists the servers in the file.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::cli::commands::status;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::cli::hub::in_process;
use crate::cli::input::args::Show;
use crate::cli::output::{mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::settings::edit;
use crate::settings::model::server::TransportKind;

/// List the servers in the settings file
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub list
  mcphub ls --json
  mcphub list --enabled
  mcphub list --status")]
pub(crate) struct Args {
    /// Show only enabled servers
    #[arg(long, conflicts_with = "disabled")]
    enabled: bool,
    /// Show only disabled servers
    #[arg(long)]
    disabled: bool,
    /// Show the status from the running hub; exit code 4: no hub responds
    #[arg(long)]
    status: bool,
    #[command(flatten)]
    place: HubAddress,
    #[command(flatten)]
    show: Show,
}

/// Prints a table, or JSON in file order.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    edit::check_section(&document, "mcpServers", false)?;
    let servers = document.value().get("mcpServers").and_then(Value::as_object);
    let rows: Vec<_> = servers
        .into_iter()
        .flatten()
        .filter_map(|(name, entry)| Some((name, entry.as_object()?)))
        .filter(|(_, entry)| {
            let enabled = is_enabled(entry);
            !(args.enabled && !enabled || args.disabled && enabled)
        })
        .map(|(name, entry)| {
            let shown =
                if args.show.show_secrets { entry.clone() } else { mask::server(name, entry) };
            (name.as_str(), shown)
        })
        .collect();
    let servers_status =
        if args.status { Some(hub_servers(context, args.place, &found)?) } else { None };
    if context.global.json {
        let with_status = |(name, entry): &(&str, Map<String, Value>)| {
            let mut object = as_json(name, entry);
            if let Some(servers_status) = &servers_status {
                let (status, reason) = status_of(servers_status, name);
                object["status"] = status.into();
                object["reason"] = reason.into();
                let server = servers_status.iter().find(|server| server["name"] == *name);
                object["loginUrl"] = server.map_or(Value::Null, |told| told["loginUrl"].clone());
            }
            object
        };
        let servers: Vec<_> = rows.iter().map(with_status).collect();
        context.ui.print_json(&json!({"version": 1, "servers": servers}))?;
        return Ok(Exit::DONE);
    }
    if !found.is_here() {
        context.ui.note(&format!("these are the servers of {} ({})", found.shown, found.why));
    }
    if rows.is_empty() {
        context.ui.success(&format!("No servers in {}", found.shown));
        return Ok(Exit::DONE);
    }
    let cells = rows.iter().map(|(name, entry)| {
        let state = if is_enabled(entry) { "enabled" } else { "disabled" };
        let mut row = vec![(*name).to_owned(), kind(entry).to_owned()];
        match servers_status.as_ref().map(|servers_status| status_of(servers_status, name)) {
            Some((status, reason)) => row.extend([status, reason.unwrap_or_default()]),
            None => row.extend([state.to_owned(), target(entry)]),
        }
        row
    });
    let fit = context.environment.stdout_is_terminal;
    let head = match servers_status {
        Some(_) => ["name", "type", "status", "reason"],
        None => ["name", "type", "state", "target"],
    };
    let mut text = render::table(&head, cells.collect(), fit);
    if let Some(servers_status) = &servers_status {
        let is_shown = |server: &&Value| rows.iter().any(|(name, _)| server["name"] == **name);
        text.push_str(&status::login_lines(servers_status.iter().filter(is_shown)));
    }
    context.ui.print(&text)?;
    Ok(Exit::DONE)
}

/// Returns the servers' status from the running hub.
fn hub_servers(
    context: &mut Context,
    place: HubAddress,
    found: &FoundSettings,
) -> Result<Vec<Value>, Failure> {
    let running = HubClient::find(context, place)?;
    let mut status = in_process::runtime()?.block_on(running.status())?;
    let file = context.environment.folder.join(found.file.path());
    if let Some(other) = status["settings"]["path"].as_str()
        && !is_same_file(Path::new(other), &file)
    {
        let address = running.address();
        context.ui.warn(&format!("the hub at {address} serves another file: {other}"));
    }
    match status["servers"].take() {
        Value::Array(servers) => Ok(servers),
        _ => Ok(Vec::new()),
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole(one) == whole(other)
}

/// Returns a server's status and the reason for it.
fn status_of(servers_status: &[Value], name: &str) -> (String, Option<String>) {
    let text = |server: &Value, key: &str| server[key].as_str().map(str::to_owned);
    let Some(server) = servers_status.iter().find(|server| server["name"] == name) else {
        return ("unknown".to_owned(), Some("it is not in the running hub".to_owned()));
    };
    (text(server, "status").unwrap_or_default(), text(server, "reason"))
}

/// Returns a server as JSON: name, type and state first, then the entry as it is shown.
pub(crate) fn as_json(name: &str, entry: &Map<String, Value>) -> Value {
    let mut object = Map::new();
    object.insert("name".into(), name.into());
    object.insert("type".into(), kind(entry).into());
    object.insert("enabled".into(), is_enabled(entry).into());
    for (key, value) in entry {
        if key != "name" && key != "type" && key != "enabled" {
            object.insert(key.clone(), value.clone());
        }
    }
    Value::Object(object)
}

/// Returns the transport as written, otherwise as inferred.
pub(crate) fn kind(entry: &Map<String, Value>) -> &str {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    match text("type") {
        Some(word) => word,
        None if entry.contains_key("openapi") => "openapi",
        None => match text("url") {
            Some(url) => TransportKind::of_url(url).word(),
            None => "stdio",
        },
    }
}

/// Returns whether a server is enabled: every value but `false` counts as enabled.
pub(crate) fn is_enabled(entry: &Map<String, Value>) -> bool {
    entry.get("enabled") != Some(&Value::Bool(false))
}

/// Returns the URL or the command line.
pub(crate) fn target(entry: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(url) = entry.get("url").and_then(text) {
        return url;
    }
    if let Some(openapi) = entry.get("openapi") {
        let url = openapi.get("url").and_then(text);
        return url.unwrap_or_else(|| "(schema in the file)".into());
    }
    let command = entry.get("command").and_then(text).into_iter();
    let args = entry.get("args").and_then(Value::as_array).into_iter().flatten();
    command
        .chain(args.filter_map(text))
        .map(|word| shell_quote(&word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Quotes a word for a shell if needed.
fn shell_quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,*${}".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
