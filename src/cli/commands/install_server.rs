//! `install-server`: adds a server of a registry, a `server.json` or a bundle.

use serde_json::Value;

use crate::cli::commands::install_entry;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::answer_options::AnswerOptions;
use crate::cli::input::args::Write;
use crate::cli::input::conflict::Conflict;
use crate::cli::registry::access;
use crate::cli::registry::choice::Wish;

/// Add a server from a registry
///
/// Connects to the server's remote if it has one, otherwise runs the first of its packages whose
/// program is installed. Inputs are taken from the options, the environment and the defaults, in
/// this order; the rest is prompted for. A secret becomes a reference to a variable. A bundle is
/// downloaded, checked and unpacked into the state folder.
///
/// Exit codes: 2: an input is missing, and the message names its option; 4: the registry cannot be
/// reached; 6: it does not have the server; 7: another server has the name.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub install-server io.github.owner/server
  mcphub install-server io.github.owner/server@1.2.0 --package npm --env API_KEY='${MY_KEY}'
  mcphub install-server ./server.json --name weather --dry-run")]
pub(crate) struct Args {
    /// The server's name in the registry, also NAME@VERSION; or the path of a server.json or of a
    /// .mcpb bundle; `-` reads a server.json from standard input
    #[arg(value_name = "NAME | FILE | -")]
    server: String,
    /// The name in the settings file [default: the last part of its name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    wish: Wish,
    #[command(flatten)]
    answers: AnswerOptions,
    #[command(flatten)]
    place: access::Place,
    /// Add it disabled
    #[arg(long)]
    disabled: bool,
    #[command(flatten)]
    conflict: Conflict,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let request = install_entry::Request {
        source: &args.server,
        name: args.name.as_deref(),
        wish: &args.wish,
        answers: &args.answers,
        place: &args.place,
        more: if args.disabled { vec![("enabled", Value::from(false))] } else { Vec::new() },
        conflict: args.conflict,
        write: args.write,
    };
    install_entry::install(context, &request)
}
