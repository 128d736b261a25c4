//! Notifications outside of requests: the standing stream of a legacy session, and
//! `subscriptions/listen` of a modern client. Both report changed lists and resources.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use tokio::sync::{broadcast, mpsc};

use crate::protocol::error;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::protocol::{era, json, meta};
use crate::proxy::Gateway;
use crate::proxy::audience::ListenerGuard;
use crate::proxy::downstream::event_encoder::{Encoded, EventEncoder as _, LegacyEncoder};
use crate::proxy::downstream::session::replay_buffer::{Disconnected, MessageSink};
use crate::proxy::downstream::session::session::Session;
use crate::proxy::downstream::transport::body::SseEvent;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::exchange::subscription::{Subscription, Update};
use crate::proxy::inventory::items::ListKind;
use crate::proxy::limits;
use crate::proxy::router;

/// A change that clients can subscribe to: its name in a listen request, its notification, the
/// lists it covers.
type Change = (&'static str, &'static str, &'static [ListKind]);

const CHANGES: [Change; 3] = [
    ("toolsListChanged", "notifications/tools/list_changed", &[ListKind::Tools]),
    ("promptsListChanged", "notifications/prompts/list_changed", &[ListKind::Prompts]),
    (
        "resourcesListChanged",
        "notifications/resources/list_changed",
        &[ListKind::Resources, ListKind::Templates],
    ),
];

/// Connects a client to the standing stream of its session, and starts that stream if needed.
pub(crate) fn attach(gateway: &Arc<Gateway>, session: &Arc<Session>) -> mpsc::Receiver<SseEvent> {
    let (stream, is_new) = session.standing_stream();
    if is_new {
        let sink = MessageSink::Replayable(Arc::clone(&stream));
        tokio::spawn(run_standing_stream(Arc::clone(gateway), Arc::clone(session), sink));
    }
    // Older clients treat an event without data as a broken message.
    stream.attach(None, session.caller.version == era::LEGACY[0])
}

/// Sends notifications and server requests to the client of a session until the session ends or the
/// client has disconnected for good. Includes the updates from this call on, even if the returned
/// future is polled later.
pub(crate) fn run_standing_stream(
    gateway: Arc<Gateway>,
    session: Arc<Session>,
    sink: MessageSink,
) -> impl Future<Output = ()> + Send {
    let updates = gateway.hub.updates();
    send_changes(gateway, session, sink, updates)
}

async fn send_changes(
    gateway: Arc<Gateway>,
    session: Arc<Session>,
    sink: MessageSink,
    mut updates: broadcast::Receiver<Arc<Update>>,
) {
    let mut changes = gateway.hub.changes();
    // Compares the lists at once, to include changes from before this call.
    changes.mark_changed();
    if session.known_lists().is_none() {
        record_lists(&gateway, &session);
    }
    let mut encoder = LegacyEncoder { session: Arc::clone(&session) };
    let inbox = session.caller.session.as_ref().map(|own| Arc::clone(&own.inbox));
    let inbox = inbox.unwrap_or_default();
    loop {
        let messages = tokio::select! {
            () = session.standing_ended.cancelled() => break,
            () = sink.closed() => break,
            event = inbox.next() => match encoder.encode(event) {
                Encoded::Message(message) => vec![message],
                Encoded::Skip | Encoded::Suspend(_) => continue,
            },
            update = updates.recv() => {
                let subscribed = |uri: &str| session.subscribed_uri(uri);
                let encode = |update: Arc<Update>| {
                    encode_update(&update, &session.caller, &gateway, subscribed, None)
                };
                update.ok().and_then(encode).into_iter().collect()
            }
            change = changes.changed() => {
                if change.is_err() {
                    break;
                }
                tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
                changes.mark_unchanged();
                if !session.caller.identity.holds(&gateway.hub.catalog().settings) {
                    break;
                }
                list_changes(&gateway, &session)
            }
        };
        for message in messages {
            if sink.send(message).await.is_err() {
                break;
            }
        }
    }
    sink.end();
}

/// Returns notifications for the lists that differ from the last ones sent to the client.
fn list_changes(gateway: &Gateway, session: &Session) -> Vec<Bytes> {
    let Some(now) = digests(gateway, &session.caller) else { return Vec::new() };
    let Some(before) = session.known_lists().replace(now) else { return Vec::new() };
    let differing = CHANGES.into_iter().filter(|(_, _, kinds)| differ(before, now, kinds));
    let text = |(_, method, _): Change| format!(r#"{{"jsonrpc":"2.0","method":"{method}"}}"#);
    differing.map(|change| Bytes::from(text(change))).collect()
}

/// Records the lists that the client is about to receive.
pub(crate) fn record_lists(gateway: &Gateway, session: &Session) {
    if let Some(now) = digests(gateway, &session.caller) {
        *session.known_lists() = Some(now);
    }
}

/// Starts the stream of a modern client's subscription: the acknowledgment, then the notifications.
pub(crate) fn open_subscription(
    gateway: &Arc<Gateway>,
    caller: Caller,
    request: &Request,
) -> mpsc::Receiver<SseEvent> {
    let (events, receiver) = mpsc::channel(limits::LISTEN_QUEUE);
    let filter = request.raw("notifications").unwrap_or("{}");
    let requests = |word: &str| {
        json::get(filter, &(0..filter.len()), word).is_some_and(|span| &filter[span] == "true")
    };
    let id = request.message.id().unwrap_or("null").to_owned();
    let listener = Listener {
        gateway: Arc::clone(gateway),
        accepted: CHANGES.into_iter().filter(|(word, _, _)| requests(word)).collect(),
        subscriptions: subscribe_all(gateway, &caller, filter),
        _guard: gateway.audience.register(&caller),
        tag: format!(r#""_meta":{{"{}":{id}}}"#, meta::SUBSCRIPTION_ID),
        caller,
        id,
    };
    tokio::spawn(async move {
        // On an error the client has disconnected.
        let _ = listener.run(&events).await;
    });
    receiver
}

/// One `subscriptions/listen` request.
struct Listener {
    gateway: Arc<Gateway>,
    caller: Caller,
    /// The raw id of the listen request.
    id: String,
    /// The `_meta` member that links a notification to this request.
    tag: String,
    accepted: Vec<Change>,
    subscriptions: Vec<(String, Subscription)>,
    _guard: ListenerGuard,
}

impl Listener {
    /// Sends the requested notifications until the client disconnects or the hub shuts down.
    async fn run(&self, events: &mpsc::Sender<SseEvent>) -> Result<(), Disconnected> {
        let (mut changes, mut updates) = (self.gateway.hub.changes(), self.gateway.hub.updates());
        // Compares the lists at once, to include changes from before this call.
        changes.mark_changed();
        let mut sent = digests(&self.gateway, &self.caller);
        join_all(self.subscriptions.iter().map(|(_, subscription)| subscription.begun())).await;
        send(events, &self.acknowledgment()).await?;
        loop {
            tokio::select! {
                () = events.closed() => return Err(Disconnected),
                update = updates.recv() => {
                    let subscribed = |uri: &str| {
                        let mut uris = self.subscriptions.iter().map(|(known, _)| known);
                        uris.find(|known| uri.starts_with(known.as_str())).cloned()
                    };
                    let (caller, gateway) = (&self.caller, &self.gateway);
                    let message = update
                        .ok()
                        .and_then(|u| encode_update(&u, caller, gateway, subscribed, Some(&self.id)));
                    if let Some(message) = message {
                        send(events, &message).await?;
                    }
                }
                change = changes.changed() => {
                    if change.is_ok() && !self.gateway.hub.is_closing() {
                        tokio::time::sleep(limits::RELIST_DEBOUNCE).await;
                        changes.mark_unchanged();
                    }
                    let holds = self.caller.identity.holds(&self.gateway.hub.catalog().settings);
                    if change.is_err() || self.gateway.hub.is_closing() || !holds {
                        // A subscription that ends normally returns an empty result.
                        let last = error::success(&self.id, r#"{"resultType":"complete"}"#);
                        return send(events, &last).await;
                    }
                    let now = digests(&self.gateway, &self.caller).or(sent);
                    for text in self.list_changes(sent, now) {
                        send(events, text.as_bytes()).await?;
                    }
                    sent = now;
                }
            }
        }
    }

    fn acknowledgment(&self) -> Bytes {
        let mut words: Vec<String> =
            self.accepted.iter().map(|(word, _, _)| format!(r#""{word}":true"#)).collect();
        if !self.subscriptions.is_empty() {
            let uris: Vec<String> =
                self.subscriptions.iter().map(|(uri, _)| json::quote(uri)).collect();
            words.push(format!(r#""resourceSubscriptions":[{}]"#, uris.join(",")));
        }
        let (tag, words) = (&self.tag, words.join(","));
        Bytes::from(format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{{tag},"notifications":{{{words}}}}}}}"#
        ))
    }

    /// Returns a notification for each requested list that differs.
    fn list_changes(&self, before: Option<[u64; 4]>, now: Option<[u64; 4]>) -> Vec<String> {
        let Some((before, now)) = before.zip(now) else { return Vec::new() };
        let differing = self.accepted.iter().filter(|(_, _, kinds)| differ(before, now, kinds));
        let tag = &self.tag;
        let text = |(_, method, _): &Change| {
            format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{{{tag}}}}}"#)
        };
        differing.map(text).collect()
    }
}

async fn send(events: &mpsc::Sender<SseEvent>, message: &[u8]) -> Result<(), Disconnected> {
    events.send(Bytes::copy_from_slice(message).into()).await.map_err(|_| Disconnected)
}

/// Subscribes to the requested resources. Skips those that cannot be subscribed to, and URIs that
/// are too long.
fn subscribe_all(gateway: &Gateway, caller: &Caller, filter: &str) -> Vec<(String, Subscription)> {
    let listed = json::get(filter, &(0..filter.len()), "resourceSubscriptions");
    let uris = listed.map(|span| json::elements(filter, &span)).unwrap_or_default();
    let subscribe = |span: json::Span| {
        let uri = json::string(filter, &span)?.into_owned();
        if uri.len() > limits::SUBSCRIPTION_URI_BYTES {
            return None;
        }
        let subscription = router::subscribe(&gateway.hub, caller, &uri).ok()?;
        Some((uri, subscription))
    };
    uris.into_iter().take(limits::SUBSCRIPTIONS).filter_map(subscribe).collect()
}

/// Returns the update for one client if it follows that resource, tagged with its listen request.
fn encode_update(
    update: &Update,
    caller: &Caller,
    gateway: &Gateway,
    subscribed: impl Fn(&str) -> Option<String>,
    listen: Option<&str>,
) -> Option<Bytes> {
    let request = Request::read(update.message.clone()).ok()?;
    let subscribed = subscribed(&request.string("uri")?)?;
    if !gateway.hub.update_is_visible(caller, &subscribed, update) {
        return None;
    }
    let tag = listen.map(|id| (meta::SUBSCRIPTION_ID, id));
    if tag.is_none() && !request.has_meta() {
        return Some(update.message.bytes().clone());
    }
    let fresh: Vec<(&str, &str)> = tag.into_iter().collect();
    let meta = MetaEdit::Rebuild(&fresh);
    Some(request.forward(&Forward { id: None, progress_token: None, values: &[], meta }))
}

/// Returns the digests of the caller's four lists.
fn digests(gateway: &Gateway, caller: &Caller) -> Option<[u64; 4]> {
    let view = gateway.hub.snapshot(caller).ok()?.view;
    Some(ListKind::ALL.map(|kind| view.list(kind).digest))
}

fn differ(a: [u64; 4], b: [u64; 4], kinds: &[ListKind]) -> bool {
    kinds.iter().any(|kind| a[*kind as usize] != b[*kind as usize])
}
