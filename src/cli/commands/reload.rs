//! `reload`: reconnects a server of the running hub.

use serde_json::{Value, json};

use crate::cli::commands::status;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::cli::hub::in_process;
use crate::settings::name;

/// Reconnect a server of the running hub
///
/// Edits of the settings file and of .env beside it need no reload: the hub detects them. Exit code
/// 4: no hub responds.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub reload time
  mcphub reload time --port 3001")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    #[command(flatten)]
    place: HubAddress,
}

/// Sends the request; the hub responds before the server is connected again.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let running = HubClient::find(context, args.place)?;
    let changed = in_process::runtime()?.block_on(async {
        check(&running.servers().await?, &args.name)?;
        running.reload(&args.name).await
    })?;
    if context.global.json {
        let answer = json!({"version": 1, "hub": running.address(), "name": args.name,
                            "action": "reloading", "changedVariables": changed});
        context.ui.print_json(&answer)?;
    } else {
        let sentence = format!("Reloading {} in the hub at {}", args.name, running.address());
        context.ui.success(&sentence);
        if !changed.is_empty() {
            context.ui.success(&format!(".env was read again; it changes {}", changed.join(", ")));
        }
    }
    Ok(Exit::DONE)
}

/// Fails for a disabled server: the hub would report success and do nothing.
fn check(servers: &[Value], wanted: &str) -> Result<(), Failure> {
    let named = |server: &&Value| server["name"] == wanted;
    let Some(server) = servers.iter().find(named) else {
        let known = servers.iter().filter_map(|server| server["name"].as_str());
        let mut failure = Failure::new(Kind::Absent, format!("the hub has no server `{wanted}`"));
        failure.hints.extend(did_you_mean(&name::near(wanted, known)));
        return Err(failure);
    };
    if status::word_of(server) == "disabled" {
        let failure = Failure::new(Kind::Failed, format!("server `{wanted}` is disabled"));
        return Err(failure.hint(format!("`mcphub enable {wanted}` starts it")));
    }
    Ok(())
}
