//! `login`: logs in to remote servers by OAuth.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::login::{Manner, Way, log_in};
use crate::cli::hub::{in_process, one_off};
use crate::cli::output::render;
use crate::oauth::flow::LoginOptions;
use crate::oauth::login::Login;
use crate::proxy::Gateway;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::upstream::State;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::{Remote, Transport};
use crate::settings::{Settings, validate};

/// How long the first connection may take.
const CONNECT: Duration = Duration::from_mins(1);
/// How long the server may take to connect after the login.
const CONNECT_AGAIN: Duration = Duration::from_secs(10);
/// The longest that a login waits for a person, in seconds.
const PATIENCE_SECONDS: u64 = 3600;

/// Log in to a remote server by OAuth
///
/// Opens the page of the login in a browser, and always prints its URL. The tokens are kept in the
/// state folder; a running hub uses them at once. Without a browser on this machine, paste the
/// address that the browser ends at, or use `--device`. Exit code 2: there is nobody to paste it; 3:
/// the login was not completed; 4: the server or its authorization server cannot be reached; 9: with
/// `--all`, some logins were completed and some not.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub login sentry
  mcphub login sentry --no-browser
  mcphub login sentry --device
  mcphub login github --client-id Iv1.0123456789abcdef --callback-port 8765
  mcphub login --all")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
pub(crate) struct Args {
    /// The server's name
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    name: Option<String>,
    /// Log in to all servers that need a login, one after the other
    #[arg(long, conflicts_with_all = ["client_id", "scopes"])]
    all: bool,
    /// Only print the URL
    #[arg(long)]
    no_browser: bool,
    /// Read the address that the browser ends at from standard input
    #[arg(long, conflicts_with = "device")]
    paste: bool,
    /// Print a code to enter on another machine, instead of a URL
    #[arg(long)]
    device: bool,
    /// The scopes to request, instead of those of the settings or of the server
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    scopes: Vec<String>,
    /// The id of an app that was registered by hand
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// The secret of that app; `@FILE` reads a file, `-` standard input
    #[arg(long, value_name = "@FILE | -", requires = "client_id")]
    client_secret: Option<String>,
    /// The port on this machine that the browser returns to [default: a free one]
    #[arg(long, value_name = "PORT")]
    callback_port: Option<u16>,
    /// Log in again, even if there is a login
    #[arg(long)]
    force: bool,
    /// Register mcphub anew at the authorization server
    #[arg(long)]
    reregister: bool,
    /// Use the client id of the settings at another issuer than before
    #[arg(long)]
    accept_issuer: bool,
    /// How long to wait for the person, such as 90s or 5m
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = parse_patience)]
    timeout: Duration,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let options = LoginOptions {
        redirect_uri: String::new(),
        scopes: args.scopes.clone(),
        client_id: args.client_id.clone(),
        client_secret: client_secret(context, args.client_secret.as_deref())?,
        reregister: args.reregister,
        accept_issuer: args.accept_issuer,
    };
    let way = match args {
        Args { paste: true, .. } => Way::Paste,
        Args { device: true, .. } => Way::Device,
        Args { no_browser: true, .. } => Way::PrintedUrl,
        _ => Way::Browser,
    };
    let (callback_port, patience) = (args.callback_port, args.timeout);
    let manner = Manner { options, callback_port, way, patience };
    match &args.name {
        Some(name) => log_in_to_one(context, name, args.force, manner),
        None => log_in_to_all(context, args.force, &manner),
    }
}

/// Parses a number of seconds, or of minutes or hours with their letter.
fn parse_patience(text: &str) -> Result<Duration, String> {
    let (number, unit) =
        text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit {
        "" | "s" => Some(1),
        "m" => Some(60),
        "h" => Some(60 * 60),
        _ => None,
    };
    let seconds = seconds.and_then(|unit| number.parse::<u64>().ok()?.checked_mul(unit));
    match seconds {
        Some(seconds @ 1..=PATIENCE_SECONDS) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!("is not a time from 1s to {}h", PATIENCE_SECONDS / 3600)),
    }
}

/// Reads the secret, which must not be visible to other processes.
fn client_secret(context: &mut Context, given: Option<&str>) -> Result<Option<Secret>, Failure> {
    let Some(given) = given else { return Ok(None) };
    if given != "-" && !given.starts_with('@') {
        let text = "a secret on the command line can be seen by other users of this machine";
        return Err(
            Failure::usage(text).hint("pass `--client-secret @FILE` or `--client-secret -`")
        );
    }
    if given == "-" && context.environment.stdin_is_terminal {
        let hint = "pass `--client-secret @FILE`";
        return context.prompt().secret("the OAuth client secret", hint).map(Secret::new).map(Some);
    }
    Ok(Some(Secret::new(context.read_value(given)?.trim())))
}

/// Logs in to each server that a login is possible at. Stops at an interruption.
fn log_in_to_all(context: &mut Context, force: bool, manner: &Manner) -> Result<Exit, Failure> {
    let document = context.existing_settings()?.file.read()?;
    let (settings, _) = validate(&document);
    let is_candidate = |transport: &Transport| match transport {
        Transport::Remote(remote) => !remote.has_credential(),
        _ => false,
    };
    let servers = settings.servers.iter().filter(|server| server.enabled);
    let servers = servers.filter(|server| is_candidate(&server.transport));
    let (mut done, mut failed) = (0, Vec::new());
    for server in servers {
        match log_in_to_one(context, &server.name, force, manner.clone()) {
            Ok(_) => done += 1,
            Err(failure) if failure.kind == Kind::Interrupted => return Err(failure),
            Err(failure) => {
                context.ui.fail(&failure);
                failed.push(failure.kind.exit());
            }
        }
    }
    if done == 0 && failed.is_empty() {
        context.ui.success("No remote servers that a login is possible at");
    }
    Ok(match failed.first() {
        None => Exit::DONE,
        Some(first) if done == 0 && failed.iter().all(|exit| exit == first) => *first,
        Some(_) => Exit::PARTLY,
    })
}

fn log_in_to_one(
    context: &mut Context,
    name: &str,
    force: bool,
    manner: Manner,
) -> Result<Exit, Failure> {
    let settings = Arc::new(one_off::settings_of(context, name)?);
    let remote = remote_of(&settings, name)?;
    let file = context.existing_settings()?.file;
    in_process::runtime()?.block_on(async {
        let gateway = in_process::start(&context.environment, &settings, Some(file.path()))?;
        let outcome = tokio::select! {
            outcome = log_in_to(context, &gateway, name, force, &remote, manner) => outcome,
            () = one_off::wait_for_interrupt() => {
                Err(Failure::new(Kind::Interrupted, "interrupted"))
            }
        };
        gateway.shutdown().await;
        outcome
    })
}

/// Returns the server, if it is one at a URL.
pub(super) fn remote_of(settings: &Settings, name: &str) -> Result<Remote, Failure> {
    match settings.server(name).map(|server| &server.transport) {
        Some(Transport::Remote(remote)) => Ok(remote.clone()),
        _ => Err(Failure::usage(format!("server `{name}` is not a remote MCP server"))
            .hint("servers with `url` have logins; others have variables or `openapi.security`")),
    }
}

/// Returns the login at a server.
pub(super) fn login_at(gateway: &Gateway, name: &str) -> Result<Arc<Login>, Failure> {
    gateway.hub.login(name).ok_or_else(|| {
        let text =
            format!("server `{name}` has a credential in its settings, or `oauth.enabled` is off");
        Failure::usage(text).hint("remove `headers.Authorization` or `bearerToken` to use a login")
    })
}

async fn log_in_to(
    context: &mut Context,
    gateway: &Gateway,
    name: &str,
    force: bool,
    remote: &Remote,
    manner: Manner,
) -> Result<Exit, Failure> {
    let login = login_at(gateway, name)?;
    match wait_settled(context, gateway, name).await {
        Some(State::NeedsLogin(_)) => {}
        Some(State::Ready) if force || login.lacks_scopes() => {}
        Some(State::Ready) => {
            let status = if login.current_token().is_some() { "logged_in" } else { "open" };
            let sentence = match status {
                "open" => format!("{name} needs no login; `--force` logs in anyway"),
                _ => format!("You are already logged in to {name}; `--force` logs in again"),
            };
            return report(context, name, status, &sentence);
        }
        state => {
            let why = state.as_ref().and_then(State::reason).unwrap_or("it does not respond");
            let text = format!("server `{name}` is not reachable: {why}");
            return Err(Failure::new(Kind::Unreachable, text));
        }
    }
    let starts = gateway.hub.status(name).map_or(0, |status| status.starts);
    log_in(context, name, remote, &login, manner).await?;
    let _ = tokio::time::timeout(CONNECT_AGAIN, gateway.hub.wait_tried_since(name, starts)).await;
    match gateway.hub.status(name).map(|status| status.state) {
        Some(State::Ready) => {
            let catalog = gateway.hub.catalog();
            let inventory = catalog.sources.iter().find_map(|source| source.inventory.as_ref());
            let tools =
                inventory.map_or(0, |inventory| inventory.list(ListKind::Tools).items.len());
            let tools = render::count(tools, "tool");
            report(context, name, "logged_in", &format!("Logged in to {name}: {tools}"))
        }
        Some(State::NeedsLogin(why)) => {
            let text = format!("server `{name}` rejects the login: {why}");
            Err(Failure::new(Kind::NeedsLogin, text).remedy(format!("mcphub login {name}")))
        }
        _ => {
            context.ui.warn(&format!("{name} does not respond yet"));
            report(context, name, "logged_in", &format!("Logged in to {name}"))
        }
    }
}

fn report(
    context: &mut Context,
    name: &str,
    status: &str,
    sentence: &str,
) -> Result<Exit, Failure> {
    if context.global.json {
        let line = json!({ "version": 1, "server": name, "status": status });
        context.ui.print_json_lines(&[line])?;
    } else {
        context.ui.success(sentence);
    }
    Ok(Exit::DONE)
}

/// Waits until the server is connected or has failed, for a limited time; returns its state.
pub(super) async fn wait_settled(
    context: &Context,
    gateway: &Gateway,
    name: &str,
) -> Option<State> {
    context.progress.begin(context.environment.stderr_is_terminal);
    context.progress.set_text(&format!("connecting to {name}"));
    let _ = tokio::time::timeout(CONNECT, gateway.hub.wait_connected_or_failed(name)).await;
    context.progress.end();
    gateway.hub.status(name).map(|status| status.state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_is_a_number_of_seconds_minutes_or_hours() {
        let seconds = |text| parse_patience(text).map(|time| time.as_secs());
        assert_eq!(seconds("90"), Ok(90));
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("5m"), Ok(300));
        assert_eq!(seconds("1h"), Ok(3600));
        for bad in ["", "0", "m", "2h", "5 m", "-1", "1d", "99999999999999999999"] {
            assert_eq!(seconds(bad).unwrap_err(), "is not a time from 1s to 1h", "{bad}");
        }
    }
}
