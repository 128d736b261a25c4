//! mcphub keeps the MCP servers of a user or a team in one file, `mcp_settings.json`, and serves
//! them as one MCP endpoint. This page is the map of its source.
//!
//! Three principles explain most of the code. *The file is the truth*: command line, admin API and
//! running hub edit or follow it, and settings are kept nowhere else. *One set of verbs, many
//! frontends*: an edit is a pure function on the document; a command or a handler parses its input,
//! calls the function, and formats the result. *Reload is subtraction*: the difference between the
//! new and the old settings is a list of changes, and the hub applies the list.
//!
//! # Layers
//!
//! ```text
//!    cli                           arguments, terminal, exit codes
//!     │
//!   serve                          one process: bind, spawn, reload, drain
//!     │
//!    api                           the admin REST API
//!     │  \
//!     │   access                   who is asking: credentials, logins, rate limits
//!     │     │
//!     │   authorization_server     tokens for the MCP clients of the hub's users
//!     │     │
//!   store proxy registry formats   the file on disk │ MCP on both sides │ lists of servers │ other clients' files
//!     │   │ │ \      │
//!     │   │ │ oauth   │            logins at servers
//!     │   │ │ /       │
//!     │   │net openapi│            outgoing HTTP │ OpenAPI documents
//!     │ │ secret_store  │            secrets, and values outside the settings file
//!     │ state │       │            persistent data other than settings
//!     │ │     │       │
//!  files  settings  protocol       opening files │ the content of the file │ MCP messages
//!                     │
//!                    demo          a small MCP server that ships in the binary
//! ```
//!
//! A layer uses only the layers below it, according to the table in `tests/architecture.rs`; that
//! test enforces it. `settings` and `protocol` are crates in `crates`; the others are modules of
//! this one.
//!
//! **settings** is the content of the file. `Document` is the user's own text; an edit splices it,
//! so that order, layout, comments and unknown keys stay. `validate` reads it into `Settings` and
//! returns them with all diagnostics. The verbs are in `edit`, the comparison of settings is in
//! `change`. It is pure: text in, values out.
//!
//! **protocol** is MCP messages: bytes with the positions of the parts that we read. A message is
//! checked once, as a whole; its parts are spans of the same bytes, and a change is a splice. The
//! differences between the protocol eras are defined here: legacy (sessions, up to 2025-11-25) and
//! modern (2026-07-28, each request for itself).
//!
//! **files** opens files: regular ones, with a size limit, without blocking, and without following
//! links planted by another user. It also defines the users that are trusted as owners.
//!
//! **state** is persistent data other than settings, in the platform's state folder: the token for
//! commands of the same user, the secret that signs logins, the refresh tokens, the logins at
//! servers, the catalog of the last run, which answers lists before the servers are connected, the log of tool calls, the audit
//! log, the journal of changed files, the ledger of installs into clients, and unpacked bundles; in memory, the last lines of the hub's log.
//!
//! **clients** is data: one record for each program that uses MCP servers, with the places of its
//! files on each system and the shape of its entries. It is pure.
//!
//! **secret_store** keeps secrets in a sealed file, and resolves references to values outside the
//! settings file: secrets, those of users, files, and the output of programs. Its path starts in
//! `proxy/upstream/process/resolve.rs`, at each connect of a server.
//!
//! **formats** reads and writes the settings of other MCP clients: it converts a text of a given
//! shape to servers in our format, and back, and edits one entry of a text. It opens no files.
//!
//! **registry** is the client of registries of MCP servers: lists, versions, and bundles to
//! download. What a `server.json` means is in `formats`.
//!
//! **store** is the only layer that touches the settings file: it locks, reads, replaces it as a
//! whole, records each replacement in the journal, and detects changes by others. `LiveSettings` is the
//! snapshot in force while a hub runs; an unusable file leaves it unchanged. `client_file` replaces the
//! files of other programs.
//!
//! **openapi** is OpenAPI documents as values: operations with their schemas, and the HTTP request
//! of a call. It is pure.
//!
//! **net** is outgoing HTTP: the pooled client, proxies, TLS roots, cookies, and the addresses that
//! may be reached. It knows no MCP.
//!
//! **oauth** logs in to remote servers as an OAuth client: it finds the authorization server,
//! registers the hub, and exchanges and renews tokens, once over all processes that share a login.
//!
//! **proxy** speaks MCP on both sides. An *upstream* is our live connection to a server, with one
//! supervisor task each and one implementation per transport; one kind is not an MCP server but an
//! API with its operations exposed as tools (`proxy/upstream/transport/openapi/transport.rs`).
//! *Downstream* are the clients that call us. The two do not know each other: `router` joins them
//! over an `Exchange`, one request in flight. The exposed items and their names are the catalog,
//! which is immutable and replaced as a whole; the part visible to one client is its scope. `Hub`
//! owns the upstreams and the catalog, `Gateway` also the sessions, suspended calls and tasks of
//! clients.
//!
//! **authorization_server** is the hub as OAuth authorization server, for the MCP clients of its users:
//! clients, consent, codes, and tokens that are bound to one endpoint. It knows no HTTP server.
//!
//! **access** determines who is asking, for the MCP endpoints and the admin API alike: it checks
//! `Host` and `Origin`, keys, logins and passwords, and limits rates.
//!
//! **api** is the admin REST API in the shapes of five systems, one folder each. `dialects`
//! determines the dialect of a request by its path, body and credential, and that dialect alone
//! responds: it has its own routes, which are also the API document, its wire types beside their
//! handlers, and its error format. No dialect knows another. All of them use the same verbs of
//! `settings`, the same authentication (`access/auth.rs`), and what is in `api/service`.
//!
//! **serve** runs all of that as one process, configured with plain values.
//!
//! **demo** is a small MCP server, so that a hub can be tried without installing anything else.
//!
//! **cli** is the command line: each command is an `Args` and a function. It is the only layer that
//! prints.
//!
//! # The path of a `tools/call`
//!
//! 1. `serve/listener/http.rs` accepts the connection, and `serve/listener/front.rs` has it checked:
//!    `Host` and `Origin` (`access/origin_guard.rs`), then the credential (`access/auth.rs`). The
//!    path names a target (`proxy/catalog/scope.rs`).
//! 2. `proxy/downstream/transport/streamable_http.rs` reads the body into a `Message`
//!    (`protocol/message.rs`), determines the era, and passes it to `proxy/downstream/legacy.rs` or
//!    `proxy/downstream/modern.rs`, which create an exchange (`proxy/exchange/exchange.rs`).
//!    Messages from standard streams or the legacy transport of HTTP with SSE take the same path
//!    through `proxy/downstream/transport/duplex_client.rs`.
//! 3. `proxy/router.rs` takes one snapshot of the catalog (`proxy/catalog/snapshot.rs`), looks the
//!    exposed name up in its view (`proxy/catalog/view.rs`), and so finds the upstream and the
//!    original name. `proxy/forward.rs` counts and records the call.
//! 4. `proxy/upstream/upstream.rs` picks the connection, with the pools of `proxy/upstream/pool` if
//!    the server needs several. `proxy/upstream/connection/connection.rs` limits the time, and
//!    `protocol/request.rs` splices id, name and `_meta`, and no other byte. A transport sends it:
//!    `proxy/upstream/transport/duplex.rs` or `proxy/upstream/transport/streamable_http.rs`.
//! 5. Messages that the server sends before its response (progress, logs, requests to the client)
//!    go to the exchange's event queue; `proxy/downstream/event_encoder.rs` encodes them for the
//!    client's era, and `proxy/downstream/reply.rs` streams them, or responds with one JSON body if
//!    there were none.
//!
//! Three paths branch off. Messages on a session's stream are kept for a client that loses it
//! (`proxy/downstream/session/replay_buffer.rs`). If server and client are of different eras,
//! `proxy/mrtr/to_legacy_client.rs` and `proxy/mrtr/to_modern_client.rs` convert server requests to
//! multi-round requests and back. Prompts and resources of the hub itself are answered by
//! `proxy/catalog/built_in.rs`.
//!
//! # The path of an `add`
//!
//! 1. `cli/input/grammar.rs` sorts the arguments, `cli/input/options.rs` builds an entry from them, and
//!    `cli/commands/add.rs` calls the verb; a handler in `api/mcphub/servers.rs` takes its entry
//!    from a body and calls the same verb.
//! 2. `store/file.rs` locks, reads, runs the verb `settings/edit/servers.rs` on the `Document`, and
//!    replaces the file as a whole (`store/write.rs`). If another program changed it meanwhile, the
//!    verb runs again on the new text. `state/journal` keeps both texts for `undo`.
//! 3. A running hub is notified by `store/watch.rs`; `store/live.rs` reads, validates and compares
//!    (`settings/change.rs`); `serve/follow/reload.rs` logs the result. The audit log contains the names
//!    of the changed items: written by the command (`cli/audit.rs`), by the request
//!    (`api/audit.rs`) or, for an editor, by the hub (`serve/follow/file_changes.rs`).
//! 4. `proxy/hub.rs` starts and stops the upstreams that the changes name, publishes a new catalog,
//!    and notifies connected clients that their lists have changed.
//!
//! # Invariants
//!
//! 1. `settings`, `clients`, `formats` and `protocol` use no file, clock, network, environment or task.
//! 2. Only `store` writes the settings file, and while a hub runs, only `store` reads it.
//! 3. Nothing is rebuilt from a typed view: bytes that an edit does not concern stay, and a
//!    document that does not parse is never written.
//! 4. No reader ever sees a partial settings file, and no edit undoes another.
//! 5. A failed reload changes nothing. Equal settings change nothing. A server that no change names
//!    is not touched.
//! 6. A message passes through without being rebuilt: data that we do not read cannot be lost.
//! 7. A request sees one catalog from start to end, and lists and calls see the same one. Only a
//!    request that waits for a server that is starting takes another one after the wait.
//! 8. Names are never split to route a call: an exposed name is in the catalog or unknown, and
//!    names outside the caller's scope are unknown too.
//! 9. A server request reaches only the client with the exchange that caused it.
//! 10. Upstream and downstream never name each other.
//! 11. No child process outlives the hub, however the hub ends, and none gets the hub's environment
//!     unless its settings request that.
//! 12. Every queue, body and wait has a limit; those that a client can reach in the proxy are in
//!     `proxy/limits.rs`, those of outgoing HTTP in `net/limits.rs`.
//! 13. A `Secret` is not printed by any `Debug`, log line, diagnostic or error.
//! 14. Only `cli/output/ui.rs` prints: results to stdout, everything else to stderr. (`demo` is a server,
//!     and its stdout is a transport.)
//! 15. Outside data never causes a panic; `expect` states an invariant of ours.
//! 16. A `tools/call` is run at most once: if it may have reached its server, it is not sent again,
//!     on any transport, unless the server declares that tool `readOnlyHint` or `idempotentHint`.
//!     Its client receives an error with `outcome_unknown` in its data. It is sent again only if
//!     none of it was written (`net/watched.rs`), or if the server rejected it before
//!     running it: with a lost session (404), headers that differ from the tool's, or a challenge
//!     for a login (401).

#[cfg(not(unix))]
compile_error!(
    "mcphub is built for Linux and macOS: it relies on process groups, signals and file modes. \
     docs/platforms.md lists what works where."
);

// In reading order. `crate::settings` and `crate::protocol` are layers like the modules.
use mcphub_protocol as protocol;
use mcphub_settings as settings;

/// Safe opening of files, and the users trusted as their owners.
mod files;

/// Files in the platform's state folder.
mod state;

/// Secrets, and values outside the settings file.
mod secret_store;

/// Access to the settings file on disk.
mod store;

/// Other clients, as data.
mod clients;

/// Conversion from and to the settings of other clients.
mod formats;

/// Outgoing HTTP.
mod net;

/// Registries of MCP servers.
mod registry;

/// OpenAPI documents.
mod openapi;

/// Logins at servers, as an OAuth client.
mod oauth;

/// The MCP proxy, with clients on one side and servers on the other.
mod proxy;

/// The hub as OAuth authorization server.
mod authorization_server;

/// Authentication and rate limits.
mod access;

/// The admin REST API.
mod api;

/// A small MCP server for trying a hub.
mod demo;

/// The process of a running hub.
mod serve;

/// The command line.
mod cli;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::proxy::upstream::process::guard_program;

/// Runs one command line and returns its exit code. The first argument is the program name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = args.into_iter().collect();
    // The hub runs its own executable with this argument, as a guard that ends orphaned children.
    if let [_, word, hub] = words.as_slice()
        && word == guard_program::WORD
    {
        guard_program::run(&hub.to_string_lossy());
        return ExitCode::SUCCESS;
    }
    cli::run(words)
}
