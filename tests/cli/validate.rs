//! `validate`: all findings in all formats, and the exit code.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

const BAD: &str = r#"{
  "mcpServers": {
    "a": { "url": "https://a.example/mcp" },
    "b": { "type": "stdio", "env": { "KEY": "secret-value-1" } }
  }
}
"#;

#[test]
fn a_good_file_has_no_errors() {
    let sandbox = Sandbox::with_settings("{ \"mcpServers\": {} }");
    assert_snapshot!(sandbox.run(["validate"]), @"
    ------- stderr -------
    ./mcp_settings.json: no findings
    [exit status: 0]
    ");
}

#[test]
fn findings_show_their_place() {
    let sandbox = Sandbox::with_settings(BAD);
    assert_snapshot!(sandbox.run(["validate"]), @r#"
    warning[untyped-url]: server `a` has a URL and no `type`
     --> ./mcp_settings.json:3:12
      |
    3 |     "a": { "url": "https://a.example/mcp" },
      |            ^^^^^
      |
      = help: add "type": "streamable-http"

    error[missing-transport]: server `b` is stdio and needs `command`
     --> ./mcp_settings.json:4:5
      |
    4 |     "b": { "type": "stdio", "env": { "KEY": "**************" } }
      |     ^^^
      |
      = help: a server is a program (`command`) or an endpoint (`url`)

    ------- stderr -------
    ./mcp_settings.json: 1 error, 1 warning
    [exit status: 1]
    "#);
    assert_snapshot!(sandbox.run(["check", "--json"]), @r#"
    {
      "version": 1,
      "diagnostics": [
        {
          "code": "untyped-url",
          "severity": "warning",
          "file": "./mcp_settings.json",
          "line": 3,
          "column": 12,
          "message": "server `a` has a URL and no `type`",
          "help": "add \"type\": \"streamable-http\""
        },
        {
          "code": "missing-transport",
          "severity": "error",
          "file": "./mcp_settings.json",
          "line": 4,
          "column": 5,
          "message": "server `b` is stdio and needs `command`",
          "help": "a server is a program (`command`) or an endpoint (`url`)"
        }
      ]
    }
    [exit status: 1]
    "#);
    assert_snapshot!(sandbox.run(["validate", "--format", "github"]), @r#"
    ::warning file=mcp_settings.json,line=3,col=12,title=untyped-url::server `a` has a URL and no `type`%0Aadd "type": "streamable-http"
    ::error file=mcp_settings.json,line=4,col=5,title=missing-transport::server `b` is stdio and needs `command`%0Aa server is a program (`command`) or an endpoint (`url`)
    [exit status: 1]
    "#);
}

#[test]
fn warnings_count_only_when_strict() {
    let sandbox =
        Sandbox::with_settings(r#"{"mcpServers": {"a": {"url": "https://a.example/mcp"}}}"#);
    assert_eq!(sandbox.run(["validate"]).status, 0);
    assert_eq!(sandbox.run(["validate", "--strict"]).status, 1);
}

#[test]
fn sarif_names_rules_and_regions() {
    let sandbox =
        Sandbox::with_settings(r#"{"mcpServers": {"a": {"url": "https://a.example/mcp"}}}"#);
    let output = sandbox.run(["validate", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    assert_snapshot!(format!("{result:#}"), @r#"
    {
      "ruleId": "untyped-url",
      "level": "warning",
      "message": {
        "text": "server `a` has a URL and no `type`\nadd \"type\": \"streamable-http\""
      },
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "mcp_settings.json"
            },
            "region": {
              "startLine": 1,
              "startColumn": 23,
              "endLine": 1,
              "endColumn": 28
            }
          }
        }
      ]
    }
    "#);
}

#[test]
fn a_file_that_does_not_parse_is_8_and_shows_no_secret() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "broken.json",
        "{\"mcpServers\": {\"x\": {\"env\": {\"A\": \"secret-1\" \"B\": 1}}}}",
    );
    assert_snapshot!(sandbox.run(["validate", "broken.json"]), @r#"
    error[syntax]: expected `,` or `}`, found `"`
     --> broken.json:1:47
      |
    1 | {"mcpServers": {"*": {"env": {"*": "********" "*": *}}}}
      |                                               ^
      |
      = help: a comma is missing before this

    ------- stderr -------
    broken.json: 1 error
    [exit status: 8]
    "#);
    assert_snapshot!(sandbox.run(["validate"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
}

#[test]
fn several_files_and_standard_input_are_checked() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write("bad.json", BAD);
    assert_eq!(sandbox.run(["validate", "mcp_settings.json", "bad.json"]).status, 1);
    assert_snapshot!(sandbox.pipe("[]", ["validate", "-"]), @"
    error[not-an-object]: a settings file is an object
     --> <stdin>:1:1
      |
    1 | []
      | ^^
      |
      = help: it opens with `{` and closes with `}`

    ------- stderr -------
    <stdin>: 1 error
    [exit status: 8]
    ");
}

#[test]
fn missing_programs_and_variables_are_found_unless_only_the_file_is_checked() {
    let sandbox = Sandbox::with_settings(
        r#"{
  "mcpServers": {
    "a": { "command": "no-such-program", "args": ["${FOLDER}"] },
    "b": { "command": "sh", "args": ["$PORT_OF_B", "${HERE}"], "env": { "B": "$B" } },
    "c": { "command": "${ANY}" },
    "d": { "command": "mcphub", "args": ["$OFF"], "enabled": false }
  }
}
"#,
    );
    sandbox.write(".env", "PORT_OF_B=1\nnot a line\nANY=x\n");
    let output = sandbox.run_with(["validate"], |command| {
        command.env("HERE", "");
    });
    assert_snapshot!(output, @r#"
    warning[command-not-found]: there is no program `no-such-program`; server `a` does not start
     --> ./mcp_settings.json:3:23
      |
    3 |     "a": { "command": "no-such-program", "args": ["${FOLDER}"] },
      |                       ^^^^^^^^^^^^^^^^^
      |
      = help: install it, correct the name, or write its whole path

    warning[unset-variable]: variable `FOLDER` is not set; server `a` does not start without it
     --> ./mcp_settings.json:3:51
      |
    3 |     "a": { "command": "no-such-program", "args": ["${FOLDER}"] },
      |                                                   ^^^^^^^^^^^
      |
      = help: `args[0]` needs it: set FOLDER in the environment, or in .env beside the settings

    warning[unset-variable]: variable `B` is not set; server `b` is started without it
     --> ./mcp_settings.json:4:78
      |
    4 |     "b": { "command": "sh", "args": ["$PORT_OF_B", "${HERE}"], "env": { "B": "$B" } },
      |                                                                              ^^^^
      |
      = help: `env.B` needs it: set B in the environment, or in .env beside the settings

    ------- stderr -------
    warning: ./.env:2: the line is not NAME=value, and is skipped
    ./mcp_settings.json: 3 warnings
    [exit status: 0]
    "#);
    assert_eq!(sandbox.run(["validate", "--strict"]).status, 1);
    assert_snapshot!(sandbox.run(["validate", "--strict", "--file-only"]), @"
    ------- stderr -------
    ./mcp_settings.json: no findings
    [exit status: 0]
    ");
}

#[test]
fn all_files_are_reported_whatever_one_of_them_is_like() {
    let sandbox = Sandbox::new();
    sandbox.write("good.json", "{ \"mcpServers\": {} }");
    sandbox.write("twice.json", r#"{"mcpServers": {"a": {"comand": "x"}, "b": {"command": "true"}, "b": {"command": "true"}}}"#);
    std::fs::create_dir(sandbox.path("folder")).unwrap();
    std::fs::write(sandbox.path("latin1.json"), b"{\"a\": \"\xe4\"}").unwrap();
    let words = [
        "validate",
        "none.json",
        "folder",
        "latin1.json",
        "twice.json",
        "good.json",
        "--file-only",
    ];
    assert_snapshot!(sandbox.run(words), @r#"
    error[syntax]: cannot be read: the file does not exist
     --> none.json:1:1
      |
    1 |
      | ^

    error[syntax]: cannot be read: it is a folder, not a file
     --> folder:1:1
      |
    1 |
      | ^

    error[syntax]: the file is not written in UTF-8
     --> latin1.json:1:8
      |
    1 | {"a": "***"}
      |        ^^^

    error[missing-transport]: server `a` needs `command`, `url` or `openapi`
     --> twice.json:1:17
      |
    1 | {"mcpServers": {"*": {"******": "*"}, "*": {"command": "****"}, "*": {"command": "****"}}}
      |                 ^^^
      |
      = help: a server is a program (`command`) or an endpoint (`url`)

    warning[unknown-key]: `comand` is not a key of a server
     --> twice.json:1:23
      |
    1 | {"mcpServers": {"*": {"******": "*"}, "*": {"command": "****"}, "*": {"command": "****"}}}
      |                       ^^^^^^^^
      |
      = help: did you mean `command`?

    error[duplicate-key]: the key `b` is duplicated
     --> twice.json:1:65
      |
    1 | {"mcpServers": {"*": {"******": "*"}, "*": {"command": "****"}, "*": {"command": "****"}}}
      |                                                                 ^^^
      |
      = help: readers disagree on which one counts: keep one, or rename one

    ------- stderr -------
    none.json: 1 error
    folder: 1 error
    latin1.json: 1 error
    twice.json: 2 errors, 1 warning
    good.json: no findings
    [exit status: 8]
    "#);
    let alone = |file| sandbox.run(["validate", file, "--file-only"]).status;
    let files = ["none.json", "folder", "latin1.json", "twice.json", "good.json"];
    assert_eq!(files.map(alone), [8, 8, 8, 8, 0]);
    let output = sandbox.run(["validate", "none.json", "twice.json", "--file-only", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let codes: Vec<_> =
        report["diagnostics"].as_array().unwrap().iter().map(|d| &d["code"]).collect();
    assert_eq!(codes, ["syntax", "missing-transport", "unknown-key", "duplicate-key"]);
}

#[test]
fn a_path_that_resolves_differently_where_the_server_runs_is_reported() {
    let sandbox = Sandbox::with_settings("{\n  \"mcpServers\": {}\n}\n");
    for file in ["sub/server.py", "sub/data/x", "both.py", "sub/both.py", ".git/x"] {
        sandbox.write(file, "");
    }
    let run = |words: &[&str]| {
        sandbox.run_with(words.iter().copied(), |command| {
            command.current_dir(sandbox.path("sub"));
        })
    };
    assert_snapshot!(run(&["add", "s", "--", "sh", "server.py", "--dir=data/x", "both.py"]), @"
    ------- stderr -------
    Added s (stdio) to $SANDBOX/work/mcp_settings.json
    warning: `server.py` exists in the current folder, but not in the folder of the settings file, where server `s` runs; use an absolute path, or set `cwd`
    warning: `data/x` exists in the current folder, but not in the folder of the settings file, where server `s` runs; use an absolute path, or set `cwd`
    [exit status: 0]
    ");
    assert_snapshot!(run(&["validate"]), @r#"
    warning[relative-path]: `server.py` exists in the current folder, but not in the folder of the settings file, where server `s` runs
     --> $SANDBOX/work/mcp_settings.json:6:16
      |
    6 |       "args": ["server.py", "--dir=data/x", "both.py"]
      |                ^^^^^^^^^^^
      |
      = help: use an absolute path, or set `cwd`

    warning[relative-path]: `data/x` exists in the current folder, but not in the folder of the settings file, where server `s` runs
     --> $SANDBOX/work/mcp_settings.json:6:29
      |
    6 |       "args": ["server.py", "--dir=data/x", "both.py"]
      |                             ^^^^^^^^^^^^^^
      |
      = help: use an absolute path, or set `cwd`

    ------- stderr -------
    $SANDBOX/work/mcp_settings.json: 2 warnings
    [exit status: 0]
    "#);
    assert_eq!(run(&["validate", "--strict", "--file-only"]).status, 0);
    let text = r#"{"t": {"command": "sh", "args": ["data/x"]}, "u": {"command": "./data/x"}}"#;
    sandbox.write("sub/mcp.json", text);
    assert_snapshot!(run(&["import", "mcp.json"]), @"
    NAME  RESULT  TYPE   FROM      NOTES
    t     added   stdio  mcp.json
    u     added   stdio  mcp.json
    ------- stderr -------
    Imported into $SANDBOX/work/mcp_settings.json: 2 added
    warning: `data/x` exists in the current folder, but not in the folder of the settings file, where server `t` runs; use an absolute path, or set `cwd`
    [exit status: 0]
    ");
    assert_eq!(run(&["validate", "--strict"]).status, 1);
    let found = run(&["validate"]).stdout;
    assert!(found.contains("there is no program `./data/x`; server `u` does not start"), "{found}");
}
