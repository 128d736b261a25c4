//! One message in, the messages that answer it out. Nothing here reads, writes or waits: time
//! passes when [`Demo::step`] is called.

use std::str::FromStr;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::demo::catalog::{self, Failure, INVALID_PARAMS};
use crate::demo::synthetic;

/// The revision in which each request stands alone.
const MODERN: &str = "2026-07-28";
/// The revisions that begin with `initialize`, newest first.
const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// How long a client may keep a list or a resource: nothing here ever changes.
const TTL_MS: u64 = 60_000;

/// How the server is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Made-up tools to list beside the four real ones.
    pub(crate) tools: usize,
    /// The eras to speak.
    pub(crate) eras: Eras,
}

/// Which eras of MCP the server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Eras {
    /// Whichever the client begins with.
    #[default]
    Both,
    /// `initialize` and sessions, up to 2025-11-25.
    Legacy,
    /// Requests that stand alone, 2026-07-28.
    Modern,
}

/// A word that names no era.
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

/// The era that one request belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Era {
    Legacy,
    Modern,
}

/// The server's state: its options and the counts that are under way.
pub(super) struct Demo {
    options: Options,
    counts: Vec<Count>,
}

/// A `count` call that is under way.
struct Count {
    id: Box<RawValue>,
    era: Era,
    /// Where the client asked for progress.
    token: Option<Value>,
    at: u64,
    to: u64,
}

/// The envelope; a number in `id` stays as it was written.
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
    /// A server that has heard nothing yet.
    pub(super) fn new(options: Options) -> Self {
        Self { options, counts: Vec::new() }
    }

    /// Whether a count is under way, so that [`Demo::step`] has something to do.
    pub(super) fn is_busy(&self) -> bool {
        !self.counts.is_empty()
    }

    /// Takes one line and gives the lines that answer it, without line ends.
    pub(super) fn handle(&mut self, line: &str) -> Vec<String> {
        if line.trim().is_empty() {
            return Vec::new();
        }
        let message: Message<'_> = match serde_json::from_str(line) {
            // Serde would take an array for the fields in their order.
            Ok(message) if line.trim_start().starts_with('{') => message,
            Err(error) if !error.is_data() => {
                return vec![failed("null", Failure::new(-32700, "not JSON"))];
            }
            _ => return vec![failed("null", Failure::new(-32600, "not a JSON-RPC message"))],
        };
        match (&message.method, message.id) {
            (Some(method), Some(id)) => self.answer(id, method, &message.params),
            (Some(method), None) => {
                self.notice(method, &message.params);
                Vec::new()
            }
            // A response; the server asks nothing.
            (None, _) => Vec::new(),
        }
    }

    /// Lets each count advance by one.
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
                let result = catalog::said(format!("counted to {}", count.to));
                lines.push(answered(count.id.get(), count.era, result));
            }
        }
        self.counts.retain(|count| count.at < count.to);
        lines
    }

    fn answer(&mut self, id: &RawValue, method: &str, params: &Value) -> Vec<String> {
        let era = match self.era_of(method, params) {
            Ok(era) => era,
            Err(failure) => return vec![failed(id.get(), failure)],
        };
        if era == Era::Modern && method == "subscriptions/listen" {
            // Nothing here ever changes, so the list of what will be told is empty, and the
            // request stays open until the client gives it up.
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
                Err(refusal) => vec![answered(id.get(), era, refusal)],
            };
        }
        vec![match self.result_of(era, method, params) {
            Ok(result) => answered(id.get(), era, result),
            Err(failure) => failed(id.get(), failure),
        }]
    }

    fn notice(&mut self, method: &str, params: &Value) {
        if method == "notifications/cancelled" {
            let cancelled = params["requestId"].to_string();
            self.counts.retain(|count| count.id.get() != cancelled);
        }
    }

    /// Decides which era a request is in, and whether it keeps that era's rules.
    fn era_of(&self, method: &str, params: &Value) -> Result<Era, Failure> {
        let version = params["_meta"].get("io.modelcontextprotocol/protocolVersion");
        let says_modern = version.is_some() || method == "server/discover";
        match self.options.eras {
            Eras::Legacy => return Ok(Era::Legacy),
            Eras::Both if !says_modern => return Ok(Era::Legacy),
            Eras::Modern if method == "initialize" && version.is_none() => {
                return Err(self.unsupported(&params["protocolVersion"]));
            }
            Eras::Both | Eras::Modern => {}
        }
        let lacks = |key| {
            Failure::new(INVALID_PARAMS, format!("_meta lacks io.modelcontextprotocol/{key}"))
        };
        let version = version.filter(|v| v.is_string()).ok_or_else(|| lacks("protocolVersion"))?;
        if !params["_meta"]["io.modelcontextprotocol/clientCapabilities"].is_object() {
            return Err(lacks("clientCapabilities"));
        }
        if version == MODERN { Ok(Era::Modern) } else { Err(self.unsupported(version)) }
    }

    fn unsupported(&self, requested: &Value) -> Failure {
        let supported = self.versions();
        Failure::new(-32022, format!("unsupported protocol version; use {}", supported.join(", ")))
            .with(json!({ "supported": supported, "requested": requested }))
    }

    fn versions(&self) -> Vec<&'static str> {
        match self.options.eras {
            Eras::Modern => vec![MODERN],
            Eras::Legacy => LEGACY.to_vec(),
            Eras::Both => [&[MODERN], LEGACY.as_slice()].concat(),
        }
    }

    fn result_of(&self, era: Era, method: &str, params: &Value) -> Result<Value, Failure> {
        let name = params["name"].as_str().unwrap_or_default();
        Ok(match (era, method) {
            (Era::Legacy, "initialize") => initialized(params),
            (Era::Legacy, "ping") => json!({}),
            (Era::Modern, "server/discover") => self.discovered(),
            (_, "tools/list") => self.tools(params)?,
            (_, "tools/call") => self.call(name, &params["arguments"])?,
            (_, "prompts/list") => json!({ "prompts": catalog::prompts() }),
            (_, "prompts/get") => catalog::prompt(name, &params["arguments"])?,
            (_, "resources/list") => json!({ "resources": catalog::resources() }),
            (_, "resources/templates/list") => json!({ "resourceTemplates": catalog::templates() }),
            (_, "resources/read") => read(era, params["uri"].as_str().unwrap_or_default())?,
            (_, "completion/complete") => catalog::completions(params),
            _ => return Err(Failure::new(-32601, format!("unknown method: {method}"))),
        })
    }

    fn discovered(&self) -> Value {
        json!({
            "supportedVersions": self.versions(),
            "capabilities": capabilities(),
            "instructions": INSTRUCTIONS
        })
    }

    fn tools(&self, params: &Value) -> Result<Value, Failure> {
        if params["cursor"].is_string() {
            return Err(Failure::new(INVALID_PARAMS, "unknown cursor: the list has one page"));
        }
        let mut tools = catalog::tools();
        tools.extend((0..self.options.tools).map(synthetic::tool));
        Ok(json!({ "tools": tools }))
    }

    fn call(&self, name: &str, arguments: &Value) -> Result<Value, Failure> {
        if let Some(answer) = catalog::call(name, arguments) {
            return Ok(answer);
        }
        if synthetic::is_tool(name, self.options.tools) {
            return Ok(catalog::said(name));
        }
        Err(Failure::new(INVALID_PARAMS, format!("unknown tool: {name}")))
    }
}

const INSTRUCTIONS: &str = "A small server to try things with. Start with `echo`.";

fn capabilities() -> Value {
    json!({ "tools": {}, "prompts": {}, "resources": {}, "completions": {} })
}

fn server_info() -> Value {
    json!({ "name": "mcphub-demo", "title": "mcphub demo", "version": env!("CARGO_PKG_VERSION") })
}

fn initialized(params: &Value) -> Value {
    let asked = params["protocolVersion"].as_str().unwrap_or_default();
    let version = LEGACY.into_iter().find(|known| *known == asked).unwrap_or(LEGACY[0]);
    json!({
        "protocolVersion": version,
        "capabilities": capabilities(),
        "serverInfo": server_info(),
        "instructions": INSTRUCTIONS
    })
}

fn read(era: Era, uri: &str) -> Result<Value, Failure> {
    let code = if era == Era::Modern { INVALID_PARAMS } else { -32002 };
    catalog::read(uri)
        .ok_or_else(|| Failure::new(code, "unknown resource").with(json!({ "uri": uri })))
}

/// A result in the words of its era. What may be kept says for how long; an answer to a call may
/// not, and has no list or contents in it.
fn answered(id: &str, era: Era, mut result: Value) -> String {
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

fn failed(id: &str, failure: Failure) -> String {
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

    /// What the server of these eras says to each line, as one text; `META` stands for the modern
    /// `_meta`, and `(step)` lets time pass.
    fn transcript(eras: Eras, lines: &[&str]) -> String {
        let mut demo = Demo::new(Options { tools: 0, eras });
        let mut said = String::new();
        for line in lines {
            let answers = match *line {
                "(step)" => demo.step(),
                line => demo.handle(&line.replace("META", META)),
            };
            for answer in answers {
                said += &answer;
                said += "\n";
            }
        }
        said
    }

    #[test]
    fn a_legacy_client_gets_the_version_it_asks_for_or_the_newest() {
        let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2031-01-01"].map(|v| {
            let line = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{"protocolVersion":"{v}"}}}}"#);
            let said: Value = serde_json::from_str(&transcript(Eras::Both, &[&line])).unwrap();
            said["result"]["protocolVersion"].as_str().unwrap().to_owned()
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
    {"jsonrpc":"2.0","id":3,"result":{"prompts":[{"name":"tour","title":"Tour","description":"Asks for a tour of the demo tools."},{"name":"greet","title":"Greet","description":"Asks for a greeting.","arguments":[{"name":"name","description":"Whom to greet.","required":true},{"name":"language","description":"In which language.","required":false}]}],"ttlMs":60000,"cacheScope":"public","resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"mcphub-demo","title":"mcphub demo","version":"0.1.0"}}}}
    {"jsonrpc":"2.0","id":4,"error":{"code":-32602,"message":"unknown resource","data":{"uri":"demo://nowhere"}}}
    {"jsonrpc":"2.0","id":5,"error":{"code":-32601,"message":"unknown method: ping"}}
    {"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"_meta lacks io.modelcontextprotocol/protocolVersion"}}
    {"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"_meta lacks io.modelcontextprotocol/clientCapabilities"}}
    {"jsonrpc":"2.0","id":8,"error":{"code":-32022,"message":"unsupported protocol version; use 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05","data":{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"1900-01-01"}}}
    {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"s"},"notifications":{}}}
    "#);
    }

    #[test]
    fn each_era_alone_refuses_the_other() {
        let discover = r#"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{META}}"#;
        let initialize = r#"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#;
        insta::assert_snapshot!(transcript(Eras::Legacy, &[discover]), @r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"unknown method: server/discover"}}"#);
        insta::assert_snapshot!(transcript(Eras::Modern, &[initialize]), @r#"{"jsonrpc":"2.0","id":2,"error":{"code":-32022,"message":"unsupported protocol version; use 2026-07-28","data":{"supported":["2026-07-28"],"requested":"2025-11-25"}}}"#);
    }

    #[test]
    fn a_count_reports_each_step_and_stops_when_cancelled() {
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
    fn what_is_no_request_is_refused_or_ignored() {
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
    fn made_up_tools_are_listed_and_answer() {
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
