//! Where the server to install comes from: a registry, a `server.json`, or a bundle on this machine.

use std::path::Path;

use crate::cli::error::Failure;

/// The server to install.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// A name in a registry, with a version or `latest`.
    Registry { name: String, version: String },
    /// The path of a `server.json`; `-` is standard input.
    ServerJson(String),
    /// The path of a bundle.
    Bundle(String),
}

/// Returns whether a word is the path of a bundle.
pub(crate) fn is_bundle(word: &str) -> bool {
    let ending = Path::new(word).extension().and_then(|it| it.to_str()).unwrap_or_default();
    ["mcpb", "dxt"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Returns whether a word is the path of a `server.json`.
pub(crate) fn is_server_json(word: &str) -> bool {
    Path::new(word).file_name().is_some_and(|name| name == "server.json")
}

impl Source {
    /// Reads `NAME`, `NAME@VERSION`, or a path.
    pub(crate) fn read(word: &str) -> Result<Self, Failure> {
        if is_bundle(word) {
            return Ok(Self::Bundle(word.to_owned()));
        }
        let is_path = word.starts_with(['.', '/', '~']);
        if word == "-" || is_path || is_json(word) {
            return Ok(Self::ServerJson(word.to_owned()));
        }
        let (name, version) = word.split_once('@').unwrap_or((word, "latest"));
        let is_part = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        let is_name =
            name.split_once('/').is_some_and(|(domain, last)| is_part(domain) && is_part(last));
        if !is_name || version.is_empty() {
            return Err(Failure::usage(format!(
                "`{word}` is not the name of a server in a registry"
            ))
            .hint("a name has the form io.github.owner/server")
            .hint(format!(
                "`mcphub search {}` finds names",
                name.rsplit('/').next().unwrap_or(name)
            )));
        }
        Ok(Self::Registry { name: name.to_owned(), version: version.to_owned() })
    }
}

fn is_json(word: &str) -> bool {
    Path::new(word).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_versions_and_paths_are_told_apart() {
        let read = |word: &str| Source::read(word).map_err(|failure| failure.source.to_string());
        let of = |name: &str, version: &str| {
            Ok(Source::Registry { name: name.into(), version: version.into() })
        };
        assert_eq!(read("io.github.a/b"), of("io.github.a/b", "latest"));
        assert_eq!(read("io.github.a/b@1.0.0"), of("io.github.a/b", "1.0.0"));
        assert_eq!(read("a/server.json"), Ok(Source::ServerJson("a/server.json".into())));
        assert_eq!(read("./x"), Ok(Source::ServerJson("./x".into())));
        assert_eq!(read("-"), Ok(Source::ServerJson("-".into())));
        assert_eq!(read("x.MCPB"), Ok(Source::Bundle("x.MCPB".into())));
        for word in ["github", "a/b/c", "a/", "/../x y", "a/b@"] {
            let is_path = word.starts_with('/');
            assert_eq!(read(word).is_err(), !is_path, "{word}");
        }
    }
}
