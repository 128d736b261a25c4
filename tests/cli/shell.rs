//! Completion while typing, manual pages, and the topics of `help`.

use std::fs;

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::process::wait_for;
use crate::support::sandbox::Sandbox;
use crate::support::server::{Hub, mcphub};
use crate::support::upstream::{demo, settings};

/// Asks for the completions of the last of these words, as the script for fish does.
fn completions(sandbox: &Sandbox, words: &str) -> Vec<String> {
    let output = sandbox.shell(&format!("COMPLETE=fish mcphub -- {words}"));
    assert_eq!((output.stderr.as_str(), output.status), ("", 0), "{words}");
    output.stdout.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn names_are_completed_from_the_settings() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_eq!(completions(&sandbox, "mcphub get ''"), ["time", "github", "sentry"]);
    assert_eq!(completions(&sandbox, "mcphub get ti"), ["time"]);
    assert_eq!(completions(&sandbox, "mcphub group show ''"), ["web"]);
    assert!(completions(&sandbox, "mcphub explain stale").contains(&"stale-lock".to_owned()));
    sandbox.write("other.json", r#"{"mcpServers": {"elsewhere": {"command": "x"}}}"#);
    assert_eq!(completions(&sandbox, "mcphub --config other.json get ''"), ["elsewhere"]);
    assert!(completions(&sandbox, "mcphub hist").contains(&"history".to_owned()));
}

#[test]
fn an_error_completes_nothing_and_shows_nothing() {
    let sandbox = Sandbox::with_settings("{ broken");
    assert_eq!(completions(&sandbox, "mcphub get ''"), [""; 0]);
    assert_eq!(completions(&Sandbox::new(), "mcphub get ''"), [""; 0]);
    assert_eq!(completions(&sandbox, "mcphub call unknown ''"), [""; 0]);
    // A variable with another meaning changes no command.
    let output = sandbox.shell("COMPLETE=1 mcphub explain syntax");
    assert!(output.stdout.contains("not JSON"), "{output}");
}

#[test]
fn tools_are_completed_from_the_inventories_of_the_last_hub() {
    let hub = Hub::start(&settings([("demo", demo(&[]))]));
    let answer = |words: &[&str]| {
        let mut command = mcphub(hub.folder.path());
        command.env("COMPLETE", "fish").args(["--", "mcphub", "--config"]);
        let output = command.arg(hub.settings()).args(words).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    hub.lists_tool("/mcp", "demo-echo");
    wait_for("the inventory", || answer(&["call", "demo", ""]).contains("echo").then_some(()));
    assert!(answer(&["tool", "disable", "demo", "ec"]).starts_with("echo\t"));
}

#[test]
fn each_shell_gets_a_script_that_asks() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let by_flag = sandbox.run(["completions", shell, "--dynamic"]);
        let by_variable = sandbox.shell(&format!("COMPLETE={shell} mcphub"));
        assert_eq!((by_flag.status, by_variable.status), (0, 0), "{by_flag}");
        assert_eq!(by_flag.stdout, by_variable.stdout, "{shell}");
        assert!(by_flag.stdout.contains("COMPLETE"), "{by_flag}");
    }
}

#[test]
fn a_manual_page_is_printed_or_all_are_written() {
    let sandbox = Sandbox::new();
    let page = sandbox.run(["man", "key", "create"]).stdout;
    assert!(page.contains(".TH mcphub-key-create 1"), "{page}");
    assert_eq!(sandbox.run(["man", "nothing"]).status, 6);
    assert_eq!(sandbox.run(["man", "--dir", "pages"]).status, 0);
    let names: Vec<_> = fs::read_dir(sandbox.path("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in ["mcphub.1", "mcphub-undo.1", "mcphub-key-create.1"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
}

#[test]
fn topics_of_help_are_printed() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["help", "exit-codes"]), @"
    Exit codes:
      0    done, or nothing to do
      1    failed; or a check says no: `validate`, `doctor`, `exists`
      2    wrong usage, or an answer was needed and there is no terminal
      3    a server requires a login
      4    a server, hub or registry is unreachable, did not start, or timed out
      5    the tool returned an error
      6    no such server, tool, group, key or change
      7    exists with other content, is locked, or has been changed meanwhile
      8    the settings file is missing, unreadable or does not parse; nothing was written
      9    partly done
      70   a bug in mcphub
      130  interrupted

    With --json, an error ends with one JSON line on stderr, which has the code as well.
    [exit status: 0]
    ");
    assert!(sandbox.run(["help", "env"]).stdout.contains("MCPHUB_STATE_DIR"));
    assert_snapshot!(sandbox.run(["help", "files"]), @"
    Settings, the first that exists:
      $SANDBOX/work/mcp_settings.json (this folder's)
      $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)

    Beside the settings:
      .env                     variables for `${NAME}` in servers
      .mcp_settings.json.lock  the lock of a command that writes

    State, in $SANDBOX/home/.local/state/mcphub:
      audit/         who changed and called what: `mcphub audit`
      bundles/       unpacked bundles of servers
      catalog/       what servers offered at last; can be deleted
      credentials/   logins at servers: `mcphub auth status`
      installs.json  what `install` has written into clients
      journal/       changed files, before and after: `mcphub history`
      logs/          the log of the hub: `mcphub logs`
      secrets/       the sealed store of secrets: `mcphub secret`
    [exit status: 0]
    ");
    assert_eq!(sandbox.run(["help", "nothing"]).status, 2);
    assert!(sandbox.run(["help", "serve"]).stdout.contains("--port"));
}
