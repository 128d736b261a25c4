//! `secret`: manages the secrets that servers and keys refer to as `${secret:NAME}`.

use clap::Subcommand;
use serde_json::json;

use crate::cli::audit;
use crate::cli::commands::{secret_list, secret_migrate};
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::own_secrets;
use crate::cli::hub::secrets::failure;
use crate::cli::input::args::Write;
use crate::cli::output::render;
use crate::cli::settings_path::FoundSettings;
use crate::secret_store::{Key, Secrets};
use crate::settings::model::secret::Secret;
use crate::settings::model::slot::SlotTarget;
use crate::settings::reference::secret_name_fault;
use crate::settings::validate;

/// Manage the secrets that servers and keys refer to as ${secret:NAME}
///
/// Secrets are kept in a sealed file. Its key is in the system's keyring, in a file of its own, or
/// made from a passphrase; see docs/secrets.md. MCPHUB_SECRET_NAME in the environment takes
/// precedence over the file. Values are never shown, except by `get --reveal`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub secret set GITHUB_TOKEN < token.txt
  mcphub secret list
  mcphub secret migrate --dry-run")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Store a secret, from a prompt or standard input
    ///
    /// A running hub reconnects the servers that refer to it.
    #[command(after_help = "Examples:
  mcphub secret set GITHUB_TOKEN < token.txt")]
    Set {
        /// The secret's name
        name: String,
        #[command(flatten)]
        owner: Owner,
        #[command(flatten)]
        write: Plan,
    },
    /// List the secrets, where they are kept and what uses them, without values
    #[command(
        visible_alias = "ls",
        after_help = "Examples:
  mcphub secret list
  mcphub secret ls --json"
    )]
    List,
    /// Remove secrets
    #[command(
        visible_alias = "remove",
        after_help = "Examples:
  mcphub secret rm OLD_TOKEN --yes --if-exists"
    )]
    Rm {
        /// The secrets' names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// Do not prompt
        #[arg(short, long)]
        yes: bool,
        /// Do not fail if a secret does not exist
        #[arg(long)]
        if_exists: bool,
        #[command(flatten)]
        owner: Owner,
        #[command(flatten)]
        write: Plan,
    },
    /// Print the value of a secret
    #[command(after_help = "Examples:
  mcphub secret get GITHUB_TOKEN --reveal")]
    Get {
        /// The secret's name
        name: String,
        /// Show the value: required
        #[arg(long)]
        reveal: bool,
        #[command(flatten)]
        owner: Owner,
    },
    /// Move the secrets in the settings file to the store
    ///
    /// Each becomes ${secret:NAME} in the file; nothing else of the file changes. Secrets are found
    /// in servers and in tokens of bearer keys.
    #[command(after_help = "Examples:
  mcphub secret migrate --dry-run")]
    Migrate {
        #[command(flatten)]
        write: Write,
    },
}

/// Whose secret it is.
#[derive(clap::Args, Debug)]
struct Owner {
    /// The value of this user of the hub, for ${user:NAME}
    // Another argument has the id `user`.
    #[arg(id = "of_user", long = "user", value_name = "USER")]
    user: Option<String>,
    /// With --user: what credentialTemplate of this server asks for
    #[arg(long, value_name = "SERVER", requires = "of_user")]
    server: Option<String>,
}

/// Flags of a command that writes to the store.
#[derive(clap::Args, Clone, Copy, Debug)]
struct Plan {
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(context: &mut Context, args: Args) -> Result<Exit, Failure> {
    match args.verb {
        Verb::Set { name, owner, write } => set(context, &name, &owner, write.dry_run)?,
        Verb::List => secret_list::run(context)?,
        Verb::Rm { names, yes, if_exists, owner, write } => {
            return remove(context, &names, &Removal { yes, if_exists, owner, write });
        }
        Verb::Get { name, reveal, owner } => get(context, &name, reveal, &owner)?,
        Verb::Migrate { write } => secret_migrate::run(context, write.dry_run)?,
    }
    Ok(Exit::DONE)
}

/// Returns the key of a secret as it is named in arguments.
fn key_of(
    context: &mut Context,
    (secrets, found): &(Secrets, FoundSettings),
    name: &str,
    owner: &Owner,
) -> Result<Key, Failure> {
    let Some(user) = owner.user.as_deref() else {
        check_name(name)?;
        return Ok(secrets.key(name, None));
    };
    if !found.file.path().exists() {
        return Err(found.missing());
    }
    let (settings, _) = validate(&found.file.read()?);
    if settings.user(user).is_none() {
        context.ui.note(&format!("there is no user `{user}` in {}", found.shown));
    }
    let Some(server) = owner.server.as_deref() else {
        check_name(name)?;
        return Ok(secrets.key(name, Some(user)));
    };
    let absent = |text: String| Failure::new(Kind::Absent, text);
    let known = settings.server(server);
    let known = known.ok_or_else(|| absent(format!("no server `{server}`")))?;
    let slots = known.template_slots();
    let slot = slots.iter().find(|slot| match slot.target {
        SlotTarget::Header => slot.name.eq_ignore_ascii_case(name),
        _ => slot.name == name,
    });
    let slot = slot.ok_or_else(|| {
        absent(format!("`credentialTemplate` of server `{server}` does not ask for `{name}`"))
    })?;
    Ok(secrets.key(&slot.key(server), Some(user)))
}

fn check_name(name: &str) -> Result<(), Failure> {
    match secret_name_fault(name) {
        None => Ok(()),
        Some(why) => Err(Failure::usage(format!("a secret that {why}: `{name}`"))
            .hint("names consist of letters, digits and `_ - .`, such as GITHUB_TOKEN")),
    }
}

fn set(context: &mut Context, name: &str, owner: &Owner, dry_run: bool) -> Result<(), Failure> {
    let opened = own_secrets::open(context)?;
    let key = key_of(context, &opened, name, owner)?;
    let value = read_value(context, name)?;
    let secrets = &opened.0;
    let is_same = || secrets.get(&key).map(|old| old.as_ref() == Some(&value));
    let changed = if dry_run {
        !is_same().map_err(failure)?
    } else {
        secrets.put(&[(key.clone(), Some(value.clone()))]).map_err(failure)? > 0
    };
    if changed && !dry_run {
        audit::record_secrets(context, &opened.1, &[display_name(&key)]);
    }
    let kind = secrets.store_kind().map_err(failure)?;
    let is_hidden = !dry_run && secrets.get(&key).map_err(failure)? != Some(value);
    if is_hidden {
        context.ui.warn(&format!("MCPHUB_SECRET_{name} in the environment takes precedence"));
    }
    let action = if changed { "stored" } else { "unchanged" };
    if context.global.json {
        let answer = json!({
            "version": 1, "name": name, "user": owner.user, "action": action, "store": kind,
            "dryRun": dry_run,
        });
        return context.ui.print_json(&answer);
    }
    let of = owner.user.as_ref().map(|user| format!(" of user {user}")).unwrap_or_default();
    let sentence = match (dry_run, changed) {
        (true, true) => format!("Dry run: {name}{of} would be stored; nothing was written"),
        (true, false) => format!("Dry run: {name}{of} would not change"),
        (false, true) => format!("Stored {name}{of} (store: {kind})"),
        (false, false) => format!("Unchanged: {name}{of} (store: {kind})"),
    };
    context.ui.success(&sentence);
    Ok(())
}

/// Reads a value from a prompt, or from standard input without the line break at its end.
fn read_value(context: &mut Context, name: &str) -> Result<Secret, Failure> {
    let text = if context.environment.stdin_is_terminal {
        let instead = format!("pipe it: `mcphub secret set {name} < FILE`");
        context.prompt().secret(&format!("Value of {name}"), &instead)?
    } else {
        context.read_stdin()?
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Failure::usage(format!("the value of {name} is empty"))
            .hint(format!("pipe it: `mcphub secret set {name} < FILE`"))
            .hint(format!("`mcphub secret rm {name}` removes a secret")));
    }
    Ok(Secret::new(text))
}

struct Removal {
    yes: bool,
    if_exists: bool,
    owner: Owner,
    write: Plan,
}

fn remove(context: &mut Context, names: &[String], how: &Removal) -> Result<Exit, Failure> {
    let opened = own_secrets::open(context)?;
    let mut keys = Vec::new();
    for name in names {
        keys.push(key_of(context, &opened, name, &how.owner)?);
    }
    let stored = opened.0.list().map_err(failure)?;
    let is_there = |key: &Key| stored.iter().any(|one| one.key == *key);
    let is_fixed =
        |key: &Key| stored.iter().any(|one| one.key == *key && one.store == "environment");
    for (name, key) in names.iter().zip(&keys) {
        if !how.if_exists && !is_there(key) {
            return Err(Failure::new(Kind::Absent, format!("no secret `{name}`"))
                .hint("`mcphub secret list` shows the secrets"));
        }
        if is_fixed(key) {
            context.ui.note(&format!("MCPHUB_SECRET_{name} in the environment stays"));
        }
    }
    let dry_run = how.write.dry_run;
    if !how.yes && !dry_run && keys.iter().any(is_there) {
        let list = render::name_list(names.iter().map(String::as_str));
        if !context.prompt().confirm(&format!("Remove {list}?"), "--yes")? {
            context.ui.success("Nothing was removed");
            return Ok(Exit::FAILED);
        }
    }
    let changes: Vec<_> = keys.iter().cloned().map(|key| (key, None)).collect();
    let removed = if dry_run { 0 } else { opened.0.put(&changes).map_err(failure)? };
    if removed > 0 {
        let shown: Vec<String> =
            keys.iter().filter(|key| is_there(key)).map(display_name).collect();
        audit::record_secrets(context, &opened.1, &shown);
    }
    let action = |key: &Key| if is_there(key) { "removed" } else { "unchanged" };
    if context.global.json {
        let results = names.iter().zip(&keys);
        let results: Vec<_> =
            results.map(|(name, key)| json!({ "name": name, "action": action(key) })).collect();
        let answer = json!({ "version": 1, "dryRun": dry_run, "results": results });
        context.ui.print_json(&answer)?;
        return Ok(Exit::DONE);
    }
    for (name, key) in names.iter().zip(&keys) {
        let sentence = match (is_there(key), dry_run) {
            (true, true) => format!("Dry run: {name} would be removed"),
            (true, false) => format!("Removed {name}"),
            (false, _) => format!("Unchanged: there is no secret {name}"),
        };
        context.ui.success(&sentence);
    }
    Ok(Exit::DONE)
}

fn get(context: &mut Context, name: &str, reveal: bool, owner: &Owner) -> Result<(), Failure> {
    if !reveal {
        return Err(Failure::usage("a value is shown only if that is asked for")
            .hint(format!("`mcphub secret get {name} --reveal` prints it")));
    }
    let opened = own_secrets::open(context)?;
    let key = key_of(context, &opened, name, owner)?;
    let value = opened.0.get(&key).map_err(failure)?;
    let value = value.ok_or_else(|| {
        Failure::new(Kind::Absent, format!("no secret `{name}`"))
            .hint("`mcphub secret list` shows the secrets")
    })?;
    if context.global.json {
        return context.ui.print_json(&json!({
            "version": 1, "name": name, "user": owner.user, "value": value.reveal(),
        }));
    }
    context.ui.print(&format!("{}\n", value.reveal()))
}

/// Returns the name of a secret in the audit log.
fn display_name(key: &Key) -> String {
    match &key.user {
        None => key.name.clone(),
        Some(user) => format!("{} of {}", key.name, user.user),
    }
}
