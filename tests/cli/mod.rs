//! The command line, one file per command: tests compare whole outputs.
#![expect(clippy::too_many_lines, reason = "whole outputs are long")]

mod add;
mod add_json;
mod artifacts;
mod audit;
mod clients;
mod config;
#[cfg(unix)]
mod doctor;
mod dotenv;
mod enable;
mod exists;
mod explain;
mod export;
mod finding;
mod get;
mod group;
mod help;
#[cfg(unix)]
mod history;
mod import;
mod init;
mod install;
mod key;
mod list;
mod live;
mod login;
mod logs;
mod overrides;
#[cfg(unix)]
mod planted;
mod providers;
mod registry;
mod remove;
mod rename;
mod running;
mod secret;
mod secrets;
#[cfg(unix)]
mod service;
mod set;
#[cfg(unix)]
mod shell;
mod streams;
mod user;
mod validate;

/// A typical settings file, with comments, a secret, a group and unusual spacing.
const SETTINGS: &str = r#"{
  // Kept by hand.
  "mcpServers": {
    "time": { "type": "stdio", "command": "uvx", "args": ["mcp-server-time"] },
    "github": {
      "type": "stdio",
      "command": "docker",
      "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
      "env": { "GITHUB_TOKEN": "ghp_0123456789abcdefghij", "LOG_LEVEL": "info" },
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
"#;
