//! Test fixtures: a hub with an admin, users, and a settings file.

use serde_json::{Value, json};

use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;

/// A key with full access.
pub(crate) const KEY: &str =
    "mcphub_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The password of every test user.
pub(crate) const PASSWORD: &str = "open-sesame-1";

/// Hash of [`PASSWORD`] as MCPHub writes it (bcrypt, ten rounds).
pub(crate) const HASH: &str = "$2b$10$H.zn4k9NVOU6Pz2cTse8yeFFLtdRjO48f.jGf4BAOd9xaVtZ7.2Wm";

/// Starts a hub with this file and open MCP endpoints; returns it with an admin's client.
pub(crate) fn start(mut file: Value) -> (Hub, Http) {
    let key =
        json!({ "id": "k", "name": "admin", "token": KEY, "enabled": true, "accessType": "all" });
    if file.get("bearerKeys").is_none() {
        file["bearerKeys"] = json!([key]);
    }
    if file.pointer("/systemConfig/routing/enableBearerAuth").is_none() {
        file["systemConfig"]["routing"]["enableBearerAuth"] = json!(false);
    }
    let hub = Hub::start(&file);
    let admin = hub.http().bearer(KEY);
    (hub, admin)
}

/// Starts a hub and a walk through this dialect.
pub(crate) fn walk(dialect: &'static str, name: &'static str, file: Value) -> Walk {
    let (hub, admin) = start(file);
    Walk::new(dialect, name, hub, admin)
}

/// Returns users for a file: the admin `boss`, and non-admins with these names.
pub(crate) fn users(names: &[&str]) -> Value {
    let plain = names.iter().map(|name| json!({ "username": name, "password": HASH }));
    let admin = json!({ "username": "boss", "password": HASH, "isAdmin": true });
    [admin].into_iter().chain(plain).collect()
}

/// Logs a user in and returns the user's client.
pub(crate) fn log_in(hub: &Hub, name: &str) -> Http {
    let sent = json!({ "username": name, "password": PASSWORD });
    let (status, answer) = hub.http().json("POST", "/api/auth/login", &sent);
    assert_eq!(status, 200, "{answer}");
    hub.http().with("x-auth-token", answer["token"].as_str().unwrap())
}

/// Returns the value at `pointer` in the settings file.
pub(crate) fn in_file(hub: &Hub, pointer: &str) -> Option<Value> {
    let text = std::fs::read_to_string(hub.settings()).unwrap();
    serde_json::from_str::<Value>(&text).unwrap().pointer(pointer).cloned()
}
