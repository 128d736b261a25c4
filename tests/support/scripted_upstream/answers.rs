//! Computes the response to a request. Runs on a thread of its own, so that a tool may wait.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::server::{
    After, Era, Exchange, LEGACY, MODERN, Message, Peer, Server, Sink, notification,
};
use crate::{eprintln_line, exact, lists, raw, spawn_sleeper, tasks};

/// The outcome of a request.
pub(crate) enum Answer {
    /// The exact text of `result`.
    Result(String),
    /// A JSON-RPC error; `data` is exact text. `status` is used by modern HTTP.
    Error { status: u16, code: i64, message: String, data: Option<String> },
    /// The exact text of the whole response, with [`exact::ID`] in place of the request's id.
    Exactly(String),
    /// No response: the request was cancelled, or stays open.
    Nothing,
}

impl Answer {
    fn error(code: i64, message: impl Into<String>, data: Option<&Value>) -> Self {
        let data = data.map(Value::to_string);
        Self::Error { status: 200, code, message: message.into(), data }
    }

    /// Returns the whole response and its status.
    fn render(self, id: &str) -> Option<(u16, String)> {
        match self {
            Self::Result(result) => {
                Some((200, format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)))
            }
            Self::Error { status, code, message, data } => {
                let data = data.map_or(String::new(), |data| format!(r#","data":{data}"#));
                let error = format!(r#"{{"code":{code},"message":{}{data}}}"#, json!(message));
                Some((status, format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{error}}}"#)))
            }
            Self::Exactly(text) => Some((200, text.replacen(exact::ID, id, 1))),
            Self::Nothing => None,
        }
    }
}

/// Handles a received message. Requests are processed on a thread of their own; the exchange is
/// returned so that a transport can cancel it.
pub(crate) fn accept(
    server: &Arc<Server>,
    raw: &str,
    headers: Vec<(String, String)>,
    peer: &Arc<Peer>,
    out: &Arc<dyn Sink>,
) -> Option<Arc<Exchange>> {
    server.record(raw);
    if server.script.silent {
        return None;
    }
    let Some(message) = Message::read(raw) else {
        let error = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}"#;
        out.finish(400, error);
        return None;
    };
    let (Some(method), Some(id)) = (&message.method, &message.id) else {
        match message.method.as_deref() {
            None => peer.deliver_response(&message),
            Some("notifications/cancelled") => {
                server.cancel(&message.params["requestId"].to_string(), peer);
            }
            Some("notifications/initialized") => server.handle_client_connected(peer),
            Some(_) => {}
        }
        out.abandon();
        return None;
    };
    let exchange = Arc::new(Exchange {
        id: id.clone(),
        method: method.clone(),
        era: server.era_of(&message),
        params: message.params,
        raw: raw.to_owned(),
        headers,
        peer: Arc::clone(peer),
        out: Arc::clone(out),
        cancelled: AtomicBool::new(false),
        afterwards: Mutex::default(),
    });
    server.running.lock().expect("nobody panics").push(Arc::clone(&exchange));
    let (server, running) = (Arc::clone(server), Arc::clone(&exchange));
    std::thread::spawn(move || run(&server, &running));
    Some(exchange)
}

fn run(server: &Arc<Server>, exchange: &Arc<Exchange>) {
    let answer = check(server, exchange).unwrap_or_else(|| answer(server, exchange));
    server.running.lock().expect("nobody panics").retain(|other| !Arc::ptr_eq(other, exchange));
    match answer.render(&exchange.id) {
        Some((status, message)) if !exchange.is_cancelled() => {
            exchange.out.finish(if exchange.era == Era::Modern { status } else { 200 }, &message);
        }
        _ if exchange.method == "subscriptions/listen" => {}
        _ => exchange.out.abandon(),
    }
    for what in std::mem::take(&mut *exchange.afterwards.lock().expect("nobody panics")) {
        server.say_unasked(&exchange.peer, what);
    }
    let spent = server.script.die_after.is_some_and(|n| server.calls.load(Ordering::SeqCst) >= n);
    if spent {
        std::process::exit(4);
    }
}

/// Checks the rules of the modern era, for `_meta` and, over HTTP, for headers.
fn check(server: &Server, exchange: &Exchange) -> Option<Answer> {
    if exchange.era == Era::Legacy {
        return None;
    }
    let refuse = |code, message: String, data: Value| {
        let data = (!data.is_null()).then(|| data.to_string());
        Some(Answer::Error { status: 400, code, message, data })
    };
    let unsupported = |requested: &Value| {
        let data = json!({ "supported": server.versions(), "requested": requested });
        refuse(-32022, "unsupported protocol version".into(), data)
    };
    let meta = &exchange.params["_meta"];
    let version = &meta["io.modelcontextprotocol/protocolVersion"];
    if exchange.method == "initialize" && version.is_null() {
        return unsupported(&exchange.params["protocolVersion"]);
    }
    if !version.is_string() || !meta["io.modelcontextprotocol/clientCapabilities"].is_object() {
        return refuse(-32602, "_meta is not complete".into(), Value::Null);
    }
    if !exchange.headers.is_empty() {
        let named = match exchange.method.as_str() {
            "tools/call" | "prompts/get" => exchange.params["name"].as_str(),
            "resources/read" => exchange.params["uri"].as_str(),
            "tasks/get" | "tasks/update" | "tasks/cancel" => exchange.params["taskId"].as_str(),
            _ => None,
        };
        let marked = named == Some("region") && server.changes().marked;
        let region = exchange.params["arguments"]["region"].as_str().filter(|_| marked);
        let pairs = [
            ("mcp-protocol-version", version.as_str()),
            ("mcp-method", Some(exchange.method.as_str())),
            ("mcp-name", named),
            ("mcp-param-region", region),
        ];
        for (name, wanted) in pairs {
            let sent = exchange.header(name);
            let encoded = sent.is_some_and(|value| value.starts_with("=?base64?"));
            if wanted.is_some() && sent != wanted && !encoded {
                return refuse(-32020, format!("header mismatch: {name}"), Value::Null);
            }
        }
    }
    if version == MODERN { None } else { unsupported(version) }
}

fn answer(server: &Arc<Server>, exchange: &Exchange) -> Answer {
    let params = &exchange.params;
    let modern = exchange.era == Era::Modern;
    let more =
        if modern { r#","resultType":"complete","ttlMs":0,"cacheScope":"public""# } else { "" };
    let listed = |key, items: &[String]| match lists::page(
        server,
        key,
        items,
        params["cursor"].as_str(),
        more,
    ) {
        Some(page) => Answer::Result(page),
        None => Answer::error(-32602, "unknown cursor", None),
    };
    match (modern, exchange.method.as_str()) {
        (false, "initialize") => initialize(server, exchange),
        (false, "ping" | "logging/setLevel") => Answer::Result("{}".into()),
        (false, "resources/subscribe" | "resources/unsubscribe") => {
            let uri = params["uri"].as_str().unwrap_or_default().to_owned();
            let mut subscribed = exchange.peer.subscribed.lock().expect("nobody panics");
            if exchange.method.ends_with("/subscribe") {
                subscribed.insert(uri);
            } else {
                subscribed.remove(&uri);
            }
            Answer::Result("{}".into())
        }
        (true, "server/discover") => discover(server),
        (true, "subscriptions/listen") => {
            server.listen(exchange);
            Answer::Nothing
        }
        (_, "tools/list") => listed("tools", &lists::tools_for(server, &exchange.capabilities())),
        (_, "prompts/list") => listed("prompts", &lists::prompts(server)),
        (_, "resources/list") => listed("resources", &lists::resources(server)),
        (_, "resources/templates/list") => listed("resourceTemplates", &lists::templates(server)),
        (_, "tools/call") => {
            let answer = call(server, exchange);
            server.calls.fetch_add(1, Ordering::SeqCst);
            answer
        }
        (_, "prompts/get") => prompt(exchange, more),
        (_, "resources/read") => read(server, exchange, more),
        (_, "completion/complete") => {
            let typed = params["argument"]["value"].as_str().unwrap_or_default();
            if params["ref"]["name"] == "raw" {
                return Answer::Exactly(typed.to_owned());
            }
            let values = json!([format!("{typed}-completed")]);
            Answer::Result(format!(r#"{{"completion":{{"values":{values}}}{more}}}"#))
        }
        (_, method) if method.starts_with("tasks/") => tasks::answer(server, exchange),
        _ => Answer::Error {
            status: 404,
            code: -32601,
            message: format!("unknown method: {}", exchange.method),
            data: None,
        },
    }
}

fn capabilities(server: &Server, era: Era) -> Value {
    let mut capabilities = json!({
        "tools": { "listChanged": true },
        "prompts": { "listChanged": true },
        "resources": { "listChanged": true, "subscribe": true },
        "completions": {},
        "logging": {}
    });
    tasks::announce(server, era, &mut capabilities);
    capabilities
}

fn initialize(server: &Server, exchange: &Exchange) -> Answer {
    let asked = exchange.params["protocolVersion"].as_str().unwrap_or_default();
    let version = LEGACY.into_iter().find(|known| *known == asked).unwrap_or(LEGACY[0]);
    *exchange.peer.capabilities.lock().expect("nobody panics") =
        exchange.params["capabilities"].clone();
    *exchange.peer.client_info.lock().expect("nobody panics") =
        exchange.params["clientInfo"].clone();
    let mut result = json!({
        "protocolVersion": version,
        "capabilities": capabilities(server, Era::Legacy),
        "serverInfo": { "name": server.script.name, "version": "1.2.3" }
    });
    if let Some(instructions) = &server.script.instructions {
        result["instructions"] = json!(instructions);
    }
    Answer::Result(result.to_string())
}

fn discover(server: &Server) -> Answer {
    let mut result = json!({
        "resultType": "complete",
        "supportedVersions": server.versions(),
        "capabilities": capabilities(server, Era::Modern),
        "ttlMs": 0,
        "cacheScope": "public",
        "_meta": {
            "io.modelcontextprotocol/serverInfo": { "name": server.script.name, "version": "1.2.3" }
        }
    });
    if let Some(instructions) = &server.script.instructions {
        result["instructions"] = json!(instructions);
    }
    Answer::Result(result.to_string())
}

fn prompt(exchange: &Exchange, more: &str) -> Answer {
    let text = match exchange.params["name"].as_str() {
        Some("plain" | "added") => "plain".to_owned(),
        Some("raw") => {
            let response = exchange.params["arguments"]["response"].as_str();
            return Answer::Exactly(response.unwrap_or_default().to_owned());
        }
        Some("filled") => match exchange.params["arguments"]["word"].as_str() {
            Some(word) => format!("filled with {word}"),
            None => return Answer::error(-32602, "missing argument: word", None),
        },
        _ => return Answer::error(-32602, "unknown prompt", None),
    };
    let message = json!({ "role": "user", "content": { "type": "text", "text": text } });
    Answer::Result(format!(r#"{{"messages":[{message}]{}}}"#, uncached_members(more)))
}

fn read(server: &Server, exchange: &Exchange, more: &str) -> Answer {
    let uri = exchange.params["uri"].as_str().unwrap_or_default();
    let ours = format!("test://{}/", server.script.name);
    if let Some(hex) = uri.strip_prefix(&format!("{ours}raw/")) {
        return exact::resource(hex);
    }
    if uri != "test://shared" && !uri.starts_with(&ours) {
        let code = if exchange.era == Era::Modern { -32602 } else { -32002 };
        return Answer::error(code, "unknown resource", Some(&json!({ "uri": uri })));
    }
    let text = format!("{uri} of {}", server.script.name);
    let contents = json!([{ "uri": uri, "mimeType": "text/plain", "text": text }]);
    Answer::Result(format!(r#"{{"contents":{contents}{more}}}"#))
}

/// Returns the members that results other than lists have in the modern era.
fn uncached_members(more: &str) -> &str {
    if more.is_empty() { "" } else { r#","resultType":"complete""# }
}

fn text(exchange: &Exchange, text: &str) -> Answer {
    let more = if exchange.era == Era::Modern { r#","resultType":"complete""# } else { "" };
    Answer::Result(format!(r#"{{"content":[{{"type":"text","text":{}}}]{more}}}"#, json!(text)))
}

fn call(server: &Arc<Server>, exchange: &Exchange) -> Answer {
    let arguments = &exchange.params["arguments"];
    let word = |key: &str| arguments[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| usize::try_from(arguments[key].as_u64().unwrap_or(0)).unwrap_or(0);
    let name = exchange.params["name"].as_str().unwrap_or_default();
    let say = |said: &str| text(exchange, said);
    match name {
        "echo" => say(&word("text")),
        "raw" => exact::tool(exchange),
        "mirror" => say(&exchange.raw),
        "headers" => {
            let headers: serde_json::Map<_, _> =
                exchange.headers.iter().map(|(k, v)| (k.clone(), json!(v))).collect();
            say(&Value::Object(headers).to_string())
        }
        "capabilities" => say(&exchange.capabilities().to_string()),
        "error" => Answer::Error {
            status: 200,
            code: arguments["code"].as_i64().unwrap_or(-32000),
            message: word("message"),
            data: arguments["data"].as_str().map(str::to_owned),
        },
        "fail" => Answer::Result(
            json!({ "content": [{ "type": "text", "text": word("text") }], "isError": true })
                .to_string(),
        ),
        "hold" => hold(server, exchange, &word("key")),
        "release" => {
            server.changes().open_gates.insert(word("key"));
            server.wake();
            say("released")
        }
        "held" => {
            let changes = server.changes();
            say(&json!({ "held": changes.held, "cancelled": changes.cancelled }).to_string())
        }
        "ask" => ask(server, exchange, &word("method"), &word("params")),
        "progress" => progress(exchange, number("steps")),
        "log" => {
            let params =
                json!({ "level": word("level"), "logger": "scripted", "data": word("text") });
            exchange.out.send(&notification("notifications/message", &params, None));
            say("logged")
        }
        "big" => say(&"x".repeat(number("bytes"))),
        "change_tools" | "change_prompts" | "change_resources" => {
            change(server, arguments, name.trim_start_matches("change_"));
            say("changed")
        }
        "update_resource" => {
            server.announce_update(&word("uri"));
            say("updated")
        }
        "forget_sessions" => {
            for peer in server.peers.lock().expect("nobody panics").drain(..) {
                if let Some(standing) = peer.standing.lock().expect("nobody panics").take() {
                    standing.hang_up();
                }
            }
            say("forgotten")
        }
        "task" => tasks::make(server, exchange).unwrap_or_else(|| say("at once")),
        "added" if server.changes().lists.contains("tools") => say("added"),
        "say_after" | "ask_after" | "answered" | "client" => call_unasked(server, exchange, name),
        _ => call_http(server, exchange, name),
    }
}

/// The tools for testing HTTP.
fn call_http(server: &Server, exchange: &Exchange, name: &str) -> Answer {
    let say = |said: &str| text(exchange, said);
    match name {
        "mark" => {
            server.changes().marked = true;
            say("marked")
        }
        "region" => say(exchange.header("mcp-param-region").unwrap_or_default()),
        "break_standing" => {
            for peer in server.peers.lock().expect("nobody panics").iter() {
                if let Some(standing) = peer.standing.lock().expect("nobody panics").take() {
                    standing.hang_up();
                }
            }
            say("broken")
        }
        "standings" => say(&json!(server.changes().standings).to_string()),
        _ => call_process(server, exchange, name),
    }
}

/// The tools that send messages outside of calls.
fn call_unasked(server: &Server, exchange: &Exchange, name: &str) -> Answer {
    let arguments = &exchange.params["arguments"];
    let word = |key: &str| arguments[key].as_str().unwrap_or_default().to_owned();
    let client = || exchange.peer.client_info.lock().expect("nobody panics").to_string();
    let what = match name {
        "client" => return text(exchange, &client()),
        "answered" => return text(exchange, &json!(server.changes().answered).to_string()),
        "ask_after" => After::Ask(word("method"), word("params")),
        _ => {
            let params = serde_json::from_str(&word("params")).unwrap_or_default();
            After::Say(word("method"), params)
        }
    };
    exchange.afterwards.lock().expect("nobody panics").push(what);
    text(exchange, "soon")
}

/// Adds or removes an item of a list, or sets its additional items.
fn change(server: &Server, arguments: &Value, list: &str) {
    let mut changes = server.changes();
    if let Some(items) = arguments["items"].as_array() {
        let texts = items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        changes.items.insert(arguments["list"].as_str().unwrap_or(list).to_owned(), texts);
    } else if !changes.lists.remove(list) {
        changes.lists.insert(list.to_owned());
    }
    drop(changes);
    server.announce(list);
}

/// The tools that affect the process.
fn call_process(server: &Server, exchange: &Exchange, name: &str) -> Answer {
    let arguments = &exchange.params["arguments"];
    match name {
        "noise" => {
            let lines = arguments["lines"].as_array().cloned().unwrap_or_default();
            let mut output = std::io::stdout().lock();
            for line in lines.iter().filter_map(Value::as_str) {
                writeln!(output, "{line}").expect("the client reads");
            }
            text(exchange, "noisy")
        }
        "flood" => {
            let bytes = usize::try_from(arguments["bytes"].as_u64().unwrap_or(0)).unwrap_or(0);
            eprintln_line(&"x".repeat(bytes));
            text(exchange, "flooded")
        }
        "die" => std::process::exit(5),
        "fork" => text(exchange, &spawn_sleeper().to_string()),
        "pid" => text(exchange, &std::process::id().to_string()),
        "environment" => {
            let all: serde_json::Map<_, _> =
                std::env::vars().map(|(key, value)| (key, json!(value))).collect();
            text(exchange, &Value::Object(all).to_string())
        }
        _ if lists::tools(server).iter().any(|tool| tool.contains(&json!(name).to_string())) => {
            text(exchange, name)
        }
        _ => Answer::error(-32602, format!("unknown tool: {name}"), None),
    }
}

fn hold(server: &Server, exchange: &Exchange, key: &str) -> Answer {
    server.changes().held.push(key.to_owned());
    server.wake();
    if let Some(token) = exchange.params["_meta"].get("progressToken") {
        // Reports to the caller that the call has arrived and is held.
        let params = json!({ "progressToken": token, "progress": 0, "message": "held" });
        exchange.out.send(&notification("notifications/progress", &params, None));
    }
    let released = server.wait(exchange, |changes| changes.open_gates.contains(key));
    let mut changes = server.changes();
    changes.held.retain(|held| held != key);
    if released {
        return text(exchange, "released");
    }
    changes.cancelled.push(key.to_owned());
    server.wake();
    Answer::Nothing
}

fn progress(exchange: &Exchange, steps: usize) -> Answer {
    if let Some(token) = exchange.params["_meta"].get("progressToken") {
        for step in 1..=steps {
            let params = json!({ "progressToken": token, "progress": step, "total": steps });
            exchange.out.send(&notification("notifications/progress", &params, None));
        }
    }
    text(exchange, "done")
}

/// Sends a request to the client in its era's way, and responds with the exact text of the client's
/// response.
fn ask(server: &Server, exchange: &Exchange, method: &str, params: &str) -> Answer {
    let params = if params.is_empty() { "{}" } else { params };
    let needed = match method {
        "sampling/createMessage" => "sampling",
        "elicitation/create" => "elicitation",
        _ => "roots",
    };
    let able = exchange.capabilities().get(needed).is_some_and(Value::is_object);
    match exchange.era {
        Era::Legacy if !able => Answer::Result(
            json!({
                "content": [{ "type": "text", "text": format!("the client lacks {needed}") }],
                "isError": true
            })
            .to_string(),
        ),
        Era::Modern if !able => Answer::Error {
            status: 400,
            code: -32021,
            message: format!("the client lacks {needed}"),
            data: Some(json!({ "requiredCapabilities": { needed: {} } }).to_string()),
        },
        Era::Legacy => {
            let standing = exchange.peer.standing.lock().expect("nobody panics").clone();
            let out = match standing {
                Some(standing) if exchange.params["arguments"]["standing"] == true => standing,
                _ => Arc::clone(&exchange.out),
            };
            text(exchange, &exchange.peer.ask(server, out.as_ref(), method, params))
        }
        Era::Modern => match given(&exchange.raw, "asked") {
            Some(response) if exchange.params["requestState"] == "state of ask" => {
                text(exchange, response)
            }
            Some(_) => Answer::error(-32602, "requestState was not echoed", None),
            None => Answer::Result(format!(
                r#"{{"resultType":"input_required","inputRequests":{{"asked":{{"method":"{method}","params":{params}}}}},"requestState":"state of ask"}}"#
            )),
        },
    }
}

/// Returns the client's response to the request of that name, as written.
fn given<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    raw::get(raw::get(raw::get(request, "params")?, "inputResponses")?, name)
}
