//! `export`: complete unless told otherwise, exact to the byte.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn the_file_itself_comes_out_to_the_byte() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run(["export"]);
    assert_eq!(output.stdout, SETTINGS);
    assert_eq!((output.stderr.as_str(), output.status), ("", 0));
}

#[test]
fn redacting_leaves_no_secret_and_says_what_to_set() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--redact"]), @"");
}

#[test]
fn a_group_is_exported_with_its_servers() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--group", "web", "--redact"]), @"");
    assert_snapshot!(sandbox.run(["export", "--server", "time"]), @"");
}

#[test]
fn other_clients_get_their_own_words() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--format", "mcpservers", "--redact"]), @"");
    assert_snapshot!(sandbox.run(["export", "--format", "vscode", "--redact"]), @"");
    assert_snapshot!(sandbox.run(["export", "--format", "codex", "--redact"]), @"");
}

#[test]
fn a_template_never_has_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output =
        sandbox.run_with(["export", "--format", "template", "--group", "web"], |command| {
            command.env("SOURCE_DATE_EPOCH", "0");
        });
    assert_snapshot!(output, @"");
}

#[test]
fn references_that_a_client_does_not_expand_stop_it() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"x": {"type": "stdio", "command": "c", "args": ["${HOME}/x"]}}}"#,
    );
    assert_snapshot!(sandbox.run(["export", "--format", "codex"]), @"");
    assert_snapshot!(sandbox.run(["export", "--format", "codex", "--keep-references"]), @"");
}

#[test]
fn what_a_client_cannot_have_is_told_with_9() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"x": {"type": "sse", "url": "https://x/sse"}, "y": {"type": "stdio", "command": "c"}}}"#,
    );
    assert_snapshot!(sandbox.run(["export", "--format", "codex"]), @"");
}

#[test]
fn unknown_names_are_6() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--server", "tim"]), @"");
    assert_snapshot!(sandbox.run(["export", "--group", "wep"]), @"");
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    for format in ["mcp-settings", "vscode", "codex"] {
        let exported = sandbox.run(["export", "--format", format, "--server", "time"]).stdout;
        let output = sandbox.pipe(&exported, ["import", "-"]);
        assert!(output.stdout.contains("unchanged"), "{format}\n{output}");
    }
    sandbox.assert_settings_untouched();
}
