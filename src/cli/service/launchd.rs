//! The property list of a user's launchd.

use std::fmt::Write as _;

use crate::cli::service::definition::{Definition, MARK, RESTART_SECONDS, STOP_SECONDS};

/// Returns the text of the property list.
pub(super) fn property_list(definition: &Definition, label: &str) -> String {
    let words = definition.words();
    let word = |word: &String| format!("    <string>{}</string>\n", escape(word));
    let words = words.iter().map(word).collect::<Vec<_>>().concat();
    let folder = escape(&definition.folder().display().to_string());
    let mut variables = String::new();
    for (name, value) in &definition.variables {
        // Writing to a string cannot fail.
        let _ =
            writeln!(variables, "    <key>{name}</key>\n    <string>{}</string>", escape(value));
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- {MARK} -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{label}</string>
  <key>ProgramArguments</key>
  <array>
{words}  </array>
  <key>WorkingDirectory</key>
  <string>{folder}</string>
  <key>EnvironmentVariables</key>
  <dict>
{variables}  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>{RESTART_SECONDS}</integer>
  <key>ExitTimeOut</key>
  <integer>{STOP_SECONDS}</integer>
  <key>Umask</key>
  <integer>63</integer>
</dict>
</plist>
"#
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
