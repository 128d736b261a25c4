//! One server of the catalog.

use std::sync::Arc;

use crate::proxy::inventory::items::Inventory;
use crate::proxy::upstream::Upstream;
use crate::settings::model::compression::Compression;
use crate::settings::model::server::Server;

/// An enabled server with its inventory.
#[derive(Clone, Debug)]
pub(crate) struct CatalogEntry {
    pub(crate) server: Arc<Server>,
    /// The handle for calls.
    pub(crate) upstream: Arc<Upstream>,
    /// The server's items; `None` before its first response.
    pub(crate) inventory: Option<Arc<Inventory>>,
    /// Index among all enabled servers.
    pub(crate) index: usize,
    /// How results of its tools are shortened; `None` if they are not.
    pub(crate) compression: Option<Compression>,
}
