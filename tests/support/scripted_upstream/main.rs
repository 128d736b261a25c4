//! A scripted MCP server for tests: it does what its flags and its callers say, well or badly, on
//! standard streams, over Streamable HTTP, or over HTTP with SSE, in either era. Built beside the tests as an example program.
//!
//! Its tools (`answers.rs` has them all) let a test hold a call open, ask the client, flood, die,
//! fork, or look at exactly what arrived.
#![expect(clippy::print_stdout, reason = "standard output is the transport, and the address")]
#![expect(clippy::exit, reason = "a script may say that the process dies")]

mod answers;
mod exact;
mod http;
mod lists;
#[path = "../raw.rs"]
mod raw;
mod server;
mod stdio;
mod tasks;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::{Parser, ValueEnum};

/// What the server is told to do before anyone calls it.
#[derive(Debug, Parser)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
struct Script {
    /// Serve Streamable HTTP at /mcp of this address and print the URL, instead of standard streams
    #[arg(long)]
    http: Option<SocketAddr>,
    /// With `--http`, speak the legacy transport of HTTP with SSE, at /sse and at /mcp
    #[arg(long, requires = "http")]
    sse_transport: bool,
    /// The eras to speak
    #[arg(long, value_enum, default_value = "both")]
    era: Eras,
    /// The name in `serverInfo`
    #[arg(long, default_value = "scripted")]
    name: String,
    /// The instructions to give
    #[arg(long)]
    instructions: Option<String>,
    /// List this many more tools, `extra_000` and on
    #[arg(long, default_value_t = 0)]
    tools: usize,
    /// List one more tool, given as the exact JSON of its item (can be repeated)
    #[arg(long)]
    list_tool: Vec<String>,
    /// Items on a page of each list; without it a list is one page
    #[arg(long)]
    page: Option<usize>,
    /// Append each message as it arrived to this file, a line each
    #[arg(long)]
    record: Option<PathBuf>,
    /// Read everything and answer nothing
    #[arg(long)]
    silent: bool,
    /// Die before the first message unless this file exists
    #[arg(long)]
    die_unless: Option<PathBuf>,
    /// Die after having answered this many tool calls
    #[arg(long)]
    die_after: Option<usize>,
    /// Write 3 MB to standard error at the start, and lines that are not JSON before each answer
    #[arg(long)]
    noise: bool,
    /// Ask a legacy client for its roots as soon as it can be asked outside of a call
    #[arg(long)]
    ask_roots: bool,
    /// Answer `task` by a task, where the client can have one, and announce that
    #[arg(long)]
    tasks: bool,
    /// Start a shell whose child sleeps for a day
    #[arg(long)]
    fork: bool,
    /// Stay when standard input ends
    #[arg(long)]
    linger: bool,
    /// Over HTTP, give the events of standing streams ids
    #[arg(long)]
    event_ids: bool,
    /// Over HTTP, reset each connection after one response
    #[arg(long)]
    reset: bool,
    /// Over HTTP, answer each request as an event stream
    #[arg(long)]
    sse: bool,
    /// Over HTTP, answer 401 without this bearer token
    #[arg(long)]
    bearer: Option<String>,
}

/// Which eras the server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Eras {
    Both,
    Legacy,
    Modern,
}

fn main() {
    let script = Script::parse();
    if script.die_unless.as_ref().is_some_and(|path| !path.exists()) {
        eprintln_line("told to die");
        std::process::exit(3);
    }
    if script.noise {
        eprintln_line(&"x".repeat(3 << 20));
    }
    if script.fork {
        spawn_sleeper();
    }
    let server = Arc::new(server::Server::new(script));
    match server.script.http {
        Some(address) => http::serve(&server, address),
        None => stdio::serve(&server),
    }
}

/// Writes a line to standard error; nobody may be reading it.
fn eprintln_line(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Starts a shell and its child, as `npx` does, and gives the shell's process id.
fn spawn_sleeper() -> u32 {
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 86400 & wait"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("sh is there").id()
}
