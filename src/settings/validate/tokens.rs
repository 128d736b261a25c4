//! What is said of tokens, whosever they are.

use std::collections::HashSet;

use crate::settings::diagnostic::{Code, Diagnostic};
use crate::settings::tree::Node;
use crate::settings::validate::findings::Findings;

/// The shortest token, in bytes, that passes without a word.
const TOKEN_MIN: usize = 16;

/// The tokens of one file, so that one given twice is noticed.
#[derive(Default)]
pub(super) struct Tokens {
    seen: HashSet<String>,
}

impl Tokens {
    /// Reports what is wrong with a token, that of `whose`. One that is absent is reported elsewhere.
    pub(super) fn check(
        &mut self,
        node: Option<&Node>,
        whose: &str,
        token: &str,
        findings: &mut Findings,
    ) {
        let Some(place) = node.map(|node| node.place.clone()) else { return };
        let found = if token.trim().is_empty() {
            let message = format!("the token of {whose} is empty");
            Diagnostic::error(Code::MissingField, place, message)
        } else if token.starts_with('$') {
            let message = format!("the token of {whose} is taken as it stands");
            Diagnostic::warning(Code::WeakToken, place, message)
                .help("variables are filled in in servers only")
        } else if token.len() < TOKEN_MIN {
            let message = format!("the token of {whose} can be guessed");
            Diagnostic::warning(Code::WeakToken, place, message)
                .help(format!("use at least {TOKEN_MIN} random characters"))
        } else if self.seen.contains(token) {
            let message = format!("{whose} has the token of another");
            Diagnostic::warning(Code::DuplicateToken, place, message)
        } else {
            self.seen.insert(token.to_owned());
            return;
        };
        findings.push(found);
    }
}
