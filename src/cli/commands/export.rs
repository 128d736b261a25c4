//! `export`: prints the file, or a part of it, for MCPHub or another client.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde_json::{Map, Value, json};

use crate::cli::commands::{export_hub, get};
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::output::render;
use crate::clients::all::CLIENTS;
use crate::clients::record::{Client, Syntax};

use crate::formats::export::{self, Exported};
use crate::settings::model::group::Group;
use crate::settings::model::server::Server;
use crate::settings::name;
use crate::settings::reference;
use crate::settings::secrets::placeholders;
use crate::settings::text::document::Document;
use crate::settings::text::path::Step;
use crate::settings::transfer::template;
use crate::settings::transfer::template::About;
use crate::settings::validate;

/// Export servers to the format of another client
///
/// Secrets are included, unless `--redact` replaces them by ${NAME}.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub export --format mcpservers --server time
  mcphub export --format codex --redact
  mcphub export --format goose --hub
  mcphub export --format template --group web > web.json")]
pub(crate) struct Args {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "mcp-settings")]
    format: Format,
    /// Export only the servers of this group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Export only this server (can be repeated)
    #[arg(long, value_name = "NAME")]
    server: Vec<String>,
    /// Replace secrets by ${NAME}, and list the variables to set
    #[arg(long)]
    redact: bool,
    /// Keep references to variables that the client does not expand
    #[arg(long)]
    keep_references: bool,
    /// Export the entry of the hub itself instead: its URL, and a reference to a key. A group or a
    /// server limits it to their tools
    #[arg(long, conflicts_with_all = ["redact", "keep_references"])]
    hub: bool,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    McpSettings,
    Client(&'static Client),
    Template,
}

/// All formats: ours, and one for each client.
static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let clients = CLIENTS.iter().filter(|client| is_exported(client)).map(|it| Format::Client(it));
    [Format::McpSettings].into_iter().chain(clients).chain([Format::Template]).collect()
});

/// Returns whether the format of a client can be written.
fn is_exported(client: &Client) -> bool {
    client.read_only.is_none() && client.syntax != Syntax::Xml
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (word, about) = match self {
            Self::McpSettings => ("mcp-settings", "The settings file itself"),
            Self::Client(client) => (client.id, client.about),
            Self::Template => ("template", "A template of MCPHub; secrets are always replaced"),
        };
        Some(PossibleValue::new(word).help(about))
    }
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let mut document = found.file.read()?;
    let selection = Selection::of(&document, args)?;
    if args.hub {
        let Format::Client(client) = args.format else {
            return Err(Failure::usage("`--hub` needs the format of a client")
                .hint("for instance `--format cursor`"));
        };
        let scope = export_hub::scope(args.group.as_deref(), &args.server)?;
        return export_hub::for_client(context, client, &document, scope);
    }
    // Computed from the whole file first, so that a secret has the same name in all formats.
    let redacts = args.redact || matches!(args.format, Format::Template);
    let variables = if redacts { without_secrets(&mut document) } else { Variables::new() };
    match args.format {
        Format::McpSettings => settings(context, document, &selection, args.redact, &variables),
        Format::Template => as_template(context, &document, &selection, args, variables),
        Format::Client(client) => {
            for_client(context, client, &document, &selection, args, &variables)
        }
    }
}

/// Variables that replace secrets, each with the place of its first use.
type Variables = Vec<(String, String)>;

/// Replaces all secrets by references to variables.
fn without_secrets(document: &mut Document) -> Variables {
    let redacted = placeholders::redact(document.value());
    for (path, text) in &redacted.replaced.values {
        document.set(path, &Value::from(text.as_str()));
    }
    for (path, key) in &redacted.replaced.keys {
        document.rename(path, key);
    }
    redacted.variables
}

/// The selection to export: everything, or some servers and groups.
struct Selection {
    servers: Option<Vec<String>>,
    group: Option<String>,
}

impl Selection {
    fn of(document: &Document, args: &Args) -> Result<Self, Failure> {
        let mut servers = Vec::new();
        for server in &args.server {
            get::server(document, server)?;
            servers.push(server.clone());
        }
        let mut group = None;
        if let Some(wanted) = &args.group {
            let found = group_of(document, wanted)?;
            servers.extend(members(found));
            group = found.get("name").and_then(Value::as_str).map(str::to_owned);
        }
        let some = !args.server.is_empty() || args.group.is_some();
        Ok(Self { servers: some.then_some(servers), group })
    }

    fn has(&self, server: &str) -> bool {
        self.servers.as_ref().is_none_or(|servers| servers.iter().any(|name| name == server))
    }

    fn has_group(&self, group: &str) -> bool {
        match &self.group {
            Some(name) => name == group,
            None => self.servers.is_none(),
        }
    }

    /// Returns the selected entries of `mcpServers`, in file order.
    fn entries(&self, document: &Document) -> Map<String, Value> {
        let servers = document.value().get("mcpServers").and_then(Value::as_object);
        let selected = servers.into_iter().flatten().filter(|(name, _)| self.has(name));
        selected.map(|(name, entry)| (name.clone(), entry.clone())).collect()
    }
}

fn group_of<'a>(document: &'a Document, wanted: &str) -> Result<&'a Value, Failure> {
    let groups =
        document.value().get("groups").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let by = |key: &str| groups.iter().find(|g| g.get(key).and_then(Value::as_str) == Some(wanted));
    by("name").or_else(|| by("id")).ok_or_else(|| {
        let known = groups.iter().filter_map(|group| group.get("name")?.as_str());
        let mut failure = Failure::new(Kind::Absent, format!("no group `{wanted}`"));
        failure.hints.extend(did_you_mean(&name::near(wanted, known)));
        failure
    })
}

fn members(group: &Value) -> impl Iterator<Item = String> {
    let members = group.get("servers").and_then(Value::as_array).into_iter().flatten();
    members.filter_map(|member| {
        member.as_str().or_else(|| member.get("name")?.as_str()).map(str::to_owned)
    })
}

/// Exports the user's own text without the parts that are not selected.
fn settings(
    context: &mut Context,
    mut document: Document,
    selection: &Selection,
    redacts: bool,
    variables: &Variables,
) -> Result<Exit, Failure> {
    if selection.servers.is_some() {
        keep_selection(&mut document, selection);
    }
    if redacts {
        // References work in servers and in `systemConfig`; these sections contain secrets only.
        for section in
            ["users", "bearerKeys", "mcpClients", "oauthClients", "oauthTokens", "userConfigs"]
        {
            if document.remove(&[Step::from(section)]) {
                context.ui.note(&format!("`{section}` was omitted"));
            }
        }
        note_variables(context, variables, document.value(), &[]);
    } else {
        note_secrets(context, document.value());
    }
    context.ui.print(document.text())?;
    Ok(Exit::DONE)
}

fn keep_selection(document: &mut Document, selection: &Selection) {
    let root = document.value().clone();
    for key in root.as_object().into_iter().flatten().map(|(key, _)| key.as_str()) {
        match key {
            "mcpServers" => {
                let names = root[key].as_object().into_iter().flatten().map(|(name, _)| name);
                for name in names.filter(|name| !selection.has(name)) {
                    document.remove(&[Step::from(key), Step::from(name.as_str())]);
                }
            }
            "groups" if selection.group.is_some() => {
                let groups = root[key].as_array().map_or(&[][..], Vec::as_slice);
                for (index, group) in groups.iter().enumerate().rev() {
                    let name = group.get("name").and_then(Value::as_str);
                    if !name.is_some_and(|name| selection.has_group(name)) {
                        document.remove(&[Step::from(key), Step::from(index)]);
                    }
                }
            }
            "$schema" => {}
            _ => {
                document.remove(&[Step::from(key)]);
            }
        }
    }
}

fn as_template(
    context: &mut Context,
    document: &Document,
    selection: &Selection,
    args: &Args,
    mut variables: Variables,
) -> Result<Exit, Failure> {
    let (settings, _) = validate(document);
    let servers: Vec<&Server> =
        settings.servers.iter().filter(|server| selection.has(&server.name)).collect();
    let groups: Vec<&Group> =
        settings.groups.iter().filter(|group| selection.has_group(&group.name)).collect();
    let name = args.group.as_deref().unwrap_or("mcphub");
    let about = About { name, description: None, created_at: &now(context)? };
    let template = template::write(about, &servers, &groups);
    variables.extend(template.variables);
    note_variables(context, &variables, &template.value, &[]);
    for server in &servers {
        let left = template::left_out(&server.entry);
        if !left.is_empty() {
            context.ui.note(&format!("{}: without {}", server.name, left.join(", ")));
        }
    }
    context.ui.print_json(&template.value)?;
    Ok(Exit::DONE)
}

fn for_client(
    context: &mut Context,
    client: &Client,
    document: &Document,
    selection: &Selection,
    args: &Args,
    variables: &Variables,
) -> Result<Exit, Failure> {
    let servers = selection.entries(document);
    if !args.redact {
        note_secrets(context, &json!({ "mcpServers": servers }));
    }
    let secrets = variables.iter().map(|(name, _)| name.as_str());
    let exported = export::write(client, &servers, secrets, args.keep_references);
    let Exported { text, left_out, notes, literal, asked, count } = exported;
    if count == 0 && !literal.is_empty() {
        let servers = literal.iter().map(|(name, variables)| {
            format!("{name} uses {}", render::name_list(variables.iter().map(String::as_str)))
        });
        let message = "the client does not expand the variables of these servers";
        return Err(Failure::new(Kind::Failed, message)
            .hint(servers.collect::<Vec<_>>().join("; "))
            .hint("`--keep-references` exports them unchanged"));
    }
    note_variables(context, variables, &Value::Object(servers), &asked);
    for (name, note) in &notes {
        context.ui.note(&format!("{name}: {note}"));
    }
    for (name, why) in &left_out {
        context.ui.warn(&format!("{name} was omitted: {why}"));
    }
    for (name, variables) in &literal {
        let variables = render::name_list(variables.iter().map(String::as_str));
        context.ui.warn(&format!(
            "{name} was omitted: the client does not expand {variables}; `--keep-references` \
             exports it unchanged"
        ));
    }
    context.ui.print(&text)?;
    let whole = left_out.is_empty() && literal.is_empty();
    Ok(if whole { Exit::DONE } else { Exit::PARTLY })
}

fn note_secrets(context: &mut Context, root: &Value) {
    match placeholders::redact(root).variables.len() {
        0 => {}
        number => {
            let secrets = render::count(number, "secret");
            context
                .ui
                .note(&format!("the output contains {secrets} in plain text; see `--redact`"));
        }
    }
}

/// Notes which of the variables used in `root` the user has to set, and which the client prompts
/// for.
fn note_variables(context: &mut Context, variables: &Variables, root: &Value, asked: &[String]) {
    let mut used = BTreeSet::new();
    reference::collect_names(root, &mut used);
    for (variable, place) in variables.iter().filter(|(variable, _)| used.contains(variable)) {
        let is_asked = asked.contains(variable);
        let set = if is_asked { "the client prompts for" } else { "set" };
        context.ui.note(&format!("{set} {variable} (was in {place})"));
    }
}

/// Returns the time as `2026-01-31T23:59:59Z`; `SOURCE_DATE_EPOCH` makes it reproducible.
fn now(context: &Context) -> Result<String, Failure> {
    let seconds = match context.environment.variable("SOURCE_DATE_EPOCH") {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::usage("SOURCE_DATE_EPOCH is not a number of seconds"))?,
        None => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
    };
    Ok(iso(seconds))
}

/// Computes the civil date from days since 1970, in eras of 400 years that begin in March.
fn iso(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_are_civil() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(iso(1_798_761_599), "2026-12-31T23:59:59Z");
    }
}
