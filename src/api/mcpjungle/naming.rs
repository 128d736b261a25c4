//! MCPJungle's names, which say whose a thing is: `server__tool`, `mcpj://res/server/…`. Other names of
//! the hub's servers can have `__` in them too, so that what there is decides how a name is read.

use std::cmp::Reverse;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// Between a server's name and what it offers.
const SEPARATOR: &str = "__";

/// How the URIs of resources begin.
const RESOURCES: &str = "mcpj://res/";

/// What is said where no name was sent.
const NEEDED: &str = "`name` is needed";

/// The name of a tool or prompt.
pub(super) fn of(server: &str, key: &str) -> String {
    format!("{server}{SEPARATOR}{key}")
}

/// Whether a name can be that of something a server offers.
pub(super) fn is_compound(name: &str) -> bool {
    name.contains(SEPARATOR)
}

/// The server, and its own name for the thing. Of the servers that fit, which come in file order, each
/// with whether it is trusted, it is the trusted one with the longest name, else the first of users: a
/// server of a user takes no name from one that was there before.
pub(super) fn apart<'a>(
    name: &'a str,
    servers: impl IntoIterator<Item = (&'a str, bool)>,
) -> Option<(&'a str, &'a str)> {
    let fit = |server: &'a str| name.strip_prefix(server)?.strip_prefix(SEPARATOR);
    first(servers, fit)
}

/// Of the servers that fit, the one that goes first, with what `fit` says of it.
fn first<'a, T>(
    servers: impl IntoIterator<Item = (&'a str, bool)>,
    fit: impl Fn(&'a str) -> Option<T>,
) -> Option<(&'a str, T)> {
    let fitting =
        servers.into_iter().filter_map(|(name, trusted)| Some((name, trusted, fit(name)?)));
    let order = |(name, trusted, _): &(&str, bool, T)| {
        if *trusted { (false, Reverse(name.len())) } else { (true, Reverse(0)) }
    };
    fitting.min_by_key(order).map(|(name, _, said)| (name, said))
}

/// The URI of a server's resource.
pub(super) fn uri_of(server: &str, original: &str) -> String {
    format!("{RESOURCES}{server}/{}", STANDARD_NO_PAD.encode(original))
}

/// The server, and its own URI; of several that fit, as with names.
pub(super) fn uri_apart<'a>(
    uri: &str,
    servers: impl IntoIterator<Item = (&'a str, bool)>,
) -> Option<(&'a str, String)> {
    let rest = uri.strip_prefix(RESOURCES)?;
    let fit = |server: &'a str| {
        let encoded = rest.strip_prefix(server)?.strip_prefix('/')?;
        let original = STANDARD_NO_PAD.decode(encoded.trim_end_matches('=')).ok()?;
        String::from_utf8(original).ok()
    };
    first(servers, fit)
}

/// Says why a new server cannot have this name here. The hub has more names than that.
pub(super) fn check_server(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(NEEDED.to_owned());
    }
    let why = if !name.chars().all(is_plain) {
        "letters, digits, `_` and `-` can stand in it"
    } else if name.contains(SEPARATOR) {
        "`__` stands between a server and its tools"
    } else if name.ends_with('_') {
        "it ends with `_`"
    } else {
        return Ok(());
    };
    Err(format!("`{}` cannot name a server: {why}", name.escape_debug()))
}

/// The same of a tool group.
pub(super) fn check_group(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(NEEDED.to_owned());
    }
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && name.chars().all(is_plain) {
        return Ok(());
    }
    let why = "it begins with a letter or digit, and has letters, digits, `_` and `-`";
    Err(format!("`{}` cannot name a tool group: {why}", name.escape_debug()))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_at_the_server_that_there_is() {
        let servers = ["a", "a__b", "wiki"].map(|server| (server, true));
        let cases = [
            ("wiki__page_search", Some(("wiki", "page_search"))),
            ("a__b", Some(("a", "b"))),
            ("a__b__c", Some(("a__b", "c"))),
            ("a__x__c", Some(("a", "x__c"))),
            ("wiki", None),
            ("other__t", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(apart(name, servers), wanted, "{name}");
        }
    }

    #[test]
    fn a_server_of_a_user_takes_no_name_of_another() {
        let servers =
            [("a__b", false), ("x", false), ("a", true), ("x__y", false), ("a/Pz8", false)];
        assert_eq!(apart("a__b__c", servers), Some(("a", "b__c")));
        assert_eq!(apart("x__y__z", servers), Some(("x", "y__z")));
        // In base 64 this has a `/`, too.
        let uri = uri_of("a", "???");
        assert_eq!(uri, "mcpj://res/a/Pz8/");
        assert_eq!(uri_apart(&uri, servers), Some(("a", "???".to_owned())));
    }

    #[test]
    fn a_uri_comes_apart_as_it_was_put_together() {
        for (server, original) in [("wiki", "file:///a?b"), ("a/b", "x://ÿ>?"), ("a", "")] {
            let uri = uri_of(server, original);
            let servers = ["a", "a/b", "wiki"].map(|server| (server, true));
            assert_eq!(uri_apart(&uri, servers), Some((server, original.to_owned())), "{uri}");
        }
        assert_eq!(uri_of("wiki", "a://b"), "mcpj://res/wiki/YTovL2I");
        assert_eq!(uri_apart("mcpj://res/wiki/*", [("wiki", true)]), None);
    }

    #[test]
    fn new_names_are_those_that_can_be_told_apart() {
        for good in ["clock", "Clock-2", "a_b", "_a"] {
            assert_eq!(check_server(good), Ok(()), "{good}");
        }
        for bad in ["", "a b", "a__b", "x_", "a/b", "é"] {
            assert!(check_server(bad).is_err(), "{bad}");
        }
        assert_eq!([check_group("a_b"), check_group("a__b")], [Ok(()), Ok(())]);
        for bad in ["", "_a", "-a", "a b"] {
            assert!(check_group(bad).is_err(), "{bad}");
        }
    }
}
