//! Bundles: valid and invalid archives, uploaded as a dashboard does.

use std::fs;
use std::io::{Cursor, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::api::mcphub::{KEY, in_file, log_in, start, users};
use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::{program, settings};

/// Returns an archive with these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let mode = if *name == "run.sh" { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default().unix_permissions(mode);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns a bundle with the scripted server as program.
fn bundle(version: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let manifest = json!({
        "manifest_version": "0.3",
        "name": "toolbox",
        "version": version,
        "description": "Tools",
        "server": {
            "type": "binary",
            "entry_point": "run.sh",
            "mcp_config": {
                "command": "${__dirname}/run.sh",
                "args": ["--root=${__dirname}"],
                "env": { "API_KEY": "${user_config.api_key}" },
            },
        },
        "user_config": { "api_key": { "type": "string", "required": true } },
    });
    let run = format!("#!/bin/sh\nexec '{}'\n", program().display());
    let manifest = manifest.to_string();
    let files = [("manifest.json", manifest.as_bytes()), ("run.sh", run.as_bytes())];
    archive(&[&files, more].concat())
}

/// Sends a form with one file.
fn send(http: &Http, query: &str, field: &str, file: &str, content: &[u8]) -> (u16, Value) {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--edge\r\n\
         content-disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    let path = format!("/api/mcpb/upload{query}");
    let mut response = http.open("POST", &path, &kind, &body);
    let text = response.text();
    (response.status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn upload(http: &Http, query: &str, content: &[u8]) -> (u16, Value) {
    send(http, query, "mcpbFile", "tools.mcpb", content)
}

fn hub() -> (Hub, Http) {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    start(file)
}

fn folder(answer: &Value) -> PathBuf {
    PathBuf::from(answer["data"]["extractDir"].as_str().unwrap())
}

/// Returns the names in the folder of all bundles.
fn all(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder.parent().unwrap()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_bundle_is_unpacked_and_its_server_starts() {
    let (hub, admin) = hub();
    // Larger than the limit of JSON bodies.
    let large = (0..1_000_000_u32).flat_map(|n| n.wrapping_mul(n ^ 0x9e37_79b9).to_le_bytes());
    let large: Vec<u8> = large.collect();
    let (status, answer) = upload(&admin, "", &bundle("1", &[("data/large", &large)]));
    assert_eq!(status, 200, "{answer}");
    let place = folder(&answer);
    let root = place.to_str().unwrap();
    let config = json!({
        "type": "stdio",
        "description": "Tools",
        "command": format!("{root}/run.sh"),
        "args": [format!("--root={root}")],
        "env": { "API_KEY": "${API_KEY}" },
        "cwd": root,
    });
    let data = &answer["data"];
    assert_eq!(data["manifest"]["name"], "toolbox");
    assert_eq!(data["server"], json!({ "name": "toolbox", "config": config }));
    assert_eq!(data["registered"], true);
    assert_eq!(answer["message"], "bundle `toolbox` unpacked, and server `toolbox` added");
    assert!(root.ends_with("/bundles/server-toolbox"), "{root}");
    assert_eq!(fs::read(place.join("data/large")).unwrap(), large);
    let mode = |name: &str| place.join(name).metadata().unwrap().permissions().mode() & 0o111;
    assert_eq!((mode("run.sh"), mode("manifest.json")), (0o111, 0));
    assert_eq!(in_file(&hub, "/mcpServers/toolbox/owner"), Some(json!("admin")));
    hub.lists_tool("/mcp", "toolbox-pid");
    assert_eq!(all(&place), ["server-toolbox"]);

    // A newer bundle replaces the older one and restarts its server.
    let client = hub.modern("/mcp");
    let before = client.call("toolbox-pid", json!({}));
    let (status, answer) = upload(&admin, "", &bundle("2", &[]));
    assert_eq!((status, &answer["data"]["registered"]), (200, &json!(false)), "{answer}");
    assert!(!place.join("data").exists());
    crate::support::process::becomes(&true, || {
        let answer = client.request("tools/call", json!({ "name": "toolbox-pid" }));
        let pid = answer["result"]["content"][0]["text"].as_str();
        answer["result"]["isError"] != true && pid.is_some_and(|pid| pid != before)
    });
    assert_eq!(all(&place), ["server-toolbox"]);
}

#[test]
fn a_client_may_create_the_bundles_server_itself() {
    let (hub, admin) = hub();
    let (_, answer) = upload(&admin, "?register=false", &bundle("1", &[]));
    assert_eq!(answer["data"]["registered"], false);
    assert_eq!(in_file(&hub, "/mcpServers/toolbox"), None);
    let (_, answer) = upload(&admin, "", &bundle("1", &[]));
    assert_eq!(answer["data"]["registered"], true);

    // The dashboard derives its own config from the manifest; the existing server is not a
    // conflict.
    let command = folder(&answer).join("run.sh");
    let config = json!({ "type": "stdio", "command": command, "args": [], "env": { "K": "v" } });
    let sent = json!({ "name": "toolbox", "config": config });
    for _ in 0..2 {
        assert_eq!(admin.json("POST", "/api/servers", &sent).0, 200);
        assert_eq!(in_file(&hub, "/mcpServers/toolbox/env"), Some(json!({ "K": "v" })));
    }
    hub.lists_tool("/mcp", "toolbox-pid");
    // Another program under the same name is a conflict.
    let other = json!({ "name": "toolbox", "config": { "command": "other" } });
    assert_eq!(admin.json("POST", "/api/servers", &other).0, 409);
    // A server without a bundle is not changed.
    assert_eq!(admin.json("DELETE", "/api/servers/toolbox", &Value::Null).0, 200);
    assert_eq!(admin.json("POST", "/api/servers", &other).0, 200);
    let (_, answer) = upload(&admin, "", &bundle("2", &[]));
    assert_eq!(answer["data"]["registered"], false);
    assert_eq!(in_file(&hub, "/mcpServers/toolbox/command"), Some(json!("other")));
}

#[test]
fn an_invalid_bundle_is_a_400_and_changes_nothing() {
    let (hub, admin) = hub();
    let ann = log_in(&hub, "ann");
    let nobody = hub.http();
    let mut walk = Walk::new("mcphub", "bundles", hub, admin.clone());
    let manifest = |manifest: Value| archive(&[("manifest.json", manifest.to_string().as_bytes())]);
    let zeros = vec![0; 64 << 20];
    let good = bundle("2", &[]);
    let asked = "POST /api/mcpb/upload";
    walk.note("a valid bundle");
    let answer = upload(&admin, "?register=false", &bundle("1", &[]));
    let answer = walk.write(&format!("admin {asked}?register=false"), answer);
    let place = folder(&answer);
    walk.note("invalid bundles");
    for (what, content) in [
        ("an archive without a manifest", archive(&[("x", b"")])),
        ("an empty manifest", manifest(json!({}))),
        (
            "a name that leads elsewhere",
            manifest(json!({ "manifest_version": "0.2", "name": "../x", "version": "1" })),
        ),
        ("a newer format", manifest(json!({ "manifest_version": "1.0" }))),
        ("a file above the folder", bundle("2", &[("../escaped", b"")])),
        ("a file elsewhere", bundle("2", &[("/tmp/escaped", b"")])),
        ("a bomb", bundle("2", &[("zeros", &zeros)])),
    ] {
        walk.write(&format!("admin {asked} {what}"), upload(&admin, "", &content));
    }
    let (status, answer) = upload(&admin, "", b"no archive");
    assert_eq!((status, &answer["success"]), (400, &json!(false)), "{answer}");
    for (field, file) in [("mcpbFile", "tools.zip"), ("other", "tools.mcpb")] {
        let answer = send(&admin, "", field, file, &good);
        walk.write(&format!("admin {asked} {field}: {file}"), answer);
    }
    walk.step("admin", "POST", "/api/mcpb/upload", &json!({}));
    walk.write(&format!("ann {asked}"), upload(&ann, "", &good));
    walk.write(&format!("nobody {asked}"), upload(&nobody, "", &good));

    let text = fs::read_to_string(place.join("manifest.json")).unwrap();
    assert!(text.contains(r#""version":"1""#), "the older bundle is kept: {text}");
    assert_eq!(all(&place), ["server-toolbox"]);
    assert_eq!(in_file(&walk.hub, "/mcpServers"), Some(json!({})));
    // The older file extension is accepted too.
    assert_eq!(send(&admin, "", "mcpbFile", "Tools.DXT", &good).0, 200);
    walk.end();
}
