//! `auth clients` and `auth tokens`: the clients of the hub's own OAuth server, and the access that
//! users gave to them.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::authorization_server::redirect_uri;
use crate::authorization_server::server::AuthorizationServer;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report::{self, Row};
use crate::cli::output::render;
use crate::cli::random;
use crate::cli::settings_path::FoundSettings;
use crate::settings::model::oauth_server::GRANTS;
use crate::settings::{Document, edit, validate};
use crate::state::oauth_server::Grant;
use crate::state::random::hex;

/// Show or change the OAuth clients that log in to this hub
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub auth clients
  mcphub auth clients add 'My app' --redirect-uri https://app.example/callback
  mcphub auth clients revoke my-app")]
pub(super) struct ClientsArgs {
    #[command(subcommand)]
    verb: Option<ClientsVerb>,
}

#[derive(clap::Subcommand, Debug)]
enum ClientsVerb {
    /// Add a client to the settings file
    ///
    /// Its secret is printed once on stdout.
    #[command(after_help = "Examples:
  mcphub auth clients add 'My app' --redirect-uri https://app.example/callback
  mcphub auth clients add desktop --redirect-uri http://127.0.0.1/callback --public")]
    Add {
        /// A name for people
        name: String,
        /// Where browsers may return to (can be repeated)
        #[arg(long = "redirect-uri", value_name = "URL", required = true)]
        redirect_uris: Vec<String>,
        /// A scope that it may request (can be repeated) [default: all that the settings allow]
        #[arg(long = "oauth-scope", value_name = "SCOPE")]
        scopes: Vec<String>,
        /// Create no secret, for an app on its user's device
        #[arg(long)]
        public: bool,
        #[command(flatten)]
        write: Write,
    },
    /// Remove a client and revoke all of its tokens
    #[command(
        visible_aliases = ["remove", "rm"],
        after_help = "Examples:
  mcphub auth clients revoke my-app"
    )]
    Revoke {
        /// The client's id
        id: String,
    },
}

/// Show or revoke the access that users gave to OAuth clients
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub auth tokens
  mcphub auth tokens revoke --if-exists 2f0c7d3e-4d3c-4a53-9d0b-1f3f6c1f2a11")]
pub(super) struct TokensArgs {
    #[command(subcommand)]
    verb: Option<TokensVerb>,
}

#[derive(clap::Subcommand, Debug)]
enum TokensVerb {
    /// Revoke one access, with all of its tokens
    #[command(
        visible_aliases = ["remove", "rm"],
        after_help = "Examples:
  mcphub auth tokens revoke --if-exists 2f0c7d3e-4d3c-4a53-9d0b-1f3f6c1f2a11"
    )]
    Revoke {
        /// The id that `mcphub auth tokens` shows
        id: String,
        /// Do not fail if it has ended already
        #[arg(long)]
        if_exists: bool,
    },
}

/// Runs `auth clients`.
pub(super) fn clients(context: &mut Context, args: &ClientsArgs) -> Result<Exit, Failure> {
    match &args.verb {
        None => list_clients(context),
        Some(ClientsVerb::Add { name, redirect_uris, scopes, public, write }) => {
            let new = NewClient { name, redirect_uris, scopes, public: *public };
            add(context, &new, *write)
        }
        Some(ClientsVerb::Revoke { id }) => revoke_client(context, id),
    }
}

/// Runs `auth tokens`.
pub(super) fn tokens(context: &mut Context, args: &TokensArgs) -> Result<Exit, Failure> {
    match &args.verb {
        None => list_tokens(context),
        Some(TokensVerb::Revoke { id, if_exists }) => revoke_token(context, id, *if_exists),
    }
}

/// Returns the authorization server of the settings; a running hub follows its file.
fn server(context: &Context, found: &FoundSettings) -> Result<AuthorizationServer, Failure> {
    let state = in_process::state_folder(&context.environment)?;
    Ok(AuthorizationServer::new(&state, found.file.path(), std::sync::Arc::default()))
}

fn list_clients(context: &mut Context) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let (settings, _) = validate(&found.file.read()?);
    let state = server(context, &found)?.state();
    let of_file = settings.oauth_clients.iter().map(|client| {
        json!({
            "id": client.id, "name": client.name, "from": "settings",
            "redirectUris": client.redirect_uris, "lastUsed": last_use(&state.grants, &client.id),
        })
    });
    let registered = state.clients.iter().map(|client| {
        json!({
            "id": client.id, "name": client.name, "from": "registration",
            "redirectUris": client.redirect_uris, "lastUsed": client.used_ms.map(shown_time),
        })
    });
    let mut rows: Vec<Value> = of_file.chain(registered).collect();
    for grant in &state.grants {
        if grant.client.starts_with("https://") && !rows.iter().any(|row| row["id"] == grant.client)
        {
            rows.push(json!({
                "id": grant.client, "name": grant.client_name, "from": "document",
                "redirectUris": [], "lastUsed": last_use(&state.grants, &grant.client),
            }));
        }
    }
    if context.global.json {
        context.ui.print_json(&json!({ "version": 1, "clients": rows }))?;
    } else if rows.is_empty() {
        context.ui.success("No OAuth client is known to this hub");
    } else {
        show(
            context,
            &["name", "from", "last used", "id"],
            &rows,
            &["name", "from", "lastUsed", "id"],
        )?;
    }
    Ok(Exit::DONE)
}

struct NewClient<'a> {
    name: &'a str,
    redirect_uris: &'a [String],
    scopes: &'a [String],
    public: bool,
}

fn add(context: &mut Context, new: &NewClient<'_>, write: Write) -> Result<Exit, Failure> {
    let found = context.settings()?;
    let (settings, _) = validate(&found.file.read()?);
    for uri in new.redirect_uris {
        redirect_uri::check(uri, &settings.system.oauth_server).map_err(|reason| {
            Failure::usage(format!("the redirect URI `{}` {reason}", uri.escape_debug()))
        })?;
    }
    let id = hex(&random::bytes::<16>()?);
    let secret = if new.public { None } else { Some(hex(&random::bytes::<32>()?)) };
    let mut entry = json!({
        "clientId": id, "name": new.name, "redirectUris": new.redirect_uris, "grants": GRANTS,
    });
    if let Some(secret) = &secret {
        entry["clientSecret"] = secret.as_str().into();
    }
    if !new.scopes.is_empty() {
        entry["scopes"] = new.scopes.into();
    }
    let entry: Map<String, Value> = entry.as_object().cloned().unwrap_or_default();
    let name = new.name;
    let verb = |document: &mut Document| {
        let outcome = edit::create_oauth_client(document, &entry)?;
        let sentence = format!("Created OAuth client {name} ({id}) in");
        let row = Row::new(name, edit_report::action(outcome), sentence).with("id", id.as_str());
        Ok(vec![match &secret {
            Some(secret) if !write.dry_run => row.with("clientSecret", secret.as_str()),
            _ => row,
        }])
    };
    edit_report::run(context, &found, write.dry_run, verb)?;
    if let Some(secret) = secret.filter(|_| !write.dry_run && !context.global.json) {
        context.ui.print(&format!("{secret}\n"))?;
    }
    Ok(Exit::DONE)
}

fn revoke_client(context: &mut Context, id: &str) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let (settings, _) = validate(&found.file.read()?);
    let is_of_file = settings.oauth_client(id).is_some();
    if is_of_file {
        edit_report::edit(context, &found, false, |document| {
            edit::delete_oauth_client(document, id)
        })?;
    }
    let removed = server(context, &found)?.remove_client(id);
    let removed = removed.map_err(|error| Failure::new(Kind::Failed, error.description))?;
    if !removed && !is_of_file {
        return Err(Failure::new(Kind::Failed, format!("no OAuth client `{id}`"))
            .hint("`mcphub auth clients` lists their ids"));
    }
    report_revoked(context, &format!("Removed OAuth client {id}; its tokens are revoked"), id)
}

fn list_tokens(context: &mut Context) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let state = server(context, &found)?.state();
    let rows: Vec<Value> = state.grants.iter().map(row).collect();
    if context.global.json {
        context.ui.print_json(&json!({ "version": 1, "tokens": rows }))?;
    } else if rows.is_empty() {
        context.ui.success("No user gave access to an OAuth client");
    } else {
        let head = ["user", "client", "resource", "scopes", "last used", "state", "id"];
        let keys = ["user", "clientName", "resource", "scope", "lastUsed", "state", "id"];
        show(context, &head, &rows, &keys)?;
    }
    Ok(Exit::DONE)
}

fn row(grant: &Grant) -> Value {
    json!({
        "id": grant.id,
        "user": grant.user,
        "client": grant.client,
        "clientName": grant.client_name,
        "resource": grant.resource,
        "scope": grant.scopes.join(" "),
        "created": shown_time(grant.created_ms),
        "lastUsed": shown_time(grant.used_ms),
        "state": grant.ended.as_deref().unwrap_or("valid"),
    })
}

fn revoke_token(context: &mut Context, id: &str, if_exists: bool) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let ended = server(context, &found)?.end(id, "revoked by an admin");
    let ended = ended.map_err(|error| Failure::new(Kind::Failed, error.description))?;
    if !ended && if_exists {
        return report_revoked(context, &format!("Unchanged: there is no valid access {id}"), id);
    }
    if !ended {
        return Err(Failure::new(Kind::Failed, format!("no valid access `{id}`"))
            .hint("`mcphub auth tokens` lists their ids"));
    }
    report_revoked(context, &format!("Revoked the access {id}"), id)
}

fn report_revoked(context: &mut Context, sentence: &str, id: &str) -> Result<Exit, Failure> {
    if context.global.json {
        context.ui.print_json(&json!({ "version": 1, "revoked": id }))?;
    } else {
        context.ui.success(sentence);
    }
    Ok(Exit::DONE)
}

fn show(
    context: &mut Context,
    head: &[&str],
    rows: &[Value],
    keys: &[&str],
) -> Result<(), Failure> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let cells = rows.iter().map(|row| keys.iter().map(|key| text(row, key)).collect()).collect();
    let fit = context.environment.stdout_is_terminal;
    context.ui.print(&render::table(head, cells, fit))
}

fn last_use(grants: &[Grant], client: &str) -> Option<String> {
    let of_client = grants.iter().filter(|grant| grant.client == client);
    of_client.map(|grant| grant.used_ms).max().map(shown_time)
}

fn shown_time(ms: i64) -> String {
    let seconds = Timestamp::from_second(ms.div_euclid(1000));
    seconds.map(|time| time.to_string()).unwrap_or_default()
}
