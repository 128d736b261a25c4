//! `import`: one row per server; a failure does not stop the others.

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
    assert_snapshot!(sandbox.run(["import", ".cursor/mcp.json"]), @"
    NAME    RESULT     TYPE             FROM              NOTES
    new     added      stdio            .cursor/mcp.json  `cmd /c` was removed
    time    unchanged  stdio            .cursor/mcp.json
    github  failed     streamable-http  .cursor/mcp.json  another server has this name; they differ in `url`, `type`, `command`, `args`, `env`, `tools`; `autoApprove` was omitted
    broken  failed                      .cursor/mcp.json  has neither `command` nor `url`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 added, 1 unchanged, 2 failed
    note: `--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name conflicts
    [exit status: 9]
    ");
    assert_snapshot!(sandbox.run(["get", "new"]), @"
    name     new
    type     stdio
    enabled  yes
    command  npx -y new
    env.KEY  ${KEY}
    [exit status: 0]
    ");
}

#[test]
fn a_second_import_changes_nothing() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("mcp.json", CURSOR);
    sandbox.run(["import", "mcp.json"]);
    let once = sandbox.settings();
    assert_snapshot!(sandbox.run(["import", "mcp.json"]), @"
    NAME    RESULT     TYPE             FROM      NOTES
    new     unchanged  stdio            mcp.json  `cmd /c` was removed
    time    unchanged  stdio            mcp.json
    github  unchanged  streamable-http  mcp.json  `autoApprove` was omitted
    broken  failed                      mcp.json  has neither `command` nor `url`
    ------- stderr -------
    Imported into ./mcp_settings.json: 3 unchanged, 1 failed
    [exit status: 9]
    ");
    assert_eq!(sandbox.settings(), once);
}

#[test]
fn a_taken_name_is_skipped_replaced_or_renamed_on_request() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write("mcp.json", r#"{"time": {"command": "other"}}"#);
    assert_snapshot!(sandbox.run(["import", "mcp.json"]), @"
    NAME  RESULT  TYPE   FROM      NOTES
    time  failed  stdio  mcp.json  another server has this name; they differ in `command`, `args`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 failed
    note: `--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name conflicts
    [exit status: 1]
    ");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "skip"]), @"
    NAME  RESULT   TYPE   FROM      NOTES
    time  skipped  stdio  mcp.json  another server has this name; they differ in `command`, `args`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 skipped
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "rename"]), @"
    NAME    RESULT   TYPE   FROM      NOTES
    time-2  renamed  stdio  mcp.json  was `time`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 renamed
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "rename"]), @"
    NAME    RESULT     TYPE   FROM      NOTES
    time-2  unchanged  stdio  mcp.json  was `time`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 unchanged
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--on-conflict", "replace"]), @"
    NAME  RESULT    TYPE   FROM      NOTES
    time  replaced  stdio  mcp.json  has the same target as `time-2`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 replaced
    [exit status: 0]
    ");
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
    assert_snapshot!(sandbox.run(["import", "bad.json"]), @r#"
    ------- stderr -------
    error: cannot read servers from bad.json
    caused by: syntax error
    error[syntax]: Unexpected close brace
     --> bad.json:3:10
      |
    3 |     "*": }
      |          ^
    [exit status: 8]
    "#);
    assert_snapshot!(sandbox.run(["import", "odd.json"]), @"
    ------- stderr -------
    error: cannot read servers from odd.json
    caused by: no servers found
    hint: expected `mcpServers`, `servers` or a similar key instead of `colour`
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["import", "none.json"]), @"
    ------- stderr -------
    error: cannot read none.json
    caused by: No such file or directory (os error 2)
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["import", "good.json", "--from", "codec"]), @"
    ------- stderr -------
    error: unknown format `codec`
    hint: use a client's name or one of `mcpservers`, `vscode`, `zed`, `opencode`, `codex`, `batch`, `registry` and `bare`
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["import", "bad.json", "good.json"]), @"
    NAME  RESULT  TYPE   FROM       NOTES
    x     added   stdio  good.json
          failed         bad.json   cannot read servers from bad.json: syntax error
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 added, 1 failed
    [exit status: 9]
    ");
}

#[test]
fn standard_input_and_json_go_together() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {"x": {"httpUrl": "https://a"}}, "groups": [{"name": "g"}]}"#;
    assert_snapshot!(sandbox.pipe(text, ["import", "-", "--json", "--dry-run"]), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/work/mcp_settings.json",
      "dryRun": true,
      "changed": true,
      "results": [
        {
          "name": "x",
          "action": "added",
          "type": "streamable-http",
          "from": "standard input",
          "why": null,
          "notes": []
        }
      ],
      "diff": "--- ./mcp_settings.json\n+++ ./mcp_settings.json\n@@ -1 +1,8 @@\n-{}\n+{\n+  \"mcpServers\": {\n+    \"x\": {\n+      \"type\": \"streamable-http\",\n+      \"url\": \"https://a\"\n+    }\n+  }\n+}\n"
    }
    ------- stderr -------
    note: standard input: groups (`groups`) were not imported
    [exit status: 0]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn everything_can_be_imported_disabled() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("mcp.json", r#"{"x": {"command": "c"}}"#);
    assert_eq!(sandbox.run(["import", "mcp.json", "--disabled"]).status, 0);
    assert!(sandbox.settings().contains("\"enabled\": false"));
}

#[test]
fn a_limit_that_cannot_be_carried_keeps_the_server_off_and_is_exit_9() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write(
        "mcp.json",
        r#"{
          "mcp": { "excluded": ["out"] },
          "mcpServers": {
            "few": { "command": "a", "includeTools": ["read", "list_*"] },
            "none": { "command": "b", "tools": [] },
            "all": { "command": "c", "tools": ["*"] },
            "block": { "command": "d", "options": { "toolFilter": { "mode": "block", "list": ["rm"] } } },
            "lost": { "command": "e", "tools": ["/^read/"] },
            "idle": { "command": "f", "isActive": false },
            "out": { "command": "g" }
          }
        }"#,
    );
    assert_snapshot!(sandbox.run(["import", "mcp.json"]), @"
    NAME   RESULT  TYPE   FROM      NOTES
    few    added   stdio  mcp.json
    none   added   stdio  mcp.json
    all    added   stdio  mcp.json
    block  added   stdio  mcp.json
    lost   added   stdio  mcp.json  is disabled: `tools` cannot be converted: it is not a list of names and patterns with `*`
    idle   added   stdio  mcp.json
    out    added   stdio  mcp.json  is disabled: listed in `mcp.excluded`
    ------- stderr -------
    Imported into ./mcp_settings.json: 7 added
    [exit status: 9]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "few": {
          "type": "stdio",
          "command": "a",
          "allowedTools": ["read", "list_*"]
        },
        "none": {
          "type": "stdio",
          "command": "b",
          "allowedTools": []
        },
        "all": {
          "type": "stdio",
          "command": "c"
        },
        "block": {
          "type": "stdio",
          "command": "d",
          "tools": {
            "rm": {
              "enabled": false
            }
          }
        },
        "lost": {
          "type": "stdio",
          "command": "e",
          "enabled": false
        },
        "idle": {
          "type": "stdio",
          "command": "f",
          "enabled": false
        },
        "out": {
          "type": "stdio",
          "command": "g",
          "enabled": false
        }
      }
    }
    "#);
}

#[test]
fn the_hub_itself_is_not_imported() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {
        "hub": {"command": "mcphub", "args": ["serve", "--stdio"]},
        "shared": {"type": "http", "url": "http://127.0.0.1:3000/mcp"},
        "bridge": {"command": "/usr/bin/mcphub", "args": ["connect"]},
        "demo": {"command": "mcphub", "args": ["demo"]}
    }}"#;
    assert_snapshot!(sandbox.pipe(text, ["import", "-"]), @"
    NAME    RESULT   TYPE   FROM            NOTES
    hub     skipped         standard input  this is mcphub itself
    shared  skipped         standard input  this is mcphub itself
    bridge  skipped         standard input  this is mcphub itself
    demo    added    stdio  standard input
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 added, 3 skipped
    [exit status: 0]
    ");
}

#[test]
fn names_that_cannot_be_typed_get_a_plain_form_and_secrets_are_pointed_out() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {
        "My Server": {"command": "a", "env": {"GITHUB_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345"}},
        "my server": {"command": "b"},
        "日本": {"url": "${BASE_URL:-http://127.0.0.1:9}/mcp", "env": {"X": null}},
        "my-server": {"command": "c"}
    }}"#;
    assert_snapshot!(sandbox.pipe(text, ["import", "-"]), @"
    NAME       RESULT   TYPE             FROM            NOTES
    My-Server  renamed  stdio            standard input  was `My Server`; a plain-text secret: `env.GITHUB_TOKEN`
    my-server  renamed  stdio            standard input  was `my server`
    server     renamed  streamable-http  standard input  was `日本`; `env.X` is null and counts as unset
    my-server  failed   stdio            standard input  another server has this name; they differ in `command`
    ------- stderr -------
    Imported into ./mcp_settings.json: 3 renamed, 1 failed
    note: `--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name conflicts
    [exit status: 9]
    ");
    assert_snapshot!(sandbox.pipe(text, ["import", "-"]), @"
    NAME       RESULT     TYPE             FROM            NOTES
    My-Server  unchanged  stdio            standard input  was `My Server`; a plain-text secret: `env.GITHUB_TOKEN`
    my-server  unchanged  stdio            standard input  was `my server`
    server     unchanged  streamable-http  standard input  was `日本`; `env.X` is null and counts as unset
    my-server  failed     stdio            standard input  another server has this name; they differ in `command`
    ------- stderr -------
    Imported into ./mcp_settings.json: 3 unchanged, 1 failed
    note: `--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name conflicts
    [exit status: 9]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "My-Server": {
          "type": "stdio",
          "command": "a",
          "env": {
            "GITHUB_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345"
          }
        },
        "my-server": {
          "type": "stdio",
          "command": "b"
        },
        "server": {
          "url": "${BASE_URL:-http://127.0.0.1:9}/mcp"
        }
      }
    }
    "#);
    assert_snapshot!(sandbox.run(["rename", "My-Server", "my server"]), @"
    ------- stderr -------
    error: `my server` cannot name a server: a name cannot contain ` `; use letters, digits and `. _ - /`
    hint: use `my-server` instead
    [exit status: 1]
    ");
}

#[test]
fn notations_that_are_not_read_are_named() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("goose.yaml", "extensions:\n  fetch:\n    cmd: uvx\n");
    sandbox.write("mcp.xml", "<application>\n  <component name=\"McpServers\"/>\n</application>\n");
    assert_snapshot!(sandbox.run(["import", "goose.yaml"]), @"
    ------- stderr -------
    error: cannot read servers from goose.yaml
    caused by: it looks like YAML (Goose?): not read yet
    hint: convert the servers to JSON, for example with another client
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["import", "mcp.xml"]), @"
    ------- stderr -------
    error: cannot read servers from mcp.xml
    caused by: it looks like XML (JetBrains?): not read yet
    hint: convert the servers to JSON, for example with another client
    [exit status: 8]
    ");
}

#[test]
fn rename_changes_the_name_of_a_server() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write(
        "mcp.json",
        r#"{"mcpServers": {
            "GitHub MCP Server": {"command": "a"}, "a=b": {"command": "b"}, "c": {"command": "c"},
            "time": {"command": "d"}, "bad": {}
        }}"#,
    );
    let rename = |words: &[&str]| {
        let renames = words.iter().flat_map(|word| ["--rename", *word]);
        sandbox.run(["import", "mcp.json"].into_iter().chain(renames))
    };
    assert_snapshot!(rename(&["GitHub=github"]), @"
    ------- stderr -------
    error: the files contain no server `GitHub` to rename
    hint: did you mean `GitHub MCP Server`?
    [exit status: 6]
    ");
    assert_snapshot!(rename(&["tim=watch"]), @"
    ------- stderr -------
    error: the files contain no server `tim` to rename
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(rename(&["c=my server"]), @"
    ------- stderr -------
    error: `my server` cannot name a server: a name cannot contain ` `; use letters, digits and `. _ - /`
    hint: use `my-server` instead
    [exit status: 2]
    ");
    assert_snapshot!(rename(&["c"]), @"
    ------- stderr -------
    error: `--rename c` is not OLD=NEW
    [exit status: 2]
    ");
    assert_snapshot!(rename(&["c=d", "c=e"]), @"
    ------- stderr -------
    error: `--rename` has two new names for `c`
    [exit status: 2]
    ");
    sandbox.assert_settings_untouched();
    let all = ["GitHub MCP Server=github", "a=b=ab", "c=time", "time=c", "bad=good"];
    assert_snapshot!(rename(&all), @"
    NAME    RESULT   TYPE   FROM      NOTES
    github  renamed  stdio  mcp.json  was `GitHub MCP Server`
    ab      renamed  stdio  mcp.json  was `a=b`
    time    renamed  stdio  mcp.json  was `c`
    c       renamed  stdio  mcp.json  was `time`
    good    failed          mcp.json  has neither `command` nor `url`
    ------- stderr -------
    Imported into ./mcp_settings.json: 4 renamed, 1 failed
    [exit status: 9]
    ");
    let once = sandbox.settings();
    assert_snapshot!(rename(&all), @"
    NAME    RESULT     TYPE   FROM      NOTES
    github  unchanged  stdio  mcp.json  was `GitHub MCP Server`
    ab      unchanged  stdio  mcp.json  was `a=b`
    time    unchanged  stdio  mcp.json  was `c`
    c       unchanged  stdio  mcp.json  was `time`
    good    failed            mcp.json  has neither `command` nor `url`
    ------- stderr -------
    Imported into ./mcp_settings.json: 4 unchanged, 1 failed
    [exit status: 9]
    ");
    assert_eq!(sandbox.settings(), once);
}

#[test]
fn a_restriction_under_an_unknown_key_disables_the_server() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {
        "list": {"command": "a", "toolsDenylist": ["rm"]},
        "deny": {"command": "b", "denyTools": ["rm"], "is_active": 1},
        "off": {"command": "c", "Disabled": "TRUE"},
        "api": {"type": "url", "url": "https://a/mcp", "authorization_token": "${env:T}",
                "tool_configuration": {"enabled": true, "allowed_tools": ["read"]}},
        "line": {"command": "npx -y pkg"},
        "folder": {"command": "d", "cwd": 5},
        "late": {"command": "e", "timeout": "soon"}
    }}"#;
    assert_snapshot!(sandbox.pipe(text, ["import", "-"]), @"
    NAME    RESULT  TYPE             FROM            NOTES
    list    added   stdio            standard input  is disabled: `toolsDenylist` seems to restrict tools, but is not supported
    deny    added   stdio            standard input
    off     added   stdio            standard input
    api     added   streamable-http  standard input
    line    added   stdio            standard input  `command` of server `line` is a command line, not a program
    folder  failed                   standard input  `cwd` is not a string
    late    added   stdio            standard input  `timeout` was omitted: it is not a duration
    ------- stderr -------
    Imported into ./mcp_settings.json: 6 added, 1 failed
    [exit status: 9]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "list": {
          "type": "stdio",
          "command": "a",
          "enabled": false
        },
        "deny": {
          "type": "stdio",
          "command": "b",
          "tools": {
            "rm": {
              "enabled": false
            }
          }
        },
        "off": {
          "type": "stdio",
          "command": "c",
          "enabled": false
        },
        "api": {
          "url": "https://a/mcp",
          "headers": {
            "Authorization": "Bearer ${T}"
          },
          "allowedTools": ["read"]
        },
        "line": {
          "type": "stdio",
          "command": "npx -y pkg"
        },
        "late": {
          "type": "stdio",
          "command": "e"
        }
      }
    }
    "#);
}
