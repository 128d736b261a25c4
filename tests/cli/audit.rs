//! `audit`: the records of commands, without a hub.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

const LOG: &str = "../home/.local/state/mcphub/audit/audit.jsonl";

/// Replaces the parts that differ from run to run.
fn mask_variable_parts(text: &str) -> String {
    let uid = format!("uid {}", rustix::process::getuid().as_raw());
    let lines = text.lines().map(|line| match line.get(10..11) {
        Some("T") => format!("[time]{}\n", &line[24..]),
        _ => format!("{line}\n"),
    });
    lines.collect::<String>().replace(&uid, "uid [uid]")
}

fn shown(sandbox: &Sandbox, args: &str) -> String {
    let output = sandbox.shell(&format!("mcphub audit {args}"));
    assert_eq!((output.stderr.as_str(), output.status), ("", 0));
    mask_variable_parts(&output.stdout)
}

#[test]
fn commands_that_write_are_recorded_by_names_alone() {
    let sandbox = Sandbox::new();
    assert_eq!(shown(&sandbox, ""), "");
    for line in [
        "mcphub init",
        "USER=ann mcphub add time --env TOKEN=s3cr3t-canary -- uvx mcp-server-time --key=s3cr3t-canary",
        "USER=ann SUDO_USER=bob mcphub set time env.TOKEN=other-s3cr3t",
        "mcphub key create ci --all",
        "mcphub key disable ci",
        "mcphub group create web time",
        "mcphub tool disable time now",
        "mcphub remove time --yes",
    ] {
        let output = sandbox.shell(line);
        assert!(!output.stderr.contains("audit"), "{line}: {output}");
    }
    assert_snapshot!(shown(&sandbox, ""), @"
    [time] write ok: user (uid [uid]) from cli, init; added $schema; added mcpServers
    [time] write ok: ann (uid [uid]) from cli, add; added mcpServers.time
    [time] write ok: ann (uid [uid], sudo of bob) from cli, set; changed mcpServers.time: env.TOKEN
    [time] write ok: user (uid [uid]) from cli, key create; added bearerKeys.ci
    [time] write ok: user (uid [uid]) from cli, key disable; changed bearerKeys.ci: enabled
    [time] write ok: user (uid [uid]) from cli, group create; added groups.web
    [time] write ok: user (uid [uid]) from cli, tool disable; changed mcpServers.time: tools
    [time] write ok: user (uid [uid]) from cli, remove; removed mcpServers.time; changed groups.web: servers
    ");
    let log = sandbox.read(LOG);
    assert!(!log.contains("s3cr3t") && !log.contains("mcphub_"), "{log}");
}

#[test]
fn commands_that_write_nothing_are_not_recorded() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    for line in [
        "mcphub add new --dry-run -- echo",
        "mcphub add time -- other",
        "mcphub remove nobody --yes",
        "mcphub key create ci --all --dry-run",
        "mcphub list",
        "mcphub enable time",
    ] {
        sandbox.shell(line);
    }
    assert_eq!(shown(&sandbox, ""), "");
    assert!(!sandbox.path("../home/.local/state/mcphub/audit").exists());
}

#[test]
fn records_are_filtered_and_printed_as_json_on_request() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    for name in ["one", "two", "three"] {
        sandbox.run(["add", name, "--", "echo"]);
    }
    let output = sandbox.shell("mcphub audit --json --limit 2 --kind write --since 1h");
    let records: Vec<Value> =
        output.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let changes: Vec<&str> = records.iter().map(|r| r["changes"][0].as_str().unwrap()).collect();
    assert_eq!(changes, ["added mcpServers.two", "added mcpServers.three"]);
    assert_eq!(records[0]["file"], "$SANDBOX/work/mcp_settings.json");
    assert_eq!(shown(&sandbox, "--kind login"), "");
    assert_eq!(shown(&sandbox, "--result refused"), "");
    assert_eq!(shown(&sandbox, "--since 2999-01-01T00:00:00Z"), "");
    assert_snapshot!(sandbox.run(["audit", "--kind", "logins"]), @"
    ------- stderr -------
    error: --kind has the unknown value `logins`
    hint: possible values are `login`, `setup`, `password`, `write`, `access` and `call`
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["audit", "--since", "yesterday"]), @"
    ------- stderr -------
    error: --since is `yesterday`, which is not a time
    hint: for instance --since 2026-01-02T03:04:05Z, or --since 12h
    [exit status: 2]
    ");
}

#[test]
fn a_change_is_made_with_a_warning_if_the_log_cannot_be_written() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    sandbox.write("precious", "mine\n");
    let folder = sandbox.path("../home/.local/state/mcphub/audit");
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(sandbox.path("precious"), folder.join("audit.jsonl")).unwrap();
    let output = sandbox.run(["add", "new", "--", "echo"]);
    assert_eq!(output.status, 0);
    assert!(output.stderr.contains("warning: the change is not in the audit log: "), "{output}");
    assert!(sandbox.settings().contains("\"new\""));
    assert_eq!(sandbox.read("precious"), "mine\n");
}
