//! `secret`: values come from standard input, are kept in a sealed file, and are not shown.

use std::fs;

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
fn store(sandbox: &Sandbox, variables: &str, name: &str, value: &str) -> Output {
    sandbox.shell(&format!("printf %s '{value}' | env {variables} mcphub secret set {name}"))
}

/// Fails unless the command ended so, with these messages and without a result.
#[track_caller]
fn says(output: &Output, status: i32, messages: &str) {
    assert_eq!(
        (output.stderr.as_str(), output.status, output.stdout.as_str()),
        (messages, status, "")
    );
}

#[test]
fn a_secret_is_stored_listed_shown_on_request_and_removed() {
    let sandbox = Sandbox::with_settings(FILE);
    let set = || sandbox.pipe("canary-value\n", ["secret", "set", "GONE"]);
    says(&set(), 0, "Stored GONE (store: key-file)\n");
    says(&set(), 0, "Unchanged: GONE (store: key-file)\n");
    let dry = sandbox.pipe("x", ["secret", "set", "OTHER", "--dry-run"]);
    says(&dry, 0, "Dry run: OTHER would be stored; nothing was written\n");
    let listed = "SECRET  USER  STORE     USED BY\nGONE    -     key-file  server done (args[0])\n";
    assert_eq!(sandbox.run(["secret", "list"]).stdout, listed);
    let closed = "error: a value is shown only if that is asked for\n\
                  hint: `mcphub secret get GONE --reveal` prints it\n";
    says(&sandbox.run(["secret", "get", "GONE"]), 2, closed);
    assert_eq!(sandbox.run(["secret", "get", "GONE", "--reveal"]).stdout, "canary-value\n");
    let asked = "error: cannot prompt without a terminal: Remove `GONE`?\n\
                 hint: pass `--yes` to confirm\n";
    says(&sandbox.run(["secret", "rm", "GONE"]), 2, asked);
    says(&sandbox.run(["secret", "rm", "GONE", "--yes"]), 0, "Removed GONE\n");
    let gone = "error: no secret `GONE`\nhint: `mcphub secret list` shows the secrets\n";
    says(&sandbox.run(["secret", "rm", "GONE", "--yes"]), 6, gone);
    let listed = "SECRET  USER  STORE    USED BY\nGONE    -     missing  server done (args[0])\n";
    assert_eq!(sandbox.run(["secret", "list"]).stdout, listed);
    sandbox.assert_settings_untouched();
}

#[test]
fn a_value_is_never_an_argument_and_never_empty() {
    let sandbox = Sandbox::with_settings(FILE);
    let empty = "error: the value of A is empty\nhint: `mcphub secret set A < FILE`\n\
                 hint: `mcphub secret rm A` removes a secret\n";
    let empty = empty.replace("hint: `mcphub secret set", "hint: pipe it: `mcphub secret set");
    says(&sandbox.pipe(" \n", ["secret", "set", "A"]), 2, &empty);
    assert_eq!(sandbox.pipe("x", ["secret", "set", "a b"]).status, 2);
    assert_eq!(sandbox.pipe("x", ["secret", "set", "A", "value"]).status, 2);
    let words = ["secret", "set", "A", "--user", "ann", "--server", "web"];
    let unasked = sandbox.pipe("x", words);
    let why = "error: `credentialTemplate` of server `web` does not ask for `A`\n";
    assert!(unasked.status == 6 && unasked.stderr.ends_with(why), "{unasked}");
}

#[test]
fn the_literal_secrets_of_the_file_move_to_the_store_and_nothing_else_changes() {
    let sandbox = Sandbox::with_settings(FILE);
    let dry = sandbox.run(["secret", "migrate", "--dry-run"]);
    assert!(dry.status == 0 && !dry.to_string().contains("canary"), "{dry}");
    sandbox.assert_settings_untouched();
    assert!(!sandbox.run(["secret", "list", "--json"]).stdout.contains("key-file"));
    let moved = sandbox.run(["secret", "migrate"]);
    assert!(moved.status == 0 && !moved.to_string().contains("canary"), "{moved}");
    let settings = sandbox.settings();
    let (_, rest) = settings.split_once("Bearer ${secret:").unwrap();
    let (name, _) = rest.split_once('}').unwrap();
    let expected = FILE
        .replace("ghp_canary0123456789abcdefABCDEF0123", "${secret:GITHUB_TOKEN}")
        .replace("canary-0123456789-abcdef", &format!("${{secret:{name}}}"))
        .replace("mcphub_canary000000000000", "${secret:KEY_LAPTOP}");
    assert_eq!(settings, expected);
    let value = sandbox.run(["secret", "get", name, "--reveal"]);
    assert_eq!(value.stdout, "canary-0123456789-abcdef\n");
    let again = "Unchanged: no secrets are written in ./mcp_settings.json\n";
    says(&sandbox.run(["secret", "migrate"]), 0, again);
    // The same secret in another file gets the same name, another one a new name.
    sandbox.write("mcp_settings.json", &FILE.replace("canary-0123456789", "canary-9876543210"));
    assert_eq!(sandbox.run(["secret", "migrate"]).status, 0);
    let other = format!("Bearer ${{secret:{name}_2}}");
    assert!(sandbox.settings().contains(&other), "{}", sandbox.settings());
    assert!(sandbox.settings().contains("${secret:GITHUB_TOKEN}"));
}

#[test]
fn a_passphrase_seals_the_file_and_a_wrong_one_changes_nothing() {
    let sandbox = Sandbox::with_settings(FILE);
    let file = "../home/.local/state/mcphub/secrets/secrets.json";
    let shown = "error: the file of secrets $SANDBOX/home/.local/state/mcphub/secrets/secrets.json";
    assert_eq!(store(&sandbox, "MCPHUB_SECRETS_PASSPHRASE=right", "A", "canary-a").status, 0);
    let before = sandbox.read(file);
    assert!(before.contains("\"passphrase\"") && !before.contains("canary"), "{before}");
    let list = |passphrase| {
        with(&sandbox, &[("MCPHUB_SECRETS_PASSPHRASE", passphrase)], &["secret", "list"])
    };
    assert!(list("right").stdout.contains("A       -     passphrase"), "{}", list("right"));
    says(&list("wrong"), 1, &format!("{shown} was sealed with another passphrase\n"));
    let none = "cannot be opened: it needs its passphrase: set MCPHUB_SECRETS_PASSPHRASE, or \
                MCPHUB_SECRETS_PASSPHRASE_FILE to the path of a file";
    says(&store(&sandbox, "A=1", "A", "b"), 1, &format!("{shown} {none}\n"));
    assert_eq!(sandbox.read(file), before);
    let half = &before[..before.len() / 2];
    sandbox.write(file, half);
    let damaged = store(&sandbox, "MCPHUB_SECRETS_PASSPHRASE=right", "A", "b");
    says(&damaged, 1, &format!("{shown} is damaged, or of another version\n"));
    assert_eq!(sandbox.read(file), half);
}

#[test]
fn the_environment_takes_precedence_and_is_not_changed() {
    let sandbox = Sandbox::with_settings(FILE);
    let variables = [("MCPHUB_SECRET_GONE", "canary-env")];
    let hidden = store(&sandbox, "MCPHUB_SECRET_GONE=other", "GONE", "canary-file");
    let told = "MCPHUB_SECRET_GONE in the environment takes precedence";
    assert!(hidden.status == 0 && hidden.stderr.contains(told), "{hidden}");
    let listed = with(&sandbox, &variables, &["secret", "list"]);
    let line = "GONE    -     environment  server done (args[0])";
    assert!(listed.stdout.contains(line), "{listed}");
    let value = with(&sandbox, &variables, &["secret", "get", "GONE", "--reveal"]);
    assert_eq!(value.stdout, "canary-env\n");
    let unknown = "error: MCPHUB_SECRETS is `vault`, which is no kind of key\n\
                   hint: use `keyring`, `key-file` or `passphrase`\n";
    says(&with(&sandbox, &[("MCPHUB_SECRETS", "vault")], &["secret", "list"]), 2, unknown);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let sandbox = Sandbox::with_settings(FILE);
    sandbox.write("no-folder", "a file");
    let output = store(&sandbox, "MCPHUB_STATE_DIR=no-folder/state", "A", "canary-a");
    assert!(output.stderr.contains("$SANDBOX/work/no-folder/state/secrets"), "{output}");
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
    let output = sandbox.run(["validate", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let codes: Vec<_> =
        found["diagnostics"].as_array().unwrap().iter().map(|d| &d["code"]).collect();
    let expected = ["unset-secret", "bad-reference", "reference-switched-off", "file-not-found"];
    assert_eq!(codes, expected);
}
