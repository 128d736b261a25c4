//! `secret migrate`: moves the secrets in the settings file to the store.

use crate::cli::audit;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::hub::own_secrets;
use crate::cli::hub::secrets::failure;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::settings::Document;
use crate::settings::edit;
use crate::settings::model::secret::Secret;
use crate::settings::reference::Outside;

pub(super) fn run(context: &mut Context, dry_run: bool) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let (store, _) = own_secrets::open(context)?;
    let literals = edit::literals(found.file.read()?.value());
    let values: Vec<(String, Secret)> =
        literals.iter().map(|one| (one.name.clone(), one.value.clone())).collect();
    // The store comes first: a secret must not be lost if the file cannot be written.
    let references = store.references_to(&values, !dry_run).map_err(failure)?;
    if !dry_run && !references.is_empty() {
        let mut names: Vec<String> = references.iter().map(|one| one.name.clone()).collect();
        names.dedup();
        audit::record_secrets(context, &found, &names);
    }
    let reference = |value: &Secret| {
        let mut known = values.iter().zip(&references);
        known.find(|((_, known), _)| known == value).map(|(_, reference)| reference.clone())
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
