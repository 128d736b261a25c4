//! Server requests reach the client byte for byte, and so do the client's responses, for arbitrary
//! JSON, in every pairing of eras.

use proptest::prelude::*;
use serde_json::json;

use crate::support::odd_json::{Member, members, object, on_one_line};
use crate::support::raw;
use crate::support::ways::{Ground, Way, holds};

#[test]
fn a_server_request_and_its_response_stay_unchanged() {
    let ground = Ground::new(&json!({ "sampling": {} }));
    let object_of = |members: Vec<Member>| object(&members);
    // The hub replaces the progress token of a server request on its way to the client.
    let has_token = |params: &str| {
        let meta = raw::get(params, "_meta");
        meta.is_some_and(|meta| meta.starts_with('{') && raw::get(meta, "progressToken").is_some())
    };
    let params = members(&[], 0..5).prop_map(object_of);
    let params = params.prop_filter("without a token", move |params| !has_token(params));
    let answer = members(&["resultType"], 0..5).prop_map(object_of);
    holds(120, &ground, (params, answer), |way, (params, answer)| {
        let (seen, said) = if way.is_modern {
            ask_modern_client(way, params, answer)
        } else {
            ask_legacy_client(way, params, answer)
        };
        prop_assert_eq!(on_one_line(&seen), on_one_line(params));
        let wanted = if way.asks_on_one_line { on_one_line(answer) } else { answer.clone() };
        prop_assert_eq!(said, wanted);
        Ok(())
    });
}

/// Returns the params of a call that makes the server send a request.
fn asking(way: &Way, params: &str) -> Vec<Member> {
    let arguments = json!({ "method": "sampling/createMessage", "params": params });
    let name = json!(format!("{}ask", way.prefix)).to_string();
    vec![Member::new("name", name), Member::new("arguments", arguments.to_string())]
}

/// Returns the response that the server received.
fn said(response: &str) -> String {
    let result = raw::get(response, "result").unwrap_or_else(|| panic!("{response}"));
    let first = raw::elements(raw::get(result, "content").unwrap()).unwrap()[0];
    serde_json::from_str(raw::get(first, "text").unwrap()).unwrap()
}

/// Returns the request as received by a legacy client, and the response as received by the server.
fn ask_legacy_client(way: &Way, params: &str, answer: &str) -> (String, String) {
    let mut talk = way.open("tools/call", "1", &asking(way, params), &[]);
    let ask = talk.next();
    let seen = raw::get(&ask, "params").unwrap_or_else(|| panic!("{ask}")).to_owned();
    let reply = [
        Member::new("jsonrpc", "\"2.0\""),
        Member::new("id", raw::get(&ask, "id").unwrap()),
        Member::new("result", answer),
    ];
    way.reply(&object(&reply));
    (seen, said(&talk.next()))
}

/// Does the same with a modern client, which receives the request in the result of its call.
fn ask_modern_client(way: &Way, params: &str, answer: &str) -> (String, String) {
    let mut call = asking(way, params);
    let first = way.ask("tools/call", "1", &call);
    let result = raw::get(&first, "result").unwrap_or_else(|| panic!("{first}"));
    let asks = raw::get(result, "inputRequests").unwrap_or_else(|| panic!("{first}"));
    let (key, ask) = raw::members(asks).unwrap()[0];
    let seen = raw::get(ask, "params").unwrap().to_owned();
    call.push(Member::new("requestState", raw::get(result, "requestState").unwrap()));
    call.push(Member::new("inputResponses", format!("{{{key}:{answer}}}")));
    (seen, said(&way.ask("tools/call", "2", &call)))
}
