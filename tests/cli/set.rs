//! `set`: changes single fields and keeps the others.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn only_named_fields_change() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run([
        "set",
        "github",
        "--env",
        "LOG_LEVEL=debug",
        "--unset-env",
        "GITHUB_TOKEN",
        "--description",
        "Issues",
        "--timeout",
        "5000",
        "perSessionClient=true",
        "--dry-run",
    ]);
    assert_snapshot!(output, @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -6,8 +6,13 @@
           "type": "stdio",
           "command": "docker",
           "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
    -      "env": { "GITHUB_TOKEN": "***", "LOG_LEVEL": "***" },
    -      "tools": { "delete_file": { "enabled": false } }
    +      "env": { "LOG_LEVEL": "*** (changed)" },
    +      "tools": { "delete_file": { "enabled": false } },
    +      "description": "Issues",
    +      "options": {
    +        "timeout": 5000
    +      },
    +      "perSessionClient": true
         },
         "sentry": {
           "type": "streamable-http",
    ------- stderr -------
    Dry run: nothing was written to ./mcp_settings.json
    [exit status: 0]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn the_same_again_is_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "github", "env.LOG_LEVEL=info"]), @"
    ------- stderr -------
    Unchanged: github in ./mcp_settings.json
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_command_becomes_a_url_and_back() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "time", "--url", "https://time.example/mcp"]), @"
    ------- stderr -------
    Changed time in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["get", "time"]), @"
    name     time
    type     streamable-http
    enabled  yes
    url      https://time.example/mcp
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["set", "sentry", "--", "npx", "-y", "sentry"]), @"
    ------- stderr -------
    Changed sentry in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["get", "sentry"]), @"
    name     sentry
    type     stdio
    enabled  no
    groups   web
    command  npx -y sentry
    [exit status: 0]
    ");
}

#[test]
fn fields_can_be_removed() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output =
        sandbox.run(["set", "sentry", "--unset", "enabled", "--unset-header", "Authorization"]);
    assert_snapshot!(output, @"
    ------- stderr -------
    Changed sentry in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["get", "sentry"]), @"
    name     sentry
    type     streamable-http
    enabled  yes
    groups   web
    url      https://mcp.sentry.dev/mcp
    [exit status: 0]
    ");
}

#[test]
fn mistakes_are_refused() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "time"]), @"
    ------- stderr -------
    error: nothing to set
    hint: mcphub set NAME KEY=VALUE
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["set", "tiem", "a=1"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["set", "time", "nonsense"]), @"
    ------- stderr -------
    error: a field is KEY=VALUE: `nonsense` has no `=`
    hint: a command comes after `--`
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["set", "time", "args=1"]), @"
    ------- stderr -------
    error: `mcpServers.time.args` must be a list of strings, not a number
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
}
