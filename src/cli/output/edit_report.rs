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
use crate::settings::{Code, Diagnostic, Settings, validate};
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
    print_edit(context, found, dry_run, &edited)
}

/// A text of settings, parsed and validated once for all warnings.
struct Reviewed {
    document: Document,
    settings: Settings,
    findings: Vec<Diagnostic>,
}

impl Reviewed {
    /// Returns `None` if the text does not parse.
    fn of(text: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let (settings, findings) = validate(&document);
        Some(Self { document, settings, findings })
    }

    /// Returns whether MCP endpoints require a credential and the file has none that a client could
    /// send.
    fn refuses_every_client(&self) -> bool {
        self.settings.wants_credential() && !self.settings.has_credentials()
    }
}

/// Returns the findings of a text; none if it does not parse.
fn findings_of(side: Option<&Reviewed>) -> &[Diagnostic] {
    side.map_or(&[], |side| &side.findings)
}

/// Prints the result of an edit, as text or as JSON, and warns of what it causes.
pub(crate) fn print_edit(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    edited: &Edited<Vec<Row>>,
) -> Result<(), Failure> {
    if edited.before == edited.after {
        return print_result(context, found, dry_run, edited);
    }
    let (before, after) = (Reviewed::of(&edited.before), Reviewed::of(&edited.after));
    let refuses =
        |side: &Option<Reviewed>| side.as_ref().is_some_and(Reviewed::refuses_every_client);
    if refuses(&after) && !refuses(&before) {
        context.ui.warn(
            "no enabled key is left and MCP endpoints require one: every client is rejected until you run \
             `mcphub key create NAME`",
        );
    }
    for message in hidden_names(findings_of(after.as_ref()), || findings_of(before.as_ref())) {
        context.ui.warn(&message);
    }
    print_result(context, found, dry_run, edited)?;
    let is_mistake = |found: &&Diagnostic| MISTAKES.contains(&found.code);
    let mistakes = findings_of(after.as_ref()).iter().filter(is_mistake);
    warn_of_new(context, findings_of(before.as_ref()), mistakes);
    let [before, after] = [&before, &after].map(|side| side.as_ref().map(|side| &side.document));
    warn_of_new_paths(context, found, before, after);
    Ok(())
}

fn print_result(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    edited: &Edited<Vec<Row>>,
) -> Result<(), Failure> {
    let changed = edited.before != edited.after;
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

/// Warns of paths that exist below the current folder but not where the server runs.
pub(crate) fn warn_of_paths<T>(context: &mut Context, found: &FoundSettings, edited: &Edited<T>) {
    if edited.before != edited.after {
        let (before, after) = (Document::parse(&edited.before), Document::parse(&edited.after));
        warn_of_new_paths(context, found, before.as_ref().ok(), after.as_ref().ok());
    }
}

fn warn_of_new_paths(
    context: &mut Context,
    found: &FoundSettings,
    before: Option<&Document>,
    after: Option<&Document>,
) {
    let here = context.environment.folder.clone();
    let beside = here.join(found.file.path().parent().unwrap_or(Path::new("")));
    let is_there = |path: &Path| beside.join(path).exists();
    let check =
        |document: &Document| check_paths(document, &is_there, &|path| here.join(path).exists());
    let findings = |side: Option<&Document>| side.map(check).unwrap_or_default();
    warn_of_new(context, &findings(before), findings(after).iter());
}

/// Warns of the findings in `after` that are not in `before`.
fn warn_of_new<'a>(
    context: &mut Context,
    before: &[Diagnostic],
    after: impl Iterator<Item = &'a Diagnostic>,
) {
    let known: HashSet<&str> = before.iter().map(|old| old.message.as_str()).collect();
    for found in after.filter(|found| !known.contains(found.message.as_str())) {
        let help = found.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
        context.ui.warn(&format!("{}{help}", found.message));
    }
}

fn masked_diff<T>(found: &FoundSettings, edited: &Edited<T>) -> String {
    let (before, after) = mask::pair(&edited.before, &edited.after);
    render::diff(&found.shown, &before, &after)
}
