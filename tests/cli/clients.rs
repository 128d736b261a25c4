//! Real-shaped files of all clients: what is imported from each, and what is exported for each.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::sandbox::{Output, Sandbox};

/// Files of all clients: those of a home folder, and loose ones.
const FILES: &str = "tests/data/clients";

/// The settings that are exported.
const SETTINGS: &str = r#"{
  "mcpServers": {
    "tool": {
      "type": "stdio", "command": "npx", "args": ["-y", "tool", "no"],
      "env": { "LEVEL": "info" }, "tools": { "rm": { "enabled": false } }
    },
    "web": { "type": "streamable-http", "url": "https://web.example/mcp", "headers": { "X-Plain": "p" } },
    "keyed": { "type": "streamable-http", "url": "https://keyed.example/mcp", "headers": { "Authorization": "Bearer ${KEY}" } },
    "events": { "type": "sse", "url": "https://events.example/sse" }
  }
}
"#;

/// Copies a folder of files into another.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns a sandbox whose home has the files of all clients.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    copy(&Path::new(FILES).join("home"), &sandbox.path("../home"));
    copy(&Path::new(FILES).join("loose"), &sandbox.path("../home"));
    sandbox
}

/// Runs `mcphub` in the home folder, so that the paths in its output do not depend on the sandbox.
fn run_at_home(sandbox: &Sandbox, words: &[&str]) -> Output {
    let home = sandbox.path("../home").canonicalize().unwrap();
    sandbox.run_with(words.iter().copied(), |command| {
        command.current_dir(home);
    })
}

/// Compares a text with a checked-in file, or rewrites the file.
fn check(name: &str, text: &str, wrong: &mut Vec<String>) {
    let path = Path::new(FILES).join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    } else if fs::read_to_string(&path).unwrap_or_default() != text {
        wrong.push(name.to_owned());
    }
}

/// Returns the clients whose format can be exported, as the help lists them.
fn formats() -> Vec<String> {
    let help = Sandbox::new().run(["export", "--help"]).stdout;
    let (_, list) = help.split_once("Possible values:").unwrap();
    let item = |line: &str| Some(line.trim().strip_prefix("- ")?.split(':').next()?.to_owned());
    let names = list
        .lines()
        .skip(1)
        .map_while(|line| if line.trim().is_empty() { None } else { Some(item(line)) });
    let all: Vec<String> = names.flatten().collect();
    assert!(all.len() > 30, "{all:?}");
    all.into_iter().filter(|word| !["mcp-settings", "template"].contains(&word.as_str())).collect()
}

#[test]
fn each_client_is_imported_as_it_was_reviewed() {
    let mut wrong = Vec::new();
    let ids =
        formats().into_iter().filter(|id| id != "mcpservers").chain(["roo".into(), "mcpm".into()]);
    for id in ids {
        let sandbox = sandbox();
        let line = ["--config", "new.json", "import", &id, "--projects"];
        let output = run_at_home(&sandbox, &line);
        assert!([0, 9].contains(&output.status), "{id}: {output}");
        let text = format!("{output}\n{}", sandbox.read("../home/new.json"));
        check(&format!("imported/{id}.txt"), &text, &mut wrong);
        let again = run_at_home(&sandbox, &line);
        assert!(!again.stdout.contains(" added "), "{id}: {again}");
    }
    for file in ["llm.mcpServers.xml", "docker-catalog.yaml"] {
        let sandbox = sandbox();
        let output = run_at_home(&sandbox, &["--config", "new.json", "import", file]);
        let text = format!("{output}\n{}", sandbox.read("../home/new.json"));
        check(&format!("imported/{file}.txt"), &text, &mut wrong);
    }
    assert!(wrong.is_empty(), "other than tests/data/clients (UPDATE=1 rewrites it): {wrong:?}");
}

#[test]
fn all_clients_are_imported_at_once() {
    let sandbox = sandbox();
    let line = ["--config", "new.json", "import", "--all-clients", "--secrets", "env"];
    let preview = sandbox.run(line.into_iter().chain(["--dry-run"]));
    assert!([0, 9].contains(&preview.status), "{preview}");
    assert!(!sandbox.path("new.json").exists());
    let output = sandbox.run(line);
    assert!([0, 9].contains(&output.status), "{output}");
    let written: Value = serde_json::from_str(&sandbox.read("new.json")).unwrap();
    assert!(written["mcpServers"].as_object().unwrap().len() > 45, "{written:#}");
    for secret in ["sk-proj-0123456789", "hf_abcdefghijkl"] {
        assert!(!output.to_string().contains(secret) && !written.to_string().contains(secret));
    }
    assert!(output.stdout.contains("has the same target as `cursor-web`"), "{output}");
    let again = sandbox.run(line);
    assert!(again.stderr.contains("unchanged"), "{again}");
    assert_eq!(serde_json::from_str::<Value>(&sandbox.read("new.json")).unwrap(), written);
}

#[test]
fn each_client_gets_what_was_reviewed_and_it_can_be_imported_again() {
    let mut wrong = Vec::new();
    let settings: Value = serde_json::from_str(SETTINGS).unwrap();
    for id in formats() {
        let sandbox = Sandbox::with_settings(SETTINGS);
        let output = sandbox.run(["export", "--format", &id]);
        assert!([0, 9].contains(&output.status), "{id}: {output}");
        check(&format!("exported/{id}.txt"), &output.to_string(), &mut wrong);
        sandbox.write("exported", &output.stdout);
        let back = sandbox.run(["--config", "back.json", "import", "exported"]);
        assert_eq!(back.status, 0, "{id}: {back}");
        let read: Value = serde_json::from_str(&sandbox.read("back.json")).unwrap();
        for (name, entry) in read["mcpServers"].as_object().unwrap() {
            let original = &settings["mcpServers"][name];
            for key in ["command", "args", "env", "url", "headers"] {
                assert_eq!(entry[key], original[key], "{id}: {name}.{key}");
            }
            let kinds = [original["type"].clone(), Value::Null];
            assert!(
                kinds.contains(&entry["type"]) || entry["type"] == json!("streamable-http"),
                "{id}: {name}"
            );
        }
        let hub = sandbox.run(["export", "--format", &id, "--hub"]);
        assert_eq!(hub.status, 0, "{id}: {hub}");
        check(
            &format!("hub/{id}.txt"),
            &hub.to_string().replace(env!("CARGO_BIN_EXE_mcphub"), "/usr/bin/mcphub"),
            &mut wrong,
        );
        sandbox.write("hub-exported", &hub.stdout);
        let read = sandbox.run(["--config", "back.json", "import", "hub-exported"]);
        assert!(read.stdout.contains("skipped"), "{id}: the hub is not imported: {read}");
    }
    assert!(wrong.is_empty(), "other than tests/data/clients (UPDATE=1 rewrites it): {wrong:?}");
}
