//! The checked-in help texts match the program, and their examples work.

use std::fs;
use std::path::Path;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

/// Returns all commands with a help text of their own.
fn commands() -> Vec<String> {
    let mut found = vec![String::new()];
    let mut open = vec![String::new()];
    while let Some(parent) = open.pop() {
        let help = Sandbox::new().shell(&format!("mcphub {parent} --help")).stdout;
        let section = help.split("\nCommands:\n").nth(1).unwrap_or_default();
        let section = section.split("\n\n").next().unwrap_or_default();
        for line in section.lines() {
            let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else {
                continue;
            };
            let name = name.split_whitespace().next().unwrap();
            if name != "help" {
                let command = format!("{parent} {name}").trim().to_owned();
                open.push(command.clone());
                found.push(command);
            }
        }
    }
    found.sort();
    assert!(found.len() > 30, "{found:?}");
    found
}

#[test]
fn help_is_as_it_was_reviewed() {
    let folder = Path::new("tests/data/help");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for command in commands() {
        let output = Sandbox::new().shell(&format!("mcphub {command} --help"));
        assert_eq!((output.stderr.as_str(), output.status), ("", 0), "{command}");
        let name = if command.is_empty() { "mcphub".into() } else { command.replace(' ', "-") };
        let file = folder.join(format!("{name}.txt"));
        if update {
            fs::create_dir_all(folder).unwrap();
            fs::write(&file, &output.stdout).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != output.stdout {
            wrong.push(command);
        }
    }
    assert!(wrong.is_empty(), "other than tests/data/help (UPDATE=1 rewrites it): {wrong:?}");
}

#[test]
fn every_help_has_examples_that_work() {
    let mut ran = 0;
    for command in commands() {
        let help = Sandbox::new().shell(&format!("mcphub {command} --help")).stdout;
        let (_, examples) = help
            .split_once("\nExamples:\n")
            .unwrap_or_else(|| panic!("the help of `mcphub {command}` has no examples\n{help}"));
        for line in examples.lines().take_while(|line| !line.is_empty()) {
            // The hub itself runs until it is stopped; its own tests cover that.
            let runs_on =
                command == "serve" && !line.contains("--check") || line.contains("--wait");
            if !runs_on {
                example_works(&command, line.trim());
                ran += 1;
            }
        }
    }
    assert!(ran > 60, "only {ran} examples were found");
}

/// Runs an example in its own sandbox, with the files that examples use.
fn example_works(command: &str, line: &str) {
    let sandbox = Sandbox::new();
    if !line.ends_with("mcphub init") {
        sandbox.write("mcp_settings.json", SETTINGS);
    }
    sandbox.write(".cursor/mcp.json", r#"{"mcpServers": {"a": {"command": "a"}}}"#);
    let desktop = r#"{"mcpServers": {"File Server": {"command": "d"}}}"#;
    sandbox.write("claude_desktop_config.json", desktop);
    sandbox.write(".vscode/mcp.json", r#"{"servers": {"b": {"type": "stdio", "command": "b"}}}"#);
    sandbox.write("config.toml", "[mcp_servers.c]\ncommand = \"c\"\n");
    // Examples that add servers use names that exist in the settings.
    if line.contains(" add") && !line.contains("group") {
        sandbox.write("mcp_settings.json", "{}\n");
    }
    if ["mcphub key", "mcphub user"].iter().any(|verb| line.contains(verb)) {
        let more = r#""users": [{ "username": "ann" }],
  "bearerKeys": [{ "name": "laptop", "token": "mcphub_0123456789", "accessType": "all" }],
  "groups""#;
        sandbox.write("mcp_settings.json", &SETTINGS.replace("\"groups\"", more));
        sandbox.write("password.txt", "correct-horse-1\n");
    }
    if line.contains("install --all") {
        sandbox.write("../home/.cursor/mcp.json", "{}\n");
    }
    if line.contains("mcphub secret") {
        sandbox.write("token.txt", "an-example\n");
        sandbox.shell("mcphub secret set GITHUB_TOKEN < token.txt");
    }
    sandbox.write("arguments.json", r#"{"text": "hello"}"#);
    if ["mcphub serve", "inspect demo", "call demo"].iter().any(|verb| line.contains(verb)) {
        let demo = r#"{"mcpServers": {"demo": {"command": "mcphub", "args": ["demo"]}}}"#;
        sandbox.write("mcp_settings.json", demo);
    }
    if ["mcphub login", "mcphub logout", "mcphub auth"].iter().any(|verb| line.contains(verb)) {
        let closed = r#"{"type": "streamable-http", "url": "http://127.0.0.1:9/mcp"}"#;
        let client = r#"{"clientId": "my-app", "redirectUris": ["https://app.example/callback"]}"#;
        let servers = format!(
            r#"{{"mcpServers": {{"sentry": {closed}, "github": {closed}}}, "oauthClients": [{client}]}}"#
        );
        sandbox.write("mcp_settings.json", &servers);
    }
    let server = r#"{"name": "io.github.owner/server", "packages": [
        {"registryType": "npm", "identifier": "server", "version": "1.0.0"}]}"#;
    sandbox.write("server.json", server);
    // Nothing listens there.
    let variables = "EDITOR=true MCPHUB_REGISTRY=http://127.0.0.1:9";
    let output = sandbox.shell(&format!("export {variables}; {line}"));
    let expected = match command {
        // No hub, server or registry responds; the tests of these commands start them.
        "status" | "logs" | "reload" | "login" | "search" => 4,
        // The programs of the servers are not there.
        "doctor" => 1,
        "connect" if !line.contains("https") => 4,
        "install-server" if line.contains("io.github") => 4,
        "list" if line.contains("--status") => 4,
        _ if line.contains("--strict") => 1,
        _ => 0,
    };
    assert_eq!(output.status, expected, "mcphub {command}: {line}\n{output}");
}
