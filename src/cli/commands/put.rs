//! Writes the entry of one server; for the commands that add one.

use serde_json::{Map, Value};

use crate::cli::commands::list;
use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::args::Write;
use crate::cli::input::conflict::Conflict;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::{mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::settings::edit::{self, OnConflict, Outcome, Refused};
use crate::settings::model::self_reference;
use crate::settings::name::{check, plain};
use crate::settings::text::document::Document;
use crate::settings::text::path::Step;
use crate::store::file::EditError;

/// Writes an entry to the file and reports the result, followed by `notes`.
pub(crate) fn put(
    context: &mut Context,
    name: &str,
    entry: &Map<String, Value>,
    conflict: Conflict,
    write: Write,
    notes: &[String],
) -> Result<Exit, Failure> {
    let found = context.settings()?;
    let on_conflict = if conflict.force { OnConflict::Replace } else { OnConflict::Refuse };
    let path = [Step::from("mcpServers"), Step::from(name)];
    let verb = |document: &mut Document| {
        if conflict.if_not_exists && document.get(&path).is_some() {
            return Ok((Outcome::Unchanged, None));
        }
        match edit::add_server(document, name, entry, on_conflict) {
            // The error message compares with the old entry, taken from the same version of the
            // file.
            Err(Refused::Exists { .. }) => Ok((Outcome::Unchanged, document.get(&path).cloned())),
            outcome => Ok((outcome?, None)),
        }
    };
    let edited = edit_report::edit(context, &found, write.dry_run, verb).map_err(|failure| {
        let is_name = failure.kind == Kind::Failed && check(name).is_err();
        if is_name { failure.hint(format!("use `{}` instead", plain(name))) } else { failure }
    })?;
    if let Some(old) = &edited.answer.1 {
        return Err(name_conflict(&found, name, old, entry));
    }
    let outcome = edited.answer.0;
    let kind = list::kind(entry);
    let sentence = match outcome {
        Outcome::Added => format!("Added {name} ({kind}) to"),
        Outcome::Unchanged if conflict.if_not_exists => {
            format!("Kept {name} unchanged in")
        }
        Outcome::Unchanged => format!("Unchanged: {name} in"),
        _ => format!("Replaced {name} ({kind}) in"),
    };
    let row = Row::new(name, edit_report::action(outcome), sentence).with("type", kind);
    let edited = crate::store::file::Edited {
        answer: vec![row],
        before: edited.before,
        after: edited.after,
    };
    edit_report::print_edit(context, &found, write.dry_run, &edited)?;
    if self_reference::is_this_hub(entry, &in_process::own_ports(&context.environment)) {
        context.ui.warn(&format!(
            "{name}: {}, and a hub that connects to itself loops forever: `mcphub remove {name}`",
            self_reference::ITSELF
        ));
    }
    for note in notes {
        context.ui.note(note);
    }
    Ok(Exit::DONE)
}

fn name_conflict(
    found: &FoundSettings,
    name: &str,
    old: &Value,
    new: &Map<String, Value>,
) -> Failure {
    let (old, new) = mask::entries(name, old, &Value::Object(new.clone()));
    let diff = render::diff(&found.shown, &old, &new);
    let refused =
        EditError::Refused(Refused::Exists { kind: edit::ItemKind::Server, name: name.to_owned() });
    Failure::from_error(Kind::Conflict, refused)
        .with(Detail::Diff(diff))
        .hint("`--force` replaces it, `--if-not-exists` keeps it")
        .hint(format!("`mcphub set {name} …` changes single fields"))
}
