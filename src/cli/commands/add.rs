//! `add`: adds a server given by arguments, in the syntax of other clients' `add` commands.

use crate::cli::commands::{install_entry, put};
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::input::conflict::Conflict;
use crate::cli::input::options;
use crate::cli::input::options::Options;
use crate::cli::registry::access::Place;
use crate::cli::registry::choice::Wish;
use crate::cli::registry::source;

/// Add a server: a URL, or a command that speaks MCP on its standard streams
///
/// Lines published for `claude mcp add`, `codex mcp add` and `gemini mcp add` work after `mcphub
/// add` (and after `mcphub mcp add`). Everything after `--` is the command, unchanged. Options may
/// appear anywhere before `--`; after the start of a command, words that are not options of `add`
/// belong to it.
///
/// Adding an identical server is a no-op. A different server with the same name is a conflict (exit
/// code 7), unless `--force` replaces it or `--if-not-exists` keeps it.
///
/// The path of a .mcpb bundle or of a file named server.json is accepted instead of a command;
/// `mcphub install-server` has all options for them.
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "mcphub add [OPTIONS] <NAME> <URL>
       mcphub add [OPTIONS] <NAME> [--] <COMMAND> [ARGS]...
       mcphub add [OPTIONS] <NAME> --url <URL>
       mcphub add [OPTIONS] <NAME> --openapi <URL>",
    after_help = "Examples:
  mcphub add sentry https://mcp.sentry.dev/mcp
  mcphub add files -- npx -y @modelcontextprotocol/server-filesystem .
  mcphub add gh --env GH_TOKEN='${GH_TOKEN}' -- docker run -i --rm -e GH_TOKEN gh-image
  mcphub add api https://api.example.com/mcp --header 'X-Key: ${API_KEY}'
  mcphub add pets --openapi https://petstore3.swagger.io/api/v3/openapi.json"
)]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// A URL, or a command and its arguments
    #[arg(value_name = "URL | COMMAND")]
    target: Vec<String>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    conflict: Conflict,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    for ignored in args.options.ignored_options() {
        context.ui.warn(&format!("ignored: {ignored}"));
    }
    if let [file] = args.target.as_slice()
        && (source::is_bundle(file) || source::is_server_json(file))
        && context.environment.folder.join(file).is_file()
    {
        let request = install_entry::Request {
            source: file,
            name: Some(&args.name),
            wish: &Wish::default(),
            answers: &args.options.answers()?,
            place: &Place::default(),
            more: args.options.more(),
            conflict: args.conflict,
            write: args.write,
        };
        return install_entry::install(context, &request);
    }
    let entry = options::entry(context, &args.options, &args.target)?;
    put::put(context, &args.name, &entry, args.conflict, args.write, &[])
}
