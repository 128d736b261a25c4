//! Pandora's admin API: password and sessions, configuration, list of servers.

mod auth;
mod config;
mod servers;

use serde_json::{Value, json};

use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;

/// Starts a hub with this file and a walk through it.
fn walk(name: &'static str, file: Value) -> Walk {
    crate::api::hub::walk("pandora", name, file)
}

/// Sends a request, checks its status, and returns the response.
#[track_caller]
fn check(http: &Http, method: &str, path: &str, body: &Value, status: u16) -> Value {
    let (got, answer) = http.json(method, path, body);
    assert_eq!(got, status, "{method} {path} {body}: {answer}");
    answer
}

/// Logs in; returns the session's client and its token pair.
#[track_caller]
fn log_in(hub: &Hub, password: &str) -> (Http, Value) {
    let sent = json!({ "password": password });
    let pair = check(&hub.http(), "POST", "/api/auth/login", &sent, 200);
    (hub.http().bearer(pair["token"].as_str().unwrap()), pair)
}
