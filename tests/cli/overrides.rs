//! `tool`, `prompt`, `resource`: overrides in the file, without a server.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn verbs_edit_the_overrides() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "describe", "time", "now", "What time it is"]), @"
    ------- stderr -------
    Described now in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "disable", "time", "now", "convert"]), @"
    ------- stderr -------
    Disabled now in ./mcp_settings.json
    Disabled convert in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "list", "time"]), @"
    NAME     STATE     DESCRIPTION
    now      disabled  What time it is
    convert  disabled
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "reset", "time", "now"]), @"
    ------- stderr -------
    Reset now in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "toggle", "time", "now"]), @"
    ------- stderr -------
    Enabled now in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "list", "time", "--json"]), @r#"
    {
      "version": 1,
      "server": "time",
      "tools": [
        {
          "name": "now",
          "enabled": true,
          "description": null
        },
        {
          "name": "convert",
          "enabled": false,
          "description": null
        }
      ]
    }
    [exit status: 0]
    "#);
}

#[test]
fn the_same_again_is_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "disable", "github", "delete_file"]), @"
    ------- stderr -------
    Unchanged: delete_file is disabled in ./mcp_settings.json
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
}

#[test]
fn prompts_and_resources_have_the_same_verbs() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["prompt", "disable", "time", "daily"]), @"
    ------- stderr -------
    Disabled daily in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.pipe("All zones\n", ["resource", "describe", "time", "time://zones", "-"]), @"
    ------- stderr -------
    Described time://zones in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["resource", "list", "time"]), @"
    NAME          STATE    DESCRIPTION
    time://zones  enabled  All zones
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["prompt", "list", "github"]), @"
    ------- stderr -------
    ./mcp_settings.json overrides no prompts of github
    [exit status: 0]
    ");
}

#[test]
fn an_unknown_server_is_6() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "list", "tiem"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_eq!(sandbox.run(["tool", "enable", "tiem", "x"]).status, 6);
    sandbox.assert_settings_untouched();
}

#[test]
fn commas_separate_tool_names_but_not_uris() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "disable", "time", "a,b", "c, d,"]), @"
    ------- stderr -------
    Disabled a in ./mcp_settings.json
    Disabled b in ./mcp_settings.json
    Disabled c in ./mcp_settings.json
    Disabled d in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["tool", "list", "time"]), @"
    NAME  STATE     DESCRIPTION
    a     disabled
    b     disabled
    c     disabled
    d     disabled
    [exit status: 0]
    ");
    assert_eq!(sandbox.run(["tool", "enable", "time", "a,b"]).status, 0);
    assert_snapshot!(sandbox.run(["resource", "disable", "time", "time://a,b"]), @"
    ------- stderr -------
    Disabled time://a,b in ./mcp_settings.json
    [exit status: 0]
    ");
}
