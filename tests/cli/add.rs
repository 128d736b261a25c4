//! `add`: published command lines, idempotence, conflicts, dry runs.

use insta::assert_snapshot;

use crate::cli::SETTINGS;
use crate::support::sandbox::Sandbox;

#[test]
fn writes_the_entry_and_names_the_file() {
    let sandbox = Sandbox::with_settings("{}\n");
    assert_snapshot!(sandbox.run(["add", "time", "--", "uvx", "mcp-server-time", "--local-timezone", "UTC"]), @"
    ------- stderr -------
    Added time (stdio) to ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "time": {
          "type": "stdio",
          "command": "uvx",
          "args": ["mcp-server-time", "--local-timezone", "UTC"]
        }
      }
    }
    "#);
}

#[test]
fn an_openapi_document_is_a_server() {
    let sandbox = Sandbox::with_settings("{}\n");
    let url = "https://a.example/openapi.json";
    sandbox.run(["add", "one", "--openapi", url, "-H", "X-Key: ${K}"]);
    sandbox.run(["add", "two", "--transport", "openapi", url]);
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "one": {
          "type": "openapi",
          "openapi": {
            "url": "https://a.example/openapi.json"
          },
          "headers": {
            "X-Key": "${K}"
          }
        },
        "two": {
          "type": "openapi",
          "openapi": {
            "url": "https://a.example/openapi.json"
          }
        }
      }
    }
    "#);
    assert_snapshot!(sandbox.run(["add", "three", "--openapi", url, "more"]), @"
    ------- stderr -------
    error: --openapi cannot be combined with another URL or a command
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["list"]), @"
    NAME  TYPE     STATE    TARGET
    one   openapi  enabled  https://a.example/openapi.json
    two   openapi  enabled  https://a.example/openapi.json
    [exit status: 0]
    ");
}

#[test]
fn published_command_lines_work_after_changing_the_program() {
    let sandbox = Sandbox::with_settings("{}\n");
    for line in [
        "mcphub mcp add --transport http sentry https://mcp.sentry.dev/mcp",
        "mcphub mcp add -e AIRTABLE_API_KEY='${AIRTABLE}' airtable -- npx -y airtable-mcp-server",
        "mcphub mcp add context7 -- npx -y @upstash/context7-mcp",
        "mcphub mcp add x --url https://x.example/mcp --bearer-token-env-var TOK",
        "mcphub mcp add py python server.py -- --flag v",
        "mcphub mcp add pkg npx -y pkg",
        "mcphub mcp add -e A=1 B=2 -s project name -- cmd",
        "mcphub mcp add old https://x.example/sse --header 'X-Key: ${K}' -H Y=z",
    ] {
        let output = sandbox.shell(line);
        assert_eq!(output.status, 0, "{line}\n{output}");
    }
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "sentry": {
          "type": "streamable-http",
          "url": "https://mcp.sentry.dev/mcp"
        },
        "airtable": {
          "type": "stdio",
          "command": "npx",
          "args": ["-y", "airtable-mcp-server"],
          "env": {
            "AIRTABLE_API_KEY": "${AIRTABLE}"
          }
        },
        "context7": {
          "type": "stdio",
          "command": "npx",
          "args": ["-y", "@upstash/context7-mcp"]
        },
        "x": {
          "type": "streamable-http",
          "url": "https://x.example/mcp",
          "headers": {
            "Authorization": "Bearer ${TOK}"
          }
        },
        "py": {
          "type": "stdio",
          "command": "python",
          "args": ["server.py", "--flag", "v"]
        },
        "pkg": {
          "type": "stdio",
          "command": "npx",
          "args": ["-y", "pkg"]
        },
        "name": {
          "type": "stdio",
          "command": "cmd",
          "env": {
            "A": "1",
            "B": "2"
          }
        },
        "old": {
          "type": "sse",
          "url": "https://x.example/sse",
          "headers": {
            "X-Key": "${K}",
            "Y": "z"
          }
        }
      }
    }
    "#);
}

#[test]
fn every_option_finds_its_place() {
    let sandbox = Sandbox::with_settings("{}\n");
    sandbox.write("my.env", "# mine\nFROM_FILE=1\nBOTH=file\n");
    let output = sandbox.run([
        "add",
        "--env-file",
        "my.env",
        "--env",
        "BOTH=word",
        "--timeout",
        "5000",
        "--description",
        "It is",
        "--exclude-tools",
        "rm,mv",
        "--disabled",
        "x",
        "--",
        "cmd",
    ]);
    assert_snapshot!(output, @"
    ------- stderr -------
    Added x (stdio) to ./mcp_settings.json
    [exit status: 0]
    ");
    let output = sandbox.run([
        "add",
        "--client-id",
        "me",
        "--client-secret=s",
        "--scopes",
        "a,b",
        "--transport",
        "sse",
        "y",
        "https://y.example/events",
    ]);
    assert_snapshot!(output, @"
    ------- stderr -------
    Added y (sse) to ./mcp_settings.json
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.settings(), @r#"
    {
      "mcpServers": {
        "x": {
          "type": "stdio",
          "command": "cmd",
          "env": {
            "FROM_FILE": "1",
            "BOTH": "word"
          },
          "description": "It is",
          "options": {
            "timeout": 5000
          },
          "tools": {
            "rm": {
              "enabled": false
            },
            "mv": {
              "enabled": false
            }
          },
          "enabled": false
        },
        "y": {
          "type": "sse",
          "url": "https://y.example/events",
          "oauth": {
            "clientId": "me",
            "clientSecret": "s",
            "scopes": ["a", "b"]
          }
        }
      }
    }
    "#);
}

#[test]
fn options_without_a_place_are_accepted_with_a_warning() {
    let sandbox = Sandbox::with_settings("{}\n");
    let output =
        sandbox.run(["add", "x", "https://x.example/mcp", "--trust", "--include-tools", "a"]);
    assert_snapshot!(output, @"
    ------- stderr -------
    warning: ignored: --trust: approval is up to the client
    Added x (streamable-http) to ./mcp_settings.json
    [exit status: 0]
    ");
}

#[test]
fn the_same_again_is_unchanged() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["add", "time", "--", "uvx", "mcp-server-time"]), @"
    ------- stderr -------
    Unchanged: time in ./mcp_settings.json
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
}

#[test]
fn other_content_is_a_conflict_and_shows_the_difference_without_secrets() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run([
        "add",
        "github",
        "--env",
        "GITHUB_TOKEN=ghp_zzzzzzzzzzzzzzzzzzzz",
        "--json",
        "--",
        "docker",
        "run",
        "img",
    ]);
    assert_snapshot!(output, @r#"
    ------- stderr -------
    error: server `github` already exists with different content
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -5,20 +5,10 @@
           "command": "docker",
           "args": [
             "run",
    -        "-i",
    -        "--rm",
    -        "-e",
    -        "GITHUB_TOKEN",
    -        "ghcr.io/github/github-mcp-server"
    +        "img"
           ],
           "env": {
    -        "GITHUB_TOKEN": "***",
    -        "LOG_LEVEL": "***"
    -      },
    -      "tools": {
    -        "delete_file": {
    -          "enabled": false
    -        }
    +        "GITHUB_TOKEN": "*** (changed)"
           }
         }
       }
    hint: `--force` replaces it, `--if-not-exists` keeps it
    hint: `mcphub set github …` changes single fields
    {"error":{"code":"conflict","message":"server `github` already exists with different content","hint":"`--force` replaces it, `--if-not-exists` keeps it; `mcphub set github …` changes single fields","exit":7}}
    [exit status: 7]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn a_conflict_can_be_forced_or_left() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["add", "time", "--if-not-exists", "--", "other"]), @"
    ------- stderr -------
    Kept time unchanged in ./mcp_settings.json
    [exit status: 0]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["add", "--force", "time", "https://time.example/mcp"]), @"
    ------- stderr -------
    Replaced time (streamable-http) in ./mcp_settings.json
    [exit status: 0]
    ");
    assert!(sandbox.settings().contains("https://time.example/mcp"));
}

#[test]
fn a_dry_run_shows_a_diff_and_writes_nothing() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    let output = sandbox.run(["add", "x", "--env", "KEY=secret", "--dry-run", "--", "cmd"]);
    assert_snapshot!(output, @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -14,6 +14,13 @@
           "url": "https://mcp.sentry.dev/mcp",
           "headers": { "Authorization": "Bearer ${SENTRY_TOKEN}" },
           "enabled": false
    +    },
    +    "x": {
    +      "type": "stdio",
    +      "command": "cmd",
    +      "env": {
    +        "KEY": "***"
    +      }
         }
       },
       "groups": [
    ------- stderr -------
    Dry run: nothing was written to ./mcp_settings.json
    [exit status: 0]
    "#);
    sandbox.assert_settings_untouched();
}

#[test]
fn json_reports_the_result() {
    let sandbox = Sandbox::with_settings("{}\n");
    assert_snapshot!(sandbox.run(["--json", "--quiet", "add", "x", "--", "cmd"]), @r#"
    {
      "version": 1,
      "file": "$SANDBOX/work/mcp_settings.json",
      "dryRun": false,
      "changed": true,
      "results": [
        {
          "name": "x",
          "action": "added",
          "type": "stdio"
        }
      ]
    }
    [exit status: 0]
    "#);
}

#[test]
fn contradictory_arguments_are_rejected() {
    let sandbox = Sandbox::with_settings("{}\n");
    let refused = |line: &str| {
        let output = sandbox.shell(line);
        assert_eq!(output.status, 2, "{line}\n{output}");
        output.stderr.lines().next().unwrap().to_owned()
    };
    assert_eq!(refused("mcphub add x"), "error: neither a URL nor a command was given");
    assert_eq!(
        refused("mcphub add x https://a extra"),
        "error: unexpected argument `extra` after the URL"
    );
    assert_eq!(
        refused("mcphub add x --url https://a -- cmd"),
        "error: --url cannot be combined with another URL or a command"
    );
    assert_eq!(refused("mcphub add x -t ws wss://a"), "error: WebSocket is not a transport of MCP");
    assert_eq!(
        refused("mcphub add x -t http -- cmd"),
        "error: the transport streamable-http needs a URL, not a command"
    );
    assert_eq!(
        refused("mcphub add x -t stdio https://a"),
        "error: the transport stdio needs a command, not a URL"
    );
    assert_eq!(
        refused("mcphub add -e NOTHING x -- cmd"),
        "error: an environment variable is NAME=VALUE: `NOTHING` has no `=`"
    );
    assert_eq!(refused("mcphub add -y x cmd"), "error: unexpected argument '-y' found");
    assert_eq!(
        refused("mcphub add x https://a --client-secret"),
        "error: missing value for the OAuth client secret"
    );
    sandbox.assert_settings_untouched();
}

#[test]
fn a_name_that_cannot_be_is_refused() {
    let sandbox = Sandbox::with_settings("{}\n");
    assert_snapshot!(sandbox.run(["add", "my server", "--", "cmd"]), @"
    ------- stderr -------
    error: `my server` cannot name a server: a name cannot contain ` `; use letters, digits and `. _ - /`
    hint: use `my-server` instead
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
}

#[test]
fn add_then_remove_gives_the_original_bytes() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_eq!(sandbox.run(["add", "x", "--", "cmd"]).status, 0);
    assert_ne!(sandbox.settings(), SETTINGS);
    assert_eq!(sandbox.run(["remove", "x", "--yes"]).status, 0);
    sandbox.assert_settings_untouched();
}

#[test]
fn adding_and_removing_a_server_leaves_the_file_unchanged_and_no_other_file() {
    for text in [
        "{\"mcpServers\":{}}",
        "{\n  \"mcpServers\": {}\n}\n",
        "{\r\n\t\"mcpServers\": {\r\n\t\t\"a\": { \"command\": \"x\" }\r\n\t}\r\n}",
        "\u{feff}{\"mcpServers\": { // none\n}}\n\n",
    ] {
        let sandbox = Sandbox::with_settings(text);
        assert_eq!(sandbox.run(["add", "x", "--", "npx", "y"]).status, 0);
        assert_ne!(sandbox.settings(), text);
        assert_eq!(sandbox.run(["remove", "x", "--yes"]).status, 0);
        sandbox.assert_settings_untouched();
        let files = std::fs::read_dir(sandbox.path("")).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["mcp_settings.json"]);
    }
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(["add", "-s", "local", "x", "--", "npx", "y"]).status, 0);
    assert!(sandbox.settings().ends_with("}\n"));
}
