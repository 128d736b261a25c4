//! Notifications outside of requests: the standing stream of a legacy session, and
//! `subscriptions/listen` of a modern client. Both report changed lists and resources.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use tokio::sync::mpsc;

use crate::protocol::error;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::protocol::{era, json, meta};
use crate::proxy::Hub;
use crate::proxy::audience::Seat;
use crate::proxy::downstream::body::Piece;
use crate::proxy::downstream::session::Session;
use crate::proxy::downstream::tape::{Gone, Outlet};
use crate::proxy::downstream::voice::{LegacyVoice, Said, Voice as _};
use crate::proxy::exchange::Caller;
use crate::proxy::inventory::ListKind;
use crate::proxy::limits;
use crate::proxy::router;
use crate::proxy::subscription::{Subscription, Update};

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
pub(crate) fn attach(hub: &Arc<Hub>, session: &Arc<Session>) -> mpsc::Receiver<Piece> {
    let (tape, is_new) = session.standing_tape();
    if is_new {
        let outlet = Outlet::Taped(Arc::clone(&tape));
        tokio::spawn(standing(Arc::clone(hub), Arc::clone(session), outlet));
    }
    // Older clients treat an event without data as a broken message.
    tape.attach(None, session.caller.version == era::LEGACY[0])
}

/// Sends notifications and server requests to the client of a session until the session ends or the
/// client has disconnected for good.
pub(crate) async fn standing(hub: Arc<Hub>, session: Arc<Session>, outlet: Outlet) {
    let mut changes = hub.changes();
    // Compares the lists at once, to include changes from before this call.
    changes.mark_changed();
    if session.seen().is_none() {
        note_lists(&hub, &session);
    }
    let mut updates = hub.updates();
    let mut voice = LegacyVoice { session: Arc::clone(&session) };
    let inbox = session.caller.session.as_ref().map(|own| Arc::clone(&own.inbox));
    let inbox = inbox.unwrap_or_default();
    loop {
        let said = tokio::select! {
            () = session.standing.cancelled() => break,
            () = outlet.gone() => break,
            event = inbox.next() => match voice.say(event) {
                Said::Message(message) => vec![message],
                Said::Nothing | Said::Park(_) => continue,
            },
            update = updates.recv() => {
                let heard = |update: &Update| {
                    updated(update, &session.caller, &hub, |uri| session.follows(uri), None)
                };
                update.ok().and_then(|update| heard(&update)).into_iter().collect()
            }
            news = changes.changed() => {
                if news.is_err() {
                    break;
                }
                tokio::time::sleep(limits::GATHER).await;
                changes.mark_unchanged();
                if !session.caller.identity.holds(&hub.catalog().settings) {
                    break;
                }
                changed(&hub, &session)
            }
        };
        for message in said {
            if outlet.say(message).await.is_err() {
                break;
            }
        }
    }
    outlet.end();
}

/// Returns notifications for the lists that differ from the last ones sent to the client.
fn changed(hub: &Hub, session: &Session) -> Vec<Bytes> {
    let Some(now) = digests(hub, &session.caller) else { return Vec::new() };
    let Some(before) = session.seen().replace(now) else { return Vec::new() };
    let differing = CHANGES.into_iter().filter(|(_, _, kinds)| differ(before, now, kinds));
    let text = |(_, method, _): Change| format!(r#"{{"jsonrpc":"2.0","method":"{method}"}}"#);
    differing.map(|change| Bytes::from(text(change))).collect()
}

/// Records the lists that the client is about to receive.
pub(crate) fn note_lists(hub: &Hub, session: &Session) {
    if let Some(now) = digests(hub, &session.caller) {
        *session.seen() = Some(now);
    }
}

/// Starts the stream of a modern client's subscription: the acknowledgment, then the notifications.
pub(crate) fn subscription(
    hub: &Arc<Hub>,
    caller: Caller,
    request: &Request,
) -> mpsc::Receiver<Piece> {
    let (pieces, receiver) = mpsc::channel(limits::STANDING_QUEUE);
    let asked = request.raw("notifications").unwrap_or("{}");
    let asks = |word: &str| {
        json::get(asked, &(0..asked.len()), word).is_some_and(|span| &asked[span] == "true")
    };
    let id = request.message.id().unwrap_or("null").to_owned();
    let listener = Listener {
        hub: Arc::clone(hub),
        honoured: CHANGES.into_iter().filter(|(word, _, _)| asks(word)).collect(),
        followed: followed(hub, &caller, asked),
        _seat: hub.audience.seat(&caller),
        tag: format!(r#""_meta":{{"{}":{id}}}"#, meta::SUBSCRIPTION_ID),
        caller,
        id,
    };
    tokio::spawn(async move {
        // On an error the client has disconnected.
        let _ = listener.tell(&pieces).await;
    });
    receiver
}

/// One `subscriptions/listen` request.
struct Listener {
    hub: Arc<Hub>,
    caller: Caller,
    /// The raw id of the listen request.
    id: String,
    /// The `_meta` member that links a notification to this request.
    tag: String,
    honoured: Vec<Change>,
    followed: Vec<(String, Subscription)>,
    _seat: Seat,
}

impl Listener {
    /// Sends the requested notifications until the client disconnects or the hub shuts down.
    async fn tell(&self, pieces: &mpsc::Sender<Piece>) -> Result<(), Gone> {
        let (mut changes, mut updates) = (self.hub.changes(), self.hub.updates());
        // Compares the lists at once, to include changes from before this call.
        changes.mark_changed();
        let mut seen = digests(&self.hub, &self.caller);
        join_all(self.followed.iter().map(|(_, subscription)| subscription.begun())).await;
        send(pieces, &self.acknowledgement()).await?;
        loop {
            tokio::select! {
                () = pieces.closed() => return Err(Gone),
                update = updates.recv() => {
                    let follows = |uri: &str| {
                        let mut known = self.followed.iter().map(|(known, _)| known);
                        known.find(|known| uri.starts_with(known.as_str())).cloned()
                    };
                    let (caller, hub) = (&self.caller, &self.hub);
                    let told = update
                        .ok()
                        .and_then(|u| updated(&u, caller, hub, follows, Some(&self.id)));
                    if let Some(told) = told {
                        send(pieces, &told).await?;
                    }
                }
                news = changes.changed() => {
                    if news.is_ok() && !self.hub.is_closing() {
                        tokio::time::sleep(limits::GATHER).await;
                        changes.mark_unchanged();
                    }
                    let holds = self.caller.identity.holds(&self.hub.catalog().settings);
                    if news.is_err() || self.hub.is_closing() || !holds {
                        // A subscription that ends normally returns an empty result.
                        let last = error::success(&self.id, r#"{"resultType":"complete"}"#);
                        return send(pieces, &last).await;
                    }
                    let now = digests(&self.hub, &self.caller).or(seen);
                    for text in self.changed(seen, now) {
                        send(pieces, text.as_bytes()).await?;
                    }
                    seen = now;
                }
            }
        }
    }

    fn acknowledgement(&self) -> Bytes {
        let mut words: Vec<String> =
            self.honoured.iter().map(|(word, _, _)| format!(r#""{word}":true"#)).collect();
        if !self.followed.is_empty() {
            let uris: Vec<String> = self.followed.iter().map(|(uri, _)| json::quote(uri)).collect();
            words.push(format!(r#""resourceSubscriptions":[{}]"#, uris.join(",")));
        }
        let (tag, words) = (&self.tag, words.join(","));
        Bytes::from(format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{{tag},"notifications":{{{words}}}}}}}"#
        ))
    }

    /// Returns a notification for each requested list that differs.
    fn changed(&self, before: Option<[u64; 4]>, now: Option<[u64; 4]>) -> Vec<String> {
        let Some((before, now)) = before.zip(now) else { return Vec::new() };
        let differing = self.honoured.iter().filter(|(_, _, kinds)| differ(before, now, kinds));
        let tag = &self.tag;
        let text = |(_, method, _): &Change| {
            format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{{{tag}}}}}"#)
        };
        differing.map(text).collect()
    }
}

async fn send(pieces: &mpsc::Sender<Piece>, message: &[u8]) -> Result<(), Gone> {
    pieces.send(Bytes::copy_from_slice(message).into()).await.map_err(|_| Gone)
}

/// Subscribes to the requested resources. Skips those that cannot be subscribed to, and URIs that
/// are too long.
fn followed(hub: &Hub, caller: &Caller, asked: &str) -> Vec<(String, Subscription)> {
    let listed = json::get(asked, &(0..asked.len()), "resourceSubscriptions");
    let uris = listed.map(|span| json::elements(asked, &span)).unwrap_or_default();
    let follow = |span: json::Span| {
        let uri = json::string(asked, &span)?.into_owned();
        if uri.len() > limits::SUBSCRIPTION_URI_BYTES {
            return None;
        }
        let subscription = router::subscribe(hub, caller, &uri).ok()?;
        Some((uri, subscription))
    };
    uris.into_iter().take(limits::SUBSCRIPTIONS).filter_map(follow).collect()
}

/// Returns the update for one client if it follows that resource, tagged with its listen request.
fn updated(
    update: &Update,
    caller: &Caller,
    hub: &Hub,
    follows: impl Fn(&str) -> Option<String>,
    listen: Option<&str>,
) -> Option<Bytes> {
    let request = Request::read(update.message.clone()).ok()?;
    let known = follows(&request.string("uri")?)?;
    if !hub.concerns(caller, &known, update) {
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
fn digests(hub: &Hub, caller: &Caller) -> Option<[u64; 4]> {
    let (_, view) = hub.view(caller).ok()?;
    Some(ListKind::ALL.map(|kind| view.list(kind).digest))
}

fn differ(a: [u64; 4], b: [u64; 4], kinds: &[ListKind]) -> bool {
    kinds.iter().any(|kind| a[*kind as usize] != b[*kind as usize])
}
