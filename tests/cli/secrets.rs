//! Secrets stay in the file: no command prints one unless `--show-secrets` is given.

use crate::support::sandbox::{Output, Sandbox};

/// Secrets in all usual places; each starts with `canary`. Values that start with `finch` are not
/// secret but occur in such places: they are masked too, and may be exported.
const PLANTED: &str = r#"{
  "mcpServers": {
    "program": {
      "type": "stdio",
      "command": "no-such-program",
      "args": [
        "--token", "canary-a1", "--api-key=canary-a2", "--env=MY_TOKEN=canary-a3", "SECRET=canary-a4",
        "--header", "Authorization: Bearer canary-a5", "--key", "canary-a6",
        "https://user:canary-a7@127.0.0.1:1/x?access_token=canary-a8",
        "-c", "run --password canary-a9 now", "--config", "{\"apiKey\":\"canary-a10\"}",
        "--token", "${TOKEN:-canary-a11}"
      ],
      "env": { "GITHUB_TOKEN": "canary-e1", "PLAIN": "finch-e2", "DEFAULT": "${NO:-finch-e3}" },
      "proxy": { "enabled": false, "host": "h", "password": "canary-p1" }
    },
    "line": { "command": "npx -y pkg --token canary-l1", "args": "--token canary-l2" },
    "remote": {
      "type": "streamable-http",
      "url": "http://user:canary-u1@127.0.0.1:1/mcp?api_key=canary-u2&page=1",
      "headers": { "Authorization": "Bearer canary-h1", "X-Odd": "finch-h2" },
      "oauth": { "clientId": "c", "clientSecret": "canary-o1", "accessToken": "canary-o2" },
      "bearerToken": "canary-o3"
    },
    "wrong": { "env": ["TOKEN=canary-w1"], "headers": "Authorization: Bearer canary-w2", "timeout": 1 }
  },
  "bearerKeys": [{ "id": "1", "name": "k", "token": "canary-k1", "accessType": "all" }],
  "mcpClients": [{ "name": "c", "accessToken": "canary-k2", "allowList": ["*"] }],
  "users": [{ "username": "ann", "password": "canary-s1", "isAdmin": true }],
  "oauthClients": [{ "clientId": "c", "clientSecret": "canary-s2", "grants": [] }],
  "systemConfig": { "routing": { "bearerAuthKey": "canary-s3" }, "smartRouting": { "openaiApiKey": "canary-s4" } }
}
"#;

/// Returns the problem of an output: a leaked secret, or a command that did not run.
fn complaint(what: &str, output: &Output) -> Option<String> {
    let said = output.to_string();
    let is_told = |line: &&str| {
        line.contains("canary") || (line.contains("finch-") && !what.contains("export"))
    };
    let told = said.lines().filter(is_told).collect::<Vec<_>>();
    let ran = output.status != 2 && output.status != 70;
    (!ran || !told.is_empty()).then(|| {
        let shown = if ran { told.join("\n") } else { said.clone() };
        format!("{what}\n{shown}\n")
    })
}

#[test]
fn no_command_prints_a_secret_by_default() {
    let other = PLANTED.replace("canary", "canary-other").replace("finch", "finch-other");
    let lines = [
        "list",
        "get program",
        "get remote",
        "get line",
        "get wrong",
        "tool list program",
        "key list",
        "user list",
        "group list",
        "validate",
        "validate --format sarif",
        "validate --format github",
        "export --redact",
        "export --redact --format vscode",
        "export --redact --format mcpservers",
        "export --format template",
        "set program --description d --dry-run",
        "set remote -H 'X-Odd: canary-n1' --dry-run",
        "set remote --url 'http://x/?token=canary-n2' --dry-run",
        "rename program other --dry-run",
        "disable line --dry-run",
        "remove program remote line wrong --dry-run",
        "key revoke k --dry-run",
        "key disable k --dry-run",
        "add program -e GITHUB_TOKEN=canary-n3 -- npx x --token canary-n4",
        "add remote 'https://x/?token=canary-n5' -H 'Authorization: Bearer canary-n6'",
        "add new -e GITHUB_TOKEN=canary-n7 --dry-run -- npx x --token canary-n8",
        "add-json program '{\"command\":\"x\",\"env\":{\"K\":\"canary-n9\"}}'",
        "add-json broken '{\"command\":\"x\",\"env\":{\"K\":\"canary-n10\"'",
        "add-json odd '{\"env\":{\"TOKEN\":\"canary-n11\"}}'",
        "import other.json --dry-run",
        "import other.json --dry-run --on-conflict replace",
        "import other.json --dry-run --on-conflict rename",
        "import broken.json",
        "import config.toml --dry-run",
        "import broken.toml",
        "inspect program --timeout 5000",
        "inspect remote --timeout 5000",
        "call remote x --timeout 5000",
        "serve --check",
        "-vv serve --check",
        "--config broken.json list",
        "--config broken.json validate",
        "--config broken.json add x y",
    ];
    let mut complaints = Vec::new();
    for line in lines {
        for form in ["", " --json"] {
            let sandbox = Sandbox::with_settings(PLANTED);
            sandbox.write("other.json", &other);
            sandbox.write("broken.json", &other.replace("\"bearerKeys\":", "\"bearerKeys\""));
            let toml = "[mcp_servers.c]\ncommand = \"c\"\nenv = { T = \"canary-t1\" }\n\
                        bearer_token = \"canary-t2\"\n";
            sandbox.write("config.toml", toml);
            sandbox.write("broken.toml", &toml.replace("\"c\"", "\"c\" \"canary-t3"));
            let words = format!("mcphub {line}{form}");
            let words = match line.split_once(" -- ") {
                Some((flags, command)) => format!("mcphub {flags}{form} -- {command}"),
                None => words,
            };
            complaints.extend(complaint(&words, &sandbox.shell(&words)));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.concat());
}

#[test]
fn a_truncated_file_shows_no_secret() {
    let sandbox = Sandbox::new();
    let mut complaints = Vec::new();
    for at in (0..PLANTED.len()).step_by(23) {
        sandbox.write("mcp_settings.json", &PLANTED[..at]);
        complaints.extend(complaint(&format!("{at} bytes"), &sandbox.run(["validate"])));
    }
    assert!(complaints.is_empty(), "{}", complaints.concat());
}

#[test]
fn secrets_are_shown_on_request() {
    let sandbox = Sandbox::with_settings(PLANTED);
    for line in ["get program", "get remote --json", "list --json", "key list"] {
        let output = sandbox.shell(&format!("mcphub {line} --show-secrets"));
        assert!(output.stdout.contains("canary"), "{line}:\n{output}");
    }
}
