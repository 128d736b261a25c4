//! The topics of `help` beside the commands: `mcphub help exit-codes`.

use std::ffi::OsString;
use std::fmt::Write as _;

use crate::cli::environment::Environment;
use crate::cli::exit::MEANINGS;
use crate::cli::hub::in_process;
use crate::cli::settings_path;
use crate::clients::all::CLIENTS;
use crate::clients::record::Client;

/// The variables of mcphub with their meanings. Servers have variables of their own.
const VARIABLES: &[(&str, &str)] = &[
    ("MCPHUB_SETTINGS", "the settings file, unless --config names one"),
    (
        "MCPHUB_SETTING_PATH",
        "the same as MCPHub writes it: a file, or a folder with mcp_settings.json",
    ),
    ("MCPHUB_STATE_DIR", "the folder for logins, logs and history"),
    ("MCPHUB_LOG", "what is logged: info, or mcphub::proxy=debug,warn"),
    ("MCPHUB_LOG_FILE", "off: the hub writes no log file"),
    ("MCPHUB_NO_INPUT", "1: never prompt, like --no-input; so does CI"),
    ("MCPHUB_CREDENTIALS", "where logins are kept: file, keyring"),
    ("MCPHUB_SECRETS", "where the key of secrets is kept: keyring, key-file, passphrase"),
    ("MCPHUB_SECRET_NAME", "the secret NAME; it precedes the store"),
    ("MCPHUB_SECRETS_KEY_FILE", "the file with the key of the store of secrets"),
    (
        "MCPHUB_SECRETS_PASSPHRASE",
        "the passphrase of the store of secrets; MCPHUB_SECRETS_PASSPHRASE_FILE: its file",
    ),
    ("MCPHUB_ALLOW_COMMANDS", "1: `${cmd:…}` and `${op:…}` in settings may run programs"),
    ("MCPHUB_REGISTRY", "the registry of `search` and `install-server`"),
    ("MCPHUB_MARKET_FILE", "a file of servers for the market of the admin API"),
    ("COMPLETE", "a shell that asks for completions; its scripts set it"),
    ("NO_COLOR", "no color"),
    ("VISUAL, EDITOR", "the editor of `mcphub edit`"),
    ("MCP_CLIENT_SECRET", "the client secret of `add --client-secret`"),
    ("HOST, PORT", "where the hub listens; --host and --port precede them"),
    ("BASE_PATH", "the path before all paths of the hub"),
    ("READONLY", "true: the admin API rejects all changes"),
    ("ADMIN_PASSWORD", "the password of the first admin"),
    ("JWT_SECRET", "the key that signs logins at the hub"),
    (
        "ALLOWED_HOSTS, ALLOWED_ORIGINS",
        "further names of the hub, and origins of pages that may use it",
    ),
    ("INSTALL_BASE_URL", "the public URL of the hub"),
    ("TRUST_PROXY", "the reverse proxies that are trusted"),
    ("INIT_TIMEOUT", "milliseconds for connecting to a server"),
    ("DEFAULT_REQUEST_TIMEOUT", "milliseconds for a request to a server"),
    ("HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY", "proxies for servers behind a URL"),
    ("SSL_CERT_FILE, SSL_CERT_DIR, NODE_EXTRA_CA_CERTS", "certificates that are trusted"),
];

/// What the state folder contains.
const STATE: &[(&str, &str)] = &[
    ("audit/", "who changed and called what: `mcphub audit`"),
    ("bundles/", "unpacked bundles of servers"),
    ("catalog/", "what servers offered at last; can be deleted"),
    ("credentials/", "logins at servers: `mcphub auth status`"),
    ("installs.json", "what `install` has written into clients"),
    ("journal/", "changed files, before and after: `mcphub history`"),
    ("logs/", "the log of the hub: `mcphub logs`"),
    ("secrets/", "the sealed store of secrets: `mcphub secret`"),
];

/// Returns the text of a topic, if the command line asks for one.
pub(crate) fn text(words: &[OsString]) -> Option<String> {
    let [_, help, topic] = words else { return None };
    if help != "help" {
        return None;
    }
    match topic.to_str()? {
        "exit-codes" => Some(exit_codes()),
        "env" => Some(format!("Variables:\n{}", columns(VARIABLES))),
        "files" => Some(files()),
        "clients" => Some(clients()),
        _ => None,
    }
}

fn exit_codes() -> String {
    let rows: Vec<_> = MEANINGS.iter().map(|(exit, what)| (exit.0.to_string(), *what)).collect();
    let rows: Vec<_> = rows.iter().map(|(code, what)| (code.as_str(), *what)).collect();
    format!(
        "Exit codes:\n{}\nWith --json, an error ends with one JSON line on stderr, which has the code as \
         well.\n",
        columns(&rows)
    )
}

fn clients() -> String {
    let row = |client: &&Client| (client.id, client.title);
    let rows: Vec<_> =
        CLIENTS.iter().filter(|client| client.read_only.is_none()).map(row).collect();
    format!(
        "Clients for `install`, `import` and `export --format`:\n{}\n`mcphub clients` shows those on this \
         machine, and `mcphub clients --help` its options.\n",
        columns(&rows)
    )
}

fn files() -> String {
    let mut text = "Settings, the first that exists:\n".to_owned();
    let Ok(environment) = Environment::read() else { return text };
    for place in settings_path::search_locations(&environment) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {} ({})", place.path.display(), place.why);
    }
    text.push_str("\nBeside the settings:\n");
    text.push_str(&columns(&[
        (".env", "variables for `${NAME}` in servers"),
        (".mcp_settings.json.lock", "the lock of a command that writes"),
    ]));
    if let Ok(state) = in_process::state_folder(&environment) {
        let _ = writeln!(text, "\nState, in {}:", state.display());
        text.push_str(&columns(STATE));
    }
    text
}

/// Formats two columns; the first is as wide as its longest cell, up to a limit.
fn columns(rows: &[(&str, &str)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default().min(24);
    let line = |(name, what): &(&str, &str)| {
        let (name, gap) = if name.len() > width {
            (format!("{name}\n  "), width)
        } else {
            ((*name).to_owned(), width - name.len())
        };
        format!("  {name}{:gap$}  {what}\n", "")
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str) -> Option<String> {
        text(&["mcphub", "help", name].map(OsString::from))
    }

    #[test]
    fn topics_have_texts() {
        for name in ["exit-codes", "env", "files", "clients"] {
            assert!(topic(name).is_some_and(|text| text.lines().count() > 5), "{name}");
        }
        assert_eq!((topic("serve"), topic("")), (None, None));
    }

    #[test]
    fn long_names_have_a_line_of_their_own() {
        let long = "x".repeat(30);
        let text = columns(&[("a", "1"), (&long, "2")]);
        let wanted = format!("  {:24}  1\n  {long}\n  {:24}  2\n", "a", "");
        assert_eq!(text, wanted);
    }
}
