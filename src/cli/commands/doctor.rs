//! `doctor`: looks for what does not work on this machine, and fixes what is safe.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::doctor::fix::Fix;
use crate::cli::doctor::report::{self, Check};
use crate::cli::doctor::run;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::client::HubAddress;
use crate::cli::output::render;

/// Look for problems on this machine: files, programs, variables, ports
///
/// Checks the settings file with what it needs on this machine, the files beside it, the state folder,
/// the versions of the programs that start servers, the running hub, and HTTP proxies. Uses no network
/// but this machine's own. `mcphub explain CODE` explains a finding. With --fix it closes files to other
/// users and removes what dead processes left. Exit code 1: there are errors or warnings.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub doctor
  mcphub doctor --json
  mcphub doctor --fix --dry-run")]
pub(crate) struct Args {
    /// Fix what is safe to fix, after showing it
    #[arg(long)]
    fix: bool,
    /// Fix without asking
    #[arg(long, requires = "fix")]
    yes: bool,
    /// Print what would be fixed, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    #[command(flatten)]
    place: HubAddress,
}

/// Prints a table of all checks, or JSON.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let mut checks = run::checks(context, args.place)?;
    let fixes = fixes(&checks);
    let is_fixed = args.fix && !fixes.is_empty();
    let mut applied = Vec::new();
    if is_fixed {
        applied = fix(context, args, &fixes)?;
        if !args.dry_run {
            checks = run::checks(context, args.place)?;
        }
    }
    let has_problems = report::has_problems(&checks);
    if context.global.json {
        context.ui.print_json(&json!({
            "version": 1,
            "ok": !has_problems,
            "checks": checks.iter().map(Check::json).collect::<Vec<_>>(),
            "fixes": applied,
            "dryRun": args.dry_run,
        }))?;
    } else {
        print(context, &checks, args)?;
    }
    Ok(if has_problems { Exit::FAILED } else { Exit::DONE })
}

fn print(context: &mut Context, checks: &[Check], args: &Args) -> Result<(), Failure> {
    let rows = checks.iter().flat_map(Check::rows).collect();
    let fit = context.environment.stdout_is_terminal;
    context.ui.print(&render::table(&["result", "check", "what"], rows, fit))?;
    let open = fixes(checks).len();
    if open > 0 && !args.fix {
        context
            .ui
            .note(&format!("`mcphub doctor --fix` can fix {}", render::count(open, "problem")));
    }
    if !report::has_problems(checks) {
        context.ui.success("No problems found");
    }
    Ok(())
}

fn fixes(checks: &[Check]) -> Vec<Fix> {
    let findings = checks.iter().flat_map(|check| &check.findings);
    let mut fixes: Vec<Fix> = Vec::new();
    for fix in findings.filter_map(|finding| finding.fix.clone()) {
        if !fixes.contains(&fix) {
            fixes.push(fix);
        }
    }
    fixes
}

/// Shows the fixes, asks, and applies them. Returns those that were applied.
fn fix(context: &mut Context, args: &Args, fixes: &[Fix]) -> Result<Vec<Value>, Failure> {
    let here = context.environment.folder.clone();
    let diff: String = fixes.iter().map(|fix| fix.diff(&here)).collect();
    if !context.global.json {
        context.ui.print_styled(&format!("{}\n\n", render::colorize(&diff)))?;
    }
    if args.dry_run {
        return Ok(fixes.iter().map(|fix| json!({"diff": fix.diff(&here)})).collect());
    }
    let question = format!("Apply {}?", render::count(fixes.len(), "change"));
    if !args.yes && !context.prompt().confirm(&question, "--yes")? {
        return Err(Failure::new(Kind::Failed, "nothing was fixed"));
    }
    let mut applied = Vec::new();
    for fix in fixes {
        match fix.apply() {
            Ok(()) => {
                context.ui.success(&fix.sentence(&here));
                applied.push(json!({"diff": fix.diff(&here)}));
            }
            Err(error) => {
                let done = fix.sentence(&here);
                context.ui.warn(&format!("this could not be done: {done}: {error}"));
            }
        }
    }
    Ok(applied)
}
