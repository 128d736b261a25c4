//! `group`: named subsets, edited by verbs.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::{Output, Sandbox};

/// Ids are random.
fn without_id(mut output: Output) -> Output {
    let is_id = |line: &str| line.trim_start().trim_start_matches(['+', ' ']).starts_with("\"id\"");
    let kept: Vec<_> = output.stdout.lines().filter(|line| !is_id(line)).collect();
    output.stdout = kept.iter().map(|line| format!("{line}\n")).collect();
    output
}

#[test]
fn a_group_is_made_with_members_and_selectors() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "create", "work", "time", "--description", "For work"]), @"");
    assert_snapshot!(sandbox.run(["group", "add", "work", "github", "--tools", "a,b"]), @"");
    assert_snapshot!(sandbox.run(["group", "list"]), @"");
    assert_snapshot!(without_id(sandbox.run(["group", "show", "work", "--json"])), @"");
    let id = sandbox.settings();
    let id = id.split("\"id\": \"").nth(2).unwrap().split('"').next().unwrap();
    assert_eq!(sandbox.run(["group", "show", id]).status, 0);
    assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'));
}

#[test]
fn members_come_and_go() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "show", "web"]), @"");
    assert_snapshot!(sandbox.run(["group", "add", "web", "sentry"]), @"");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["group", "remove", "web", "sentry"]), @"");
    assert_snapshot!(sandbox.run(["group", "remove", "web", "sentry"]), @"");
    assert_snapshot!(sandbox.run(["group", "add", "web", "github", "--tools", "all"]), @"");
    assert_snapshot!(sandbox.run(["group", "list"]), @"");
}

#[test]
fn a_group_is_renamed_and_deleted() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "set", "web", "--name", "net", "--description", "All"]), @"");
    assert_snapshot!(sandbox.run(["group", "delete", "net"]), @"");
    assert_snapshot!(sandbox.run(["group", "delete", "net", "--yes"]), @"");
    assert_snapshot!(sandbox.run(["group", "delete", "net", "--yes", "--if-exists"]), @"");
    assert_snapshot!(sandbox.run(["group", "list"]), @"");
}

#[test]
fn unknown_names_are_6_and_taken_ones_7() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["group", "show", "wbe"]), @"");
    assert_snapshot!(sandbox.run(["group", "add", "web", "tim"]), @"");
    assert_snapshot!(sandbox.run(["group", "create", "web"]), @"");
    sandbox.assert_settings_untouched();
}
