//! `export --hub`: the entry of the hub itself for a client.

use serde_json::{Map, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::clients::record::Client;
use crate::formats::export::{self, Exported};
use crate::settings::text::document::Document;
use crate::settings::validate;

/// The name of the hub in clients.
const NAME: &str = "mcphub";
/// The variable with the key of the client.
const KEY: &str = "MCPHUB_KEY";

/// Prints the entry of the hub: its URL, and a reference to a key if the hub requires one. `scope`
/// is a group or a server of which it shows only the tools.
pub(crate) fn for_client(
    context: &mut Context,
    client: &Client,
    document: &Document,
    scope: Option<&str>,
) -> Result<Exit, Failure> {
    let (settings, _) = validate(document);
    let base = match &settings.system.base_url {
        Some(base) => base.trim_end_matches('/').to_owned(),
        None => format!("http://127.0.0.1:{}", in_process::port(&context.environment, None)?),
    };
    let url = match scope {
        Some(scope) => format!("{base}/mcp/{scope}"),
        None => format!("{base}/mcp"),
    };
    let wants_key = settings.wants_credential();
    let header = format!("Bearer ${{{KEY}}}");
    let entry = if client.remote.is_some() {
        let mut entry = json!({ "type": "streamable-http", "url": url });
        if wants_key {
            entry["headers"] = json!({ "Authorization": header });
        }
        entry
    } else {
        // The command itself expands the variable.
        let mut args = vec!["connect".to_owned(), url];
        if wants_key {
            args.extend(["-H".to_owned(), format!("Authorization: {header}")]);
        }
        let program = context.environment.executable.display().to_string();
        json!({ "type": "stdio", "command": program, "args": args })
    };
    let servers = Map::from_iter([(NAME.to_owned(), entry)]);
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
