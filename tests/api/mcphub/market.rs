//! The market: what ships with the hub, and a file in its place.

use std::fs;

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
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
fn a_catalogue_ships_with_the_hub_for_whoever_may_log_in() {
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
fn a_file_beside_the_settings_takes_its_place_as_it_stands_now() {
    let (hub, admin) = start(file());
    let path = hub.settings().with_file_name("servers.json");
    let market = json!({
        "b": { "display_name": "Bee", "categories": ["Insects"], "tags": ["wax", "honey"] },
        "a": { "is_official": true, "description": "Makes honey", "categories": [], "tags": [] },
    });
    fs::write(&path, market.to_string()).unwrap();
    let good = |data: Value| (200, json!({ "success": true, "data": data }));
    assert_eq!(names(&get(&admin, "/servers").1), ["a", "b"]);
    assert_eq!(names(&get(&admin, "/servers/search?query=honey").1), ["a", "b"]);
    assert_eq!(names(&get(&admin, "/servers/search").1), ["a", "b"]);
    assert_eq!(names(&get(&admin, "/categories/Insects").1), ["b"]);
    assert_eq!(names(&get(&admin, "/categories/none").1), [""; 0]);
    assert_eq!(get(&admin, "/categories"), good(json!(["Insects"])));
    assert_eq!(get(&admin, "/tags"), good(json!(["honey", "wax"])));

    fs::write(&path, "{\n  \"a\": {,\n").unwrap();
    let (status, answer) = get(&admin, "/servers");
    let text = format!("the market in {}:2:9 cannot be used: key must be a string", path.display());
    assert_eq!((status, &answer["message"]), (409, &json!(text)));
}

#[test]
fn a_variable_names_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.json");
    let variables = [("MCPHUB_MARKET_FILE", path.to_str().unwrap())];
    let hub = Hub::start_env(&file(), &variables);
    let admin = hub.http().bearer(KEY);
    let (status, answer) = get(&admin, "/servers");
    let text = format!("there is no {}, which MCPHUB_MARKET_FILE names", path.display());
    assert_eq!((status, &answer["message"]), (409, &json!(text)));
    fs::write(&path, r#"{"x":{}}"#).unwrap();
    assert_eq!(names(&get(&admin, "/servers").1), ["x"]);
}
