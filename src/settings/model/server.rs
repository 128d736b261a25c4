//! One entry of `mcpServers` as written; references are not expanded.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::settings::model::filter::ToolFilter;
use crate::settings::model::program_proxy::ProgramProxy;
use crate::settings::model::secret::Secret;
use crate::settings::reference;

/// One configured MCP server. Fields and defaults are those of MCPHub's `ServerConfig`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the file")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Server {
    /// The key under `mcpServers`.
    pub(crate) name: String,
    /// A disabled server stays in the file and is never connected.
    pub(crate) enabled: bool,
    pub(crate) description: Option<String>,
    pub(crate) transport: Transport,
    /// Overrides of its tools, prompts and resources.
    pub(crate) overrides: Overrides,
    pub(crate) timeouts: Timeouts,
    /// The users who may see and change it.
    pub(crate) sharing: Sharing,
    /// Whether it belongs to an admin, so that it may use the hub's environment and private
    /// addresses.
    pub(crate) trusted: bool,
    /// One upstream connection for each downstream session.
    pub(crate) per_session_client: bool,
    /// One upstream connection for each call, closed afterwards.
    pub(crate) stateless: bool,
    /// Start the child process at the first call only (stdio).
    pub(crate) start_on_demand: bool,
    /// With `start_on_demand`: idle time before the child is stopped.
    pub(crate) idle_timeout: Duration,
    /// A file of variables, as written; `env` takes precedence.
    pub(crate) env_file: Option<String>,
    /// Files and folders, as written. A change restarts the child (stdio).
    pub(crate) watch_paths: Vec<String>,
    /// The whole entry as written, including unknown keys.
    pub(crate) entry: Map<String, Value>,
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
    pub(crate) fn has_one_connection(&self) -> bool {
        self.entry.get("perSessionClient").and_then(Value::as_bool) == Some(false)
            || self.entry.get("sessionMode").and_then(Value::as_str) == Some("stateful")
    }

    /// Returns whether the server belongs to catalogs that are not limited to one user. A
    /// non-admin's server does only if it is public.
    pub(crate) fn is_for_all(&self) -> bool {
        self.trusted || self.sharing.visibility == Some(Visibility::Public)
    }

    /// Removes settings reserved to admins: inheriting the hub's environment, reading files, using
    /// proxies, and forwarding credentials of callers.
    pub(crate) fn confined(mut self) -> Self {
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
pub(crate) enum TransportKind {
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
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Stdio => "stdio",
            Self::Sse => "sse",
            Self::StreamableHttp => "streamable-http",
            Self::OpenApi => "openapi",
        }
    }

    /// Parses the value as written in the file.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        [Self::Stdio, Self::Sse, Self::StreamableHttp, Self::OpenApi]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// Infers the transport of an entry without `type`: an OpenAPI document, otherwise a URL,
    /// otherwise a program.
    pub(crate) fn infer(entry: &Map<String, Value>) -> Option<Self> {
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
    pub(crate) fn of_url(url: &str) -> Self {
        let url = reference::respelt(url, |_| "$".to_owned());
        let path = url.split(['?', '#']).next().unwrap_or(&url).trim();
        let path = path.split_once("://").map_or(path, |(_, rest)| rest);
        let sse = path.split('/').skip(1).any(|part| part == "sse");
        if sse { Self::Sse } else { Self::StreamableHttp }
    }

    /// Returns the keys that have no effect on such a server.
    pub(crate) fn foreign_keys(self) -> &'static [&'static str] {
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
pub(crate) enum Transport {
    Stdio(Stdio),
    /// A URL; `kind` is `Sse` or `StreamableHttp`.
    Remote(Remote),
    /// An API described by an OpenAPI document.
    OpenApi(OpenApi),
}

impl Transport {
    /// Returns the kind that `type` names or would name.
    pub(crate) fn kind(&self) -> TransportKind {
        match self {
            Self::Stdio(_) => TransportKind::Stdio,
            Self::Remote(remote) => remote.kind,
            Self::OpenApi(_) => TransportKind::OpenApi,
        }
    }
}

/// A child process that speaks MCP on stdin and stdout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stdio {
    /// The program; never a shell command line.
    pub(crate) command: String,
    pub(crate) args: Vec<String>,
    /// Variables for the child in addition to the allow-list.
    pub(crate) env: BTreeMap<String, Secret>,
    /// The child's working directory; the hub's own if absent.
    pub(crate) cwd: Option<String>,
    /// Pass the hub's whole environment to the child, as MCPHub does.
    pub(crate) inherit_env: bool,
    /// The proxy for the connections of the child (stdio).
    pub(crate) proxy: Option<ProgramProxy>,
}

/// A server at a URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remote {
    /// `Sse` or `StreamableHttp`.
    pub(crate) kind: TransportKind,
    /// Whether the entry has no `type`: streamable HTTP may then fall back to SSE at connect.
    pub(crate) untyped: bool,
    /// `http:` or `https:`.
    pub(crate) url: String,
    /// Static request headers.
    pub(crate) headers: BTreeMap<String, Secret>,
    /// Sent as `Authorization: Bearer …`; `None` if the headers contain an `Authorization`.
    pub(crate) bearer_token: Option<Secret>,
    /// Names of inbound headers that are copied to upstream requests.
    pub(crate) passthrough_headers: Vec<String>,
    /// Used for `${NAME}` expansion and proxy variables.
    pub(crate) env: BTreeMap<String, Secret>,
    /// Interval for pinging the upstream.
    pub(crate) keep_alive: Option<Duration>,
    /// MCPHub's upstream OAuth settings, kept whole.
    pub(crate) oauth: Option<Map<String, Value>>,
}

impl Remote {
    /// Returns whether the settings contain a value for `Authorization`.
    pub(crate) fn has_credential(&self) -> bool {
        let in_headers = self.headers.keys().any(|name| name.eq_ignore_ascii_case("authorization"));
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        in_headers || host.contains('@') || self.bearer_token.is_some()
    }
}

/// An API with its operations exposed as tools.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenApi {
    /// The value of `openapi`, kept whole and parsed at connect.
    pub(crate) described: Map<String, Value>,
    /// Static request headers.
    pub(crate) headers: BTreeMap<String, Secret>,
    /// Names of inbound headers that are copied to requests: the server's own, then those of
    /// `openapi`.
    pub(crate) passthrough_headers: Vec<String>,
    /// Used for `${NAME}` expansion and proxy variables.
    pub(crate) env: BTreeMap<String, Secret>,
}

/// The timeouts of requests to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    /// For each request; `None` means the hub's default.
    pub(crate) request: Option<Duration>,
    /// Whether progress restarts the request's timer.
    pub(crate) reset_on_progress: bool,
    /// Hard limit for each request.
    pub(crate) total: Option<Duration>,
}

/// Overrides of a server's tools, prompts and resources.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Overrides {
    /// By tool name, bare or prefixed.
    pub(crate) tools: BTreeMap<String, Override>,
    /// By prompt name, bare or prefixed.
    pub(crate) prompts: BTreeMap<String, Override>,
    pub(crate) resources: BTreeMap<String, Override>,
    /// Limits the visible tools; overrides cannot show others.
    pub(crate) filter: ToolFilter,
}

/// A user's changes to one tool, prompt or resource.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Override {
    /// A disabled item is hidden from lists and its use is rejected.
    pub(crate) enabled: bool,
    /// Replaces the upstream's text.
    pub(crate) description: Option<String>,
}

/// The visibility of an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sharing {
    pub(crate) owner: Option<String>,
    /// Visibility to users other than the owner and admins.
    pub(crate) visibility: Option<Visibility>,
    /// With `Visibility::Group`: the usernames.
    pub(crate) shared_with: Vec<String>,
}

/// MCPHub's `visibility`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// Visible to the owner and admins.
    Private,
    /// Also visible to the users in `sharedWithUsers`.
    Group,
    /// Visible to everyone.
    Public,
}

impl Sharing {
    /// Returns whether a non-admin sees a server. Without `visibility` it is private.
    pub(crate) fn shows_server_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Returns whether a non-admin may use a group. Without `visibility` it is public, since such
    /// groups predate visibility.
    pub(crate) fn opens_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Public)
    }

    /// Returns whether a non-admin sees a group in lists. Without `visibility` it is private.
    pub(crate) fn lists_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Returns whether the user is the owner.
    pub(crate) fn is_of(&self, user: &str) -> bool {
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
