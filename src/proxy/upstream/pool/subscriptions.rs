//! Resource subscriptions: one upstream subscription per URI and connection, shared by all clients
//! and renewed after each reconnect.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, oneshot};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::json;
use crate::protocol::{Era, Message};
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
            (Era::Modern, Transport::Duplex(transport)) => {
                let filter = format!(r#"{{"resourceSubscriptions":[{}]}}"#, json::quote(&self.uri));
                let acknowledgments = transport.acknowledgments();
                // A server may run requests in parallel: only an acknowledgment tells that no change
                // is missed.
                let begins = async {
                    let acknowledged = wait_acknowledged(acknowledgments, &self.uri);
                    let _ = tokio::time::timeout(limits::ACKNOWLEDGE, acknowledged).await;
                    self.begun.cancel();
                    std::future::pending::<()>().await;
                };
                tokio::select! {
                    () = self.ended.cancelled() => true,
                    () = connection.listen(&filter) => {
                        self.begun.cancel();
                        false
                    }
                    () = begins => false,
                }
            }
            (Era::Modern, Transport::OpenApi(_)) => {
                self.begun.cancel();
                self.ended.cancelled().await;
                true
            }
        }
    }
}

/// Waits for the acknowledgment of a subscription to this URI.
async fn wait_acknowledged(mut acknowledgments: broadcast::Receiver<Message>, uri: &str) {
    loop {
        match acknowledgments.recv().await {
            Ok(message) if acknowledges(&message, uri) => return,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

fn acknowledges(message: &Message, uri: &str) -> bool {
    let message: Value = serde_json::from_str(message.text()).unwrap_or_default();
    let uris = message["params"]["notifications"]["resourceSubscriptions"].as_array();
    uris.is_some_and(|uris| uris.iter().any(|acknowledged| acknowledged == uri))
}
