//! `key`: create with a token that is shown once, list without it, revoke.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::{Output, Sandbox};

const KEYS: &str = r#"{
  "mcpServers": { "time": { "command": "uvx" } },
  "groups": [{ "id": "1", "name": "web", "servers": ["time"] }],
  "bearerKeys": [
    { "id": "k1", "name": "laptop", "token": "mcphub_0123456789", "accessType": "all" },
    { "id": "k2", "name": "ci", "token": "mcphub_9876543210", "enabled": false, "accessType": "custom", "allowedGroups": ["web"], "allowedServers": ["time"] },
    { "id": "k3", "name": "closed", "token": "mcphub_5555555555", "accessType": "servers", "allowedServers": [] }
  ]
}
"#;

/// Replaces random values.
fn mask_random_values(output: &Output, document: &serde_json::Value) -> String {
    let key = document["bearerKeys"].as_array().unwrap().last().unwrap();
    let (id, token) = (key["id"].as_str().unwrap(), key["token"].as_str().unwrap());
    assert_eq!((id.len(), &id[14..15], token.len()), (36, "4", 7 + 64));
    output.to_string().replace(id, "[id]").replace(token, "[token]")
}

fn document(sandbox: &Sandbox) -> serde_json::Value {
    serde_json::from_str(&sandbox.settings()).unwrap()
}

#[test]
fn a_token_is_shown_once_and_kept_in_the_file() {
    let sandbox = Sandbox::with_settings(KEYS);
    let output = sandbox.run(["key", "create", "new", "--group", "web", "--server", "time"]);
    assert_snapshot!(mask_random_values(&output, &document(&sandbox)), @"
    [token]
    ------- stderr -------
    Created key new in ./mcp_settings.json
    It gives access to http://127.0.0.1:3000/mcp/web, http://127.0.0.1:3000/mcp/time, http://127.0.0.1:3000/direct/time
    [exit status: 0]
    ");
    let key = &document(&sandbox)["bearerKeys"][3];
    assert_snapshot!(
        key.as_object().unwrap().iter().skip(3).map(|(k, v)| format!("{k}={v}\n")).collect::<Vec<_>>().concat(),
        @r#"
    enabled=true
    kind="system"
    accessType="custom"
    allowedGroups=["web"]
    allowedServers=["time"]
    "#
    );
    let output = sandbox.run(["key", "create", "json", "--all", "--disabled", "--json"]);
    assert_snapshot!(mask_random_values(&output, &document(&sandbox)), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/work/mcp_settings.json",
      "dryRun": false,
      "changed": true,
      "results": [
        {
          "name": "json",
          "action": "added",
          "id": "[id]",
          "token": "[token]"
        }
      ]
    }
    [exit status: 0]
    "#);
    assert_eq!(sandbox.run(["validate", "--file-only", "--strict"]).status, 1);
}

#[test]
fn keys_are_listed_without_their_tokens() {
    let sandbox = Sandbox::with_settings(KEYS);
    assert_snapshot!(sandbox.run(["key", "list"]), @"
    NAME    STATE     OPENS                   TOKEN  ID
    laptop  enabled   everything              ***    k1
    ci      disabled  group web, server time  ***    k2
    closed  enabled   nothing                 ***    k3
    [exit status: 0]
    ");
    let json = sandbox.run(["key", "list", "--json"]);
    assert!(!json.stdout.contains("mcphub_") && json.stdout.contains("\"***\""), "{json}");
    let shown = sandbox.run(["key", "list", "--show-secrets"]);
    assert!(shown.stdout.contains("mcphub_0123456789"), "{shown}");
    assert_snapshot!(Sandbox::with_settings("{}").run(["key", "list"]), @"
    ------- stderr -------
    No keys in ./mcp_settings.json
    [exit status: 0]
    ");
}

#[test]
fn a_key_must_refer_to_existing_groups_and_servers() {
    let sandbox = Sandbox::with_settings(KEYS);
    assert_snapshot!(sandbox.run(["key", "create", "a", "--group", "wbe"]), @"
    ------- stderr -------
    error: no group `wbe`
    hint: did you mean `web`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["key", "create", "a", "--server", "tme"]), @"
    ------- stderr -------
    error: no server `tme`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["key", "create", "ci", "--all"]), @"
    ------- stderr -------
    error: key `ci` already exists with different content
    [exit status: 7]
    ");
    let both = ["key", "create", "a", "--admin", "--server", "time"];
    assert_eq!(sandbox.run(both).status, 2);
    let dry = sandbox.run(["key", "create", "a", "--all", "--dry-run"]);
    assert!(dry.stdout.contains("***") && !dry.stdout.contains("mcphub_"), "{dry}");
    sandbox.assert_settings_untouched();
}

#[test]
fn keys_are_disabled_enabled_and_revoked() {
    let sandbox = Sandbox::with_settings(KEYS);
    assert_snapshot!(sandbox.run(["key", "disable", "laptop"]), @"
    ------- stderr -------
    Disabled key laptop in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["key", "enable", "k1"]), @"
    ------- stderr -------
    Enabled key k1 in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["key", "revoke", "laptop"]), @"
    ------- stderr -------
    error: cannot prompt without a terminal: Revoke `laptop` in ./mcp_settings.json?
    hint: pass `--yes` to confirm
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["key", "revoke", "laptop", "k2", "--yes"]), @"
    ------- stderr -------
    Revoked key laptop in ./mcp_settings.json
    Revoked key k2 in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["key", "revoke", "close", "--yes"]), @"
    ------- stderr -------
    error: no key `close`
    hint: did you mean `closed`?
    [exit status: 6]
    ");
    assert_eq!(sandbox.run(["key", "revoke", "none", "--yes", "--if-exists"]).status, 0);
    assert_eq!(document(&sandbox)["bearerKeys"].as_array().unwrap().len(), 1);
    assert_eq!(Sandbox::with_settings(SETTINGS).run(["key", "revoke", "x", "--yes"]).status, 6);
}

#[test]
fn a_new_key_allows_mcp_and_the_admin_api_only_on_request() {
    let sandbox = Sandbox::with_settings("{}");
    assert_eq!(sandbox.run(["key", "create", "laptop"]).status, 0);
    assert_eq!(sandbox.run(["key", "create", "phone", "--all"]).status, 0);
    assert_eq!(sandbox.run(["key", "create", "deploy", "--admin"]).status, 0);
    let file: serde_json::Value = serde_json::from_str(&sandbox.settings()).unwrap();
    let keys = file["bearerKeys"].as_array().unwrap();
    let said: Vec<_> = keys.iter().map(|key| (&key["accessType"], &key["manages"])).collect();
    let all = serde_json::json!("all");
    assert_eq!(said, [(&all, &false.into()), (&all, &false.into()), (&all, &true.into())]);
    let listed = sandbox.run(["key", "list"]).stdout;
    let opens: Vec<_> = listed
        .lines()
        .skip(1)
        .map(|line| (line.contains("all of MCP"), line.contains("everything")))
        .collect();
    assert_eq!(opens, [(true, false), (true, false), (false, true)], "{listed}");
}

#[test]
fn a_command_that_leaves_no_key_warns_that_every_client_is_refused() {
    let sandbox = Sandbox::with_settings(
        r#"{"bearerKeys": [{"name": "k", "token": "0123456789abcdef", "accessType": "all"}]}"#,
    );
    let warned = "warning: no enabled key is left and MCP endpoints require one: every client is rejected until you run `mcphub key create NAME`\n";
    let said = |words: &[&str]| {
        let output = sandbox.shell(&format!("mcphub {}", words.join(" ")));
        assert_eq!(output.status, 0, "{output}");
        output.stderr
    };
    let file = "k in ./mcp_settings.json\n";
    assert_eq!(said(&["key", "disable", "k"]), format!("{warned}Disabled key {file}"));
    assert_eq!(said(&["key", "enable", "k"]), format!("Enabled key {file}"));
    assert_eq!(said(&["key", "revoke", "k", "--yes"]), format!("{warned}Revoked key {file}"));
}
