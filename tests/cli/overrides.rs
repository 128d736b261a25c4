//! `tool`, `prompt`, `resource`: overrides in the file, without a server.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn verbs_edit_the_overrides() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "describe", "time", "now", "What time it is"]), @"");
    assert_snapshot!(sandbox.run(["tool", "disable", "time", "now", "convert"]), @"");
    assert_snapshot!(sandbox.run(["tool", "list", "time"]), @"");
    assert_snapshot!(sandbox.run(["tool", "reset", "time", "now"]), @"");
    assert_snapshot!(sandbox.run(["tool", "toggle", "time", "now"]), @"");
    assert_snapshot!(sandbox.run(["tool", "list", "time", "--json"]), @"");
}

#[test]
fn the_same_again_is_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "disable", "github", "delete_file"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn prompts_and_resources_have_the_same_verbs() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["prompt", "disable", "time", "daily"]), @"");
    assert_snapshot!(sandbox.pipe("All zones\n", ["resource", "describe", "time", "time://zones", "-"]), @"");
    assert_snapshot!(sandbox.run(["resource", "list", "time"]), @"");
    assert_snapshot!(sandbox.run(["prompt", "list", "github"]), @"");
}

#[test]
fn an_unknown_server_is_6() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["tool", "list", "tiem"]), @"");
    assert_eq!(sandbox.run(["tool", "enable", "tiem", "x"]).status, 6);
    sandbox.assert_settings_untouched();
}
