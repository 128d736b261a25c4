//! `connect`: bridges a client that supports only stdio to a server at a URL.

use std::io::{self, Cursor, Read};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::Url;
use serde_json::json;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::pairs;
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::Target;
use crate::proxy::observe::server_status::StatusKind;
use crate::serve::stdio;
use crate::settings::{Document, Severity, validate};

/// How long to wait for a hub on this machine that does not listen yet: it may be starting together
/// with its client.
const HUB_START_TIMEOUT: Duration = Duration::from_secs(10);
/// Poll interval while waiting for the hub.
const POLL_INTERVAL: Duration = Duration::from_millis(200);
/// Size of the read buffer for standard input.
const READ_BYTES: usize = 16 << 10;

/// Connect a client that supports only stdio to a running hub, or to any MCP server
///
/// The client starts this command as its server; its messages are sent to URL, in whichever
/// revision of MCP either of them speaks. No settings file is needed. If a hub on this machine does
/// not listen yet, the command waits up to 10 seconds. Exit code 4: it never did.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub connect
  mcphub connect http://127.0.0.1:3000/mcp/reading
  mcphub connect https://mcp.example.com/mcp -H 'Authorization: Bearer ${TOKEN}'")]
pub(crate) struct Args {
    /// The endpoint [default: /mcp of the hub on this machine]
    url: Option<String>,
    /// Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)
    #[arg(short = 'H', long)]
    header: Vec<String>,
}

/// Runs a hub with that one server, unchanged, until the client closes standard input.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let url = match &args.url {
        Some(url) => url.clone(),
        None => format!("http://127.0.0.1:{}/mcp", in_process::port(&context.environment, None)?),
    };
    let address = Url::parse(&url).ok();
    let is_url = address.as_ref().is_some_and(|url| ["http", "https"].contains(&url.scheme()));
    if !is_url && !url.contains("${") {
        return Err(Failure::usage(format!("`{url}` is not a URL"))
            .hint("for instance http://127.0.0.1:3000/mcp"));
    }
    let name = address.as_ref().map_or_else(|| "remote".to_owned(), name_of);
    let entry = json!({ "url": url, "headers": pairs::headers(&args.header)? });
    let text = json!({ "mcpServers": { (name.as_str()): entry } }).to_string();
    let document = Document::parse(&text).map_err(|_| {
        Failure::new(Kind::Bug, "the settings made for the connection do not parse")
    })?;
    let (settings, findings) = validate(&document);
    if settings.servers.is_empty() {
        let errors: Vec<String> = findings
            .into_iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message)
            .collect();
        return Err(Failure::usage(format!("cannot connect to `{url}`: {}", errors.join("; "))));
    }
    in_process::runtime()?.block_on(async {
        let input = ReadAhead::start();
        let is_missed = match address.as_ref().and_then(on_this_machine) {
            Some(here) => !wait_for(context, &here, &url, &input.ended).await,
            None => false,
        };
        if is_missed && input.ended.is_cancelled() {
            let text = format!("no server listens at {url}");
            return Err(Failure::new(Kind::Unreachable, text).hint("`mcphub serve` starts a hub"));
        }
        let gateway = in_process::start(&context.environment, &Arc::new(settings), None)?;
        let reached = Arc::new(AtomicBool::new(!is_missed));
        let noting = tokio::spawn(note(Arc::clone(&gateway), name.clone(), Arc::clone(&reached)));
        stdio::run(&gateway, Target::Direct(name), input).await;
        noting.abort();
        Ok(if reached.load(Ordering::Relaxed) { Exit::DONE } else { Exit::UNREACHABLE })
    })
}

/// Standard input, read ahead by one chunk, so that its end is noticed before the bridge runs.
struct ReadAhead {
    chunks: Receiver<Vec<u8>>,
    chunk: Cursor<Vec<u8>>,
    /// Cancelled at the end of the input.
    ended: CancellationToken,
}

impl ReadAhead {
    fn start() -> Self {
        let (sender, chunks) = sync_channel(1);
        let ended = CancellationToken::new();
        let end = ended.clone();
        thread::spawn(move || {
            let mut input = io::stdin();
            loop {
                let mut chunk = vec![0; READ_BYTES];
                match input.read(&mut chunk) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Ok(0) | Err(_) => break end.cancel(),
                    Ok(n) => {
                        chunk.truncate(n);
                        if sender.send(chunk).is_err() {
                            break;
                        }
                    }
                }
            }
        });
        Self { chunks, chunk: Cursor::default(), ended }
    }
}

impl Read for ReadAhead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.chunk.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.chunks.recv() {
                Ok(chunk) => self.chunk = Cursor::new(chunk),
                Err(_) => return Ok(0),
            }
        }
    }
}

/// Returns the server name used in errors: the URL without the parts that may be secret.
fn name_of(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Fails only for URLs without a host, which have no credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// Returns host and port if the URL points to this machine.
fn on_this_machine(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    is_here.then(|| format!("{host}:{}", url.port_or_known_default().unwrap_or(80)))
}

/// Waits until the port accepts connections, at most [`HUB_START_TIMEOUT`] and until the client
/// closes its input. Returns whether it does.
async fn wait_for(context: &mut Context, here: &str, url: &str, ended: &CancellationToken) -> bool {
    let due = Instant::now() + HUB_START_TIMEOUT;
    let mut is_told = false;
    while TcpStream::connect(here).await.is_err() {
        if ended.is_cancelled() || Instant::now() >= due {
            return false;
        }
        if !is_told {
            context.ui.note(&format!(
                "no server listens at {url} yet; waiting for {} s: `mcphub serve` starts a hub",
                HUB_START_TIMEOUT.as_secs()
            ));
            is_told = true;
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    true
}

/// Sets `reached` once the server is connected.
async fn note(gateway: Arc<Gateway>, name: String, reached: Arc<AtomicBool>) {
    let mut changes = gateway.hub.changes();
    loop {
        let told = gateway.server_status(&name);
        if told.is_some_and(|told| told.standing == StatusKind::Connected) {
            return reached.store(true, Ordering::Relaxed);
        }
        if changes.changed().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_url_without_its_secrets() {
        let name = |url: &str| name_of(&Url::parse(url).unwrap());
        assert_eq!(name("http://127.0.0.1:3000/mcp"), "http://127.0.0.1:3000/mcp");
        assert_eq!(name("https://u:p@a.example/mcp?key=1#x"), "https://a.example/mcp");
    }

    #[test]
    fn only_local_hubs_are_waited_for() {
        let here = |url: &str| on_this_machine(&Url::parse(url).unwrap());
        assert_eq!(here("http://127.0.0.1:3000/mcp").as_deref(), Some("127.0.0.1:3000"));
        assert_eq!(here("http://[::1]/mcp").as_deref(), Some("[::1]:80"));
        assert_eq!(here("https://localhost/mcp").as_deref(), Some("localhost:443"));
        assert_eq!(here("https://a.example/mcp"), None);
    }
}
