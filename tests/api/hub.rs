//! A hub whose admin API is tried: its admin, its users, its file.

use serde_json::{Value, json};

use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;

/// A key that opens everything.
pub(crate) const KEY: &str =
    "mcphub_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The password of every user here.
pub(crate) const PASSWORD: &str = "open-sesame-1";

/// Its hash, as MCPHub writes them (bcrypt, ten rounds).
pub(crate) const HASH: &str = "$2b$10$H.zn4k9NVOU6Pz2cTse8yeFFLtdRjO48f.jGf4BAOd9xaVtZ7.2Wm";

/// A hub with this file, open on its MCP endpoints, and its admin.
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

/// The same, and a walk through it, of that dialect.
pub(crate) fn walk(dialect: &'static str, name: &'static str, file: Value) -> Walk {
    let (hub, admin) = start(file);
    Walk::new(dialect, name, hub, admin)
}

/// Users of a file: `root`, an admin, and people without rights.
pub(crate) fn users(names: &[&str]) -> Value {
    let plain = names.iter().map(|name| json!({ "username": name, "password": HASH }));
    let admin = json!({ "username": "boss", "password": HASH, "isAdmin": true });
    [admin].into_iter().chain(plain).collect()
}

/// A user who has logged in.
pub(crate) fn log_in(hub: &Hub, name: &str) -> Http {
    let sent = json!({ "username": name, "password": PASSWORD });
    let (status, answer) = hub.http().json("POST", "/api/auth/login", &sent);
    assert_eq!(status, 200, "{answer}");
    hub.http().with("x-auth-token", answer["token"].as_str().unwrap())
}

/// What the settings file says at `pointer`.
pub(crate) fn in_file(hub: &Hub, pointer: &str) -> Option<Value> {
    let text = std::fs::read_to_string(hub.settings()).unwrap();
    serde_json::from_str::<Value>(&text).unwrap().pointer(pointer).cloned()
}
