//! Runs the program of `${cmd:…}`, without a shell, and returns its output.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::secret_store::limits;
use crate::settings::model::secret::Secret;

/// Splits a command line into words. Single and double quotes keep blanks; a backslash stands for
/// itself.
///
/// # Errors
/// Returns the reason in one line if a quote is not closed or there is no word.
pub(super) fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    match quote {
        Some(_) => Err("has a quote that is not closed".to_owned()),
        None if words.is_empty() => Err("names no program".to_owned()),
        None => Ok(words),
    }
}

/// Runs a program in `folder` and returns its output. The error does not contain any output: it may
/// be a secret.
///
/// # Errors
/// Returns the reason in one line if the program cannot be started, fails, or exceeds a limit.
pub(super) fn run(
    words: &[String],
    folder: Option<&Path>,
    environment: &BTreeMap<String, String>,
    limit: Duration,
) -> Result<Secret, String> {
    let [program, args @ ..] = words else { return Err("names no program".to_owned()) };
    let mut command = Command::new(program);
    command.args(args).env_clear().envs(environment);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command.spawn();
    let mut child = child.map_err(|error| format!("`{program}` cannot be started: {error}"))?;
    let output = read_output(&mut child, limit);
    if output.is_err() {
        end(&mut child);
    }
    let bytes = output.map_err(|why| format!("`{program}` {why}"))?;
    let status = child.wait().map_err(|error| format!("`{program}`: {error}"))?;
    if !status.success() {
        return Err(format!("`{program}` ended with {status}"));
    }
    let text = String::from_utf8(bytes);
    text.map(Secret::new).map_err(|_| format!("`{program}` does not write UTF-8"))
}

/// Reads until the program closes its output and has ended.
fn read_output(child: &mut Child, limit: Duration) -> Result<Vec<u8>, String> {
    let Some(mut output) = child.stdout.take() else { return Ok(Vec::new()) };
    let most = limits::VALUE_BYTES as u64;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.by_ref().take(most + 1).read_to_end(&mut bytes);
        sender.send(read.map(|_| bytes))
    });
    match receiver.recv_timeout(limit) {
        Ok(Ok(bytes)) if bytes.len() as u64 > most => {
            Err(format!("writes more than {} KiB", most >> 10))
        }
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(format!("cannot be read: {error}")),
        Err(_) => Err(format!("has not ended within {} s", limit.as_secs())),
    }
}

/// Ends the program with all that it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn output(line: &str) -> Result<String, String> {
        let environment = BTreeMap::from([("PATH".to_owned(), "/usr/bin:/bin".to_owned())]);
        let limit = Duration::from_secs(if line.contains("sleep") { 0 } else { 30 });
        let output = run(&words(line)?, Some(Path::new("/")), &environment, limit);
        output.map(|text| text.reveal().to_owned())
    }

    #[test]
    fn a_line_is_split_without_a_shell() {
        let split = |line| words(line).unwrap();
        assert_eq!(split(" op  read 'a b'\"c d\" '' "), ["op", "read", "a bc d", ""]);
        assert_eq!(split("echo $HOME;ls|x\\n"), ["echo", "$HOME;ls|x\\n"]);
        assert_eq!(words("a 'b"), Err("has a quote that is not closed".into()));
        assert_eq!(words(" "), Err("names no program".into()));
    }

    #[test]
    fn the_output_is_the_value_and_failures_do_not_tell_it() {
        assert_eq!(output("echo canary $HOME"), Ok("canary $HOME\n".into()));
        let failed = output("sh -c 'echo canary; echo canary >&2; exit 3'");
        assert_eq!(failed, Err("`sh` ended with exit status: 3".into()));
        assert_eq!(output("sleep 60"), Err("`sleep` has not ended within 0 s".into()));
        let much = output("head -c 70000 /dev/zero");
        assert_eq!(much, Err("`head` writes more than 64 KiB".into()));
        let gone = output("no-such-program-of-mcphub").unwrap_err();
        assert!(gone.starts_with("`no-such-program-of-mcphub` cannot be started"), "{gone}");
    }
}
