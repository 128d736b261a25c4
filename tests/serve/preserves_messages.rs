//! Arbitrary JSON passes unchanged: random texts in both directions, over each upstream transport,
//! in every pairing of eras, on the endpoint of all servers and on a server's own.
//!
//! The only change to data that the hub does not interpret: over stdio and in an SSE event, a
//! message is a single line, so a raw line break between tokens becomes a space.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use crate::support::odd_json::{
    Member, id, member_with_key, members, number, object, on_one_line, string, value,
};
use crate::support::raw;
use crate::support::ways::{Ground, HOP, Way, holds, members_but};

/// The members of a result that exist only in the modern era.
const ERA: [&str; 3] = ["resultType", "ttlMs", "cacheScope"];

/// Methods for which a test can set the response.
const METHODS: [&str; 5] =
    ["tools/call", "tools/call", "prompts/get", "completion/complete", "resources/read"];
/// Error codes, some with a defined meaning and some without.
const CODES: [&str; 9] =
    ["-32602", "-32601", "-32000", "-32020", "-32021", "-32022", "-32042", "7", "1e1"];

/// A request before its client and server are chosen.
#[derive(Clone, Debug)]
struct Call {
    id: String,
    token: Option<String>,
    envelope: Vec<Member>,
    params: Vec<Member>,
    meta: Option<Vec<Member>>,
}

fn call() -> impl Strategy<Value = Call> {
    let fixed = |key: &str, value: &str| member_with_key(key, Just(value.to_owned()));
    let envelope = (
        fixed("jsonrpc", "\"2.0\""),
        fixed("id", ""),
        fixed("method", "\"tools/call\""),
        fixed("params", ""),
        members(&["jsonrpc", "id", "method", "params", "result", "error"], 0..3),
    );
    let envelope = envelope.prop_map(|(a, b, c, d, rest)| [vec![a, b, c, d], rest].concat());
    let arguments = prop_oneof![members(&[], 0..6).prop_map(|members| object(&members)), value()];
    let spoken_for =
        &["name", "uri", "cursor", "taskId", "ref", "_meta", "arguments", "requestState"];
    let params = (
        fixed("name", ""),
        member_with_key("arguments", arguments),
        fixed("_meta", ""),
        members(spoken_for, 0..3),
    );
    let params = params.prop_map(|(a, b, c, rest)| [vec![a, b, c], rest].concat());
    let reserved = &[HOP[0], HOP[1], HOP[2], HOP[3], "progressToken"];
    let meta = (proptest::option::of(fixed("progressToken", "")), members(reserved, 0..3));
    let meta = meta.prop_map(|(token, rest)| token.into_iter().chain(rest).collect::<Vec<_>>());
    let meta = proptest::option::of(meta.prop_shuffle());
    let texts = (id(), id(), envelope.prop_shuffle(), params.prop_shuffle(), meta);
    texts.prop_map(|(id, token, envelope, params, meta)| {
        let wants = meta.iter().flatten().any(|member| member.is("progressToken"));
        Call { id, token: wants.then_some(token), envelope, params, meta }
    })
}

impl Call {
    /// Returns the request with that id and name, `token` instead of its own token, and `hop` added
    /// to `_meta`.
    fn text(&self, id: &str, name: &str, token: &str, hop: &[Member]) -> String {
        let meta = self.meta.iter().flatten().map(|member| {
            if member.is("progressToken") { member.with(token) } else { member.clone() }
        });
        let meta: Vec<_> = hop.iter().cloned().chain(meta).collect();
        let lacks_meta = self.meta.is_none() && hop.is_empty();
        let params = self.params.iter().filter(|member| !(lacks_meta && member.is("_meta")));
        let params = params.map(|member| {
            if member.is("name") {
                member.with(json!(name).to_string())
            } else if member.is("_meta") {
                member.with(object(&meta))
            } else {
                member.clone()
            }
        });
        let params = object(&params.collect::<Vec<_>>());
        let envelope = self.envelope.iter().map(|member| match member {
            member if member.is("id") => member.with(id),
            member if member.is("params") => member.with(&params),
            member => member.clone(),
        });
        object(&envelope.collect::<Vec<_>>())
    }
}

#[test]
fn a_request_reaches_the_server_unchanged() {
    let ground = Ground::new(&json!({}));
    holds(700, &ground, call(), |way, call| {
        let hop = way.hop();
        let exposed = format!("{}mirror", way.prefix);
        let token = call.token.as_deref().unwrap_or_default();
        let sent = call.text(&call.id, &exposed, token, &hop);
        let answer = way.send("tools/call", Some(&exposed), &sent).answer();
        prop_assert_eq!(raw::get(&answer, "id"), Some(call.id.as_str()), "{}", answer);
        let result: Value =
            serde_json::from_str(raw::get(&answer, "result").unwrap_or("0")).unwrap();
        let seen = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));

        // Only the id, its progress token and the name differ on this hop.
        let id = raw::get(seen, "id").unwrap();
        let wanted = call.text(id, "mirror", id, &hop);
        let wanted = if way.asks_on_one_line { on_one_line(&wanted) } else { wanted };
        if way.is_straight {
            prop_assert_eq!(seen, wanted);
            return Ok(());
        }
        prop_assert_eq!(members_but(seen, &["params"]), members_but(&wanted, &["params"]));
        let params = |text| raw::get(text, "params").unwrap();
        let (seen, wanted) = (params(seen), params(&wanted));
        prop_assert_eq!(members_but(seen, &["_meta"]), members_but(wanted, &["_meta"]));
        let meta = |text| members_but(raw::get(text, "_meta").unwrap_or("{}"), &HOP);
        prop_assert_eq!(meta(seen), meta(wanted));
        Ok(())
    });
}

/// A response before its request is chosen.
#[derive(Clone, Debug)]
struct Reply {
    envelope: Vec<Member>,
}

/// The scripted server replaces `@ID@` with the id.
fn reply(server_is_modern: bool) -> BoxedStrategy<Reply> {
    let result = prop_oneof![
        1 => Just("content"), 1 => Just("structuredContent"), 1 => Just("messages"),
        1 => Just("contents"), 1 => Just("_meta"), 1 => Just("completion"),
    ];
    let known = result.prop_flat_map(|key| member_with_key(key, value()));
    let is_error =
        member_with_key("isError", select(&["true", "false"][..]).prop_map(str::to_owned));
    let parts = (
        prop::collection::vec(known, 0..4),
        proptest::option::of(is_error),
        members(&[ERA[0], ERA[1], ERA[2], "isError"], 0..4),
        member_with_key("resultType", Just("\"complete\"".to_owned())),
    );
    let result = parts.prop_map(move |(known, is_error, rest, complete)| {
        let complete = Some(complete).filter(|_| server_is_modern);
        let all = known.into_iter().chain(is_error).chain(rest).chain(complete);
        all.collect::<Vec<_>>()
    });
    let result = result.prop_shuffle().prop_map(|members| ("result", object(&members)));
    let code = prop_oneof![3 => select(&CODES[..]).prop_map(str::to_owned), 1 => number()];
    let error = (
        member_with_key(
            "code",
            code.prop_filter("it has a meaning in one era", |code| code != "-32002"),
        ),
        member_with_key("message", string()),
        proptest::option::of(member_with_key("data", value())),
        members(&["code"], 0..2),
    );
    let error = error.prop_map(|(code, message, data, rest)| {
        [code, message].into_iter().chain(data).chain(rest).collect::<Vec<_>>()
    });
    let error = error.prop_shuffle().prop_map(|members| ("error", object(&members)));
    prop_oneof![2 => result, 1 => error]
        .prop_flat_map(|(key, value)| {
            let parts = (
                member_with_key("jsonrpc", Just("\"2.0\"".to_owned())),
                member_with_key("id", Just("@ID@".to_owned())),
                member_with_key(key, Just(value)),
                members(&["jsonrpc", "id", "method", "params", "result", "error"], 0..2),
            );
            let envelope = parts.prop_map(|(a, b, c, rest)| [vec![a, b, c], rest].concat());
            envelope.prop_shuffle().prop_map(|envelope| Reply { envelope })
        })
        .boxed()
}

impl Reply {
    /// Returns the response to the request with that id.
    fn text(&self, id: &str) -> String {
        let with_id =
            |member: &Member| if member.is("id") { member.with(id) } else { member.clone() };
        object(&self.envelope.iter().map(with_id).collect::<Vec<_>>())
    }

    /// Checks that `got` is the form of this response, `wanted`, that the client should receive.
    fn check(&self, way: &Way, wanted: &str, got: &str) -> Result<(), TestCaseError> {
        let is_error = self.envelope.iter().any(|member| member.is("error"));
        if way.is_straight || is_error {
            prop_assert_eq!(got, wanted);
            return Ok(());
        }
        prop_assert_eq!(members_but(got, &["result"]), members_but(wanted, &["result"]));
        let result = |text| raw::get(text, "result").unwrap_or_else(|| panic!("no result: {got}"));
        let (seen, wanted) = (result(got), result(wanted));
        prop_assert_eq!(members_but(seen, &ERA), members_but(wanted, &ERA));
        let complete = Some("\"complete\"").filter(|_| way.is_modern);
        prop_assert_eq!(raw::get(seen, "resultType"), complete);
        Ok(())
    }
}

/// Returns the params of a request that the server responds to with `text`.
fn answered_by(method: &str, way: &Way, text: &str) -> Vec<Member> {
    let name = Member::new("name", json!(format!("{}raw", way.prefix)).to_string());
    match method {
        "resources/read" => {
            let hex: Vec<String> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
            vec![Member::new("uri", format!("\"test://{}/raw/{}\"", way.server, hex.concat()))]
        }
        "completion/complete" => vec![
            Member::new("ref", object(&[Member::new("type", "\"ref/prompt\""), name])),
            Member::new("argument", json!({ "name": "x", "value": text }).to_string()),
        ],
        _ => vec![name, Member::new("arguments", json!({ "response": text }).to_string())],
    }
}

#[test]
fn a_response_reaches_the_client_unchanged() {
    let ground = Ground::new(&json!({}));
    for way in ground.ways.iter().step_by(4) {
        let template =
            format!(r#"{{"name":"raw","uriTemplate":"test://{}/raw/{{hex}}"}}"#, way.server);
        ground.put(&way.server, "resourceTemplates", &[template]);
        ground.put(&way.server, "prompts", &[r#"{"name":"raw"}"#.to_owned()]);
    }
    for way in &ground.ways {
        let template = format!("test://{}/raw/{{hex}}", way.server);
        way.lists("resources/templates/list", "resourceTemplates", "uriTemplate", &template);
        way.lists("prompts/list", "prompts", "name", &format!("{}raw", way.prefix));
    }
    let values = (id(), select(&METHODS[..]), reply(false), reply(true));
    holds(700, &ground, values, |way, (id, method, legacy, modern)| {
        let reply = if way.server_is_modern { modern } else { legacy };
        let text = reply.text("@ID@");
        // The URI is also sent in a header, which limits its length.
        let method = if text.len() > 4000 { "tools/call" } else { method };
        let got = way.ask(method, id, &answered_by(method, way, &text));
        reply.check(way, &way.response_text(&reply.text(id), false), &got)
    });
}

/// Generates progress or log notifications. The scripted server replaces `@TOKEN@` with the token.
fn notification() -> impl Strategy<Value = String> {
    let progress = (
        Just("notifications/progress"),
        member_with_key("progressToken", Just("@TOKEN@".to_owned())),
        member_with_key("progress", number()),
        members(&["progressToken"], 0..3),
    );
    let log = (
        Just("notifications/message"),
        member_with_key("level", select(&["\"info\"", "\"error\""][..]).prop_map(str::to_owned)),
        member_with_key("data", value()),
        members(&["level", "progressToken"], 0..3),
    );
    prop_oneof![progress, log].prop_flat_map(|(method, a, b, rest)| {
        let params = Just([vec![a, b], rest].concat()).prop_shuffle();
        let parts = (
            member_with_key("jsonrpc", Just("\"2.0\"".to_owned())),
            member_with_key("method", Just(format!("{method:?}"))),
            params.prop_flat_map(|params| member_with_key("params", Just(object(&params)))),
            members(&["jsonrpc", "id", "method", "params", "result", "error"], 0..2),
        );
        let envelope = parts.prop_map(|(a, b, c, rest)| [vec![a, b, c], rest].concat());
        envelope.prop_shuffle().prop_map(|envelope| object(&envelope))
    })
}

#[test]
fn notifications_before_a_response_reach_the_client_unchanged() {
    let ground = Ground::new(&json!({}));
    let before = prop::collection::vec(notification(), 1..4);
    let values = (id(), id(), before, reply(false), reply(true));
    holds(250, &ground, values, |way, (id, token, before, legacy, modern)| {
        let reply = if way.server_is_modern { modern } else { legacy };
        let arguments = json!({ "before": before, "response": reply.text("@ID@") }).to_string();
        let name = json!(format!("{}raw", way.prefix)).to_string();
        let params = [Member::new("name", name), Member::new("arguments", arguments)];
        let token = [Member::new("progressToken", token)];
        let mut talk = way.open("tools/call", id, &params, &token);
        for sent in before {
            let wanted = on_one_line(&sent.replacen("@TOKEN@", &token[0].value, 1));
            prop_assert_eq!(talk.next(), wanted);
        }
        reply.check(way, &way.response_text(&reply.text(id), true), &talk.next())
    });
}
