//! The output of commands that write: the diff of a dry run, the JSON result, or one sentence per
//! item that names the file.

use std::collections::HashSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::cli::audit;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::output::{mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::files::owner;
use crate::settings::edit::{Outcome, Refused};
use crate::settings::text::document::Document;
use crate::settings::validate::{adds_secret, check_paths, hidden_names};
use crate::settings::{Code, Diagnostic, validate};
use crate::store::file::Edited;

/// Findings that are reported right after an edit, not only by `validate`.
const MISTAKES: [Code; 7] = [
    Code::UnknownKey,
    Code::NotImplemented,
    Code::ShellLine,
    Code::IgnoredField,
    Code::IgnoredTimeout,
    Code::ForeignReference,
    Code::BadReference,
];

/// The result for one item.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    name: String,
    action: &'static str,
    sentence: String,
    more: Map<String, Value>,
}

impl Row {
    /// `sentence` is completed by the file name: "Added github (stdio) to".
    pub(crate) fn new(
        name: impl Into<String>,
        action: &'static str,
        sentence: impl Into<String>,
    ) -> Self {
        Self { name: name.into(), action, sentence: sentence.into(), more: Map::new() }
    }

    /// Adds a member to the JSON form.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.more.insert(key.to_owned(), value.into());
        self
    }

    pub(crate) fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("name".into(), self.name.clone().into());
        object.insert("action".into(), self.action.into());
        object.extend(self.more.clone());
        Value::Object(object)
    }
}

/// Returns the name of an outcome in JSON results.
pub(crate) fn action(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unchanged => "unchanged",
        Outcome::Added => "added",
        Outcome::Replaced => "replaced",
        Outcome::Changed => "changed",
        Outcome::Removed => "removed",
    }
}

/// Applies `verb` to a copy, without writing the file.
pub(crate) fn preview<T>(
    found: &FoundSettings,
    verb: impl FnMut(&mut Document) -> Result<T, Refused>,
) -> Result<Edited<T>, Failure> {
    Ok(found.file.preview(verb)?)
}

/// Applies `verb` to the file and records it in the audit log; with `dry_run`, only previews it.
pub(crate) fn edit<T>(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    verb: impl FnMut(&mut Document) -> Result<T, Refused>,
) -> Result<Edited<T>, Failure> {
    if dry_run {
        return preview(found, verb);
    }
    let edited = found.file.edit(verb)?;
    audit::record(context, found, &edited.before, &edited.after);
    Ok(edited)
}

/// Applies `verb` and reports the result. The verb returns one row per item.
pub(crate) fn run(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    verb: impl FnMut(&mut Document) -> Result<Vec<Row>, Refused>,
) -> Result<(), Failure> {
    let edited = edit(context, found, dry_run, verb)?;
    print_edit(context, found, dry_run, &edited)?;
    warn_of_mistakes(context, found, &edited);
    Ok(())
}

/// Prints the result of an edit, as text or as JSON.
pub(crate) fn print_edit(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    edited: &Edited<Vec<Row>>,
) -> Result<(), Failure> {
    let changed = edited.before != edited.after;
    if changed && refuses_every_client(&edited.after) && !refuses_every_client(&edited.before) {
        context.ui.warn(
            "no enabled key is left and MCP endpoints require one: every client is rejected until you run \
             `mcphub key create NAME`",
        );
    }
    for message in hidden_names(&edited.before, &edited.after) {
        context.ui.warn(&message);
    }
    let diff = if dry_run { masked_diff(found, edited) } else { String::new() };
    if context.global.json {
        let mut answer = json!({
            "version": 1,
            "file": found.file.path(),
            "dryRun": dry_run,
            "changed": changed,
            "results": edited.answer.iter().map(Row::json).collect::<Vec<_>>(),
        });
        if dry_run {
            answer["diff"] = diff.into();
        }
        if !dry_run {
            warn_of_readers(context, found, edited);
        }
        return context.ui.print_json(&answer);
    }
    if dry_run {
        if changed {
            context.ui.print_styled(&format!("{}\n", render::colorize(&diff)))?;
        }
        let nothing = if changed { "nothing was written to" } else { "nothing would change in" };
        context.ui.success(&format!("Dry run: {nothing} {}", found.shown));
        return Ok(());
    }
    for row in &edited.answer {
        context.ui.success(&format!("{} {}", row.sentence, found.shown));
    }
    warn_of_readers(context, found, edited);
    Ok(())
}

/// Returns whether MCP endpoints require a credential and the file has none that a client could
/// send.
fn refuses_every_client(text: &str) -> bool {
    let Ok(document) = Document::parse(text) else { return false };
    let (settings, _) = validate(&document);
    settings.wants_credential() && !settings.has_credentials()
}

/// Warns if the edit put a secret into a file that other users can read.
fn warn_of_readers<T>(context: &mut Context, found: &FoundSettings, edited: &Edited<T>) {
    if owner::is_readable_by_others(found.file.path()) && adds_secret(&edited.before, &edited.after)
    {
        let path = &found.shown;
        context.ui.warn(&format!(
            "{path} contains secrets and is readable by other users: `chmod 600 {path}`"
        ));
    }
}

/// Warns of new settings that have no effect, or a different one than intended.
pub(crate) fn warn_of_mistakes<T>(
    context: &mut Context,
    found: &FoundSettings,
    edited: &Edited<T>,
) {
    warn_of_new(context, edited, |document| {
        let mut found = validate(document).1;
        found.retain(|found| MISTAKES.contains(&found.code));
        found
    });
    warn_of_paths(context, found, edited);
}

/// Warns of paths that exist below the current folder but not where the server runs.
pub(crate) fn warn_of_paths<T>(context: &mut Context, found: &FoundSettings, edited: &Edited<T>) {
    let here = context.environment.folder.clone();
    let beside = here.join(found.file.path().parent().unwrap_or(Path::new("")));
    warn_of_new(context, edited, |document| {
        let is_there = |path: &Path| beside.join(path).exists();
        check_paths(document, &is_there, &|path| here.join(path).exists())
    });
}

/// Warns of findings that the edit has caused.
fn warn_of_new<T>(
    context: &mut Context,
    edited: &Edited<T>,
    findings: impl Fn(&Document) -> Vec<Diagnostic>,
) {
    if edited.before == edited.after {
        return;
    }
    let findings = |text: &str| Document::parse(text).map(|it| findings(&it)).unwrap_or_default();
    let before = findings(&edited.before);
    let known: HashSet<&str> = before.iter().map(|old| old.message.as_str()).collect();
    let is_new = |found: &&Diagnostic| !known.contains(found.message.as_str());
    for found in findings(&edited.after).iter().filter(is_new) {
        let help = found.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
        context.ui.warn(&format!("{}{help}", found.message));
    }
}

fn masked_diff<T>(found: &FoundSettings, edited: &Edited<T>) -> String {
    let (before, after) = mask::pair(&edited.before, &edited.after);
    render::diff(&found.shown, &before, &after)
}
