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
use crate::proxy::exchange::exchange::{Event, Exchange, ServerRequest};
use crate::proxy::limits;

/// The input that a server requires before it responds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InputRequired {
    /// For each key, the method and the raw params.
    requests: Vec<(String, String, String)>,
    /// The server's own state, raw; returned to it unchanged.
    state: Option<String>,
}

impl InputRequired {
    /// Parses a response. Returns `None` if it is final.
    pub(crate) fn parse(response: &Message) -> Option<Self> {
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
            let params =
                json::get(text, &m.value, "params").map_or("{}", |span| &text[span]).to_owned();
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
    pub(crate) async fn resolve(
        &self,
        exchange: &Exchange,
        request: &Request,
    ) -> Result<Request, RpcError> {
        let mut pending = Vec::new();
        for (key, method, params) in &self.requests {
            if !exchange.caller.can_answer(method) {
                let text =
                    format!("the server requires {method}, which this client does not support");
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
            exchange.events.push(Event::ServerRequest(ServerRequest { request: message, reply }));
            pending.push((key, answer));
        }
        let mut responses = Vec::new();
        for (key, answer) in pending {
            let answer = tokio::time::timeout(limits::SUSPENDED, answer).await;
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
        with_responses(request, &responses.join(","), self.state.as_deref())
    }
}

/// Returns the request with `inputResponses` and `requestState`.
fn with_responses(
    request: &Request,
    responses: &str,
    state: Option<&str>,
) -> Result<Request, RpcError> {
    let Some(params) = request.message.params_span() else {
        return Err(RpcError::new(
            error::INTERNAL,
            "the server requires input for a request without params",
        ));
    };
    let text = request.message.text();
    let mut splice = Splice::new();
    let members = json::members(text, params);
    let is_outdated = |m: &json::Member| {
        json::is_key(text, &m.key, "inputResponses") || json::is_key(text, &m.key, "requestState")
    };
    crate::protocol::request::remove_members(&members, is_outdated, &mut splice);
    let mut added = format!(r#""inputResponses":{{{responses}}}"#);
    if let Some(state) = state {
        added = format!(r#"{added},"requestState":{state}"#);
    }
    if members.iter().any(|m| !is_outdated(m)) {
        added.push(',');
    }
    splice.replace(&(params.start + 1..params.start + 1), added);
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
    fn required_input_is_parsed_and_final_responses_are_not() {
        let required = r#"{"id":1,"result":{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"}},"requestState":"s"}}"#;
        let expected = InputRequired {
            requests: vec![("a".into(), "roots/list".into(), "{}".into())],
            state: Some("\"s\"".into()),
        };
        assert_eq!(InputRequired::parse(&message(required)), Some(expected));
        for answer in
            [r#"{"id":1,"result":{"resultType":"complete"}}"#, r#"{"id":1,"error":{"code":1}}"#]
        {
            assert_eq!(InputRequired::parse(&message(answer)), None);
        }
    }

    #[test]
    fn a_repeated_request_contains_only_the_last_round() {
        let text = r#"{"id":1,"method":"tools/call","params":{"name":"t","inputResponses":{"x":1},"requestState":"old"}}"#;
        let request = Request::read(message(text)).unwrap();
        let again = with_responses(&request, r#""a":{}"#, Some("\"s\"")).unwrap();
        assert_eq!(
            again.message.text(),
            r#"{"id":1,"method":"tools/call","params":{"inputResponses":{"a":{}},"requestState":"s","name":"t"}}"#
        );
    }
}
