//! `.env` beside the settings file: variables for `${NAME}` in servers; the real environment takes
//! precedence.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

const WORD: &str =
    r#"{"mcpServers": {"demo": {"command": "sh", "args": ["-c", "exec mcphub $WORD"]}}}"#;

#[test]
fn servers_see_it_and_the_real_environment_wins() {
    let sandbox = Sandbox::with_settings(WORD);
    sandbox.write(".env", "WORD=demo\n");
    assert_eq!(sandbox.run(["call", "demo", "echo", r#"{"text": "hi"}"#]).stdout, "hi\n");
    let output = sandbox.run_with(["inspect", "demo", "--timeout", "20000"], |command| {
        command.env("WORD", "no-such-verb");
    });
    assert_eq!(output.status, 4, "{output}");
}

#[test]
fn it_lies_beside_the_settings_and_not_in_the_working_directory() {
    let sandbox = Sandbox::new();
    sandbox.write("own/settings.json", WORD);
    sandbox.write(".env", "WORD=no-such-verb\n");
    sandbox.write("own/.env", "WORD=demo\n");
    let words = ["--config", "own/settings.json", "call", "demo", "echo", r#"{"text": "hi"}"#];
    assert_eq!(sandbox.run(words).stdout, "hi\n");
}

#[test]
fn a_bad_line_is_named_and_the_hubs_own_variables_have_no_effect() {
    let sandbox = Sandbox::with_settings("{}");
    sandbox.write(".env", "# mine\nPORT=many\noh no\nADMIN_PASSWORD=x\n");
    assert_snapshot!(sandbox.run(["serve", "--host", "nowhere"]), @"
    ------- stderr -------
    warning: ./.env:3: the line is not NAME=value, and is skipped
    warning: .env beside the settings has no effect on the hub itself; set in the environment: PORT, ADMIN_PASSWORD
    error: `nowhere` is not an IP address
    hint: for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run_with(["serve"], |command| { command.env("PORT", "x"); }), @"
    ------- stderr -------
    warning: ./.env:3: the line is not NAME=value, and is skipped
    warning: .env beside the settings has no effect on the hub itself; set in the environment: PORT, ADMIN_PASSWORD
    error: PORT is `x`, which is not a port
    hint: a port is a number up to 65535
    [exit status: 2]
    ");
}

#[test]
fn a_way_through_a_proxy_is_never_taken_from_it() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"web": {"type": "streamable-http", "url": "http://127.0.0.1:9/mcp"}}}"#,
    );
    // Ports 1 and 9 both refuse connections; the message names the port that was used.
    sandbox
        .write(".env", "HTTP_PROXY=http://127.0.0.1:1\nhttp_proxy=http://127.0.0.1:1\nNO_PROXY=\n");
    let output = sandbox.run(["inspect", "web", "--timeout", "20000"]);
    assert_eq!(output.status, 4, "{output}");
    assert!(!output.stderr.contains("proxy"), "{output}");
}
