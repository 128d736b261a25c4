//! `rename`: groups are updated.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn the_entry_keeps_its_place_and_groups_follow() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["rename", "github", "gh"]), @"
    ------- stderr -------
    Renamed github to gh in ./mcp_settings.json
    [exit status: 0]
    ");
    let expected = SETTINGS
        .replace("\"github\": {", "\"gh\": {")
        .replace("\"name\": \"github\"", "\"name\": \"gh\"");
    assert_eq!(sandbox.settings(), expected);
}

#[test]
fn a_taken_name_is_a_conflict_and_a_missing_one_absent() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["rename", "github", "time"]), @"
    ------- stderr -------
    error: server `time` already exists with different content
    [exit status: 7]
    ");
    assert_snapshot!(sandbox.run(["rename", "gihtub", "gh", "--json"]), @r#"
    ------- stderr -------
    error: no server `gihtub`
    hint: did you mean `github`?
    {"error":{"code":"not_found","message":"no server `gihtub`","hint":"did you mean `github`?","exit":6}}
    [exit status: 6]
    "#);
    sandbox.assert_settings_untouched();
}
