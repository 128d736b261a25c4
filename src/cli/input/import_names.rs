//! Which of the servers read are imported, and under which names.

use std::collections::BTreeMap;

use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::input::import::Candidate;
use crate::settings::model::filter::fits;
use crate::settings::name;

/// The options that select and name servers.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Naming {
    /// Import only servers whose name matches; `*` matches any text (can be repeated)
    #[arg(long, value_name = "GLOB")]
    select: Vec<String>,
    /// Leave out servers whose name matches (can be repeated)
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Put this text before the names, except those that `--rename` gives
    #[arg(long, value_name = "TEXT")]
    prefix: Option<String>,
    /// Rename the server OLD to NEW (can be repeated)
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,
}

impl Naming {
    /// Checks the options before anything is read.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        parse_renames(&self.rename)?;
        match &self.prefix {
            Some(prefix) => check_name(&format!("{prefix}x"), prefix),
            None => Ok(()),
        }
    }

    /// Removes candidates that are not selected, and gives the others their names. Fails if an
    /// option matches no server, before any is added.
    pub(crate) fn apply(&self, candidates: &mut Vec<Candidate>) -> Result<(), Failure> {
        let renames = parse_renames(&self.rename)?;
        for pattern in &self.select {
            if !candidates.iter().any(|one| fits(pattern, one.original())) {
                let text = format!("no server matches `--select {pattern}`");
                return Err(absent(text, pattern, candidates));
            }
        }
        for old in renames.keys() {
            if !candidates.iter().any(|candidate| candidate.original() == *old) {
                let text = format!("the files contain no server `{old}` to rename");
                return Err(absent(text, old, candidates));
            }
        }
        candidates.retain(|one| {
            let fits_any = |list: &[String]| list.iter().any(|it| fits(it, one.original()));
            (self.select.is_empty() || fits_any(&self.select)) && !fits_any(&self.exclude)
        });
        for candidate in candidates {
            if let Some(new) = renames.get(candidate.original()) {
                candidate.rename(new);
            } else if let Some(prefix) = &self.prefix {
                let new = format!("{prefix}{}", candidate.original());
                candidate.rename(&new);
            }
        }
        Ok(())
    }
}

fn absent(message: String, wanted: &str, candidates: &[Candidate]) -> Failure {
    let names = candidates.iter().map(Candidate::original);
    let mut failure = Failure::new(Kind::Absent, message);
    failure.hints.extend(did_you_mean(&name::near(wanted, names)));
    failure
}

/// Parses `OLD=NEW` words into a map from old names to new ones.
fn parse_renames(words: &[String]) -> Result<BTreeMap<&str, &str>, Failure> {
    let mut renames = BTreeMap::new();
    for word in words {
        // No new name has an equals sign; an old one may.
        let Some((old, new)) = word.rsplit_once('=').filter(|(old, _)| !old.is_empty()) else {
            return Err(Failure::usage(format!("`--rename {word}` is not OLD=NEW")));
        };
        check_name(new, new)?;
        if renames.insert(old, new).is_some_and(|other| other != new) {
            return Err(Failure::usage(format!("`--rename` has two new names for `{old}`")));
        }
    }
    Ok(renames)
}

fn check_name(name: &str, shown: &str) -> Result<(), Failure> {
    name::check(name).map_err(|why| {
        let failure = Failure::usage(format!("`{shown}` cannot name a server: {why}"));
        failure.hint(format!("use `{}` instead", name::plain(shown)))
    })
}
