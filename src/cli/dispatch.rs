//! Maps arguments to commands: each has a variant and a match arm.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::audit as records;
use crate::cli::commands::{
    add, add_json, audit, auth, call, clients, completions, config, connect, demo, doctor, edit,
    enable, exists, explain, export, get, group, history, import, init, inspect, install,
    install_server, key, list, login, logout, logs, man, overrides, reload, remove, rename, schema,
    search, secret, serve, service, set, status, sync, toggle, undo, uninstall, user, validate,
};
use crate::cli::completion::engine;
use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::input::args::{ColorWhen, Global};
use crate::cli::input::grammar;
use crate::cli::logging;
use crate::cli::output::progress::Progress;
use crate::cli::output::ui::Ui;
use crate::cli::topics;
use crate::state::log_ring::LogRing;

/// Manages the MCP servers in mcp_settings.json, and serves them as one MCP endpoint
#[derive(Parser, Debug)]
#[command(
    name = "mcphub",
    version,
    after_help = "Examples:
  mcphub init
  mcphub add time -- uvx mcp-server-time
  mcphub list
  mcphub validate

Topics: mcphub help exit-codes, mcphub help env, mcphub help files, mcphub help clients"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand, Debug)]
enum Command {
    Init(init::Args),
    Add(Box<add::Args>),
    AddJson(add_json::Args),
    Search(search::Args),
    InstallServer(Box<install_server::Args>),
    #[command(visible_alias = "add-from")]
    Import(import::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    #[command(visible_alias = "show")]
    Get(get::Args),
    Exists(exists::Args),
    Set(set::Args),
    Rename(rename::Args),
    Edit(edit::Args),
    #[command(visible_alias = "rm")]
    Remove(remove::Args),
    Enable(enable::EnableArgs),
    Disable(enable::DisableArgs),
    Toggle(toggle::Args),
    Tool(overrides::ToolArgs),
    Prompt(overrides::PromptArgs),
    Resource(overrides::ResourceArgs),
    Group(group::Args),
    Key(key::Args),
    #[command(visible_alias = "secrets")]
    Secret(secret::Args),
    User(user::Args),
    #[command(visible_alias = "check")]
    Validate(validate::Args),
    Doctor(doctor::Args),
    Explain(explain::Args),
    Export(export::Args),
    Clients(clients::Args),
    Install(install::Args),
    Uninstall(uninstall::Args),
    Sync(sync::Args),
    Inspect(inspect::Args),
    Call(call::Args),
    Login(login::Args),
    Logout(logout::Args),
    Auth(auth::Args),
    #[command(visible_aliases = ["run", "start"])]
    Serve(serve::Args),
    Connect(connect::Args),
    Status(status::Args),
    Logs(logs::Args),
    Audit(audit::Args),
    History(history::Args),
    Undo(undo::Args),
    Reload(reload::Args),
    Demo(demo::Args),
    Service(service::Args),
    Completions(completions::Args),
    Man(man::Args),
    Schema(schema::Args),
    Config(config::Args),
}

/// The grammar of `serve` alone. Building the grammar of all commands would take most of the time
/// from its start until it listens.
#[derive(Parser, Debug)]
#[command(name = "mcphub", version)]
struct Quick {
    #[command(subcommand)]
    command: QuickCommand,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand, Debug)]
enum QuickCommand {
    Serve(serve::Args),
}

/// Runs one command line; the first argument is the program name.
pub(crate) fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<_> = words.into_iter().collect();
    std::panic::catch_unwind(|| run_words(&words)).unwrap_or_else(|_| {
        // The panic hook has already printed the location.
        let failure = Failure::new(Kind::Bug, "internal error")
            .hint("please report it, with the command line and the lines above");
        early_ui(&words).fail(&failure);
        failure.kind.exit().into()
    })
}

fn run_words(words: &[OsString]) -> ExitCode {
    if let Some(answer) = engine::answer(words, grammar_of_all) {
        // A shell that no longer listens needs no answer.
        let _ = early_ui(words).print_answer(&answer);
        return ExitCode::SUCCESS;
    }
    if let Some(text) = topics::text(words) {
        let printed = early_ui(words).print(&text);
        return printed.map_or_else(|failure| failure.kind.exit(), |()| Exit::DONE).into();
    }
    let (cli, command) = match parse(words) {
        Ok(parsed) => parsed,
        Err(exit) => return exit.into(),
    };
    let global = cli.global.clone();
    let mut ui = Ui::new(global.color.into(), global.quiet, global.json);
    let environment = match Environment::read() {
        Ok(environment) => environment,
        Err(error) => {
            let error = anyhow::Error::new(error).context("cannot determine the working directory");
            ui.fail(&Failure::from_error(Kind::Failed, error));
            return Kind::Failed.exit().into();
        }
    };
    let log = LogRing::default();
    let progress = Progress::default();
    let recorder = records::recorder(&environment, &command);
    let mut context = Context { environment, command, ui, global, log, progress, recorder };
    let outcome =
        start_logging(&context, &cli.command).and_then(|()| dispatch(&mut context, cli.command));
    let problem = context.recorder.as_ref().and_then(|recorder| recorder.journal.take_problem());
    if let Some(problem) = problem {
        context.ui.warn(&problem);
    }
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            context.ui.fail(&failure);
            failure.kind.exit().into()
        }
    }
}

fn start_logging(context: &Context, command: &Command) -> Result<(), Failure> {
    let Context { environment, global, log, progress, .. } = context;
    let ansi = environment.stderr_is_terminal && environment.variable("NO_COLOR").is_none();
    let runs_on = matches!(command, Command::Serve(args) if !args.check);
    let kept = runs_on.then_some(log);
    let directives = environment.variable("MCPHUB_LOG");
    logging::start(global.verbose, global.quiet, kept, directives, progress, ansi)
}

/// Returns the whole grammar, for help texts and completions.
pub(crate) fn grammar_of_all() -> clap::Command {
    overrides::with_examples(Cli::command())
}

/// Parses the command line. Returns it with the subcommand path.
fn parse(words: &[OsString]) -> Result<(Cli, String), Exit> {
    if words.get(1).is_some_and(|word| word == "serve")
        // Anything else, including `--help`, is handled by the whole grammar.
        && let Ok(Quick { command: QuickCommand::Serve(args), global }) = Quick::try_parse_from(words)
    {
        return Ok((Cli { command: Command::Serve(args), global }, "serve".to_owned()));
    }
    let mut command = grammar_of_all();
    command.build();
    let words = grammar::normalize(words, &command);
    let matches = command.try_get_matches_from_mut(words.iter());
    let cli = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, verbs(&matches))));
    cli.map_err(|error| {
        // Clap reports help and version as errors too.
        early_ui(&words).usage(&error)
    })
}

/// Returns the subcommand path without arguments, such as `key create`.
fn verbs(matches: &ArgMatches) -> String {
    let mut words = Vec::new();
    let mut level = matches;
    while let Some((word, below)) = level.subcommand() {
        words.push(word);
        level = below;
    }
    words.join(" ")
}

/// Returns the output for errors before the arguments are parsed, and for panics.
fn early_ui(words: &[OsString]) -> Ui {
    let has = |word: &str| words.iter().any(|given| given == word);
    let never = words.windows(2).any(|pair| pair[0] == "--color" && pair[1] == "never");
    let color = if never || has("--color=never") { ColorWhen::Never } else { ColorWhen::Auto };
    Ui::new(color.into(), false, has("--json"))
}

fn dispatch(context: &mut Context, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Init(args) => init::run(context, &args),
        Command::Add(args) => add::run(context, &args),
        Command::AddJson(args) => add_json::run(context, &args),
        Command::Search(args) => search::run(context, &args),
        Command::InstallServer(args) => install_server::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::List(args) => list::run(context, &args),
        Command::Get(args) => get::run(context, &args),
        Command::Exists(args) => exists::run(context, &args),
        Command::Set(args) => set::run(context, &args),
        Command::Rename(args) => rename::run(context, &args),
        Command::Edit(args) => edit::run(context, &args),
        Command::Remove(args) => remove::run(context, &args),
        Command::Enable(args) => enable::run(context, &args.names, true),
        Command::Disable(args) => enable::run(context, &args.names, false),
        Command::Toggle(args) => toggle::run(context, &args),
        Command::Tool(args) => overrides::run_tool(context, &args),
        Command::Prompt(args) => overrides::run_prompt(context, &args),
        Command::Resource(args) => overrides::run_resource(context, &args),
        Command::Group(args) => group::run(context, args),
        Command::Key(args) => key::run(context, args),
        Command::Secret(args) => secret::run(context, args),
        Command::User(args) => user::run(context, args),
        Command::Validate(args) => validate::run(context, &args),
        Command::Doctor(args) => doctor::run(context, &args),
        Command::Explain(args) => explain::run(context, &args),
        Command::Export(args) => export::run(context, &args),
        Command::Clients(args) => clients::run(context, &args),
        Command::Install(args) => install::run(context, &args),
        Command::Uninstall(args) => uninstall::run(context, &args),
        Command::Sync(args) => sync::run(context, &args),
        Command::Inspect(args) => inspect::run(context, &args),
        Command::Call(args) => call::run(context, &args),
        Command::Login(args) => login::run(context, &args),
        Command::Logout(args) => logout::run(context, &args),
        Command::Auth(args) => auth::run(context, &args),
        Command::Serve(args) => serve::run(context, &args),
        Command::Connect(args) => connect::run(context, &args),
        Command::Status(args) => status::run(context, &args),
        Command::Logs(args) => logs::run(context, &args),
        Command::Audit(args) => audit::run(context, &args),
        Command::History(args) => history::run(context, &args),
        Command::Undo(args) => undo::run(context, &args),
        Command::Reload(args) => reload::run(context, &args),
        Command::Demo(args) => demo::run(context, &args),
        Command::Completions(args) => completions::run(context, &args, grammar_of_all()),
        Command::Service(args) => service::run(context, &args),
        Command::Man(args) => man::run(context, &args, grammar_of_all()),
        Command::Schema(args) => schema::run(context, &args),
        Command::Config(args) => config::run(context, &args),
    }
}
