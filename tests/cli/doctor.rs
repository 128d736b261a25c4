//! `doctor`: problems of this machine, and the fixes that lose nothing.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use insta::assert_snapshot;
use serde_json::Value;

use crate::cli::SETTINGS;
use crate::support::sandbox::{Output, Sandbox};

/// A port on which nothing listens, as far as a test can know.
const FREE: &str = "1";
const STATE: &str = "../home/.local/state/mcphub";

fn doctor(sandbox: &Sandbox, args: &str) -> Output {
    sandbox.shell(&format!("mcphub doctor --port {FREE} {args}"))
}

fn findings(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let output = sandbox.shell(line);
    let report: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{output}"));
    let checks = report["checks"].as_array().unwrap().iter();
    let all = checks.flat_map(|check| check["findings"].as_array().unwrap());
    all.map(|one| format!("{} {}", one["level"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Adds a program to a folder that commands find first.
fn program(sandbox: &Sandbox, name: &str, script: &str) {
    let inside = format!("bin/{name}");
    sandbox.write(&inside, &format!("#!/bin/sh\n{script}\n"));
    set_mode(&sandbox.path(&inside), 0o755);
}

#[test]
fn an_empty_home_has_no_problems() {
    let sandbox = Sandbox::new();
    assert_snapshot!(doctor(&sandbox, ""), @"
    RESULT  CHECK     WHAT
    note    settings  there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's); `mcphub init` creates one here [no-settings]
    ok      state     $SANDBOX/home/.local/state/mcphub does not exist yet
    ok      hub       no hub runs on port 1, and the port is free
    ok      clients   no client has servers
    ok      proxies   no HTTP proxy is set
    ------- stderr -------
    No problems found
    [exit status: 0]
    ");
    assert!(!sandbox.path(STATE).exists(), "a check creates nothing");
}

#[test]
fn a_typical_file_is_reported_with_what_this_machine_lacks() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    program(&sandbox, "uvx", "echo uvx 0.9.1");
    program(&sandbox, "uv", "echo uv 0.9.1 '(abc 2026-01-01)'");
    let output = sandbox.shell(&format!("PATH=$PWD/bin:/bin:$PATH mcphub doctor --port {FREE}"));
    assert!(!output.to_string().contains("ghp_0123"), "{output}");
    assert!(output.stdout.contains("uv is 0.9.1"), "{output}");
    sandbox.assert_settings_untouched();
}

#[test]
fn old_and_broken_programs_are_found() {
    let servers = r#"{"mcpServers": {
        "a": {"command": "npx", "args": ["-y", "x"]}, "b": {"command": "docker"}}}"#;
    let sandbox = Sandbox::with_settings(servers);
    program(&sandbox, "npx", "exit 0");
    program(&sandbox, "node", "echo v16.20.0");
    program(&sandbox, "docker", "exit 3");
    let line = format!("PATH=$PWD/bin:/bin:$PATH mcphub doctor --port {FREE} --json");
    assert_eq!(findings(&sandbox, &line), ["warning old-program", "warning broken-program"]);
}

#[test]
fn open_files_and_leftovers_are_fixed_after_they_are_shown() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {}, "bearerKeys": [
        {"name": "a", "token": "mcphub_0123456789abcdef", "accessType": "all"}]}"#,
    );
    let settings = sandbox.path("mcp_settings.json");
    set_mode(&settings, 0o644);
    sandbox.write(".env", "A=1\n");
    set_mode(&sandbox.path(".env"), 0o640);
    sandbox.write(".mcp_settings.json.lock", "99999999");
    sandbox.write(".mcp_settings.abc.tmp", "half");
    let old = SystemTime::now() - Duration::from_hours(3);
    let left = fs::File::options().write(true).open(sandbox.path(".mcp_settings.abc.tmp")).unwrap();
    left.set_modified(old).unwrap();
    sandbox.write(&format!("{STATE}/other/file"), "");
    set_mode(&sandbox.path(STATE), 0o755);
    assert_snapshot!(doctor(&sandbox, "--fix --dry-run"), @"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    -mode 0644
    +mode 0600
    --- ./.mcp_settings.json.lock
    +++ /dev/null
    --- ./.mcp_settings.abc.tmp
    +++ /dev/null
    --- ./.env
    +++ ./.env
    -mode 0640
    +mode 0600
    --- $SANDBOX/home/.local/state/mcphub
    +++ $SANDBOX/home/.local/state/mcphub
    -mode 0755
    +mode 0700

    RESULT   CHECK     WHAT
    ok       settings  ./mcp_settings.json has 0 servers, 0 enabled
    warning  settings  ./mcp_settings.json:2:32: the file contains secrets and is readable by other users of this machine; restrict it: `chmod 600` the file [readable-by-others]
    warning  files     ./.mcp_settings.json.lock was left by a process that has ended [stale-lock]
    warning  files     ./.mcp_settings.abc.tmp was left by a process that was killed [leftover]
    warning  files     ./.env is readable by other users [open-file]
    ok       state     $SANDBOX/home/.local/state/mcphub can be written
    warning  state     $SANDBOX/home/.local/state/mcphub is open to other users [open-file]
    ok       programs  no server needs a program of which the version is known
    ok       hub       no hub runs on port 1, and the port is free
    ok       clients   no client has servers
    ok       proxies   no HTTP proxy is set
    [exit status: 1]
    ");
    let refused = doctor(&sandbox, "--fix");
    assert_eq!((refused.status, mode(&settings)), (2, 0o644), "{refused}");
    assert_snapshot!(doctor(&sandbox, "--fix --yes"), @"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    -mode 0644
    +mode 0600
    --- ./.mcp_settings.json.lock
    +++ /dev/null
    --- ./.mcp_settings.abc.tmp
    +++ /dev/null
    --- ./.env
    +++ ./.env
    -mode 0640
    +mode 0600
    --- $SANDBOX/home/.local/state/mcphub
    +++ $SANDBOX/home/.local/state/mcphub
    -mode 0755
    +mode 0700

    RESULT  CHECK     WHAT
    ok      settings  ./mcp_settings.json has 0 servers, 0 enabled
    ok      files     ./.env is private
    ok      state     $SANDBOX/home/.local/state/mcphub can be written
    ok      programs  no server needs a program of which the version is known
    ok      hub       no hub runs on port 1, and the port is free
    ok      clients   no client has servers
    ok      proxies   no HTTP proxy is set
    ------- stderr -------
    Closed ./mcp_settings.json to other users
    Removed ./.mcp_settings.json.lock
    Removed ./.mcp_settings.abc.tmp
    Closed ./.env to other users
    Closed $SANDBOX/home/.local/state/mcphub to other users
    No problems found
    [exit status: 0]
    ");
    assert_eq!((mode(&settings), mode(&sandbox.path(".env"))), (0o600, 0o600));
    assert_eq!(mode(&sandbox.path(STATE)), 0o700);
    assert!(!sandbox.path(".mcp_settings.json.lock").exists());
    assert!(!sandbox.path(".mcp_settings.abc.tmp").exists());
    sandbox.assert_settings_untouched();
}

#[test]
fn a_lock_that_is_no_lock_and_a_state_folder_that_is_no_folder_are_errors() {
    let sandbox = Sandbox::with_settings("{}");
    sandbox.write("elsewhere", "");
    std::os::unix::fs::symlink("elsewhere", sandbox.path(".mcp_settings.json.lock")).unwrap();
    sandbox.write(STATE, "");
    let line = format!("mcphub doctor --port {FREE} --json");
    assert_eq!(findings(&sandbox, &line), ["error foreign-lock", "error state-folder"]);
}

#[test]
fn a_file_that_does_not_parse_is_an_error_with_its_place() {
    let sandbox = Sandbox::with_settings("{\"mcpServers\": {\"a\": {\"env\": {\"T\": \"canary\"}}");
    let output = doctor(&sandbox, "");
    assert_eq!(output.status, 1);
    assert!(output.stdout.contains("./mcp_settings.json:1:"), "{output}");
    assert!(output.stdout.contains("[syntax]") && !output.stdout.contains("canary"), "{output}");
}

#[test]
fn a_port_that_another_program_has_is_named_with_its_process() {
    let sandbox = Sandbox::with_settings("{}");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // Answers no request, as a program that speaks something else.
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..2 {
                drop(listener.accept());
            }
        });
        sandbox.shell(&format!("mcphub doctor --port {port}"))
    });
    assert!(output.stdout.contains(&format!("port {port} belongs to another program")), "{output}");
    assert!(output.stdout.contains("[port-taken]"), "{output}");
    assert_eq!(output.status, 1);
}

#[test]
fn proxies_that_swallow_the_hub_are_found_without_their_passwords() {
    let sandbox = Sandbox::new();
    let line = format!("HTTPS_PROXY=http://u:canary@proxy:3128 mcphub doctor --port {FREE}");
    let output = sandbox.shell(&line);
    assert!(output.stdout.contains("[proxy-loopback]"), "{output}");
    assert!(!output.to_string().contains("canary"), "{output}");
    let with_exceptions = format!("NO_PROXY=localhost,127.0.0.1 {line}");
    assert_eq!(sandbox.shell(&with_exceptions).status, 0);
}

#[test]
fn clients_that_do_not_use_the_hub_are_found() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let cursor = r#"{"mcpServers": {
        "mcphub": {"url": "http://127.0.0.1:3999/mcp"}, "notes": {"command": "notes"}}}"#;
    sandbox.write("../home/.cursor/mcp.json", cursor);
    sandbox.write("../home/.gemini/settings.json", "{ broken");
    let windsurf = r#"{"mcpServers": {
        "mcphub": {"serverUrl": "http://127.0.0.1:3000/mcp"}, "time": {"command": "uvx"}}}"#;
    sandbox.write("../home/.codeium/windsurf/mcp_config.json", windsurf);
    let output = doctor(&sandbox, "");
    let rows: Vec<&str> = output.stdout.lines().filter(|row| row.contains(" clients ")).collect();
    let found: Vec<&str> =
        rows.iter().filter_map(|row| row.rsplit_once('[')).map(|(_, code)| code).collect();
    assert_eq!(
        found,
        ["client-elsewhere]", "unknown-server]", "served-twice]", "client-file]"],
        "{output}"
    );
    assert!(rows[0].contains("windsurf uses the hub (`mcphub`)"), "{output}");
}

#[test]
fn every_code_is_explained() {
    let sandbox = Sandbox::new();
    for code in ["stale-lock", "port-taken", "duplicate-endpoint", "unset-variable"] {
        let output = sandbox.run(["explain", code]);
        assert_eq!(output.status, 0, "{output}");
        assert!(output.stdout.lines().count() >= 2);
    }
}
