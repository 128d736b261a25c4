//! `remove`: confirmed by a prompt or a flag; removes all or none.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn without_a_terminal_a_flag_must_confirm() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "--json"]), @r#"
    ------- stderr -------
    error: cannot prompt without a terminal: Remove `time` from ./mcp_settings.json?
    hint: pass `--yes` to confirm
    {"error":{"code":"usage","message":"cannot prompt without a terminal: Remove `time` from ./mcp_settings.json?","hint":"pass `--yes` to confirm","exit":2}}
    [exit status: 2]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn groups_lose_the_server_as_well() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["rm", "sentry", "--yes"]), @"
    ------- stderr -------
    Removed sentry from ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "show", "web"]), @"
    name         web
    id           0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11

    SERVER  TOOLS          PROMPTS  RESOURCES
    github  search_issues  all      all
    [exit status: 0]
    ");
}

#[test]
fn one_missing_name_stops_all_unless_a_flag_is_given() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "sentri", "--yes"]), @"
    ------- stderr -------
    error: no server `sentri`
    hint: did you mean `sentry`?
    [exit status: 6]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["remove", "time", "sentri", "--yes", "--if-exists"]), @"
    ------- stderr -------
    Removed time from ./mcp_settings.json
    Unchanged: there is no sentri in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["remove", "time", "--yes", "--if-exists"]), @"
    ------- stderr -------
    Unchanged: there is no time in ./mcp_settings.json
    [exit status: 0]
    ");
}

#[test]
fn a_dry_run_needs_no_answer() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "--dry-run"]), @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -1,7 +1,6 @@
     {
       // Kept by hand.
       "mcpServers": {
    -    "time": { "type": "stdio", "command": "uvx", "args": ["mcp-server-time"] },
         "github": {
           "type": "stdio",
           "command": "docker",
    ------- stderr -------
    Dry run: nothing was written to ./mcp_settings.json
    [exit status: 0]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn a_name_that_is_given_twice_counts_once() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "time", "--yes"]), @"
    ------- stderr -------
    Removed time from ./mcp_settings.json
    [exit status: 0]
    ");
}
