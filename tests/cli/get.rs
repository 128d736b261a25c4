//! `get`: one server with masked secrets.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn shows_the_entry_and_its_groups() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["get", "github"]), @"
    name                       github
    type                       stdio
    enabled                    yes
    groups                     web
    command                    docker run -i --rm -e GITHUB_TOKEN ghcr.io/github/github-mcp-server
    env.GITHUB_TOKEN           ***
    env.LOG_LEVEL              ***
    tools.delete_file.enabled  false
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["show", "sentry", "--json"]), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/work/mcp_settings.json",
      "server": {
        "name": "sentry",
        "type": "streamable-http",
        "enabled": false,
        "url": "https://mcp.sentry.dev/mcp",
        "headers": {
          "Authorization": "Bearer ${SENTRY_TOKEN}"
        }
      }
    }
    [exit status: 0]
    "#);
}

#[test]
fn secrets_are_shown_on_request() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let shown = sandbox.run(["get", "github", "--show-secrets"]).stdout;
    assert!(shown.contains("ghp_0123456789abcdefghij"));
}

#[test]
fn a_misspelt_name_is_6_with_a_near_one() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["get", "githb", "--json"]), @r#"
    ------- stderr -------
    error: no server `githb`
    hint: did you mean `github`?
    {"error":{"code":"not_found","message":"no server `githb`","hint":"did you mean `github`?","exit":6}}
    [exit status: 6]
    "#);
}
