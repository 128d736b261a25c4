//! A server made through any dialect reads right through every other, and what one wrote of it outlives
//! what another changes.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::api::hub::{in_file, start};
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, settings};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Dialect {
    McpHub,
    Pandora,
    AgentCorex,
    McpJungle,
    Aeontel,
}

use Dialect::{Aeontel, AgentCorex, McpHub, McpJungle, Pandora};

/// What is to be written; a dialect takes of it what it knows.
#[derive(Clone, Debug)]
struct Wanted {
    remote: bool,
    display: String,
    description: String,
    env: Vec<(String, String)>,
    team: Option<String>,
    token: Option<String>,
    approve: bool,
}

/// What every dialect has to say of it then.
#[derive(Clone, Debug)]
struct Model {
    key: String,
    remote: bool,
    display: Option<String>,
    description: Option<String>,
    env: Map<String, Value>,
    team: Option<String>,
    token: Option<String>,
    /// The token was given apart from the headers.
    apart: bool,
    approve: bool,
    enabled: bool,
    workspace: Option<String>,
}

struct Place {
    hub: Hub,
    admin: Http,
    url: String,
}

impl Place {
    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.admin.json(method, path, body);
        assert!(status < 300, "{method} {path} {body}: {status} {answer}");
        answer
    }

    fn entry(&self, key: &str) -> Map<String, Value> {
        let entry = in_file(&self.hub, &format!("/mcpServers/{key}")).unwrap();
        entry.as_object().unwrap().clone()
    }

    /// Writes a server; what there is to know of it after that.
    fn write(&self, by: Dialect, key: &str, wanted: &Wanted) -> Model {
        let remote = match by {
            Aeontel => true,
            AgentCorex => false,
            _ => wanted.remote,
        };
        let token = wanted.token.clone().filter(|_| remote && by != AgentCorex);
        let apart = token.is_some() && matches!(by, McpJungle | Aeontel);
        let mut headers: Map<String, Value> = Map::new();
        if let Some(team) = &wanted.team {
            headers.insert("X-Team".into(), team.as_str().into());
        }
        if let Some(token) = token.as_ref().filter(|_| !apart) {
            headers.insert("Authorization".into(), format!("Bearer {token}").into());
        }
        let literal: Map<String, Value> =
            wanted.env.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        let names: Vec<&String> = wanted.env.iter().map(|(name, _)| name).collect();
        let mut key = key.to_owned();
        let program = json!({ "command": "mcphub", "args": ["demo"] });
        let mut config =
            if remote { json!({ "url": self.url, "headers": headers }) } else { program };
        match by {
            McpHub => {
                config["description"] = wanted.description.as_str().into();
                if !remote {
                    config["env"] = literal.clone().into();
                }
                self.ask("POST", "/api/servers", &json!({ "name": key, "config": config }));
            }
            Pandora => {
                config["name"] = wanted.display.as_str().into();
                config["requireApproval"] = wanted.approve.into();
                if !remote {
                    config["env"] = json!(names);
                }
                self.ask("PATCH", "/api/config", &json!({ "mcpServers": { &key: config } }));
            }
            AgentCorex => {
                config["name"] = key.as_str().into();
                config["display_name"] = wanted.display.as_str().into();
                config["description"] = wanted.description.as_str().into();
                config["env_required"] = json!(names);
                self.ask("POST", "/admin/mcp_registry", &config);
                self.ask("POST", "/mcp_servers/toggle", &json!({ "server": key, "enabled": true }));
            }
            McpJungle => {
                config["name"] = key.as_str().into();
                config["description"] = wanted.description.as_str().into();
                config["transport"] = if remote { "streamable_http" } else { "stdio" }.into();
                if remote {
                    config["bearer_token"] = json!(token.clone().unwrap_or_default());
                } else {
                    config["env"] = literal.clone().into();
                }
                self.ask("POST", "/api/v0/servers", &config);
            }
            Aeontel => {
                let mut sent = json!({ "workspaceId": "wsp_a", "name": wanted.display,
                    "url": self.url, "headers": headers });
                if let Some(token) = &token {
                    sent["authType"] = "api_key".into();
                    sent["apiKey"] = token.as_str().into();
                }
                let made = self.ask("POST", "/api/mcp-servers", &sent);
                let servers = in_file(&self.hub, "/mcpServers").unwrap();
                let mut servers = servers.as_object().unwrap().clone().into_iter();
                key = servers.find(|(_, entry)| entry["id"] == made["id"]).unwrap().0;
            }
        }
        let named = matches!(by, Pandora | AgentCorex | Aeontel);
        let described = matches!(by, McpHub | AgentCorex | McpJungle);
        let by_name = matches!(by, Pandora | AgentCorex);
        let reference = names.iter().map(|name| ((*name).clone(), format!("${{{name}}}").into()));
        Model {
            key,
            remote,
            display: named.then(|| wanted.display.clone()),
            description: described.then(|| wanted.description.clone()),
            env: if remote {
                Map::new()
            } else if by_name {
                reference.collect()
            } else {
                literal
            },
            team: wanted.team.clone().filter(|_| remote),
            token,
            apart,
            approve: by != Pandora || wanted.approve,
            enabled: true,
            workspace: (by == Aeontel).then(|| "wsp_a".to_owned()),
        }
    }

    fn aeontel_path(&self, key: &str) -> String {
        let all = self.ask("GET", "/dialect/aeontel/api/mcp-servers", &Value::Null);
        let (name, ours) = (self.entry(key), in_file(&self.hub, "/mcpServers").unwrap());
        let at = ours.as_object().unwrap().keys().position(|one| one == key).unwrap();
        let shown = &all[at];
        let display = name.get("displayName").and_then(Value::as_str).unwrap_or(key);
        assert_eq!(shown["name"], display, "{all}");
        format!("/api/mcp-servers/{}", shown["id"].as_str().unwrap())
    }

    /// Changes something of it; the keys of the entry that may differ then.
    fn patch(&self, by: Dialect, model: &mut Model, wanted: &Wanted) -> Vec<&'static str> {
        let key = model.key.clone();
        match by {
            McpHub => {
                let change = json!({ "config": { "description": wanted.description } });
                self.ask("PUT", &format!("/api/servers/{key}"), &change);
                model.description = Some(wanted.description.clone());
                vec!["description"]
            }
            Pandora => {
                let mut change =
                    json!({ "name": wanted.display, "requireApproval": wanted.approve });
                model.display = Some(wanted.display.clone());
                model.approve = wanted.approve;
                if model.remote {
                    let team = wanted.team.clone().unwrap_or_else(|| "none".to_owned());
                    change["headers"] = json!({ "X-Team": team });
                    model.team = Some(team);
                }
                self.ask("PATCH", "/api/config", &json!({ "mcpServers": { &key: change } }));
                vec!["displayName", "requireApproval", "headers"]
            }
            AgentCorex => {
                model.enabled = wanted.approve;
                let sent = json!({ "server": key, "enabled": model.enabled });
                self.ask("POST", "/mcp_servers/toggle", &sent);
                vec!["enabled"]
            }
            McpJungle => {
                model.enabled = wanted.approve;
                let verb = if model.enabled { "enable" } else { "disable" };
                self.ask("POST", &format!("/api/v0/servers/{key}/{verb}"), &Value::Null);
                vec!["enabled"]
            }
            Aeontel => {
                let path = self.aeontel_path(&key);
                self.ask(
                    "PATCH",
                    &path,
                    &json!({ "name": wanted.display, "connectorId": "con_1" }),
                );
                model.display = Some(wanted.display.clone());
                vec!["displayName", "connectorId", "id", "updatedAt"]
            }
        }
    }

    fn reads_right(&self, model: &Model) {
        let key = model.key.as_str();
        let entry = self.entry(key);
        let find = |list: &Value, by: &str| -> Value {
            let mut all = list.as_array().unwrap().iter();
            all.find(|one| one[by] == key).unwrap_or_else(|| panic!("no {key} in {list}")).clone()
        };
        let shown = |model: &Model| model.display.clone().unwrap_or_else(|| key.to_owned());
        let env = Value::Object(model.env.clone());

        // MCPHub shows the entry as it stands in the file.
        let one = self.ask("GET", &format!("/api/servers/{key}"), &Value::Null);
        assert_eq!(one["data"]["config"], Value::Object(entry.clone()));
        assert_eq!(one["data"]["enabled"], model.enabled);

        let config = self.ask("GET", "/api/config", &Value::Null)["mcpServers"][key].clone();
        let mut wanted =
            json!({ "enabled": model.enabled, "requireApproval": model.approve, "oauth": false });
        if let Some(display) = &model.display {
            wanted["name"] = display.as_str().into();
        }
        let mut headers = json!({});
        if let Some(team) = &model.team {
            headers["X-Team"] = team.as_str().into();
        }
        let visible = headers.clone();
        if let Some(token) = &model.token {
            headers["Authorization"] = format!("Bearer {token}").into();
        }
        if model.remote {
            wanted["url"] = self.url.as_str().into();
        } else {
            wanted["command"] = "mcphub".into();
            wanted["args"] = json!(["demo"]);
        }
        if headers != json!({}) {
            wanted["headers"] = headers.clone();
        }
        if !model.env.is_empty() {
            wanted["env"] = model.env.keys().cloned().collect();
        }
        assert_eq!(config, wanted, "pandora");
        let listed = self.ask("GET", "/api/mcp-servers", &Value::Null);
        let listed = find(&listed["servers"], "id");
        assert_eq!(
            [&listed["name"], &listed["type"]],
            [&json!(shown(model)), &json!(if model.remote { "http" } else { "stdio" })]
        );

        let corex = find(&self.ask("GET", "/mcp_servers", &Value::Null)["servers"], "name");
        assert_eq!(corex["display_name"], shown(model), "{corex}");
        assert_eq!(corex["description"], json!(model.description.clone().unwrap_or_default()));
        assert_eq!([&corex["enabled"], &corex["installed"]], [&json!(model.enabled), &json!(true)]);

        let jungle = find(&self.ask("GET", "/api/v0/servers", &Value::Null), "name");
        assert_eq!(jungle["transport"], if model.remote { "streamable_http" } else { "stdio" });
        assert_eq!(jungle["enabled"], model.enabled);
        let full = find(&self.ask("GET", "/api/v0/server_configs", &Value::Null), "name");
        let or_empty =
            |value: &Value, empty: Value| if value.is_null() { empty } else { value.clone() };
        if model.remote {
            assert_eq!(full["url"], self.url.as_str());
            let apart = model.apart.then(|| model.token.clone()).flatten();
            assert_eq!(
                or_empty(&full["bearer_token"], json!("")),
                json!(apart.unwrap_or_default())
            );
            let wanted = if model.apart { &visible } else { &headers };
            assert_eq!(or_empty(&full["headers"], json!({})), *wanted, "{full}");
        } else {
            assert_eq!([&full["command"], &full["args"]], [&json!("mcphub"), &json!(["demo"])]);
            assert_eq!(or_empty(&full["env"], json!({})), env);
        }

        let aeontel = self.ask("GET", &self.aeontel_path(key), &Value::Null);
        assert_eq!(aeontel["workspaceId"], model.workspace.as_deref().unwrap_or("wsp_local"));
        let auth = if model.token.is_some() { "api_key" } else { "none" };
        assert_eq!(aeontel["authType"], auth, "{aeontel} {entry:?}");
        if model.remote {
            assert_eq!(or_empty(&aeontel["headers"], json!({})), visible);
        }
        // Where the contract shows no secret, there is none.
        if let Some(token) = &model.token {
            for (what, answer) in
                [("list", &listed), ("corex", &corex), ("jungle", &jungle), ("aeontel", &aeontel)]
            {
                assert!(!answer.to_string().contains(token.as_str()), "{what}: {answer}");
            }
        }
    }
}

fn dialect() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![McpHub, Pandora, AgentCorex, McpJungle, Aeontel])
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let text = || "[A-Za-zäé日][A-Za-z0-9 äé日'\"\\\\-]{0,12}[A-Za-z0-9]";
    let env = prop::collection::btree_map("[A-Z]{2,6}_X", "[a-z]{1,8}", 0..3);
    let token = prop::option::of("tk[a-z0-9]{16}");
    (any::<bool>(), text(), text(), env, prop::option::of("[a-z]{1,8}"), token, any::<bool>())
        .prop_map(|(remote, display, description, env, team, token, approve)| Wanted {
            remote,
            display,
            description,
            env: env.into_iter().collect(),
            team,
            token,
            approve,
        })
}

#[test]
fn a_server_reads_right_through_all_and_nothing_of_it_is_lost() {
    let upstream = HttpUpstream::start(&[]);
    let (hub, admin) = start(settings([]));
    let place = Place { hub, admin, url: upstream.url.clone() };
    let count = AtomicUsize::new(0);
    let cases = Config { cases: 40, failure_persistence: None, ..Config::default() };
    let given = (dialect(), dialect(), wanted(), wanted());
    TestRunner::new(cases)
        .run(&given, |(writer, patcher, first, then)| {
            let key = format!("s{}", count.fetch_add(1, Ordering::Relaxed));
            let mut model = place.write(writer, &key, &first);
            place.reads_right(&model);
            // What nobody knows belongs to the entry, too.
            let own = json!({ "note": "ours", "list": [1, null] });
            place.hub.edit(|file| file["mcpServers"][&model.key]["ownKey"] = own.clone());
            let before = place.entry(&model.key);
            let may_differ = place.patch(patcher, &mut model, &then);
            place.reads_right(&model);
            let after = place.entry(&model.key);
            let rest = |entry: &Map<String, Value>| {
                let mut rest = entry.clone();
                rest.retain(|key, _| !may_differ.contains(&key.as_str()));
                rest
            };
            prop_assert_eq!(rest(&before), rest(&after), "{:?} then {:?}", writer, patcher);
            place.ask("DELETE", &format!("/api/servers/{}", model.key), &Value::Null);
            Ok(())
        })
        .unwrap();
}
