//! `history` and `undo`: changes are recorded, shown without secrets, and reversed to the byte.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::cli::SETTINGS;
use crate::support::sandbox::{Output, Sandbox};

const JOURNAL: &str = "../home/.local/state/mcphub/journal";

/// Replaces the parts that differ from run to run.
fn mask(text: &str) -> String {
    let uid = format!("uid {}", rustix::process::getuid().as_raw());
    let words = text.split_inclusive(' ').map(|word| {
        let is_time = word.get(10..11) == Some("T") && word.get(19..20) == Some("Z");
        if is_time { format!("[time]{}", &word[20..]) } else { word.to_owned() }
    });
    words.collect::<String>().replace(&uid, "uid [uid]")
}

fn shown(sandbox: &Sandbox, line: &str) -> String {
    let output = sandbox.shell(line);
    assert_eq!((output.stderr.as_str(), output.status), ("", 0), "{line}");
    mask(&output.stdout)
}

fn done(sandbox: &Sandbox, line: &str) -> Output {
    let output = sandbox.shell(line);
    assert_eq!(output.status, 0, "{line}\n{output}");
    output
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn changes_are_listed_newest_first_with_their_actor() {
    let sandbox = Sandbox::new();
    let none = sandbox.shell("mcphub history");
    assert_snapshot!(none, @"
    ------- stderr -------
    note: no changes are recorded
    [exit status: 0]
    ");
    for line in [
        "mcphub init",
        "USER=ann mcphub add time -- uvx mcp-server-time",
        "USER=ann mcphub add time --dry-run -- other",
        "USER=ann mcphub enable time",
        "USER=ann SUDO_USER=bob mcphub disable time",
    ] {
        sandbox.shell(line);
    }
    assert_snapshot!(shown(&sandbox, "mcphub history"), @"
    ID  TIME                  CHANGE   FILE                 BY
    3   [time]  disable  ./mcp_settings.json  ann (uid [uid], sudo of bob) from cli
    2   [time]  add      ./mcp_settings.json  ann (uid [uid]) from cli
    1   [time]  init     ./mcp_settings.json  user (uid [uid]) from cli
    ");
    assert_snapshot!(shown(&sandbox, "mcphub history -n 1 --diff"), @r#"
    change 3, [time]: disable, ann (uid [uid], sudo of bob) from cli
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -4,7 +4,8 @@
         "time": {
           "type": "stdio",
           "command": "uvx",
    -      "args": ["mcp-server-time"]
    +      "args": ["mcp-server-time"],
    +      "enabled": false
         }
       }
     }
    "#);
    assert_eq!(
        shown(&sandbox, "mcphub history --file other.json --json"),
        "{\n  \"version\": 1,\n  \"changes\": []\n}\n"
    );
    let json: Value =
        serde_json::from_str(&done(&sandbox, "mcphub history --json").stdout).unwrap();
    let ids: Vec<_> = json["changes"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    assert_eq!(ids, [3, 2, 1]);
    assert_eq!(json["changes"][2]["files"][0]["action"], "created");
}

#[test]
fn undo_restores_every_byte_and_twice_makes_the_change_again() {
    let odd = "\u{feff}{\r\n\t// ours\r\n\t\"mcpServers\" : { },\r\n  \"x\":[1 ,2]}";
    let sandbox = Sandbox::with_settings(odd);
    done(&sandbox, "mcphub add time -- uvx mcp-server-time");
    let added = sandbox.settings();
    done(&sandbox, "mcphub group create web time");
    let grouped = sandbox.settings();
    assert_snapshot!(done(&sandbox, "mcphub undo"), @"
    ------- stderr -------
    Undid change 2 (group create): restored ./mcp_settings.json
    [exit status: 0]
    ");
    assert_eq!(sandbox.settings(), added);
    done(&sandbox, "mcphub undo");
    assert_eq!(sandbox.settings(), grouped);
    // By number, a change can be undone if the later ones are.
    done(&sandbox, "mcphub undo 2");
    done(&sandbox, "mcphub undo 1");
    sandbox.assert_settings_untouched();
    assert_snapshot!(done(&sandbox, "mcphub undo 1"), @"
    ------- stderr -------
    Unchanged: change 1 (add) is undone already
    [exit status: 0]
    ");
    assert_snapshot!(shown(&sandbox, "mcphub undo --list"), @"
    ID  TIME                  CHANGE        FILE                 BY
    6   [time]  undo 1        ./mcp_settings.json  user (uid [uid]) from cli
    5   [time]  undo 2        ./mcp_settings.json  user (uid [uid]) from cli
    4   [time]  undo 3        ./mcp_settings.json  user (uid [uid]) from cli
    3   [time]  undo 2        ./mcp_settings.json  user (uid [uid]) from cli
    2   [time]  group create  ./mcp_settings.json  user (uid [uid]) from cli
    1   [time]  add           ./mcp_settings.json  user (uid [uid]) from cli
    ");
}

#[test]
fn undo_of_a_creation_removes_the_file_and_can_itself_be_undone() {
    let sandbox = Sandbox::new();
    done(&sandbox, "mcphub init");
    let created = sandbox.settings();
    assert_snapshot!(done(&sandbox, "mcphub undo"), @"
    ------- stderr -------
    Undid change 1 (init): removed ./mcp_settings.json
    [exit status: 0]
    ");
    assert!(!sandbox.path("mcp_settings.json").exists());
    assert_snapshot!(done(&sandbox, "mcphub undo"), @"
    ------- stderr -------
    Undid change 2 (undo 1): created ./mcp_settings.json
    [exit status: 0]
    ");
    assert_eq!(sandbox.settings(), created);
    assert_eq!(mode(&sandbox.path("mcp_settings.json")), 0o600);
    let left = fs::read_dir(sandbox.path("")).unwrap().count();
    assert_eq!(left, 1, "no lock or temporary file is left");
}

#[test]
fn undo_leaves_a_file_that_has_been_changed_since() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    done(&sandbox, "mcphub disable time");
    let edited = sandbox.settings().replace("\"info\"", "\"debug\"").replace("ghp_", "ghp_z");
    sandbox.write("mcp_settings.json", &edited);
    assert_snapshot!(sandbox.shell("mcphub undo"), @r#"
    ------- stderr -------
    error: cannot undo change 1: ./mcp_settings.json has been changed since
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -6,7 +6,7 @@
           "type": "stdio",
           "command": "docker",
           "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
    -      "env": { "GITHUB_TOKEN": "***", "LOG_LEVEL": "***" },
    +      "env": { "GITHUB_TOKEN": "*** (changed)", "LOG_LEVEL": "*** (changed)" },
           "tools": { "delete_file": { "enabled": false } }
         },
         "sentry": {
    hint: `mcphub history --file ./mcp_settings.json` lists the later changes
    [exit status: 7]
    "#);
    assert_eq!(sandbox.settings(), edited);
    let json = sandbox.shell("mcphub undo --json --dry-run");
    assert_eq!((json.stdout.as_str(), json.status), ("", 7));
}

#[test]
fn a_dry_run_shows_the_difference_without_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    done(&sandbox, "mcphub remove github --yes");
    let removed = sandbox.settings();
    let output = done(&sandbox, "mcphub undo --dry-run");
    assert_snapshot!(output, @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -2,6 +2,13 @@
       // Kept by hand.
       "mcpServers": {
         "time": { "type": "stdio", "command": "uvx", "args": ["mcp-server-time"] },
    +    "github": {
    +      "type": "stdio",
    +      "command": "docker",
    +      "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
    +      "env": { "GITHUB_TOKEN": "***", "LOG_LEVEL": "***" },
    +      "tools": { "delete_file": { "enabled": false } }
    +    },
         "sentry": {
           "type": "streamable-http",
           "url": "https://mcp.sentry.dev/mcp",
    @@ -10,6 +17,6 @@
         }
       },
       "groups": [
    -    { "id": "0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11", "name": "web", "servers": ["sentry"] }
    +    { "id": "0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11", "name": "web", "servers": ["sentry", { "name": "github", "tools": ["search_issues"] }] }
       ]
     }
    ------- stderr -------
    Dry run: change 1 (remove) was not undone
    [exit status: 0]
    "#);
    assert!(!output.to_string().contains("ghp_0123"));
    assert!(!done(&sandbox, "mcphub history --diff --json").stdout.contains("ghp_0123"));
    assert_eq!(sandbox.settings(), removed);
}

#[test]
fn undo_does_not_write_a_file_that_did_not_parse() {
    let sandbox = Sandbox::with_settings("{\"mcpServers\": {}");
    sandbox.write("repaired.json", "{}\n");
    done(&sandbox, "export EDITOR='cp repaired.json'; mcphub edit");
    let repaired = sandbox.settings();
    assert_snapshot!(sandbox.shell("mcphub undo"), @"
    ------- stderr -------
    error: cannot undo change 1: ./mcp_settings.json did not parse before it
    [exit status: 8]
    ");
    assert_eq!(sandbox.settings(), repaired);
}

#[test]
fn an_absent_change_and_an_empty_history_are_named() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.shell("mcphub undo"), @"
    ------- stderr -------
    Nothing to undo
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shell("mcphub undo 7 --json"), @r#"
    ------- stderr -------
    error: there is no change 7
    hint: `mcphub history` lists the changes
    {"error":{"code":"not_found","message":"there is no change 7","hint":"`mcphub history` lists the changes","exit":6}}
    [exit status: 6]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn the_journal_is_private_and_can_be_forgotten() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    done(&sandbox, "umask 0; mcphub disable time; mcphub undo");
    let folder = sandbox.path(JOURNAL);
    assert_eq!((mode(&folder), mode(&folder.join("texts"))), (0o700, 0o700));
    let texts: Vec<_> = fs::read_dir(folder.join("texts")).unwrap().flatten().collect();
    assert_eq!(texts.len(), 2, "equal texts are kept once");
    let files = texts.iter().map(fs::DirEntry::path).chain([folder.join("journal.jsonl")]);
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    let refused = sandbox.shell("mcphub history --clear");
    assert_eq!(refused.status, 2, "{refused}");
    assert_snapshot!(done(&sandbox, "mcphub history --clear --yes"), @"
    ------- stderr -------
    Forgot 2 changes
    [exit status: 0]
    ");
    assert_eq!(fs::read_dir(folder.join("texts")).unwrap().count(), 0);
    assert_eq!(sandbox.shell("mcphub undo").stderr, "Nothing to undo\n");
}

#[test]
fn a_change_that_cannot_be_recorded_is_made_and_said() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    // A file in place of the folder fails for every user, also for root.
    sandbox.write(JOURNAL, "");
    let output = sandbox.shell("mcphub disable time");
    assert_eq!(output.status, 0, "{output}");
    assert!(output.stderr.contains("warning: the change of"), "{output}");
    assert!(output.stderr.contains("is not in the history"), "{output}");
    assert!(sandbox.settings().contains("\"enabled\": false"));
    let history = sandbox.shell("mcphub history");
    assert_eq!(history.status, 1, "{history}");
}

#[test]
fn a_damaged_text_is_not_restored() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    done(&sandbox, "mcphub disable time");
    let changed = sandbox.settings();
    for text in fs::read_dir(sandbox.path(JOURNAL).join("texts")).unwrap().flatten() {
        fs::write(text.path(), "damaged").unwrap();
    }
    let output = sandbox.shell("mcphub undo");
    assert_eq!(output.status, 1, "{output}");
    assert_eq!(sandbox.settings(), changed);
}

#[test]
fn a_link_to_the_settings_stays_a_link() {
    let sandbox = Sandbox::new();
    sandbox.write("dotfiles/settings.json", SETTINGS);
    std::os::unix::fs::symlink("dotfiles/settings.json", sandbox.path("mcp_settings.json"))
        .unwrap();
    done(&sandbox, "mcphub disable time");
    done(&sandbox, "mcphub undo --file mcp_settings.json");
    assert!(sandbox.path("mcp_settings.json").symlink_metadata().unwrap().is_symlink());
    assert_eq!(sandbox.read("dotfiles/settings.json"), SETTINGS);
}
