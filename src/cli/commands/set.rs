//! `set`: changes single fields of a server.

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::input::{grammar, pairs};
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::formats::spelling;
use crate::settings::edit::{self, Outcome};
use crate::settings::model::server::TransportKind;
use crate::settings::text::document::Document;
use crate::settings::text::path::Step;

/// Change fields of a server
///
/// Fields without an option of their own are given as KEY=VALUE: the key may be dotted; the value
/// is parsed as JSON if possible, otherwise it is text.
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "mcphub set [OPTIONS] <NAME> [KEY=VALUE]... [-- <COMMAND> [ARGS]...]",
    after_help = "Examples:
  mcphub set github --env LOG_LEVEL=debug --description 'Issues and pull requests'
  mcphub set sentry --url https://mcp.sentry.dev/mcp --unset description
  mcphub set time perSessionClient=true options.timeout=5000
  mcphub set time -- uvx mcp-server-time --local-timezone UTC"
)]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// Fields to set
    #[arg(value_name = "KEY=VALUE")]
    fields: Vec<String>,
    /// A new command and its arguments
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
    /// A new URL
    #[arg(long, value_name = "URL", conflicts_with = "command")]
    url: Option<String>,
    /// The transport: stdio, http (streamable-http), sse
    #[arg(short, long, alias = "type", value_name = "TRANSPORT")]
    transport: Option<String>,
    /// Set an environment variable NAME=VALUE (can be repeated)
    #[arg(short, long, value_name = "NAME=VALUE")]
    env: Vec<String>,
    /// Remove an environment variable (can be repeated)
    #[arg(long, value_name = "NAME")]
    unset_env: Vec<String>,
    /// Set a request header "Name: value" (can be repeated)
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    header: Vec<String>,
    /// Remove a request header (can be repeated)
    #[arg(long, value_name = "NAME")]
    unset_header: Vec<String>,
    /// A description of the server
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Request timeout in milliseconds
    #[arg(long, value_name = "MS")]
    timeout: Option<u64>,
    /// Remove a field (can be repeated)
    #[arg(long, value_name = "KEY")]
    unset: Vec<String>,
    #[command(flatten)]
    write: Write,
}

/// The changes to one server: paths inside its entry, and their new values; null removes.
type Edits = Vec<(Vec<String>, Value)>;

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let edits = edits(context, args)?;
    if edits.is_empty() {
        return Err(Failure::usage("nothing to set").hint("mcphub set NAME KEY=VALUE"));
    }
    let found = context.existing_settings()?;
    let name = &args.name;
    edit_report::run(context, &found, args.write.dry_run, |document| {
        let outcome = edit::patch_server(document, name, &patch(document, name, &edits))?;
        let sentence = match outcome {
            Outcome::Unchanged => format!("Unchanged: {name} in"),
            _ => format!("Changed {name} in"),
        };
        Ok(vec![Row::new(name, edit_report::action(outcome), sentence)])
    })?;
    Ok(Exit::DONE)
}

fn edits(context: &mut Context, args: &Args) -> Result<Edits, Failure> {
    let mut edits = Edits::new();
    let mut top = |key: &str, value: Value| edits.push((vec![key.to_owned()], value));
    let kind = args
        .transport
        .as_deref()
        .map(spelling::transport_word)
        .transpose()
        .map_err(Failure::usage)?;
    if let [command, rest @ ..] = args.command.as_slice() {
        top("type", "stdio".into());
        top("command", command.clone().into());
        top("args", rest.to_vec().into());
        for key in ["url", "headers", "oauth", "passthroughHeaders"] {
            top(key, Value::Null);
        }
    } else if let Some(url) = &args.url {
        if !grammar::is_url(url.as_ref()) && !url.starts_with('$') {
            return Err(Failure::usage("a server's URL starts with http:// or https://"));
        }
        top("type", kind.unwrap_or_else(|| TransportKind::of_url(url).word()).into());
        top("url", url.clone().into());
        for key in ["command", "args", "cwd"] {
            top(key, Value::Null);
        }
    } else if let Some(kind) = kind {
        top("type", kind.into());
    }
    if let Some(description) = &args.description {
        top("description", description.clone().into());
    }
    for key in &args.unset {
        edits.push((key.split('.').map(str::to_owned).collect(), Value::Null));
    }
    if let Some(milliseconds) = args.timeout {
        edits.push((vec!["options".into(), "timeout".into()], milliseconds.into()));
    }
    for (name, value) in pairs::environment(context, &args.env, &[])? {
        edits.push((vec!["env".into(), name], value));
    }
    for (name, value) in pairs::headers(&args.header)? {
        edits.push((vec!["headers".into(), name], value));
    }
    edits.extend(args.unset_env.iter().map(|name| (vec!["env".into(), name.clone()], Value::Null)));
    let headers = args.unset_header.iter();
    edits.extend(headers.map(|name| (vec!["headers".into(), name.clone()], Value::Null)));
    for field in &args.fields {
        let (key, value) = field.split_once('=').ok_or_else(|| {
            Failure::usage(format!("a field is KEY=VALUE: `{field}` has no `=`"))
                .hint("a command comes after `--`")
        })?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        edits.push((key.split('.').map(str::to_owned).collect(), value));
    }
    Ok(edits)
}

/// Builds the patch of one server. `patch_server` merges only at the top level of an entry, so
/// nested values are merged here, from the same version of the file.
fn patch(document: &Document, name: &str, edits: &Edits) -> Map<String, Value> {
    let entry = document.get(&[Step::from("mcpServers"), Step::from(name)]);
    let empty = Map::new();
    let entry = entry.and_then(Value::as_object).unwrap_or(&empty);
    let mut patch = Map::new();
    for (path, value) in edits {
        let Some((top, rest)) = path.split_first() else { continue };
        if rest.is_empty() {
            patch.insert(top.clone(), value.clone());
            continue;
        }
        let section =
            patch.entry(top).or_insert_with(|| entry.get(top).cloned().unwrap_or(Value::Null));
        put(section, rest, value);
    }
    // A section that loses its last member is removed too.
    for (key, value) in &mut patch {
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        if is_empty && entry.get(key).is_some_and(|old| old != value) {
            *value = Value::Null;
        }
    }
    patch
}

fn put(section: &mut Value, path: &[String], value: &Value) {
    let Some((key, rest)) = path.split_first() else {
        *section = value.clone();
        return;
    };
    if !section.is_object() {
        if value.is_null() {
            return;
        }
        *section = Value::Object(Map::new());
    }
    let Some(members) = section.as_object_mut() else { return };
    if rest.is_empty() && value.is_null() {
        members.shift_remove(key);
    } else if rest.is_empty() {
        members.insert(key.clone(), value.clone());
    } else {
        put(members.entry(key).or_insert(Value::Null), rest, value);
    }
}
