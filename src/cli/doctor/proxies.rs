//! Checks the variables that name HTTP proxies. Their values can contain passwords and are not shown.

use reqwest::Url;

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::environment::Environment;

const PROXIES: [&str; 6] =
    ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];
/// What the exceptions should contain.
const LOOPBACK: [&str; 2] = ["localhost", "127.0.0.1"];

/// Checks that the proxies are URLs, and that the hub is reached without them.
pub(crate) fn check(here: &Environment) -> Check {
    let mut check = Check::new("proxies");
    let set: Vec<&str> = PROXIES.into_iter().filter(|name| here.variable(name).is_some()).collect();
    if set.is_empty() {
        check.fact("no HTTP proxy is set");
        return check;
    }
    for name in &set {
        if !is_proxy(here.variable(name).unwrap_or_default()) {
            let message = format!("{name} is not the URL of a proxy");
            let finding = Finding::new(Level::Warning, DoctorCode::BadProxy, message);
            check.find(finding.help("the form is http://host:port"));
        }
    }
    let exceptions = EXCEPTIONS.iter().find_map(|name| here.variable(name)).unwrap_or_default();
    let names = set.join(", ");
    if leaves_out_loopback(exceptions) {
        let message = format!("{names} is set, and NO_PROXY does not name this machine");
        let finding = Finding::new(Level::Warning, DoctorCode::ProxyLoopback, message);
        check.find(finding.help("add `localhost,127.0.0.1` to NO_PROXY"));
    } else {
        check.fact(format!("{names} is set, and this machine is in NO_PROXY"));
    }
    check
}

fn is_proxy(value: &str) -> bool {
    let url = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    Url::parse(&url).is_ok_and(|url| url.has_host())
}

fn leaves_out_loopback(exceptions: &str) -> bool {
    let parts: Vec<&str> = exceptions.split(',').map(str::trim).collect();
    !parts.contains(&"*") && !LOOPBACK.iter().all(|name| parts.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_must_be_named_by_name_and_address() {
        for (exceptions, left_out) in [
            ("", true),
            ("localhost", true),
            ("*", false),
            (".example, localhost , 127.0.0.1", false),
        ] {
            assert_eq!(leaves_out_loopback(exceptions), left_out, "{exceptions}");
        }
        let proxies = ["http://proxy:3128", "proxy:3128", "socks5://u:p@h:1", "http://", "a b"];
        assert_eq!(proxies.map(is_proxy), [true, true, true, false, false]);
    }
}
