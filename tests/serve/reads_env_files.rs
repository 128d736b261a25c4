//! `envFile`: a server's own file of variables. `env` takes precedence, an unusable file is
//! reported, and a reload reads it again.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;

/// A server that starts only with the expected variables, and otherwise prints them.
fn entry(env_file: &str) -> Value {
    json!({
        "command": "sh", "args": ["check.sh", "${B}"],
        "env": { "A": "own" }, "envFile": env_file
    })
}

fn hub(entry: &Value, file: Option<&str>) -> Hub {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    if let Some(text) = file {
        fs::write(folder.path().join(".env.mine"), text).unwrap();
    }
    // In a file, since references in `args` are expanded.
    let program = env!("CARGO_BIN_EXE_mcphub");
    let script = format!(
        r#"[ "$A $B $1" = 'own file$HOME file$HOME' ] && exec '{program}' demo
echo "Error: A=$A B=$B arg=$1" >&2
exit 1
"#
    );
    fs::write(folder.path().join("check.sh"), script).unwrap();
    let settings = json!({ "mcpServers": { "mine": entry } });
    fs::write(folder.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    Hub::start_in(folder, &[])
}

#[test]
fn a_program_receives_the_variables_of_its_file_and_env_takes_precedence() {
    let hub = hub(&entry(".env.mine"), Some("export A=file\n# note\nB='file$HOME'\n"));
    hub.lists_tool("/mcp/mine", "mine-echo");
}

#[test]
fn a_missing_file_is_reported_until_it_exists() {
    let hub = hub(&entry("${HOME}/.env.mine"), None);
    hub.wait_for_log("`envFile`: there is no file ");
    fs::write(hub.folder.path().join(".env.mine"), "B=file$HOME\n").unwrap();
    hub.lists_tool("/mcp/mine", "mine-echo");
}

#[test]
fn a_reload_reads_the_file_again_and_its_secrets_are_hidden() {
    let hub = hub(&entry(".env.mine"), Some("B=sk-proj-4f9a8b7c6d5e4f3a2b1c\n"));
    hub.wait_for_log("Error: A=own");
    fs::write(hub.folder.path().join(".env.mine"), "B=file$HOME\n").unwrap();
    hub.run(&["reload", "mine", "--port", &hub.address.port().to_string()]);
    hub.lists_tool("/mcp/mine", "mine-echo");
    assert!(!hub.log().contains("4f9a8b7c6d5e"), "{}", hub.log());
}

#[test]
fn the_file_of_a_non_admins_server_is_not_read() {
    let mut entry = entry(".env.mine");
    entry["owner"] = json!("ann");
    let hub = hub(&entry, Some("B=file$HOME\n"));
    hub.edit(|file| file["users"] = json!([{ "username": "ann", "password": "$2b$" }]));
    hub.wait_for_log("only a server of an admin may name a file of this machine");
    let told = wait_for("the reason", || {
        let (_, answer) = hub.owner().json("GET", "/api/servers", &Value::Null);
        answer["data"][0]["error"].as_str().map(str::to_owned)
    });
    assert!(told.contains("only a server of an admin"), "{told}");
}
