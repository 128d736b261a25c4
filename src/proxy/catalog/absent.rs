//! Errors and instructions about servers that clients can see but not call: the reason, and how to
//! fix it.

use crate::protocol::RpcError;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::naming::Naming;
use crate::proxy::catalog::scope::Part;
use crate::proxy::catalog::snapshot::Snapshot;
use crate::proxy::catalog::view::View;
use crate::proxy::upstream::State;
use crate::proxy::upstream::call_error::not_connected;
use crate::proxy::viewer;

/// Servers named in `instructions`; the rest are counted.
const NAMED_MAX: usize = 10;
/// Maximum length of one reason, in characters.
const REASON_CHARS: usize = 200;

/// Returns the error for an unknown tool or prompt if its name belongs to a server that is not
/// connected or is disabled.
pub(crate) fn why(snapshot: &Snapshot, name: &str) -> Option<RpcError> {
    let Snapshot { catalog, scope, view } = snapshot;
    if let Some(owner) = view.owner(name) {
        let reason = reason(owner)?;
        let server = &owner.server.name;
        let kind = match owner.upstream.state() {
            State::NeedsLogin(_) => "needs_login",
            _ => "upstream_down",
        };
        return Some(RpcError::hub(kind, server, not_connected(server, &reason)));
    }
    if scope.part != Part::All {
        return None;
    }
    let viewer = scope.viewer.as_ref();
    let servers = catalog.settings.servers.iter();
    let off = servers.filter(|s| !s.enabled && viewer::lists(viewer, &catalog.settings, s));
    let names: Vec<&str> = off.map(|server| server.name.as_str()).collect();
    let naming = Naming::new(&catalog.claims, names.iter().map(|name| (*name, *name)));
    let server = names.get(naming.owner(name)?)?;
    let text = format!("server `{server}` is switched off: `mcphub enable {server}` connects it");
    Some(RpcError::hub("upstream_down", server, text))
}

/// Returns a paragraph about the disconnected servers of a view, for models to read. Returns `None`
/// if all servers are connected.
pub(crate) fn summary(view: &View, is_starting_up: bool) -> Option<String> {
    let missing = view.sources.iter().filter_map(|source| {
        // A server may need time at first, especially if its tools are known.
        let is_coming = is_starting_up || source.inventory.is_some();
        let reason = reason(source).filter(|_| !(source.upstream.is_new() && is_coming))?;
        // The time of the next attempt does not help a model.
        let reason = source.upstream.state().reason().map_or(reason, str::to_owned);
        let mut short: String = reason.chars().take(REASON_CHARS).collect();
        if short.len() < reason.len() {
            short.push('…');
        }
        Some(format!("- `{}`: {short}", source.server.name))
    });
    let missing: Vec<String> = missing.collect();
    let more = missing.len().saturating_sub(NAMED_MAX);
    let mut lines: Vec<String> = missing.into_iter().take(NAMED_MAX).collect();
    if lines.is_empty() {
        return None;
    }
    lines.insert(0, "Servers that are not connected at the moment:".to_owned());
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    Some(lines.join("\n"))
}

/// Returns the reason from the server's status. Returns `None` if the server is connected or was
/// stopped.
fn reason(source: &CatalogEntry) -> Option<String> {
    let status = source.upstream.status();
    if matches!(status.state, State::Ready | State::Stopped) {
        return None;
    }
    status.sentence()
}
