//! Checks of URLs that need no network.

/// Returns the host of an `http:` or `https:` URL, or the reason why it is invalid.
pub(super) fn host(url: &str) -> Result<&str, &'static str> {
    if url.is_empty() {
        return Err("is empty");
    }
    if url.contains(char::is_whitespace) {
        return Err("contains whitespace");
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err("does not begin with http:// or https://");
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err("does not begin with http:// or https://");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let (host, port) = match address.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (host, port),
        None => address.split_at(address.find(':').unwrap_or(address.len())),
    };
    let number = port.strip_prefix(':').unwrap_or(port);
    if host.is_empty() {
        Err("has no host")
    } else if !number.is_empty() && number.parse::<u16>().is_err() {
        Err("has an invalid port")
    } else {
        Ok(host)
    }
}

/// Returns whether `host` is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let host = host.to_lowercase();
    let name = host.trim_end_matches('.');
    let address = name.parse::<std::net::IpAddr>();
    name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{host, is_loopback};

    #[test]
    fn a_url_is_http_and_names_a_host() {
        assert_eq!(host("https://a.example:8080/mcp?x=1"), Ok("a.example"));
        assert_eq!(host("HTTP://u:p@[::1]:3/"), Ok("::1"));
        assert_eq!(host("http://127.0.0.1"), Ok("127.0.0.1"));
        for url in
            ["", "a.example", "ftp://a", "http://", "http:///x", "http://a b", "http://a:99999"]
        {
            assert!(host(url).is_err(), "{url}");
        }
    }

    #[test]
    fn the_names_of_this_machine_are_recognized() {
        for host in ["localhost", "LOCALHOST.", "x.localhost", "127.0.0.9", "::1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["a.example", "localhost.example", "10.0.0.1", "::2"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
