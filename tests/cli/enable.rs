//! `enable`, `disable`, `toggle`: the pair may be said twice, the toggle turns.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn saying_it_twice_changes_nothing() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["disable", "time", "sentry"]), @"");
    let once = sandbox.settings();
    assert_snapshot!(sandbox.run(["disable", "time"]), @"");
    assert_eq!(sandbox.settings(), once);
    assert_snapshot!(sandbox.run(["enable", "time", "--json", "-q"]), @"");
}

#[test]
fn a_toggle_turns() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["toggle", "sentry"]), @"");
    assert_snapshot!(sandbox.run(["toggle", "sentry"]), @"");
    assert_snapshot!(sandbox.run(["toggle", "sentri"]), @"");
}
