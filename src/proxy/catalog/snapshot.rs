//! The part of one catalog that one request sees, from its start to its end.

use std::sync::Arc;

use crate::proxy::catalog::catalog::Catalog;
use crate::proxy::catalog::scope::Scope;
use crate::proxy::catalog::view::View;

/// A catalog with the scope and the view of one caller. It is taken once per request and passed
/// down; only a request that waits for a server that is still starting takes another one.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) scope: Scope,
    pub(crate) view: Arc<View>,
}
