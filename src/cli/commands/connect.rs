//! `connect`: a client that knows only standard streams, and a server that is elsewhere.

use std::sync::Arc;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::{hub, options};
use crate::proxy::scope::Target;
use crate::serve::stdio;
use crate::settings::{Document, Severity, validate};

/// What the server is called; nobody but a log reader sees it.
const NAME: &str = "remote";

/// Connect a client that speaks on standard streams to a running hub, or to any MCP server
///
/// The client starts this command as its server; what it says goes to URL, in whichever revision of
/// MCP either of them speaks. No settings file is needed.
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub connect
  mcphub connect http://127.0.0.1:3000/mcp/reading
  mcphub connect https://mcp.example.com/mcp -H 'Authorization: Bearer ${TOKEN}'")]
pub(crate) struct Args {
    /// The endpoint; /mcp of the hub on this machine when absent
    url: Option<String>,
    /// A request header "Name: value"; ${VARIABLE} in it is filled in (can be repeated)
    #[arg(short = 'H', long)]
    header: Vec<String>,
}

/// Runs until the client closes its end: a hub of that one server, as it is.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let url = match &args.url {
        Some(url) => url.clone(),
        None => format!("http://127.0.0.1:{}/mcp", hub::port(&context.environment, None)?),
    };
    let entry = json!({ "url": url, "headers": options::headers(&args.header)? });
    let text = json!({ "mcpServers": { NAME: entry } }).to_string();
    let document = Document::parse(&text).map_err(|_| {
        Failure::new(Kind::Bug, "the settings made for the connection do not parse")
    })?;
    let (settings, findings) = validate(&document);
    if settings.servers.is_empty() {
        let findings = findings.into_iter().filter(|f| f.severity == Severity::Error).collect();
        let detail = Detail::Findings { file: "the command line".into(), text, findings };
        return Err(Failure::usage(format!("cannot connect to `{url}`")).with(detail));
    }
    hub::runtime()?.block_on(async {
        let hub = hub::start(&context.environment, &Arc::new(settings));
        stdio::run(&hub, Target::Direct(NAME.to_owned())).await;
        Ok(Exit::DONE)
    })
}
