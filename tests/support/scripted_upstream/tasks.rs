//! Tasks of both eras: calls with a deferred response.

use serde_json::{Value, json};

use crate::answers::Answer;
use crate::server::{Era, Exchange, Server};

const EXTENSION: &str = "io.modelcontextprotocol/tasks";

/// Adds the task capability to the server's capabilities.
pub(crate) fn announce(server: &Server, era: Era, capabilities: &mut Value) {
    if !server.script.tasks {
        return;
    }
    capabilities["x-own"] = json!({ "n": 1 });
    match era {
        Era::Legacy => {
            let tools = json!({ "call": {} });
            capabilities["tasks"] =
                json!({ "list": {}, "cancel": {}, "requests": { "tools": tools } });
        }
        Era::Modern => capabilities["extensions"] = json!({ EXTENSION: {} }),
    }
}

/// Creates a task for a call, if the client supports it.
pub(crate) fn make(server: &Server, exchange: &Exchange) -> Option<Answer> {
    let id = format!("{}-{}", server.script.name, server.next());
    let task = json!({ "taskId": id, "status": "working" });
    match exchange.era {
        Era::Legacy if !exchange.params["task"].is_null() => {
            Some(Answer::Result(json!({ "task": task }).to_string()))
        }
        Era::Modern if exchange.capabilities()["extensions"][EXTENSION].is_object() => {
            let result = json!({ "resultType": "task", "taskId": id, "status": "working" });
            Some(Answer::Result(result.to_string()))
        }
        _ => None,
    }
}

/// Responds to requests about tasks; a server knows only its own.
pub(crate) fn answer(server: &Server, exchange: &Exchange) -> Answer {
    let id = exchange.params["taskId"].as_str().unwrap_or_default();
    let name = &server.script.name;
    if !id.starts_with(&format!("{name}-")) {
        let message = format!("{name} knows no such task");
        return Answer::Error { status: 200, code: -32602, message, data: None };
    }
    let by = format!("{} by {name}", exchange.method);
    let mut result = json!({ "taskId": id, "status": "completed", "statusMessage": by });
    if exchange.era == Era::Modern {
        result["resultType"] = json!("complete");
    }
    Answer::Result(result.to_string())
}
