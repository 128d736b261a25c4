//! Which settings file is meant.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

/// Adds a server from below `from`, and tells where it went.
fn written(sandbox: &Sandbox, line: &str) -> String {
    sandbox.shell(line).stderr
}

#[test]
fn the_first_place_that_applies_is_taken() {
    let sandbox = Sandbox::with_settings("{}\n");
    let add = |before: &str, flags: &str| {
        written(&sandbox, &format!("{before} mcphub {flags} add --force x -- c"))
    };
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json", "--config a.json"), @"");
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json MCPHUB_SETTING_PATH=c", ""), @"");
    assert_snapshot!(add("MCPHUB_SETTING_PATH=c", ""), @"");
    assert_snapshot!(add("MCPHUB_SETTING_PATH=d.json", ""), @"");
    assert_snapshot!(add("", ""), @"");
    assert_snapshot!(add("", "-g"), @"");
    assert_snapshot!(add("", "--scope user"), @"");
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json", "-s project"), @"");
}

#[test]
fn above_is_looked_at_within_the_work_tree_only() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("repo/.git/HEAD", "");
    sandbox.write("repo/deep/er/file", "");
    let add = |line: &str| written(&sandbox, line);
    // The file above the work tree is not this project's.
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"");
    sandbox.write("repo/mcp_settings.json", "{}\n");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -s local -- c"), @"");
}

#[test]
fn a_missing_file_names_where_it_was_looked_for() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["list"]), @"");
    assert_snapshot!(sandbox.run(["list", "--config", "a.json"]), @"");
    assert_snapshot!(sandbox.run(["remove", "x", "--yes"]), @"");
}
