//! `serve`: the hub itself.

use std::net::IpAddr;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;

/// Serve the servers of the settings file as one MCP endpoint
///
/// Clients connect to http://HOST:PORT/mcp. Edits of the file take effect while it runs.
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub serve
  mcphub serve --port 0
  mcphub serve --check")]
pub(crate) struct Args {
    /// The address to listen on
    #[arg(long, env = "HOST", hide_env_values = true, default_value = "127.0.0.1")]
    pub(crate) host: String,
    /// The port to listen on; 0 takes a free one and prints it
    #[arg(long, env = "PORT", hide_env_values = true, default_value_t = 3000)]
    pub(crate) port: u16,
    /// Start everything, print the servers and their tools, and stop
    #[arg(long)]
    pub(crate) check: bool,
    /// Listen on other addresses than this machine's own without any credential
    #[arg(long)]
    pub(crate) insecure_no_auth: bool,
}

/// Runs until it is told to stop.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let _host: IpAddr = host(&args.host)?;
    let found = context.existing_settings()?;
    let _ = (found, args.port, args.check, args.insecure_no_auth);
    Err(Failure::new(Kind::Failed, "`serve` is not wired up yet"))
}

/// An IP address, or `localhost`.
fn host(text: &str) -> Result<IpAddr, Failure> {
    let text = if text == "localhost" { "127.0.0.1" } else { text };
    text.trim_matches(['[', ']']).parse().map_err(|_| {
        Failure::usage(format!("`{text}` is not an IP address"))
            .hint("for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses")
    })
}
