//! `explain`: explains a finding of `validate` or `doctor`.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::doctor::code::DoctorCode;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::settings::{Code, name};

/// Explain a finding of `validate` or `doctor`
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
    let (word, explanation) = codes().find(|(code, _)| code == word).ok_or_else(|| {
        let mut failure = Failure::new(Kind::Absent, format!("no finding `{word}`"));
        failure.hints.extend(did_you_mean(&name::near(word, codes().map(|(code, _)| code))));
        failure.hint("`mcphub explain` lists all")
    })?;
    if context.global.json {
        let answer = json!({"version": 1, "code": word, "explanation": explanation});
        context.ui.print_json(&answer)?;
    } else {
        context.ui.print(&format!("{}\n", explanation.trim_end()))?;
    }
    Ok(Exit::DONE)
}

/// Returns all codes with their explanations.
pub(crate) fn codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_settings = Code::ALL.iter().map(|code| (code.word(), code.explanation()));
    of_settings.chain(DoctorCode::ALL.iter().map(|code| (code.word(), code.explanation())))
}

fn all(context: &mut Context) -> Result<Exit, Failure> {
    if context.global.json {
        let codes: Vec<_> = codes()
            .map(|(code, explanation)| json!({"code": code, "explanation": explanation}))
            .collect();
        context.ui.print_json(&json!({"version": 1, "codes": codes}))?;
    } else {
        let words: String = codes().map(|(word, _)| word.to_owned() + "\n").collect();
        context.ui.print(&words)?;
    }
    Ok(Exit::DONE)
}
