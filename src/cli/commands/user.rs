//! `user`: manages the users who may log in to the hub. Passwords are stored as bcrypt hashes, as
//! in MCPHub.

use clap::Subcommand;
use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::render;
use crate::cli::random;
use crate::settings::Document;
use crate::settings::edit::{self, Outcome, Refused};
use crate::settings::model::user::{HASH_COST, missing_in_password};

/// Manage the users who may log in to the hub
///
/// A password has at least 8 characters, with a letter, a digit and a special character.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub user add bob --password-stdin < password.txt
  mcphub user list
  mcphub user remove ann --yes")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Add a user
    #[command(after_help = "Examples:
  mcphub user add bob --password-stdin < password.txt
  mcphub user add carol --admin --password-stdin < password.txt")]
    Add {
        /// The user's name
        name: String,
        /// Make the user an admin
        #[arg(long)]
        admin: bool,
        #[command(flatten)]
        password: Password,
        #[command(flatten)]
        write: Write,
    },
    /// List the users
    #[command(
        visible_alias = "ls",
        after_help = "Examples:
  mcphub user list
  mcphub user ls --json"
    )]
    List,
    /// Change a user's password
    #[command(after_help = "Examples:
  mcphub user passwd ann --password-stdin < password.txt")]
    Passwd {
        /// The user's name
        name: String,
        #[command(flatten)]
        password: Password,
        #[command(flatten)]
        write: Write,
    },
    /// Remove users and their keys
    #[command(
        visible_alias = "rm",
        after_help = "Examples:
  mcphub user remove ann --yes"
    )]
    Remove {
        /// The users' names
        #[arg(required = true)]
        names: Vec<String>,
        /// Do not prompt
        #[arg(short, long)]
        yes: bool,
        /// Do not fail if a user does not exist
        #[arg(long)]
        if_exists: bool,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(clap::Args, Clone, Copy, Debug)]
struct Password {
    /// Read the password from standard input instead of prompting
    #[arg(long)]
    password_stdin: bool,
}

pub(crate) fn run(context: &mut Context, args: Args) -> Result<Exit, Failure> {
    match args.verb {
        Verb::Add { name, admin, password, write } => add(context, &name, admin, password, write)?,
        Verb::List => list(context)?,
        Verb::Passwd { name, password, write } => passwd(context, &name, password, write)?,
        Verb::Remove { names, yes, if_exists, write } => {
            return remove(context, &names, yes, if_exists, write);
        }
    }
    Ok(Exit::DONE)
}

fn add(
    context: &mut Context,
    name: &str,
    admin: bool,
    password: Password,
    write: Write,
) -> Result<(), Failure> {
    let found = context.settings()?;
    let entry = |hash: &str| {
        let entry = json!({"username": name, "password": hash, "isAdmin": admin});
        entry.as_object().cloned().unwrap_or_default()
    };
    // An invalid name is reported before the prompt for the password.
    edit_report::preview(&found, |document| edit::add_user(document, &entry("$2b$")))?;
    let entry = entry(&hash(&read(context, name, password)?)?);
    let verb = |document: &mut Document| {
        let outcome = edit::add_user(document, &entry)?;
        let what = if admin { "admin" } else { "user" };
        Ok(vec![Row::new(name, edit_report::action(outcome), format!("Added {what} {name} to"))])
    };
    edit_report::run(context, &found, write.dry_run, verb)
}

fn passwd(
    context: &mut Context,
    name: &str,
    password: Password,
    write: Write,
) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    edit_report::preview(&found, |document| edit::patch_user(document, name, &Map::new()))?;
    let hash = hash(&read(context, name, password)?)?;
    let patch = Map::from_iter([("password".to_owned(), Value::from(hash))]);
    let verb = |document: &mut Document| {
        let outcome = edit::patch_user(document, name, &patch)?;
        let sentence = format!("Changed the password of {name} in");
        Ok(vec![Row::new(name, edit_report::action(outcome), sentence)])
    };
    edit_report::run(context, &found, write.dry_run, verb)
}

/// Reads the password from standard input or from the prompt; rejects weak ones.
fn read(context: &mut Context, name: &str, how: Password) -> Result<String, Failure> {
    let password = if how.password_stdin {
        let text = context.read_stdin()?;
        let line = text.strip_suffix('\n').unwrap_or(&text);
        line.strip_suffix('\r').unwrap_or(line).to_owned()
    } else {
        let instead = "`--password-stdin` reads it from standard input";
        context.prompt().new_secret(&format!("password of {name}"), instead)?
    };
    match missing_in_password(&password).as_slice() {
        [] => Ok(password),
        missing => Err(Failure::new(Kind::Failed, "the password is too weak")
            .hint(format!("it lacks {}", missing.join(", ")))),
    }
}

fn hash(password: &str) -> Result<String, Failure> {
    let hashed =
        bcrypt::hash_with_salt(password, HASH_COST, random::bytes()?).map_err(|error| {
            Failure::from_error(
                Kind::Failed,
                anyhow::Error::new(error).context("cannot hash the password"),
            )
        })?;
    Ok(hashed.format_for_version(bcrypt::Version::TwoB))
}

fn list(context: &mut Context) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let stored = document.value().get("users").and_then(Value::as_array);
    let users: Vec<_> = stored
        .into_iter()
        .flatten()
        .filter_map(|user| {
            let name = user.get("username")?.as_str()?;
            let email = user.get("email").and_then(Value::as_str);
            Some((name, user.get("isAdmin") == Some(&Value::Bool(true)), email))
        })
        .collect();
    if context.global.json {
        let users: Vec<_> = users
            .iter()
            .map(|(name, admin, email)| json!({"username": name, "isAdmin": admin, "email": email}))
            .collect();
        return context.ui.print_json(&json!({"version": 1, "users": users}));
    }
    if users.is_empty() {
        context.ui.success(&format!("No users in {}", found.shown));
        return Ok(());
    }
    let rows = users.iter().map(|(name, admin, email)| {
        let role = if *admin { "admin" } else { "user" };
        vec![(*name).to_owned(), role.to_owned(), email.unwrap_or_default().to_owned()]
    });
    let fit = context.environment.stdout_is_terminal;
    context.ui.print(&render::table(&["name", "role", "email"], rows.collect(), fit))
}

fn remove(
    context: &mut Context,
    names: &[String],
    yes: bool,
    if_exists: bool,
    write: Write,
) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let verb = |document: &mut Document| {
        let remove = |name: &String| match edit::remove_user(document, name) {
            Err(Refused::Absent { .. }) if if_exists => {
                let sentence = format!("Unchanged: there is no user {name} in");
                Ok(Row::new(name, edit_report::action(Outcome::Unchanged), sentence))
            }
            outcome => Ok(Row::new(
                name,
                edit_report::action(outcome?),
                format!("Removed user {name} from"),
            )),
        };
        names.iter().map(remove).collect()
    };
    if !yes && !write.dry_run {
        edit_report::preview(&found, verb)?;
        let listed = render::name_list(names.iter().map(String::as_str));
        if !context.prompt().confirm(&format!("Remove {listed} from {}?", found.shown), "--yes")? {
            context.ui.success("Nothing was removed");
            return Ok(Exit::FAILED);
        }
    }
    edit_report::run(context, &found, write.dry_run, verb)?;
    Ok(Exit::DONE)
}
