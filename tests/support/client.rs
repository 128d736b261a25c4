//! A small MCP client of either era over Streamable HTTP that keeps the exact text of all messages.

use std::cell::{Cell, RefCell};
use std::time::Instant;

use serde_json::{Value, json};

use crate::support::http::{Http, Response};
use crate::support::process::LIMIT;

/// The newest legacy revision.
pub(crate) const LEGACY: &str = "2025-11-25";
/// The modern revision.
pub(crate) const MODERN: &str = "2026-07-28";

/// A client of one endpoint.
pub(crate) struct Client {
    http: Http,
    path: String,
    era: Era,
    capabilities: Value,
    next: Cell<u64>,
    /// The result of `initialize` or `server/discover`.
    pub(crate) greeting: Value,
    /// Messages received before the responses of the last requests, in order.
    pub(crate) heard: RefCell<Vec<Value>>,
}

/// The era of the client.
#[derive(Clone, Debug)]
enum Era {
    Legacy { session: Option<String> },
    Modern,
}

/// A request in flight.
pub(crate) struct Open {
    id: u64,
    /// The response, for its status and headers.
    pub(crate) response: Response,
    whole: bool,
}

impl Client {
    /// Initializes a legacy session.
    pub(crate) fn legacy(http: &Http, path: &str, capabilities: Value) -> Self {
        let begun = Self::try_legacy(http, path, capabilities);
        begun.unwrap_or_else(|refusal| panic!("initialize at {path}: {refusal}"))
    }

    /// Initializes a legacy session; returns the error response if the endpoint rejects it, for
    /// instance since its server is gone.
    pub(crate) fn try_legacy(http: &Http, path: &str, capabilities: Value) -> Result<Self, Value> {
        let mut client = Self::new(http, path, Era::Legacy { session: None }, capabilities);
        let params = json!({
            "protocolVersion": LEGACY,
            "capabilities": client.capabilities,
            "clientInfo": { "name": "test", "version": "1" }
        });
        let mut open = client.open("initialize", &params);
        let session = open.response.header("mcp-session-id").map(str::to_owned);
        let mut answer = open.answer(&mut Vec::new());
        if session.is_none() {
            return Err(answer);
        }
        client.greeting = answer["result"].take();
        client.era = Era::Legacy { session };
        client.notify("notifications/initialized", &json!({}));
        Ok(client)
    }

    /// Creates a modern client. It needs no handshake, but sends `server/discover` anyway.
    pub(crate) fn modern(http: &Http, path: &str, capabilities: Value) -> Self {
        let mut client = Self::new(http, path, Era::Modern, capabilities);
        client.greeting = client.request("server/discover", json!({}))["result"].take();
        client
    }

    fn new(http: &Http, path: &str, era: Era, capabilities: Value) -> Self {
        Self {
            http: http.clone(),
            path: path.to_owned(),
            era,
            capabilities,
            next: Cell::new(1),
            greeting: Value::Null,
            heard: RefCell::default(),
        }
    }

    pub(crate) fn session(&self) -> Option<&str> {
        match &self.era {
            Era::Legacy { session } => session.as_deref(),
            Era::Modern => None,
        }
    }

    /// Sends a request; returns it once the head of its response has arrived.
    pub(crate) fn open(&self, method: &str, params: &Value) -> Open {
        let id = self.next.replace(self.next.get() + 1);
        let mut params = params.clone();
        if matches!(self.era, Era::Modern) {
            params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!(MODERN);
            params["_meta"]["io.modelcontextprotocol/clientCapabilities"] =
                self.capabilities.clone();
            params["_meta"]["io.modelcontextprotocol/clientInfo"] =
                json!({ "name": "test", "version": "1" });
        }
        let body =
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string();
        let named = |member: &str| params[member].as_str();
        let name = named("name").or(named("uri")).or(named("taskId"));
        Open { id, response: self.post(method, name, &body), whole: false }
    }

    /// Sends exactly this body.
    pub(crate) fn post(&self, method: &str, name: Option<&str>, body: &str) -> Response {
        let mut headers = vec![("accept", "application/json, text/event-stream")];
        match &self.era {
            Era::Legacy { session: Some(session) } => {
                headers.extend([("mcp-session-id", session.as_str())]);
                headers.push(("mcp-protocol-version", LEGACY));
            }
            Era::Legacy { session: None } => {}
            Era::Modern => {
                headers.extend([("mcp-protocol-version", MODERN), ("mcp-method", method)]);
                let named = ["tools/call", "prompts/get", "resources/read"].contains(&method);
                let named = named || method.starts_with("tasks/");
                headers.extend(name.filter(|_| named).map(|name| ("mcp-name", name)));
            }
        }
        self.http.open("POST", &self.path, &headers, body)
    }

    pub(crate) fn notify(&self, method: &str, params: &Value) {
        let body = json!({ "jsonrpc": "2.0", "method": method, "params": params });
        let mut response = self.post(method, None, &body.to_string());
        assert!((200..300).contains(&response.status), "{method}: {}", response.text());
    }

    /// Responds to a server request.
    pub(crate) fn reply(&self, asked: &Value, result: &Value) {
        let body = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result });
        let mut response = self.post("", None, &body.to_string());
        assert!((200..300).contains(&response.status), "reply: {}", response.text());
    }

    /// Sends a request and waits for its whole response message.
    pub(crate) fn request(&self, method: &str, params: Value) -> Value {
        let mut heard = Vec::new();
        let answer = self.open(method, &params).answer(&mut heard);
        self.heard.borrow_mut().extend(heard);
        answer
    }

    /// Sends a request; returns its `result`, and fails on an error.
    #[track_caller]
    pub(crate) fn result(&self, method: &str, params: Value) -> Value {
        let mut answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Calls a tool; returns the first text of the result.
    #[track_caller]
    pub(crate) fn call(&self, tool: &str, arguments: Value) -> String {
        let result = self.result("tools/call", json!({ "name": tool, "arguments": arguments }));
        let text = result["content"][0]["text"].as_str();
        text.unwrap_or_else(|| panic!("{tool}: {result}")).to_owned()
    }

    /// Returns all items of a list, page by page.
    #[track_caller]
    pub(crate) fn list(&self, method: &str, key: &str) -> Vec<Value> {
        self.try_list(method, key).unwrap_or_else(|refusal| panic!("{method}: {refusal}"))
    }

    /// Returns all items of a list, or the error response of a page, which is expected during
    /// startup.
    pub(crate) fn try_list(&self, method: &str, key: &str) -> Result<Vec<Value>, Value> {
        let mut items = Vec::new();
        let mut params = json!({});
        loop {
            let mut page = self.request(method, params);
            let Some(shown) = page["result"][key].as_array_mut() else { return Err(page) };
            items.append(shown);
            match page["result"]["nextCursor"].take() {
                Value::Null => return Ok(items),
                cursor => params = json!({ "cursor": cursor }),
            }
        }
    }

    /// Returns the names of all tools, in list order.
    #[track_caller]
    pub(crate) fn tool_names(&self) -> Vec<String> {
        let tools = self.list("tools/list", "tools");
        tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Ends the session, if any.
    pub(crate) fn end(self) {
        if let Some(session) = self.session() {
            let headers = [("mcp-session-id", session), ("mcp-protocol-version", LEGACY)];
            self.http.open("DELETE", &self.path, &headers, "");
        }
    }

    /// Opens the stream for notifications: changes of all lists, and of these resources.
    pub(crate) fn listen(&self, resources: &[&str]) -> Response {
        let mut response = match &self.era {
            Era::Legacy { session } => {
                let headers = [
                    ("accept", "text/event-stream"),
                    ("mcp-protocol-version", LEGACY),
                    ("mcp-session-id", session.as_deref().unwrap()),
                ];
                self.http.open("GET", &self.path, &headers, "")
            }
            Era::Modern => {
                let wanted = json!({
                    "toolsListChanged": true,
                    "promptsListChanged": true,
                    "resourcesListChanged": true,
                    "resourceSubscriptions": resources
                });
                self.open("subscriptions/listen", &json!({ "notifications": wanted })).response
            }
        };
        assert!(response.status == 200, "{}", response.text());
        if matches!(self.era, Era::Modern) {
            let first = response.event().unwrap();
            assert!(first.contains("notifications/subscriptions/acknowledged"), "{first}");
        }
        response
    }
}

/// Reads a stream up to a notification with that method; returns it.
#[track_caller]
pub(crate) fn wait_for_notification(stream: &mut Response, method: &str) -> Value {
    let start = Instant::now();
    loop {
        assert!(start.elapsed() < LIMIT, "no {method} within the limit");
        let event = stream.event().unwrap_or_else(|| panic!("the stream ended before {method}"));
        let message: Value = serde_json::from_str(&event).unwrap();
        if message["method"] == method {
            return message;
        }
    }
}

impl Open {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// Returns the exact text of the next message, or `None` at the end.
    pub(crate) fn raw(&mut self) -> Option<String> {
        if self.response.is_stream() {
            return self.response.event();
        }
        if std::mem::replace(&mut self.whole, true) {
            return None;
        }
        let text = self.response.text();
        (!text.is_empty()).then_some(text)
    }

    /// Returns the next message.
    pub(crate) fn message(&mut self) -> Option<Value> {
        let raw = self.raw()?;
        Some(serde_json::from_str(&raw).unwrap_or_else(|error| panic!("{error}: {raw}")))
    }

    /// Returns the final response; earlier messages are appended to `heard`.
    #[track_caller]
    pub(crate) fn answer(&mut self, heard: &mut Vec<Value>) -> Value {
        loop {
            let status = self.response.status;
            let message = self.message();
            let message = message.unwrap_or_else(|| panic!("no answer (status {status})"));
            if message.get("method").is_none() {
                return message;
            }
            heard.push(message);
        }
    }

    pub(crate) fn hang_up(self) {
        self.response.hang_up();
    }
}
