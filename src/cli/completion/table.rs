//! Which arguments name something that can be completed.

use clap::Command;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completion::sources::{clients, codes, groups, keys, servers, tools};

type Source = fn() -> Vec<clap_complete::CompletionCandidate>;

/// The words of a command, the id of its argument, and the source of its values.
const SOURCES: &[(&[&str], &str, Source)] = &[
    (&["get"], "name", servers),
    (&["exists"], "name", servers),
    (&["set"], "name", servers),
    (&["rename"], "old", servers),
    (&["remove"], "names", servers),
    (&["enable"], "names", servers),
    (&["disable"], "names", servers),
    (&["toggle"], "name", servers),
    (&["inspect"], "name", servers),
    (&["call"], "server", servers),
    (&["call"], "tool", tools),
    (&["login"], "name", servers),
    (&["logout"], "name", servers),
    (&["auth", "status"], "name", servers),
    (&["logs"], "server", servers),
    (&["reload"], "name", servers),
    (&["export"], "server", servers),
    (&["export"], "group", groups),
    (&["tool", "list"], "server", servers),
    (&["tool", "enable"], "server", servers),
    (&["tool", "enable"], "chosen", tools),
    (&["tool", "disable"], "server", servers),
    (&["tool", "disable"], "chosen", tools),
    (&["tool", "toggle"], "server", servers),
    (&["tool", "toggle"], "chosen", tools),
    (&["tool", "describe"], "server", servers),
    (&["tool", "describe"], "name", tools),
    (&["tool", "reset"], "server", servers),
    (&["tool", "reset"], "chosen", tools),
    (&["prompt", "list"], "server", servers),
    (&["prompt", "enable"], "server", servers),
    (&["prompt", "disable"], "server", servers),
    (&["resource", "list"], "server", servers),
    (&["resource", "enable"], "server", servers),
    (&["resource", "disable"], "server", servers),
    (&["group", "create"], "servers", servers),
    (&["group", "show"], "group", groups),
    (&["group", "add"], "group", groups),
    (&["group", "add"], "servers", servers),
    (&["group", "remove"], "group", groups),
    (&["key", "create"], "groups", groups),
    (&["key", "create"], "servers", servers),
    (&["key", "enable"], "key", keys),
    (&["key", "disable"], "key", keys),
    (&["explain"], "code", codes),
    (&["clients"], "clients", clients),
    (&["install"], "clients", clients),
    (&["install"], "group", groups),
    (&["install"], "servers", servers),
    (&["uninstall"], "clients", clients),
];

/// Adds the sources to the grammar.
pub(super) fn with_sources(grammar: Command) -> Command {
    SOURCES
        .iter()
        .fold(grammar, |grammar, (path, argument, source)| attach(grammar, path, argument, *source))
}

/// Adds a source to an argument. A command or argument that does not exist is left out, because a
/// test asserts that all do.
fn attach(command: Command, path: &[&str], argument: &'static str, source: Source) -> Command {
    match path.split_first() {
        Some((first, rest)) if command.find_subcommand(first).is_some() => {
            command.mut_subcommand(*first, |below| attach(below, rest, argument, source))
        }
        None if has(&command, argument) => {
            // In place, because the order of positional arguments counts.
            command.mut_args(|arg| {
                let is_it = arg.get_id() == argument;
                if is_it { arg.add(ArgValueCandidates::new(source)) } else { arg }
            })
        }
        _ => command,
    }
}

fn has(command: &Command, argument: &str) -> bool {
    command.get_arguments().any(|known| known.get_id() == argument)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::dispatch::grammar_of_all;

    #[test]
    fn the_grammar_with_sources_is_valid() {
        with_sources(grammar_of_all()).debug_assert();
    }

    #[test]
    fn every_argument_of_the_table_exists() {
        let grammar = grammar_of_all();
        for (path, argument, _) in SOURCES {
            let command = path.iter().try_fold(&grammar, |at, word| at.find_subcommand(word));
            let found = command.is_some_and(|command| has(command, argument));
            assert!(found, "{path:?} {argument}");
        }
    }
}
