//! `edit`: opens the settings in the user's editor and validates the result before replacing the
//! file.

use std::path::Path;
use std::process::Command;

use crate::cli::audit;
use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::settings_path::FoundSettings;
use crate::settings::{Diagnostic, Document, Severity, validate};

/// Edit the settings file in your editor
///
/// The editor is VISUAL, otherwise EDITOR, for instance `code --wait`; it opens a copy. When it
/// exits, the copy is validated and replaces the file. An invalid copy does not: it is kept, and
/// the message names it. Exit code 7: the file changed meanwhile; 8: the copy is invalid.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub edit
  mcphub edit --scope project")]
pub(crate) struct Args {}

/// Runs until the editor exits.
pub(crate) fn run(context: &mut Context, _: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let before = found.file.read().map(|document| document.text().to_owned());
    // Users often need the editor to repair a broken file.
    let before = match before {
        Ok(text) => text,
        Err(_) => context.read_source(&found.file.path().display().to_string())?,
    };
    let editor = editor(&context.environment)?;
    let failed = |what: &str, error| {
        Failure::from_error(Kind::Failed, anyhow::Error::new(error).context(what.to_owned()))
    };
    let mut copy = tempfile::Builder::new()
        .prefix("mcp_settings-")
        .suffix(".json")
        .tempfile()
        .map_err(|error| failed("cannot create a copy to edit", error))?;
    std::io::Write::write_all(&mut copy, before.as_bytes())
        .map_err(|error| failed("cannot write the copy to edit", error))?;
    let copy = copy.into_temp_path();
    let status = command(&editor, &copy)
        .status()
        .map_err(|error| failed(&format!("cannot start `{editor}`"), error))?;
    let after = std::fs::read_to_string(&copy)
        .map_err(|error| failed("cannot read the edited copy", error))?;
    if after == before {
        context.ui.success(&format!("Unchanged: {}", found.shown));
        return Ok(if status.success() { Exit::DONE } else { Exit::FAILED });
    }
    let replaced = if status.success() {
        replace(context, &found, &before, &after)
    } else {
        Err(Failure::new(Kind::Failed, format!("`{editor}` ended with {status}")))
    };
    replaced.map_err(|failure| match copy.keep() {
        Ok(path) => failure.hint(format!("your edit is kept in {}", path.display())),
        Err(error) => failure.hint(format!("your edit could not be kept: {}", error.error)),
    })?;
    context.ui.success(&format!("Edited {}", found.shown));
    Ok(Exit::DONE)
}

/// Replaces the file with a valid text, if the file still contains `before`.
fn replace(
    context: &mut Context,
    found: &FoundSettings,
    before: &str,
    after: &str,
) -> Result<(), Failure> {
    let refused = |findings: Vec<Diagnostic>| {
        let message = format!("{} was not changed: the edit has errors", found.shown);
        let detail = Detail::Findings { file: "the edit".into(), text: after.to_owned(), findings };
        Failure::new(Kind::Settings, message).with(detail)
    };
    let edited = Document::parse(after).map_err(refused)?;
    let errors = |document: &Document| {
        let findings = validate(document).1.into_iter();
        findings.filter(|found| found.severity == Severity::Error).collect::<Vec<_>>()
    };
    // Errors that were in the file before do not block an edit.
    let known = Document::parse(before).map(|document| errors(&document)).unwrap_or_default();
    let is_new = |found: &Diagnostic| !known.iter().any(|known| known.message == found.message);
    let new: Vec<_> = errors(&edited).into_iter().filter(is_new).collect();
    if !new.is_empty() {
        return Err(refused(new));
    }
    let is_written = if Document::parse(before).is_err() {
        found.file.mend(before, after)?
    } else {
        let verb = |document: &mut Document| {
            let is_same = document.text() == before;
            if is_same {
                *document = edited.clone();
            }
            Ok(is_same)
        };
        found.file.edit(verb)?.answer
    };
    if !is_written {
        let text = format!("{} was changed while you edited it", found.shown);
        return Err(Failure::new(Kind::Conflict, text));
    }
    audit::record(context, found, before, after);
    Ok(())
}

fn editor(environment: &Environment) -> Result<String, Failure> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| environment.variable(name));
    named.map(str::to_owned).ok_or_else(|| {
        Failure::usage("no editor is set").hint("set VISUAL or EDITOR, for instance EDITOR=nano")
    })
}

/// The variable contains shell words, such as `code --wait`.
fn command(editor: &str, file: &Path) -> Command {
    if cfg!(windows) {
        let mut words = editor.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).arg(file);
        return command;
    }
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{editor} \"$@\""), "sh"]).arg(file);
    command
}
