//! Opens a page in the user's browser.

use std::process::{Command, Stdio};

use crate::cli::environment::Environment;

/// Returns whether a browser can be expected to appear in front of the user.
pub(crate) fn is_at_hand(environment: &Environment) -> bool {
    let has = |name: &str| environment.variable(name).is_some();
    let is_remote = has("SSH_CONNECTION") || has("SSH_TTY");
    let has_display =
        cfg!(any(windows, target_os = "macos")) || has("DISPLAY") || has("WAYLAND_DISPLAY");
    environment.stderr_is_terminal && has_display && !is_remote
}

/// Opens a URL of the web with the system's program, without a shell. Returns whether the program
/// was started.
pub(crate) fn open(url: &url::Url) -> bool {
    if !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    let (program, words): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(words).arg(url.as_str());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    std::thread::spawn(move || child.wait());
    true
}
