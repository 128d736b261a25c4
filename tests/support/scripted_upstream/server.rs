//! State shared by all connections: the script, the changes made by calls, the listeners.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Eras, Script, raw};

/// The revision without sessions.
pub(crate) const MODERN: &str = "2026-07-28";
/// The revisions that begin with `initialize`, newest first.
pub(crate) const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// Timeout of a request to the client.
const ASK_PATIENCE: Duration = Duration::from_secs(30);

/// The era of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    Legacy,
    Modern,
}

/// The transport for the messages of one exchange.
pub(crate) trait Sink: Send + Sync {
    /// Sends a notification or a request of ours.
    fn send(&self, message: &str);
    /// Sends the final response, with its status over HTTP.
    fn finish(&self, status: u16, message: &str);
    /// Ends without a response.
    fn abandon(&self);
    /// Closes the transport shared by all messages of a session.
    fn hang_up(&self) {}
}

/// A message, split into parts that keep their exact text, and parsed only as far as needed.
pub(crate) struct Message {
    pub(crate) id: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) params: Value,
    pub(crate) result: Option<String>,
    pub(crate) error: Option<String>,
}

impl Message {
    /// Parses a message; returns `None` if it is not a JSON object.
    pub(crate) fn read(text: &str) -> Option<Self> {
        raw::members(text)?;
        let part = |name| raw::get(text, name).map(str::to_owned);
        Some(Self {
            id: part("id"),
            method: raw::get(text, "method").and_then(|method| serde_json::from_str(method).ok()),
            params: raw::get(text, "params").map(|text| lossy(text, 6)).unwrap_or_default(),
            result: part("result"),
            error: part("error"),
        })
    }
}

/// Parses a value with possible loss: numbers beyond `f64` and unpaired surrogates become null, and
/// so do values nested deeper than `levels` around them.
fn lossy(text: &str, levels: u8) -> Value {
    if let Ok(value) = serde_json::from_str(text) {
        return value;
    }
    let Some(levels) = levels.checked_sub(1) else { return Value::Null };
    if let Some(elements) = raw::elements(text) {
        return elements.into_iter().map(|element| lossy(element, levels)).collect();
    }
    let members = raw::members(text).unwrap_or_default().into_iter();
    let members =
        members.map(|(key, value)| (serde_json::from_str(key).ok(), lossy(value, levels)));
    Value::Object(members.filter_map(|(key, value)| Some((key?, value))).collect())
}

/// A legacy client: the process's own over stdio, a session over HTTP.
#[derive(Default)]
pub(crate) struct Peer {
    pub(crate) session: String,
    pub(crate) capabilities: Mutex<Value>,
    pub(crate) client_info: Mutex<Value>,
    pub(crate) standing: Mutex<Option<Arc<dyn Sink>>>,
    pub(crate) subscribed: Mutex<HashSet<String>>,
    asks: Mutex<HashMap<String, Sender<String>>>,
}

/// A request in progress.
pub(crate) struct Exchange {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) params: Value,
    /// The request as received.
    pub(crate) raw: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) era: Era,
    pub(crate) peer: Arc<Peer>,
    pub(crate) out: Arc<dyn Sink>,
    pub(crate) cancelled: AtomicBool,
    /// Messages to send after the response.
    pub(crate) afterwards: Mutex<Vec<After>>,
}

/// A message that belongs to no request.
pub(crate) enum After {
    /// A notification: method and params.
    Say(String, Value),
    /// A request: method and the exact text of params.
    Ask(String, String),
}

/// An open `subscriptions/listen`.
struct Listener {
    id: String,
    wants: Value,
    out: Arc<dyn Sink>,
}

/// Changes made by calls.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) lists: HashSet<String>,
    /// Additional items by list, as exact JSON.
    pub(crate) items: HashMap<String, Vec<String>>,
    pub(crate) open_gates: HashSet<String>,
    pub(crate) held: Vec<String>,
    pub(crate) cancelled: Vec<String>,
    /// Whether `region` requires its argument repeated as a header.
    pub(crate) marked: bool,
    /// The event ids from which GET streams were resumed.
    pub(crate) standings: Vec<Option<String>>,
    /// The clients' responses to requests that belonged to no call.
    pub(crate) answered: Vec<String>,
}

pub(crate) struct Server {
    pub(crate) script: Script,
    pub(crate) calls: AtomicUsize,
    /// How many connections `--reset` has reset.
    pub(crate) resets: AtomicUsize,
    pub(crate) running: Mutex<Vec<Arc<Exchange>>>,
    pub(crate) peers: Mutex<Vec<Arc<Peer>>>,
    changes: Mutex<Changes>,
    changed: Condvar,
    listeners: Mutex<Vec<Listener>>,
    record: Option<Mutex<File>>,
    serial: AtomicU64,
}

impl Server {
    pub(crate) fn new(script: Script) -> Self {
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        let record = script.record.as_ref().map(open).map(|file| file.expect("the record opens"));
        Self {
            script,
            calls: AtomicUsize::new(0),
            resets: AtomicUsize::new(0),
            running: Mutex::default(),
            peers: Mutex::default(),
            changes: Mutex::default(),
            changed: Condvar::new(),
            listeners: Mutex::default(),
            record: record.map(Mutex::new),
            serial: AtomicU64::new(1),
        }
    }

    /// Records a received message.
    pub(crate) fn record(&self, raw: &str) {
        if let Some(file) = &self.record {
            let line = raw.replace('\n', " ") + "\n";
            file.lock().expect("nobody panics").write_all(line.as_bytes()).expect("disk");
        }
    }

    /// Returns a number that this process has not used yet.
    pub(crate) fn next(&self) -> u64 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }

    /// Returns the changes made by calls; use [`Server::wake`] to wake waiters after changing them.
    pub(crate) fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().expect("nobody panics")
    }

    pub(crate) fn wake(&self) {
        self.changed.notify_all();
    }

    /// Waits until `done` returns true (returns true) or the exchange is cancelled (returns false).
    pub(crate) fn wait(&self, exchange: &Exchange, done: impl Fn(&Changes) -> bool) -> bool {
        let mut changes = self.changes();
        while !done(&changes) {
            if exchange.is_cancelled() {
                return false;
            }
            // Every change and cancellation wakes it; the limit only guards against a lost wakeup.
            let limit = Duration::from_secs(1);
            changes = self.changed.wait_timeout(changes, limit).expect("nobody panics").0;
        }
        true
    }

    /// Returns the supported versions.
    pub(crate) fn versions(&self) -> Vec<&'static str> {
        match self.script.era {
            Eras::Both => [&[MODERN], LEGACY.as_slice()].concat(),
            Eras::Legacy => LEGACY.to_vec(),
            Eras::Modern => vec![MODERN],
        }
    }

    /// Returns the era of a request, by its `_meta`.
    pub(crate) fn era_of(&self, message: &Message) -> Era {
        let meta = &message.params["_meta"]["io.modelcontextprotocol/protocolVersion"];
        let says_modern = !meta.is_null() || message.method.as_deref() == Some("server/discover");
        match self.script.era {
            Eras::Modern => Era::Modern,
            Eras::Both if says_modern => Era::Modern,
            Eras::Both | Eras::Legacy => Era::Legacy,
        }
    }

    /// Cancels the running exchange with that id and peer.
    pub(crate) fn cancel(&self, id: &str, peer: &Arc<Peer>) {
        let running = self.running.lock().expect("nobody panics").clone();
        for exchange in running {
            if exchange.id == id && Arc::ptr_eq(&exchange.peer, peer) {
                self.cancel_exchange(&exchange);
            }
        }
        self.listeners.lock().expect("nobody panics").retain(|listener| listener.id != id);
    }

    /// Sends a message to a client outside of any request; a response is kept.
    pub(crate) fn say_unasked(self: &Arc<Self>, peer: &Arc<Peer>, what: After) {
        let Some(out) = peer.standing.lock().expect("nobody panics").clone() else { return };
        match what {
            After::Say(method, params) => out.send(&notification(&method, &params, None)),
            After::Ask(method, params) => {
                let (server, peer) = (Arc::clone(self), Arc::clone(peer));
                std::thread::spawn(move || {
                    let answer = peer.ask(&server, out.as_ref(), &method, &params);
                    server.changes().answered.push(answer);
                    server.wake();
                });
            }
        }
    }

    /// Called once a client can be reached outside of calls.
    pub(crate) fn handle_client_connected(self: &Arc<Self>, peer: &Arc<Peer>) {
        let able = peer.capabilities.lock().expect("nobody panics").get("roots").is_some();
        if self.script.ask_roots && able {
            self.say_unasked(peer, After::Ask("roots/list".into(), "{}".into()));
        }
    }

    pub(crate) fn cancel_exchange(&self, exchange: &Exchange) {
        exchange.cancelled.store(true, Ordering::SeqCst);
        let _changes = self.changes();
        self.wake();
    }

    pub(crate) fn listen(&self, exchange: &Exchange) {
        let wants = exchange.params["notifications"].clone();
        // Locked until the listener is added, so that a change right after the acknowledgment is
        // not lost.
        let mut listeners = self.listeners.lock().expect("nobody panics");
        exchange.out.send(&notification(
            "notifications/subscriptions/acknowledged",
            &json!({ "notifications": wants }),
            Some(&exchange.id),
        ));
        listeners.push(Listener { id: exchange.id.clone(), wants, out: Arc::clone(&exchange.out) });
    }

    /// Drops the listeners with closed streams.
    pub(crate) fn forget(&self, out: &Arc<dyn Sink>) {
        self.listeners
            .lock()
            .expect("nobody panics")
            .retain(|listener| !Arc::ptr_eq(&listener.out, out));
    }

    /// Notifies all subscribers that a list (`tools`, `prompts`, `resources`) changed.
    pub(crate) fn announce(&self, list: &str) {
        let method = format!("notifications/{list}/list_changed");
        let key = format!("{list}ListChanged");
        self.tell(&method, &json!({}), |_| true, |wants| wants[&key] == true);
    }

    /// Notifies all subscribers of a resource that it changed.
    pub(crate) fn announce_update(&self, uri: &str) {
        let method = "notifications/resources/updated";
        let subscribed = |peer: &Peer| peer.subscribed.lock().expect("nobody panics").contains(uri);
        self.tell(method, &json!({ "uri": uri }), subscribed, |wants| {
            let uris = wants["resourceSubscriptions"].as_array();
            uris.is_some_and(|uris| uris.iter().any(|wanted| wanted == uri))
        });
    }

    fn tell(
        &self,
        method: &str,
        params: &Value,
        concerned: impl Fn(&Peer) -> bool,
        wanted: impl Fn(&Value) -> bool,
    ) {
        let peers = self.peers.lock().expect("nobody panics");
        for peer in peers.iter().filter(|peer| concerned(peer)) {
            if let Some(out) = peer.standing.lock().expect("nobody panics").as_ref() {
                out.send(&notification(method, params, None));
            }
        }
        drop(peers);
        for listener in self.listeners.lock().expect("nobody panics").iter() {
            if wanted(&listener.wants) {
                listener.out.send(&notification(method, params, Some(&listener.id)));
            }
        }
    }
}

impl Peer {
    /// Creates a client before its `initialize` request.
    pub(crate) fn new(session: String) -> Arc<Self> {
        Arc::new(Self { session, ..Self::default() })
    }

    /// Sends a request to the client over `out` and waits; returns the exact text of `result` or
    /// `error`.
    pub(crate) fn ask(
        &self,
        server: &Server,
        out: &dyn Sink,
        method: &str,
        params: &str,
    ) -> String {
        let id = format!("ask-{}", server.next());
        let (answer, answered) = channel();
        self.asks.lock().expect("nobody panics").insert(id.clone(), answer);
        out.send(&format!(
            r#"{{"jsonrpc":"2.0","id":"{id}","method":"{method}","params":{params}}}"#
        ));
        answered.recv_timeout(ASK_PATIENCE).unwrap_or_else(|_| "no answer".into())
    }

    /// Delivers a response of the client to the waiting request.
    pub(crate) fn deliver_response(&self, message: &Message) {
        let id = message.id.as_ref().and_then(|id| serde_json::from_str::<String>(id).ok());
        let asked = id.and_then(|id| self.asks.lock().expect("nobody panics").remove(&id));
        let text = message.result.as_ref().or(message.error.as_ref());
        if let (Some(asked), Some(text)) = (asked, text) {
            drop(asked.send(text.clone()));
        }
    }
}

impl Exchange {
    /// Returns the value of an HTTP header of the request, by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// Returns the capabilities that the client declared, according to its era.
    pub(crate) fn capabilities(&self) -> Value {
        match self.era {
            Era::Modern => {
                self.params["_meta"]["io.modelcontextprotocol/clientCapabilities"].clone()
            }
            Era::Legacy => self.peer.capabilities.lock().expect("nobody panics").clone(),
        }
    }
}

/// Returns the text of a notification, with the subscription id if it belongs to one.
pub(crate) fn notification(method: &str, params: &Value, subscription: Option<&str>) -> String {
    let mut params = params.clone();
    if let Some(id) = subscription {
        let id: Value = serde_json::from_str(id).expect("an id is JSON");
        params["_meta"] = json!({ "io.modelcontextprotocol/subscriptionId": id });
    }
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}
