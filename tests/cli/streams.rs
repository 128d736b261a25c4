//! Output streams: results, messages, colors, JSON errors.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn an_error_ends_with_one_line_of_json_with_the_flag() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["rename", "--json", "a"]), @r#"
    ------- stderr -------
    error: the following required arguments were not provided:
      <NEW>

    Usage: mcphub rename --json <OLD> <NEW>

    For more information, try '--help'.
    {"error":{"code":"usage","message":"the following required arguments were not provided: <NEW>","hint":null,"exit":2}}
    [exit status: 2]
    "#);
    assert_snapshot!(sandbox.run(["list", "--json", "--whatt"]), @r#"
    ------- stderr -------
    error: unexpected argument '--whatt' found

    Usage: mcphub list --json

    For more information, try '--help'.
    {"error":{"code":"usage","message":"unexpected argument '--whatt' found","hint":null,"exit":2}}
    [exit status: 2]
    "#);
    let last = sandbox.run(["get", "x", "--json"]).stderr;
    let last = last.lines().last().unwrap();
    let error: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(error["error"]["exit"], 6);
}

#[test]
fn quiet_suppresses_success_messages_but_no_errors() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_eq!(sandbox.run(["-q", "disable", "time"]).to_string(), "[exit status: 0]");
    assert_ne!(sandbox.run(["-q", "disable", "nothing"]).stderr, "");
}

#[test]
fn color_is_for_terminals_unless_requested() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let has_colour = |text: &str| text.contains('\u{1b}');
    assert!(!has_colour(&sandbox.run(["get", "x"]).stderr));
    assert!(has_colour(&sandbox.run(["get", "x", "--color", "always"]).stderr));
    assert!(has_colour(&sandbox.shell("CLICOLOR_FORCE=1 mcphub get x").stderr));
    assert!(!has_colour(&sandbox.shell("CLICOLOR_FORCE=1 NO_COLOR=1 mcphub get x").stderr));
    assert!(!has_colour(&sandbox.shell("CLICOLOR_FORCE=1 mcphub get x --color never").stderr));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.shell("(mcphub list; echo $? >&2) | true");
    assert_eq!(output.stderr, "0\n");
    let output = sandbox.run_with(["list"], |command| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(Stdio::from(writer));
    });
    assert_eq!(output.to_string(), "[exit status: 0]");
}

#[test]
fn the_log_level_can_be_raised_and_a_wrong_directive_is_an_error() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_eq!(sandbox.shell("MCPHUB_LOG=trace mcphub list").status, 0);
    assert_snapshot!(sandbox.shell("MCPHUB_LOG=mcphub=loud mcphub list"), @r#"
    ------- stderr -------
    error: MCPHUB_LOG: error parsing level filter: expected one of "off", "error", "warn", "info", "debug", "trace", or a number 0-5
    hint: for instance MCPHUB_LOG=info, or MCPHUB_LOG=mcphub::proxy=debug,warn
    [exit status: 2]
    "#);
}

#[test]
fn misspelt_commands_and_flags_have_near_ones() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["lsit"]), @"
    ------- stderr -------
    error: unrecognized subcommand 'lsit'

      tip: some similar subcommands exist: 'validate', 'set', 'clients', 'ls', 'list'

    Usage: mcphub [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["list", "--show-secret"]), @"
    ------- stderr -------
    error: unexpected argument '--show-secret' found

      tip: a similar argument exists: '--show-secrets'

    Usage: mcphub list --show-secrets

    For more information, try '--help'.
    [exit status: 2]
    ");
}
