//! `explain`: explains a finding of `validate`.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::settings::{Code, name};

/// Explain a finding of `validate`
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub explain syntax
  mcphub explain")]
pub(crate) struct Args {
    /// The finding's code; if absent, all codes are listed
    code: Option<String>,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let Some(word) = &args.code else { return all(context) };
    let known = Code::ALL.iter().map(|code| code.word());
    let code = Code::ALL.iter().find(|code| code.word() == word).ok_or_else(|| {
        let mut failure = Failure::new(Kind::Absent, format!("no finding `{word}`"));
        failure.hints.extend(did_you_mean(&name::near(word, known)));
        failure.hint("`mcphub explain` lists all")
    })?;
    if context.global.json {
        let answer = json!({"version": 1, "code": code.word(), "explanation": code.explanation()});
        context.ui.print_json(&answer)?;
    } else {
        context.ui.print(&format!("{}\n", code.explanation().trim_end()))?;
    }
    Ok(Exit::DONE)
}

fn all(context: &mut Context) -> Result<Exit, Failure> {
    if context.global.json {
        let codes: Vec<_> = Code::ALL
            .iter()
            .map(|code| json!({"code": code.word(), "explanation": code.explanation()}))
            .collect();
        context.ui.print_json(&json!({"version": 1, "codes": codes}))?;
    } else {
        let words: String = Code::ALL.iter().map(|code| code.word().to_owned() + "\n").collect();
        context.ui.print(&words)?;
    }
    Ok(Exit::DONE)
}
