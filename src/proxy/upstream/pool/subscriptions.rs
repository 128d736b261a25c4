//! Resource subscriptions: one upstream subscription per URI and connection, shared by all clients
//! and renewed after each reconnect.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::Era;
use crate::protocol::json;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::limits;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::connection::link::{Link, Wire};
use crate::proxy::upstream::pool::by_capabilities::Purpose;

/// The subscriptions to one server's resources.
#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    all: Mutex<HashMap<Key, (Weak<DropGuard>, CancellationToken)>>,
}

/// A URI and the connection it is subscribed on; `None` is the shared connection.
type Key = (String, Option<Purpose>);

impl Upstream {
    /// Subscribes to a resource until the returned value is dropped, on the connection that this
    /// caller's calls use: a legacy server may not notify one connection of a change made over
    /// another.
    pub(crate) fn subscribe(self: &Arc<Self>, uri: &str, caller: &Caller) -> Subscription {
        let legacy = self.link.load().as_ref().is_some_and(|l| l.facts.era == Era::Legacy);
        let apart = (legacy && !self.shares(caller)).then(|| self.purpose(caller));
        let key = (uri.to_owned(), apart);
        let mut all = self.subscriptions.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((shared, begun)) = all.get(&key)
            && let Some(shared) = shared.upgrade()
        {
            return Subscription::sharing(shared, begun.clone());
        }
        all.retain(|_, (shared, _)| shared.strong_count() > 0);
        let (ended, begun) = (CancellationToken::new(), CancellationToken::new());
        let shared = Arc::new(ended.clone().drop_guard());
        all.insert(key, (Arc::downgrade(&shared), begun.clone()));
        let told = (ended, begun.clone());
        tokio::spawn(follow(Arc::downgrade(self), uri.to_owned(), caller.clone(), told));
        Subscription::sharing(shared, begun)
    }
}

/// Subscribes on each connection the caller gets, until the subscription is dropped.
async fn follow(
    upstream: Weak<Upstream>,
    uri: String,
    caller: Caller,
    (ended, begun): (CancellationToken, CancellationToken),
) {
    loop {
        let Some(server) = upstream.upgrade() else { return };
        let link = tokio::select! {
            () = ended.cancelled() => return,
            link = server.main_link(&caller) => link,
        };
        drop(server);
        let over = match link {
            Ok(link) => subscribe_on(&link, &uri, &ended, &begun).await,
            Err(_) => false,
        };
        if over {
            return;
        }
        tokio::select! {
            () = ended.cancelled() => return,
            () = tokio::time::sleep(limits::RETRY.0) => {}
        }
    }
}

/// Subscribes and waits. Returns true if the subscription has ended, false if the connection was
/// lost.
async fn subscribe_on(
    link: &Link,
    uri: &str,
    ended: &CancellationToken,
    begun: &CancellationToken,
) -> bool {
    let facts = &link.facts;
    let params = format!(r#"{{"uri":{}}}"#, json::quote(uri));
    let ask = |method| link.wire.ask(facts.era, &facts.version, method, &params, limits::LIST);
    match (facts.era, &link.wire) {
        (Era::Legacy, _) => {
            if let Err(e) = ask("resources/subscribe").await {
                tracing::debug!("cannot subscribe to {uri}: {}", e.kind());
            }
            begun.cancel();
            tokio::select! {
                () = ended.cancelled() => {
                    let _ = ask("resources/unsubscribe").await;
                    true
                }
                _ = link.wire.wait_closed() => false,
            }
        }
        (Era::Modern, Wire::Http(wire)) => {
            let wanted = format!(r#"{{"resourceSubscriptions":[{}]}}"#, json::quote(uri));
            let (tried, answered) = oneshot::channel();
            let begins = async {
                // Without a response, there is nothing to wait for either.
                let _ = answered.await;
                begun.cancel();
                std::future::pending::<()>().await;
            };
            tokio::select! {
                () = ended.cancelled() => true,
                () = wire.listen_for(&wanted, tried) => false,
                () = begins => false,
            }
        }
        (Era::Modern, _) => {
            let params = format!(
                r#"{{"notifications":{{"resourceSubscriptions":[{}]}}}}"#,
                json::quote(uri)
            );
            let forever = Duration::from_secs(u64::from(u32::MAX));
            let method = "subscriptions/listen";
            let mut listening =
                pin!(link.wire.ask(facts.era, &facts.version, method, &params, forever));
            // No call can overtake the request now, because both use the same stream.
            let over = futures_util::poll!(&mut listening).is_ready();
            begun.cancel();
            if over {
                return false;
            }
            tokio::select! {
                () = ended.cancelled() => true,
                _ = listening => false,
            }
        }
    }
}
