//! `call`: calls a tool once.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::one_off;

/// Call a tool of a server
///
/// No running hub is needed. Exit code 3: the server requires a login; 4: it cannot be reached;
/// 5: the tool returned an error.
#[derive(clap::Args, Debug)]
#[command(after_help = r#"Examples:
  mcphub call demo echo '{"text": "hello"}'
  mcphub call demo echo @arguments.json --json"#)]
pub(crate) struct Args {
    /// The server's name
    server: String,
    /// The tool's name
    tool: String,
    /// Its arguments, a JSON object; `@FILE` reads a file, `-` standard input
    #[arg(value_name = "JSON | @FILE | -", default_value = "{}")]
    arguments: String,
    /// Timeout for connecting and calling, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 60_000,
          value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let text = context.read_value(&args.arguments)?;
    let arguments = serde_json::from_str(&text).map_err(|error| {
        let error = anyhow::Error::new(error).context("the arguments are not a JSON object");
        Failure::from_error(crate::cli::error::Kind::Usage, error)
    })?;
    one_off::call(context, &args.server, &args.tool, &arguments, args.timeout)
}
