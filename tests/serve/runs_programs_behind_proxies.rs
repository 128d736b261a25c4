//! `proxy` of a program: it runs under `proxychains4` with a private, temporary configuration. It
//! is never started without the proxy.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;

const PASSWORD: &str = "pw-4f9a8b7c6d5e";

fn entry(path: &str, proxy: &Value) -> Value {
    json!({
        "command": env!("CARGO_BIN_EXE_mcphub"), "args": ["demo"], "proxy": proxy,
        "env": { "PATH": path, "WORD": PASSWORD }
    })
}

fn proxy() -> Value {
    json!({
        "enabled": true, "host": "127.0.0.1", "port": 1080, "username": "me", "password": "${WORD}"
    })
}

/// Writes a `proxychains4` that records its arguments and starts the program.
fn write_proxychains(folder: &Path) -> String {
    let bin = folder.join("bin");
    fs::create_dir(&bin).unwrap();
    let notes = folder.join("notes").display().to_string();
    let script = format!(
        "#!/bin/sh\n[ \"$1 $2\" = '-q -f' ] || exit 9\necho \"$*\" > '{notes}.words'\n\
         echo \"$3\" > '{notes}.path'\nstat -c %a \"$3\" > '{notes}.mode'\ncp \"$3\" '{notes}.text'\n\
         mv '{notes}.path' '{notes}'\nshift 3\nexec \"$@\"\n"
    );
    let program = bin.join("proxychains4");
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", bin.display())
}

fn hub(entry: impl FnOnce(&Path) -> Value) -> Hub {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let file = json!({ "mcpServers": { "mine": entry(folder.path()) } });
    fs::write(folder.path().join("mcp_settings.json"), file.to_string()).unwrap();
    Hub::start_in(folder, &[])
}

fn recorded_value(hub: &Hub, what: &str) -> String {
    fs::read_to_string(hub.folder.path().join(format!("notes{what}"))).unwrap().trim().to_owned()
}

/// Starts a hub with a server behind the proxy; returns it and the path of the configuration.
fn start_behind_proxy() -> (Hub, PathBuf) {
    let hub = hub(|folder| entry(&write_proxychains(folder), &proxy()));
    hub.lists_tool("/mcp/mine", "mine-echo");
    let path = recorded_value(&hub, "").into();
    (hub, path)
}

#[test]
fn the_login_is_only_in_a_private_file_that_is_removed_with_the_program() {
    let (hub, path) = start_behind_proxy();
    assert!(path.exists(), "child processes read it too");
    assert_eq!(recorded_value(&hub, ".mode"), "600");
    let text = recorded_value(&hub, ".text");
    assert!(text.ends_with(&format!("[ProxyList]\nsocks5 127.0.0.1 1080 me {PASSWORD}")), "{text}");
    assert!(!recorded_value(&hub, ".words").contains(PASSWORD));
    hub.edit(|file| file["mcpServers"]["mine"]["enabled"] = json!(false));
    becomes(&false, || path.exists());
    assert!(!hub.log().contains(PASSWORD), "{}", hub.log());
}

#[test]
fn the_file_is_removed_if_the_hub_is_killed() {
    let (hub, path) = start_behind_proxy();
    let _folder = hub.crash();
    becomes(&false, || path.exists());
}

#[test]
fn a_program_is_not_started_without_its_proxy() {
    let broken = |more: Value| {
        let mut proxy = proxy();
        proxy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        proxy
    };
    let cases = [
        (false, proxy(), "`proxychains4` is not on the PATH; install proxychains-ng"),
        (true, broken(json!({ "port": null })), "`proxy` needs `host` and `port`"),
        (true, broken(json!({ "username": "a b" })), "`proxy.username` must be one word"),
        (true, broken(json!({ "configPath": "gone.conf" })), "gone.conf"),
    ];
    for (is_there, proxy, why) in cases {
        let hub = hub(|folder| {
            let path = write_proxychains(folder);
            entry(if is_there { &path } else { "/nowhere" }, &proxy)
        });
        let told = wait_for(why, || {
            let (_, answer) = hub.owner().json("GET", "/api/servers", &Value::Null);
            answer["data"][0]["error"].as_str().map(str::to_owned)
        });
        assert!(told.contains(why), "{told}");
        assert!(!hub.folder.path().join("notes").exists(), "{why}");
    }
}

#[test]
fn a_custom_configuration_is_used_unchanged() {
    let hub = hub(|folder| {
        fs::write(folder.join("mine.conf"), "strict_chain\n").unwrap();
        entry(&write_proxychains(folder), &json!({ "enabled": true, "configPath": "mine.conf" }))
    });
    hub.lists_tool("/mcp/mine", "mine-echo");
    assert_eq!(recorded_value(&hub, ".text"), "strict_chain");
    hub.edit(|file| file["mcpServers"] = json!({}));
    wait_for("the removal of the server", || {
        let (_, list) = hub.owner().json("GET", "/api/servers", &Value::Null);
        (list["data"] == json!([])).then_some(())
    });
    assert!(hub.folder.path().join("mine.conf").exists());
}
