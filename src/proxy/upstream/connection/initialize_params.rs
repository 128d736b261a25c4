//! The client that `initialize` announces to a legacy server.

use crate::proxy::exchange::exchange::Caller;
use crate::proxy::upstream::connection::outgoing::hub_client_info;

/// The `initialize` parameters for a legacy server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InitializeParams {
    /// Raw JSON object.
    pub(crate) capabilities: String,
    /// Raw JSON object.
    pub(crate) client_info: String,
    /// Whether the connection is dedicated to one client's session.
    pub(crate) is_own: bool,
    /// The hubs that the connection passes through.
    pub(crate) hops: String,
}

impl InitializeParams {
    /// Announces the hub itself, with the given `capabilities` (raw JSON members).
    pub(crate) fn of_hub(capabilities: &str) -> Self {
        let capabilities = format!("{{{capabilities}}}");
        Self { capabilities, client_info: hub_client_info(), is_own: false, hops: String::new() }
    }

    /// Announces one client, to which the connection is dedicated.
    pub(crate) fn of_client(caller: &Caller) -> Self {
        let info = caller.client_info.clone().filter(|info| info.starts_with('{'));
        Self {
            capabilities: caller.capabilities.raw().to_owned(),
            client_info: info.unwrap_or_else(hub_client_info),
            is_own: true,
            hops: String::new(),
        }
    }
}
