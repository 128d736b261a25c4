//! `config path` and `edit`: the settings file in use, and safe editing.

use insta::assert_snapshot;

use crate::support::sandbox::{Output, Sandbox};

const TEXT: &str = "{ \"mcpServers\": {} }\n";

#[test]
fn path_shows_the_file_in_use_and_the_reason() {
    let sandbox = Sandbox::with_settings(TEXT);
    assert_snapshot!(sandbox.run(["config", "path"]), @"
    $SANDBOX/work/mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["config", "path", "--global"]), @"
    $SANDBOX/home/.config/mcphub/mcp_settings.json
    ------- stderr -------
    note: the file does not exist yet; `mcphub init` creates one in this folder
    [exit status: 0]
    ");
    let output = sandbox.run_with(["config", "path", "--all"], |command| {
        command.env("MCPHUB_SETTINGS", "other.json");
    });
    // The column width depends on the location of the sandbox.
    let lines = output.stdout.lines();
    let lines = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n");
    assert_snapshot!(lines.collect::<String>(), @"
    FILE WHY STATE
    $SANDBOX/work/other.json from MCPHUB_SETTINGS in use, missing
    $SANDBOX/work/mcp_settings.json this folder's there
    $SANDBOX/home/.config/mcphub/mcp_settings.json the user's not there
    ");
    assert_snapshot!(sandbox.run(["config", "path", "--all", "--json"]), @r#"
    {
      "version": 1,
      "path": "$SANDBOX/work/mcp_settings.json",
      "why": "the project's",
      "exists": true,
      "places": [
        {
          "path": "$SANDBOX/work/mcp_settings.json",
          "why": "this folder's",
          "exists": true,
          "used": true
        },
        {
          "path": "$SANDBOX/home/.config/mcphub/mcp_settings.json",
          "why": "the user's",
          "exists": false,
          "used": false
        }
      ]
    }
    [exit status: 0]
    "#);
}

#[test]
fn list_names_a_file_that_is_not_in_this_folder() {
    let sandbox = Sandbox::with_settings(r#"{"mcpServers": {"time": {"command": "uvx"}}}"#);
    std::fs::create_dir_all(sandbox.path(".git")).unwrap();
    std::fs::create_dir_all(sandbox.path("inner")).unwrap();
    assert_eq!(sandbox.run(["list"]).stderr, "");
    let inner = sandbox.path("inner");
    assert_snapshot!(sandbox.run_with(["list"], |command| {
        command.current_dir(inner);
    }), @"
    NAME  TYPE   STATE    TARGET
    time  stdio  enabled  uvx
    ------- stderr -------
    note: these are the servers of $SANDBOX/work/mcp_settings.json (the project's)
    [exit status: 0]
    ");
}

/// Runs `edit` with a script as the editor; it receives the copy as `$1`.
fn edit(sandbox: &Sandbox, script: &str) -> Output {
    let editor = format!("sh -c {script:?} sh");
    let mut output = sandbox.run_with(["edit"], |command| {
        command.env("EDITOR", &editor).env("TMPDIR", sandbox.path(""));
    });
    // The name of the copy is random.
    for entry in std::fs::read_dir(sandbox.path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.starts_with("mcp_settings-") {
            output.stderr = output.stderr.replace(&name, "[copy]");
        }
    }
    output.stderr = output.stderr.replace(&editor, "[editor]");
    output
}

/// Returns the copies that were kept.
fn kept(sandbox: &Sandbox) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.path("")).unwrap().map(|entry| entry.unwrap().path());
    let copies = entries
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("mcp_settings-"));
    copies.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn a_valid_edit_replaces_the_file() {
    let sandbox = Sandbox::with_settings(TEXT);
    assert_snapshot!(edit(&sandbox, "true"), @"
    ------- stderr -------
    Unchanged: ./mcp_settings.json
    [exit status: 0]
    ");
    let good = r#"{"mcpServers": {"time": {"command": "uvx"}}}"#;
    sandbox.write("good.json", good);
    assert_snapshot!(edit(&sandbox, "cp good.json $1"), @"
    ------- stderr -------
    Edited ./mcp_settings.json
    [exit status: 0]
    ");
    assert_eq!((sandbox.settings().as_str(), kept(&sandbox).len()), (good, 0));
    // Users often need the editor to repair a broken file.
    sandbox.write("mcp_settings.json", "{ broken");
    assert_eq!(edit(&sandbox, "cp good.json $1").status, 0);
    assert_eq!(sandbox.settings(), good);
}

#[test]
fn an_invalid_edit_is_kept_and_the_file_stays() {
    let sandbox = Sandbox::with_settings(TEXT);
    assert_snapshot!(edit(&sandbox, "echo { > $1"), @"
    ------- stderr -------
    error: ./mcp_settings.json was not changed: the edit has errors
    error[syntax]: this object is not closed
     --> the edit:1:1
      |
    1 | {
      | ^
      |
      = help: close it with `}`
    hint: your edit is kept in $SANDBOX/work/[copy]
    [exit status: 8]
    ");
    assert_eq!(kept(&sandbox), ["{\n"]);
    sandbox.assert_settings_untouched();

    let sandbox = Sandbox::with_settings(TEXT);
    let bad = r#"{"mcpServers": {"time": {"command": 1}}}"#;
    sandbox.write("bad.json", bad);
    assert_eq!(edit(&sandbox, "cp bad.json $1").status, 8);
    assert_eq!(edit(&sandbox, "cp bad.json $1; exit 3").status, 1);
    assert_eq!(kept(&sandbox), [bad, bad]);
    sandbox.assert_settings_untouched();

    let sandbox = Sandbox::with_settings(TEXT);
    let other = "{ \"mcpServers\": {}, \"groups\": [] }";
    sandbox.write("other.json", other);
    assert_snapshot!(edit(&sandbox, "cp other.json mcp_settings.json; echo {} > $1"), @"
    ------- stderr -------
    error: ./mcp_settings.json was changed while you edited it
    hint: your edit is kept in $SANDBOX/work/[copy]
    [exit status: 7]
    ");
    assert_eq!((sandbox.settings().as_str(), kept(&sandbox).len()), (other, 1));
}

#[test]
fn without_an_editor_nothing_is_edited() {
    let sandbox = Sandbox::with_settings(TEXT);
    assert_snapshot!(sandbox.run(["edit"]), @"
    ------- stderr -------
    error: no editor is set
    hint: set VISUAL or EDITOR, for instance EDITOR=nano
    [exit status: 2]
    ");
}
