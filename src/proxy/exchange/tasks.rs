//! Maps tasks to servers: clients name a task only by the id that its server assigned (extension
//! `io.modelcontextprotocol/tasks` of the modern era; MCP 2025-11-25, basic/utilities/tasks).

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use crate::protocol::Era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::limits;
use crate::proxy::upstream::connection::connection::Connection;

/// The tasks extension of the modern era.
pub(crate) const EXTENSION: &str = "io.modelcontextprotocol/tasks";

/// Whether the method addresses one task in that era.
pub(crate) fn addresses_task(method: &str, era: Era) -> bool {
    match method {
        "tasks/get" | "tasks/cancel" => true,
        "tasks/result" => era == Era::Legacy,
        "tasks/update" => era == Era::Modern,
        _ => false,
    }
}

/// Returns the error for a client that did not declare the tasks extension.
pub(crate) fn not_declared() -> RpcError {
    let data = format!(r#"{{"requiredCapabilities":{{"extensions":{{"{EXTENSION}":{{}}}}}}}}"#);
    RpcError::new(error::MISSING_CAPABILITY, "Missing required client capability").with_data(data)
}

/// Returns the raw id of the task that a server created instead of a result, in either era.
pub(crate) fn created_task_id<'a>(
    caller: &Caller,
    request: &Request,
    answer: &'a Message,
    era: Era,
) -> Option<&'a str> {
    let text = answer.text();
    let of = |span: &json::Span| json::get(text, span, "taskId").map(|id| &text[id]);
    match era {
        // A legacy server may create a task only if the client requests one.
        Era::Legacy if request.span("task").is_some() => {
            of(&json::get(text, answer.result_span()?, "task")?)
        }
        Era::Modern if caller.capability_key().contains(EXTENSION) => {
            let result = answer.result_span()?;
            let kind = json::get(text, result, "resultType")?;
            (&text[kind] == "\"task\"").then(|| of(result)).flatten()
        }
        _ => None,
    }
}

/// The known tasks; the oldest are dropped first.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    inner: Mutex<Inner>,
}

/// Principal and task id.
type Key = (String, String);

#[derive(Debug, Default)]
struct Inner {
    known: HashMap<Key, TaskOrigin>,
    order: VecDeque<Key>,
}

/// The server of a task.
#[derive(Clone, Debug)]
pub(crate) struct TaskOrigin {
    /// The name of the server.
    pub(crate) server: String,
    connection: Weak<Connection>,
    session: Option<String>,
}

impl TaskOrigin {
    /// Returns the connection that created the task, because a legacy server with several
    /// connections may know the task on one only. Excludes connections that belong to another
    /// session.
    pub(crate) fn connection(&self, caller: &Caller) -> Option<Arc<Connection>> {
        let connection = self.connection.upgrade()?;
        let session = caller.session.as_ref().map(|session| session.id.as_str());
        (!connection.told.is_own || session == self.session.as_deref()).then_some(connection)
    }
}

impl Tasks {
    /// Records the task in a response, if any.
    pub(crate) fn record(
        &self,
        exchange: &Exchange,
        request: &Request,
        answer: &Message,
        server: &str,
        connection: &Arc<Connection>,
    ) {
        let caller = &exchange.caller;
        let Some(raw) = created_task_id(caller, request, answer, connection.server_info.era) else {
            return;
        };
        let Some(id) = json::string(raw, &(0..raw.len())) else { return };
        let session = caller.session.as_ref().map(|session| session.id.clone());
        let origin = TaskOrigin {
            server: server.to_owned(),
            connection: Arc::downgrade(connection),
            session,
        };
        self.insert((caller.identity.principal.clone(), id.into_owned()), origin);
    }

    /// Returns the server of the caller's task. If two servers used the same id, returns the later
    /// one.
    pub(crate) fn origin(&self, caller: &Caller, id: &str) -> Option<TaskOrigin> {
        let key = (caller.identity.principal.clone(), id.to_owned());
        self.inner.lock().known.get(&key).cloned()
    }

    fn insert(&self, key: Key, origin: TaskOrigin) {
        let mut inner = self.inner.lock();
        if inner.known.insert(key.clone(), origin).is_none() {
            inner.order.push_back(key);
        }
        if inner.order.len() > limits::TASKS
            && let Some(oldest) = inner.order.pop_front()
        {
            inner.known.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::proxy::catalog::scope::Target;
    use crate::proxy::exchange::capabilities::Capabilities;
    use crate::proxy::identity::Identity;

    fn message(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    fn caller(principal: &str, capabilities: &str) -> Caller {
        Caller {
            era: Era::Modern,
            version: String::new(),
            capabilities: Capabilities::new(Some(capabilities)),
            client_info: None,
            target: Target::All,
            identity: Identity { principal: principal.into(), ..Identity::default() },
            peer: None,
            session: None,
        }
    }

    #[test]
    fn created_tasks_are_recognized() {
        let able = caller("", r#"{"extensions":{"io.modelcontextprotocol/tasks":{}}}"#);
        let plain = Request::read(message(r#"{"id":1,"method":"tools/call"}"#)).unwrap();
        let task_request = r#"{"id":1,"method":"tools/call","params":{"task":{"ttl":1}}}"#;
        let task_request = Request::read(message(task_request)).unwrap();
        let modern = message(r#"{"id":1,"result":{"resultType":"task","taskId":"m"}}"#);
        let legacy = message(r#"{"id":1,"result":{"task":{"taskId":"l"}}}"#);
        let done = message(r#"{"id":1,"result":{"resultType":"complete","taskId":"x"}}"#);
        assert_eq!(created_task_id(&able, &plain, &modern, Era::Modern), Some("\"m\""));
        assert_eq!(created_task_id(&able, &task_request, &legacy, Era::Legacy), Some("\"l\""));
        assert_eq!(created_task_id(&able, &plain, &done, Era::Modern), None);
        assert_eq!(
            created_task_id(&able, &plain, &legacy, Era::Legacy),
            None,
            "the client did not request a task"
        );
        assert_eq!(created_task_id(&caller("", "{}"), &plain, &modern, Era::Modern), None);
    }

    #[test]
    fn tasks_are_kept_apart_by_client_and_bounded() {
        let tasks = Tasks::default();
        let keep = |principal: &str, id: &str, server: &str| {
            let origin =
                TaskOrigin { server: server.into(), connection: Weak::new(), session: None };
            tasks.insert((principal.into(), id.into()), origin);
        };
        let server = |principal: &str, id: &str| {
            tasks.origin(&caller(principal, "{}"), id).map(|origin| origin.server)
        };
        keep("a", "1", "one");
        keep("b", "1", "two");
        keep("a", "1", "three");
        assert_eq!(server("a", "1").as_deref(), Some("three"));
        assert_eq!(server("b", "1").as_deref(), Some("two"));
        assert_eq!(server("c", "1"), None);
        for n in 0..limits::TASKS {
            keep("c", &n.to_string(), "many");
        }
        assert_eq!((server("a", "1"), server("b", "1")), (None, None));
        assert_eq!(tasks.inner.lock().known.len(), limits::TASKS);
    }
}
