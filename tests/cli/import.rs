//! `import`: a row for each server, and nothing stops the others.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

const CURSOR: &str = r#"{
  "mcpServers": {
    "new": { "command": "cmd", "args": ["/c", "npx", "-y", "new"], "env": { "KEY": "${env:KEY}" } },
    "time": { "command": "uvx", "args": ["mcp-server-time"] },
    "github": { "url": "https://api.githubcopilot.com/mcp/", "autoApprove": ["x"] },
    "broken": { "args": ["x"] },
  },
}
"#;

#[test]
fn every_server_has_a_row_and_some_failing_is_exit_9() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write(".cursor/mcp.json", CURSOR);
    assert_snapshot!(sandbox.run(["import", ".cursor/mcp.json"]), @"");
    assert_snapshot!(sandbox.run(["get", "new"]), @"");
}

#[test]
fn a_second_import_changes_nothing() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("mcp.json", CURSOR);
    sandbox.run(["import", "mcp.json"]);
    let once = sandbox.settings();
    assert_snapshot!(sandbox.run(["import", "mcp.json"]), @"");
    assert_eq!(sandbox.settings(), once);
}

#[test]
fn a_taken_name_is_skipped_replaced_or_renamed_on_request() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write("mcp.json", r#"{"time": {"command": "other"}}"#);
    assert_snapshot!(sandbox.run(["import", "mcp.json"]), @"");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "skip"]), @"");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "rename"]), @"");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "rename"]), @"");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "replace"]), @"");
}

#[test]
fn shapes_are_told_apart_by_what_they_look_like() {
    for (file, text, name) in [
        ("a.json", r#"{"mcpServers": {"x": {"command": "c"}}}"#, "mcpservers"),
        ("b.json", r#"{"servers": {"x": {"command": "c"}}, "inputs": []}"#, "vscode"),
        ("c.json", r#"{"theme": "x", "context_servers": {"x": {"command": "c"}}}"#, "zed"),
        ("d.json", r#"{"mcp": {"x": {"type": "local", "command": ["c"]}}}"#, "opencode"),
        ("e.json", r#"{"mcp": {"servers": {"x": {"type": "local", "command": ["c"]}}}}"#, "v2"),
        ("f.json", r#"[{"name": "x", "config": {"command": "c"}}]"#, "batch"),
        ("g.json", r#"{"servers": [{"name": "x", "config": {"command": "c"}}]}"#, "batch"),
        ("h.json", r#"{"x": {"command": "c"}}"#, "bare"),
        ("i.toml", "model = \"m\"\n[mcp_servers.x]\ncommand = \"c\"\n", "codex"),
        (
            "j.json",
            r#"{"version":"1.0","name":"t","servers":{"x":{"command":"c"}},"groups":[]}"#,
            "template",
        ),
    ] {
        let sandbox = Sandbox::with_settings("{}\n");
        sandbox.write(file, text);
        let output = sandbox.run(["import", file]);
        assert_eq!(output.status, 0, "{name}\n{output}");
        let settings = sandbox.settings();
        assert!(settings.contains("\"command\": \"c\""), "{name}\n{settings}");
    }
}

#[test]
fn a_source_that_cannot_be_read_fails_whole_or_as_a_row() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("bad.json", "{\n  \"mcpServers\": {\n    \"x\": }\n}\n");
    sandbox.write("odd.json", r#"{"colour": "blue"}"#);
    sandbox.write("good.json", r#"{"x": {"command": "c"}}"#);
    assert_snapshot!(sandbox.run(["import", "bad.json"]), @"");
    assert_snapshot!(sandbox.run(["import", "odd.json"]), @"");
    assert_snapshot!(sandbox.run(["import", "none.json"]), @"");
    assert_snapshot!(sandbox.run(["import", "good.json", "--from", "codec"]), @"");
    assert_snapshot!(sandbox.run(["import", "bad.json", "good.json"]), @"");
}

#[test]
fn standard_input_and_json_go_together() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {"x": {"httpUrl": "https://a"}}, "groups": [{"name": "g"}]}"#;
    assert_snapshot!(sandbox.pipe(text, ["import", "-", "--json", "--dry-run"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn everything_can_be_imported_switched_off() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("mcp.json", r#"{"x": {"command": "c"}}"#);
    assert_eq!(sandbox.run(["import", "mcp.json", "--disabled"]).status, 0);
    assert!(sandbox.settings().contains("\"enabled\": false"));
}
