//! One entry of `mcpServers` as written; references are not expanded.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::model::filter::ToolFilter;
use crate::model::program_proxy::ProgramProxy;
use crate::model::secret::Secret;
use crate::reference;

/// One configured MCP server. Fields and defaults are those of MCPHub's `ServerConfig`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the file")]
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The key under `mcpServers`.
    pub name: String,
    /// A disabled server stays in the file and is never connected.
    pub enabled: bool,
    pub description: Option<String>,
    pub transport: Transport,
    /// Overrides of its tools, prompts and resources.
    pub overrides: Overrides,
    pub timeouts: Timeouts,
    /// The users who may see and change it.
    pub sharing: Sharing,
    /// Whether it belongs to an admin, so that it may use the hub's environment and private
    /// addresses.
    pub trusted: bool,
    /// One upstream connection for each downstream session.
    pub per_session_client: bool,
    /// One upstream connection for each call, closed afterwards.
    pub stateless: bool,
    /// Start the child process at the first call only (stdio).
    pub start_on_demand: bool,
    /// With `start_on_demand`: idle time before the child is stopped.
    pub idle_timeout: Duration,
    /// A file of variables, as written; `env` takes precedence.
    pub env_file: Option<String>,
    /// Files and folders, as written. A change restarts the child (stdio).
    pub watch_paths: Vec<String>,
    /// The whole entry as written, including unknown keys.
    pub entry: Map<String, Value>,
}

/// Variables for proxies and TLS certificates, including files that the hub itself reads.
const WAYS: [&str; 11] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
];

/// Headers that can contain credentials of a caller.
const CREDENTIALS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-auth-token"];

impl Server {
    /// Returns whether the settings promise that all clients share one connection or process.
    pub fn has_one_connection(&self) -> bool {
        self.entry.get("perSessionClient").and_then(Value::as_bool) == Some(false)
            || self.entry.get("sessionMode").and_then(Value::as_str) == Some("stateful")
    }

    /// Returns whether the server belongs to catalogs that are not limited to one user. A
    /// non-admin's server does only if it is public.
    pub fn is_for_all(&self) -> bool {
        self.trusted || self.sharing.visibility == Some(Visibility::Public)
    }

    /// Removes settings reserved to admins: inheriting the hub's environment, reading files, using
    /// proxies, and forwarding credentials of callers.
    #[must_use]
    pub fn confine(mut self) -> Self {
        let passed = |names: &mut Vec<String>| {
            names.retain(|name| !CREDENTIALS.contains(&name.to_ascii_lowercase().as_str()));
        };
        match &mut self.transport {
            Transport::Stdio(stdio) => stdio.inherit_env = false,
            Transport::Remote(remote) => {
                remote.env.retain(|name, _| !WAYS.contains(&name.as_str()));
                passed(&mut remote.passthrough_headers);
            }
            Transport::OpenApi(api) => {
                api.env.retain(|name, _| !WAYS.contains(&name.as_str()));
                passed(&mut api.passthrough_headers);
            }
        }
        self
    }
}

/// The values of MCPHub's `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportKind {
    /// A child process that communicates on standard streams.
    Stdio,
    /// The HTTP+SSE transport of 2024-11-05.
    Sse,
    StreamableHttp,
    /// Operations of an OpenAPI document.
    OpenApi,
}

impl TransportKind {
    /// Returns the value as written in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stdio => "stdio",
            Self::Sse => "sse",
            Self::StreamableHttp => "streamable-http",
            Self::OpenApi => "openapi",
        }
    }

    /// Parses the value as written in the file.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Stdio, Self::Sse, Self::StreamableHttp, Self::OpenApi]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// Infers the transport of an entry without `type`: an OpenAPI document, otherwise a URL,
    /// otherwise a program.
    pub fn infer(entry: &Map<String, Value>) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).filter(|s| !is_blank(s));
        let openapi = entry.get("openapi").and_then(Value::as_object);
        if openapi
            .is_some_and(|openapi| openapi.contains_key("url") || openapi.contains_key("schema"))
        {
            return Some(Self::OpenApi);
        }
        if let Some(url) = text("url") {
            return Some(Self::of_url(url));
        }
        text("command").map(|_| Self::Stdio)
    }

    /// Infers the transport from a URL: SSE if a part of its path is `sse`.
    pub fn of_url(url: &str) -> Self {
        let url = reference::respelt(url, |_| "$".to_owned());
        let address = url.split(['?', '#']).next().unwrap_or(&url).trim();
        let host_and_path = address.split_once("://").map_or(address, |(_, rest)| rest);
        let sse = host_and_path.split('/').skip(1).any(|part| part == "sse");
        if sse { Self::Sse } else { Self::StreamableHttp }
    }

    /// Returns the keys that have no effect on such a server.
    pub fn foreign_keys(self) -> &'static [&'static str] {
        match self {
            Self::Stdio => &[
                "url",
                "headers",
                "passthroughHeaders",
                "bearerToken",
                "oauth",
                "openapi",
                "enableKeepAlive",
                "keepAliveInterval",
            ],
            Self::Sse | Self::StreamableHttp => &[
                "command",
                "args",
                "cwd",
                "inheritEnv",
                "openapi",
                "startOnDemand",
                "idleTimeoutMs",
                "watchPaths",
                "proxy",
            ],
            Self::OpenApi => &[
                "url",
                "command",
                "args",
                "cwd",
                "inheritEnv",
                "bearerToken",
                "sessionMode",
                "oauth",
                "enableKeepAlive",
                "keepAliveInterval",
                "startOnDemand",
                "idleTimeoutMs",
                "watchPaths",
                "proxy",
            ],
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The transport of a server with its settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Transport {
    Stdio(Stdio),
    /// A URL; `kind` is `Sse` or `StreamableHttp`.
    Remote(Remote),
    /// An API described by an OpenAPI document.
    OpenApi(OpenApi),
}

impl Transport {
    /// Returns the kind that `type` names or would name.
    pub fn kind(&self) -> TransportKind {
        match self {
            Self::Stdio(_) => TransportKind::Stdio,
            Self::Remote(remote) => remote.kind,
            Self::OpenApi(_) => TransportKind::OpenApi,
        }
    }
}

/// A child process that speaks MCP on stdin and stdout.
#[derive(Clone, Debug, PartialEq)]
pub struct Stdio {
    /// The program; never a shell command line.
    pub command: String,
    pub args: Vec<String>,
    /// Variables for the child in addition to the allow-list.
    pub env: BTreeMap<String, Secret>,
    /// The child's working directory; the hub's own if absent.
    pub cwd: Option<String>,
    /// Pass the hub's whole environment to the child, as MCPHub does.
    pub inherit_env: bool,
    /// The proxy for the connections of the child (stdio).
    pub proxy: Option<ProgramProxy>,
}

/// A server at a URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Remote {
    /// `Sse` or `StreamableHttp`.
    pub kind: TransportKind,
    /// Whether the entry has no `type`: streamable HTTP may then fall back to SSE at connect.
    pub untyped: bool,
    /// `http:` or `https:`.
    pub url: String,
    /// Static request headers.
    pub headers: BTreeMap<String, Secret>,
    /// Sent as `Authorization: Bearer …`; `None` if the headers contain an `Authorization`.
    pub bearer_token: Option<Secret>,
    /// Names of inbound headers that are copied to upstream requests.
    pub passthrough_headers: Vec<String>,
    /// Used for `${NAME}` expansion and proxy variables.
    pub env: BTreeMap<String, Secret>,
    /// Interval for pinging the upstream.
    pub keep_alive: Option<Duration>,
    /// MCPHub's upstream OAuth settings, kept whole.
    pub oauth: Option<Map<String, Value>>,
}

/// The keys of `oauth` with tokens that MCPHub keeps current.
pub(crate) const TOKENS: [&str; 2] = ["accessToken", "refreshToken"];

/// Returns whether a value contains a reference, so that it is not replaced by another one.
pub(crate) fn is_reference(value: &Value) -> bool {
    value.as_str().is_some_and(reference::has_any)
}

impl Remote {
    /// Returns whether the settings contain a value for `Authorization`.
    pub fn has_credential(&self) -> bool {
        let in_headers = self.headers.keys().any(|name| name.eq_ignore_ascii_case("authorization"));
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        in_headers || host.contains('@') || self.bearer_token.is_some()
    }

    /// Returns the server without the tokens that MCPHub writes into `oauth`, and keeps current there.
    pub(crate) fn without_tokens(&self) -> Self {
        let mut other = self.clone();
        if let Some(oauth) = &mut other.oauth {
            oauth.retain(|key, value| !TOKENS.contains(&key.as_str()) || is_reference(value));
            oauth.shift_remove("pendingAuthorization");
        }
        other.oauth = other.oauth.filter(|oauth| !oauth.is_empty());
        other
    }
}

/// An API with its operations exposed as tools.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenApi {
    /// The value of `openapi`, kept whole and parsed at connect.
    pub described: Map<String, Value>,
    /// Static request headers.
    pub headers: BTreeMap<String, Secret>,
    /// Names of inbound headers that are copied to requests: the server's own, then those of
    /// `openapi`.
    pub passthrough_headers: Vec<String>,
    /// Used for `${NAME}` expansion and proxy variables.
    pub env: BTreeMap<String, Secret>,
}

/// The timeouts of requests to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For each request; `None` means the hub's default.
    pub request: Option<Duration>,
    /// Whether progress restarts the request's timer.
    pub reset_on_progress: bool,
    /// Hard limit for each request.
    pub total: Option<Duration>,
}

/// Overrides of a server's tools, prompts and resources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// By tool name, bare or prefixed.
    pub tools: BTreeMap<String, Override>,
    /// By prompt name, bare or prefixed.
    pub prompts: BTreeMap<String, Override>,
    pub resources: BTreeMap<String, Override>,
    /// Limits the visible tools; overrides cannot show others.
    pub filter: ToolFilter,
}

/// A user's changes to one tool, prompt or resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// A disabled item is hidden from lists and its use is rejected.
    pub enabled: bool,
    /// Replaces the upstream's text.
    pub description: Option<String>,
}

/// The visibility of an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    pub owner: Option<String>,
    /// Visibility to users other than the owner and admins.
    pub visibility: Option<Visibility>,
    /// With `Visibility::Group`: the usernames.
    pub shared_with: Vec<String>,
}

/// MCPHub's `visibility`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Visible to the owner and admins.
    Private,
    /// Also visible to the users in `sharedWithUsers`.
    Group,
    /// Visible to everyone.
    Public,
}

impl Sharing {
    /// Returns whether a non-admin sees a server. Without `visibility` it is private.
    pub fn shows_server_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Returns whether a non-admin may use a group. Without `visibility` it is public, since such
    /// groups predate visibility.
    pub fn opens_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Public)
    }

    /// Returns whether a non-admin sees a group in lists. Without `visibility` it is private.
    pub fn lists_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Returns whether the user is the owner.
    pub fn is_of(&self, user: &str) -> bool {
        self.owner.as_deref() == Some(user)
    }

    fn shows(&self, user: &str, unsaid: Visibility) -> bool {
        let shared = match self.visibility.unwrap_or(unsaid) {
            Visibility::Private => false,
            Visibility::Group => self.shared_with.iter().any(|name| name == user),
            Visibility::Public => true,
        };
        shared || self.is_of(user)
    }
}
