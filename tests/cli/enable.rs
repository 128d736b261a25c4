//! `enable` and `disable` are idempotent; `toggle` is not.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn repeating_a_command_changes_nothing() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["disable", "time", "sentry"]), @"
    ------- stderr -------
    Disabled time in ./mcp_settings.json
    Unchanged: sentry is disabled in ./mcp_settings.json
    [exit status: 0]
    ");
    let once = sandbox.settings();
    assert_snapshot!(sandbox.run(["disable", "time"]), @"
    ------- stderr -------
    Unchanged: time is disabled in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_eq!(sandbox.settings(), once);
    assert_snapshot!(sandbox.run(["enable", "time", "--json", "-q"]), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/work/mcp_settings.json",
      "dryRun": false,
      "changed": true,
      "results": [
        {
          "name": "time",
          "action": "changed",
          "enabled": true
        }
      ]
    }
    [exit status: 0]
    "#);
}

#[test]
fn a_toggle_switches() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["toggle", "sentry"]), @"
    ------- stderr -------
    Enabled sentry in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["toggle", "sentry"]), @"
    ------- stderr -------
    Disabled sentry in ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["toggle", "sentri"]), @"
    ------- stderr -------
    error: no server `sentri`
    hint: did you mean `sentry`?
    [exit status: 6]
    ");
}
