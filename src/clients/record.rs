//! The record of a client: where it keeps its MCP servers, and what an entry looks like.

use crate::clients::place::Place;

/// A program that uses MCP servers, or a format that several of them share.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
#[derive(Debug)]
pub(crate) struct Client {
    /// The name on the command line.
    pub(crate) id: &'static str,
    /// Other names on the command line.
    pub(crate) aliases: &'static [&'static str],
    /// The name of the program.
    pub(crate) title: &'static str,
    /// A short description of the file.
    pub(crate) about: &'static str,
    /// The user's file, best place first. A set variable of the client decides alone.
    pub(crate) user: &'static [Place],
    /// The file below a project's folder, best place first.
    pub(crate) project: &'static [&'static str],
    /// Another place that shows that the program is in use. The folder of the user's file does too,
    /// unless it is the home folder.
    pub(crate) trace: Option<Place>,
    pub(crate) syntax: Syntax,
    /// The keys that lead to the servers.
    pub(crate) key: &'static [&'static str],
    /// An older or newer path of keys: if the file has it, the servers are there.
    pub(crate) other_key: Option<&'static [&'static str]>,
    pub(crate) stdio: Stdio,
    /// `None` if the file supports commands only.
    pub(crate) remote: Option<Remote>,
    pub(crate) references: ReferenceSyntax,
    /// The field that switches a server off.
    pub(crate) off: Option<Switch>,
    pub(crate) tools: ToolLists,
    pub(crate) timeout: Option<Timeout>,
    /// Whether it reads `envFile`.
    pub(crate) env_file: bool,
    pub(crate) oauth: OAuthSyntax,
    /// Fields that the client requires, with their values as JSON; `$name` is the server's name.
    pub(crate) required: &'static [(&'static str, &'static str)],
    /// Whether the client accepts comments in its file.
    pub(crate) comments: bool,
    /// Whether the client reads its file only when it starts.
    pub(crate) restart: bool,
    /// Whether the program rewrites its file while it runs.
    pub(crate) live: bool,
    /// Why nothing is installed into this client; its servers can be imported.
    pub(crate) read_only: Option<&'static str>,
    /// The client that replaces this one.
    pub(crate) replaced_by: Option<&'static str>,
    /// When the record was last compared with the program or its documentation.
    pub(crate) checked: &'static str,
}

/// The syntax of a client's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    Toml,
    /// TOML with an array of tables that contain their names.
    TomlList,
    /// YAML with a map of servers.
    YamlMap,
    /// YAML with a list of servers that contain their names.
    YamlList,
    /// XML, which is only read.
    Xml,
}

impl Syntax {
    /// Returns the name of the syntax in lists and results.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonc => "jsonc",
            Self::Toml => "toml",
            Self::TomlList => "toml-list",
            Self::YamlMap => "yaml-map",
            Self::YamlList => "yaml-list",
            Self::Xml => "xml",
        }
    }
}

/// The entry of a server that is a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stdio {
    /// The key of the type.
    pub(crate) type_key: &'static str,
    /// The type; an empty one is not written.
    pub(crate) word: &'static str,
    /// The key of the program.
    pub(crate) command: &'static str,
    /// The key of the arguments; `None` if they follow the program in one list.
    pub(crate) args: Option<&'static str>,
    pub(crate) env: &'static str,
    /// The key of the working directory.
    pub(crate) cwd: Option<&'static str>,
}

/// The entry of a server that has a URL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Remote {
    pub(crate) type_key: &'static str,
    /// The type for streamable HTTP; an empty one is not written.
    pub(crate) http: &'static str,
    /// The type for HTTP with SSE; `None` if the client does not support it.
    pub(crate) sse: Option<&'static str>,
    pub(crate) url: &'static str,
    /// The keys that lead to the request headers.
    pub(crate) headers: &'static [&'static str],
}

/// The syntax of variables in a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceSyntax {
    /// `${NAME}` and `${NAME:-default}`.
    Ours,
    /// `${NAME}` without defaults.
    Plain,
    /// `${env:NAME}`, and the editor's own variables as `${name}`.
    Env,
    /// Like `Env`, and `${input:NAME}` for values that the editor prompts for: secrets, and
    /// variables with a default.
    Inputs,
    /// `{env:NAME}`.
    Braced,
    /// `${{ secrets.NAME }}`.
    Secrets,
    /// The client expands no strings, but has fields that name a variable.
    Fields,
    /// The client expands no variables.
    Never,
}

/// A field that switches a server off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Switch {
    pub(crate) key: &'static str,
    /// The value that means off.
    pub(crate) off: bool,
}

/// The lists of tools in a client's entries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToolLists {
    /// The list of the only tools to use.
    pub(crate) shown: Option<&'static str>,
    /// The list of tools to leave out.
    pub(crate) hidden: Option<&'static str>,
}

/// A field with a time limit for calls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeout {
    pub(crate) key: &'static str,
    pub(crate) unit: TimeUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeUnit {
    Milliseconds,
    Seconds,
}

/// The OAuth settings in a client's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OAuthSyntax {
    /// The client has none.
    Never,
    /// `oauth` with scopes in one string.
    Claude,
    /// `auth` with keys in capitals.
    Cursor,
    /// `oauth` with a client id alone.
    VsCode,
    /// `oauth` with URLs instead of endpoints.
    Gemini,
    /// `oauth`, or `false` for no login.
    OpenCode,
}

/// The most common entry of a command.
pub(super) const STDIO: Stdio = Stdio {
    type_key: "type",
    word: "",
    command: "command",
    args: Some("args"),
    env: "env",
    cwd: Some("cwd"),
};

/// The most common entry of a URL.
pub(super) const REMOTE: Remote =
    Remote { type_key: "type", http: "", sse: Some(""), url: "url", headers: &["headers"] };

/// A client with the most common format. Records name what differs.
pub(super) const COMMON: Client = Client {
    id: "",
    aliases: &[],
    title: "",
    about: "",
    user: &[],
    project: &[],
    trace: None,
    syntax: Syntax::Json,
    key: &["mcpServers"],
    other_key: None,
    stdio: STDIO,
    remote: Some(REMOTE),
    references: ReferenceSyntax::Never,
    off: None,
    tools: ToolLists { shown: None, hidden: None },
    timeout: None,
    env_file: false,
    oauth: OAuthSyntax::Never,
    required: &[],
    comments: false,
    restart: false,
    live: false,
    read_only: None,
    replaced_by: None,
    checked: "2026-11-30",
};

pub(super) const DISABLED: Option<Switch> = Some(Switch { key: "disabled", off: true });
pub(super) const ENABLED: Option<Switch> = Some(Switch { key: "enabled", off: false });
