//! The file of variables that a server names in `envFile`. It is read each time the server is connected.

use std::collections::BTreeMap;

use crate::proxy::paths::path_of;
use crate::proxy::upstream::child::Surroundings;
use crate::proxy::upstream::link::CallError;
use crate::settings::expand;
use crate::settings::secret::Secret;
use crate::settings::server::{Server, Transport};

/// The variables in a server's file; none if it names no file.
///
/// # Errors
/// Why the file cannot be used.
pub(super) async fn read(
    server: &Server,
    around: &Surroundings,
    lookup: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Result<BTreeMap<String, Secret>, CallError> {
    let Some(written) = &server.env_file else { return Ok(BTreeMap::new()) };
    let nonsense = |why: String| CallError::Nonsense(format!("`envFile`: {why}"));
    if !server.trusted {
        // It could be any file of this machine.
        return Err(nonsense("only a server of an admin may name a file of this machine".into()));
    }
    let written = expand::filled(written, "envFile", lookup).map_err(|unset| {
        let unset: Vec<String> = unset.iter().map(ToString::to_string).collect();
        nonsense(unset.join("; "))
    })?;
    let path = path_of(&written, around);
    let (references, place) = (around.references.clone(), path.clone());
    let read = tokio::task::spawn_blocking(move || references.read_file(&place)).await;
    let found = match read {
        Ok(Ok(Some(found))) => found,
        Ok(Ok(None)) => return Err(nonsense(format!("there is no file {}", path.display()))),
        Ok(Err(why)) => return Err(nonsense(format!("{} {why}", path.display()))),
        Err(_) => return Err(CallError::Gone("the hub ends".into())),
    };
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, Secret::new(value.into_string().ok()?)))
    };
    Ok(found.into_iter().filter_map(text).collect())
}

/// Adds variables to those of a server's own `env`, which win.
pub(super) fn add(variables: BTreeMap<String, Secret>, server: &mut Server) {
    let env = match &mut server.transport {
        Transport::Stdio(stdio) => &mut stdio.env,
        Transport::Remote(remote) => &mut remote.env,
        Transport::OpenApi(api) => &mut api.env,
    };
    for (name, value) in variables {
        env.entry(name).or_insert(value);
    }
}
