//! Completion while typing, manual pages, and the topics of `help`.

use std::fs;

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

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
fn tools_are_completed_from_the_last_inventories() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"demo": {"command": "mcphub", "args": ["demo"]}}}"#,
    );
    assert_eq!(completions(&sandbox, "mcphub call demo ''"), [""; 0]);
    // A hub on standard streams remembers what its servers offer, and ends with its input.
    let asked = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
"#;
    sandbox.write("asked", asked);
    let output = sandbox.shell("mkfifo in && (mcphub serve --stdio < in > out & exec 3> in; cat asked >&3; until grep -q '\"id\":2' out; do :; done; until ls ../home/.local/state/mcphub/catalog/*.json > /dev/null 2>&1; do :; done; exec 3>&-; wait)");
    assert_eq!(output.status, 0, "{output}");
    let tools = completions(&sandbox, "mcphub call demo ''");
    assert!(tools.contains(&"echo".to_owned()), "{tools:?}");
    assert_eq!(completions(&sandbox, "mcphub tool disable demo ec"), ["echo"]);
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
    assert_snapshot!(sandbox.run(["help", "exit-codes"]), @"");
    assert!(sandbox.run(["help", "env"]).stdout.contains("MCPHUB_STATE_DIR"));
    assert_snapshot!(sandbox.run(["help", "files"]), @"");
    assert_eq!(sandbox.run(["help", "nothing"]).status, 2);
    assert!(sandbox.run(["help", "serve"]).stdout.contains("--port"));
}
