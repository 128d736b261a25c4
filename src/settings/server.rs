//! One entry of `mcpServers`, as the file says it: nothing is expanded yet.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::settings::expand;
use crate::settings::filter::ToolFilter;
use crate::settings::program_proxy::ProgramProxy;
use crate::settings::secret::Secret;

/// One MCP server as configured. Shapes and defaults: MCPHub's `ServerConfig`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the file")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Server {
    /// The key under `mcpServers`.
    pub(crate) name: String,
    /// `false` keeps the entry in the file and never connects it.
    pub(crate) enabled: bool,
    /// A note for people.
    pub(crate) description: Option<String>,
    /// How it is reached.
    pub(crate) transport: Transport,
    /// What of it is shown, and under which words.
    pub(crate) overrides: Overrides,
    /// How long a request may take.
    pub(crate) timeouts: Timeouts,
    /// Who may see and change it.
    pub(crate) sharing: Sharing,
    /// It is an admin's, so that it may use the hub's environment and reach private addresses.
    pub(crate) trusted: bool,
    /// One upstream connection for each downstream session.
    pub(crate) per_session_client: bool,
    /// One upstream connection for each call, closed after it.
    pub(crate) stateless: bool,
    /// Start the child at the first call only (stdio).
    pub(crate) start_on_demand: bool,
    /// With `start_on_demand`: idle time before the child is stopped.
    pub(crate) idle_timeout: Duration,
    /// A file of variables below its own `env`, as written.
    pub(crate) env_file: Option<String>,
    /// Files and folders whose change restarts the child, as written (stdio).
    pub(crate) watch_paths: Vec<String>,
    /// The whole entry as written, for readers that show it; unknown keys included.
    pub(crate) entry: Map<String, Value>,
}

/// Variables that say how a server is reached, and files that the hub itself reads for that.
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

/// Headers that can carry what somebody else showed.
const CREDENTIALS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-auth-token"];

impl Server {
    /// Whether the settings promise that all clients share one connection, or one process.
    pub(crate) fn has_one_connection(&self) -> bool {
        self.entry.get("perSessionClient").and_then(Value::as_bool) == Some(false)
            || self.entry.get("sessionMode").and_then(Value::as_str) == Some("stateful")
    }

    /// Whether the server is in catalogues that are no single user's: a server of a user who is no
    /// admin is only if it is public.
    pub(crate) fn is_for_all(&self) -> bool {
        self.trusted || self.sharing.visibility == Some(Visibility::Public)
    }

    /// The server without what only an admin may have the hub do for it: hand its environment down,
    /// read files, go through proxies, and pass on what callers show of themselves.
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

/// The words of MCPHub's `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportKind {
    /// A child process that speaks on its standard streams.
    Stdio,
    /// The HTTP+SSE transport of 2024-11-05.
    Sse,
    /// Streamable HTTP.
    StreamableHttp,
    /// Operations of an OpenAPI document.
    OpenApi,
}

impl TransportKind {
    /// The word in the file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Stdio => "stdio",
            Self::Sse => "sse",
            Self::StreamableHttp => "streamable-http",
            Self::OpenApi => "openapi",
        }
    }

    /// The transport that `word` stands for in the file.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        [Self::Stdio, Self::Sse, Self::StreamableHttp, Self::OpenApi]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// The transport of an entry without `type`: an OpenAPI document, else a URL, else a program.
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

    /// The transport of a URL for which none is named: SSE if a part of its path is `sse`.
    pub(crate) fn of_url(url: &str) -> Self {
        let url = expand::respelt(url, |_| "$".to_owned());
        let path = url.split(['?', '#']).next().unwrap_or(&url).trim();
        let path = path.split_once("://").map_or(path, |(_, rest)| rest);
        let sse = path.split('/').skip(1).any(|part| part == "sse");
        if sse { Self::Sse } else { Self::StreamableHttp }
    }

    /// The keys that have no effect on such a server.
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

/// How a server is reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Transport {
    /// A child process.
    Stdio(Stdio),
    /// A URL; `kind` is `Sse` or `StreamableHttp`.
    Remote(Remote),
    /// An API that an OpenAPI document describes.
    OpenApi(OpenApi),
}

impl Transport {
    /// The word that the file's `type` has, or would have.
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
    /// The program; never a shell line.
    pub(crate) command: String,
    /// Its arguments.
    pub(crate) args: Vec<String>,
    /// Variables for the child beside the allow-list.
    pub(crate) env: BTreeMap<String, Secret>,
    /// The child's working directory; the hub's own when absent.
    pub(crate) cwd: Option<String>,
    /// Hand the hub's whole environment down, as MCPHub does.
    pub(crate) inherit_env: bool,
    /// The proxy for its connections.
    pub(crate) proxy: Option<ProgramProxy>,
}

/// An upstream behind a URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remote {
    /// `Sse` or `StreamableHttp`.
    pub(crate) kind: TransportKind,
    /// The file names no `type`: streamable HTTP may fall back to SSE at connect.
    pub(crate) untyped: bool,
    /// `http:` or `https:`.
    pub(crate) url: String,
    /// Static request headers.
    pub(crate) headers: BTreeMap<String, Secret>,
    /// Sent as `Authorization: Bearer …`; `None` where the headers have an `Authorization`.
    pub(crate) bearer_token: Option<Secret>,
    /// Names of inbound headers that are copied to the upstream call.
    pub(crate) passthrough_headers: Vec<String>,
    /// Feeds `${NAME}` expansion and proxy variables.
    pub(crate) env: BTreeMap<String, Secret>,
    /// Ping the upstream at this interval.
    pub(crate) keep_alive: Option<Duration>,
    /// MCPHub's upstream OAuth settings, kept whole.
    pub(crate) oauth: Option<Map<String, Value>>,
}

/// An API whose operations are tools.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenApi {
    /// The file's `openapi`; kept whole, read when it is acted on.
    pub(crate) described: Map<String, Value>,
    /// Static request headers.
    pub(crate) headers: BTreeMap<String, Secret>,
    /// Names of inbound headers that are copied to requests: the server's own, then those that
    /// `openapi` names.
    pub(crate) passthrough_headers: Vec<String>,
    /// Feeds `${NAME}` expansion and proxy variables.
    pub(crate) env: BTreeMap<String, Secret>,
}

/// How long a request to a server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    /// For each request; `None` leaves it to the hub's default.
    pub(crate) request: Option<Duration>,
    /// Progress restarts the request's timer.
    pub(crate) reset_on_progress: bool,
    /// Hard cap for each request.
    pub(crate) total: Option<Duration>,
}

/// Overrides of a server's tools, prompts and resources.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Overrides {
    /// By tool name, bare or prefixed.
    pub(crate) tools: BTreeMap<String, Override>,
    /// By prompt name, bare or prefixed.
    pub(crate) prompts: BTreeMap<String, Override>,
    /// By resource URI.
    pub(crate) resources: BTreeMap<String, Override>,
    /// Which tools may be shown at all; no override shows another.
    pub(crate) filter: ToolFilter,
}

/// What a user changed of one tool, prompt or resource.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Override {
    /// `false` hides it from lists and refuses its use.
    pub(crate) enabled: bool,
    /// Replaces the upstream's text.
    pub(crate) description: Option<String>,
}

/// Who sees an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sharing {
    /// A username.
    pub(crate) owner: Option<String>,
    /// What users other than the owner and admins see.
    pub(crate) visibility: Option<Visibility>,
    /// With `Visibility::Group`: the usernames.
    pub(crate) shared_with: Vec<String>,
}

/// MCPHub's `visibility`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// The owner and admins.
    Private,
    /// Also those in `sharedWithUsers`.
    Group,
    /// Everyone.
    Public,
}

impl Sharing {
    /// Whether a user who is no admin sees a server: a private one is its owner's, and that is what a
    /// server is that says nothing.
    pub(crate) fn shows_server_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Whether a user who is no admin may use a group; one that says nothing is from before there
    /// was visibility, and for all who know of it.
    pub(crate) fn opens_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Public)
    }

    /// Whether a user who is no admin finds a group in lists.
    pub(crate) fn lists_group_to(&self, user: &str) -> bool {
        self.shows(user, Visibility::Private)
    }

    /// Whether it is this user's own.
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
