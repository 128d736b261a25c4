//! Pandora's admin API: its password and sessions, its configuration, its list of servers.

mod auth;
mod config;
mod servers;

use serde_json::{Value, json};

use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;

/// A hub with this file, and a walk through it.
fn walk(name: &'static str, file: Value) -> Walk {
    crate::api::hub::walk("pandora", name, file)
}

/// What is answered to a request, and its status.
#[track_caller]
fn check(http: &Http, method: &str, path: &str, body: &Value, status: u16) -> Value {
    let (got, answer) = http.json(method, path, body);
    assert_eq!(got, status, "{method} {path} {body}: {answer}");
    answer
}

/// Who has shown this password, and the pair that was answered.
#[track_caller]
fn log_in(hub: &Hub, password: &str) -> (Http, Value) {
    let sent = json!({ "password": password });
    let pair = check(&hub.http(), "POST", "/api/auth/login", &sent, 200);
    (hub.http().bearer(pair["token"].as_str().unwrap()), pair)
}
