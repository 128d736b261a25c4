//! What all connections share: the script, what was changed by calls, who listens.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Eras, Script, raw};

/// The revision in which each request stands alone.
pub(crate) const MODERN: &str = "2026-07-28";
/// The revisions that begin with `initialize`, newest first.
pub(crate) const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// How long an ask may stay unanswered.
const ASK_PATIENCE: Duration = Duration::from_secs(30);

/// The era of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    Legacy,
    Modern,
}

/// Where the messages of one exchange go.
pub(crate) trait Sink: Send + Sync {
    /// Sends a notification or a request of ours.
    fn send(&self, message: &str);
    /// Sends the final answer, with the status that HTTP would give it.
    fn finish(&self, status: u16, message: &str);
    /// Ends without an answer.
    fn abandon(&self);
    /// Breaks off whatever all messages of a session share.
    fn hang_up(&self) {}
}

/// One message, in parts that keep their exact text, but for what the script looks into.
pub(crate) struct Message {
    pub(crate) id: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) params: Value,
    pub(crate) result: Option<String>,
    pub(crate) error: Option<String>,
}

impl Message {
    /// Reads a message; `None` where it is no JSON object.
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

/// A value as far as this program can hold it: numbers beyond `f64` and half surrogates become null,
/// and so does what is nested deeper than `levels` around them.
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

/// A legacy client: the process's own on standard streams, a session over HTTP.
#[derive(Default)]
pub(crate) struct Peer {
    pub(crate) session: String,
    pub(crate) capabilities: Mutex<Value>,
    pub(crate) client_info: Mutex<Value>,
    pub(crate) standing: Mutex<Option<Arc<dyn Sink>>>,
    pub(crate) subscribed: Mutex<HashSet<String>>,
    asks: Mutex<HashMap<String, Sender<String>>>,
}

/// One request that is being answered.
pub(crate) struct Exchange {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) params: Value,
    /// The request as it arrived.
    pub(crate) raw: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) era: Era,
    pub(crate) peer: Arc<Peer>,
    pub(crate) out: Arc<dyn Sink>,
    pub(crate) cancelled: AtomicBool,
    /// What is said to the client once this has been answered.
    pub(crate) afterwards: Mutex<Vec<After>>,
}

/// Something that belongs to no request.
pub(crate) enum After {
    /// A notification: method and params.
    Say(String, Value),
    /// A question: method and the exact text of params.
    Ask(String, String),
}

/// A `subscriptions/listen` that is open.
struct Listener {
    id: String,
    wants: Value,
    out: Arc<dyn Sink>,
}

/// What calls have changed.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) lists: HashSet<String>,
    /// By list, more items that calls have put there, as exact JSON.
    pub(crate) items: HashMap<String, Vec<String>>,
    pub(crate) open_gates: HashSet<String>,
    pub(crate) held: Vec<String>,
    pub(crate) cancelled: Vec<String>,
    /// `region` wants its argument repeated as a header.
    pub(crate) marked: bool,
    /// After which events standing streams were opened.
    pub(crate) standings: Vec<Option<String>>,
    /// What clients answered to questions that belonged to no request.
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

    /// Notes a message that arrived.
    pub(crate) fn record(&self, raw: &str) {
        if let Some(file) = &self.record {
            let line = raw.replace('\n', " ") + "\n";
            file.lock().expect("nobody panics").write_all(line.as_bytes()).expect("disk");
        }
    }

    /// A number that this process has not used yet.
    pub(crate) fn next(&self) -> u64 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }

    /// What calls have changed; wake waiters by [`Server::wake`] after changing it.
    pub(crate) fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().expect("nobody panics")
    }

    pub(crate) fn wake(&self) {
        self.changed.notify_all();
    }

    /// Waits until `done`, or the exchange is cancelled; says which.
    pub(crate) fn wait(&self, exchange: &Exchange, done: impl Fn(&Changes) -> bool) -> bool {
        let mut changes = self.changes();
        while !done(&changes) {
            if exchange.is_cancelled() {
                return false;
            }
            // Woken by every change and cancellation; the limit only guards against a lost one.
            let limit = Duration::from_secs(1);
            changes = self.changed.wait_timeout(changes, limit).expect("nobody panics").0;
        }
        true
    }

    /// The versions that this server speaks.
    pub(crate) fn versions(&self) -> Vec<&'static str> {
        match self.script.era {
            Eras::Both => [&[MODERN], LEGACY.as_slice()].concat(),
            Eras::Legacy => LEGACY.to_vec(),
            Eras::Modern => vec![MODERN],
        }
    }

    /// The era of a request, by its `_meta`.
    pub(crate) fn era_of(&self, message: &Message) -> Era {
        let meta = &message.params["_meta"]["io.modelcontextprotocol/protocolVersion"];
        let says_modern = !meta.is_null() || message.method.as_deref() == Some("server/discover");
        match self.script.era {
            Eras::Modern => Era::Modern,
            Eras::Both if says_modern => Era::Modern,
            Eras::Both | Eras::Legacy => Era::Legacy,
        }
    }

    /// Cancels the running exchange of that id and peer.
    pub(crate) fn cancel(&self, id: &str, peer: &Arc<Peer>) {
        let running = self.running.lock().expect("nobody panics").clone();
        for exchange in running {
            if exchange.id == id && Arc::ptr_eq(&exchange.peer, peer) {
                self.cancel_exchange(&exchange);
            }
        }
        self.listeners.lock().expect("nobody panics").retain(|listener| listener.id != id);
    }

    /// Says something to a client outside of any request; an answer is kept.
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

    /// A client can be reached outside of calls from now on.
    pub(crate) fn reached(self: &Arc<Self>, peer: &Arc<Peer>) {
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

    /// Opens a `subscriptions/listen`.
    pub(crate) fn listen(&self, exchange: &Exchange) {
        let wants = exchange.params["notifications"].clone();
        // Held until the listener is in: a change that follows the acknowledgement is not lost.
        let mut listeners = self.listeners.lock().expect("nobody panics");
        exchange.out.send(&notification(
            "notifications/subscriptions/acknowledged",
            &json!({ "notifications": wants }),
            Some(&exchange.id),
        ));
        listeners.push(Listener { id: exchange.id.clone(), wants, out: Arc::clone(&exchange.out) });
    }

    /// Drops the listeners whose stream is gone.
    pub(crate) fn forget(&self, out: &Arc<dyn Sink>) {
        self.listeners
            .lock()
            .expect("nobody panics")
            .retain(|listener| !Arc::ptr_eq(&listener.out, out));
    }

    /// Tells everyone who wants to know that a list (`tools`, `prompts`, `resources`) changed.
    pub(crate) fn announce(&self, list: &str) {
        let method = format!("notifications/{list}/list_changed");
        let key = format!("{list}ListChanged");
        self.tell(&method, &json!({}), |_| true, |wants| wants[&key] == true);
    }

    /// Tells everyone who subscribed to a resource that it changed.
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
    /// A client that has not said who it is.
    pub(crate) fn new(session: String) -> Arc<Self> {
        Arc::new(Self { session, ..Self::default() })
    }

    /// Asks the client over `out` and waits; the answer is the exact text of `result` or `error`.
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

    /// Hands a response of the client to whoever asked.
    pub(crate) fn answered(&self, message: &Message) {
        let id = message.id.as_ref().and_then(|id| serde_json::from_str::<String>(id).ok());
        let asked = id.and_then(|id| self.asks.lock().expect("nobody panics").remove(&id));
        let text = message.result.as_ref().or(message.error.as_ref());
        if let (Some(asked), Some(text)) = (asked, text) {
            drop(asked.send(text.clone()));
        }
    }
}

impl Exchange {
    /// The value of an HTTP header of the request, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// The capabilities that the client declared, in its era's way.
    pub(crate) fn capabilities(&self) -> Value {
        match self.era {
            Era::Modern => {
                self.params["_meta"]["io.modelcontextprotocol/clientCapabilities"].clone()
            }
            Era::Legacy => self.peer.capabilities.lock().expect("nobody panics").clone(),
        }
    }
}

/// The text of a notification, tagged where it belongs to a subscription.
pub(crate) fn notification(method: &str, params: &Value, subscription: Option<&str>) -> String {
    let mut params = params.clone();
    if let Some(id) = subscription {
        let id: Value = serde_json::from_str(id).expect("an id is JSON");
        params["_meta"] = json!({ "io.modelcontextprotocol/subscriptionId": id });
    }
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}
