//! Which server has what a request names, while servers are still starting: what may be one's that is
//! not up yet is waited for, a little.

use std::time::Duration;

use crate::protocol::error::RpcError;
use crate::proxy::catalog::Source;
use crate::proxy::exchange::Exchange;
use crate::proxy::hub::Hub;
use crate::proxy::limits;
use crate::proxy::view::{Route, View};

/// What is looked up, as far as it tells whose it can be.
#[derive(Clone, Copy)]
pub(crate) enum Unsure<'a> {
    /// A name: it tells its server, unless the single server's own names are accepted.
    Name(&'a str),
    /// A URI: every server may have it.
    Uri,
    /// A method that only the single server may know.
    Method,
}

impl Unsure<'_> {
    /// Whether what leads to a server of a user who is no admin can turn out to be a trusted server's.
    fn is_open(self, view: &View) -> bool {
        matches!(self, Self::Uri) || view.single().is_some()
    }

    /// Whether a server that has not been heard can have it, and for how long it is waited for.
    fn patience(self, view: &View, source: &Source, startup_left: Duration) -> Option<Duration> {
        let owner = match self {
            Self::Name(name) => view.owner(name),
            Self::Method => view.single(),
            Self::Uri => None,
        };
        match owner {
            Some(owner) if owner.server.name == source.server.name => Some(limits::AWAIT_FIRST),
            // It can be no other's, unless that one is still to come up.
            Some(owner) if owner.upstream.is_heard() => None,
            _ => Some(startup_left),
        }
    }
}

/// Looks a route up; if it is not there and a server that may have it is coming up for the first time,
/// waits for that and looks again. The same if it can turn out to be a trusted server's.
pub(crate) async fn find_when_settled(
    hub: &Hub,
    exchange: &Exchange,
    unsure: Unsure<'_>,
    find: impl Fn(&View) -> Option<Route>,
) -> Result<Option<(Route, Source)>, RpcError> {
    let began = tokio::time::Instant::now();
    let startup_left = hub.startup_left();
    loop {
        let (_, view) = hub.view(&exchange.caller)?;
        let found = find(&view);
        let found = found.and_then(|route| Some((view.sources.get(route.source).cloned()?, route)));
        let found = found.map(|(source, route)| (route, source));
        let is_sure = |source: &Source| source.server.trusted || !unsure.is_open(&view);
        if found.as_ref().is_some_and(|(_, source)| is_sure(source)) {
            return Ok(found);
        }
        let awaited = |s: &&Source| match found {
            Some(_) => s.server.trusted && s.inventory.is_none(),
            None => !s.upstream.is_heard(),
        };
        let waiting = view.sources.iter().filter(awaited).filter(|s| s.upstream.is_new());
        let waiting = waiting.filter_map(|source| {
            let patience = match found {
                Some(_) => Some(startup_left),
                None => unsure.patience(&view, source, startup_left),
            };
            let left = patience?.saturating_sub(began.elapsed());
            (!left.is_zero()).then_some((source, left))
        });
        let Some((source, left)) = waiting.max_by_key(|(_, left)| *left) else { return Ok(found) };
        if tokio::time::timeout(left, source.upstream.settled()).await.is_err() {
            return Ok(found);
        }
    }
}
