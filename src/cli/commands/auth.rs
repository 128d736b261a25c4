//! `auth`: the logins at remote servers, and those of OAuth clients at this hub.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::commands::auth_clients::{self, ClientsArgs, TokensArgs};
use crate::cli::commands::get;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::stored_logins;
use crate::cli::output::render;
use crate::oauth::client_settings::ClientSettings;
use crate::settings::model::server::Transport;
use crate::settings::validate;
use crate::state::credential_record::{Record, Time};

/// Show the logins at remote servers, and those of OAuth clients at this hub
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub auth status
  mcphub auth status sentry --json
  mcphub auth clients
  mcphub auth tokens")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand, Debug)]
enum Verb {
    Status(StatusArgs),
    Clients(ClientsArgs),
    Tokens(TokensArgs),
}

/// Show the logins at remote servers, without connecting to them
///
/// Exit code 3: a login has ended, and is to be repeated.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub auth status
  mcphub auth status sentry --json")]
struct StatusArgs {
    /// The server's name [default: all remote servers]
    name: Option<String>,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    match &args.verb {
        Verb::Status(args) => status(context, args),
        Verb::Clients(args) => auth_clients::clients(context, args),
        Verb::Tokens(args) => auth_clients::tokens(context, args),
    }
}

fn status(context: &mut Context, args: &StatusArgs) -> Result<Exit, Failure> {
    let StatusArgs { name } = args;
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    if let Some(name) = name {
        get::server(&document, name)?;
    }
    let (settings, _) = validate(&document);
    let credentials = stored_logins::of(context, &found)?;
    let mut rows = Vec::new();
    for server in &settings.servers {
        let Transport::Remote(remote) = &server.transport else { continue };
        if remote.has_credential() || name.as_ref().is_some_and(|name| *name != server.name) {
            continue;
        }
        let settings = ClientSettings::of(remote.oauth.as_ref());
        let login = credentials.at(&server.name);
        let mut row = row(&server.name, login.read().as_ref(), settings.has_tokens());
        row["backend"] = credentials.backend().into();
        if let Some(why) = login.fault() {
            context.ui.warn(&format!("the login at {} {why}", server.name));
            row["reason"] = why.into();
        }
        rows.push(row);
    }
    let needs_login =
        rows.iter().any(|row| matches!(row["state"].as_str(), Some("needs_login" | "expired")));
    if context.global.json {
        context.ui.print_json(&json!({ "version": 1, "servers": rows }))?;
    } else if rows.is_empty() {
        context.ui.success("No remote servers that a login is possible at");
    } else {
        let cells = rows.iter().map(cells).collect();
        let fit = context.environment.stdout_is_terminal;
        context.ui.print(&render::table(&["server", "login", "issuer", "expires"], cells, fit))?;
    }
    Ok(if needs_login { Exit::NEEDS_LOGIN } else { Exit::DONE })
}

/// Describes the login at a server; `has_own` is whether its settings contain tokens, which count
/// without a record.
fn row(name: &str, record: Option<&Record>, has_own: bool) -> Value {
    let issuer = record.and_then(Record::current);
    let client = issuer.and_then(|issuer| issuer.client.as_ref());
    let tokens = record.and_then(Record::tokens);
    let expires = tokens.and_then(|tokens| tokens.expires_at);
    let refreshable = tokens.is_some_and(|tokens| tokens.refresh_token.is_some());
    let is_over = expires.is_some_and(|at| at.0 <= Timestamp::now()) && !refreshable;
    let (state, reason) = match (tokens, issuer) {
        (Some(_), _) if is_over => ("expired", Some("the token has expired, and is not renewable")),
        (Some(_), _) => ("ready", None),
        (None, Some(_)) => ("needs_login", Some("the login has ended")),
        (None, None) if has_own && record.is_none() => ("ready", None),
        (None, None) => ("none", None),
    };
    let scopes = tokens.and_then(|tokens| tokens.scope.as_deref()).unwrap_or_default();
    json!({
        "name": name,
        "state": state,
        "issuer": record.and_then(|record| record.current.as_deref()),
        "client": client.map(|client| {
            json!({ "kind": client.kind.word(), "clientId": client.client_id })
        }),
        "scopes": scopes.split_whitespace().collect::<Vec<_>>(),
        "expiresAt": expires.map(|Time(at)| at.to_string()),
        "refreshable": refreshable,
        "user": null,
        "backend": null,
        "reason": reason,
        "hint": matches!(state, "expired" | "needs_login").then(|| format!("mcphub login {name}")),
    })
}

fn cells(row: &Value) -> Vec<String> {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let login = match row["hint"].as_str() {
        Some(command) => format!("{}: run `{command}`", text("state").replace('_', " ")),
        None => text("state"),
    };
    let is_renewed = row["refreshable"] == Value::Bool(true);
    let expires = if is_renewed { "is renewed".to_owned() } else { text("expiresAt") };
    vec![text("name"), login, text("issuer"), expires]
}
