//! `get`: shows one server.

use serde_json::{Map, Value, json};

use crate::cli::commands::list;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::input::args::Show;
use crate::cli::output::mask;
use crate::settings::Document;
use crate::settings::{edit, name};

/// Show one server
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub get time
  mcphub show time --json
  mcphub get github --show-secrets")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    #[command(flatten)]
    show: Show,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let stored = server(&document, &args.name)?;
    let entry =
        if args.show.show_secrets { stored.clone() } else { mask::server(&args.name, stored) };
    if context.global.json {
        let server = list::as_json(&args.name, &entry);
        context
            .ui
            .print_json(&json!({"version": 1, "file": found.file.path(), "server": server}))?;
    } else {
        context.ui.print(&text(&document, &args.name, &entry))?;
    }
    Ok(Exit::DONE)
}

/// Returns a server's entry.
pub(crate) fn server<'a>(
    document: &'a Document,
    name: &str,
) -> Result<&'a Map<String, Value>, Failure> {
    edit::check_section(document, "mcpServers", false)?;
    let servers = document.value().get("mcpServers").and_then(Value::as_object);
    let entry = servers.and_then(|servers| servers.get(name)?.as_object());
    entry.ok_or_else(|| {
        let known = servers.into_iter().flatten().map(|(name, _)| name.as_str());
        let mut failure = Failure::new(Kind::Absent, format!("no server `{name}`"));
        failure.hints.extend(did_you_mean(&name::near(name, known)));
        failure
    })
}

fn text(document: &Document, name: &str, entry: &Map<String, Value>) -> String {
    let mut lines = vec![
        ("name".to_owned(), name.to_owned()),
        ("type".to_owned(), list::kind(entry).to_owned()),
        ("enabled".to_owned(), if list::is_enabled(entry) { "yes" } else { "no" }.to_owned()),
    ];
    let groups = groups_of(document, name);
    if !groups.is_empty() {
        lines.push(("groups".to_owned(), groups.join(", ")));
    }
    if entry.contains_key("command") {
        lines.push(("command".to_owned(), list::target(entry)));
    }
    for (key, value) in entry {
        if !["type", "enabled", "command", "args"].contains(&key.as_str()) {
            push(&mut lines, key, value);
        }
    }
    let width = lines.iter().map(|(key, _)| key.chars().count()).max().unwrap_or_default() + 2;
    lines.iter().map(|(key, value)| format!("{key:width$}{value}\n")).collect::<Vec<_>>().concat()
}

/// Adds a line for each string, number or boolean; nested values get dotted keys.
fn push(lines: &mut Vec<(String, String)>, key: &str, value: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (inner, value) in members {
                push(lines, &format!("{key}.{inner}"), value);
            }
        }
        Value::String(text) => lines.push((key.to_owned(), text.clone())),
        other => lines.push((key.to_owned(), other.to_string())),
    }
}

fn groups_of(document: &Document, server: &str) -> Vec<String> {
    let groups = document.value().get("groups").and_then(Value::as_array).into_iter().flatten();
    let names_it =
        |member: &Value| member.as_str().or_else(|| member.get("name")?.as_str()) == Some(server);
    groups
        .filter(|group| {
            group.get("servers").and_then(Value::as_array).into_iter().flatten().any(names_it)
        })
        .filter_map(|group| group.get("name")?.as_str().map(str::to_owned))
        .collect()
}
