//! `list`: a table, or JSON in file order.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn a_row_for_each_server() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["list"]), @"
    NAME    TYPE             STATE     TARGET
    time    stdio            enabled   uvx mcp-server-time
    github  stdio            enabled   docker run -i --rm -e GITHUB_TOKEN ghcr.io/github/github-mcp-server
    sentry  streamable-http  disabled  https://mcp.sentry.dev/mcp
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["ls", "--disabled"]), @"
    NAME    TYPE             STATE     TARGET
    sentry  streamable-http  disabled  https://mcp.sentry.dev/mcp
    [exit status: 0]
    ");
}

#[test]
fn json_is_in_file_order_and_masks_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["list", "--json"]), @r#"
    {
      "version": 1,
      "servers": [
        {
          "name": "time",
          "type": "stdio",
          "enabled": true,
          "command": "uvx",
          "args": [
            "mcp-server-time"
          ]
        },
        {
          "name": "github",
          "type": "stdio",
          "enabled": true,
          "command": "docker",
          "args": [
            "run",
            "-i",
            "--rm",
            "-e",
            "GITHUB_TOKEN",
            "ghcr.io/github/github-mcp-server"
          ],
          "env": {
            "GITHUB_TOKEN": "***",
            "LOG_LEVEL": "***"
          },
          "tools": {
            "delete_file": {
              "enabled": false
            }
          }
        },
        {
          "name": "sentry",
          "type": "streamable-http",
          "enabled": false,
          "url": "https://mcp.sentry.dev/mcp",
          "headers": {
            "Authorization": "Bearer ${SENTRY_TOKEN}"
          }
        }
      ]
    }
    [exit status: 0]
    "#);
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
    assert_snapshot!(sandbox.run(["list"]), @"
    NAME  TYPE             STATE    TARGET
    a     streamable-http  enabled  https://me:***@a.example/mcp?api_key=***&page=2
    b     stdio            enabled  npx b --token *** --api-key=*** ***
    c     stdio            enabled  npx mcp-remote https://c --header 'Authorization: Bearer ***'
    d     streamable-http  enabled  https://d
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["get", "d"]), @"
    name                d
    type                streamable-http
    enabled             yes
    url                 https://d
    oauth.clientId      me
    oauth.clientSecret  ***
    [exit status: 0]
    ");
}

#[test]
fn an_empty_file_and_no_file_are_not_the_same() {
    let sandbox = Sandbox::with_settings("{}");
    assert_snapshot!(sandbox.run(["list"]), @"
    ------- stderr -------
    No servers in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["list", "--json"]), @r#"
    {
      "version": 1,
      "servers": []
    }
    [exit status: 0]
    "#);
    assert_snapshot!(Sandbox::new().run(["list"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
}

#[test]
fn a_file_that_does_not_parse_is_reported_and_unchanged() {
    let sandbox = Sandbox::with_settings("{\n  \"mcpServers\": {\n    \"x\" {}\n  }\n}\n");
    assert_snapshot!(sandbox.run(["list", "--json"]), @r#"
    ------- stderr -------
    error: $SANDBOX/work/mcp_settings.json is not a settings file
    error[syntax]: expected `:` after the key, found `{`
     --> $SANDBOX/work/mcp_settings.json:3:9
      |
    3 |     "*" {}
      |         ^
    {"error":{"code":"settings","message":"$SANDBOX/work/mcp_settings.json is not a settings file","hint":null,"exit":8}}
    [exit status: 8]
    "#);
    assert_snapshot!(sandbox.run(["add", "x", "--", "c"]), @r#"
    ------- stderr -------
    error: $SANDBOX/work/mcp_settings.json is not a settings file
    error[syntax]: expected `:` after the key, found `{`
     --> $SANDBOX/work/mcp_settings.json:3:9
      |
    3 |     "*" {}
      |         ^
    [exit status: 8]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn servers_in_another_shape_than_an_object_are_an_error_and_stay() {
    let sandbox = Sandbox::with_settings("{\n  \"mcpServers\": []\n}\n");
    for words in
        [&["list"][..], &["get", "x"], &["add", "x", "--", "y"], &["export", "--server", "x"]]
    {
        let output = sandbox.run(words.iter().copied());
        let expected = "error: `mcpServers` in line 2 of the file is not an object\n";
        assert_eq!((output.status, output.stderr.as_str()), (1, expected), "{words:?}");
        sandbox.assert_settings_untouched();
    }
    assert_snapshot!(sandbox.pipe(r#"{"x": {"command": "c"}}"#, ["import", "-"]), @"
    NAME  RESULT  TYPE   FROM            NOTES
    x     failed  stdio  standard input  `mcpServers` in line 2 of the file is not an object
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 failed
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
}
