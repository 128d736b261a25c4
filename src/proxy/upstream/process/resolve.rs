//! Prepares a server's settings for a connection: expands variables and restricts servers of
//! non-admins.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use crate::net::address_policy::AddressPolicy;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::process::{env_file, user_values};
use crate::proxy::upstream::server_text::ServerText;
use crate::settings::expand::{self, Fetched, Unset, Values};
use crate::settings::model::server::{Server, Transport};
use crate::settings::model::system::System;
use crate::settings::reference::Outside;
use crate::settings::secrets::known::Known;

/// Returns the server with its variables expanded, and the environment of its connection. A
/// non-admin's server gets none of the hub's variables and reaches no private address. Stores the
/// credentials in `filter`.
///
/// # Errors
/// Fails if variables are not set or values outside are missing, with the place of each in the settings,
/// or if `envFile` cannot be used.
pub(in crate::proxy::upstream) async fn prepare_server(
    server: &Server,
    system: &System,
    env: &UpstreamEnv,
    filter: &Arc<ServerText>,
) -> Result<(Server, UpstreamEnv), CallError> {
    let lookup = |name: &str| {
        let name = OsStr::new(name);
        let known = env
            .environment
            .get(name)
            .cloned()
            .or_else(|| env.references.get(name))
            .filter(|_| server.trusted);
        known.and_then(|value| value.into_string().ok())
    };
    let fetched = fetch(server, env).await;
    let values = Values { variable: &lookup, fetched: &fetched };
    let file = env_file::read(server, env, &values).await?;
    let lookup = |name: &str| match file.get(name) {
        Some(value) => Some(value.reveal().to_owned()),
        None => lookup(name),
    };
    let values = Values { variable: &lookup, fetched: &fetched };
    let mut expanded = expand::expand(server, &values).map_err(|unset| {
        let lines: Vec<String> = unset.iter().map(ToString::to_string).collect();
        let why = lines.join("; ");
        if unset.iter().any(Unset::is_of_user) {
            CallError::NeedsLogin(why)
        } else {
            CallError::InvalidResponse(why)
        }
    })?;
    let of_user = user_values::fetch(server, env).await?;
    user_values::add(&of_user, &mut expanded.server);
    for unset in &expanded.left_out {
        tracing::warn!(server = server.name, "left out: {unset}");
    }
    if let Transport::Stdio(stdio) = &mut expanded.server.transport {
        stdio.cwd = working_directory(stdio.cwd.take(), env);
    }
    env_file::add(file.clone(), &mut expanded.server);
    let outside = fetched.values().flatten().chain(of_user.iter().map(|(_, value)| value));
    filter.learn(|| Known::of(&expanded.server, lookup, outside));
    let mut env = env.clone();
    env.filter = Arc::clone(filter);
    if server.trusted {
        return Ok((expanded.server, env));
    }
    if let Transport::Stdio(stdio) = &expanded.server.transport
        && stdio.proxy.as_ref().is_some_and(|proxy| proxy.config_path.is_some())
    {
        let why = "`proxy.configPath`: only a server of an admin may name a file of this machine";
        return Err(CallError::InvalidResponse(why.to_owned()));
    }
    env.within = AddressPolicy::public_and(&system.allowed_networks);
    Ok((expanded.server.confine(), env))
}

/// Fetches the values outside that a server refers to. A non-admin's server gets none: they belong to
/// the machine, or to other users.
async fn fetch(server: &Server, env: &UpstreamEnv) -> Fetched {
    let references = expand::outside_of(server);
    if !server.trusted {
        let refused = |one: Outside| {
            let why = format!("`{one}`: only a server of an admin may refer to it");
            (one, Err(why))
        };
        return references.into_iter().map(refused).collect();
    }
    env.references.fetch_references(references, env.user.as_deref()).await
}

/// Returns the working directory: a relative one is resolved against the folder of the settings
/// file, which is also the default. `~` is the home folder.
fn working_directory(cwd: Option<String>, env: &UpstreamEnv) -> Option<String> {
    let text = |path: &Path| path.to_str().map(str::to_owned);
    let Some(cwd) = cwd else { return env.folder.as_deref().and_then(text) };
    text(&env.resolve_path(&cwd)).or(Some(cwd))
}
