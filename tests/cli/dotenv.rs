//! `.env` in the working folder: variables for servers and for the hub, behind the real ones.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

#[test]
fn servers_see_it_and_the_real_environment_wins() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"demo": {"command": "sh", "args": ["-c", "exec mcphub $WORD"]}}}"#,
    );
    sandbox.write(".env", "WORD=demo\n");
    assert_eq!(sandbox.run(["call", "demo", "echo", r#"{"text": "hi"}"#]).stdout, "hi\n");
    let output = sandbox.run_with(["inspect", "demo", "--timeout", "20000"], |command| {
        command.env("WORD", "no-such-verb");
    });
    assert_eq!(output.status, 4, "{output}");
}

#[test]
fn a_bad_line_is_named_and_a_bad_port_refused() {
    let sandbox = Sandbox::with_settings("{}");
    sandbox.write(".env", "# mine\nPORT=many\noh no\n");
    assert_snapshot!(sandbox.run(["serve"]), @"
    ------- stderr -------
    warning: ./.env:3: the line is not NAME=value, and is passed over
    error: PORT is `many`, which is not a port
    hint: a port is a number up to 65535
    [exit status: 2]
    ");
    sandbox.write(".env", "HOST=nowhere\n");
    assert_snapshot!(sandbox.run(["serve"]), @"
    ------- stderr -------
    error: `nowhere` is not an IP address
    hint: for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run_with(["serve"], |command| { command.env("PORT", "x"); }), @"
    ------- stderr -------
    error: PORT is `x`, which is not a port
    hint: a port is a number up to 65535
    [exit status: 2]
    ");
}
