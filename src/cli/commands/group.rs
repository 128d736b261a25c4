//! `group`: manages named subsets of servers and of their tools, prompts and resources.

use clap::Subcommand;
use serde_json::{Map, Value, json};

use crate::cli::commands::group_view::{groups, list, show, text};
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::render;
use crate::cli::random;
use crate::settings::edit::{self, Outcome, Refused};
use crate::settings::{Document, name};

/// Manage groups of servers, each with its own endpoint
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub group create work github sentry
  mcphub group add web time --tools get_current_time
  mcphub group list")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Create a group
    #[command(after_help = "Examples:
  mcphub group create work
  mcphub group create work github sentry --description 'For work'")]
    Create {
        /// The group's name
        name: String,
        /// Servers in it
        servers: Vec<String>,
        /// A description of the group
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        #[command(flatten)]
        selectors: Selectors,
        #[command(flatten)]
        write: Write,
    },
    /// List the groups
    #[command(
        visible_alias = "ls",
        after_help = "Examples:
  mcphub group list
  mcphub group ls --json"
    )]
    List,
    /// Show one group
    #[command(
        visible_alias = "get",
        after_help = "Examples:
  mcphub group show web"
    )]
    Show {
        /// The group's name or id
        group: String,
    },
    /// Add servers to a group, or change which parts of them it contains
    #[command(after_help = "Examples:
  mcphub group add web time
  mcphub group add web github --tools search_issues,get_issue")]
    Add {
        /// The group's name or id
        group: String,
        /// Servers to add
        #[arg(required = true)]
        servers: Vec<String>,
        #[command(flatten)]
        selectors: Selectors,
        #[command(flatten)]
        write: Write,
    },
    /// Remove servers from a group
    #[command(
        visible_alias = "rm",
        after_help = "Examples:
  mcphub group remove web sentry"
    )]
    Remove {
        /// The group's name or id
        group: String,
        /// Servers to remove
        #[arg(required = true)]
        servers: Vec<String>,
        /// Do not fail if a server is not in the group
        #[arg(long)]
        if_exists: bool,
        #[command(flatten)]
        write: Write,
    },
    /// Change a group's name or description
    #[command(after_help = "Examples:
  mcphub group set web --name browsing --description 'The web'")]
    Set {
        /// The group's name or id
        group: String,
        /// Its new name
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// A description; empty removes it
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        #[command(flatten)]
        write: Write,
    },
    /// Delete groups; the servers stay
    #[command(after_help = "Examples:
  mcphub group delete web --yes")]
    Delete {
        /// The groups' names or ids
        #[arg(required = true)]
        groups: Vec<String>,
        /// Do not prompt
        #[arg(short, long)]
        yes: bool,
        /// Do not fail if a group does not exist
        #[arg(long)]
        if_exists: bool,
        #[command(flatten)]
        write: Write,
    },
}

/// The parts of each server that the group contains; everything if absent.
#[derive(clap::Args, Clone, Debug)]
struct Selectors {
    /// Only these tools (comma-separated)
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    tools: Option<Vec<String>>,
    /// Only these prompts (comma-separated)
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    prompts: Option<Vec<String>>,
    /// Only these resources, by URI (comma-separated)
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    resources: Option<Vec<String>>,
}

impl Selectors {
    /// Returns the member as written to the file: a plain name if no parts are selected.
    fn member(&self, server: &str) -> Value {
        let chosen =
            [("tools", &self.tools), ("prompts", &self.prompts), ("resources", &self.resources)];
        let mut member = Map::new();
        for (key, names) in chosen {
            if let Some(names) = names {
                let all = names.iter().any(|name| name == "all" || name == "*");
                let value = if all { "all".into() } else { json!(names) };
                member.insert(key.into(), value);
            }
        }
        if member.is_empty() {
            return server.into();
        }
        member.shift_insert(0, "name".into(), server.into());
        Value::Object(member)
    }
}

pub(crate) fn run(context: &mut Context, args: Args) -> Result<Exit, Failure> {
    match args.verb {
        Verb::Create { name, servers, description, selectors, write } => {
            let mut group = Map::new();
            group.insert("name".into(), name.clone().into());
            if let Some(description) = description {
                group.insert("description".into(), description.into());
            }
            let members = servers.iter().map(|server| selectors.member(server)).collect();
            group.insert("servers".into(), members);
            let id = random::id()?;
            let verb = |document: &mut Document| {
                servers_exist(document, &servers)?;
                Ok(vec![row(
                    &name,
                    edit::create_group(document, &id, &group)?,
                    &format!("Created group {name}"),
                )])
            };
            let found = context.settings()?;
            edit_report::run(context, &found, write.dry_run, verb)?;
        }
        Verb::List => list(context)?,
        Verb::Show { group } => show(context, &group)?,
        Verb::Add { group, servers, selectors, write } => {
            edit_group(context, write, |document| {
                servers_exist(document, &servers)?;
                let put = |server: &String| {
                    let member = selectors.member(server);
                    let outcome = edit::put_member(document, &group, &member)?;
                    Ok(row(server, outcome, &format!("Added {server} to group {group}"))
                        .with("group", group.as_str()))
                };
                servers.iter().map(put).collect()
            })?;
        }
        Verb::Remove { group, servers, if_exists, write } => {
            edit_group(context, write, |document| {
                let take = |server: &String| {
                    let outcome = match edit::remove_member(document, &group, server) {
                        Err(Refused::Absent { kind: edit::ItemKind::Member, .. }) if if_exists => {
                            Outcome::Unchanged
                        }
                        outcome => outcome?,
                    };
                    Ok(row(server, outcome, &format!("Removed {server} from group {group}"))
                        .with("group", group.as_str()))
                };
                servers.iter().map(take).collect()
            })?;
        }
        Verb::Set { group, name, description, write } => {
            let patch = patch(name, description)?;
            edit_group(context, write, |document| {
                let outcome = edit::patch_group(document, &group, &patch)?;
                Ok(vec![row(&group, outcome, &format!("Changed group {group}"))])
            })?;
        }
        Verb::Delete { groups, yes, if_exists, write } => {
            return delete(context, &groups, yes, if_exists, write);
        }
    }
    Ok(Exit::DONE)
}

fn edit_group(
    context: &mut Context,
    write: Write,
    verb: impl FnMut(&mut Document) -> Result<Vec<Row>, Refused>,
) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    edit_report::run(context, &found, write.dry_run, verb)
}

fn row(name: &str, outcome: Outcome, done: &str) -> Row {
    let sentence = match outcome {
        Outcome::Unchanged => format!("Unchanged: {name} in"),
        _ => format!("{done} in"),
    };
    Row::new(name, edit_report::action(outcome), sentence)
}

fn patch(name: Option<String>, description: Option<String>) -> Result<Map<String, Value>, Failure> {
    let mut patch = Map::new();
    if let Some(name) = name {
        patch.insert("name".into(), name.into());
    }
    if let Some(description) = description {
        let value = if description.is_empty() { Value::Null } else { description.into() };
        patch.insert("description".into(), value);
    }
    if patch.is_empty() {
        return Err(Failure::usage("nothing to set").hint("pass `--name` or `--description`"));
    }
    Ok(patch)
}

fn delete(
    context: &mut Context,
    groups: &[String],
    yes: bool,
    if_exists: bool,
    write: Write,
) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let verb = |document: &mut Document| {
        let delete = |group: &String| match edit::delete_group(document, group) {
            Err(Refused::Absent { .. }) if if_exists => Ok(row(group, Outcome::Unchanged, "")),
            outcome => Ok(row(group, outcome?, &format!("Deleted group {group}"))),
        };
        groups.iter().map(delete).collect()
    };
    if !yes && !write.dry_run {
        edit_report::preview(&found, verb)?;
        let names = render::name_list(groups.iter().map(String::as_str));
        let question = format!("Delete {names} from {}?", found.shown);
        if !context.prompt().confirm(&question, "--yes")? {
            context.ui.success("Nothing was deleted");
            return Ok(Exit::FAILED);
        }
    }
    edit_report::run(context, &found, write.dry_run, verb)?;
    Ok(Exit::DONE)
}

/// Fails if a group does not exist, by name or id.
pub(crate) fn groups_exist(document: &Document, wanted: &[String]) -> Result<(), Refused> {
    let known = groups(document);
    for group in wanted {
        if !known.iter().any(|known| text(known, "name") == group || text(known, "id") == group) {
            let names = known.iter().map(|known| text(known, "name"));
            let near = name::near(group, names);
            return Err(Refused::Absent { kind: edit::ItemKind::Group, name: group.clone(), near });
        }
    }
    Ok(())
}

/// Fails if a server does not exist: MCPHub silently drops unknown names from a group.
pub(crate) fn servers_exist(document: &Document, servers: &[String]) -> Result<(), Refused> {
    let known = document.value().get("mcpServers").and_then(Value::as_object);
    for server in servers {
        if !known.is_some_and(|known| known.contains_key(server)) {
            let names = known.into_iter().flatten().map(|(name, _)| name.as_str());
            return Err(Refused::Absent {
                kind: edit::ItemKind::Server,
                name: server.clone(),
                near: name::near(server, names),
            });
        }
    }
    Ok(())
}
