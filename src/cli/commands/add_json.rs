//! `add-json`: adds a server given as JSON, in any of the published formats.

use serde_json::Value;

use crate::cli::commands::{import, put};
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::input::conflict::Conflict;
use crate::cli::output::render;
use crate::formats::detect;
use crate::formats::entry;
use crate::formats::imported::{Imported, Read};
use crate::formats::shapes::install_link;

/// Add a server from JSON
///
/// Accepts the object of one server, an object that contains it under mcpServers, servers,
/// context_servers or mcp, the server.json of a registry, or an install link. Of several servers
/// the one named NAME is added. Comments and trailing commas are allowed.
#[derive(clap::Args, Debug)]
#[command(after_help = r#"Examples:
  mcphub add-json time '{"command": "uvx", "args": ["mcp-server-time"]}'
  mcphub add-json web '{"mcpServers": {"web": {"url": "https://mcp.example.com/mcp"}}}'
  echo '{"command": "uvx", "args": ["mcp-server-git"]}' | mcphub add-json git -"#)]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// The JSON; `@FILE` reads a file, `-` standard input
    #[arg(id = "server_json", value_name = "JSON | @FILE | -")]
    json: String,
    #[command(flatten)]
    conflict: Conflict,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let text = context.read_value(&args.json)?;
    let file = match args.json.strip_prefix('@') {
        Some(file) => file,
        None if args.json == "-" => "standard input",
        None => "the JSON given",
    };
    let (seen, read) = one_server(&args.name, &text, file)?;
    let server = read.map_err(|rejected| {
        Failure::new(Kind::Failed, format!("{seen}: `{}` {}", rejected.name, rejected.why))
    })?;
    context.ui.note(&format!("read {seen}"));
    let lost = server.lost.iter().map(|lost| format!("is disabled: {lost}"));
    let notes: Vec<String> = server.notes.iter().cloned().chain(lost).collect();
    let done = put::put(context, &args.name, &server.entry, args.conflict, args.write, &notes)?;
    Ok(if server.lost.is_empty() { done } else { Exit::PARTLY })
}

/// Returns a description of the detected format and the server found in it.
fn one_server(name: &str, text: &str, file: &str) -> Result<(String, Read), Failure> {
    if let Some((_, value)) = install_link::read(text) {
        return Ok(("an install link".into(), entry::read(name, &value)));
    }
    let value = detect::json(text).map_err(|error| import::unreadable(file, text, error))?;
    if entry::looks_like_an_entry(&value) {
        return Ok(("one server".into(), entry::read(name, &without_name(value))));
    }
    let source = detect::read(text, None).map_err(|error| import::unreadable(file, text, error))?;
    let seen = format!("the format `{}`", source.shape.word());
    let is_wanted = |read: &Read| match read {
        Ok(Imported { name: known, .. }) => known == name,
        Err(rejected) => rejected.name == name,
    };
    let mut servers = source.servers;
    if let Some(at) = servers.iter().position(is_wanted) {
        return Ok((seen, servers.swap_remove(at)));
    }
    if servers.len() == 1 {
        return Ok((seen, servers.remove(0)));
    }
    let names = servers.iter().map(|read| match read {
        Ok(server) => server.name.as_str(),
        Err(rejected) => rejected.name.as_str(),
    });
    let message = format!("{} found, but not `{name}`", render::count(names.len(), "server"));
    let failure = Failure::new(Kind::Absent, message);
    if names.len() == 0 {
        return Err(failure);
    }
    Err(failure
        .hint(format!("found {}", render::name_list(names)))
        .hint("`mcphub import` adds all of them"))
}

/// VS Code's form of a single server has the name beside the fields.
fn without_name(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.shift_remove("name");
    }
    value
}
