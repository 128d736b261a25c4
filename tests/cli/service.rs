//! `service`: the files of systemd and launchd, without either of them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use insta::assert_snapshot;

use crate::support::sandbox::{Output, Sandbox};

const UNIT: &str = "../home/.config/systemd/user/mcphub.service";
const SETTINGS: &str = r#"{"mcpServers": {"a": {"command": "a", "env": {"T": "${TOKEN}"}}}}"#;

/// Adds a `systemctl` that records its arguments and ends with `status`.
fn systemctl(sandbox: &Sandbox, status: u8) {
    let script =
        format!("#!/bin/sh\necho \"$*\" >> {}\nexit {status}\n", sandbox.path("said").display());
    sandbox.write("bin/systemctl", &script);
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(sandbox.path("bin/systemctl"), executable).unwrap();
}

fn shell(sandbox: &Sandbox, line: &str) -> Output {
    sandbox.shell(&format!(
        "PATH=$PWD/bin:$PATH; export PATH; mcphub service {line} --manager systemd"
    ))
}

/// Replaces the folder of the program, which differs from machine to machine.
fn mask(text: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_mcphub")).parent().unwrap();
    text.replace(&folder.display().to_string(), "$BIN")
}

#[test]
fn a_dry_run_shows_the_file_and_the_commands_and_writes_nothing() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(mask(&shell(&sandbox, "install --port 3001 --dry-run").to_string()), @r#"
    --- $SANDBOX/home/.config/systemd/user/mcphub.service
    +++ $SANDBOX/home/.config/systemd/user/mcphub.service
    @@ -0,0 +1,26 @@
    +# Written by `mcphub service install`.
    +[Unit]
    +Description=mcphub, the MCP servers of $SANDBOX/work/mcp_settings.json
    +StartLimitIntervalSec=120
    +StartLimitBurst=5
    +
    +[Service]
    +Type=exec
    +ExecStart="$BIN/mcphub" "serve" "--config" "$SANDBOX/work/mcp_settings.json" "--port" "3001"
    +WorkingDirectory=$SANDBOX/work
    +Environment="PATH=$SANDBOX/work/bin:$BIN:/usr/bin:/bin"
    +Restart=on-failure
    +RestartSec=5
    +# Wrong arguments and broken settings need a person.
    +RestartPreventExitStatus=2 8
    +TimeoutStopSec=45
    +KillMode=mixed
    +UMask=0077
    +NoNewPrivileges=yes
    +LockPersonality=yes
    +RestrictRealtime=yes
    +RestrictSUIDSGID=yes
    +SystemCallArchitectures=native
    +
    +[Install]
    +WantedBy=default.target
    $ systemctl --user daemon-reload
    $ systemctl --user enable mcphub
    $ systemctl --user restart mcphub
    ------- stderr -------
    warning: the service gets no `TOKEN` from this shell: set it in .env beside ./mcp_settings.json
    Dry run: nothing was written to $SANDBOX/home/.config/systemd/user/mcphub.service
    [exit status: 0]
    "#);
    let launchd = sandbox.shell("mcphub service install --dry-run --manager launchd --json");
    assert_eq!(launchd.status, 0, "{launchd}");
    assert!(launchd.stdout.contains("<key>ProgramArguments</key>"), "{launchd}");
    assert!(!sandbox.path(UNIT).exists());
}

#[test]
fn a_service_is_installed_once_and_taken_back() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    systemctl(&sandbox, 0);
    let refused = shell(&sandbox, "install");
    assert_eq!((refused.status, sandbox.path(UNIT).exists()), (2, false), "{refused}");
    assert_eq!(shell(&sandbox, "status").status, 6);
    let installed = shell(&sandbox, "install --yes");
    assert_eq!(installed.status, 0, "{installed}");
    let unit = sandbox.read(UNIT);
    assert!(
        unit.contains("ExecStart=\"/") && unit.contains("RestartPreventExitStatus=2 8"),
        "{unit}"
    );
    assert!(!unit.contains("TOKEN"), "{unit}");
    assert_eq!(shell(&sandbox, "install --yes").status, 0);
    assert_eq!(sandbox.read(UNIT), unit);
    assert_eq!(shell(&sandbox, "status").status, 0);
    let removed = shell(&sandbox, "uninstall --yes");
    assert_eq!((removed.status, sandbox.path(UNIT).exists()), (0, false), "{removed}");
    assert_eq!(shell(&sandbox, "uninstall --yes").status, 0);
    assert_snapshot!(sandbox.read("said"), @"
    --user is-active --quiet mcphub
    --user daemon-reload
    --user enable mcphub
    --user restart mcphub
    --user daemon-reload
    --user enable mcphub
    --user restart mcphub
    --user is-active --quiet mcphub
    --user disable --now mcphub
    --user daemon-reload
    ");
    // The file is in the history, as any other.
    assert_eq!(sandbox.shell("mcphub undo").status, 0);
    assert_eq!(sandbox.read(UNIT), unit);
}

#[test]
fn a_manager_that_fails_is_said_and_the_file_stays() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    systemctl(&sandbox, 1);
    let output = shell(&sandbox, "install --yes");
    assert_eq!((output.status, sandbox.path(UNIT).exists()), (9, true), "{output}");
    assert!(output.stderr.contains("`systemctl --user daemon-reload` failed"), "{output}");
    assert_eq!(shell(&sandbox, "status").status, 1);
}

#[test]
fn a_file_of_someone_else_is_neither_replaced_nor_removed() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    systemctl(&sandbox, 0);
    sandbox.write(UNIT, "[Service]\nExecStart=/usr/bin/other\n");
    for line in ["install --yes", "uninstall --yes"] {
        let output = shell(&sandbox, line);
        assert_eq!(output.status, 7, "{output}");
    }
    assert_eq!(sandbox.read(UNIT), "[Service]\nExecStart=/usr/bin/other\n");
    assert!(!sandbox.path("said").exists());
}
