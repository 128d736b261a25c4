//! Translates requests of modern servers for legacy clients: sends them to the client on the stream
//! of its call, then repeats the call with the responses (MCP 2026-07-28, basic/patterns, multi
//! round-trip requests).

use bytes::Bytes;
use tokio::sync::oneshot;

use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::protocol::splice::Splice;
use crate::protocol::{RpcError, error};
use crate::proxy::exchange::{Ask, Event, Exchange};
use crate::proxy::limits;

/// The input that a server requires before it responds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// For each key, the method and the raw params.
    requests: Vec<(String, String, String)>,
    /// The server's own state, raw; returned to it unchanged.
    state: Option<String>,
}

impl Wanted {
    /// Parses a response. Returns `None` if it is final.
    pub(crate) fn of(response: &Message) -> Option<Self> {
        let text = response.text();
        let result = json::members(text, response.result_span()?);
        let member = |name| json::find(text, &result, name).0;
        if json::string(text, member("resultType")?)? != "input_required" {
            return None;
        }
        let requests = member("inputRequests").map(|span| json::members(text, span));
        let read = |m: &json::Member| {
            let key = json::string(text, &m.key)?.into_owned();
            let method = json::get(text, &m.value, "method")?;
            let params = json::get(text, &m.value, "params");
            let params = params.map_or("{}", |span| &text[span]).to_owned();
            Some((key, json::string(text, &method)?.into_owned(), params))
        };
        Some(Self {
            requests: requests.unwrap_or_default().iter().filter_map(read).collect(),
            state: member("requestState").map(|span| text[span.clone()].to_owned()),
        })
    }

    /// Sends all requests to the client of `exchange` at once, and returns the call with its
    /// responses.
    ///
    /// # Errors
    /// Fails if the client lacks a capability, returns an error, or does not respond in time.
    pub(crate) async fn gather(
        &self,
        exchange: &Exchange,
        request: &Request,
    ) -> Result<Request, RpcError> {
        let mut waiting = Vec::new();
        for (key, method, params) in &self.requests {
            if !exchange.caller.can_answer(method) {
                let text =
                    format!("the server asks for {method}, which this client did not declare");
                return Err(RpcError::new(error::INTERNAL, text));
            }
            let text = format!(
                r#"{{"jsonrpc":"2.0","id":{},"method":{},"params":{params}}}"#,
                json::quote(key),
                json::quote(method)
            );
            let message = Message::parse(Bytes::from(text))
                .map_err(|e| RpcError::new(error::INTERNAL, e.to_string()))?;
            let (reply, answer) = oneshot::channel();
            exchange.outbox.push(Event::Ask(Ask { request: message, reply }));
            waiting.push((key, answer));
        }
        let mut responses = Vec::new();
        for (key, answer) in waiting {
            let answer = tokio::time::timeout(limits::PARKED, answer).await;
            let Ok(Ok(answer)) = answer else {
                return Err(RpcError::new(
                    error::INTERNAL,
                    "the client did not answer the server's request",
                ));
            };
            let Some(result) = answer.result() else {
                let text = "the client refused the server's request";
                let data = answer.error().unwrap_or("null").to_owned();
                return Err(RpcError::new(error::INTERNAL, text).with_data(data));
            };
            responses.push(format!("{}:{result}", json::quote(key)));
        }
        repeated(request, &responses.join(","), self.state.as_deref())
    }
}

/// Returns the request with `inputResponses` and `requestState`.
fn repeated(request: &Request, responses: &str, state: Option<&str>) -> Result<Request, RpcError> {
    let Some(params) = request.message.params_span() else {
        return Err(RpcError::new(
            error::INTERNAL,
            "a request without params was answered by questions",
        ));
    };
    let text = request.message.text();
    let mut splice = Splice::new();
    let members = json::members(text, params);
    let old = |m: &json::Member| {
        json::is_key(text, &m.key, "inputResponses") || json::is_key(text, &m.key, "requestState")
    };
    crate::protocol::request::remove_members(&members, old, &mut splice);
    let mut fresh = format!(r#""inputResponses":{{{responses}}}"#);
    if let Some(state) = state {
        fresh = format!(r#"{fresh},"requestState":{state}"#);
    }
    if members.iter().any(|m| !old(m)) {
        fresh.push(',');
    }
    splice.replace(&(params.start + 1..params.start + 1), fresh);
    let message = Message::parse(Bytes::from(splice.apply(text)))
        .map_err(|e| RpcError::new(error::INTERNAL, e.to_string()))?;
    Request::read(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    #[test]
    fn what_is_wanted_is_read_and_an_answer_is_not() {
        let asks = r#"{"id":1,"result":{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"}},"requestState":"s"}}"#;
        let wanted = Wanted {
            requests: vec![("a".into(), "roots/list".into(), "{}".into())],
            state: Some("\"s\"".into()),
        };
        assert_eq!(Wanted::of(&message(asks)), Some(wanted));
        for answer in
            [r#"{"id":1,"result":{"resultType":"complete"}}"#, r#"{"id":1,"error":{"code":1}}"#]
        {
            assert_eq!(Wanted::of(&message(answer)), None);
        }
    }

    #[test]
    fn a_repeated_request_carries_the_last_round_only() {
        let text = r#"{"id":1,"method":"tools/call","params":{"name":"t","inputResponses":{"x":1},"requestState":"old"}}"#;
        let request = Request::read(message(text)).unwrap();
        let again = repeated(&request, r#""a":{}"#, Some("\"s\"")).unwrap();
        assert_eq!(
            again.message.text(),
            r#"{"id":1,"method":"tools/call","params":{"inputResponses":{"a":{}},"requestState":"s","name":"t"}}"#
        );
    }
}
