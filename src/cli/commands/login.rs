//! `login`: logs in to a remote server by OAuth.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::login::{Manner, log_in};
use crate::cli::hub::{in_process, one_off};
use crate::cli::output::render;
use crate::oauth::flow::LoginOptions;
use crate::oauth::login::Login;
use crate::proxy::Gateway;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::upstream::State;
use crate::settings::Settings;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::{Remote, Transport};

/// How long the first connection may take.
const CONNECT: Duration = Duration::from_mins(1);
/// Interval of looks at the state of the server.
const POLL: Duration = Duration::from_millis(50);
/// How long the server may take to connect after the login.
const CONNECT_AGAIN: Duration = Duration::from_secs(10);

/// Log in to a remote server by OAuth
///
/// Opens the page of the login in a browser, and always prints its URL. The tokens are kept in the
/// state folder; a running hub uses them at once. Without a browser on this machine, paste the
/// address that the browser ends at. Exit code 3: the login was not completed; 4: the server or its
/// authorization server cannot be reached.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub login sentry
  mcphub login sentry --no-browser
  mcphub login github --client-id Iv1.0123456789abcdef --callback-port 8765")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// Only print the URL
    #[arg(long)]
    no_browser: bool,
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
    /// How long to wait for the browser, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300,
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let secret = client_secret(context, args.client_secret.as_deref())?;
    let settings = Arc::new(one_off::settings_of(context, &args.name)?);
    let remote = remote_of(&settings, &args.name)?;
    let manner = Manner {
        options: LoginOptions {
            redirect_uri: String::new(),
            scopes: args.scopes.clone(),
            client_id: args.client_id.clone(),
            client_secret: secret,
            reregister: args.reregister,
            accept_issuer: args.accept_issuer,
        },
        callback_port: args.callback_port,
        opens_browser: !args.no_browser,
        patience: Duration::from_secs(args.timeout),
    };
    let file = context.existing_settings()?.file;
    in_process::runtime()?.block_on(async {
        let gateway = in_process::start(&context.environment, &settings, Some(file.path()));
        let outcome = tokio::select! {
            outcome = log_in_to(context, &gateway, args, &remote, manner) => outcome,
            () = one_off::wait_for_interrupt() => {
                Err(Failure::new(Kind::Interrupted, "interrupted"))
            }
        };
        gateway.shutdown().await;
        outcome
    })
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
    Ok(Some(Secret::new(context.read_value(given)?.trim())))
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
    args: &Args,
    remote: &Remote,
    manner: Manner,
) -> Result<Exit, Failure> {
    let name = &args.name;
    let login = login_at(gateway, name)?;
    match wait_settled(context, gateway, name).await {
        Some(State::NeedsLogin(_)) => {}
        Some(State::Ready) if args.force || login.lacks_scopes() => {}
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
    match wait_connected_again(gateway, name, starts).await {
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
            Err(Failure::new(Kind::NeedsLogin, text))
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

/// Waits until an attempt after the first `starts` ones has ended, for a limited time; returns the
/// state. A server that was connected stays so.
async fn wait_connected_again(gateway: &Gateway, name: &str, starts: u64) -> Option<State> {
    let until = Instant::now() + CONNECT_AGAIN;
    loop {
        let status = gateway.hub.status(name)?;
        let is_new = status.starts > starts && status.state.is_settled();
        if is_new || matches!(status.state, State::Ready) || Instant::now() > until {
            return Some(status.state);
        }
        tokio::time::sleep(POLL).await;
    }
}
