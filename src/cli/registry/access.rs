//! The registry that a command asks.

use std::sync::Arc;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::registry::address;
use crate::registry::client::{Registry, RegistryError};
use crate::settings::validate;

/// The variable with the registry's URL.
const VARIABLE: &str = "MCPHUB_REGISTRY";

/// Which registry to ask.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Place {
    /// The registry's URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the
    /// official registry]
    #[arg(long, value_name = "URL")]
    registry: Option<String>,
}

/// Returns the client for the registry that was given, or the default one.
pub(crate) fn open(context: &Context, place: &Place) -> Result<Registry, Failure> {
    let given = place.registry.as_deref().map(|url| (url.to_owned(), "--registry"));
    let variable = || context.environment.variable(VARIABLE).map(|url| (url.to_owned(), VARIABLE));
    let (base, from) = match given.or_else(variable) {
        Some(found) => found,
        None => match of_settings(context) {
            Some(url) => (url, "systemConfig.registry.baseUrl"),
            None => (address::BASE.to_owned(), "the default"),
        },
    };
    let environment = Arc::new(context.environment.all());
    Registry::at(&base, environment)
        .map_err(|error| Failure::from_error(Kind::Usage, error).hint(format!("it is from {from}")))
}

/// Returns the URL in the settings. Settings that cannot be read do not keep anyone from searching.
fn of_settings(context: &Context) -> Option<String> {
    let document = context.settings().ok()?.file.read().ok()?;
    validate(&document).0.system.registry_url
}

/// Converts the error of a registry.
pub(crate) fn failure(error: RegistryError) -> Failure {
    let kind = match &error {
        RegistryError::Address(_) => Kind::Usage,
        RegistryError::Unavailable { .. } | RegistryError::Download(_) => Kind::Unreachable,
        RegistryError::Absent { .. } => Kind::Absent,
        RegistryError::Rejected { .. } => Kind::Failed,
    };
    let failure = Failure::from_error(kind, error);
    match kind {
        Kind::Unreachable => failure.hint(
            "check the network and HTTPS_PROXY; `--registry URL` or MCPHUB_REGISTRY selects another",
        ),
        _ => failure,
    }
}
