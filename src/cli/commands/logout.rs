//! `logout`: ends the login at a remote server.

use std::sync::Arc;

use serde_json::json;

use crate::cli::commands::login::{login_at, remote_of, wait_settled};
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::login::login_failure;
use crate::cli::hub::{in_process, one_off, stored_logins};
use crate::oauth::flow::LoggedOut;

/// Log out of a remote server
///
/// Revokes the tokens at the authorization server, and removes them. A running hub stops using them
/// at once.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub logout sentry
  mcphub logout sentry --all")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// Remove the registration of mcphub at the authorization server too
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let name = &args.name;
    let found = context.existing_settings()?;
    let outcome = match one_off::settings_of(context, name) {
        Ok(settings) => {
            let settings = Arc::new(settings);
            remote_of(&settings, name)?;
            in_process::runtime()?.block_on(async {
                let path = Some(found.file.path());
                let gateway = in_process::start(&context.environment, &settings, path)?;
                let outcome = match login_at(&gateway, name) {
                    Ok(login) => {
                        // The settings of the server are expanded once it is connected.
                        wait_settled(context, &gateway, name).await;
                        login.forget(args.all).await.map_err(|error| login_failure(name, &error))
                    }
                    Err(failure) => Err(failure),
                };
                gateway.shutdown().await;
                outcome
            })?
        }
        // A login can outlive its server.
        Err(failure) if failure.kind == Kind::Absent => {
            if !stored_logins::remove(context, &found, name)? {
                return Err(failure);
            }
            LoggedOut { had_token: true, ..LoggedOut::default() }
        }
        Err(failure) => return Err(failure),
    };
    if let Some(warning) = outcome.warning {
        context.ui.warn(&format!("the tokens may not be revoked: {warning}"));
    }
    if context.global.json {
        let answer = json!({ "version": 1, "server": name, "loggedOut": outcome.had_token });
        context.ui.print_json(&answer)?;
    } else if outcome.had_token {
        context.ui.success(&format!("Logged out of {name}"));
    } else {
        context.ui.success(&format!("There is no login at {name}"));
    }
    Ok(Exit::DONE)
}
