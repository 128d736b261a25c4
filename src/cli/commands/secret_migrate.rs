//! `secret migrate`: moves the secrets in the settings file to the store.

use crate::cli::audit;
use crate::cli::commands::secret;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::hub::secrets::failure;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::secret_store::{Key, Secrets};
use crate::settings::Document;
use crate::settings::edit::{self, Literal};
use crate::settings::model::secret::Secret;
use crate::settings::reference::Outside;

pub(super) fn run(context: &mut Context, dry_run: bool) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let (secrets, _) = secret::open(context)?;
    let literals = edit::literals(found.file.read()?.value());
    let names = names_of(&secrets, &literals).map_err(failure)?;
    if !dry_run && !names.is_empty() {
        let changes: Vec<_> = names
            .iter()
            .map(|(name, value)| (Key::shared(name), Some(value.clone())))
            .collect();
        // The store comes first: a secret must not be lost if the file cannot be written.
        secrets.put(&changes).map_err(failure)?;
        let stored: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
        audit::record_secrets(context, &found, &stored);
    }
    let reference = |value: &Secret| {
        let known = names.iter().find(|(_, known)| known == value);
        known.map(|(name, _)| Outside::secret(name))
    };
    let verb = |document: &mut Document| {
        let moved = edit::replace_literals(document, &reference);
        let row = |(place, reference): (String, Outside)| {
            let sentence = format!("Moved {place} to the store as {reference} in");
            Row::new(place, "changed", sentence).with("secret", reference.name)
        };
        Ok(moved.into_iter().map(row).collect())
    };
    edit_report::run(context, &found, dry_run, verb)?;
    if literals.is_empty() && !context.global.json && !dry_run {
        context.ui.success(&format!("Unchanged: no secrets are written in {}", found.shown));
    }
    Ok(())
}

/// Returns the secrets with the names that they get in the store; equal values share one.
fn names_of(secrets: &Secrets, literals: &[Literal]) -> Result<Vec<(String, Secret)>, String> {
    let mut names: Vec<(String, Secret)> = Vec::new();
    for literal in literals {
        if names.iter().all(|(_, value)| *value != literal.value) {
            let name = secrets.free_name(&literal.name, &literal.value, &names)?;
            names.push((name, literal.value.clone()));
        }
    }
    Ok(names)
}
