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
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json", "--config a.json"), @"Added x (stdio) to ./a.json");
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json MCPHUB_SETTING_PATH=c", ""), @"Added x (stdio) to ./b.json");
    assert_snapshot!(add("MCPHUB_SETTING_PATH=c", ""), @"Added x (stdio) to ./c/mcp_settings.json");
    assert_snapshot!(add("MCPHUB_SETTING_PATH=d.json", ""), @"Added x (stdio) to ./d.json");
    assert_snapshot!(add("", ""), @"Added x (stdio) to ./mcp_settings.json");
    assert_snapshot!(add("", "-g"), @"Added x (stdio) to $SANDBOX/home/.config/mcphub/mcp_settings.json");
    assert_snapshot!(add("", "--scope user"), @"Unchanged: x in $SANDBOX/home/.config/mcphub/mcp_settings.json");
    assert_snapshot!(add("MCPHUB_SETTINGS=b.json", "-s project"), @"Unchanged: x in ./mcp_settings.json");
}

#[test]
fn above_is_looked_at_within_the_work_tree_only() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("repo/.git/HEAD", "");
    sandbox.write("repo/deep/er/file", "");
    let add = |line: &str| written(&sandbox, line);
    // The file above the work tree is not this project's.
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"Added x (stdio) to $SANDBOX/home/.config/mcphub/mcp_settings.json");
    sandbox.write("repo/mcp_settings.json", "{}\n");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"Added x (stdio) to $SANDBOX/work/repo/mcp_settings.json");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -s local -- c"), @"Added x (stdio) to ./mcp_settings.json");
}

#[test]
fn a_missing_file_names_where_it_was_looked_for() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["list"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` makes one here; `--config FILE` names another
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["list", "--config", "a.json"]), @"
    ------- stderr -------
    error: there is no settings file at ./a.json (from --config)
    hint: `mcphub init` makes one here; `--config FILE` names another
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["remove", "x", "--yes"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` makes one here; `--config FILE` names another
    [exit status: 8]
    ");
}
