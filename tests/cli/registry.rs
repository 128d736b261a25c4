//! Searching and installing servers of a registry, with a scripted one.

use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::sandbox::{Output, Sandbox};

const OFFICIAL: &str = "io.modelcontextprotocol.registry/official";

fn listed(server: &Value, status: &str, message: Option<&str>) -> Value {
    json!({"server": server, "_meta": {OFFICIAL: {"status": status, "statusMessage": message}}})
}

fn github() -> Value {
    json!({
        "name": "io.github.owner/github-mcp", "title": "GitHub", "version": "1.2.0",
        "description": "Issues and pull requests",
        "packages": [
            {"registryType": "npm", "identifier": "github-mcp", "version": "1.2.0",
                "transport": {"type": "stdio"},
                "packageArguments": [
                    {"type": "named", "name": "--host", "isRequired": true, "description": "The host"},
                    {"type": "positional", "valueHint": "folder", "isRepeated": true},
                ],
                "environmentVariables": [
                    {"name": "GITHUB_TOKEN", "isRequired": true, "isSecret": true, "description": "A token"},
                    {"name": "MODE", "choices": ["read", "write"], "default": "read"},
                    {"name": "OTHER_KEY", "isSecret": true},
                    {"name": "LOG"},
                ]},
            {"registryType": "oci", "identifier": "ghcr.io/owner/github:1.2.0"},
        ],
    })
}

fn weather() -> Value {
    json!({
        "name": "com.example/weather", "version": "2.0.0", "description": "Forecasts",
        "remotes": [{"type": "streamable-http", "url": "https://{region}.weather.example/mcp",
            "variables": {"region": {"choices": ["eu", "us"], "isRequired": true}},
            "headers": [{"name": "Authorization", "value": "Bearer {token}",
                "variables": {"token": {"isSecret": true, "isRequired": true}}}]}],
        "packages": [{"registryType": "pypi", "identifier": "weather"}],
    })
}

/// Starts a registry with some servers, in two pages.
fn registry() -> Api {
    Api::start(|asked: &ReceivedRequest| {
        let path = asked.line.strip_prefix("GET /v0.1/servers").unwrap_or_default();
        let version = |name: &str, server: &Value, status: &str, message| {
            let name = name.replace('/', "%2F");
            (path == format!("/{name}/versions/latest")
                || path == format!("/{name}/versions/1.2.0"))
            .then(|| Reply::json(&listed(server, status, message)))
        };
        let bad =
            json!({"name": "a.b/bad", "remotes": [{"url": "https://a.example/${AWS_SECRET}"}]});
        let cargo = json!({"name": "a.b/cargo", "packages": [{"registryType": "cargo"}]});
        let found = version("io.github.owner/github-mcp", &github(), "active", None)
            .or_else(|| version("com.example/weather", &weather(), "deprecated", Some("use sky")))
            .or_else(|| {
                version("a.b/gone", &json!({"name": "a.b/gone"}), "deleted", Some("malware"))
            })
            .or_else(|| version("a.b/bad", &bad, "active", None))
            .or_else(|| version("a.b/cargo", &cargo, "active", None));
        if found.is_some() {
            return found;
        }
        Some(match path {
            "?search=pull&version=latest&limit=100" => Reply::json(&json!({
                "servers": [listed(&github(), "active", None)], "metadata": {"nextCursor": "p 2"},
            })),
            "?search=pull&version=latest&limit=100&cursor=p+2" => Reply::json(&json!({
                "servers": [listed(&github(), "active", None), listed(&weather(), "deprecated", Some("use sky")),
                    listed(&json!({"name": "a.b/gone", "description": "pull"}), "deleted", None),
                    listed(&json!({"name": "a.b/two", "description": "pull two"}), "active", None)],
                "metadata": {},
            })),
            "?search=weather&version=latest&limit=100" => Reply::json(&json!({
                "servers": [listed(&weather(), "deprecated", Some("use sky"))],
            })),
            "?search=page&version=latest&limit=100" => Reply::new("200 OK", "text/html", "<html>"),
            "?search=large&version=latest&limit=100" => {
                Reply::new("200 OK", "application/json", vec![b' '; 9 << 20])
            }
            _ if path.starts_with("?search=") => Reply::json(&json!({"servers": []})),
            _ => {
                let body = json!({"title": "Not Found", "detail": "Server not found"}).to_string();
                Reply::new("404 Not Found", "application/problem+json", body)
            }
        })
    })
}

/// A sandbox with programs that would run packages.
fn sandbox(programs: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    for program in programs {
        sandbox.write(&format!("bin/{program}"), "#!/bin/sh\n");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(sandbox.path(&format!("bin/{program}")), mode).unwrap();
    }
    sandbox.write("mcp_settings.json", "{}\n");
    sandbox
}

/// Runs `mcphub` with only the sandbox's programs on the path.
fn run(sandbox: &Sandbox, registry: &str, line: &str) -> Output {
    run_with(sandbox, registry, line, &[])
}

fn run_with(sandbox: &Sandbox, registry: &str, line: &str, variables: &[(&str, &str)]) -> Output {
    let words: Vec<&str> = line.split(' ').collect();
    let bin = sandbox.path("bin");
    sandbox.run_with(words, |command| {
        command.env("MCPHUB_REGISTRY", registry).env("PATH", bin);
        command.envs(variables.iter().copied());
    })
}

fn entry(sandbox: &Sandbox, name: &str) -> Value {
    let settings: Value = serde_json::from_str(&sandbox.settings()).unwrap();
    settings["mcpServers"][name].clone()
}

#[test]
fn a_search_lists_servers_with_all_words_over_all_pages() {
    let registry = registry();
    let sandbox = sandbox(&[]);
    insta::assert_snapshot!(run(&sandbox, &registry.url, "search and pull"), @"
    NAME                        VERSION  INSTALL   DESCRIPTION
    io.github.owner/github-mcp  1.2.0    npm, oci  Issues and pull requests
    [exit status: 0]
    ");
    insta::assert_snapshot!(run(&sandbox, &registry.url, "search weather"), @"
    NAME                 VERSION  INSTALL       DESCRIPTION
    com.example/weather  2.0.0    remote, pypi  (deprecated: use sky) Forecasts
    [exit status: 0]
    ");
    let host = registry.url.strip_prefix("http://").unwrap().to_owned();
    let clean = |output: Output| output.to_string().replace(&host, "REGISTRY");
    insta::assert_snapshot!(clean(run(&sandbox, &registry.url, "search nothing at all")), @"
    ------- stderr -------
    note: no server at REGISTRY has all these words
    [exit status: 0]
    ");
    insta::assert_snapshot!(clean(run(&sandbox, &registry.url, "search weather --json")), @r#"
    {
      "version": 1,
      "registry": "REGISTRY",
      "servers": [
        {
          "name": "com.example/weather",
          "title": null,
          "version": "2.0.0",
          "description": "Forecasts",
          "install": [
            "remote",
            "pypi"
          ],
          "status": "deprecated",
          "statusMessage": "use sky",
          "website": null
        }
      ],
      "more": false
    }
    [exit status: 0]
    "#);
    let line = "GET /v0.1/servers?search=pull&version=latest&limit=100";
    assert_eq!(registry.lines().iter().filter(|seen| *seen == line).count(), 1);
}

#[test]
fn a_search_ends_at_its_limit() {
    let registry = registry();
    let output = run(&sandbox(&[]), &registry.url, "search pull --limit 1");
    insta::assert_snapshot!(output, @"
    NAME                        VERSION  INSTALL   DESCRIPTION
    io.github.owner/github-mcp  1.2.0    npm, oci  Issues and pull requests
    ------- stderr -------
    note: there may be more; add words, or raise `--limit`
    [exit status: 0]
    ");
}

#[test]
fn a_registry_that_does_not_answer_ends_with_4() {
    let registry = registry();
    let sandbox = sandbox(&[]);
    let host = registry.url.strip_prefix("http://").unwrap().to_owned();
    let clean = |output: Output| output.to_string().replace(&host, "REGISTRY");
    insta::assert_snapshot!(clean(run(&sandbox, &registry.url, "search page")), @"
    ------- stderr -------
    error: the registry at REGISTRY is unavailable: it returned invalid JSON
    hint: check the network and HTTPS_PROXY; `--registry URL` or MCPHUB_REGISTRY selects another
    [exit status: 4]
    ");
    insta::assert_snapshot!(clean(run(&sandbox, &registry.url, "search large")), @"
    ------- stderr -------
    error: the registry at REGISTRY is unavailable: cannot read the response of http://REGISTRY: length limit exceeded
    hint: check the network and HTTPS_PROXY; `--registry URL` or MCPHUB_REGISTRY selects another
    [exit status: 4]
    ");
    assert_eq!(run(&sandbox, "http://127.0.0.1:9", "search x").status, 4);
    assert_eq!(run(&sandbox, "nonsense", "search x").status, 2);
    let output = run(&sandbox, "https://me:secret@a.example", "search x");
    assert!(!output.to_string().contains("secret"), "{output}");
    assert_eq!(output.status, 2);
}

#[test]
fn the_registry_is_given_by_option_variable_or_settings() {
    let registry = registry();
    let sandbox = sandbox(&[]);
    let option = format!("search weather --registry {}", registry.url);
    assert_eq!(run(&sandbox, "http://127.0.0.1:9", &option).status, 0);
    let settings = json!({"systemConfig": {"registry": {"baseUrl": registry.url}}});
    sandbox.write("mcp_settings.json", &settings.to_string());
    assert_eq!(sandbox.run(["search", "weather"]).status, 0);
    sandbox.write("mcp_settings.json", "{");
    assert_eq!(run(&sandbox, &registry.url, "search weather").status, 0);
}

#[test]
fn a_package_is_chosen_by_the_programs_that_are_there() {
    let registry = registry();
    let name = "install-server io.github.owner/github-mcp";
    let both = sandbox(&["npx", "docker"]);
    let line =
        format!("{name} --arg host=github.example --arg folder=a --arg folder=b --env MODE=write");
    insta::assert_snapshot!(run(&both, &registry.url, &line), @"
    ------- stderr -------
    Added github-mcp (stdio) to ./mcp_settings.json
    note: chose `npm`: `npx` is there; `--package oci` chooses another
    note: set GITHUB_TOKEN: A token
    note: optional inputs were left out: `--env OTHER_KEY=${OTHER_KEY}` and `--env LOG=VALUE`
    [exit status: 0]
    ");
    assert_eq!(
        entry(&both, "github-mcp"),
        json!({
            "type": "stdio", "command": "npx",
            "args": ["-y", "github-mcp@1.2.0", "--host", "github.example", "a", "b"],
            "env": {"GITHUB_TOKEN": "${GITHUB_TOKEN}", "MODE": "write"},
            "description": "Issues and pull requests",
        })
    );
    // The same again changes nothing.
    assert_eq!(run(&both, &registry.url, &line).status, 0);
    insta::assert_snapshot!(run(&both, &registry.url, &format!("{name} --arg host=other")), @r#"
    ------- stderr -------
    error: server `github-mcp` already exists with different content
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -7,13 +7,11 @@
             "-y",
             "github-mcp@1.2.0",
             "--host",
    -        "github.example",
    -        "a",
    -        "b"
    +        "other"
           ],
           "env": {
             "GITHUB_TOKEN": "${GITHUB_TOKEN}",
    -        "MODE": "***"
    +        "MODE": "*** (changed)"
           },
           "description": "Issues and pull requests"
         }
    hint: `--force` replaces it, `--if-not-exists` keeps it
    hint: `mcphub set github-mcp …` changes single fields
    [exit status: 7]
    "#);
    let docker = sandbox(&["docker"]);
    assert_eq!(run(&docker, &registry.url, name).status, 0);
    assert_eq!(entry(&docker, "github-mcp")["command"], "docker");
    let wished = sandbox(&["npx", "docker"]);
    let output = run(&wished, &registry.url, &format!("{name}@1.2.0 --package oci --name gh"));
    assert_eq!(output.status, 0, "{output}");
    assert_eq!(
        entry(&wished, "gh")["args"],
        json!(["run", "-i", "--rm", "ghcr.io/owner/github:1.2.0"])
    );
    insta::assert_snapshot!(run(&sandbox(&[]), &registry.url, &format!("{name} --arg host=a")), @"
    ------- stderr -------
    warning: `npx`, which runs the server, is not on the path
    Added github-mcp (stdio) to ./mcp_settings.json
    note: set GITHUB_TOKEN: A token
    note: optional inputs were left out: `--env OTHER_KEY=${OTHER_KEY}`, `--env LOG=VALUE` and `--arg folder=VALUE`
    [exit status: 0]
    ");
    insta::assert_snapshot!(run(&both, &registry.url, &format!("{name} --remote")), @"
    ------- stderr -------
    error: the server has no remote
    hint: it has `npm` and `oci`
    [exit status: 2]
    ");
}

#[test]
fn a_missing_input_ends_with_2_and_names_its_option() {
    let registry = registry();
    let name = "install-server io.github.owner/github-mcp";
    let sandbox = sandbox(&["npx"]);
    insta::assert_snapshot!(run(&sandbox, &registry.url, name), @"
    ------- stderr -------
    error: missing value for `--host`
    hint: pass `--arg host=VALUE`: The host
    [exit status: 2]
    ");
    insta::assert_snapshot!(run(&sandbox, &registry.url, &format!("{name} --arg host=a --env MODE=all")), @"
    ------- stderr -------
    error: the value of `MODE` must be one of `read` and `write`
    [exit status: 2]
    ");
    insta::assert_snapshot!(run(&sandbox, &registry.url, &format!("{name} --arg host=a --arg hots=b")), @"
    ------- stderr -------
    error: the server has no argument `hots`
    hint: it has `--host` and `folder`
    [exit status: 2]
    ");
    let weather = "install-server com.example/weather --var region=eu";
    insta::assert_snapshot!(run(&sandbox, &registry.url, &format!("{weather} --env A=b")), @"
    ------- stderr -------
    warning: the server is deprecated: use sky
    error: the server has no environment variable `A`
    [exit status: 2]
    ");
    sandbox.write("mcp_settings.json", "{}\n");
}

#[test]
fn a_secret_is_never_written() {
    let registry = registry();
    let name = "install-server io.github.owner/github-mcp --arg host=a";
    let sandbox = sandbox(&["npx"]);
    let output = run(&sandbox, &registry.url, &format!("{name} --env GITHUB_TOKEN=ghp-0123456789"));
    assert!(!output.to_string().contains("0123456789"), "{output}");
    insta::assert_snapshot!(output, @"
    ------- stderr -------
    error: `GITHUB_TOKEN` is a secret, and secrets are not written to the file
    hint: pass `--env GITHUB_TOKEN=${GITHUB_TOKEN}` and set that variable
    [exit status: 2]
    ");
    let line = format!("{name} --env GITHUB_TOKEN=${{MINE}}");
    let output = run_with(&sandbox, &registry.url, &line, &[("LOG", "x"), ("OTHER_KEY", "k")]);
    assert_eq!(output.status, 0, "{output}");
    assert_eq!(
        entry(&sandbox, "github-mcp")["env"],
        json!({"GITHUB_TOKEN": "${MINE}", "MODE": "read", "OTHER_KEY": "${OTHER_KEY}", "LOG": "${LOG}"})
    );
}

#[test]
fn a_remote_comes_first_and_a_deprecated_server_is_warned_of() {
    let registry = registry();
    let sandbox = sandbox(&["uvx"]);
    let line = "install-server com.example/weather --var region=eu";
    insta::assert_snapshot!(run(&sandbox, &registry.url, line), @"
    ------- stderr -------
    warning: the server is deprecated: use sky
    Added weather (streamable-http) to ./mcp_settings.json
    note: chose `remote`: it needs no program here; `--package pypi` chooses another
    note: set TOKEN
    [exit status: 0]
    ");
    assert_eq!(
        entry(&sandbox, "weather"),
        json!({
            "type": "streamable-http", "url": "https://eu.weather.example/mcp",
            "headers": {"Authorization": "Bearer ${TOKEN}"}, "description": "Forecasts",
        })
    );
}

#[test]
fn deleted_absent_and_dangerous_servers_are_refused() {
    let registry = registry();
    let sandbox = sandbox(&["npx"]);
    let host = registry.url.strip_prefix("http://").unwrap().to_owned();
    let mut whole = String::new();
    for name in ["a.b/gone", "a.b/none", "a.b/bad", "a.b/cargo", "github"] {
        let output = run(&sandbox, &registry.url, &format!("install-server {name}"));
        let output = output.to_string().replace(&host, "REGISTRY");
        whole.push_str(&output);
        whole.push('\n');
    }
    insta::assert_snapshot!(whole, @"
    ------- stderr -------
    error: the server was deleted from the registry: malware
    hint: deleted servers are often malicious or broken
    [exit status: 1]
    ------- stderr -------
    error: the registry at REGISTRY does not have `a.b/none`
    hint: `mcphub search none` finds names
    [exit status: 6]
    ------- stderr -------
    error: the registry's entry would read the variable AWS_SECRET of the hub
    hint: if you trust it, add the server by hand: `mcphub add`
    [exit status: 1]
    ------- stderr -------
    error: there is no way to install the server here
    hint: package type `cargo` is not supported
    [exit status: 1]
    ------- stderr -------
    error: `github` is not the name of a server in a registry
    hint: a name has the form io.github.owner/server
    hint: `mcphub search github` finds names
    [exit status: 2]
    ");
    assert_eq!(sandbox.settings(), "{}\n");
}

/// Returns a bundle that asks for a key and a folder.
fn bundle(more: &Value) -> Vec<u8> {
    let mut manifest = json!({
        "manifest_version": "0.3", "name": "toolbox", "version": "1.0.0", "description": "Tools",
        "server": {"type": "node", "entry_point": "s.js", "mcp_config": {
            "command": "node", "args": ["${__dirname}/s.js", "${user_config.folders}"],
            "env": {"KEY": "${user_config.key}", "NOTE": "${user_config.note}"}}},
        "user_config": {
            "key": {"type": "string", "title": "The key", "required": true, "sensitive": true},
            "folders": {"type": "directory", "title": "Folders", "required": true, "multiple": true},
            "note": {"type": "string", "title": "A note"},
        },
    });
    manifest.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("manifest.json", manifest.to_string()), ("s.js", "// server".into())] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bundle_on_this_machine_is_unpacked_and_its_questions_are_asked() {
    let sandbox = sandbox(&[]);
    std::fs::write(sandbox.path("tools.mcpb"), bundle(&json!({}))).unwrap();
    let files = sandbox.path("../home/.local/state/mcphub/bundles/server-toolbox");
    insta::assert_snapshot!(sandbox.run(["install-server", "tools.mcpb"]), @"
    ------- stderr -------
    error: missing value for `folders`
    hint: pass `--var folders=VALUE`: Folders
    [exit status: 2]
    ");
    let words = ["install-server", "tools.mcpb", "--var", "folders=/a b", "--var", "folders=/c"];
    let preview = sandbox.run(words.into_iter().chain(["--dry-run"]));
    assert_eq!(preview.status, 0, "{preview}");
    assert!(!files.exists() && sandbox.settings() == "{}\n");
    insta::assert_snapshot!(sandbox.run(words), @"
    ------- stderr -------
    Added toolbox (stdio) to ./mcp_settings.json
    note: set KEY: The key
    note: optional inputs were left out: `--var note=VALUE`
    [exit status: 0]
    ");
    let server = entry(&sandbox, "toolbox");
    let folder = server["cwd"].as_str().unwrap().to_owned();
    assert_eq!(server["args"], json!([format!("{folder}/s.js"), "/a b", "/c"]));
    assert_eq!(server["env"], json!({"KEY": "${KEY}"}));
    assert_eq!(std::fs::read_to_string(files.join("s.js")).unwrap(), "// server");
    // Another server of that name keeps its files.
    std::fs::write(files.join("s.js"), "mine").unwrap();
    let other = sandbox.run(["add", "toolbox", "./tools.mcpb", "--description", "Other"]);
    assert_eq!(other.status, 2, "{other}");
    let other = sandbox.run(["install-server", "tools.mcpb", "--var", "folders=/z"]);
    assert_eq!(other.status, 7, "{other}");
    assert_eq!(std::fs::read_to_string(files.join("s.js")).unwrap(), "mine");
    insta::assert_snapshot!(sandbox.run(words), @"
    ------- stderr -------
    Unchanged: toolbox in ./mcp_settings.json
    note: set KEY: The key
    note: optional inputs were left out: `--var note=VALUE`
    note: the files of the bundle `toolbox` were replaced: `mcphub reload toolbox` restarts it in a running hub
    [exit status: 0]
    ");
    assert_eq!(std::fs::read_to_string(files.join("s.js")).unwrap(), "// server");
}

#[test]
fn broken_and_foreign_bundles_are_refused() {
    let sandbox = sandbox(&[]);
    std::fs::write(sandbox.path("broken.mcpb"), "PK").unwrap();
    let mac = bundle(&json!({"compatibility": {"platforms": ["win32"]}}));
    std::fs::write(sandbox.path("mac.mcpb"), mac).unwrap();
    for (file, status) in [("broken.mcpb", 8), ("mac.mcpb", 1), ("absent.mcpb", 8)] {
        let output = sandbox.run(["install-server", file]);
        assert_eq!(output.status, status, "{output}");
    }
    assert_eq!(sandbox.settings(), "{}\n");
}

#[test]
fn a_bundle_is_downloaded_and_must_have_its_digest() {
    let content = bundle(&json!({"user_config": {}}));
    let digest = hex(&ring_sha256(&content));
    let files = Api::start(move |asked: &ReceivedRequest| {
        Some(match asked.line.as_str() {
            "GET /release.mcpb" => {
                Reply::new("302 Found", "text/plain", "").with("location", "/stored")
            }
            "GET /stored" => Reply::new("200 OK", "application/zip", content.clone()),
            _ => Reply::new("302 Found", "text/plain", "").with("location", "/again"),
        })
    });
    let sandbox = sandbox(&[]);
    let server = |path: &str, digest: Option<&str>| {
        let package = json!({"registryType": "mcpb", "identifier": format!("{}{path}", files.url), "fileSha256": digest});
        sandbox
            .write("server.json", &json!({"name": "a.b/tools", "packages": [package]}).to_string());
        sandbox.run(["install-server", "server.json"])
    };
    let output = server("/release.mcpb", None);
    assert_eq!(output.status, 1, "{output}");
    let output = server("/release.mcpb", Some(&"0".repeat(64)));
    assert_eq!(output.status, 1, "{output}");
    let output = server("/loop", Some(&digest));
    assert_eq!(output.status, 4, "{output}");
    assert_eq!(sandbox.settings(), "{}\n");
    let output = server("/release.mcpb", Some(&digest));
    assert_eq!(output.status, 0, "{output}");
    assert_eq!(entry(&sandbox, "toolbox")["command"], "node");
    let plain = json!({"registryType": "mcpb", "identifier": "http://a.example/x.mcpb", "fileSha256": digest});
    sandbox.write("server.json", &json!({"name": "a.b/x", "packages": [plain]}).to_string());
    assert_eq!(sandbox.run(["install-server", "server.json"]).status, 4);
}

fn ring_sha256(content: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, content).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    let digits = |byte: &u8| format!("{byte:02x}");
    bytes.iter().map(digits).collect::<Vec<_>>().concat()
}

#[test]
fn add_takes_a_server_json_and_a_pipe_gives_one() {
    let sandbox = sandbox(&[]);
    sandbox.write("server.json", &weather().to_string());
    let added = sandbox.run(["add", "sky", "./server.json"]);
    assert_eq!(added.status, 2, "{added}");
    let text = github().to_string();
    let words = ["install-server", "-", "--package", "oci"];
    assert_eq!(sandbox.pipe(&text, words).status, 0);
    assert_eq!(entry(&sandbox, "github-mcp")["command"], "docker");
    let output = sandbox.pipe("{", ["install-server", "-"]);
    assert_eq!(output.status, 8, "{output}");
}
