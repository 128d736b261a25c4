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
    hint: use a client's name or one of `mcpservers`, `vscode`, `zed`, `opencode`, `codex`, `goose`, `docker`, `batch`, `registry` and `bare`
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
    note: `--secrets store` moves secrets to the store of `mcphub secret`, and `--secrets env` to variables
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
    note: `--secrets store` moves secrets to the store of `mcphub secret`, and `--secrets env` to variables
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
fn yaml_and_xml_are_read_and_broken_ones_are_named() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("goose.yaml", "extensions:\n  fetch:\n    cmd: uvx\n");
    sandbox.write("broken.yaml", "extensions:\n  fetch:\n    cmd: [sk-0123456789\n");
    sandbox.write("mcp.xml", "<application>\n  <component name=\"Other\"/>\n</application>\n");
    let broken = sandbox.run(["import", "broken.yaml"]);
    assert_eq!(broken.status, 8, "{broken}");
    assert!(!broken.to_string().contains("0123456789"), "{broken}");
    assert_snapshot!(sandbox.run(["import", "mcp.xml"]), @"
    ------- stderr -------
    error: cannot read servers from mcp.xml
    caused by: syntax error
    error[syntax]: it has no component with the MCP servers of a JetBrains IDE
     --> mcp.xml:1:1
      |
    1 | *************
      | ^
    [exit status: 8]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["import", "goose.yaml"]), @"
    NAME   RESULT  TYPE   FROM        NOTES
    fetch  added   stdio  goose.yaml
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 added
    [exit status: 0]
    ");
}

#[test]
fn servers_are_selected_and_prefixed() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {"a-1": {"command": "a"}, "a-2": {"command": "b"}, "b": {"command": "c"}}}"#;
    sandbox.write("mcp.json", text);
    let run = |line: &str| sandbox.run(["import", "mcp.json"].into_iter().chain(line.split(' ')));
    assert_snapshot!(run("--select c*"), @"
    ------- stderr -------
    error: no server matches `--select c*`
    [exit status: 6]
    ");
    assert_snapshot!(run("--prefix !"), @"
    ------- stderr -------
    error: `!` cannot name a server: a name cannot contain `!`; use letters, digits and `. _ - /`
    hint: use `server` instead
    [exit status: 2]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(run("--select a-* --select b --exclude *2 --prefix my- --rename b=bee"), @"
    NAME    RESULT   TYPE   FROM      NOTES
    my-a-1  renamed  stdio  mcp.json  was `a-1`
    bee     renamed  stdio  mcp.json  was `b`
    ------- stderr -------
    Imported into ./mcp_settings.json: 2 renamed
    [exit status: 0]
    ");
}

#[test]
fn a_client_is_imported_by_its_name_and_a_folder_with_all_its_clients() {
    let sandbox = Sandbox::with_settings("{}\n");
    assert_snapshot!(sandbox.run(["import", "cursor"]), @"
    ------- stderr -------
    error: found no file of Cursor
    hint: looked for $SANDBOX/home/.cursor/mcp.json, ./.cursor/mcp.json
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["import", "cursr"]), @"
    ------- stderr -------
    error: cannot read cursr
    caused by: No such file or directory (os error 2)
    hint: did you mean `cursor`?
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["import", "--all-clients"]), @"
    ------- stderr -------
    note: found no files of clients
    Imported into ./mcp_settings.json: nothing
    [exit status: 0]
    ");
    sandbox.write("../home/.cursor/mcp.json", r#"{"mcpServers": {"mine": {"command": "a"}}}"#);
    sandbox.write(".cursor/mcp.json", r#"{"mcpServers": {"ours": {"command": "b"}}}"#);
    // The user's file and that of this folder.
    let both = sandbox.run(["import", "cursor"]);
    assert!(both.stderr.contains("2 added"), "{both}");
    sandbox.write(".vscode/mcp.json", "");
    sandbox.write(".gemini/settings.json", r#"{"ui": {}}"#);
    sandbox.write(".continue/mcpServers/one.yaml", "mcpServers:\n  - name: one\n    command: c\n");
    sandbox.write(".roo/mcp.json", "{");
    assert_snapshot!(sandbox.run(["import", "."]), @"
    NAME  RESULT     TYPE   FROM                             NOTES
    ours  unchanged  stdio  ./.cursor/mcp.json
    one   added      stdio  ./.continue/mcpServers/one.yaml
          failed            ./.roo/mcp.json                  cannot read servers from ./.roo/mcp.json: syntax error
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 added, 1 unchanged, 1 failed
    [exit status: 9]
    ");
    assert_eq!(sandbox.run(["import", "../home"]).status, 0);
}

#[test]
fn servers_of_projects_are_imported_on_request() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"numStartups": 1, "projects": {
        "/p": {"mcpServers": {"db": {"command": "a"}, "web": {"type": "http", "url": "https://a/mcp"}},
            "disabledMcpServers": ["web"]},
        "/empty": {"mcpServers": {}}
    }}"#;
    sandbox.write("claude.json", text);
    assert_snapshot!(sandbox.run(["import", "claude.json"]), @"
    ------- stderr -------
    note: claude.json: 2 servers of single projects; `--projects` imports them too
    Imported into ./mcp_settings.json: nothing
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["import", "claude.json", "--projects"]), @"
    NAME  RESULT  TYPE             FROM             NOTES
    db    added   stdio            claude.json, /p
    web   added   streamable-http  claude.json, /p  is disabled: listed in `disabledMcpServers`
    ------- stderr -------
    Imported into ./mcp_settings.json: 2 added
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "db": {
          "type": "stdio",
          "command": "a",
          "cwd": "/p"
        },
        "web": {
          "type": "streamable-http",
          "url": "https://a/mcp",
          "enabled": false
        }
      }
    }
    "#);
}

#[test]
fn nothing_is_imported_if_that_was_asked_for_and_a_server_fails() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("mcp.json", r#"{"mcpServers": {"a": {"command": "a"}, "bad": {}}}"#);
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--all-or-nothing"]), @"
    NAME  RESULT   TYPE   FROM      NOTES
    a     skipped  stdio  mcp.json  another server failed
    bad   failed          mcp.json  has neither `command` nor `url`
    ------- stderr -------
    Imported into ./mcp_settings.json: 1 skipped, 1 failed
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
    let line = ["import", "mcp.json", "--all-or-nothing", "--keep-going"];
    assert_eq!(sandbox.run(line).status, 9);
    assert!(sandbox.settings().contains("\"a\""));
}

#[test]
fn secrets_go_to_the_store_on_request() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {"a": {"command": "a", "env": {"API_KEY": "sk-proj-0123456789abcdefghijkl"}}}}"#;
    sandbox.write("mcp.json", text);
    let import = ["import", "mcp.json", "--secrets", "store"];
    let tried = sandbox.run(import.into_iter().chain(["--dry-run"]));
    assert_eq!(
        (tried.status, sandbox.run(["secret", "get", "API_KEY", "--reveal"]).status),
        (0, 6)
    );
    assert_snapshot!(sandbox.run(import), @"
    NAME  RESULT  TYPE   FROM      NOTES
    a     added   stdio  mcp.json
    ------- stderr -------
    note: 1 secret in the store: API_KEY
    Imported into ./mcp_settings.json: 1 added
    [exit status: 0]
    ");
    assert!(sandbox.settings().contains(r#""API_KEY": "${secret:API_KEY}""#));
    let revealed = sandbox.run(["secret", "get", "API_KEY", "--reveal"]);
    assert_eq!(revealed.stdout.trim_end(), "sk-proj-0123456789abcdefghijkl");
    let again = sandbox.run(import);
    assert!(again.stdout.contains("unchanged"), "{again}");
}

#[test]
fn secrets_become_references_on_request() {
    let sandbox = Sandbox::with_settings("{}\n");
    let text = r#"{"mcpServers": {
        "a": {"command": "a", "env": {"API_KEY": "sk-proj-0123456789abcdefghijkl", "LEVEL": "info"}},
        "b": {"url": "https://b.example/mcp", "headers": {"Authorization": "Bearer ghp_0123456789abcdefghij"}}
    }}"#;
    sandbox.write("mcp.json", text);
    let kept = sandbox.run(["--config", "kept.json", "import", "mcp.json"]);
    assert_snapshot!(kept, @"
    NAME  RESULT  TYPE             FROM      NOTES
    a     added   stdio            mcp.json  a plain-text secret: `env.API_KEY`
    b     added   streamable-http  mcp.json  a plain-text secret: `headers.Authorization`
    ------- stderr -------
    Imported into ./kept.json: 2 added
    note: `--secrets store` moves secrets to the store of `mcphub secret`, and `--secrets env` to variables
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["import", "mcp.json", "--secrets", "env"]), @"
    NAME  RESULT  TYPE             FROM      NOTES
    a     added   stdio            mcp.json
    b     added   streamable-http  mcp.json
    ------- stderr -------
    note: set API_KEY: it was in `env.API_KEY` of a
    note: set AUTHORIZATION: it was in `headers.Authorization` of b
    Imported into ./mcp_settings.json: 2 added
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "a": {
          "type": "stdio",
          "command": "a",
          "env": {
            "API_KEY": "${API_KEY}",
            "LEVEL": "info"
          }
        },
        "b": {
          "url": "https://b.example/mcp",
          "headers": {
            "Authorization": "${AUTHORIZATION}"
          }
        }
      }
    }
    "#);
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
