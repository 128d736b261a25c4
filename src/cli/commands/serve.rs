//! `serve`: runs the hub.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::cli::commands::serve_error;
use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::{in_process, own_secrets};
use crate::cli::input::dotenv_file;
use crate::cli::settings_path::FoundSettings;
use crate::proxy::catalog::scope::Target;
use crate::proxy::references::References;
use crate::proxy::viewer::Viewer;
use crate::proxy::{Gateway, Hub};
use crate::serve::listener::peer::Trust;
use crate::serve::{App, Config, stdio};
use crate::settings::model::credential::{self, InvalidCredential};
use crate::settings::model::secret::Secret;
use crate::state::log_file::{LogFile, Writing};

/// Serve the servers of the settings file as one MCP endpoint
///
/// Clients connect to http://HOST:PORT/mcp (all servers), /mcp/NAME (a group or a server) or
/// /direct/SERVER (one server with its own names), or, if they support only that, to /sse. A client
/// that starts its servers itself starts `mcphub serve --stdio`. Edits of the file take effect
/// while it runs. `${NAME}` in a server also refers to the variables of .env beside the settings
/// file.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
#[command(after_help = "Examples:
  mcphub serve
  mcphub serve --port 0
  mcphub serve --check
  mcphub serve --stdio")]
pub(crate) struct Args {
    /// The address to listen on [default: $HOST or 127.0.0.1]
    #[arg(long)]
    host: Option<String>,
    /// The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]
    #[arg(long)]
    port: Option<u16>,
    /// Start all servers, print them with their tools, and stop
    #[arg(long)]
    pub(crate) check: bool,
    /// Allow listening on non-loopback addresses without credentials
    #[arg(long)]
    insecure_no_auth: bool,
    /// Write no log to disk, like MCPHUB_LOG_FILE=off
    #[arg(long, conflicts_with = "check")]
    no_log_file: bool,
    /// Serve only the client that starts it, on standard input and output, without listening
    #[arg(long, conflicts_with_all = ["host", "port", "check", "insecure_no_auth"])]
    stdio: bool,
    /// With --stdio: serve only this group or server
    #[arg(long, value_name = "NAME", requires = "stdio")]
    target: Option<String>,
}

/// Variables of MCPHub that have no effect here, with the reason.
const IGNORED_VARIABLES: [(&str, &str); 3] = [
    ("USE_DB", "the settings are a file"),
    ("DB_URL", "the settings are a file"),
    ("TOOL_CALL_GUARD_ENABLED", "tool arguments are not inspected"),
];
/// How long shutdown waits for blocking work.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

/// Values that switch a variable off.
const OFF_VALUES: [&str; 3] = ["", "false", "0"];

/// Builds the hub's configuration from flags and environment.
fn config(context: &Context, args: &Args, found: &FoundSettings) -> Result<Config, Failure> {
    let environment = &context.environment;
    let port = in_process::port(environment, args.port)?;
    let host = args.host.as_deref().or(environment.variable("HOST")).unwrap_or("127.0.0.1");
    let origins = environment.variable("ALLOWED_ORIGINS").unwrap_or_default();
    let secret = |name: &str| {
        let value = environment.variable(name);
        value.filter(|value| credential::find_fault(value).is_none()).map(Secret::new)
    };
    let base_path = base_path(environment.variable("BASE_PATH").unwrap_or_default());
    Ok(Config {
        settings: found.file.path().to_owned(),
        host: address(host)?,
        port,
        base_path,
        insecure_no_auth: args.insecure_no_auth,
        allowed_origins: words(origins),
        allowed_hosts: words(environment.variable("ALLOWED_HOSTS").unwrap_or_default()),
        state: in_process::state_folder(environment)?,
        logins: in_process::credential_store(environment)?,
        environment: environment.all(),
        references: references(environment, found.file.path())?,
        executable: environment.executable.clone(),
        readonly: environment.variable("READONLY").is_some_and(is_switched_on),
        trust: Trust::of(environment.variable("TRUST_PROXY").unwrap_or_default()),
        jwt_secret: secret("JWT_SECRET"),
        admin_password: secret("ADMIN_PASSWORD"),
        log: context.log.clone(),
    })
}

/// Reports the state after the start and how to connect a client, unless the hub is closing.
fn report_ready(context: &mut Context, gateway: &Gateway, url: &str) {
    if !gateway.hub.is_closing() {
        let ready = in_process::ready_line(&gateway.server_statuses());
        tracing::info!("{ready}");
        context.ui.success(&ready);
        print_client_command(context, &gateway.hub, url);
    }
}

/// Runs until a signal stops the hub.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    read_dotenv(context, &found);
    if args.check {
        return in_process::check(context, &found);
    }
    if args.stdio {
        let writing = keep_log(context, args, "stdio");
        let outcome = on_standard_streams(context, &found, args.target.as_deref());
        drop(writing);
        return outcome;
    }
    for (name, what) in IGNORED_VARIABLES {
        if context.environment.variable(name).is_some_and(|value| !OFF_VALUES.contains(&value)) {
            context.ui.warn(&format!("{name} has no effect here: {what}"));
        }
    }
    warn_of_placeholders(context);
    let config = config(context, args, &found)?;
    let port = config.port;
    let base_path = config.base_path.clone();
    warn_of_hosts(context, &config);
    let believes_all = config.trust.believes_all();
    let runtime = in_process::runtime()?;
    let outcome = runtime.block_on(async {
        let app = match App::build(config).await {
            Ok(app) => app,
            Err(error) => return Err(serve_error::explain(context, port, error).await),
        };
        print_start(context, &found, &app, believes_all);
        let url = endpoint(app.address, &base_path);
        let writing = keep_log(context, args, &app.address.port().to_string());
        let gateway = Arc::clone(&app.gateway);
        // On a thread of the runtime, where the connections are served: from this thread, each
        // would have to be handed over.
        let mut run = tokio::spawn(app.run());
        let terminal = context.environment.stderr_is_terminal;
        let starting = in_process::wait_until_tried(&gateway, &context.progress, terminal);
        let early = tokio::select! {
            ended = &mut run => Some(ended),
            _ = starting => None,
        };
        context.progress.end();
        let ended = if let Some(ended) = early {
            ended
        } else {
            report_ready(context, &gateway, &url);
            run.await
        };
        drop(writing);
        if let Some(panic) = ended.err().and_then(|ended| ended.try_into_panic().ok()) {
            std::panic::resume_unwind(panic);
        }
        Ok(Exit::DONE)
    });
    // A hanging file system may block a thread; shutdown does not wait for it.
    runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
    outcome
}

/// Prints the warnings about the settings and the address that the hub listens on.
fn print_start(context: &mut Context, found: &FoundSettings, app: &App, believes_all: bool) {
    for finding in &app.findings {
        context.ui.warn(&format!("{}: {finding}", found.shown));
    }
    if believes_all && !app.address.ip().to_canonical().is_loopback() {
        context.ui.warn(
            "TRUST_PROXY=true trusts any address that a client sends in X-Forwarded-For: set \
             it to the number of proxies in front, such as TRUST_PROXY=1",
        );
    }
    context.ui.message(&format!("listening on http://{}", app.address));
    if app.is_open {
        context.ui.message(
            "MCP endpoints are open to every program on this machine: `mcphub key create NAME` \
             closes them",
        );
    }
    if let Some(password) = &app.first_password {
        // The only place that shows a password: the user who starts the hub needs it.
        let password = password.reveal();
        context.ui.message(&format!(
            "there are no users yet: log in to the admin API as admin, password {password}"
        ));
    }
}

/// Warns of entries in `ALLOWED_HOSTS` that match no request.
fn warn_of_hosts(context: &mut Context, config: &Config) {
    for word in config.unfit_hosts() {
        context.ui.warn(&format!(
            "ALLOWED_HOSTS: `{word}` matches nothing: write a host, such as hub.example or \
             hub.example:8443"
        ));
    }
}

/// Starts writing the log to disk, unless disabled. An error, such as a full disk, does not stop
/// the hub.
fn keep_log(context: &mut Context, args: &Args, hub: &str) -> Option<Writing> {
    let is_off = |word: &str| OFF_VALUES.contains(&word) || ["off", "no"].contains(&word);
    if args.no_log_file || context.environment.variable("MCPHUB_LOG_FILE").is_some_and(is_off) {
        return None;
    }
    let file = LogFile::of(&in_process::state_folder(&context.environment).ok()?);
    let written = file.write(&context.log, hub);
    let tell = |error| {
        context.ui.warn(&format!("cannot write the log to {}: {error}", file.path().display()));
    };
    written.map_err(tell).ok()
}

/// Reads `.env`, and warns of variables and of another `.env` file that have no effect.
fn read_dotenv(context: &mut Context, found: &FoundSettings) {
    let settings = found.file.path();
    let names = context.read_dotenv(settings);
    let idle = dotenv_file::without_effect(&names);
    if !idle.is_empty() {
        let text = "has no effect on the hub itself; set in the environment";
        context.ui.warn(&format!(".env beside the settings {text}: {}", idle.join(", ")));
    }
    let here = context.environment.folder.join(".env");
    if settings.with_file_name(".env") != here && here.exists() {
        context.ui.warn("./.env is not read: only the one beside the settings file is");
    }
}

/// Returns the variables of `.env` beside the settings and the secrets.
fn references(environment: &Environment, settings: &Path) -> Result<References, Failure> {
    let path = environment.folder.join(settings.with_file_name(".env"));
    let read = dotenv_file::make_reader(environment.trusted_owners());
    let all = References::in_file(environment.references(), path, read);
    Ok(all.with_secrets(Arc::new(own_secrets::open_for(environment, settings)?)))
}

/// Returns whether a switch is on. Unknown words count as on, since these switches restrict access.
fn is_switched_on(word: &str) -> bool {
    !["", "false", "0", "no", "off"].contains(&word.trim().to_ascii_lowercase().as_str())
}

/// Warns of secrets that are ignored because they are examples or unexpanded variables.
fn warn_of_placeholders(context: &mut Context) {
    for name in ["ADMIN_PASSWORD", "JWT_SECRET"] {
        let fault = context.environment.variable(name).and_then(credential::find_fault);
        if fault.is_some_and(|fault| fault != InvalidCredential::Empty) {
            context.ui.warn(&format!(
                "{name} is ignored: its value is an example or an unexpanded variable"
            ));
        }
    }
}

fn on_standard_streams(
    context: &mut Context,
    found: &FoundSettings,
    target: Option<&str>,
) -> Result<Exit, Failure> {
    let runtime = in_process::runtime()?;
    let outcome = runtime.block_on(async {
        let references = references(&context.environment, found.file.path())?;
        let config = crate::proxy::hub_config::HubConfig {
            references,
            ..in_process::config(&context.environment)
        };
        let state = in_process::state_folder(&context.environment)?;
        let logins = in_process::credential_store(&context.environment)?;
        let (gateway, watch, findings) = stdio::follow(found.file.path(), &state, &logins, config)?;
        for finding in findings {
            context.ui.warn(&format!("{}: {finding}", found.shown));
        }
        let target = target.map_or(Target::All, |name| Target::Named(name.to_owned()));
        let outcome = match (&target, gateway.hub.catalog().resolve(&target, Some(&Viewer::Admin)))
        {
            (Target::Named(name), None) => {
                let text = format!("there is no group or enabled server `{name}`");
                Err(Failure::new(Kind::Absent, text))
            }
            _ => Ok(Exit::DONE),
        };
        if outcome.is_ok() {
            stdio::run(&gateway, target, std::io::stdin()).await;
        } else {
            gateway.shutdown().await;
        }
        drop(watch);
        outcome
    });
    runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
    outcome
}

/// Prints a command that connects a client to the hub.
fn print_client_command(context: &mut Context, hub: &Hub, url: &str) {
    let settings = Arc::clone(&hub.catalog().settings);
    let (mut url, mut key) = (url.to_owned(), "");
    if !settings.system.routing.enable_global_route {
        url.push_str("/NAME");
    }
    if settings.wants_credential() {
        key = " --header \"Authorization: Bearer KEY\"";
    }
    context.ui.success(&format!(
        "clients connect to {url}, for instance: claude mcp add --transport http mcphub {url}{key}"
    ));
    if !key.is_empty() {
        context.ui.success("`mcphub key create NAME` creates a KEY");
        if settings.system.oauth_server.enabled && !settings.users.is_empty() {
            context.ui.success("without the header, clients that support OAuth open a login page");
        }
    }
}

/// Returns the MCP endpoint's URL for a client on this machine.
fn endpoint(mut address: SocketAddr, base_path: &str) -> String {
    if address.ip().is_unspecified() {
        let here: IpAddr =
            if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
        address.set_ip(here);
    }
    format!("http://{address}{base_path}/mcp")
}

/// Parses an IP address, or `localhost`.
fn address(text: &str) -> Result<String, Failure> {
    let name = if text == "localhost" { "127.0.0.1" } else { text };
    match name.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => Ok(format!("[{address}]")),
        Ok(address) => Ok(address.to_string()),
        Err(_) => Err(Failure::usage(format!("`{text}` is not an IP address"))
            .hint("for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses")),
    }
}

/// Returns an empty path, or one with a leading and without a trailing slash.
fn base_path(text: &str) -> String {
    match text.trim_matches('/') {
        "" => String::new(),
        inner => format!("/{inner}"),
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::is_switched_on;

    #[test]
    fn a_restricting_switch_is_off_only_for_explicit_values() {
        for on in ["true", "TRUE", "1", "yes", "on", "readonly"] {
            assert!(is_switched_on(on), "{on}");
        }
        for off in ["", "false", "False", "0", "no", "off"] {
            assert!(!is_switched_on(off), "{off}");
        }
    }
}
