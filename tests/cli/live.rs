//! Commands that need a server: what they refuse before they try to connect.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn an_unknown_server_is_6_before_anything_is_started() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["inspect", "tiem"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["call", "tiem", "x"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["tool", "list", "tiem", "--connect"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
}

#[test]
fn arguments_that_are_no_object_are_refused() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["call", "time", "x", "[1]"]), @"
    ------- stderr -------
    error: the arguments are not a JSON object
    caused by: invalid type: sequence, expected a map at line 1 column 0
    [exit status: 2]
    ");
}

#[test]
fn serve_needs_a_file_and_an_address() {
    assert_snapshot!(Sandbox::new().run(["serve"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` makes one here; `--config FILE` names another
    [exit status: 8]
    ");
    let sandbox = Sandbox::with_settings("{}");
    assert_snapshot!(sandbox.run(["serve", "--host", "nowhere.example"]), @"
    ------- stderr -------
    error: `nowhere.example` is not an IP address
    hint: for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses
    [exit status: 2]
    ");
}
