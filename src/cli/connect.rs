//! Commands that talk to a live server without a hub: what crosses from words to the proxy and back.

use serde_json::{Map, Value};

use crate::cli::commands::get;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::settings::edit::Capability;

/// Shows what a server offers.
pub(crate) fn inspect(
    context: &mut Context,
    server: &str,
    timeout_ms: u64,
) -> Result<Exit, Failure> {
    known(context, server)?;
    let _ = timeout_ms;
    Err(unwired())
}

/// Calls a tool.
pub(crate) fn call(
    context: &mut Context,
    server: &str,
    tool: &str,
    arguments: &Map<String, Value>,
    timeout_ms: u64,
) -> Result<Exit, Failure> {
    known(context, server)?;
    let _ = (tool, arguments, timeout_ms);
    Err(unwired())
}

/// Lists what a server offers beside the overrides.
pub(crate) fn list(context: &mut Context, kind: Capability, server: &str) -> Result<Exit, Failure> {
    known(context, server)?;
    let _ = kind;
    Err(unwired())
}

fn known(context: &Context, server: &str) -> Result<(), Failure> {
    let document = context.existing_settings()?.file.read()?;
    get::server(&document, server).map(|_| ())
}

fn unwired() -> Failure {
    Failure::new(Kind::Failed, "connecting to servers is not wired up yet")
}
