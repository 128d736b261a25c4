//! `export --hub`: the entry of the hub itself for a client.

use serde_json::Map;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::install::hub_entry::{self, Credential, KEY_VARIABLE as KEY, NAME};
use crate::clients::record::Client;
use crate::formats::export::{self, Exported};
use crate::settings::text::document::Document;
use crate::settings::validate;

/// Prints the entry of the hub: its URL, and a reference to a key if the hub requires one. `scope`
/// is a group or a server of which it shows only the tools.
pub(crate) fn for_client(
    context: &mut Context,
    client: &Client,
    document: &Document,
    scope: Option<&str>,
) -> Result<Exit, Failure> {
    let (settings, _) = validate(document);
    let base = hub_entry::base_url(context, document)?;
    let url = hub_entry::endpoint(&base, "mcp", scope);
    let wants_key = settings.wants_credential();
    let credential = if wants_key { Credential::Reference } else { Credential::None };
    let program = context.environment.executable.display().to_string();
    let entry = hub_entry::entry(client, &url, credential, &program);
    let servers = Map::from_iter([(NAME.to_owned(), entry.into())]);
    let expands = client.remote.is_none();
    let Exported { text, left_out, literal, asked, .. } =
        export::write(client, &servers, [KEY], expands);
    if let Some((_, why)) = left_out.first() {
        return Err(Failure::new(Kind::Failed, format!("the client cannot use the hub: {why}")));
    }
    if literal.is_empty() {
        context.ui.print(&text)?;
        if wants_key {
            let set = if asked.is_empty() { "set" } else { "the client prompts for" };
            let text = format!("{set} {KEY}: a key that `mcphub key create` prints");
            context.ui.note(&text);
        }
    } else {
        let Exported { text, .. } = export::write(client, &servers, [KEY], true);
        context.ui.print(&text)?;
        context.ui.warn(&format!(
            "the client does not expand variables: replace `${{{KEY}}}` by a key that `mcphub key \
             create` prints"
        ));
    }
    Ok(Exit::DONE)
}

/// Returns the part of the hub that the options select.
pub(crate) fn scope<'a>(
    group: Option<&'a str>,
    servers: &'a [String],
) -> Result<Option<&'a str>, Failure> {
    match (group, servers) {
        (None, []) => Ok(None),
        (Some(group), []) => Ok(Some(group)),
        (None, [server]) => Ok(Some(server)),
        _ => Err(Failure::usage("`--hub` takes one group or one server")),
    }
}
