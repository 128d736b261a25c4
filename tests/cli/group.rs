//! `group`: named subsets, edited by verbs.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::{Output, Sandbox};

/// Removes the random id from the output.
fn without_id(mut output: Output) -> Output {
    let is_id = |line: &str| line.trim_start().trim_start_matches(['+', ' ']).starts_with("\"id\"");
    let kept: Vec<_> = output.stdout.lines().filter(|line| !is_id(line)).collect();
    output.stdout = kept.iter().map(|line| format!("{line}\n")).collect::<Vec<_>>().concat();
    output
}

#[test]
fn a_group_is_created_with_members_and_selectors() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "create", "work", "time", "--description", "For work"]), @"
    ------- stderr -------
    Created group work in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "add", "work", "github", "--tools", "a,b"]), @"
    ------- stderr -------
    Added github to group work in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "list"]), @"
    NAME  SERVERS                  DESCRIPTION
    web   sentry, github (1 tool)
    work  time, github (2 tools)   For work
    [exit status: 0]
    ");
    assert_snapshot!(without_id(sandbox.run(["group", "show", "work", "--json"])), @r#"
    {
      "version": 1,
      "group": {
        "name": "work",
        "description": "For work",
        "servers": [
          "time",
          {
            "name": "github",
            "tools": [
              "a",
              "b"
            ]
          }
        ]
      }
    }
    [exit status: 0]
    "#);
    let id = sandbox.settings();
    let id = id.split("\"id\": \"").nth(2).unwrap().split('"').next().unwrap();
    assert_eq!(sandbox.run(["group", "show", id]).status, 0);
    assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'));
}

#[test]
fn members_are_added_and_removed() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "show", "web"]), @"
    name         web
    id           0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11

    SERVER  TOOLS          PROMPTS  RESOURCES
    sentry  all            all      all
    github  search_issues  all      all
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "add", "web", "sentry"]), @"
    ------- stderr -------
    Unchanged: sentry in ./mcp_settings.json
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["group", "remove", "web", "sentry"]), @"
    ------- stderr -------
    Removed sentry from group web in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "remove", "web", "sentry"]), @"
    ------- stderr -------
    error: no member `sentry`
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["group", "add", "web", "github", "--tools", "all"]), @"
    ------- stderr -------
    Added github to group web in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "list"]), @"
    NAME  SERVERS  DESCRIPTION
    web   github
    [exit status: 0]
    ");
}

#[test]
fn a_group_is_renamed_and_deleted() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "set", "web", "--name", "net", "--description", "All"]), @"
    ------- stderr -------
    Changed group web in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "delete", "net"]), @"
    ------- stderr -------
    error: cannot prompt without a terminal: Delete `net` from ./mcp_settings.json?
    hint: pass `--yes` to confirm
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["group", "delete", "net", "--yes"]), @"
    ------- stderr -------
    Deleted group net in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "delete", "net", "--yes", "--if-exists"]), @"
    ------- stderr -------
    Unchanged: net in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["group", "list"]), @"
    ------- stderr -------
    No groups in ./mcp_settings.json
    [exit status: 0]
    ");
}

#[test]
fn unknown_names_are_6_and_taken_ones_7() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "show", "wbe"]), @"
    ------- stderr -------
    error: no group `wbe`
    hint: did you mean `web`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["group", "add", "web", "tim"]), @"
    ------- stderr -------
    error: no server `tim`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["group", "create", "web"]), @"
    ------- stderr -------
    error: group `web` already exists with different content
    [exit status: 7]
    ");
    sandbox.assert_settings_untouched();
}
