//! `clients`, `install`, `sync` and `uninstall`: other programs' files are edited without loss, and
//! are again as they were.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::sandbox::Sandbox;

const HUB: &str = r#"{
  "mcpServers": { "time": { "command": "uvx", "args": ["mcp-server-time"] } }
}
"#;

fn json(output: &str) -> Value {
    serde_json::from_str(output).unwrap()
}

/// Returns the files of the corpus with the place of each below the home folder.
fn corpus(sandbox: &Sandbox) -> BTreeMap<String, (PathBuf, PathBuf)> {
    let clients = json(&sandbox.run(["clients", "--all", "--json"]).stdout);
    let mut files = BTreeMap::new();
    for client in clients["clients"].as_array().unwrap() {
        let id = client["id"].as_str().unwrap();
        let (Some(file), true) = (client["file"].as_str(), client["readOnly"].is_null()) else {
            continue;
        };
        let source =
            fs::read_dir("tests/data/installs/before").unwrap().map(|one| one.unwrap().path());
        let source = source.into_iter().find(|path| path.file_stem().unwrap() == id);
        let source =
            source.unwrap_or_else(|| panic!("tests/data/installs/before has no file of {id}"));
        let home = sandbox.path("../home");
        files.insert(
            id.to_owned(),
            (source, home.join(file.strip_prefix("$SANDBOX/home/").unwrap())),
        );
    }
    assert!(files.len() > 30, "only {files:?}");
    files
}

/// Copies the corpus into the home folder.
fn home_with_all() -> (Sandbox, BTreeMap<String, (PathBuf, PathBuf)>) {
    let sandbox = Sandbox::with_settings(HUB);
    let files = corpus(&sandbox);
    for (source, target) in files.values() {
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(source, target).unwrap();
        fs::set_permissions(target, PermissionsExt::from_mode(0o640)).unwrap();
    }
    (sandbox, files)
}

/// Replaces what differs from run to run.
fn fixed(sandbox: &Sandbox, text: &str) -> String {
    let document: Value = serde_json::from_str(&sandbox.settings()).unwrap();
    let mut text = text.to_owned();
    for key in document["bearerKeys"].as_array().into_iter().flatten() {
        text = text.replace(key["token"].as_str().unwrap(), "[token]");
    }
    text.replace(env!("CARGO_BIN_EXE_mcphub"), "[mcphub]")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn every_client_is_installed_into_kept_in_step_and_given_back() {
    let (sandbox, files) = home_with_all();
    let settings = sandbox.settings();
    let output = sandbox.run(["install", "--all", "--yes", "--json"]);
    assert_eq!(output.status, 0, "{output}");
    let results = json(&output.stdout)["results"].as_array().unwrap().clone();
    assert!(results.iter().all(|row| row["action"] == "added"), "{output}");
    assert_eq!(results.len(), files.len(), "{output}");

    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (id, (source, target)) in &files {
        let golden = Path::new("tests/data/installs/after").join(source.file_name().unwrap());
        let now = fixed(&sandbox, &fs::read_to_string(target).unwrap());
        if update {
            fs::create_dir_all(golden.parent().unwrap()).unwrap();
            fs::write(&golden, &now).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != now {
            wrong.push(format!("{id}:\n{now}"));
        }
        assert_eq!(mode(target), 0o640, "{id}");
    }
    assert!(wrong.is_empty(), "other than in tests/data/installs/after: {}", wrong.concat());

    let again = sandbox.run(["install", "--all", "--json"]);
    let rows = json(&again.stdout)["results"].as_array().unwrap().clone();
    assert!(rows.iter().all(|row| row["action"] == "unchanged"), "{again}");
    let check = sandbox.run(["sync", "--check"]);
    assert_eq!(check.status, 0, "{check}");

    let cursor = &files["cursor"].1;
    let installed = fs::read_to_string(cursor).unwrap();
    fs::write(cursor, installed.replace("127.0.0.1:3000", "127.0.0.1:3999")).unwrap();
    let check = sandbox.run(["sync", "--check", "--json"]);
    assert_eq!(check.status, 1, "{check}");
    let rows = json(&check.stdout)["results"].as_array().unwrap().clone();
    let off: Vec<_> = rows.iter().filter(|row| row["action"] != "in step").collect();
    assert_eq!(off.len(), 1, "{check}");
    assert_eq!((&off[0]["client"], &off[0]["action"]), (&"cursor".into(), &"edited".into()));
    let diff = off[0]["diff"].as_str().unwrap();
    assert!(diff.contains("3999/mcp") && diff.contains("3000/mcp"), "{diff}");
    assert!(!check.to_string().contains("mcphub_"), "{check}");
    // Nothing is written over a hand edit.
    assert_eq!(sandbox.run(["sync"]).status, 1);
    assert!(fs::read_to_string(cursor).unwrap().contains("3999"));
    fs::write(cursor, installed).unwrap();

    let output = sandbox.run(["uninstall", "--all", "--yes"]);
    assert_eq!(output.status, 0, "{output}");
    for (id, (source, target)) in &files {
        assert_eq!(fs::read(target).unwrap(), fs::read(source).unwrap(), "{id}");
        assert_eq!(mode(target), 0o640, "{id}");
    }
    let left: Value = serde_json::from_str(&sandbox.settings()).unwrap();
    assert_eq!(left["bearerKeys"], serde_json::json!([]));
    let before: Value = serde_json::from_str(&settings).unwrap();
    assert_eq!(left["mcpServers"], before["mcpServers"]);
    let again = sandbox.run(["uninstall", "--all", "--yes"]);
    assert_eq!(again.status, 0, "{again}");
}

#[test]
fn what_else_changed_in_a_file_stays_when_the_hub_is_taken_out() {
    let (sandbox, files) = home_with_all();
    assert_eq!(sandbox.run(["install", "--all", "--yes"]).status, 0);
    for (id, (source, target)) in &files {
        // An edit that every syntax allows: a blank line at the end.
        let text = fs::read_to_string(target).unwrap();
        fs::write(target, format!("{text}\n")).unwrap();
        let output = sandbox.run(["uninstall", id, "--yes"]);
        assert_eq!(output.status, 0, "{id}: {output}");
        let before = fs::read_to_string(source).unwrap();
        let now = fs::read_to_string(target).unwrap();
        assert_eq!(now.trim_end(), before.trim_end(), "{id}");
    }
}

#[test]
fn a_file_that_does_not_parse_is_never_written() {
    let sandbox = Sandbox::with_settings(HUB);
    for (client, file, text, place) in [
        ("cursor", ".cursor/mcp.json", "{\n  \"mcpServers\": {,\n}\n", "mcp.json:2:"),
        ("codex", ".codex/config.toml", "model = \"x\"\n[mcp_servers\n", "config.toml:2:"),
        ("goose", ".config/goose/config.yaml", "a: 1\nb: [1\n", "config.yaml:"),
    ] {
        let file = format!("../home/{file}");
        sandbox.write(&file, text);
        let output = sandbox.run(["install", client, "--yes"]);
        assert_eq!(output.status, 8, "{output}");
        assert!(output.stderr.contains(place), "{output}");
        assert_eq!(sandbox.read(&file), text);
    }
    sandbox.assert_settings_untouched();
}

#[test]
fn without_a_terminal_the_flag_is_named_and_nothing_is_written() {
    let sandbox = Sandbox::with_settings(HUB);
    let output = sandbox.run(["install", "cursor"]);
    assert_snapshot!(output, @r"
    ------- stderr -------
    error: cannot prompt without a terminal: Write `$SANDBOX/home/.cursor/mcp.json`?
    hint: pass `--yes` to confirm
    [exit status: 2]
    ");
    let output = sandbox.run(["install", "cursor", "--dry-run"]);
    assert_eq!(output.status, 0, "{output}");
    assert!(output.stdout.contains("+        \"Authorization\": \"***\""), "{output}");
    assert!(!output.to_string().contains("mcphub_"), "{output}");
    assert!(!sandbox.path("../home/.cursor").exists());
    sandbox.assert_settings_untouched();
}

#[test]
fn the_servers_of_a_client_move_to_the_hub_and_back() {
    let sandbox = Sandbox::with_settings(HUB);
    let text = r#"{
  "mcpServers": {
    "clock": { "command": "uvx", "args": ["mcp-server-time"] },
    "docs": { "url": "https://docs.example.com/mcp", "headers": { "X-Key": "${env:DOCS_KEY}" } }
  }
}
"#;
    sandbox.write("../home/.cursor/mcp.json", text);
    let output = sandbox.run(["install", "cursor", "--replace", "--yes"]);
    assert_eq!(output.status, 0, "{output}");
    let now = json(&sandbox.read("../home/.cursor/mcp.json"));
    assert_eq!(now["mcpServers"].as_object().unwrap().keys().collect::<Vec<_>>(), ["mcphub"]);
    let hub = json(&sandbox.settings());
    // The hub had the other one under another name.
    assert_eq!(hub["mcpServers"].as_object().unwrap().keys().collect::<Vec<_>>(), ["time", "docs"]);
    assert_eq!(hub["mcpServers"]["docs"]["headers"]["X-Key"], "${DOCS_KEY}");
    assert_eq!(sandbox.run(["uninstall", "cursor", "--yes"]).status, 0);
    assert_eq!(sandbox.read("../home/.cursor/mcp.json"), text);
}

#[test]
fn a_project_file_refers_to_the_key() {
    let sandbox = Sandbox::with_settings(HUB);
    for (client, file, reference) in [
        ("claude-code", ".mcp.json", "Bearer ${MCPHUB_KEY}"),
        ("cursor", ".cursor/mcp.json", "Bearer ${env:MCPHUB_KEY}"),
        ("vscode", ".vscode/mcp.json", "Bearer ${env:MCPHUB_KEY}"),
        ("codex", ".codex/config.toml", "bearer_token_env_var = \"MCPHUB_KEY\""),
        ("opencode", "opencode.json", "Bearer {env:MCPHUB_KEY}"),
    ] {
        let output = sandbox.run(["install", client, "--scope", "project", "--yes"]);
        assert_eq!(output.status, 0, "{output}");
        let text = sandbox.read(file);
        assert!(text.contains(reference) && !text.contains("mcphub_"), "{text}");
        assert!(output.stdout.contains("MCPHUB_KEY"), "{output}");
        let output = sandbox.run(["uninstall", client, "--scope", "project", "--yes"]);
        assert_eq!(output.status, 0, "{output}");
        assert!(!sandbox.path(file).exists(), "{client}");
    }
    let output = sandbox.run(["install", "zed", "--scope", "project", "--yes"]);
    assert_eq!(output.status, 1, "{output}");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_key_has_the_rights_of_its_entry_only_and_ends_with_it() {
    let settings = r#"{
  "mcpServers": { "time": { "command": "uvx" } },
  "groups": [{ "id": "1", "name": "web", "servers": ["time"] }]
}
"#;
    let sandbox = Sandbox::with_settings(settings);
    let key = |sandbox: &Sandbox| json(&sandbox.settings())["bearerKeys"][0].clone();
    assert_eq!(sandbox.run(["install", "cursor", "--yes"]).status, 0);
    let all = key(&sandbox);
    assert_eq!((&all["accessType"], &all["manages"]), (&"all".into(), &false.into()));
    let output = sandbox.run(["install", "cursor", "--group", "web", "--yes"]);
    assert_eq!(output.status, 0, "{output}");
    let one = key(&sandbox);
    assert_eq!((&one["id"], &one["token"]), (&all["id"], &all["token"]));
    assert_eq!((&one["accessType"], &one["allowedGroups"][0]), (&"groups".into(), &"web".into()));
    let text = sandbox.read("../home/.cursor/mcp.json");
    assert!(text.contains("http://127.0.0.1:3000/mcp/web"), "{text}");
    assert_eq!(sandbox.run(["key", "revoke", "client-cursor", "--yes"]).status, 0);
    let check = sandbox.run(["sync", "--check"]);
    assert!(check.status == 1 && check.stdout.contains("its key was revoked"), "{check}");
    assert_eq!(sandbox.run(["uninstall", "cursor", "--yes"]).status, 0);
    assert!(!sandbox.path("../home/.cursor/mcp.json").exists());
}

#[test]
fn sync_follows_the_servers_of_the_hub() {
    let sandbox = Sandbox::with_settings(HUB);
    let output = sandbox.run(["install", "codex", "--direct", "--yes"]);
    assert_eq!(output.status, 0, "{output}");
    assert_eq!(sandbox.run(["add", "docs", "https://docs.example.com/mcp"]).status, 0);
    let check = sandbox.run(["sync", "--check"]);
    assert_eq!(check.status, 1, "{check}");
    assert!(check.stdout.contains("+[mcp_servers.docs]"), "{check}");
    let output = sandbox.run(["sync"]);
    assert_eq!(output.status, 0, "{output}");
    assert_eq!(sandbox.run(["sync", "--check"]).status, 0);
    let text = sandbox.read("../home/.codex/config.toml");
    assert!(text.contains("[mcp_servers.docs]"), "{text}");
    assert_eq!(sandbox.run(["uninstall", "codex", "--yes"]).status, 0);
    assert!(!sandbox.path("../home/.codex/config.toml").exists());
}

#[test]
fn an_entry_of_the_user_is_never_overwritten() {
    let sandbox = Sandbox::with_settings(HUB);
    let text = "{\"mcpServers\": {\"mcphub\": {\"command\": \"other\"}}}\n";
    sandbox.write("../home/.cursor/mcp.json", text);
    let output = sandbox.run(["install", "cursor", "--yes"]);
    assert_snapshot!(output, @r"
    ------- stderr -------
    error: $SANDBOX/home/.cursor/mcp.json has another server `mcphub`
    hint: `--name` installs under another name
    [exit status: 7]
    ");
    assert_eq!(sandbox.read("../home/.cursor/mcp.json"), text);
    sandbox.assert_settings_untouched();
    // A hub that was entered by hand is recognized, and not doubled.
    let text = "{\"mcpServers\": {\"hub\": {\"url\": \"http://localhost:3000/mcp\"}}}\n";
    sandbox.write("../home/.cursor/mcp.json", text);
    let output = sandbox.run(["install", "cursor", "--yes"]);
    assert!(output.stdout.contains("`hub` points at this hub already"), "{output}");
    assert_eq!(sandbox.read("../home/.cursor/mcp.json"), text);
    let output = sandbox.run(["clients"]);
    assert_snapshot!(output, @r"
    CLIENT  HUB  SERVERS  FILE
    cursor  hub  hub      $SANDBOX/home/.cursor/mcp.json
    [exit status: 0]
    ");
    assert_eq!(sandbox.run(["uninstall", "cursor", "--yes"]).status, 0);
    assert_eq!(sandbox.read("../home/.cursor/mcp.json"), "{\"mcpServers\": {}}\n");
}

#[test]
fn an_install_into_several_clients_is_undone_as_a_whole() {
    let sandbox = Sandbox::with_settings(HUB);
    let before = "{\n  \"mcpServers\": {} // mine\n}\n";
    sandbox.write("../home/.cursor/mcp.json", before);
    sandbox.write("../home/.gemini/settings.json", before);
    let install = sandbox.run(["install", "cursor", "gemini", "--yes"]);
    assert_eq!(install.status, 0, "{install}");
    assert_ne!(sandbox.read("../home/.cursor/mcp.json"), before);
    let undo = sandbox.run(["undo"]);
    assert_eq!(undo.status, 0, "{undo}");
    for file in ["../home/.cursor/mcp.json", "../home/.gemini/settings.json"] {
        assert_eq!(sandbox.read(file), before, "{file}");
    }
    assert_eq!(sandbox.settings(), HUB);
}
