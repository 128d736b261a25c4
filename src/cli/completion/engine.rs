//! Responds to a shell's request for completions, and prints the script that sends it. Neither
//! fails: a shell shows an error in the middle of a line that is being typed.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::Command;
use clap_complete::env::Shells;

use crate::cli::completion::{sources, table};

/// The variable of a shell's request. Its value is the shell.
pub(crate) const VARIABLE: &str = "COMPLETE";

/// What separates candidates: a line feed, or in Bash a vertical tab.
const SEPARATORS: [char; 2] = ['\n', '\u{b}'];

/// Returns the response to a shell: the script if `words` end with the program's own name,
/// otherwise the completions of the last word. `None` without a request.
pub(crate) fn answer(words: &[OsString], grammar: fn() -> Command) -> Option<String> {
    let shell = std::env::var_os(VARIABLE)?;
    let typed = words.iter().position(|word| word == "--").map(|at| words[at + 1..].to_vec());
    match typed.filter(|typed| !typed.is_empty()) {
        Some(typed) if is_shell(&shell) => Some(completions(&shell, typed, grammar())),
        // Any other command line is a command, whatever the variable says.
        None if words.len() <= 1 => {
            script(&shell.to_string_lossy(), &words.first()?.to_string_lossy())
        }
        _ => None,
    }
}

fn is_shell(shell: &OsStr) -> bool {
    Shells::builtins().completer(name_of(shell)).is_some()
}

/// Returns the name of a shell, which can be given by its path.
fn name_of(shell: &OsStr) -> &str {
    Path::new(shell).file_stem().and_then(OsStr::to_str).unwrap_or_default()
}

/// Returns the script that makes a shell run `program`; `None` if the shell is unknown.
pub(crate) fn script(shell: &str, program: &str) -> Option<String> {
    let shells = Shells::builtins();
    let completer = shells.completer(name_of(OsStr::new(shell)))?;
    let mut script = Vec::new();
    completer.write_registration(VARIABLE, "mcphub", "mcphub", program, &mut script).ok()?;
    String::from_utf8(script).ok()
}

/// Returns the completions of the last word; none on any error.
fn completions(shell: &OsStr, typed: Vec<OsString>, grammar: Command) -> String {
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(name_of(shell)) else { return String::new() };
    let is_option = typed.last().is_some_and(|word| word.to_string_lossy().starts_with('-'));
    sources::remember(&typed);
    let mut grammar = table::with_sources(grammar);
    grammar.build();
    let mut answer = Vec::new();
    let here = std::env::current_dir().ok();
    match completer.write_complete(&mut grammar, typed, here.as_deref(), &mut answer) {
        Ok(()) if is_option => String::from_utf8(answer).unwrap_or_default(),
        Ok(()) => without_options(&String::from_utf8(answer).unwrap_or_default()),
        Err(_) => String::new(),
    }
}

/// Leaves out the options, which the engine adds to the values of an empty word.
fn without_options(answer: &str) -> String {
    let candidates = answer.split_inclusive(SEPARATORS);
    let values: String = candidates.filter(|candidate| !candidate.starts_with('-')).collect();
    values.trim_end_matches(SEPARATORS).to_owned()
}
