//! `install`: writes the hub, or its servers, into the files of other programs.

use serde_json::{Map, Value, json};

use crate::cli::commands::group;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::install::apply;
use crate::cli::install::hub_entry::NAME;
use crate::cli::install::on_machine::{self, ClientText};
use crate::cli::install::plan::{self, Plan, Wish};
use crate::cli::install::report::{self, Row};
use crate::cli::install::setup::{Desired, Setup};
use crate::cli::install::takeover::{Takeover, takeover};
use crate::cli::output::{edit_report, mask, render};
use crate::clients::record::Client;
use crate::settings::edit::{self, Refused};
use crate::settings::{Document, validate};
use crate::state::installs::Install;

#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
/// Write the hub into the settings of MCP clients
///
/// Each client gets one entry that points at the hub, with a key of its own. Everything else in its
/// file stays, and `mcphub uninstall` gives the bytes back. Asks on a terminal; otherwise `--yes` is
/// required. `--scope project` writes the project's file instead of the user's; it then refers to
/// the variable MCPHUB_KEY, since such files are shared.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub install cursor --yes
  mcphub install --all --dry-run
  mcphub install vscode --group web --yes
  mcphub install claude-code --replace --yes
  mcphub install codex --direct --server time --yes")]
pub(crate) struct Args {
    /// The clients; `mcphub clients` lists them
    #[arg(value_name = "CLIENT", required_unless_present = "all")]
    clients: Vec<String>,
    /// All clients on this machine
    #[arg(long, conflicts_with = "clients")]
    all: bool,
    /// Write the servers themselves instead of the hub
    #[arg(long, conflicts_with_all = ["url", "name", "replace"])]
    direct: bool,
    /// Only this group, by name or id
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Only this server (can be repeated with --direct)
    #[arg(long = "server", value_name = "SERVER")]
    servers: Vec<String>,
    /// Move the client's own servers into the hub's file
    #[arg(long)]
    replace: bool,
    /// The endpoint [default: /mcp of the hub]
    #[arg(long, value_name = "URL", conflicts_with_all = ["group", "servers"])]
    url: Option<String>,
    /// The name of the entry [default: mcphub]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Do not prompt
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    write: Write,
}

/// What is to happen to one client.
struct Step {
    file: ClientText,
    request: Install,
    desired: Desired,
    takeover: Takeover,
    plan: Plan,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let setup = Setup::of(context)?;
    check_choice(&setup.document, args)?;
    let project = on_machine::is_project(context);
    let clients = choose_clients(context, &setup, args)?;
    let (mut steps, mut rows, mut failures) = (Vec::new(), Vec::new(), 0);
    for client in &clients {
        match step(&setup, args, client, project) {
            Ok(step) => steps.push(step),
            Err(failure) if clients.len() == 1 => return Err(failure),
            Err(failure) => {
                failures += 1;
                let mut row = Row::new(client, "", "failed");
                row.notes.push(failure.source.to_string());
                rows.push(row);
            }
        }
    }
    let changing = steps.iter().filter(|step| step.plan.action != "unchanged").count();
    if changing > 0 && !args.write.dry_run && !args.yes {
        let files = steps.iter().filter(|step| step.plan.action != "unchanged");
        let files = render::name_list(files.map(|step| step.file.shown.as_str()));
        if !context.prompt().confirm(&format!("Write {files}?"), "--yes")? {
            context.ui.success("Nothing was written");
            return Ok(Exit::FAILED);
        }
    }
    write_settings(context, &setup, &steps, args.write.dry_run)?;
    let partly = steps.iter().any(|step| step.desired.partly);
    for step in steps {
        let (row, failed) = finish(context, &setup, args, step);
        if let Some(failure) = failed {
            if clients.len() == 1 {
                return Err(failure);
            }
            failures += 1;
        }
        rows.push(row);
    }
    let more =
        [("dryRun", json!(args.write.dry_run)), ("settings", json!(setup.found.file.path()))];
    report::print(context, &rows, &more)?;
    if args.write.dry_run {
        context.ui.success("Dry run: nothing was written");
    }
    Ok(if failures > 0 || partly { Exit::PARTLY } else { Exit::DONE })
}

/// Fails if the chosen group or servers do not exist, or need several entries.
fn check_choice(document: &Document, args: &Args) -> Result<(), Failure> {
    group::servers_exist(document, &args.servers)?;
    group::groups_exist(document, args.group.as_slice())?;
    let several = args.servers.len() + usize::from(args.group.is_some()) > 1;
    if several && !args.direct {
        return Err(Failure::usage("one entry leads to one group or server")
            .hint("`mcphub group create` makes a group of several servers"));
    }
    Ok(())
}

/// Returns the clients to install into.
fn choose_clients(
    context: &mut Context,
    setup: &Setup,
    args: &Args,
) -> Result<Vec<&'static Client>, Failure> {
    let mut clients: Vec<&'static Client> = Vec::new();
    if args.all {
        clients = setup.machine.present();
        if clients.is_empty() {
            return Err(Failure::new(Kind::Absent, "no client found on this machine")
                .hint("name one; `mcphub clients --all` lists the clients"));
        }
    }
    for word in &args.clients {
        let client = on_machine::client(word)?;
        if let Some(why) = client.read_only {
            let failure = Failure::new(Kind::Failed, format!("cannot install into {word}: {why}"));
            return Err(match client.replaced_by {
                Some(heir) => failure.hint(format!("`{heir}` replaces it")),
                None => failure,
            });
        }
        if !clients.iter().any(|known| known.id == client.id) {
            clients.push(client);
        }
    }
    for (client, heir) in clients.iter().filter_map(|it| Some((it, it.replaced_by?))) {
        context.ui.note(&format!("{} is replaced by {heir}", client.title));
    }
    Ok(clients)
}

/// Plans the change of one client's file.
fn step(
    setup: &Setup,
    args: &Args,
    client: &'static Client,
    project: bool,
) -> Result<Step, Failure> {
    let path = setup.machine.file(client, project).ok_or_else(|| {
        let whose = if project { "a project" } else { "the user" };
        Failure::new(Kind::Failed, format!("{} has no file of {whose}", client.title))
    })?;
    let file = setup.machine.read(client, path)?;
    let old = plan::find(&setup.installs, &file.path, setup.found.file.path());
    let mut request = Install {
        client: client.id.to_owned(),
        settings: setup.found.file.path().to_owned(),
        project,
        direct: args.direct,
        group: args.group.clone(),
        servers: args.servers.clone(),
        url: args.url.clone(),
        key: old.and_then(|old| old.key.clone()),
        ..Install::default()
    };
    let name = args.name.as_deref().unwrap_or(NAME);
    let mut desired = setup.desired(client, &request, name, true)?;
    request.key = desired.key.as_ref().map(|key| key.id.clone()).or(request.key);
    let entries = file.entries();
    let is_ours = |name: &str| {
        desired.entries.contains_key(name) || old.is_some_and(|old| old.entries.contains_key(name))
    };
    let takeover = if args.replace {
        takeover(&setup.machine, &file, &setup.document, is_ours)
    } else {
        let mut hubs = entries.iter().filter(|(name, value)| {
            !args.direct && !is_ours(name) && setup.machine.is_hub(name, value)
        });
        if let Some((known, _)) = hubs.next() {
            desired.notes = vec![format!("`{known}` points at this hub already")];
            let after = file.text.clone().unwrap_or_default();
            let plan = Plan { action: "unchanged", after, install: None };
            return Ok(Step { file, request, desired, takeover: Takeover::default(), plan });
        }
        Takeover::default()
    };
    let plan = make_plan(setup, &file, &request, &desired.entries, &takeover)?;
    Ok(Step { file, request, desired, takeover, plan })
}

fn make_plan(
    setup: &Setup,
    file: &ClientText,
    request: &Install,
    entries: &Map<String, Value>,
    takeover: &Takeover,
) -> Result<Plan, Failure> {
    let old = plan::find(&setup.installs, &file.path, setup.found.file.path());
    let install = request.clone();
    let wish = Wish { entries, taken: &takeover.taken, install, force: true };
    plan::plan(&setup.machine, file, old, wish)
}

/// Adds the keys of the clients, and the servers that move, to the hub's file.
fn write_settings(
    context: &mut Context,
    setup: &Setup,
    steps: &[Step],
    dry_run: bool,
) -> Result<(), Failure> {
    let changing = || steps.iter().filter(|step| step.plan.action != "unchanged");
    let moves = changing().any(|step| step.takeover.new_names().next().is_some());
    if !moves && changing().all(|step| step.desired.key.is_none()) {
        return Ok(());
    }
    let verb = |document: &mut Document| -> Result<(), Refused> {
        for step in changing() {
            step.takeover.put(document)?;
            if let Some(key) = &step.desired.key {
                key.put(document)?;
            }
        }
        Ok(())
    };
    let edited = edit_report::edit(context, &setup.found, dry_run, verb)?;
    let closed = |text: &str| {
        Document::parse(text).is_ok_and(|document| validate(&document).0.wants_credential())
    };
    if !closed(&edited.before) && closed(&edited.after) {
        context.ui.warn(
            "the hub requires a key from now on: clients that were connected by hand need one too",
        );
    }
    if dry_run && !context.global.json {
        let (before, after) = mask::pair(&edited.before, &edited.after);
        let diff = render::diff(&setup.found.shown, &before, &after);
        context.ui.print_styled(&format!("{}\n", render::colorize(&diff)))?;
    }
    Ok(())
}

/// Writes one client's file, and returns its row, and the failure if it was not written.
fn finish(context: &mut Context, setup: &Setup, args: &Args, step: Step) -> (Row, Option<Failure>) {
    let Step { file, request, desired, takeover, plan } = step;
    let client = file.client;
    let mut row = Row::new(client, &file.shown, plan.action);
    row.notes = desired.notes;
    row.notes.extend(takeover.notes.clone());
    let moved: Vec<_> = takeover.new_names().collect();
    if !moved.is_empty() && plan.action != "unchanged" {
        row.notes.push(format!("moved {} to the hub", render::name_list(moved)));
    }
    if args.write.dry_run {
        let before = file.text.as_deref().unwrap_or_default();
        row.diff = report::masked_diff(&file.shown, before, &plan.after, client.syntax);
        return (row, None);
    }
    if plan.action == "unchanged" && plan.install.is_none() {
        return (row, None);
    }
    if client.restart && plan.action != "unchanged" {
        row.notes.push(format!("restart {} to use it", client.title));
    }
    let old = plan::find(&setup.installs, &file.path, setup.found.file.path());
    let again = |file: &ClientText| make_plan(setup, file, &request, &desired.entries, &takeover);
    let written = apply::install(context, &setup.machine, &setup.ledger, old, file, again);
    let Err(failure) = written else { return (row, None) };
    row.action = "failed".into();
    row.notes = vec![failure.source.to_string()];
    if let Some(key) = desired.key.filter(|key| key.is_new) {
        let revoked = edit_report::edit(context, &setup.found, false, |document| {
            edit::delete_key(document, &key.id)
        });
        if let Err(error) = revoked {
            row.notes.push(format!("its key {} stays: {}", key.id, error.source));
        }
    }
    (row, Some(failure))
}
