//! The file of variables that `envFile` of a server names. It is read at each connect.

use std::collections::BTreeMap;

use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::settings::expand::{self, Values};
use crate::settings::model::secret::Secret;
use crate::settings::model::server::{Server, Transport};

/// Returns the variables of the file; an empty map if the server names no file.
///
/// # Errors
/// Fails if the file does not exist or cannot be used, or if the server does not belong to an admin.
pub(in crate::proxy::upstream) async fn read(
    server: &Server,
    env: &UpstreamEnv,
    values: &Values<'_>,
) -> Result<BTreeMap<String, Secret>, CallError> {
    let Some(written) = &server.env_file else { return Ok(BTreeMap::new()) };
    let nonsense = |why: String| CallError::InvalidResponse(format!("`envFile`: {why}"));
    if !server.trusted {
        // The path may lead to any file of this machine.
        return Err(nonsense("only a server of an admin may name a file of this machine".into()));
    }
    let written = expand::fill_text(written, "envFile", values).map_err(|unset| {
        let unset: Vec<String> = unset.iter().map(ToString::to_string).collect();
        nonsense(unset.join("; "))
    })?;
    let path = env.resolve_path(&written);
    let (references, place) = (env.references.clone(), path.clone());
    let read = tokio::task::spawn_blocking(move || references.read_file(&place)).await;
    let found = match read {
        Ok(Ok(Some(found))) => found,
        Ok(Ok(None)) => return Err(nonsense(format!("there is no file {}", path.display()))),
        Ok(Err(why)) => return Err(nonsense(format!("{} {why}", path.display()))),
        Err(_) => return Err(CallError::Disconnected("the hub ends".into())),
    };
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, Secret::new(value.into_string().ok()?)))
    };
    Ok(found.into_iter().filter_map(text).collect())
}

/// Adds variables to the `env` of a server; existing ones are kept.
pub(in crate::proxy::upstream) fn add(variables: BTreeMap<String, Secret>, server: &mut Server) {
    let env = match &mut server.transport {
        Transport::Stdio(stdio) => &mut stdio.env,
        Transport::Remote(remote) => &mut remote.env,
        Transport::OpenApi(api) => &mut api.env,
    };
    for (name, value) in variables {
        env.entry(name).or_insert(value);
    }
}
