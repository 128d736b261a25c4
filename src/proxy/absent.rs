//! Servers that are there for clients although they cannot be called: why not, in the words of those who
//! may mend it.

use crate::protocol::RpcError;
use crate::proxy::catalog::Source;
use crate::proxy::exchange::Exchange;
use crate::proxy::hub::Hub;
use crate::proxy::naming::Naming;
use crate::proxy::scope::Part;
use crate::proxy::upstream::State;
use crate::proxy::view::View;
use crate::proxy::viewer;

/// Servers that `instructions` name; of more, the number is said.
const NAMED_MAX: usize = 10;
/// Characters of a reason there.
const REASON_CHARS: usize = 200;

/// Why a tool or prompt of this name cannot be found, where it would be one of a server that is not
/// connected or is switched off.
pub(crate) fn why(hub: &Hub, exchange: &Exchange, name: &str) -> Option<RpcError> {
    let (scope, view) = hub.view(&exchange.caller).ok()?;
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
    let catalog = hub.catalog();
    let viewer = scope.viewer.as_ref();
    let servers = catalog.settings.servers.iter();
    let off = servers.filter(|s| !s.enabled && viewer::lists(viewer, &catalog.settings, s));
    let names: Vec<&str> = off.map(|server| server.name.as_str()).collect();
    let naming = Naming::new(&catalog.claims, names.iter().map(|name| (*name, *name)));
    let server = names.get(naming.owner(name)?)?;
    let text = format!("server `{server}` is switched off: `mcphub enable {server}` connects it");
    Some(RpcError::hub("upstream_down", server, text))
}

/// What clients are told of the servers of a view that are not connected, for models to read; `None`
/// where all are.
pub(crate) fn summary(view: &View, is_starting_up: bool) -> Option<String> {
    let missing = view.sources.iter().filter_map(|source| {
        // A server may take its time at first, the more so if its tools are known.
        let is_coming = is_starting_up || source.inventory.is_some();
        let reason = reason(source).filter(|_| !(source.upstream.is_new() && is_coming))?;
        // When it is tried again is of no use here.
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

/// Why a server is not connected, in the words of its status; `None` where it is, or was asked to end.
fn reason(source: &Source) -> Option<String> {
    let status = source.upstream.status();
    if matches!(status.state, State::Ready | State::Stopped) {
        return None;
    }
    status.sentence()
}

fn not_connected(server: &str, reason: &str) -> String {
    format!("server `{server}` is not connected: {reason}")
}
