//! Chooses one of the ways to install a server: a remote first, since it needs no program, else the
//! first package whose program is there.

use crate::cli::environment::Environment;
use crate::cli::error::Failure;
use crate::cli::output::render;
use crate::formats::server_json::ways::{PackageType, Way};

/// The way that a person wants.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Wish {
    /// Install a package of this type: npm, pypi, oci, nuget, mcpb
    #[arg(long, value_name = "TYPE", conflicts_with = "remote")]
    package: Option<String>,
    /// Connect to the remote server
    #[arg(long)]
    remote: bool,
}

/// A way, and why it was chosen, if there was a choice.
pub(crate) struct Choice<'a> {
    pub(crate) way: Way<'a>,
    pub(crate) why: Option<String>,
    /// A program that the way needs and that is not there.
    pub(crate) absent_program: Option<&'static str>,
}

/// Chooses a way.
pub(crate) fn choose<'a>(
    environment: &Environment,
    ways: &[Way<'a>],
    against: &[String],
    wish: &Wish,
) -> Result<Choice<'a>, Failure> {
    let wanted = match &wish.package {
        Some(word) if PackageType::of_word(word).is_none() => {
            return Err(Failure::usage(format!("unknown type of package `{word}`"))
                .hint("types are npm, pypi, oci, nuget and mcpb"));
        }
        Some(word) => Some(word.as_str()),
        None => wish.remote.then_some("remote"),
    };
    let fits = |way: &&Way<'a>| wanted.is_none_or(|word| way.word() == word);
    let candidates: Vec<Way<'a>> = ways.iter().filter(fits).copied().collect();
    let program = |way: &Way<'a>| match way {
        Way::Remote(_) => None,
        Way::Package(kind, _) => kind.program(),
    };
    let is_ready = |way: &&Way<'a>| {
        program(way).is_none_or(|it| environment.has_program(it, None, &environment.folder))
    };
    let first = candidates.first().ok_or_else(|| none(ways, against, wanted))?;
    let Some(way) = candidates.iter().find(is_ready).copied() else {
        return Ok(Choice { way: *first, why: None, absent_program: program(first) });
    };
    let mut others: Vec<&str> = ways.iter().map(Way::word).filter(|it| *it != way.word()).collect();
    others.dedup();
    let why = (wanted.is_none() && !others.is_empty()).then(|| {
        let reason = match program(&way) {
            None if way.word() == "remote" => "it needs no program here".to_owned(),
            None => "it is the first that can run here".to_owned(),
            Some(program) => format!("`{program}` is there"),
        };
        let flags = others.iter().map(|word| match *word {
            "remote" => "--remote".to_owned(),
            word => format!("--package {word}"),
        });
        let flags: Vec<String> = flags.collect();
        let flags = render::name_list(flags.iter().map(String::as_str));
        format!("chose `{}`: {reason}; {flags} chooses another", way.word())
    });
    Ok(Choice { way, why, absent_program: None })
}

fn none(ways: &[Way<'_>], against: &[String], wanted: Option<&str>) -> Failure {
    let mut failure = match wanted {
        Some("remote") if !ways.is_empty() => Failure::usage("the server has no remote"),
        Some(word) if !ways.is_empty() => {
            Failure::usage(format!("the server has no package of type {word}"))
        }
        _ => Failure::from(anyhow::anyhow!("there is no way to install the server here")),
    };
    if !ways.is_empty() {
        let words = ways.iter().map(Way::word);
        failure.hints.push(format!("it has {}", render::name_list(words)));
    }
    failure.hints.extend(against.iter().cloned());
    failure
}
