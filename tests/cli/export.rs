//! `export`: complete by default, and exact to the byte.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn the_file_is_exported_unchanged_to_the_byte() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run(["export"]);
    assert_eq!(output.stdout, SETTINGS);
    assert_eq!(output.stderr, "note: the output contains 1 secret in plain text; see `--redact`\n");
    assert_eq!(sandbox.run(["export", "--quiet"]).stderr, "");
}

#[test]
fn redacting_removes_all_secrets_and_lists_the_variables() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--redact"]), @r#"
    {
      // Kept by hand.
      "mcpServers": {
        "time": { "type": "stdio", "command": "uvx", "args": ["mcp-server-time"] },
        "github": {
          "type": "stdio",
          "command": "docker",
          "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
          "env": { "GITHUB_TOKEN": "${GITHUB_TOKEN}", "LOG_LEVEL": "info" },
          "tools": { "delete_file": { "enabled": false } }
        },
        "sentry": {
          "type": "streamable-http",
          "url": "https://mcp.sentry.dev/mcp",
          "headers": { "Authorization": "Bearer ${SENTRY_TOKEN}" },
          "enabled": false
        }
      },
      "groups": [
        { "id": "0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11", "name": "web", "servers": ["sentry", { "name": "github", "tools": ["search_issues"] }] }
      ]
    }
    ------- stderr -------
    note: set GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    [exit status: 0]
    "#);
}

#[test]
fn a_group_is_exported_with_its_servers() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--group", "web", "--redact"]), @r#"
    {
      // Kept by hand.
      "mcpServers": {
        "github": {
          "type": "stdio",
          "command": "docker",
          "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
          "env": { "GITHUB_TOKEN": "${GITHUB_TOKEN}", "LOG_LEVEL": "info" },
          "tools": { "delete_file": { "enabled": false } }
        },
        "sentry": {
          "type": "streamable-http",
          "url": "https://mcp.sentry.dev/mcp",
          "headers": { "Authorization": "Bearer ${SENTRY_TOKEN}" },
          "enabled": false
        }
      },
      "groups": [
        { "id": "0b6a3c5e-93c5-4b1f-9a52-6d1f1d4c7a11", "name": "web", "servers": ["sentry", { "name": "github", "tools": ["search_issues"] }] }
      ]
    }
    ------- stderr -------
    note: set GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.run(["export", "--server", "time"]), @r#"
    {
      // Kept by hand.
      "mcpServers": {
        "time": { "type": "stdio", "command": "uvx", "args": ["mcp-server-time"] }
      }
    }
    [exit status: 0]
    "#);
}

#[test]
fn other_clients_get_their_own_words() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--format", "mcpservers", "--redact"]), @r#"
    {
      "mcpServers": {
        "time": {
          "type": "stdio",
          "command": "uvx",
          "args": [
            "mcp-server-time"
          ]
        },
        "github": {
          "type": "stdio",
          "command": "docker",
          "args": [
            "run",
            "-i",
            "--rm",
            "-e",
            "GITHUB_TOKEN",
            "ghcr.io/github/github-mcp-server"
          ],
          "env": {
            "GITHUB_TOKEN": "${GITHUB_TOKEN}",
            "LOG_LEVEL": "info"
          }
        }
      }
    }
    ------- stderr -------
    note: set GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    note: github: without tools
    note: sentry: omitted because it is disabled
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.run(["export", "--format", "vscode", "--redact"]), @r#"
    {
      "inputs": [
        {
          "type": "promptString",
          "id": "GITHUB_TOKEN",
          "description": "GITHUB_TOKEN of github",
          "password": true
        }
      ],
      "servers": {
        "time": {
          "type": "stdio",
          "command": "uvx",
          "args": [
            "mcp-server-time"
          ]
        },
        "github": {
          "type": "stdio",
          "command": "docker",
          "args": [
            "run",
            "-i",
            "--rm",
            "-e",
            "GITHUB_TOKEN",
            "ghcr.io/github/github-mcp-server"
          ],
          "env": {
            "GITHUB_TOKEN": "${input:GITHUB_TOKEN}",
            "LOG_LEVEL": "info"
          }
        }
      }
    }
    ------- stderr -------
    note: the client prompts for GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    note: github: without tools
    note: sentry: omitted because it is disabled
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.run(["export", "--format", "codex", "--redact"]), @r#"
    [mcp_servers.time]
    command = "uvx"
    args = ["mcp-server-time"]

    [mcp_servers.github]
    command = "docker"
    args = ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"]
    env = { LOG_LEVEL = "info" }
    env_vars = ["GITHUB_TOKEN"]
    disabled_tools = ["delete_file"]

    [mcp_servers.sentry]
    url = "https://mcp.sentry.dev/mcp"
    bearer_token_env_var = "SENTRY_TOKEN"
    enabled = false
    ------- stderr -------
    note: set GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    [exit status: 0]
    "#);
}

#[test]
fn a_template_never_has_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output =
        sandbox.run_with(["export", "--format", "template", "--group", "web"], |command| {
            command.env("SOURCE_DATE_EPOCH", "0");
        });
    assert_snapshot!(output, @r#"
    {
      "version": "1.0",
      "name": "web",
      "createdAt": "1970-01-01T00:00:00Z",
      "servers": {
        "github": {
          "type": "stdio",
          "command": "docker",
          "args": [
            "run",
            "-i",
            "--rm",
            "-e",
            "GITHUB_TOKEN",
            "ghcr.io/github/github-mcp-server"
          ],
          "env": {
            "GITHUB_TOKEN": "${GITHUB_TOKEN}",
            "LOG_LEVEL": "info"
          },
          "tools": {
            "delete_file": {
              "enabled": false
            }
          }
        },
        "sentry": {
          "type": "streamable-http",
          "url": "https://mcp.sentry.dev/mcp",
          "headers": {
            "Authorization": "Bearer ${SENTRY_TOKEN}"
          },
          "enabled": false
        }
      },
      "groups": [
        {
          "name": "web",
          "servers": [
            {
              "name": "sentry",
              "tools": "all",
              "prompts": "all",
              "resources": "all"
            },
            {
              "name": "github",
              "tools": [
                "search_issues"
              ],
              "prompts": "all",
              "resources": "all"
            }
          ]
        }
      ],
      "requiredEnvVars": [
        "GITHUB_TOKEN",
        "SENTRY_TOKEN"
      ]
    }
    ------- stderr -------
    note: set GITHUB_TOKEN (was in mcpServers.github.env.GITHUB_TOKEN)
    [exit status: 0]
    "#);
}

#[test]
fn a_secret_has_the_same_name_in_all_formats() {
    let sandbox = Sandbox::with_settings(
        r#"{
  "systemConfig": { "proxy": { "password": "pw-0123456789abcdef" } },
  "mcpServers": {
    "a": { "command": "x", "env": { "TOKEN": "one-0123456789abcdef" }, "cwd": "sub" },
    "b": { "command": "x", "env": { "TOKEN": "two-0123456789abcdef" }, "bearerToken": "b-0123456789abcdef" },
    "web": { "type": "streamable-http", "url": "https://u:three-456@h/mcp",
             "headers": { "Authorization": "Bearer four-0123456789abcdef", "X-Key": "one-0123456789abcdef" } }
  },
  "groups": [ { "name": "g", "servers": ["a", "b", "web"] } ]
}
"#,
    );
    let names = |words: &[&str]| {
        let output = sandbox.run(["export", "--redact"].into_iter().chain(words.iter().copied()));
        let said = output.stderr.lines().filter_map(|line| {
            let (said, place) = line.split_once(" (was in mcpServers.")?;
            Some((place.trim_end_matches(')').to_owned(), said.rsplit(' ').next()?.to_owned()))
        });
        said.collect::<std::collections::BTreeMap<_, _>>()
    };
    let whole = names(&[]);
    let told = |place: &str| whole[place].as_str();
    assert_eq!(told("a.env.TOKEN"), "TOKEN");
    assert_eq!(told("b.env.TOKEN"), "B_TOKEN");
    assert_eq!(told("web.headers.Authorization"), "AUTHORIZATION");
    assert_eq!(told("web.url"), "PASSWORD");
    for format in ["mcpservers", "vscode", "claude-code", "cursor", "opencode", "template"] {
        let here = names(&["--format", format]);
        for (place, name) in &here {
            assert_eq!(whole.get(place), Some(name), "{format}: {place}");
        }
        assert!(here.len() >= 4, "{format}: {here:?}");
    }
    let alone = names(&["--server", "b"]);
    assert_eq!(alone.get("b.env.TOKEN").map(String::as_str), Some("B_TOKEN"));
}

#[test]
fn secrets_become_inputs_and_the_export_can_be_imported() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {
            "x": { "type": "stdio", "command": "c", "args": ["${REGION:-eu}", "${workspaceFolder}"],
                   "env": { "API_KEY": "k-0123456789abcdef", "LEVEL": "${LEVEL}" } }
        }}"#,
    );
    let output = sandbox.run(["export", "--format", "vscode", "--redact"]);
    assert_snapshot!(output, @r#"
    {
      "inputs": [
        {
          "type": "promptString",
          "id": "REGION",
          "description": "args of x",
          "default": "eu"
        },
        {
          "type": "promptString",
          "id": "API_KEY",
          "description": "API_KEY of x",
          "password": true
        }
      ],
      "servers": {
        "x": {
          "type": "stdio",
          "command": "c",
          "args": [
            "${input:REGION}",
            "${workspaceFolder}"
          ],
          "env": {
            "API_KEY": "${input:API_KEY}",
            "LEVEL": "${env:LEVEL}"
          }
        }
      }
    }
    ------- stderr -------
    note: the client prompts for API_KEY (was in mcpServers.x.env.API_KEY)
    [exit status: 0]
    "#);
    let back = Sandbox::with_settings("{}\n");
    assert_eq!(back.pipe(&output.stdout, ["import", "-"]).status, 0);
    assert_snapshot!(back.settings(), @r#"
    {
      "mcpServers": {
        "x": {
          "type": "stdio",
          "command": "c",
          "args": ["${REGION:-eu}", "${workspaceFolder}"],
          "env": {
            "API_KEY": "${API_KEY}",
            "LEVEL": "${LEVEL}"
          }
        }
      }
    }
    "#);
}

#[test]
fn references_that_a_client_does_not_expand_stop_it() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"x": {"type": "stdio", "command": "c", "args": ["${HOME}/x"]}}}"#,
    );
    assert_snapshot!(sandbox.run(["export", "--format", "codex"]), @"
    ------- stderr -------
    error: the client does not expand the variables of these servers
    hint: x uses `HOME`
    hint: `--keep-references` exports them unchanged
    [exit status: 1]
    ");
    assert_snapshot!(sandbox.run(["export", "--format", "codex", "--keep-references"]), @r#"
    [mcp_servers.x]
    command = "c"
    args = ["${HOME}/x"]
    [exit status: 0]
    "#);
}

#[test]
fn unsupported_servers_are_reported_with_9() {
    let sandbox = Sandbox::with_settings(
        r#"{"mcpServers": {"x": {"type": "sse", "url": "https://x/sse"}, "y": {"type": "stdio", "command": "c"}}}"#,
    );
    assert_snapshot!(sandbox.run(["export", "--format", "codex"]), @r#"
    [mcp_servers.y]
    command = "c"
    ------- stderr -------
    warning: x was omitted: the client does not support SSE
    [exit status: 9]
    "#);
}

#[test]
fn unknown_names_are_6() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["export", "--server", "tim"]), @"
    ------- stderr -------
    error: no server `tim`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["export", "--group", "wep"]), @"
    ------- stderr -------
    error: no group `wep`
    hint: did you mean `web`?
    [exit status: 6]
    ");
}

#[test]
fn exported_servers_are_imported_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    for format in [
        "mcp-settings",
        "mcpservers",
        "vscode",
        "codex",
        "claude-code",
        "claude-desktop",
        "cursor",
        "windsurf",
        "cline",
        "gemini",
        "copilot",
        "zed",
        "opencode",
        "lmstudio",
    ] {
        let exported = sandbox.run(["export", "--format", format, "--server", "time"]).stdout;
        let output = sandbox.pipe(&exported, ["import", "-"]);
        assert!(output.stdout.contains("unchanged"), "{format}\n{output}");
    }
    sandbox.assert_settings_untouched();
}
