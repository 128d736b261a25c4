//! `secret list`: the secrets, where they are kept, and what uses them.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::hub::own_secrets;
use crate::cli::hub::secrets::failure;
use crate::cli::output::render;
use crate::secret_store::Listed;
use crate::settings::reference::{Outside, Source};
use crate::settings::validate::{Use, uses};

/// A line of the list.
struct Line {
    name: String,
    user: Option<String>,
    store: &'static str,
    uses: Vec<String>,
}

/// What a secret that is used and not stored has for a store.
const MISSING: &str = "missing";

pub(super) fn run(context: &mut Context) -> Result<(), Failure> {
    let (store, found) = own_secrets::open(context)?;
    let used = if found.file.path().exists() { uses(&found.file.read()?) } else { Vec::new() };
    let stored = store.list().map_err(failure)?;
    let lines = lines(&stored, &used);
    let kind = store.store_kind().map_err(failure)?;
    if context.global.json {
        let answer = json!({
            "version": 1,
            "store": kind,
            "path": store.path(),
            "secrets": lines.iter().map(as_json).collect::<Vec<_>>(),
        });
        return context.ui.print_json(&answer);
    }
    if lines.is_empty() {
        context.ui.success("There are no secrets: `mcphub secret set NAME` stores one");
        return Ok(());
    }
    let dash = || "-".to_owned();
    let row = |line: &Line| {
        let owner = line.user.clone().unwrap_or_else(dash);
        let places = if line.uses.is_empty() { dash() } else { line.uses.join(", ") };
        vec![line.name.clone(), owner, line.store.to_owned(), places]
    };
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(
        &["secret", "user", "store", "used by"],
        lines.iter().map(row).collect(),
        fit,
    );
    context.ui.print(&table)
}

fn lines(stored: &[Listed], used: &[Use]) -> Vec<Line> {
    let mut lines: Vec<Line> = stored
        .iter()
        .map(|one| {
            let source = if one.key.user.is_some() { Source::User } else { Source::Secret };
            let reference = Outside { source, name: one.key.name.clone() };
            Line {
                // What a server asks for has its name after the target, and the server at the end.
                name: one.key.name.clone(),
                user: one.key.user.as_ref().map(|user| user.user.clone()),
                store: one.store,
                uses: uses_of(&reference, used),
            }
        })
        .collect();
    let is_stored =
        |name: &str| stored.iter().any(|one| one.key.user.is_none() && one.key.name == name);
    for one in used.iter().filter(|one| one.reference.source == Source::Secret) {
        let name = &one.reference.name;
        let is_listed = lines.iter().any(|line| line.user.is_none() && line.name == *name);
        if !is_stored(name) && !is_listed {
            lines.push(Line {
                name: name.clone(),
                user: None,
                store: MISSING,
                uses: uses_of(&one.reference, used),
            });
        }
    }
    lines
}

/// Returns the fields that refer to a secret: `server `github` (env.TOKEN)`.
fn uses_of(reference: &Outside, used: &[Use]) -> Vec<String> {
    let mut found = Vec::new();
    for one in used.iter().filter(|one| one.reference == *reference) {
        let text = format!("{} ({})", one.user.replace('`', ""), one.field);
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

fn as_json(line: &Line) -> Value {
    json!({ "name": line.name, "user": line.user, "store": line.store, "usedBy": line.uses })
}
