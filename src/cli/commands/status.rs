//! `status`: what has become of the servers in a running hub.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::running::{Running, Where};
use crate::cli::{hub, render};

/// Show the servers of the running hub, and how they are
///
/// Says so if the hub could not take over the settings file as it is now, and why.
/// Exit code 4: no hub answers.
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub status
  mcphub status --port 3001 --json")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
}

/// Prints a table, or JSON.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let running = Running::find(context, args.place)?;
    let (servers, outdated) = hub::runtime()?.block_on(async {
        let servers = running.servers().await?;
        Ok::<_, Failure>((servers, running.outdated().await?))
    })?;
    let (rows, json): (Vec<_>, Vec<_>) = servers.iter().map(describe).unzip();
    if context.global.json {
        let mut answer = json!({"version": 1, "hub": running.address(), "servers": json});
        if let Some(outdated) = outdated {
            answer["outdatedSettings"] = outdated;
        }
        context.ui.json(&answer)?;
        return Ok(Exit::DONE);
    }
    if let Some(outdated) = outdated {
        let reason = outdated["reason"].as_str().unwrap_or("it cannot be used");
        context.ui.warn(&format!("the settings in force are older than the file: {reason}"));
    }
    if rows.is_empty() {
        context.ui.done(&format!("No servers in the hub at {}", running.address()));
        return Ok(Exit::DONE);
    }
    let fit = context.environment.stdout_is_terminal;
    context.ui.answer(&render::table(&["server", "status", "tools", "reason"], rows, fit))?;
    Ok(Exit::DONE)
}

fn describe(server: &Value) -> (Vec<String>, Value) {
    let text = |key: &str| server[key].as_str().unwrap_or_default();
    let status = word(server);
    let tools = server["tools"].as_array().into_iter().flatten();
    let tools = tools.filter(|tool| tool["enabled"] != Value::Bool(false)).count();
    let reason = server["error"].as_str();
    let row =
        vec![text("name").into(), status.into(), tools.to_string(), reason.unwrap_or("").into()];
    let json = json!({"name": text("name"), "status": status, "reason": reason, "tools": tools});
    (row, json)
}

/// The same words as in `serve --check`.
pub(crate) fn word(server: &Value) -> &str {
    match server["status"].as_str() {
        _ if server["enabled"] == Value::Bool(false) => "disabled",
        Some("oauth_required") => "needs login",
        Some("disconnected") | None => "failed",
        Some(other) => other,
    }
}
