//! Finds the items of lists and the server for a requested item while servers are still starting:
//! waits briefly for servers that may have them.

use std::sync::Arc;
use std::time::Duration;

use crate::protocol::error::RpcError;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::snapshot::Snapshot;
use crate::proxy::catalog::view::{Route, View};
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::hub::Hub;
use crate::proxy::limits;

/// The requested item, as far as it determines the server.
#[derive(Clone, Copy)]
pub(crate) enum Lookup<'a> {
    /// A name; its prefix determines the server, unless the single server's own names are accepted.
    Name(&'a str),
    /// A URI, which any server may have.
    Uri,
    /// A method, which only the single server may support.
    Method,
}

impl Lookup<'_> {
    /// Whether a match on an untrusted server could turn out to belong to a trusted one.
    fn may_change(self, view: &View) -> bool {
        matches!(self, Self::Uri) || view.single().is_some()
    }

    /// Returns how long to wait for `source` after the lookup started. Returns `None` if it cannot
    /// have the item.
    fn max_wait(
        self,
        view: &View,
        source: &CatalogEntry,
        startup_left: Duration,
    ) -> Option<Duration> {
        let owner = match self {
            Self::Name(name) => view.owner(name),
            Self::Method => view.single(),
            Self::Uri => None,
        };
        match owner {
            Some(owner) if owner.server.name == source.server.name => Some(limits::AWAIT_FIRST),
            // The owner is known and connected, so no other server can have the item.
            Some(owner) if owner.upstream.is_heard() => None,
            _ => Some(startup_left),
        }
    }
}

/// Takes the snapshot of a list request, after the servers that it may wait for: those that are
/// starting, and those whose lists depend on this client's capabilities.
pub(super) async fn list_snapshot(hub: &Hub, caller: &Caller) -> Result<Snapshot, RpcError> {
    hub.wait_startup().await;
    let mut snapshot = hub.snapshot(caller)?;
    // The connection of a user begins with the user's first request.
    let is_fresh = |s: &&CatalogEntry| s.upstream.is_of_user() && s.upstream.is_new();
    let fresh: Vec<_> = snapshot.view.sources.iter().filter(is_fresh).cloned().collect();
    if !fresh.is_empty() {
        let tried = fresh.iter().map(|source| source.upstream.wait_first_attempt());
        let tried = futures_util::future::join_all(tried);
        let _ = tokio::time::timeout(limits::AWAIT_FIRST, tried).await;
        snapshot = hub.snapshot(caller)?;
    }
    if caller.capability_key().is_empty() {
        return Ok(snapshot);
    }
    let prepared = snapshot.view.sources.iter().map(|source| source.upstream.prepare(caller));
    futures_util::future::join_all(prepared).await;
    hub.snapshot(caller)
}

/// Looks up a route. If there is none and a server that may have it is starting for the first time,
/// waits for that server and looks again; likewise if the route could turn out to belong to a
/// trusted server. After such a wait, replaces `snapshot` by the current one.
pub(crate) async fn find_when_settled(
    hub: &Hub,
    exchange: &Exchange,
    snapshot: &mut Snapshot,
    lookup: Lookup<'_>,
    find: impl Fn(&View) -> Option<Route>,
) -> Result<Option<(Route, CatalogEntry)>, RpcError> {
    let started = tokio::time::Instant::now();
    let startup_left = hub.startup_left();
    let mut changes = None;
    loop {
        let view = Arc::clone(&snapshot.view);
        let found = find(&view).and_then(|route| {
            let source = view.sources.get(route.source).cloned()?;
            Some((route, source))
        });
        let is_final = |source: &CatalogEntry| source.server.trusted || !lookup.may_change(&view);
        if found.as_ref().is_some_and(|(_, source)| is_final(source)) {
            return Ok(found);
        }
        let may_have_it = |s: &&CatalogEntry| match found {
            Some(_) => s.server.trusted && s.inventory.is_none(),
            None => !s.upstream.is_heard(),
        };
        let waiting = view.sources.iter().filter(may_have_it).filter(|s| s.upstream.is_new());
        let waiting = waiting.filter_map(|source| {
            let max_wait = match found {
                Some(_) => Some(startup_left),
                None => lookup.max_wait(&view, source, startup_left),
            };
            let left = max_wait?.saturating_sub(started.elapsed());
            (!left.is_zero()).then_some((source, left))
        });
        let Some((source, left)) = waiting.max_by_key(|(_, left)| *left) else {
            // A server is heard a moment before the catalog with its items is published.
            let is_stale = |s: &CatalogEntry| s.inventory.is_none() && s.upstream.is_heard();
            let is_late = found.is_none() && view.sources.iter().any(is_stale);
            let left = limits::PUBLISH.saturating_sub(started.elapsed());
            if is_late && !left.is_zero() {
                match &mut changes {
                    // It may have been published before this.
                    None => changes = Some(hub.changes()),
                    Some(changes) => drop(tokio::time::timeout(left, changes.changed()).await),
                }
                *snapshot = hub.snapshot(&exchange.caller)?;
                continue;
            }
            return Ok(found);
        };
        if tokio::time::timeout(left, source.upstream.wait_first_attempt()).await.is_err() {
            return Ok(found);
        }
        *snapshot = hub.snapshot(&exchange.caller)?;
    }
}
