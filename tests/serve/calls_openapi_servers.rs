//! Servers of type `openapi`: the operations of a document are tools, and calls are HTTP requests.

use std::sync::Mutex;

use serde_json::{Value, json};

use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// An OpenAPI document served by the API that it describes.
fn document() -> Value {
    let query = |name: &str| json!({ "name": name, "in": "query", "schema": { "type": "string" } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "7" },
        "servers": [{ "url": "/v1" }],
        "paths": {
            "/pets/{id}": {
                "parameters": [{ "name": "id", "in": "path", "required": true }],
                "post": {
                    "operationId": "changePet",
                    "summary": "Changes a pet.",
                    "parameters": [query("dry"), { "name": "X-Why", "in": "header" }],
                    "requestBody": { "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Pet" }
                    }}}
                },
                "get": {}
            },
            "/pets": { "get": { "operationId": "listPets", "parameters": [query("tag")] } }
        },
        "components": { "schemas": { "Pet": { "type": "object", "properties": {
            "name": { "type": "string" },
            "mother": { "$ref": "#/components/schemas/Pet" }
        }}}}
    })
}

/// Starts an API that serves the document and echoes all other requests.
fn pets() -> Api {
    Api::start(|request| Some(of_pets(request)))
}

fn of_pets(request: &ReceivedRequest) -> Reply {
    match request.line.as_str() {
        "GET /openapi.json" => Reply::json(&document()),
        line => Reply::json(&json!({ "line": line, "body": request.body })),
    }
}

fn entry(api: &Api, more: Value) -> Value {
    let mut entry = json!({
        "type": "openapi", "openapi": { "url": format!("{}/openapi.json", api.url) }
    });
    for (key, value) in more.as_object().unwrap() {
        match (key.as_str(), value) {
            ("security", value) => entry["openapi"][key] = value.clone(),
            _ => entry[key] = value.clone(),
        }
    }
    entry
}

/// Returns the text of the only content block of a result, and whether it is an error.
fn call_tool(hub: &Hub, tool: &str, arguments: Value) -> (String, bool) {
    let params = json!({ "name": tool, "arguments": arguments });
    let answer = hub.modern("/mcp").request("tools/call", params);
    let result = &answer["result"];
    let text = result["content"][0]["text"].as_str();
    let text = text.unwrap_or_else(|| panic!("no text: {answer}"));
    (text.to_owned(), result["isError"] == true)
}

#[test]
fn operations_are_tools() {
    let api = pets();
    let hub = Hub::start(&settings([("pets", entry(&api, json!({})))]));
    hub.lists_tool("/mcp", "pets-listPets");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let tools = client.list("tools/list", "tools");
        let pet = json!({ "type": "object", "properties": {
            "name": { "type": "string" }, "mother": { "type": "object" }
        }});
        let text = json!({ "type": "string" });
        assert_eq!(
            tools,
            [
                json!({
                    "name": "pets-get_pets", "description": "GET /pets/{id}",
                    "inputSchema": { "type": "object", "properties": { "id": text }, "required": ["id"] }
                }),
                json!({
                    "name": "pets-changePet", "description": "Changes a pet.",
                    "inputSchema": {
                        "type": "object",
                        "properties": { "dry": text, "X-Why": text, "id": text, "body": pet },
                        "required": ["id"]
                    }
                }),
                json!({
                    "name": "pets-listPets", "description": "GET /pets",
                    "inputSchema": { "type": "object", "properties": { "tag": text } }
                }),
            ]
        );
    }
    let direct = hub.modern("/direct/pets");
    let info = &direct.greeting["_meta"]["io.modelcontextprotocol/serverInfo"];
    assert_eq!(*info, json!({ "name": "Pets", "version": "7" }));
    let unknown = direct.request("no/such/method", json!({}));
    assert_eq!(unknown["error"]["code"], -32601);
}

#[test]
fn a_call_is_the_request_that_the_document_describes() {
    let api = pets();
    let hub = Hub::start(&settings([("pets", entry(&api, json!({})))]));
    hub.lists_tool("/mcp", "pets-listPets");
    let arguments = json!({ "id": "a/b", "dry": "yes & no", "X-Why": "so", "body": { "n": 1 } });
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let text = client.call("pets-changePet", arguments.clone());
        let answer: Value = serde_json::from_str(&text).unwrap();
        let line = "POST /v1/pets/a%2Fb?dry=yes%20%26%20no";
        assert_eq!(answer, json!({ "line": line, "body": "{\"n\":1}" }));
        let request = api.seen().pop().unwrap();
        assert_eq!(
            (request.header("x-why"), request.header("content-type")),
            ("so", "application/json")
        );
    }
    let missing = call_tool(&hub, "pets-changePet", json!({ "dry": "x" }));
    assert_eq!(missing, ("missing arguments: `id`".into(), true));
    hub.modern("/direct/pets").call("listPets", json!({ "tag": "a" }));
    assert_eq!(api.lines().pop().unwrap(), "GET /v1/pets?tag=a");
}

#[test]
fn the_response_of_an_api_is_the_result() {
    let api = Api::start(|request| {
        Some(match request.line.rsplit('/').next().unwrap() {
            "openapi.json" => Reply::json(&document()),
            "text" => Reply::new("200 OK", "text/plain", "grüße"),
            "none" => Reply::new("204 No Content", "text/plain", ""),
            "zip" => Reply::new("200 OK", "application/zip", [0, 1]),
            "moved" => Reply::new("302 Found", "text/plain", "").with("location", "text"),
            _ => Reply::new("409 Conflict", "application/json", r#"{"why":"taken"}"#),
        })
    });
    let hub = Hub::start(&settings([("pets", entry(&api, json!({})))]));
    hub.lists_tool("/mcp", "pets-listPets");
    let get = |id: &str| call_tool(&hub, "pets-get_pets", json!({ "id": id }));
    assert_eq!(get("text"), ("grüße".into(), false));
    assert_eq!(get("moved"), ("grüße".into(), false));
    assert_eq!(get("none"), ("204 No Content".into(), false));
    assert_eq!(get("zip"), ("2 bytes of application/zip, in Base64:\nAAE=".into(), false));
    let failed = "API call failed: 409 Conflict - {\"why\":\"taken\"}";
    assert_eq!(get("taken"), (failed.into(), true));
}

#[test]
fn requests_contain_the_configured_and_the_forwarded_headers() {
    let api = pets();
    let more = json!({
        "headers": { "X-Static": "${WORD}", "X-Both": "ours" },
        "env": { "WORD": "w" },
        "passthroughHeaders": ["x-both"],
    });
    let mut entry = entry(&api, more);
    entry["openapi"]["passthroughHeaders"] = json!(["X-Caller"]);
    let hub = Hub::start(&settings([("pets", entry)]));
    hub.lists_tool("/mcp", "pets-listPets");
    let request = |http: crate::support::http::Http| {
        let client = crate::support::client::Client::modern(&http, "/mcp", json!({}));
        client.call("pets-listPets", json!({}));
        let request = api.seen().pop().unwrap();
        ["x-static", "x-both", "x-caller", "x-other"].map(|name| request.header(name).to_owned())
    };
    assert_eq!(request(hub.http()), ["w", "ours", "", ""]);
    let http = hub.http().with("x-both", "theirs").with("x-caller", "me").with("x-other", "no");
    assert_eq!(request(http), ["w", "theirs", "me", ""]);
    // The document is public, so its request contains no credential.
    assert_eq!(api.seen()[0].header("x-static"), "");
}

#[test]
fn each_kind_of_security_sends_its_credential() {
    let api = pets();
    let key = |place: &str| json!({ "type": "apiKey", "apiKey": { "name": "k", "in": place, "value": "${KEY}" } });
    let http = |scheme: &str| json!({ "type": "http", "http": { "scheme": scheme, "credentials": "${KEY}" } });
    let kinds = [
        ("none", json!({ "type": "none" })),
        ("header", key("header")),
        ("query", key("query")),
        ("cookie", key("cookie")),
        ("bearer", http("bearer")),
        ("basic", http("basic")),
        ("oauth", json!({ "type": "oauth2", "oauth2": { "token": "${KEY}" } })),
        ("oidc", json!({ "type": "openIdConnect", "openIdConnect": { "token": "${KEY}" } })),
        ("digest", http("digest")),
    ];
    let servers =
        kinds.map(|(name, security)| (name, entry(&api, json!({ "security": security }))));
    let hub = Hub::start_env(&settings(servers), &[("KEY", "s3:cret")]);
    let told = |name: &str| {
        hub.lists_tool("/mcp", &format!("{name}-listPets"));
        call_tool(&hub, &format!("{name}-listPets"), json!({ "tag": "x" }));
        let request = api.seen().pop().unwrap();
        let headers = ["k", "cookie", "authorization"].map(|name| request.header(name).to_owned());
        [&[request.line], &headers[..]].concat().join("|")
    };
    assert_eq!(told("none"), "GET /v1/pets?tag=x|||");
    assert_eq!(told("header"), "GET /v1/pets?tag=x|s3:cret||");
    assert_eq!(told("query"), "GET /v1/pets?tag=x&k=s3%3Acret|||");
    assert_eq!(told("cookie"), "GET /v1/pets?tag=x||k=s3%3Acret|");
    assert_eq!(told("bearer"), "GET /v1/pets?tag=x|||Bearer s3:cret");
    assert_eq!(told("basic"), "GET /v1/pets?tag=x|||Basic czM6Y3JldA==");
    assert_eq!(told("oauth"), "GET /v1/pets?tag=x|||Bearer s3:cret");
    assert_eq!(told("oidc"), "GET /v1/pets?tag=x|||Bearer s3:cret");
    // The hub sends no credential before the challenge.
    assert_eq!(told("digest"), "GET /v1/pets?tag=x|||");
    assert!(!hub.log().contains("cret"), "{}", hub.log());
}

#[test]
fn tokens_are_fetched_when_they_are_needed_and_kept() {
    let count = Mutex::new(0);
    let api = Api::start(move |request| {
        Some(match request.line.as_str() {
            "GET /.well-known/openid-configuration" => {
                let host = request.header("host");
                Reply::json(&json!({ "token_endpoint": format!("http://{host}/token") }))
            }
            // This token endpoint accepts only credentials in the body.
            "POST /token" if !request.header("authorization").is_empty() => {
                Reply::new("401 Unauthorized", "application/json", "{}")
            }
            "POST /token" => {
                let mut count = count.lock().unwrap();
                *count += 1;
                Reply::json(&json!({ "access_token": format!("t{count}"), "expires_in": 3600 }))
            }
            // The first token is rejected after a while.
            "GET /v1/pets?tag=late" if request.header("authorization") == "Bearer t1" => {
                Reply::new("401 Unauthorized", "application/json", "{}")
            }
            "GET /v1/pets?tag=never" => Reply::new("401 Unauthorized", "application/json", "no"),
            _ if request.line.starts_with("GET /v1") => {
                Reply::new("200 OK", "text/plain", request.header("authorization"))
            }
            _ => of_pets(request),
        })
    });
    let client = json!({ "clientId": "me", "clientSecret": "s3cret", "scopes": ["a", "b"] });
    let mut oauth = client.clone();
    oauth["tokenUrl"] = format!("{}/token", api.url).into();
    oauth["token"] = "".into();
    let oauth = json!({ "type": "oauth2", "oauth2": oauth });
    let hub = Hub::start(&settings([("pets", entry(&api, json!({ "security": oauth })))]));
    hub.lists_tool("/mcp", "pets-listPets");
    assert!(!api.lines().contains(&"POST /token".to_owned()), "not needed yet");
    let get = |tag: &str| call_tool(&hub, "pets-listPets", json!({ "tag": tag }));
    assert_eq!(get("a"), ("Bearer t1".into(), false));
    assert_eq!(get("b"), ("Bearer t1".into(), false));
    let form = "grant_type=client_credentials&scope=a+b&client_id=me&client_secret=s3cret";
    assert!(api.seen().iter().any(|request| request.line == "POST /token" && request.body == form));
    assert_eq!(get("late"), ("Bearer t2".into(), false));
    assert_eq!(get("never"), ("API call failed: 401 Unauthorized - no".into(), true));
    assert_eq!(get("c"), ("Bearer t3".into(), false));

    let mut oidc = client;
    oidc["url"] = api.url.clone().into();
    let oidc = json!({ "type": "openIdConnect", "openIdConnect": oidc });
    let hub = Hub::start(&settings([("pets", entry(&api, json!({ "security": oidc })))]));
    hub.lists_tool("/mcp", "pets-listPets");
    assert_eq!(call_tool(&hub, "pets-listPets", json!({})), ("Bearer t4".into(), false));
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn a_protected_document_is_fetched_with_the_credential() {
    let api = Api::start(|request| {
        let refused = request.header("authorization") != "Bearer t";
        Some(match request.line.as_str() {
            _ if refused => Reply::new("401 Unauthorized", "text/plain", "who?"),
            "GET /openapi.json" => Reply::new("307 Temporary Redirect", "text/plain", "")
                .with("location", "/moved.json"),
            "GET /moved.json" => Reply::json(&document()),
            _ => of_pets(request),
        })
    });
    let security = json!({ "type": "http", "http": { "scheme": "bearer", "credentials": "t" } });
    let hub = Hub::start(&settings([("pets", entry(&api, json!({ "security": security })))]));
    hub.lists_tool("/mcp", "pets-listPets");
    assert_eq!(api.lines(), ["GET /openapi.json", "GET /openapi.json", "GET /moved.json"]);
}

#[test]
fn a_credential_does_not_follow_to_another_place() {
    let other = Api::start(|_| Some(Reply::new("200 OK", "text/plain", "elsewhere")));
    let place = format!("{}/x", other.url);
    let api = Api::start(move |request| {
        Some(if request.line.starts_with("GET /v1") || request.line.starts_with("POST /v1") {
            Reply::new("307 Temporary Redirect", "text/plain", "").with("location", place.clone())
        } else {
            of_pets(request)
        })
    });
    let more = json!({
        "headers": { "X-Static": "ours" },
        "security": { "type": "http", "http": { "scheme": "bearer", "credentials": "t" } }
    });
    let hub = Hub::start(&settings([("pets", entry(&api, more))]));
    hub.lists_tool("/mcp", "pets-listPets");
    assert_eq!(call_tool(&hub, "pets-listPets", json!({})), ("elsewhere".into(), false));
    let request = other.seen().pop().unwrap();
    assert_eq!((request.header("authorization"), request.header("x-static")), ("", ""));
    let (text, is_error) = call_tool(&hub, "pets-changePet", json!({ "id": "1", "body": {} }));
    assert_eq!((text.as_str(), is_error), ("API call failed: 307 Temporary Redirect - ", true));
    assert_eq!(other.lines(), ["GET /x"]);
}

#[test]
fn the_document_may_be_in_the_settings() {
    let api = pets();
    let mut document = document();
    document["servers"][0]["url"] = "${BASE}/{version}".into();
    document["servers"][0]["variables"] = json!({ "version": { "default": "v2" } });
    let entry = json!({ "openapi": { "schema": document }, "env": { "BASE": api.url } });
    let hub = Hub::start(&settings([("pets", entry)]));
    hub.lists_tool("/mcp", "pets-listPets");
    call_tool(&hub, "pets-listPets", json!({}));
    assert_eq!(api.lines(), ["GET /v2/pets"]);
}

#[test]
fn a_document_may_be_yaml() {
    let api = Api::start(|request| {
        let yaml = "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      operationId: getA\n";
        let is_document = request.line == "GET /openapi.json";
        Some(if is_document { Reply::new("200 OK", "text/yaml", yaml) } else { of_pets(request) })
    });
    let hub = Hub::start(&settings([("a", entry(&api, json!({})))]));
    hub.lists_tool("/mcp", "a-getA");
    call_tool(&hub, "a-getA", json!({}));
    assert_eq!(api.lines(), ["GET /openapi.json", "GET /a"]);
}

#[test]
fn a_missing_document_delays_no_other_server() {
    let slow = Api::start(|_| None);
    let old = Api::start(|_| Some(Reply::json(&json!({ "swagger": "2.0" }))));
    let servers = [
        ("slow", entry(&slow, json!({}))),
        ("old", entry(&old, json!({}))),
        ("quick", demo(&[])),
        ("pets", entry(&pets(), json!({}))),
    ];
    let hub = Hub::start(&settings(servers));
    hub.lists_tool("/mcp", "quick-echo");
    hub.lists_tool("/mcp", "pets-listPets");
    hub.wait_for_log("the document is Swagger 2.0; convert it to OpenAPI 3");
    assert_eq!(old.seen().len(), 1, "it would say the same again");
}

#[test]
fn a_cancelled_call_closes_its_connection() {
    let api = Api::start(|request| match request.line.as_str() {
        "GET /v1/pets" => None,
        _ => Some(of_pets(request)),
    });
    let mut entry = entry(&api, json!({}));
    entry["options"] = json!({ "timeout": 300 });
    let hub = Hub::start(&settings([("pets", entry)]));
    hub.lists_tool("/mcp", "pets-listPets");
    let client = hub.modern("/mcp");
    let call = || json!({ "name": "pets-listPets" });
    let answer = client.request("tools/call", call());
    assert_eq!(answer["error"]["data"]["mcphub"]["kind"], "timeout");
    becomes(&"hung up on GET /v1/pets".to_owned(), || api.lines().pop().unwrap());
    let before = api.lines().len();
    let open = client.open("tools/call", &call());
    drop(open);
    becomes(&"hung up on GET /v1/pets".to_owned(), || {
        let lines = api.lines();
        if lines.len() > before + 1 { lines.last().unwrap().clone() } else { String::new() }
    });
}

#[test]
fn a_digest_challenge_is_answered_without_the_password() {
    let api = Api::start(|request| {
        if request.line.contains("openapi.json") {
            return Some(Reply::json(&document()));
        }
        let answered = request.header("authorization").starts_with("Digest ");
        let challenge = r#"Digest realm="pets", nonce="n1", qop="auth", algorithm=SHA-256"#;
        Some(if answered {
            Reply::json(&json!([]))
        } else {
            Reply::new("401 Unauthorized", "text/plain", "who?").with("www-authenticate", challenge)
        })
    });
    let security =
        json!({ "type": "http", "http": { "scheme": "digest", "credentials": "me:sesame" } });
    let mut entry = entry(&api, json!({}));
    entry["openapi"]["security"] = security;
    let hub = Hub::start(&settings([("pets", entry)]));
    hub.lists_tool("/mcp", "pets-listPets");
    for _ in 0..2 {
        assert_eq!(hub.modern("/mcp").call("pets-listPets", json!({})), "[]");
    }
    let answers: Vec<String> =
        api.seen().iter().map(|request| request.header("authorization").to_owned()).collect();
    let answers: Vec<&String> = answers.iter().filter(|answer| !answer.is_empty()).collect();
    // The second call reuses the challenge of the first.
    assert_eq!(answers.len(), 2, "{answers:?}");
    for part in ["username=\"me\"", "realm=\"pets\"", "nonce=\"n1\"", "algorithm=SHA-256"] {
        assert!(answers.iter().all(|answer| answer.contains(part)), "{part}: {answers:?}");
    }
    assert!(!answers.iter().any(|answer| answer.contains("sesame")), "{answers:?}");
    assert!(answers[1].contains("nc=00000002"), "{answers:?}");
}
