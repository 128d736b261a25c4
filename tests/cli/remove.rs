//! `remove`: asked for or said by a flag; all or none.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn without_a_terminal_a_flag_must_say_yes() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "--json"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn groups_lose_the_server_as_well() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["rm", "sentry", "--yes"]), @"");
    assert_snapshot!(sandbox.run(["group", "show", "web"]), @"");
}

#[test]
fn one_missing_name_stops_all_unless_told_otherwise() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "sentri", "--yes"]), @"");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["remove", "time", "sentri", "--yes", "--if-exists"]), @"");
    assert_snapshot!(sandbox.run(["remove", "time", "--yes", "--if-exists"]), @"");
}

#[test]
fn a_dry_run_needs_no_answer() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["remove", "time", "--dry-run"]), @"");
    sandbox.assert_settings_untouched();
}
