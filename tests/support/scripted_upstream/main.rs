//! A scripted MCP server for tests. Its flags and callers define its behavior, over stdio,
//! Streamable HTTP or HTTP with SSE, in either era. It is built with the tests as an example
//! program.
//!
//! Its tools (listed in `answers.rs`) let a test hold a call open, send requests to the client,
//! flood, crash, fork, or inspect the received bytes.
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

/// The behavior set at startup.
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
    /// Append each received message to this file, one per line
    #[arg(long)]
    record: Option<PathBuf>,
    /// Read everything and never respond
    #[arg(long)]
    silent: bool,
    /// Exit before the first message unless this file exists
    #[arg(long)]
    die_unless: Option<PathBuf>,
    /// Exit after responding to this many tool calls
    #[arg(long)]
    die_after: Option<usize>,
    /// Write 3 MB to standard error at the start, and lines that are not JSON before each answer
    #[arg(long)]
    noise: bool,
    /// Request a legacy client's roots as soon as it can be reached outside of a call
    #[arg(long)]
    ask_roots: bool,
    /// Respond to `task` with a task if the client supports it, and announce that
    #[arg(long)]
    tasks: bool,
    /// Start a shell whose child sleeps for a day
    #[arg(long)]
    fork: bool,
    /// Keep running when standard input ends
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

/// The supported eras.
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

/// Writes a line to standard error; ignores errors, since the other end may be closed.
fn eprintln_line(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Starts a shell and its child, as `npx` does; returns the shell's process id.
fn spawn_sleeper() -> u32 {
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 86400 & wait"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("sh is there").id()
}
