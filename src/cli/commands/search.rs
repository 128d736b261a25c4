//! `search`: searches a registry of MCP servers.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::output::render;
use crate::cli::registry::access;
use crate::formats::server_json::listing::{Listed, Status};

/// Search the registry of MCP servers
///
/// Lists servers whose name, title or description has all the words. `mcphub install-server` adds
/// one of them. Exit code 4: the registry cannot be reached.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub search github
  mcphub search time zone --limit 5
  mcphub search files --json")]
pub(crate) struct Args {
    /// Words to search for
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    /// Show at most this number of servers
    #[arg(long, value_name = "N", default_value_t = 30,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    place: access::Place,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let words: Vec<String> =
        args.words.iter().flat_map(|word| word.split_whitespace()).map(str::to_owned).collect();
    if words.is_empty() {
        return Err(Failure::usage("no word to search for was given"));
    }
    let registry = access::open(context, &args.place)?;
    let found = in_process::runtime()?
        .block_on(registry.search(&words, args.limit.into()))
        .map_err(access::failure)?;
    if context.global.json {
        let answer = json!({
            "version": 1,
            "registry": registry.host(),
            "servers": found.servers.iter().map(as_json).collect::<Vec<_>>(),
            "more": found.is_cut,
        });
        context.ui.print_json(&answer)?;
        return Ok(Exit::DONE);
    }
    if found.servers.is_empty() {
        context.ui.note(&format!("no server at {} has all these words", registry.host()));
        return Ok(Exit::DONE);
    }
    let fit = context.environment.stdout_is_terminal;
    let head = ["name", "version", "install", "description"];
    let rows = found.servers.iter().map(row).collect();
    context.ui.print(&render::table(&head, rows, fit))?;
    if found.is_cut {
        context.ui.note("there may be more; add words, or raise `--limit`");
    }
    if fit {
        context.ui.note(&format!("`mcphub install-server {}` adds it", found.servers[0].name));
    }
    Ok(Exit::DONE)
}

fn row(server: &Listed) -> Vec<String> {
    let ways = if server.ways.is_empty() { "-".to_owned() } else { server.ways.join(", ") };
    let mut description = server.description.clone();
    if server.status != Status::Active {
        let message = server.status_message.as_ref().map(|text| format!(": {text}"));
        description =
            format!("({}{}) {description}", server.status.word(), message.unwrap_or_default());
    }
    vec![server.name.clone(), server.version.clone(), ways, description]
}

fn as_json(server: &Listed) -> Value {
    json!({
        "name": server.name,
        "title": server.title,
        "version": server.version,
        "description": server.description,
        "install": server.ways,
        "status": server.status.word(),
        "statusMessage": server.status_message,
        "website": server.website,
    })
}
