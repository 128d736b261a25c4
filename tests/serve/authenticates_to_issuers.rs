//! A hub proves itself to authorization servers in the way that they require, and renews logins as they
//! allow.

use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::oauth::{OAuthServer, basic, log_in, parse};
use crate::support::odd_http::Reply;
use crate::support::server::Hub;

#[test]
fn a_private_key_takes_the_place_of_a_secret() {
    let pair = rcgen::KeyPair::generate().unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key.pem");
    fs::write(&file, pair.serialize_pem()).unwrap();
    let public = pair.public_key_raw().to_vec();
    let server = OAuthServer::with(move |request, state| {
        let form = parse(&request.text);
        let assertion = form.get("client_assertion")?;
        let (signed, signature) = assertion.rsplit_once('.').unwrap();
        let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &public);
        key.verify(signed.as_bytes(), &decode(signature)).unwrap();
        let claims: Value =
            serde_json::from_slice(&decode(signed.split_once('.').unwrap().1)).unwrap();
        let audience = claims["aud"].as_str().unwrap();
        assert!(audience.ends_with("/as") && claims["sub"] == "robot", "{claims}");
        assert!(!form.contains_key("client_id") && !form.contains_key("client_secret"));
        let mut tokens = state.issue();
        tokens.as_object_mut().unwrap().remove("refresh_token");
        Some(Reply::json(200, &tokens))
    });
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({
        "grant": "client_credentials", "clientId": "robot",
        "privateKeyFile": file, "privateKeyAlgorithm": "ES256",
    });
    let hub = Hub::start(&settings);
    hub.lists_tool("/mcp", "up-hello");
    let form = &server.token_requests()[0];
    assert_eq!(
        form["client_assertion_type"],
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    assert_eq!(form["resource"], server.http.url("/mcp"));
}

#[test]
fn a_secret_is_sent_once_more_as_it_is_if_its_encoding_is_rejected() {
    let server = OAuthServer::with(|request, _| {
        let is_token = request.line == "POST /token";
        let is_plain = request.header("authorization") == Some(&basic("a b", "s/1+2"));
        (is_token && !is_plain).then(|| Reply::json(401, &json!({ "error": "invalid_client" })))
    });
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({ "clientId": "a b", "clientSecret": "s/1+2" });
    let hub = Hub::start(&settings);
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let requests = server.http.requests();
    let sent = requests.iter().filter(|request| request.line == "POST /token");
    let sent: Vec<_> = sent.map(|request| request.header("authorization").unwrap()).collect();
    assert_eq!(sent, [basic("a+b", "s%2F1%2B2"), basic("a b", "s/1+2")]);
}

#[test]
fn a_renewal_without_the_resource_must_be_allowed() {
    let server = OAuthServer::with(|request, _| {
        let form = parse(&request.text);
        let is_renewal = form.get("grant_type").is_some_and(|grant| grant == "refresh_token");
        let error = json!({ "error": "invalid_target", "error_description": "no resource" });
        (is_renewal && form.contains_key("resource")).then(|| Reply::json(400, &error))
    });
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    server.state.lock().unwrap().access.clear();
    let call = || {
        let params = json!({ "name": "up-hello", "arguments": {} });
        hub.modern("/mcp").request("tools/call", params).to_string()
    };
    assert!(call().contains("mcphub login up"), "{}", call());
    // The refresh token is still there.
    hub.edit(|settings| {
        settings["mcpServers"]["up"]["oauth"] = json!({ "relax": ["refresh-without-resource"] });
    });
    hub.lists_tool("/mcp", "up-hello");
    crate::support::process::wait_for("the renewal", || call().contains("\"hi\"").then_some(()));
    let renewals = server.token_requests().into_iter().skip(1);
    let with_resource: Vec<_> = renewals.map(|form| form.contains_key("resource")).collect();
    assert_eq!(with_resource.iter().position(|with| !with), Some(with_resource.len() - 1));
}

#[test]
fn a_login_is_renewed_after_a_restart() {
    let server = OAuthServer::start();
    server.state.lock().unwrap().seconds = 1;
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let folder = hub.crash();
    server.state.lock().unwrap().access.clear();
    let before = server.token_requests().len();
    server.state.lock().unwrap().seconds = 3600;
    let hub = Hub::start_in(folder, &[]);
    hub.lists_tool("/mcp", "up-hello");
    let renewed: Vec<_> = server.token_requests().into_iter().skip(before).collect();
    assert_eq!(renewed.len(), 1);
    assert_eq!(renewed[0]["grant_type"], "refresh_token");
}
