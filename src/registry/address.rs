//! The addresses of the registry's API, v0.1.

use url::Url;

/// The default URL of the registry.
pub(crate) const BASE: &str = "https://registry.modelcontextprotocol.io";

/// Returns the URL `/v0.1/servers/…`: each part is one path segment, escaped if necessary. Returns
/// `None` if the base is not a usable URL.
pub(crate) fn servers(base: &str, parts: &[&str]) -> Option<Url> {
    let mut url = Url::parse(base.trim()).ok()?;
    url.path_segments_mut().ok()?.pop_if_empty().extend(["v0.1", "servers"]).extend(parts);
    Some(url)
}

/// Returns whether a name or a version can be a path segment: the URL parser resolves `.` and `..`
/// as steps.
pub(crate) fn is_segment(part: &str) -> bool {
    !part.is_empty() && ![".", ".."].contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_path_segment() {
        let url = |base, parts: &[&str]| servers(base, parts).map(String::from);
        let at = |path: &str| Some(format!("https://registry.example{path}"));
        let base = "https://registry.example";
        assert_eq!(url(base, &[]), at("/v0.1/servers"));
        let parts = ["io.github.a/b", "versions", "1.0.0+x"];
        assert_eq!(url(base, &parts), at("/v0.1/servers/io.github.a%2Fb/versions/1.0.0+x"));
        assert_eq!(url(base, &["../x?y#z"]), at("/v0.1/servers/..%2Fx%3Fy%23z"));
        assert_eq!(url("https://registry.example/mirror/", &[]), at("/mirror/v0.1/servers"));
        for base in ["nonsense", "data:x"] {
            assert_eq!(url(base, &["a", "versions"]), None, "{base}");
        }
        for part in ["..", ".", ""] {
            assert!(!is_segment(part));
        }
    }
}
