//! Commands that need a server: what they refuse before they try to connect.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn an_unknown_server_is_6_before_anything_is_started() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["inspect", "tiem"]), @"");
    assert_snapshot!(sandbox.run(["call", "tiem", "x"]), @"");
    assert_snapshot!(sandbox.run(["tool", "list", "tiem", "--connect"]), @"");
}

#[test]
fn arguments_that_are_no_object_are_refused() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["call", "time", "x", "[1]"]), @"");
}

#[test]
fn serve_needs_a_file_and_an_address() {
    assert_snapshot!(Sandbox::new().run(["serve"]), @"");
    let sandbox = Sandbox::with_settings("{}");
    assert_snapshot!(sandbox.run(["serve", "--host", "nowhere.example"]), @"");
}
