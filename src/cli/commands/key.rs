//! `key`: manages the bearer keys for the hub's endpoints.

use clap::Subcommand;
use serde_json::{Map, Value, json};

use crate::cli::commands::group;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::{Show, Write};
use crate::cli::install::hub_entry;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::{mask, render};
use crate::cli::random;
use crate::cli::settings_path::FoundSettings;
use crate::settings::Document;
use crate::settings::edit::{self, Outcome, Refused};

/// Manage the bearer keys for the hub's endpoints
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub key create ci --group web
  mcphub key list
  mcphub key revoke laptop --yes")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Create a key, and print its token
    ///
    /// The token is printed alone on stdout; `key list --show-secrets` shows it again.
    #[command(after_help = "Examples:
  mcphub key create phone
  mcphub key create ci --group web --server time
  mcphub key create deploy --admin")]
    Create {
        /// The key's name
        name: String,
        /// Allow this group, by name or id (can be repeated); without --group and --server, all of
        /// MCP
        #[arg(long = "group", value_name = "GROUP")]
        groups: Vec<String>,
        /// Allow this server (can be repeated)
        #[arg(long = "server", value_name = "SERVER")]
        servers: Vec<String>,
        /// Allow every MCP endpoint: the default without --group and --server
        #[arg(long, conflicts_with_all = ["groups", "servers"])]
        all: bool,
        /// Also allow the admin API: such a key can run programs
        #[arg(long, conflicts_with_all = ["groups", "servers"])]
        admin: bool,
        /// Create it disabled
        #[arg(long)]
        disabled: bool,
        #[command(flatten)]
        write: Write,
    },
    /// List the keys
    #[command(
        visible_alias = "ls",
        after_help = "Examples:
  mcphub key list
  mcphub key ls --json"
    )]
    List {
        #[command(flatten)]
        show: Show,
    },
    /// Enable a disabled key
    #[command(after_help = "Examples:
  mcphub key enable laptop")]
    Enable(Named),
    /// Disable a key without removing it
    #[command(after_help = "Examples:
  mcphub key disable laptop")]
    Disable(Named),
    /// Remove keys permanently
    #[command(
        visible_aliases = ["remove", "rm"],
        after_help = "Examples:
  mcphub key revoke laptop --yes"
    )]
    Revoke {
        /// The keys' names or ids
        #[arg(required = true, value_name = "NAME | ID")]
        keys: Vec<String>,
        /// Do not prompt
        #[arg(short, long)]
        yes: bool,
        /// Do not fail if a key does not exist
        #[arg(long)]
        if_exists: bool,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(clap::Args, Debug)]
struct Named {
    /// The key's name or id
    #[arg(value_name = "NAME | ID")]
    key: String,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: Args) -> Result<Exit, Failure> {
    match args.verb {
        Verb::Create { name, groups, servers, all: _, admin, disabled, write } => {
            let rights = Rights { groups, servers, admin };
            create(context, &name, &rights, !disabled, write)?;
        }
        Verb::List { show } => list(context, show)?,
        Verb::Enable(Named { key, write }) => enable(context, &key, true, write)?,
        Verb::Disable(Named { key, write }) => enable(context, &key, false, write)?,
        Verb::Revoke { keys, yes, if_exists, write } => {
            return revoke(context, &keys, yes, if_exists, write);
        }
    }
    Ok(Exit::DONE)
}

/// The access of a new key.
struct Rights {
    groups: Vec<String>,
    servers: Vec<String>,
    admin: bool,
}

impl Rights {
    /// Returns the value of `accessType`.
    fn access_type(&self) -> &'static str {
        match (self.groups.is_empty(), self.servers.is_empty()) {
            (true, true) => "all",
            (false, true) => "groups",
            (true, false) => "servers",
            (false, false) => "custom",
        }
    }
}

fn create(
    context: &mut Context,
    name: &str,
    rights: &Rights,
    enabled: bool,
    write: Write,
) -> Result<(), Failure> {
    if name.trim().is_empty() {
        return Err(
            Failure::usage("a key needs a name").hint("for instance `mcphub key create ci`")
        );
    }
    let Rights { groups, servers, admin } = rights;
    let id = random::id()?;
    let token = random::token()?;
    let mut entry = json!({
        "id": id, "name": name, "token": token, "enabled": enabled, "kind": "system",
        "accessType": rights.access_type(), "allowedGroups": groups, "allowedServers": servers,
    });
    if rights.access_type() == "all" {
        entry["manages"] = Value::from(*admin);
    }
    let entry = entry.as_object().cloned().unwrap_or_default();
    let verb = |document: &mut Document| {
        group::groups_exist(document, groups)?;
        group::servers_exist(document, servers)?;
        let outcome = edit::create_key(document, &entry)?;
        let row = Row::new(name, edit_report::action(outcome), format!("Created key {name} in"));
        Ok(vec![if write.dry_run {
            row
        } else {
            row.with("id", id.as_str()).with("token", token.as_str())
        }])
    };
    let found = context.settings()?;
    edit_report::run(context, &found, write.dry_run, verb)?;
    if !write.dry_run && !context.global.json {
        let endpoints = endpoints(context, &found, rights)?.join(", ");
        context.ui.success(&format!("It gives access to {endpoints}"));
        context.ui.print(&format!("{token}\n"))?;
    }
    Ok(())
}

/// Returns the URLs that the key gives access to, at the hub's public address or, if none is set,
/// on this machine.
fn endpoints(
    context: &Context,
    found: &FoundSettings,
    rights: &Rights,
) -> Result<Vec<String>, Failure> {
    let base = hub_entry::base_url(context, &found.file.read()?)?;
    let groups = rights.groups.iter().map(|name| hub_entry::endpoint(&base, "mcp", Some(name)));
    let servers = rights.servers.iter().flat_map(|name| {
        ["mcp", "direct"].map(|below| hub_entry::endpoint(&base, below, Some(name)))
    });
    Ok(match rights.access_type() {
        "all" => vec![format!("{base}/mcp and all endpoints below it")],
        _ => groups.chain(servers).collect(),
    })
}

fn list(context: &mut Context, show: Show) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let list = document.value().get("bearerKeys").and_then(Value::as_array);
    let stored = list.into_iter().flatten().filter_map(Value::as_object);
    let keys: Vec<_> =
        stored.map(|key| if show.show_secrets { key.clone() } else { mask::key(key) }).collect();
    if context.global.json {
        return context.ui.print_json(&json!({"version": 1, "keys": keys}));
    }
    if keys.is_empty() {
        context.ui.success(&format!("No keys in {}", found.shown));
        return Ok(());
    }
    let text = |key: &Map<String, Value>, member: &str| {
        key.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let rows = keys.iter().map(|key| {
        let enabled = key.get("enabled") != Some(&Value::Bool(false));
        let state = if enabled { "enabled" } else { "disabled" };
        vec![text(key, "name"), state.into(), opens(key), text(key, "token"), text(key, "id")]
    });
    let fit = context.environment.stdout_is_terminal;
    let head = ["name", "state", "opens", "token", "id"];
    context.ui.print(&render::table(&head, rows.collect(), fit))
}

/// Returns whether a key with access to all of MCP also gives access to the admin API.
fn manages(key: &Map<String, Value>) -> bool {
    let of_user = key.get("kind").and_then(Value::as_str) == Some("user");
    match key.get("manages") {
        None | Some(Value::Null) => !of_user,
        Some(value) => *value == Value::Bool(true),
    }
}

/// Formats `everything` with the admin API, `all of MCP` without it, or `group web, server time`.
fn opens(key: &Map<String, Value>) -> String {
    let access = key.get("accessType").and_then(Value::as_str).unwrap_or("nothing");
    let names = |member: &str, noun: &str| -> Vec<String> {
        let names = key.get(member).and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).map(|name| format!("{noun} {name}")).collect()
    };
    let mut opened = match access {
        "all" => return if manages(key) { "everything".into() } else { "all of MCP".into() },
        "groups" => names("allowedGroups", "group"),
        "servers" => names("allowedServers", "server"),
        "custom" => [names("allowedGroups", "group"), names("allowedServers", "server")].concat(),
        _ => Vec::new(),
    };
    if opened.is_empty() {
        opened.push("nothing".into());
    }
    opened.join(", ")
}

fn enable(context: &mut Context, key: &str, enabled: bool, write: Write) -> Result<(), Failure> {
    let done = if enabled { "Enabled" } else { "Disabled" };
    let patch = Map::from_iter([("enabled".to_owned(), Value::from(enabled))]);
    let verb = |document: &mut Document| {
        let outcome = edit::patch_key(document, key, &patch)?;
        let sentence = match outcome {
            Outcome::Unchanged => format!("Unchanged: key {key} in"),
            _ => format!("{done} key {key} in"),
        };
        Ok(vec![Row::new(key, edit_report::action(outcome), sentence)])
    };
    let found = context.existing_settings()?;
    edit_report::run(context, &found, write.dry_run, verb)
}

fn revoke(
    context: &mut Context,
    keys: &[String],
    yes: bool,
    if_exists: bool,
    write: Write,
) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let verb = |document: &mut Document| {
        let revoke = |key: &String| match edit::delete_key(document, key) {
            Err(Refused::Absent { .. }) if if_exists => {
                Ok(Row::new(key, "unchanged", format!("Unchanged: there is no key {key} in")))
            }
            outcome => {
                Ok(Row::new(key, edit_report::action(outcome?), format!("Revoked key {key} in")))
            }
        };
        keys.iter().map(revoke).collect()
    };
    if !yes && !write.dry_run {
        // A missing name is reported before the prompt.
        edit_report::preview(&found, verb)?;
        let names = render::name_list(keys.iter().map(String::as_str));
        if !context.prompt().confirm(&format!("Revoke {names} in {}?", found.shown), "--yes")? {
            context.ui.success("Nothing was revoked");
            return Ok(Exit::FAILED);
        }
    }
    edit_report::run(context, &found, write.dry_run, verb)?;
    Ok(Exit::DONE)
}
