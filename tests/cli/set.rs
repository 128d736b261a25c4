//! `set`: single fields; the others stay.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn only_what_is_named_changes() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run([
        "set",
        "github",
        "--env",
        "LOG_LEVEL=debug",
        "--unset-env",
        "GITHUB_TOKEN",
        "--description",
        "Issues",
        "--timeout",
        "5000",
        "perSessionClient=true",
        "--dry-run",
    ]);
    assert_snapshot!(output, @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn the_same_again_is_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "github", "env.LOG_LEVEL=info"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_command_becomes_a_url_and_back() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "time", "--url", "https://time.example/mcp"]), @"");
    assert_snapshot!(sandbox.run(["get", "time"]), @"");
    assert_snapshot!(sandbox.run(["set", "sentry", "--", "npx", "-y", "sentry"]), @"");
    assert_snapshot!(sandbox.run(["get", "sentry"]), @"");
}

#[test]
fn fields_can_be_removed() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output =
        sandbox.run(["set", "sentry", "--unset", "enabled", "--unset-header", "Authorization"]);
    assert_snapshot!(output, @"");
    assert_snapshot!(sandbox.run(["get", "sentry"]), @"");
}

#[test]
fn mistakes_are_refused() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["set", "time"]), @"");
    assert_snapshot!(sandbox.run(["set", "tiem", "a=1"]), @"");
    assert_snapshot!(sandbox.run(["set", "time", "nonsense"]), @"");
    assert_snapshot!(sandbox.run(["set", "time", "args=1"]), @"");
    sandbox.assert_settings_untouched();
}
