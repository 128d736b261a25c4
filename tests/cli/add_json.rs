//! `add-json`: all published formats of one server.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

#[test]
fn every_shape_gives_the_same_server() {
    let sandbox = Sandbox::with_settings("{}\n");
    let config = "eyJjb21tYW5kIjoibnB4IiwiYXJncyI6WyIteSIsInAiXX0=";
    let link = format!("cursor://anysphere.cursor-deeplink/mcp/install?name=p&config={config}");
    for json in [
        r#"{"command": "npx", "args": ["-y", "p"]}"#,
        r#"{"name": "other", "command": "npx", "args": ["-y", "p"], /* pasted */ }"#,
        r#"{"mcpServers": {"x": {"command": "npx", "args": ["-y", "p"]}, "y": {"url": "https://a"}}}"#,
        r#"{"servers": {"only": {"type": "stdio", "command": "npx", "args": ["-y", "p"]}}}"#,
        r#"{"context_servers": {"x": {"command": {"path": "npx", "args": ["-y", "p"]}}}}"#,
        r#"{"mcp": {"servers": {"x": {"type": "local", "command": ["npx", "-y", "p"]}}}}"#,
        r#"{"name": "io.a/x", "packages": [{"registryType": "npm", "identifier": "p"}]}"#,
        link.as_str(),
    ] {
        let output = sandbox.run(["add-json", "x", json]);
        assert_eq!(output.status, 0, "{json}\n{output}");
    }
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "x": {
          "type": "stdio",
          "command": "npx",
          "args": ["-y", "p"]
        }
      }
    }
    "#);
}

#[test]
fn the_detected_format_and_the_omissions_are_reported() {
    let sandbox = Sandbox::with_settings("{}\n");
    let json = r#"{"mcpServers": {"x": {"serverUrl": "https://a/mcp", "alwaysAllow": ["t"], "timeout": 30}}}"#;
    assert_snapshot!(sandbox.run(["add-json", "x", json]), @"
    ------- stderr -------
    note: read the format `mcpservers`
    Added x (streamable-http) to ./mcp_settings.json
    note: `timeout` 30 was read as seconds
    note: `alwaysAllow` was omitted
    [exit status: 0]
    ");
}

#[test]
fn a_file_and_standard_input_are_read() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("one.json", r#"{"url": "https://a/mcp"}"#);
    assert_snapshot!(sandbox.run(["add-json", "one", "@one.json"]), @"
    ------- stderr -------
    note: read one server
    Added one (streamable-http) to ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.pipe(r#"{"url": "https://b/mcp"}"#, ["add-json", "two", "-"]), @"
    ------- stderr -------
    note: read one server
    Added two (streamable-http) to ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["add-json", "three", "@none.json"]), @"
    ------- stderr -------
    error: cannot read none.json
    caused by: No such file or directory (os error 2)
    [exit status: 2]
    ");
}

#[test]
fn unreadable_input_is_reported_with_its_place() {
    let sandbox = Sandbox::with_settings("{}\n");
    assert_snapshot!(sandbox.run(["add-json", "x", "{\"command\": \"npx\" \"args\": ]}"]), @r#"
    ------- stderr -------
    error: cannot read servers from the JSON given
    caused by: syntax error
    error[syntax]: Unexpected close bracket
     --> the JSON given:1:27
      |
    1 | {"command": "***" "args": ]}
      |                           ^
    [exit status: 8]
    "#);
    assert_snapshot!(sandbox.run(["add-json", "x", r#"{"a": {"url": "https://a"}, "b": {"url": "https://b"}}"#]), @"
    ------- stderr -------
    error: 2 servers found, but not `x`
    hint: found `a` and `b`
    hint: `mcphub import` adds all of them
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["add-json", "x", r#"{"command": 7}"#]), @"
    ------- stderr -------
    error: one server: `x` `command` is not a string
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
}
