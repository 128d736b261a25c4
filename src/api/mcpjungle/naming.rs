//! MCPJungle's names, which contain the server: `server__tool`, `mcpj://res/server/…`. Server names
//! in a hub can contain `__` too, so the existing servers decide how a name is split.

use std::cmp::Reverse;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// Separates a server's name from the item's name.
const SEPARATOR: &str = "__";

/// Prefix of resource URIs.
const RESOURCES: &str = "mcpj://res/";

/// Error if a request has no name.
const NAME_REQUIRED: &str = "`name` is required";

/// Returns the name of a tool or prompt.
pub(super) fn item_name(server: &str, key: &str) -> String {
    format!("{server}{SEPARATOR}{key}")
}

/// Returns whether a name has the form of an item's name.
pub(super) fn is_compound(name: &str) -> bool {
    name.contains(SEPARATOR)
}

/// Splits a name into the server and the item's original name. `servers` are in file order, each
/// with whether it is trusted. If several match, prefers the trusted server with the longest name,
/// then the first of the others: a user's server must not take over names of an existing one.
pub(super) fn split<'a>(
    name: &'a str,
    servers: impl IntoIterator<Item = (&'a str, bool)>,
) -> Option<(&'a str, &'a str)> {
    let fit = |server: &'a str| name.strip_prefix(server)?.strip_prefix(SEPARATOR);
    first_match(servers, fit)
}

/// Returns the matching server with the highest precedence, and the result of `fit`.
fn first_match<'a, T>(
    servers: impl IntoIterator<Item = (&'a str, bool)>,
    fit: impl Fn(&'a str) -> Option<T>,
) -> Option<(&'a str, T)> {
    let fitting =
        servers.into_iter().filter_map(|(name, trusted)| Some((name, trusted, fit(name)?)));
    let order = |(name, trusted, _): &(&str, bool, T)| {
        if *trusted { (false, Reverse(name.len())) } else { (true, Reverse(0)) }
    };
    fitting.min_by_key(order).map(|(name, _, rest)| (name, rest))
}

/// Returns the URI of a server's resource.
pub(super) fn item_uri(server: &str, original: &str) -> String {
    format!("{RESOURCES}{server}/{}", STANDARD_NO_PAD.encode(original))
}

/// Splits a URI into the server and the original URI; precedence as in [`split`].
pub(super) fn split_uri<'a>(
    uri: &str,
    servers: impl IntoIterator<Item = (&'a str, bool)>,
) -> Option<(&'a str, String)> {
    let rest = uri.strip_prefix(RESOURCES)?;
    let fit = |server: &'a str| {
        let encoded = rest.strip_prefix(server)?.strip_prefix('/')?;
        let original = STANDARD_NO_PAD.decode(encoded.trim_end_matches('=')).ok()?;
        String::from_utf8(original).ok()
    };
    first_match(servers, fit)
}

/// Checks the name of a new server against MCPJungle's rules, which are stricter than the hub's.
pub(super) fn check_server(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(NAME_REQUIRED.to_owned());
    }
    let why = if !name.chars().all(is_plain) {
        "it may contain only letters, digits, `_` and `-`"
    } else if name.contains(SEPARATOR) {
        "`__` separates a server from its tools"
    } else if name.ends_with('_') {
        "it ends with `_`"
    } else {
        return Ok(());
    };
    Err(format!("`{}` cannot name a server: {why}", name.escape_debug()))
}

/// Checks the name of a new tool group against MCPJungle's rules.
pub(super) fn check_group(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(NAME_REQUIRED.to_owned());
    }
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && name.chars().all(is_plain) {
        return Ok(());
    }
    let why = "it must begin with a letter or digit and contain only letters, digits, `_` and `-`";
    Err(format!("`{}` cannot name a tool group: {why}", name.escape_debug()))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_at_an_existing_server() {
        let servers = ["a", "a__b", "wiki"].map(|server| (server, true));
        let cases = [
            ("wiki__page_search", Some(("wiki", "page_search"))),
            ("a__b", Some(("a", "b"))),
            ("a__b__c", Some(("a__b", "c"))),
            ("a__x__c", Some(("a", "x__c"))),
            ("wiki", None),
            ("other__t", None),
        ];
        for (name, expected) in cases {
            assert_eq!(split(name, servers), expected, "{name}");
        }
    }

    #[test]
    fn a_users_server_takes_over_no_names() {
        let servers =
            [("a__b", false), ("x", false), ("a", true), ("x__y", false), ("a/Pz8", false)];
        assert_eq!(split("a__b__c", servers), Some(("a", "b__c")));
        assert_eq!(split("x__y__z", servers), Some(("x", "y__z")));
        // Its base64 form contains a `/` too.
        let uri = item_uri("a", "???");
        assert_eq!(uri, "mcpj://res/a/Pz8/");
        assert_eq!(split_uri(&uri, servers), Some(("a", "???".to_owned())));
    }

    #[test]
    fn a_uri_is_split_as_it_was_built() {
        for (server, original) in [("wiki", "file:///a?b"), ("a/b", "x://ÿ>?"), ("a", "")] {
            let uri = item_uri(server, original);
            let servers = ["a", "a/b", "wiki"].map(|server| (server, true));
            assert_eq!(split_uri(&uri, servers), Some((server, original.to_owned())), "{uri}");
        }
        assert_eq!(item_uri("wiki", "a://b"), "mcpj://res/wiki/YTovL2I");
        assert_eq!(split_uri("mcpj://res/wiki/*", [("wiki", true)]), None);
    }

    #[test]
    fn new_names_must_be_unambiguous() {
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
