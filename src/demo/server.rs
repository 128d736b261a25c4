//! The demo server as a state machine: takes a message and returns messages, without I/O. Time
//! advances with [`Demo::step`].

use std::str::FromStr;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::demo::catalog::{self, INVALID_PARAMS, RpcError};
use crate::demo::synthetic;

/// The revision with stateless requests.
const MODERN: &str = "2026-07-28";
/// The revisions with `initialize`, newest first.
const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// How long clients may cache lists and resources, which never change.
const TTL_MS: u64 = 60_000;

/// Options of the demo server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Number of generated tools in addition to the four real ones.
    pub(crate) tools: usize,
    pub(crate) eras: Eras,
}

/// The supported eras of MCP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Eras {
    /// Either; each request decides.
    #[default]
    Both,
    /// `initialize` and sessions, up to 2025-11-25.
    Legacy,
    /// Stateless requests, 2026-07-28.
    Modern,
}

/// Error: the word is not an era.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an era; use legacy, modern or both")]
pub(crate) struct UnknownEra(String);

impl FromStr for Eras {
    type Err = UnknownEra;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "both" => Ok(Self::Both),
            "legacy" => Ok(Self::Legacy),
            "modern" => Ok(Self::Modern),
            _ => Err(UnknownEra(word.to_owned())),
        }
    }
}

/// The era of one request.
#[derive(Clone, Copy, PartialEq)]
enum Era {
    Legacy,
    Modern,
}

/// The state: the options and the running counts.
pub(super) struct Demo {
    options: Options,
    counts: Vec<Count>,
}

/// A running `count` call.
struct Count {
    id: Box<RawValue>,
    era: Era,
    /// The progress token, if the client sent one.
    token: Option<Value>,
    at: u64,
    to: u64,
}

/// The envelope. The raw `id` is kept, so that numbers stay exact.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    params: Value,
}

impl Demo {
    pub(super) fn new(options: Options) -> Self {
        Self { options, counts: Vec::new() }
    }

    /// Returns whether a count is running, so that [`Demo::step`] has an effect.
    pub(super) fn is_busy(&self) -> bool {
        !self.counts.is_empty()
    }

    /// Handles one line and returns the response lines, without line ends.
    pub(super) fn handle(&mut self, line: &str) -> Vec<String> {
        if line.trim().is_empty() {
            return Vec::new();
        }
        let message: Message<'_> = match serde_json::from_str(line) {
            // Serde would also accept an array with the fields in order.
            Ok(message) if line.trim_start().starts_with('{') => message,
            Err(error) if !error.is_data() => {
                return vec![error_message("null", RpcError::new(-32700, "not JSON"))];
            }
            _ => {
                return vec![error_message(
                    "null",
                    RpcError::new(-32600, "not a JSON-RPC message"),
                )];
            }
        };
        match (&message.method, message.id) {
            (Some(method), Some(id)) => self.handle_request(id, method, &message.params),
            (Some(method), None) => {
                self.handle_notification(method, &message.params);
                Vec::new()
            }
            // A response; this server sends no requests.
            (None, _) => Vec::new(),
        }
    }

    /// Advances each running count by one.
    pub(super) fn step(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for count in &mut self.counts {
            count.at += 1;
            if let Some(token) = &count.token {
                let message = format!("{} of {}", count.at, count.to);
                lines.push(notification(
                    "notifications/progress",
                    &json!({
                        "progressToken": token,
                        "progress": count.at,
                        "total": count.to,
                        "message": message
                    }),
                ));
            }
            if count.at == count.to {
                let result = catalog::text_result(format!("counted to {}", count.to));
                lines.push(result_message(count.id.get(), count.era, result));
            }
        }
        self.counts.retain(|count| count.at < count.to);
        lines
    }

    fn handle_request(&mut self, id: &RawValue, method: &str, params: &Value) -> Vec<String> {
        let era = match self.era_of(method, params) {
            Ok(era) => era,
            Err(failure) => return vec![error_message(id.get(), failure)],
        };
        if era == Era::Modern && method == "subscriptions/listen" {
            // Nothing here changes, so the request stays open without notifications until
            // the client cancels it.
            let params = json!({
                "_meta": { "io.modelcontextprotocol/subscriptionId": id },
                "notifications": {}
            });
            return vec![notification("notifications/subscriptions/acknowledged", &params)];
        }
        if method == "tools/call" && params["name"] == "count" {
            return match catalog::steps_of(&params["arguments"]) {
                Ok(to) => {
                    let token = params["_meta"].get("progressToken").cloned();
                    self.counts.push(Count { id: id.to_owned(), era, token, at: 0, to });
                    Vec::new()
                }
                Err(refusal) => vec![result_message(id.get(), era, refusal)],
            };
        }
        vec![match self.result_of(era, method, params) {
            Ok(result) => result_message(id.get(), era, result),
            Err(failure) => error_message(id.get(), failure),
        }]
    }

    fn handle_notification(&mut self, method: &str, params: &Value) {
        if method == "notifications/cancelled" {
            let cancelled = params["requestId"].to_string();
            self.counts.retain(|count| count.id.get() != cancelled);
        }
    }

    /// Returns the era of a request. Fails if it violates the rules of that era.
    fn era_of(&self, method: &str, params: &Value) -> Result<Era, RpcError> {
        let version = params["_meta"].get("io.modelcontextprotocol/protocolVersion");
        let says_modern = version.is_some() || method == "server/discover";
        match self.options.eras {
            Eras::Legacy => return Ok(Era::Legacy),
            Eras::Both if !says_modern => return Ok(Era::Legacy),
            Eras::Modern if method == "initialize" && version.is_none() => {
                return Err(self.unsupported_version(&params["protocolVersion"]));
            }
            Eras::Both | Eras::Modern => {}
        }
        let lacks = |key| {
            RpcError::new(INVALID_PARAMS, format!("_meta lacks io.modelcontextprotocol/{key}"))
        };
        let version = version.filter(|v| v.is_string()).ok_or_else(|| lacks("protocolVersion"))?;
        if !params["_meta"]["io.modelcontextprotocol/clientCapabilities"].is_object() {
            return Err(lacks("clientCapabilities"));
        }
        if version == MODERN { Ok(Era::Modern) } else { Err(self.unsupported_version(version)) }
    }

    fn unsupported_version(&self, requested: &Value) -> RpcError {
        let supported = self.versions();
        RpcError::new(-32022, format!("unsupported protocol version; use {}", supported.join(", ")))
            .with(json!({ "supported": supported, "requested": requested }))
    }

    fn versions(&self) -> Vec<&'static str> {
        match self.options.eras {
            Eras::Modern => vec![MODERN],
            Eras::Legacy => LEGACY.to_vec(),
            Eras::Both => [&[MODERN], LEGACY.as_slice()].concat(),
        }
    }

    fn result_of(&self, era: Era, method: &str, params: &Value) -> Result<Value, RpcError> {
        let name = params["name"].as_str().unwrap_or_default();
        Ok(match (era, method) {
            (Era::Legacy, "initialize") => initialize_result(params),
            (Era::Legacy, "ping") => json!({}),
            (Era::Modern, "server/discover") => self.discover_result(),
            (_, "tools/list") => self.tools(params)?,
            (_, "tools/call") => self.call(name, &params["arguments"])?,
            (_, "prompts/list") => json!({ "prompts": catalog::prompts() }),
            (_, "prompts/get") => catalog::prompt(name, &params["arguments"])?,
            (_, "resources/list") => json!({ "resources": catalog::resources() }),
            (_, "resources/templates/list") => json!({ "resourceTemplates": catalog::templates() }),
            (_, "resources/read") => read(era, params["uri"].as_str().unwrap_or_default())?,
            (_, "completion/complete") => catalog::completions(params),
            _ => return Err(RpcError::new(-32601, format!("unknown method: {method}"))),
        })
    }

    fn discover_result(&self) -> Value {
        json!({
            "supportedVersions": self.versions(),
            "capabilities": capabilities(),
            "instructions": INSTRUCTIONS
        })
    }

    fn tools(&self, params: &Value) -> Result<Value, RpcError> {
        if params["cursor"].is_string() {
            return Err(RpcError::new(INVALID_PARAMS, "unknown cursor: the list has one page"));
        }
        let mut tools = catalog::tools();
        tools.extend((0..self.options.tools).map(synthetic::tool));
        Ok(json!({ "tools": tools }))
    }

    fn call(&self, name: &str, arguments: &Value) -> Result<Value, RpcError> {
        if let Some(result) = catalog::call(name, arguments) {
            return Ok(result);
        }
        if synthetic::is_tool(name, self.options.tools) {
            return Ok(catalog::text_result(name));
        }
        Err(RpcError::new(INVALID_PARAMS, format!("unknown tool: {name}")))
    }
}

const INSTRUCTIONS: &str = "A small server to try things with. Start with `echo`.";

fn capabilities() -> Value {
    json!({ "tools": {}, "prompts": {}, "resources": {}, "completions": {} })
}

fn server_info() -> Value {
    json!({ "name": "mcphub-demo", "title": "mcphub demo", "version": env!("CARGO_PKG_VERSION") })
}

fn initialize_result(params: &Value) -> Value {
    let requested = params["protocolVersion"].as_str().unwrap_or_default();
    let version = LEGACY.into_iter().find(|known| *known == requested).unwrap_or(LEGACY[0]);
    json!({
        "protocolVersion": version,
        "capabilities": capabilities(),
        "serverInfo": server_info(),
        "instructions": INSTRUCTIONS
    })
}

fn read(era: Era, uri: &str) -> Result<Value, RpcError> {
    let code = if era == Era::Modern { INVALID_PARAMS } else { -32002 };
    catalog::read(uri)
        .ok_or_else(|| RpcError::new(code, "unknown resource").with(json!({ "uri": uri })))
}

/// Formats a response for the era. Only lists and resources have cache hints, and tool results have
/// no such members.
fn result_message(id: &str, era: Era, mut result: Value) -> String {
    if era == Era::Modern {
        let keeps =
            ["tools", "prompts", "resources", "resourceTemplates", "contents", "supportedVersions"];
        if keeps.iter().any(|key| result.get(key).is_some()) {
            result["ttlMs"] = json!(TTL_MS);
            result["cacheScope"] = json!("public");
        }
        result["resultType"] = json!("complete");
        result["_meta"] = json!({ "io.modelcontextprotocol/serverInfo": server_info() });
    }
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
}

fn error_message(id: &str, failure: RpcError) -> String {
    let mut error = json!({ "code": failure.code, "message": failure.message });
    if let Some(data) = failure.data {
        error["data"] = data;
    }
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{error}}}"#)
}

fn notification(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

    /// Returns all output of the server for these lines. `META` in a line is replaced by the modern
    /// `_meta`, and `(step)` advances time.
    fn transcript(eras: Eras, lines: &[&str]) -> String {
        let mut demo = Demo::new(Options { tools: 0, eras });
        let mut output = String::new();
        for line in lines {
            let messages = match *line {
                "(step)" => demo.step(),
                line => demo.handle(&line.replace("META", META)),
            };
            for message in messages {
                output += &message;
                output += "\n";
            }
        }
        output
    }

    #[test]
    fn a_legacy_client_gets_the_requested_version_or_the_newest() {
        let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2031-01-01"].map(|v| {
            let line = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{"protocolVersion":"{v}"}}}}"#);
            let response: Value = serde_json::from_str(&transcript(Eras::Both, &[&line])).unwrap();
            response["result"]["protocolVersion"].as_str().unwrap().to_owned()
        });
        assert_eq!(
            versions,
            ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2025-11-25"]
        );
    }

    #[test]
    fn a_legacy_conversation() {
        insta::assert_snapshot!(transcript(Eras::Both, &[
            r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}"#,
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            r#"{"jsonrpc":"2.0","id":"p","method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":12345678901234567890123,"method":"tools/call","params":{"name":"echo","arguments":{"text":"grüße \u0000"}}}"#,
            r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"add","arguments":{"a":2,"b":3}}}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add","arguments":{"a":0.5,"b":9223372036854775807}}}"#,
            r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"add"}}"#,
            r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"fail","arguments":{"reason":"no"}}}"#,
            r#"{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"nothing"}}"#,
            r#"{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"greet","arguments":{"name":"Ada","language":"French"}}}"#,
            r#"{"jsonrpc":"2.0","id":8,"method":"prompts/get","params":{"name":"greet"}}"#,
            r#"{"jsonrpc":"2.0","id":9,"method":"resources/read","params":{"uri":"demo://greeting/Ada"}}"#,
            r#"{"jsonrpc":"2.0","id":10,"method":"resources/read","params":{"uri":"demo://nowhere"}}"#,
            r#"{"jsonrpc":"2.0","id":11,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"language","value":"g"}}}"#,
            r#"{"jsonrpc":"2.0","id":12,"method":"logging/setLevel","params":{"level":"info"}}"#,
        ]), @r#"
    {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{},"prompts":{},"resources":{},"completions":{}},"serverInfo":{"name":"mcphub-demo","title":"mcphub demo","version":"0.1.0"},"instructions":"A small server to try things with. Start with `echo`."}}
    {"jsonrpc":"2.0","id":"p","result":{}}
    {"jsonrpc":"2.0","id":12345678901234567890123,"result":{"content":[{"type":"text","text":"grüße \u0000"}]}}
    {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"5"}],"structuredContent":{"sum":5}}}
    {"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"9.223372036854776e+18"}],"structuredContent":{"sum":9.223372036854776e+18}}}
    {"jsonrpc":"2.0","id":4,"result":{"content":[{"type":"text","text":"add needs two numbers, `a` and `b`"}],"isError":true}}
    {"jsonrpc":"2.0","id":5,"result":{"content":[{"type":"text","text":"no"}],"isError":true}}
    {"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"unknown tool: nothing"}}
    {"jsonrpc":"2.0","id":7,"result":{"messages":[{"role":"user","content":{"type":"text","text":"Greet Ada in French."}}]}}
    {"jsonrpc":"2.0","id":8,"error":{"code":-32602,"message":"prompt `greet` needs the argument `name`"}}
    {"jsonrpc":"2.0","id":9,"result":{"contents":[{"uri":"demo://greeting/Ada","mimeType":"text/plain","text":"Hello, Ada!"}]}}
    {"jsonrpc":"2.0","id":10,"error":{"code":-32002,"message":"unknown resource","data":{"uri":"demo://nowhere"}}}
    {"jsonrpc":"2.0","id":11,"result":{"completion":{"total":1,"hasMore":false,"values":["German"]}}}
    {"jsonrpc":"2.0","id":12,"error":{"code":-32601,"message":"unknown method: logging/setLevel"}}
    "#);
    }

    #[test]
    fn a_modern_conversation() {
        insta::assert_snapshot!(transcript(Eras::Both, &[
            r#"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{META}}"#,
            r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":-3},META}}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"prompts/list","params":{META}}"#,
            r#"{"jsonrpc":"2.0","id":4,"method":"resources/read","params":{"uri":"demo://nowhere",META}}"#,
            r#"{"jsonrpc":"2.0","id":5,"method":"ping","params":{META}}"#,
            r#"{"jsonrpc":"2.0","id":6,"method":"server/discover"}"#,
            r#"{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
            r#"{"jsonrpc":"2.0","id":8,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
            r#"{"jsonrpc":"2.0","id":"s","method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},META}}"#,
        ]), @r#"
    {"jsonrpc":"2.0","id":1,"result":{"supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{},"prompts":{},"resources":{},"completions":{}},"instructions":"A small server to try things with. Start with `echo`.","ttlMs":60000,"cacheScope":"public","resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"mcphub-demo","title":"mcphub demo","version":"0.1.0"}}}}
    {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"-2"}],"structuredContent":{"sum":-2},"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"mcphub-demo","title":"mcphub demo","version":"0.1.0"}}}}
    {"jsonrpc":"2.0","id":3,"result":{"prompts":[{"name":"tour","title":"Tour","description":"Requests a tour of the demo tools."},{"name":"greet","title":"Greet","description":"Requests a greeting.","arguments":[{"name":"name","description":"The name to greet.","required":true},{"name":"language","description":"The language of the greeting.","required":false}]}],"ttlMs":60000,"cacheScope":"public","resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"mcphub-demo","title":"mcphub demo","version":"0.1.0"}}}}
    {"jsonrpc":"2.0","id":4,"error":{"code":-32602,"message":"unknown resource","data":{"uri":"demo://nowhere"}}}
    {"jsonrpc":"2.0","id":5,"error":{"code":-32601,"message":"unknown method: ping"}}
    {"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"_meta lacks io.modelcontextprotocol/protocolVersion"}}
    {"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"_meta lacks io.modelcontextprotocol/clientCapabilities"}}
    {"jsonrpc":"2.0","id":8,"error":{"code":-32022,"message":"unsupported protocol version; use 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05","data":{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"1900-01-01"}}}
    {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"s"},"notifications":{}}}
    "#);
    }

    #[test]
    fn a_server_of_one_era_rejects_the_other() {
        let discover = r#"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{META}}"#;
        let initialize = r#"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#;
        insta::assert_snapshot!(transcript(Eras::Legacy, &[discover]), @r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"unknown method: server/discover"}}"#);
        insta::assert_snapshot!(transcript(Eras::Modern, &[initialize]), @r#"{"jsonrpc":"2.0","id":2,"error":{"code":-32022,"message":"unsupported protocol version; use 2026-07-28","data":{"supported":["2026-07-28"],"requested":"2025-11-25"}}}"#);
    }

    #[test]
    fn a_count_reports_each_step_and_stops_on_cancellation() {
        insta::assert_snapshot!(transcript(Eras::Both, &[
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"count","arguments":{"to":2},"_meta":{"progressToken":"t"}}}"#,
            r#"{"jsonrpc":"2.0","id":"two","method":"tools/call","params":{"name":"count","arguments":{"to":3}}}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"count","arguments":{"to":0}}}"#,
            "(step)",
            r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"two"}}"#,
            "(step)",
            "(step)",
        ]), @r#"
    {"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"`to` must be a whole number from 1 to 1000"}],"isError":true}}
    {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":1,"total":2,"message":"1 of 2"}}
    {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":2,"total":2,"message":"2 of 2"}}
    {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"counted to 2"}]}}
    "#);
    }

    #[test]
    fn invalid_messages_are_rejected_or_ignored() {
        insta::assert_snapshot!(transcript(Eras::Both, &[
            "",
            "nonsense",
            "[1]",
            r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}"#,
        ]), @r#"
        {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}
        {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"not a JSON-RPC message"}}
        {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"not a JSON-RPC message"}}
        {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"unknown tool: "}}
        "#);
    }

    #[test]
    fn generated_tools_are_listed_and_callable() {
        let mut demo = Demo::new(Options { tools: 3, eras: Eras::Both });
        let list = demo.handle(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
        let list: Value = serde_json::from_str(&list[0]).unwrap();
        let names: Vec<_> =
            list["result"]["tools"].as_array().unwrap().iter().map(|tool| &tool["name"]).collect();
        assert_eq!(
            names,
            [
                "echo",
                "add",
                "count",
                "fail",
                "create_issue_000",
                "list_issue_001",
                "update_issue_002"
            ]
        );
        assert_eq!(
            demo.handle(r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_issue_001"}}"#),
            [r#"{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"list_issue_001"}]}}"#]
        );
    }
}
