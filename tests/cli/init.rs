//! `init`: creates a minimal file, and never overwrites one.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

#[test]
fn makes_a_valid_file_that_only_its_owner_reads() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init"]), @"
    ------- stderr -------
    Created ./mcp_settings.json
    For editors that read $schema: mcphub schema > ./mcp_settings.schema.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "$schema": "./mcp_settings.schema.json",
      "mcpServers": {}
    }
    "#);
    assert_snapshot!(sandbox.run(["validate", "--strict"]), @"
    ------- stderr -------
    ./mcp_settings.json: no findings
    [exit status: 0]
    ");
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
    assert_snapshot!(sandbox.run(["init"]), @"
    ------- stderr -------
    error: ./mcp_settings.json already exists
    hint: `mcphub add` and other commands edit it
    [exit status: 7]
    ");
    assert_eq!(sandbox.run(["init", "--dry-run"]).status, 7);
    sandbox.assert_settings_untouched();
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init", "--dry-run"]), @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -0,0 +1,4 @@
    +{
    +  "$schema": "./mcp_settings.schema.json",
    +  "mcpServers": {}
    +}
    ------- stderr -------
    Dry run: nothing was written to ./mcp_settings.json
    [exit status: 0]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn other_places_are_named_by_flags() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["init", "--config", "deep/er/mcp.json"]), @"
    ------- stderr -------
    Created ./deep/er/mcp.json
    For editors that read $schema: mcphub schema > ./deep/er/mcp_settings.schema.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.run(["init", "--global", "--json"]), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/home/.config/mcphub/mcp_settings.json",
      "changed": true
    }
    ------- stderr -------
    Created $SANDBOX/home/.config/mcphub/mcp_settings.json
    For editors that read $schema: mcphub schema > $SANDBOX/home/.config/mcphub/mcp_settings.schema.json
    [exit status: 0]
    "#);
}
