//! The market: the default one, and a file that replaces it.

use std::fs;

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::settings;

fn get(http: &Http, path: &str) -> (u16, Value) {
    http.json("GET", &format!("/api/market{path}"), &Value::Null)
}

fn names(answer: &Value) -> Vec<&str> {
    let servers = answer["data"].as_array().unwrap().iter();
    servers.map(|server| server["name"].as_str().unwrap()).collect()
}

fn file() -> Value {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    file
}

#[test]
fn the_default_market_is_available_to_every_user() {
    let (hub, _) = start(file());
    let ann = log_in(&hub, "ann");
    let (status, all) = get(&ann, "/servers");
    assert_eq!((status, &all["success"]), (200, &json!(true)));
    let official = all["data"].as_array().unwrap().iter().map(|s| s["is_official"] == true);
    assert!(official.is_sorted_by(|a, b| a >= b), "official ones come first: {:?}", names(&all));
    assert!(names(&all).len() >= 12, "{:?}", names(&all));
    let (status, one) = get(&ann, "/servers/fetch");
    assert_eq!(status, 200);
    assert_eq!(
        one["data"]["installations"]["uvx"],
        json!({ "type": "uvx", "command": "uvx", "args": ["mcp-server-fetch"], "env": {} })
    );
    assert_eq!(names(&get(&ann, "/servers/search?query=SQLite").1), ["sqlite"]);
    assert_eq!(names(&get(&ann, "/tags/sql").1), ["sqlite"]);
    assert_eq!(get(&ann, "/servers/none").0, 404);
    assert_eq!(get(&hub.http(), "/servers").0, 401);
}

#[test]
fn market_routes_match_their_walk() {
    let (hub, admin) = start(file());
    let path = hub.settings().with_file_name("servers.json");
    let ann = log_in(&hub, "ann");
    let mut walk = Walk::new("mcphub", "market", hub, admin);
    walk.add_caller("ann", ann);
    let market = json!({
        "b": { "display_name": "Bee", "categories": ["Insects"], "tags": ["wax", "honey"] },
        "a": { "is_official": true, "description": "Makes honey", "categories": [], "tags": [] },
    });
    fs::write(&path, market.to_string()).unwrap();
    walk.note("a file beside the settings replaces the market, official servers first");
    for path in [
        "/servers",
        "/servers/search?query=nothing%20HONEY",
        "/servers/search?query=insects",
        "/servers/search",
        "/servers/b",
        "/servers/none",
        "/categories",
        "/categories/Insects",
        "/categories/none",
        "/tags",
        "/tags/wax",
    ] {
        walk.step("ann", "GET", &format!("/api/market{path}"), &Value::Null);
    }
    walk.note("the file is read on each request");
    fs::write(&path, "{\n  \"a\": {,\n").unwrap();
    for path in ["/servers", "/servers/search", "/categories", "/categories/x", "/tags", "/tags/x"]
    {
        walk.step("admin", "GET", &format!("/api/market{path}"), &Value::Null);
    }
    walk.step("nobody", "GET", "/api/market/servers", &Value::Null);
    walk.end();
}

#[test]
fn a_variable_sets_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.json");
    let variables = [("MCPHUB_MARKET_FILE", path.to_str().unwrap())];
    let hub = Hub::start_env(&file(), &variables);
    let admin = hub.http().bearer(KEY);
    let (status, answer) = get(&admin, "/servers");
    let text = format!("{} does not exist (set by MCPHUB_MARKET_FILE)", path.display());
    assert_eq!((status, &answer["message"]), (409, &json!(text)));
    fs::write(&path, r#"{"x":{}}"#).unwrap();
    assert_eq!(names(&get(&admin, "/servers").1), ["x"]);
}
