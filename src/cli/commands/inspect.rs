//! `inspect`: connects to one server and shows its tools, prompts and resources.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::one_off;

/// Connect to a server, and show its tools, prompts and resources
///
/// No running hub is needed. Exit code 3: it requires a login; 4: it cannot be reached or did not
/// start.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub inspect demo
  mcphub inspect demo --json --timeout 20000")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// Timeout for connecting and listing, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 60_000,
          value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    one_off::inspect(context, &args.name, args.timeout)
}
