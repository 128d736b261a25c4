//! The servers of a caller: those that lists contain, that requests can use, and that the caller
//! may change.

use serde_json::Value;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::settings::model::server::Server;
use crate::settings::{Document, Settings};

impl Caller {
    /// Returns the servers that lists contain for the caller, in file order.
    pub(crate) fn visible_servers<'a>(
        &'a self,
        settings: &'a Settings,
    ) -> impl Iterator<Item = &'a Server> {
        settings.servers.iter().filter(|server| self.can_see(server))
    }

    /// Returns the names of the entries that are not valid. Only admins see them, because only they
    /// can repair them.
    pub(crate) fn unusable_servers<'a>(
        &self,
        settings: &'a Settings,
    ) -> impl Iterator<Item = &'a String> {
        settings.unusable.iter().filter(|_| self.admin)
    }

    /// Returns the servers that the caller may use by name, in file order.
    pub(crate) fn usable_servers<'a>(
        &'a self,
        settings: &'a Settings,
    ) -> impl Iterator<Item = &'a Server> {
        settings.servers.iter().filter(|server| self.can_use(settings, server))
    }

    /// Returns the server of this name.
    ///
    /// # Errors
    /// Fails if no such server exists, or if the caller may not use it.
    pub(crate) fn usable_server<'a>(
        &self,
        settings: &'a Settings,
        name: &str,
    ) -> Result<&'a Server, ApiError> {
        let server = settings.server(name).filter(|server| self.can_use(settings, server));
        server.ok_or_else(|| ApiError::unknown_server(name))
    }

    /// Returns the server of this name.
    ///
    /// # Errors
    /// Fails if no such server is in force, or if the caller may not change it.
    pub(crate) fn changeable_server<'a>(
        &self,
        settings: &'a Settings,
        name: &str,
    ) -> Result<&'a Server, ApiError> {
        self.may_change_server(settings, name)?;
        settings.server(name).ok_or_else(|| ApiError::unknown_server(name))
    }
}

/// Returns the entry of a server in the settings file, valid or not.
pub(crate) fn stored_entry<'a>(document: &'a Document, name: &str) -> Option<&'a Value> {
    document.get(&["mcpServers".into(), name.into()])
}
