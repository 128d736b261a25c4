//! The unit of a user's systemd.

use crate::cli::service::definition::{Definition, MARK, RESTART_SECONDS, STOP_SECONDS};

/// Returns the text of the unit. Its limits are those that do not keep servers from their work: they
/// run as the user and may read, write and connect as their settings say.
pub(super) fn unit(definition: &Definition) -> String {
    let words: Vec<_> = definition.words().iter().map(|word| quote(word, true)).collect();
    let settings = escape(&definition.settings.display().to_string());
    let folder = escape(&definition.folder().display().to_string());
    let variable = |(name, value): &(&str, String)| {
        format!("Environment={}\n", quote(&format!("{name}={value}"), false))
    };
    let variables = definition.variables.iter().map(variable).collect::<Vec<_>>().concat();
    format!(
        "# {MARK}
[Unit]
Description=mcphub, the MCP servers of {settings}
StartLimitIntervalSec=120
StartLimitBurst=5

[Service]
Type=exec
ExecStart={}
WorkingDirectory={folder}
{variables}Restart=on-failure
RestartSec={RESTART_SECONDS}
# Wrong arguments and broken settings need a person.
RestartPreventExitStatus=2 8
TimeoutStopSec={STOP_SECONDS}
KillMode=mixed
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
",
        words.join(" ")
    )
}

/// Quotes a word. In a command, `$` would begin a variable.
fn quote(word: &str, in_command: bool) -> String {
    let word = escape(word).replace('\\', "\\\\").replace('"', "\\\"");
    let word = if in_command { word.replace('$', "$$") } else { word };
    format!("\"{word}\"")
}

/// Escapes `%`, which begins a specifier.
fn escape(text: &str) -> String {
    text.replace('%', "%%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_so_that_systemd_reads_them_as_they_are() {
        assert_eq!(quote("/a b/$x\"%h\\", true), "\"/a b/$$x\\\"%%h\\\\\"");
        assert_eq!(quote("PATH=/a:$b", false), "\"PATH=/a:$b\"");
    }
}
