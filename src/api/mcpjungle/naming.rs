//! MCPJungle's names, which say whose a thing is: `server__tool`, `mcpj://res/server/…`. Other names of
//! the hub's servers can have `__` in them too, so that what there is decides how a name is read.

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

/// The server, and its own name for the thing: of these servers the one with the longest name that fits.
pub(super) fn apart<'a>(
    name: &'a str,
    servers: impl IntoIterator<Item = &'a str>,
) -> Option<(&'a str, &'a str)> {
    let fit = |server: &'a str| {
        let key = name.strip_prefix(server)?.strip_prefix(SEPARATOR)?;
        Some((server, key))
    };
    servers.into_iter().filter_map(fit).max_by_key(|(server, _)| server.len())
}

/// The URI of a server's resource.
pub(super) fn uri_of(server: &str, original: &str) -> String {
    format!("{RESOURCES}{server}/{}", STANDARD_NO_PAD.encode(original))
}

/// The server, and its own URI.
pub(super) fn uri_apart<'a>(
    uri: &str,
    servers: impl IntoIterator<Item = &'a str>,
) -> Option<(&'a str, String)> {
    let rest = uri.strip_prefix(RESOURCES)?;
    let fit = |server: &'a str| {
        let encoded = rest.strip_prefix(server)?.strip_prefix('/')?;
        let original = STANDARD_NO_PAD.decode(encoded.trim_end_matches('=')).ok()?;
        Some((server, String::from_utf8(original).ok()?))
    };
    servers.into_iter().filter_map(fit).max_by_key(|(server, _)| server.len())
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
        let servers = ["a", "a__b", "wiki"];
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
    fn a_uri_comes_apart_as_it_was_put_together() {
        for (server, original) in [("wiki", "file:///a?b"), ("a/b", "x://ÿ>?"), ("a", "")] {
            let uri = uri_of(server, original);
            let servers = ["a", "a/b", "wiki"];
            assert_eq!(uri_apart(&uri, servers), Some((server, original.to_owned())), "{uri}");
        }
        assert_eq!(uri_of("wiki", "a://b"), "mcpj://res/wiki/YTovL2I");
        assert_eq!(uri_apart("mcpj://res/wiki/*", ["wiki"]), None);
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
