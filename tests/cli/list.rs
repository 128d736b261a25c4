//! `list`: a table for people, JSON in file order for the rest.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn a_row_for_each_server() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["list"]), @"");
    assert_snapshot!(sandbox.run(["ls", "--disabled"]), @"");
}

#[test]
fn json_is_in_file_order_and_masks_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["list", "--json"]), @"");
    let shown = sandbox.run(["list", "--json", "--show-secrets"]).stdout;
    assert!(shown.contains("ghp_0123456789abcdefghij"));
}

#[test]
fn secrets_in_urls_and_arguments_are_masked() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {
            "a": {"url": "https://me:pw@a.example/mcp?api_key=k1&page=2"},
            "b": {"command": "npx", "args": ["b", "--token", "t1", "--api-key=k2", "sk-0123456789abcdef"]},
            "c": {"command": "npx", "args": ["mcp-remote", "https://c", "--header", "Authorization: Bearer h1"]},
            "d": {"url": "https://d", "oauth": {"clientId": "me", "clientSecret": "s1"}}
        }}"#,
    );
    assert_snapshot!(sandbox.run(["list"]), @"");
    assert_snapshot!(sandbox.run(["get", "d"]), @"");
}

#[test]
fn an_empty_file_and_no_file_are_not_the_same() {
    let sandbox = Sandbox::with_settings("{}");
    assert_snapshot!(sandbox.run(["list"]), @"");
    assert_snapshot!(sandbox.run(["list", "--json"]), @"");
    assert_snapshot!(Sandbox::new().run(["list"]), @"");
}

#[test]
fn a_file_that_does_not_parse_is_shown_and_left() {
    let sandbox = Sandbox::with_settings("{\n  \"mcpServers\": {\n    \"x\" {}\n  }\n}\n");
    assert_snapshot!(sandbox.run(["list", "--json"]), @"");
    assert_snapshot!(sandbox.run(["add", "x", "--", "c"]), @"");
    sandbox.assert_settings_untouched();
}
