//! Resource subscriptions: one upstream subscription per URI and connection, shared by all clients
//! and renewed after each reconnect.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::Era;
use crate::protocol::json;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::limits;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::pool::by_capabilities::{CapabilityPool, Purpose};

/// The subscriptions to one server's resources.
pub(in crate::proxy::upstream) struct Subscriptions {
    pool: Weak<CapabilityPool>,
    all: Mutex<HashMap<Key, (Weak<DropGuard>, CancellationToken)>>,
}

/// A URI and the connection it is subscribed on; `None` is the shared connection.
type Key = (String, Option<Purpose>);

impl Subscriptions {
    pub(in crate::proxy::upstream) fn new(pool: &Arc<CapabilityPool>) -> Self {
        Self { pool: Arc::downgrade(pool), all: Mutex::default() }
    }

    /// Subscribes to a resource until the returned value is dropped, on the connection that this
    /// caller's calls use.
    pub(in crate::proxy::upstream) fn subscribe(&self, uri: &str, caller: &Caller) -> Subscription {
        let apart = self.pool.upgrade().and_then(|pool| pool.separate_purpose(caller));
        let key = (uri.to_owned(), apart);
        let mut all = self.all.lock();
        if let Some((shared, begun)) = all.get(&key)
            && let Some(shared) = shared.upgrade()
        {
            return Subscription::sharing(shared, begun.clone());
        }
        all.retain(|_, (shared, _)| shared.strong_count() > 0);
        let ended = CancellationToken::new();
        let begun = CancellationToken::new();
        let shared = Arc::new(ended.clone().drop_guard());
        all.insert(key, (Arc::downgrade(&shared), begun.clone()));
        let follower = Follower { uri: uri.to_owned(), ended, begun: begun.clone() };
        tokio::spawn(follower.run(Weak::clone(&self.pool), caller.clone()));
        Subscription::sharing(shared, begun)
    }
}

/// The task of one subscription.
struct Follower {
    uri: String,
    /// Cancelled when the subscription is dropped.
    ended: CancellationToken,
    /// Cancelled once the server has received the subscription.
    begun: CancellationToken,
}

impl Follower {
    /// Subscribes on each connection the caller gets, until the subscription is dropped.
    async fn run(self, pool: Weak<CapabilityPool>, caller: Caller) {
        loop {
            let Some(open_pool) = pool.upgrade() else { return };
            let connection = tokio::select! {
                () = self.ended.cancelled() => return,
                connection = open_pool.main_connection(&caller) => connection,
            };
            drop(open_pool);
            let over = match connection {
                Ok(connection) => self.subscribe_on(&connection).await,
                Err(_) => false,
            };
            if over {
                return;
            }
            tokio::select! {
                () = self.ended.cancelled() => return,
                () = tokio::time::sleep(limits::RETRY.0) => {}
            }
        }
    }

    /// Subscribes and waits. Returns true if the subscription has ended, false if the connection
    /// was lost.
    async fn subscribe_on(&self, connection: &Connection) -> bool {
        let params = format!(r#"{{"uri":{}}}"#, json::quote(&self.uri));
        match (connection.server_info.era, &connection.transport) {
            (Era::Legacy, _) => {
                let request = connection.request("resources/subscribe", &params, limits::LIST);
                if let Err(e) = request.await {
                    tracing::debug!("cannot subscribe to {}: {}", self.uri, e.kind());
                }
                self.begun.cancel();
                tokio::select! {
                    () = self.ended.cancelled() => {
                        let method = "resources/unsubscribe";
                        let _ = connection.request(method, &params, limits::LIST).await;
                        true
                    }
                    _ = connection.transport.wait_closed() => false,
                }
            }
            (Era::Modern, Transport::Http(transport)) => {
                let uri = json::quote(&self.uri);
                let wanted = format!(r#"{{"resourceSubscriptions":[{uri}]}}"#);
                let (tried, answered) = oneshot::channel();
                let begins = async {
                    // Without a response, there is nothing to wait for either.
                    let _ = answered.await;
                    self.begun.cancel();
                    std::future::pending::<()>().await;
                };
                tokio::select! {
                    () = self.ended.cancelled() => true,
                    () = transport.listen_for(&wanted, tried) => false,
                    () = begins => false,
                }
            }
            (Era::Modern, _) => {
                let uri = json::quote(&self.uri);
                let filter = format!(r#"{{"resourceSubscriptions":[{uri}]}}"#);
                let mut listening = pin!(connection.listen(&filter));
                // No call can overtake the request now, because both use the same stream.
                let over = futures_util::poll!(&mut listening).is_ready();
                self.begun.cancel();
                if over {
                    return false;
                }
                tokio::select! {
                    () = self.ended.cancelled() => true,
                    () = listening => false,
                }
            }
        }
    }
}
