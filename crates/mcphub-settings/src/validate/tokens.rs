//! Checks the tokens of bearer keys, clients and other credentials.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::credential;
use crate::model::credential::InvalidCredential;
use crate::text::tree::Node;
use crate::validate::findings::Findings;

/// The minimum length of a token without a warning, in bytes.
const TOKEN_BYTES_MIN: usize = 16;

/// The tokens of one file, to find duplicates.
#[derive(Default)]
pub(super) struct Tokens {
    seen: HashSet<String>,
}

impl Tokens {
    /// Reports problems with the token of `whose`. An absent token is reported elsewhere. A token
    /// that is not a valid credential is an error, so that its entry is omitted and gives no
    /// access.
    pub(super) fn check(
        &mut self,
        node: Option<&Node>,
        whose: &str,
        token: &str,
        findings: &mut Findings,
    ) {
        let Some(place) = node.map(|node| node.place.clone()) else { return };
        let found = if let Some(unfit) = credential::find_fault(token) {
            report_unfit(unfit, place, whose)
        } else if token.len() < TOKEN_BYTES_MIN {
            let message = format!("the token of {whose} can be guessed");
            Diagnostic::warning(Code::WeakToken, place, message)
                .help(format!("use at least {TOKEN_BYTES_MIN} random characters"))
        } else if self.seen.contains(token) {
            let message = format!("{whose} has the token of another entry");
            Diagnostic::warning(Code::DuplicateToken, place, message)
        } else {
            self.seen.insert(token.to_owned());
            return;
        };
        findings.push(found);
    }
}

/// Returns the error for an invalid token of `whose`.
pub(super) fn report_unfit(
    unfit: InvalidCredential,
    place: std::ops::Range<usize>,
    whose: &str,
) -> Diagnostic {
    match unfit {
        InvalidCredential::Empty => {
            Diagnostic::error(Code::MissingField, place, format!("the token of {whose} is empty"))
        }
        InvalidCredential::Reference => {
            let message = format!("the token of {whose} is an unexpanded variable");
            Diagnostic::error(Code::PlaceholderToken, place, message)
                .help("write `${secret:NAME}` for a stored secret, or the token itself")
        }
        InvalidCredential::Example => {
            let message = format!("the token of {whose} is a publicly known example");
            Diagnostic::error(Code::PlaceholderToken, place, message)
                .help("`mcphub key create NAME` creates a random one")
        }
    }
}
