//! Files planted by another user beside the settings are neither followed nor changed.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

const LOCK: &str = ".mcp_settings.json.lock";

#[test]
fn an_edit_does_not_follow_a_planted_lock() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("bashrc", "export A=1\n");
    let add = || sandbox.run(["add", "x", "--", "c"]);
    symlink("bashrc", sandbox.path(LOCK)).unwrap();
    assert_snapshot!(add(), @"
    ------- stderr -------
    error: cannot lock $SANDBOX/work/mcp_settings.json: $SANDBOX/work/.mcp_settings.json.lock is a symbolic link, not a file
    hint: remove it, or keep the settings in a folder that only you can write to
    [exit status: 7]
    ");
    fs::remove_file(sandbox.path(LOCK)).unwrap();
    symlink("nothing", sandbox.path(LOCK)).unwrap();
    assert_eq!(add().status, 7);
    assert!(!sandbox.path("nothing").exists());
    fs::remove_file(sandbox.path(LOCK)).unwrap();
    fs::hard_link(sandbox.path("bashrc"), sandbox.path(LOCK)).unwrap();
    assert_eq!(add().status, 7);
    fs::remove_file(sandbox.path(LOCK)).unwrap();
    assert!(sandbox.shell(&format!("mkfifo {LOCK}")).status == 0);
    assert_eq!(add().status, 7);
    assert_eq!(sandbox.read("bashrc"), "export A=1\n");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_dry_run_and_a_command_that_reads_touch_nothing() {
    let sandbox = Sandbox::with_settings("{\"mcpServers\": {\"a\": {\"command\": \"c\"}}}\n");
    let names = || {
        let mut names: Vec<_> = fs::read_dir(sandbox.path(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let before = names();
    for line in [
        "mcphub add x --dry-run -- c",
        "mcphub remove a --dry-run",
        "mcphub key create k --all --dry-run",
        "mcphub key list",
        "mcphub list",
        "mcphub get a",
        "mcphub validate",
        "mcphub export",
        "mcphub --config deep/er/new.json add x --dry-run -- c",
    ] {
        let output = sandbox.shell(line);
        assert_eq!(output.status, 0, "{line}: {output}");
        assert_eq!(names(), before, "{line}");
    }
    sandbox.assert_settings_untouched();
}

#[test]
fn a_secret_in_a_file_readable_by_others_causes_a_warning() {
    let sandbox = Sandbox::with_settings("{}\n");
    let path = sandbox.path("mcp_settings.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let add = sandbox.run(["add", "x", "--", "c"]);
    assert_snapshot!(add.stderr, @"Added x (stdio) to ./mcp_settings.json");
    assert_snapshot!(sandbox.run(["key", "create", "k", "--all"]).stderr, @"
    Created key k in ./mcp_settings.json
    warning: ./mcp_settings.json contains secrets and is readable by other users: `chmod 600 ./mcp_settings.json`
    It gives access to http://127.0.0.1:3000/mcp and all endpoints below it
    ");
    let found = sandbox.run(["validate"]);
    assert!(found.stdout.contains("warning[readable-by-others]"), "{found}");
    assert!(!sandbox.run(["validate", "--file-only"]).stdout.contains("readable-by-others"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_snapshot!(sandbox.run(["key", "create", "l", "--all"]).stderr, @"
    Created key l in ./mcp_settings.json
    It gives access to http://127.0.0.1:3000/mcp and all endpoints below it
    ");
    assert!(!sandbox.run(["validate"]).stdout.contains("readable-by-others"));
}
