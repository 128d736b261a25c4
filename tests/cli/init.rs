//! `init`: a minimal file, never over another.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

#[test]
fn makes_a_valid_file_that_only_its_owner_reads() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init"]), @"");
    assert_snapshot!(sandbox.settings(), @"");
    assert_snapshot!(sandbox.run(["validate", "--strict"]), @"");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = sandbox.path("mcp_settings.json").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn never_overwrites() {
    let sandbox = Sandbox::with_settings("{ }");
    assert_snapshot!(sandbox.run(["init"]), @"");
    assert_eq!(sandbox.run(["init", "--dry-run"]).status, 7);
    sandbox.assert_settings_untouched();
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init", "--dry-run"]), @"");
    sandbox.assert_settings_untouched();
}

#[test]
fn other_places_are_named_by_flags() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init", "--config", "deep/er/mcp.json"]), @"");
    assert_snapshot!(sandbox.run(["init", "--global", "--json"]), @"");
}
