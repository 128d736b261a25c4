//! The ways to install a server of a registry: its remotes, and its packages.

use serde_json::Value;

use crate::formats::server_json::fields::{list, member, text};

/// A type of package that can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PackageType {
    Npm,
    Pypi,
    Oci,
    Nuget,
    /// A bundle to download and unpack.
    Mcpb,
}

/// A way to install the server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way<'a> {
    Remote(&'a Value),
    Package(PackageType, &'a Value),
}

impl PackageType {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Npm, "npm"),
        (Self::Pypi, "pypi"),
        (Self::Oci, "oci"),
        (Self::Nuget, "nuget"),
        (Self::Mcpb, "mcpb"),
    ];

    /// Parses `registryType`.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// Returns the program that runs such packages; a bundle names its own.
    pub(crate) fn program(self) -> Option<&'static str> {
        match self {
            Self::Npm => Some("npx"),
            Self::Pypi => Some("uvx"),
            Self::Oci => Some("docker"),
            Self::Nuget => Some("dnx"),
            Self::Mcpb => None,
        }
    }
}

impl Way<'_> {
    /// Returns `remote`, or the type of the package.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Remote(_) => "remote",
            Self::Package(kind, _) => kind.word(),
        }
    }
}

/// Returns the server inside a response of the registry, or the value itself.
pub(crate) fn server_of(root: &Value) -> &Value {
    root.get("server").unwrap_or(root)
}

/// Returns the ways that work here, remotes first, and the reasons against the others.
pub(crate) fn ways(server: &Value) -> (Vec<Way<'_>>, Vec<String>) {
    let mut found = Vec::new();
    let mut against = Vec::new();
    let remotes = list(server, "remotes");
    // SSE is the older transport.
    for wants_sse in [false, true] {
        for remote in remotes {
            let kind = kind_of_remote(remote);
            match kind {
                "sse" | "streamable-http" if (kind == "sse") == wants_sse => {
                    found.push(Way::Remote(remote));
                }
                "sse" | "streamable-http" => {}
                _ if wants_sse => {}
                other => against.push(format!("remotes of type `{other}` are not supported")),
            }
        }
    }
    for package in list(server, "packages") {
        match check_supported(package) {
            Ok(kind) => found.push(Way::Package(kind, package)),
            Err(why) => against.push(why),
        }
    }
    (found, against)
}

/// Returns the transport of a remote; older versions of the format have another key for it.
fn kind_of_remote(remote: &Value) -> &str {
    let word = text(remote, "type").or_else(|| text(remote, "transportType"));
    match word.unwrap_or("streamable-http") {
        "streamable" | "http" | "streamable_http" => "streamable-http",
        word => word,
    }
}

/// Returns the transport of a remote as settings name it.
pub(super) fn transport(remote: &Value) -> &'static str {
    if kind_of_remote(remote) == "sse" { "sse" } else { "streamable-http" }
}

fn check_supported(package: &Value) -> Result<PackageType, String> {
    let word = text(package, "registryType").or_else(|| text(package, "registryName"));
    let word = word.unwrap_or_default();
    let kind = PackageType::of_word(word)
        .ok_or_else(|| format!("package type `{word}` is not supported"))?;
    let transport = member(package, "transport");
    let transport = transport.and_then(|it| it.as_str().or_else(|| text(it, "type")));
    match transport {
        None | Some("stdio") => Ok(kind),
        Some(other) => {
            Err(format!("the {word} package listens on {other}; start it yourself and add its URL"))
        }
    }
}
