//! Streams that outlive a request: the standing stream of a legacy session, and
//! `subscriptions/listen` of a modern client. Both tell that lists have changed.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::protocol::error;
use crate::protocol::message::Message;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::protocol::{json, meta, sse};
use crate::proxy::Hub;
use crate::proxy::downstream::legacy;
use crate::proxy::downstream::session::Session;
use crate::proxy::exchange::Caller;
use crate::proxy::inventory::ListKind;
use crate::proxy::limits;
use crate::proxy::router;
use crate::proxy::upstream::subscriptions::Subscription;

/// The three lists that a client can be told of: the word in a listen request, and the notification.
const CHANGES: [(&str, &str, &[ListKind]); 3] = [
    ("toolsListChanged", "notifications/tools/list_changed", &[ListKind::Tools]),
    ("promptsListChanged", "notifications/prompts/list_changed", &[ListKind::Prompts]),
    (
        "resourcesListChanged",
        "notifications/resources/list_changed",
        &[ListKind::Resources, ListKind::Templates],
    ),
];

/// The standing stream of a legacy session.
pub(crate) fn standing(hub: &Arc<Hub>, session: Arc<Session>) -> mpsc::Receiver<Bytes> {
    let (pieces, receiver) = mpsc::channel(limits::STANDING_QUEUE);
    let hub = Arc::clone(hub);
    let mut changes = hub.changes();
    if legacy::seen(&session).is_none() {
        note_lists(&hub, &session);
    }
    let mut updates = hub.updates();
    tokio::spawn(async move {
        let mut pulse = tokio::time::interval(limits::KEEP_ALIVE);
        loop {
            tokio::select! {
                update = updates.recv() => {
                    let told = update.ok().and_then(|u| updated(&u, |uri| session.follows(uri), None));
                    if let Some(told) = told
                        && pieces.send(sse::encode(None, &told)).await.is_err()
                    {
                        return;
                    }
                    continue;
                }
                () = session.standing.cancelled() => return,
                () = pieces.closed() => return,
                news = changes.changed() => {
                    if news.is_err() {
                        return;
                    }
                    tokio::time::sleep(limits::GATHER).await;
                    changes.mark_unchanged();
                }
                _ = pulse.tick() => {
                    session.touch();
                    if pieces.send(sse::KEEP_ALIVE).await.is_err() {
                        return;
                    }
                }
            }
            let Some(now) = digests(&hub, &session.caller) else { continue };
            let before = legacy::seen(&session).replace(now);
            for (_, method, kinds) in CHANGES {
                if before.is_some_and(|before| differ(before, now, kinds)) {
                    let text = format!(r#"{{"jsonrpc":"2.0","method":"{method}"}}"#);
                    if pieces.send(sse::encode(None, text.as_bytes())).await.is_err() {
                        return;
                    }
                }
            }
        }
    });
    receiver
}

/// Notes what the session's client is about to be told of the lists.
pub(crate) fn note_lists(hub: &Hub, session: &Session) {
    if let Some(now) = digests(hub, &session.caller) {
        *legacy::seen(session) = Some(now);
    }
}

/// The stream of a modern client's subscription: the acknowledgement first, then what it asked for.
pub(crate) fn subscription(
    hub: &Arc<Hub>,
    caller: Caller,
    request: &Request,
) -> mpsc::Receiver<Bytes> {
    let (pieces, receiver) = mpsc::channel(limits::STANDING_QUEUE);
    let id = request.message.id().unwrap_or("null").to_owned();
    let asked = request.raw("notifications").unwrap_or("{}");
    let asks = |word: &str| {
        json::get(asked, &(0..asked.len()), word).is_some_and(|span| &asked[span] == "true")
    };
    let honoured: Vec<_> = CHANGES.into_iter().filter(|(word, _, _)| asks(word)).collect();
    let tag = format!(r#""_meta":{{"{}":{id}}}"#, meta::SUBSCRIPTION_ID);
    let mut words: Vec<String> =
        honoured.iter().map(|(word, _, _)| format!(r#""{word}":true"#)).collect();
    let followed = followed(hub, &caller, asked);
    if !followed.is_empty() {
        let uris: Vec<String> = followed.iter().map(|(uri, _)| json::quote(uri)).collect();
        words.push(format!(r#""resourceSubscriptions":[{}]"#, uris.join(",")));
    }
    let acknowledged = format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{{tag},"notifications":{{{}}}}}}}"#,
        words.join(",")
    );
    let hub = Arc::clone(hub);
    let mut updates = hub.updates();
    tokio::spawn(async move {
        let mut changes = hub.changes();
        let mut seen = digests(&hub, &caller);
        let mut pulse = tokio::time::interval(limits::KEEP_ALIVE);
        pulse.reset();
        if pieces.send(sse::encode(None, acknowledged.as_bytes())).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                update = updates.recv() => {
                    let follows = |uri: &str| followed.iter().any(|(known, _)| uri.starts_with(known));
                    let told = update.ok().and_then(|u| updated(&u, follows, Some(&id)));
                    if let Some(told) = told
                        && pieces.send(sse::encode(None, &told)).await.is_err()
                    {
                        return;
                    }
                    continue;
                }
                () = pieces.closed() => return,
                news = changes.changed() => {
                    if news.is_err() || hub.is_closing() {
                        // The end of a subscription in good order is an empty result.
                        let last = error::success(&id, r#"{"resultType":"complete"}"#);
                        let _ = pieces.send(sse::encode(None, &last)).await;
                        return;
                    }
                    tokio::time::sleep(limits::GATHER).await;
                    changes.mark_unchanged();
                }
                _ = pulse.tick() => {
                    if pieces.send(sse::KEEP_ALIVE).await.is_err() {
                        return;
                    }
                    continue;
                }
            }
            let Some(now) = digests(&hub, &caller) else { continue };
            let before = seen.replace(now);
            for (_, method, kinds) in &honoured {
                if before.is_some_and(|before| differ(before, now, kinds)) {
                    let text =
                        format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{{{tag}}}}}"#);
                    if pieces.send(sse::encode(None, text.as_bytes())).await.is_err() {
                        return;
                    }
                }
            }
        }
    });
    receiver
}

/// The resources among those asked for that can be followed, and the subscriptions to them.
fn followed(hub: &Hub, caller: &Caller, asked: &str) -> Vec<(String, Subscription)> {
    let listed = json::get(asked, &(0..asked.len()), "resourceSubscriptions");
    let uris = listed.map(|span| json::elements(asked, &span)).unwrap_or_default();
    let follow = |span: json::Span| {
        let uri = json::string(asked, &span)?.into_owned();
        let subscription = router::subscribe(hub, caller, &uri)?;
        Some((uri, subscription))
    };
    uris.into_iter().take(limits::SUBSCRIPTIONS).filter_map(follow).collect()
}

/// An update as one client gets it, if it follows that resource; tagged with its listen request.
fn updated(
    update: &Message,
    follows: impl Fn(&str) -> bool,
    listen: Option<&str>,
) -> Option<Bytes> {
    let request = Request::read(update.clone()).ok()?;
    if !follows(&request.string("uri")?) {
        return None;
    }
    let tag = listen.map(|id| (meta::SUBSCRIPTION_ID, id));
    if tag.is_none() && !request.has_meta() {
        return Some(update.bytes().clone());
    }
    let fresh: Vec<(&str, &str)> = tag.into_iter().collect();
    let meta = MetaEdit::Rebuild(&fresh);
    Some(request.forward(Forward { id: None, progress_token: None, values: Vec::new(), meta }))
}

/// The digests of the four lists that a caller is shown now.
fn digests(hub: &Hub, caller: &Caller) -> Option<[u64; 4]> {
    let catalog = hub.catalog();
    let view = catalog.view(&catalog.resolve(&caller.target)?, &caller.interactive());
    Some(ListKind::ALL.map(|kind| view.list(kind).digest))
}

fn differ(a: [u64; 4], b: [u64; 4], kinds: &[ListKind]) -> bool {
    kinds.iter().any(|kind| a[*kind as usize] != b[*kind as usize])
}
