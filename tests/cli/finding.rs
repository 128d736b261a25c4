//! The choice of the settings file.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

/// Adds a server with a command line; returns the message that names the file.
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
    // The file above the work tree does not belong to this project.
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"Added x (stdio) to $SANDBOX/home/.config/mcphub/mcp_settings.json");
    sandbox.write("repo/mcp_settings.json", "{}\n");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -- c"), @"Added x (stdio) to $SANDBOX/work/repo/mcp_settings.json");
    assert_snapshot!(add("cd repo/deep/er && mcphub add x -s local -- c"), @"Added x (stdio) to ./mcp_settings.json");
}

#[test]
fn a_missing_file_is_reported_with_its_path() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["list"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["list", "--config", "a.json"]), @"
    ------- stderr -------
    error: there is no settings file at ./a.json (from --config)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
    assert_snapshot!(sandbox.run(["remove", "x", "--yes"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
}

#[cfg(unix)]
#[test]
fn a_file_of_another_user_is_used_only_if_named() {
    use std::os::unix::fs::{chown, symlink};
    if !rustix::process::geteuid().is_root() {
        return eprintln!("skipped: it needs root, to give files to another user");
    }
    let sandbox = Sandbox::with_settings("{}\n");
    let theirs = |path: &str| chown(sandbox.path(path), Some(61_502), None).unwrap();
    theirs("mcp_settings.json");
    assert_snapshot!(sandbox.run(["list"]), @"
    ------- stderr -------
    error: ./mcp_settings.json is ignored: it belongs to user 61502
    hint: if you trust it, name it: `--config ./mcp_settings.json`
    hint: `--scope user` uses your own settings
    [exit status: 8]
    ");
    assert_eq!(sandbox.run(["list", "--scope", "local"]).status, 8);
    assert_eq!(sandbox.run(["list", "--config", "mcp_settings.json"]).status, 0);
    let as_caller = |command: &mut std::process::Command| {
        command.env("SUDO_UID", "61502");
    };
    assert_eq!(sandbox.run_with(["list"], as_caller).status, 0);
    // A file above, in another user's work tree; our link to another user's file.
    sandbox.write("tree/.git/HEAD", "");
    sandbox.write("tree/mcp_settings.json", "{}\n");
    sandbox.write("tree/deep/file", "");
    theirs("tree/.git");
    assert_snapshot!(sandbox.shell("cd tree/deep && mcphub list"), @"
    ------- stderr -------
    error: $SANDBOX/work/tree/mcp_settings.json is ignored: $SANDBOX/work/tree/.git belongs to user 61502
    hint: if you trust it, name it: `--config $SANDBOX/work/tree/mcp_settings.json`
    hint: `--scope user` uses your own settings
    [exit status: 8]
    ");
    assert_eq!(sandbox.shell("cd tree && mcphub list").status, 0);
    std::fs::create_dir(sandbox.path("link")).unwrap();
    symlink("../mcp_settings.json", sandbox.path("link/mcp_settings.json")).unwrap();
    assert_eq!(sandbox.shell("cd link && mcphub list").status, 8);
}

#[test]
fn a_folder_in_place_of_the_file_is_an_error() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("mcp_settings.json")).unwrap();
    assert_snapshot!(sandbox.run(["list"]), @"
    ------- stderr -------
    error: cannot read $SANDBOX/work/mcp_settings.json
    caused by: is a folder, not a file
    [exit status: 8]
    ");
}
