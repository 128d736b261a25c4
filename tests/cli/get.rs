//! `get`: one server, its secrets masked.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn shows_the_entry_and_its_groups() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["get", "github"]), @"");
    assert_snapshot!(sandbox.run(["show", "sentry", "--json"]), @"");
}

#[test]
fn secrets_are_shown_on_request() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let shown = sandbox.run(["get", "github", "--show-secrets"]).stdout;
    assert!(shown.contains("ghp_0123456789abcdefghij"));
}

#[test]
fn a_misspelt_name_is_6_with_a_near_one() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["get", "githb", "--json"]), @"");
}
