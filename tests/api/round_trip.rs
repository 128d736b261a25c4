//! A server created through any dialect is correct in every other, and a change through one dialect
//! keeps the data of the others.

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

/// Data to write; each dialect uses the part that it supports.
#[derive(Clone, Debug)]
struct ServerSpec {
    remote: bool,
    display: String,
    description: String,
    env: Vec<(String, String)>,
    team: Option<String>,
    token: Option<String>,
    approve: bool,
}

/// The state that every dialect must return afterwards.
#[expect(clippy::struct_excessive_bools, reason = "independent flags")]
#[derive(Clone, Debug)]
struct Model {
    key: String,
    remote: bool,
    display: Option<String>,
    description: Option<String>,
    env: Map<String, Value>,
    team: Option<String>,
    token: Option<String>,
    /// The token is stored separately from the headers.
    has_separate_token: bool,
    approve: bool,
    enabled: bool,
    workspace: Option<String>,
}

impl Model {
    fn of(by: Dialect, key: &str, spec: &ServerSpec) -> Self {
        let remote = match by {
            Aeontel => true,
            AgentCorex => false,
            _ => spec.remote,
        };
        let has_name = matches!(by, Pandora | AgentCorex | Aeontel);
        let has_description = matches!(by, McpHub | AgentCorex | McpJungle);
        // These dialects store names only; the values are the hub's variables.
        let by_name = matches!(by, Pandora | AgentCorex);
        let value = |(name, value): &(String, String)| {
            let value = if by_name { format!("${{{name}}}") } else { value.clone() };
            (name.clone(), Value::from(value))
        };
        let token = spec.token.clone().filter(|_| remote);
        Self {
            key: key.to_owned(),
            remote,
            display: has_name.then(|| spec.display.clone()),
            description: has_description.then(|| spec.description.clone()),
            env: spec.env.iter().filter(|_| !remote).map(value).collect(),
            team: spec.team.clone().filter(|_| remote),
            has_separate_token: token.is_some() && matches!(by, McpJungle | Aeontel),
            token,
            approve: by != Pandora || spec.approve,
            enabled: true,
            workspace: (by == Aeontel).then(|| "wsp_a".to_owned()),
        }
    }

    fn shown(&self) -> &str {
        self.display.as_deref().unwrap_or(&self.key)
    }

    /// Returns the headers without the credential.
    fn team_header(&self) -> Value {
        self.team.as_ref().map_or_else(|| json!({}), |team| json!({ "X-Team": team }))
    }

    /// Returns all headers, including the credential.
    fn headers(&self) -> Value {
        let mut headers = self.team_header();
        if let Some(token) = &self.token {
            headers["Authorization"] = format!("Bearer {token}").into();
        }
        headers
    }
}

struct Fixture {
    hub: Hub,
    admin: Http,
    url: String,
}

impl Fixture {
    #[track_caller]
    fn send_ok(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.admin.json(method, path, body);
        assert!(status < 300, "{method} {path} {body}: {status} {answer}");
        answer
    }

    fn entry(&self, key: &str) -> Map<String, Value> {
        let entry = in_file(&self.hub, &format!("/mcpServers/{key}")).unwrap();
        entry.as_object().unwrap().clone()
    }

    /// Creates a server and returns its expected state.
    fn write(&self, by: Dialect, key: &str, spec: &ServerSpec) -> Model {
        let mut model = Model::of(by, key, spec);
        let mut headers = model.team_header();
        if let Some(token) = model.token.as_ref().filter(|_| !model.has_separate_token) {
            headers["Authorization"] = format!("Bearer {token}").into();
        }
        let mut config = if model.remote {
            json!({ "url": self.url, "headers": headers })
        } else {
            json!({ "command": "mcphub", "args": ["demo"] })
        };
        self.send(by, &mut model, spec, &mut config);
        model
    }

    fn send(&self, by: Dialect, model: &mut Model, spec: &ServerSpec, config: &mut Value) {
        let names: Vec<&String> = spec.env.iter().map(|(name, _)| name).collect();
        let key = model.key.clone();
        match by {
            McpHub => {
                config["description"] = spec.description.as_str().into();
                if !model.remote {
                    config["env"] = model.env.clone().into();
                }
                self.send_ok("POST", "/api/servers", &json!({ "name": key, "config": config }));
            }
            Pandora => {
                config["name"] = spec.display.as_str().into();
                config["requireApproval"] = spec.approve.into();
                if !model.remote {
                    config["env"] = json!(names);
                }
                self.send_ok("PATCH", "/api/config", &json!({ "mcpServers": { key: config } }));
            }
            AgentCorex => {
                config["name"] = key.as_str().into();
                config["display_name"] = spec.display.as_str().into();
                config["description"] = spec.description.as_str().into();
                config["env_required"] = json!(names);
                self.send_ok("POST", "/admin/mcp_registry", config);
                self.send_ok(
                    "POST",
                    "/mcp_servers/toggle",
                    &json!({ "server": key, "enabled": true }),
                );
            }
            McpJungle => {
                config["name"] = key.as_str().into();
                config["description"] = spec.description.as_str().into();
                config["transport"] = if model.remote { "streamable_http" } else { "stdio" }.into();
                if model.remote {
                    config["bearer_token"] = json!(model.token.clone().unwrap_or_default());
                } else {
                    config["env"] = model.env.clone().into();
                }
                self.send_ok("POST", "/api/v0/servers", config);
            }
            Aeontel => {
                config["workspaceId"] = "wsp_a".into();
                config["name"] = spec.display.as_str().into();
                if let Some(token) = &model.token {
                    config["authType"] = "api_key".into();
                    config["apiKey"] = token.as_str().into();
                }
                let made = self.send_ok("POST", "/api/mcp-servers", config);
                let servers = in_file(&self.hub, "/mcpServers").unwrap();
                let mut servers = servers.as_object().unwrap().clone().into_iter();
                model.key = servers.find(|(_, entry)| entry["id"] == made["id"]).unwrap().0;
            }
        }
    }

    fn aeontel_path(&self, key: &str) -> String {
        let all = self.send_ok("GET", "/dialect/aeontel/api/mcp-servers", &Value::Null);
        let (name, ours) = (self.entry(key), in_file(&self.hub, "/mcpServers").unwrap());
        let at = ours.as_object().unwrap().keys().position(|one| one == key).unwrap();
        let shown = &all[at];
        let display = name.get("displayName").and_then(Value::as_str).unwrap_or(key);
        assert_eq!(shown["name"], display, "{all}");
        format!("/api/mcp-servers/{}", shown["id"].as_str().unwrap())
    }

    /// Changes a server and returns the keys of the entry that may differ afterwards.
    fn patch(&self, by: Dialect, model: &mut Model, spec: &ServerSpec) -> Vec<&'static str> {
        let key = model.key.clone();
        match by {
            McpHub => {
                let change = json!({ "config": { "description": spec.description } });
                self.send_ok("PUT", &format!("/api/servers/{key}"), &change);
                model.description = Some(spec.description.clone());
                vec!["description"]
            }
            Pandora => {
                let mut change = json!({ "name": spec.display, "requireApproval": spec.approve });
                model.display = Some(spec.display.clone());
                model.approve = spec.approve;
                if model.remote {
                    let team = spec.team.clone().unwrap_or_else(|| "none".to_owned());
                    change["headers"] = json!({ "X-Team": team });
                    model.team = Some(team);
                }
                self.send_ok("PATCH", "/api/config", &json!({ "mcpServers": { &key: change } }));
                vec!["displayName", "requireApproval", "headers"]
            }
            AgentCorex => {
                model.enabled = spec.approve;
                let sent = json!({ "server": key, "enabled": model.enabled });
                self.send_ok("POST", "/mcp_servers/toggle", &sent);
                vec!["enabled"]
            }
            McpJungle => {
                model.enabled = spec.approve;
                let verb = if model.enabled { "enable" } else { "disable" };
                self.send_ok("POST", &format!("/api/v0/servers/{key}/{verb}"), &Value::Null);
                vec!["enabled"]
            }
            Aeontel => {
                let path = self.aeontel_path(&key);
                self.send_ok(
                    "PATCH",
                    &path,
                    &json!({ "name": spec.display, "connectorId": "con_1" }),
                );
                model.display = Some(spec.display.clone());
                vec!["displayName", "connectorId", "id", "createdAt", "updatedAt"]
            }
        }
    }

    fn check_all_dialects(&self, model: &Model) {
        // MCPHub returns the entry as stored in the file.
        let one = self.send_ok("GET", &format!("/api/servers/{}", model.key), &Value::Null);
        assert_eq!(one["data"]["config"], Value::Object(self.entry(&model.key)));
        assert_eq!(one["data"]["enabled"], model.enabled);
        let answers = [
            self.check_pandora(model),
            self.check_agent_corex(model),
            self.check_mcpjungle(model),
            self.check_aeontel(model),
        ];
        // These dialects must not return secrets.
        for (answer, token) in answers.iter().zip(model.token.iter().cycle()) {
            assert!(!answer.to_string().contains(token.as_str()), "{answer}");
        }
    }

    fn check_pandora(&self, model: &Model) -> Value {
        let config = self.send_ok("GET", "/api/config", &Value::Null);
        let mut expected =
            json!({ "enabled": model.enabled, "requireApproval": model.approve, "oauth": false });
        if let Some(display) = &model.display {
            expected["name"] = display.as_str().into();
        }
        if model.remote {
            expected["url"] = self.url.as_str().into();
        } else {
            expected["command"] = "mcphub".into();
            expected["args"] = json!(["demo"]);
        }
        let headers = model.headers();
        if headers != json!({}) {
            expected["headers"] = headers;
        }
        if !model.env.is_empty() {
            expected["env"] = model.env.keys().cloned().collect();
        }
        let mut config = config["mcpServers"][&model.key].clone();
        for key in ["headers", "env"] {
            if config.get(key).is_some_and(|value| *value == json!({}) || *value == json!([])) {
                config.as_object_mut().unwrap().shift_remove(key);
            }
        }
        assert_eq!(config, expected);
        let listed = self.send_ok("GET", "/api/mcp-servers", &Value::Null);
        let listed = find(&listed["servers"], "id", &model.key);
        let kind = if model.remote { "http" } else { "stdio" };
        assert_eq!([&listed["name"], &listed["type"]], [&json!(model.shown()), &json!(kind)]);
        listed
    }

    fn check_agent_corex(&self, model: &Model) -> Value {
        let all = self.send_ok("GET", "/mcp_servers", &Value::Null);
        let server = find(&all["servers"], "name", &model.key);
        assert_eq!(server["display_name"], model.shown(), "{server}");
        let description = model.description.clone().unwrap_or_default();
        assert_eq!(server["description"], json!(description), "{server}");
        assert_eq!(
            [&server["enabled"], &server["installed"]],
            [&json!(model.enabled), &json!(true)]
        );
        server
    }

    fn check_mcpjungle(&self, model: &Model) -> Value {
        let server =
            find(&self.send_ok("GET", "/api/v0/servers", &Value::Null), "name", &model.key);
        let transport = if model.remote { "streamable_http" } else { "stdio" };
        assert_eq!(
            [&server["transport"], &server["enabled"]],
            [&json!(transport), &json!(model.enabled)]
        );
        let full = self.send_ok("GET", "/api/v0/server_configs", &Value::Null);
        let full = find(&full, "name", &model.key);
        let member = |key: &str, empty: Value| {
            Some(full[key].clone()).filter(|value| !value.is_null()).unwrap_or(empty)
        };
        if model.remote {
            assert_eq!(full["url"], self.url.as_str());
            let separate = model.has_separate_token.then(|| model.token.clone()).flatten();
            assert_eq!(member("bearer_token", json!("")), json!(separate.unwrap_or_default()));
            let headers =
                if model.has_separate_token { model.team_header() } else { model.headers() };
            assert_eq!(member("headers", json!({})), headers, "{full}");
        } else {
            assert_eq!([&full["command"], &full["args"]], [&json!("mcphub"), &json!(["demo"])]);
            assert_eq!(member("env", json!({})), Value::Object(model.env.clone()));
        }
        server
    }

    fn check_aeontel(&self, model: &Model) -> Value {
        let server = self.send_ok("GET", &self.aeontel_path(&model.key), &Value::Null);
        assert_eq!(server["workspaceId"], model.workspace.as_deref().unwrap_or("wsp_local"));
        let auth = if model.token.is_some() { "api_key" } else { "none" };
        assert_eq!(server["authType"], auth, "{server}");
        if model.remote {
            let headers = Some(server["headers"].clone()).filter(|headers| !headers.is_null());
            assert_eq!(headers.unwrap_or_else(|| json!({})), model.team_header());
        }
        server
    }
}

/// Returns the item of a list with this value.
#[track_caller]
fn find(list: &Value, key: &str, wanted: &str) -> Value {
    let mut all = list.as_array().unwrap().iter();
    all.find(|one| one[key] == wanted).unwrap_or_else(|| panic!("no {wanted} in {list}")).clone()
}

fn dialect() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![McpHub, Pandora, AgentCorex, McpJungle, Aeontel])
}

fn any_spec() -> impl Strategy<Value = ServerSpec> {
    let text = || "[A-Za-zäé日][A-Za-z0-9 äé日'\"\\\\-]{0,12}[A-Za-z0-9]";
    // Harmless values, since others are masked in responses.
    let plain = || "[1-9][0-9]{0,7}";
    let env = prop::collection::btree_map("[A-Z]{2,6}_X", plain(), 0..3);
    let token = prop::option::of("tk[a-z0-9]{16}");
    (any::<bool>(), text(), text(), env, prop::option::of(plain()), token, any::<bool>()).prop_map(
        |(remote, display, description, env, team, token, approve)| ServerSpec {
            remote,
            display,
            description,
            env: env.into_iter().collect(),
            team,
            token,
            approve,
        },
    )
}

#[test]
fn a_server_is_correct_in_every_dialect_and_loses_no_data() {
    let upstream = HttpUpstream::start(&[]);
    let (hub, admin) = start(settings([]));
    let fixture = Fixture { hub, admin, url: upstream.url.clone() };
    let count = AtomicUsize::new(0);
    let cases = Config { cases: 40, failure_persistence: None, ..Config::default() };
    let given = (dialect(), dialect(), any_spec(), any_spec());
    TestRunner::new(cases)
        .run(&given, |(writer, patcher, first, then)| {
            let key = format!("s{}", count.fetch_add(1, Ordering::Relaxed));
            let mut model = fixture.write(writer, &key, &first);
            fixture.check_all_dialects(&model);
            // Unknown members of the entry must be kept too.
            let own = json!({ "note": "ours", "list": [1, null] });
            fixture.hub.edit(|file| file["mcpServers"][&model.key]["ownKey"] = own.clone());
            let before = fixture.entry(&model.key);
            let may_differ = fixture.patch(patcher, &mut model, &then);
            fixture.check_all_dialects(&model);
            let after = fixture.entry(&model.key);
            let rest = |entry: &Map<String, Value>| {
                let mut rest = entry.clone();
                rest.retain(|key, _| !may_differ.contains(&key.as_str()));
                rest
            };
            prop_assert_eq!(rest(&before), rest(&after), "{:?} then {:?}", writer, patcher);
            fixture.send_ok("DELETE", &format!("/api/servers/{}", model.key), &Value::Null);
            Ok(())
        })
        .unwrap();
}
