//! `secret`: values come from standard input, are kept in a sealed file, and are not shown.

use std::fs;

use insta::assert_snapshot;

use crate::support::sandbox::{Output, Sandbox};

const FILE: &str = r#"{
  // Kept by hand.
  "mcpServers": {
    "github": { "command": "npx", "args": ["-y", "server"],   "env": { "GITHUB_TOKEN": "ghp_canary0123456789abcdefABCDEF0123" } },
    "web": { "type": "streamable-http", "url": "https://h.example/mcp",
             "headers": { "Authorization": "Bearer canary-0123456789-abcdef" } },
    "done": { "command": "npx", "args": ["${secret:GONE}"] }
  },
  "bearerKeys": [
    { "name": "laptop", "token": "mcphub_canary000000000000", "enabled": true, "accessType": "all" }
  ]
}
"#;

/// Runs a line with additional variables.
fn with(sandbox: &Sandbox, variables: &[(&str, &str)], words: &[&str]) -> Output {
    sandbox.run_with(words.iter().copied(), |command| {
        command.envs(variables.iter().copied());
    })
}

/// Stores a value with additional variables.
fn stored(sandbox: &Sandbox, variables: &str, name: &str, value: &str) -> Output {
    sandbox.shell(&format!("printf %s '{value}' | env {variables} mcphub secret set {name}"))
}

#[test]
fn a_secret_is_stored_listed_shown_on_request_and_removed() {
    let sandbox = Sandbox::with_settings(FILE);
    let set = || sandbox.pipe("canary-value\n", ["secret", "set", "GONE"]);
    assert_snapshot!(set(), @"");
    assert_snapshot!(set(), @"");
    assert_snapshot!(sandbox.pipe("x", ["secret", "set", "OTHER", "--dry-run"]), @"");
    assert_snapshot!(sandbox.run(["secret", "list"]), @"");
    assert_snapshot!(sandbox.run(["secret", "get", "GONE"]), @"");
    assert_snapshot!(sandbox.run(["secret", "get", "GONE", "--reveal"]), @"");
    assert_snapshot!(sandbox.run(["secret", "rm", "GONE"]), @"");
    assert_snapshot!(sandbox.run(["secret", "rm", "GONE", "--yes"]), @"");
    assert_snapshot!(sandbox.run(["secret", "rm", "GONE", "--yes"]), @"");
    assert_snapshot!(sandbox.run(["secret", "list", "--json"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_value_is_never_an_argument_and_never_empty() {
    let sandbox = Sandbox::with_settings(FILE);
    assert_snapshot!(sandbox.pipe(" \n", ["secret", "set", "A"]), @"");
    assert_snapshot!(sandbox.pipe("x", ["secret", "set", "a b"]), @"");
    assert_eq!(sandbox.pipe("x", ["secret", "set", "A", "value"]).status, 2);
    assert_snapshot!(sandbox.pipe("x", ["secret", "set", "A", "--user", "ann", "--server", "web"]), @"");
}

#[test]
fn the_literal_secrets_of_the_file_move_to_the_store_and_nothing_else_changes() {
    let sandbox = Sandbox::with_settings(FILE);
    let dry = sandbox.run(["secret", "migrate", "--dry-run"]);
    assert!(!dry.to_string().contains("canary"), "{dry}");
    sandbox.assert_settings_untouched();
    assert_eq!(sandbox.run(["secret", "list", "--json"]).stdout.matches("key-file").count(), 0);
    assert_snapshot!(sandbox.run(["secret", "migrate"]), @"");
    let expected = FILE
        .replace("ghp_canary0123456789abcdefABCDEF0123", "${secret:GITHUB_TOKEN}")
        .replace("canary-0123456789-abcdef", "${secret:AUTHORIZATION}")
        .replace("mcphub_canary000000000000", "${secret:KEY_LAPTOP}");
    assert_eq!(sandbox.settings(), expected);
    let value = sandbox.run(["secret", "get", "AUTHORIZATION", "--reveal"]);
    assert_eq!(value.stdout, "canary-0123456789-abcdef\n");
    assert_snapshot!(sandbox.run(["secret", "migrate"]), @"");
    // The same secret in another file gets the same name, another one a new name.
    sandbox.write("mcp_settings.json", &FILE.replace("canary-0123456789", "canary-9876543210"));
    assert_eq!(sandbox.run(["secret", "migrate"]).status, 0);
    assert!(
        sandbox.settings().contains("Bearer ${secret:AUTHORIZATION_2}"),
        "{}",
        sandbox.settings()
    );
    assert!(sandbox.settings().contains("${secret:GITHUB_TOKEN}"));
}

#[test]
fn a_passphrase_seals_the_file_and_a_wrong_one_changes_nothing() {
    let sandbox = Sandbox::with_settings(FILE);
    let file = "../home/.local/state/mcphub/secrets/secrets.json";
    assert_eq!(stored(&sandbox, "MCPHUB_SECRETS_PASSPHRASE=right", "A", "canary-a").status, 0);
    let before = sandbox.read(file);
    assert!(before.contains("\"passphrase\"") && !before.contains("canary"), "{before}");
    assert_snapshot!(with(&sandbox, &[("MCPHUB_SECRETS_PASSPHRASE", "right")], &["secret", "list"]), @"");
    assert_snapshot!(with(&sandbox, &[("MCPHUB_SECRETS_PASSPHRASE", "wrong")], &["secret", "list"]), @"");
    assert_snapshot!(stored(&sandbox, "A=1", "A", "b"), @"");
    assert_eq!(sandbox.read(file), before);
    sandbox.write(file, &before[..before.len() / 2]);
    assert_snapshot!(stored(&sandbox, "MCPHUB_SECRETS_PASSPHRASE=right", "A", "b"), @"");
    assert_eq!(sandbox.read(file), &before[..before.len() / 2]);
}

#[test]
fn the_environment_takes_precedence_and_is_not_changed() {
    let sandbox = Sandbox::with_settings(FILE);
    let variables = [("MCPHUB_SECRET_GONE", "canary-env")];
    assert_snapshot!(stored(&sandbox, "MCPHUB_SECRET_GONE=other", "GONE", "canary-file"), @"");
    assert_snapshot!(with(&sandbox, &variables, &["secret", "list"]), @"");
    let value = with(&sandbox, &variables, &["secret", "get", "GONE", "--reveal"]);
    assert_eq!(value.stdout, "canary-env\n");
    assert_snapshot!(with(&sandbox, &[("MCPHUB_SECRETS", "vault")], &["secret", "list"]), @"");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let sandbox = Sandbox::with_settings(FILE);
    sandbox.write("no-folder", "a file");
    let output = stored(&sandbox, "MCPHUB_STATE_DIR=no-folder/state", "A", "canary-a");
    assert!(
        output.stderr.contains("cannot write to $SANDBOX/work/no-folder/state/secrets"),
        "{output}"
    );
    assert_eq!(output.status, 1);
    assert_eq!(fs::read_to_string(sandbox.path("no-folder")).unwrap(), "a file");
}

#[test]
fn validate_names_missing_secrets_and_references_that_cannot_work() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"a": {"command": "sh", "args": ["${secret:GONE}", "${secret:a b}", "${cmd:pass x}",
    "${file:gone}"]}}}
"#,
    );
    assert_snapshot!(sandbox.run(["validate", "--format", "json"]), @"");
}
