//! mcphub keeps the MCP servers of a person or a team in one file, `mcp_settings.json`, and serves
//! them as one MCP endpoint. This page is the map of its source.
//!
//! Three sentences explain most of what is here. *The file is the truth*: command line, admin API
//! and running hub edit or follow it, and no settings are kept anywhere else. *One set of verbs,
//! many mouths*: an edit is a pure function on the document; a command and a handler read words,
//! call it, and phrase the answer. *Reload is subtraction*: new settings minus old is a list of
//! changes, and the hub applies the list.
//!
//! # Layers
//!
//! ```text
//!    cli                       words, terminal, exit codes
//!     │
//!   serve                      one process: bind, spawn, reload, drain
//!     │
//!    api                       the admin REST API
//!     │
//!  store   proxy   formats     the file on disk │ MCP on both sides │ other clients' files
//!     \      │  \     /
//!      \   state \   /         what is kept and is not settings
//!       \    │    \ /
//!  files  settings  protocol   how files are opened │ what the file says │ what MCP messages are
//!                    │
//!                   demo       a small MCP server that ships in the binary
//! ```
//!
//! A layer uses those below it, as the table in `tests/architecture.rs` says, and that test holds it.
//!
//! **settings** is what the file says. `Document` is the user's own text; an edit splices it, so
//! that order, layout, comments and unknown keys stay. `validate` reads it into `Settings`, and
//! returns with them every diagnostic that it found. The verbs are in `edit`, the subtraction is in
//! `change`. Text in, values out.
//!
//! **protocol** is what MCP messages are: bytes in which the places that we read are known. A
//! message is checked whole, once; what is read of it later are spans of the same bytes, and a
//! change is a splice. The differences between the eras of MCP are told here: legacy (sessions, up
//! to 2025-11-25) and modern (2026-07-28, each request for itself).
//!
//! **files** opens files: regular ones, with a limit, without waiting and without following what
//! somebody else has planted; and it says whose files are trusted.
//!
//! **state** is what has to be remembered and is not settings, in the platform's state folder: the
//! token for commands of the same user, the secret that signs logins, the logins that are renewed, the
//! catalogue of the last run, from which a hub answers lists before its servers are up, the log of tool
//! calls, the audit log, and the bundles that were unpacked; in memory, the last lines of the hub's log.
//!
//! **formats** reads and writes the settings of other MCP clients: a text and the shape it is in
//! becomes servers of our dialect, and back. It opens no file.
//!
//! **store** is the one place that touches the settings file: it locks, reads, writes it whole, and
//! notices when others do. `LiveSettings` is the snapshot in force while a hub runs; an unusable file leaves it as
//! it is.
//!
//! **proxy** speaks MCP on both sides. An *upstream* is our live connection to a server: one
//! supervisor task each, a wire for each transport; behind one of them is no MCP server but an API,
//! whose operations are the tools (`proxy/upstream/openapi/wire.rs`). *Downstream* are the clients
//! that call us. The two do not know each other: `router` joins them over an `Exchange`, one request
//! under way. What is exposed, and under which exposed names, is the catalogue, immutable and
//! replaced whole; what one client sees of it is its scope.
//!
//! **api** is the admin REST API in the shapes of five systems, a folder each. `dialects` says whose a
//! request is, by its path, body and credential; that dialect answers it alone: its routes, which are the
//! API document too, its wire types beside their handlers, its words of refusal. No dialect knows another.
//! Behind all of them are the same verbs of `settings`, and one way to tell who asks (`auth` at the MCP
//! endpoints, `caller` here).
//!
//! **serve** makes one running process of all that, from plain values.
//!
//! **demo** is a small MCP server, so that a hub can be tried where nothing else is installed.
//!
//! **cli** is the command line: each command an `Args` and a function, the only part that prints.
//!
//! # How one `tools/call` travels
//!
//! 1. `serve/http.rs` takes the connection. `api/guard.rs` looks at `Host` and `Origin`,
//!    `api/auth.rs` at the credential; the path names a target (`proxy/scope.rs`).
//! 2. `proxy/downstream/http.rs` reads the body into a `Message` (`protocol/message.rs`), tells the
//!    era, and hands it to `proxy/downstream/legacy.rs` or `proxy/downstream/modern.rs`, which make
//!    an exchange of it (`proxy/exchange.rs`). What comes on standard streams
//!    (`proxy/downstream/stdio.rs`) or over the legacy transport of HTTP with SSE
//!    (`proxy/downstream/sse.rs`) goes the same way by `proxy/downstream/pipe.rs`.
//! 3. `proxy/router.rs` takes the catalogue of this moment (`proxy/catalog.rs`), finds the exposed
//!    name in the view of the caller's scope (`proxy/view.rs`), and so the upstream and the original
//!    name. What the settings themselves offer is answered here (`proxy/built_in.rs`).
//! 4. `proxy/upstream/supervisor.rs` has the live link. `protocol/request.rs` splices id, name and
//!    `_meta`, and no other byte; `proxy/upstream/duplex.rs` or `proxy/upstream/http.rs` sends it.
//! 5. What the server says before it answers (progress, log, a question to the client) comes to the
//!    exchange's outbox; `proxy/downstream/voice.rs` puts it into the client's era, and
//!    `proxy/downstream/reply.rs` streams it, or answers in one JSON body where nothing came.
//!    What a session's stream said is kept on a tape (`proxy/downstream/tape.rs`) for a client that
//!    lost it. Where server and client are of different eras, `proxy/rounds.rs` and
//!    `proxy/parked.rs` turn questions into rounds and back.
//!
//! # How one `add` travels
//!
//! 1. `cli/grammar.rs` sorts the words, `cli/options.rs` makes an entry of them, and
//!    `cli/commands/add.rs` asks for the edit; a handler in `api/mcphub/servers.rs` takes its entry
//!    from a body and asks for the same.
//! 2. `store/file.rs` locks, reads, runs the verb `settings/edit/servers.rs` on the `Document`, and
//!    replaces the file whole (`store/write.rs`). Where another program changed it meanwhile, the
//!    verb runs again on the new text.
//! 3. A running hub hears of it from `store/watch.rs`; `store/live.rs` reads, validates and
//!    subtracts (`settings/change.rs`); `serve/reload.rs` logs what came of it.
//!    What changed is in the audit log by its names: the command (`cli/audit.rs`), the request
//!    (`api/audit.rs`) or, for an editor, the hub (`serve/file_changes.rs`) has written it there.
//! 4. `proxy/hub.rs` starts and stops the upstreams that the changes name, publishes a new
//!    catalogue, and connected clients are told that their lists have changed.
//!
//! # Invariants
//!
//! 1. `settings`, `formats` and `protocol` know no file, clock, network, environment or task.
//! 2. Nothing writes the settings file but `store`; nothing reads it while a hub runs but `store`.
//! 3. Nothing is rebuilt from a typed view: what an edit does not name keeps its bytes, and a
//!    document that does not parse is never written.
//! 4. No reader ever sees half a settings file, and no edit undoes another's.
//! 5. A failed reload changes nothing. Equal settings change nothing. A server that no change names
//!    is not touched.
//! 6. A message passes through without being rebuilt: what we do not read, we cannot lose.
//! 7. A request sees one catalogue from start to end, and lists and calls see the same one.
//! 8. No call is answered by name splitting: an exposed name is found in the catalogue or is unknown,
//!    and what a scope hides is unknown too.
//! 9. A request of a server reaches only the client whose exchange caused it.
//! 10. Upstream and downstream never name each other.
//! 11. No child outlives the hub, however the hub dies, and none gets the hub's environment unasked.
//! 12. No queue, body or wait is without a limit; what a client can reach of them in the proxy is in
//!     `proxy/limits.rs`.
//! 13. A `Secret` is not printed by any `Debug`, log line, diagnostic or error.
//! 14. Nothing prints but `cli/ui.rs`: the answer on stdout, all else on stderr. (`demo` is a server,
//!     and its stdout is a wire.)
//! 15. No outside data makes it panic; `expect` states an invariant of ours.
//! 16. A `tools/call` is run at most once: if it may have reached its server, it is not sent again, on no
//!     transport, unless the server declares that tool `readOnlyHint` or `idempotentHint`. Its client
//!     receives an error whose data says `outcome_unknown`. It is sent again only if nothing of it was
//!     written (`proxy/upstream/watched.rs`), or if the server refused it before running it: with a lost
//!     session (404), headers that differ from the tool's, or a challenge for a login (401).

// In reading order.

/// What `mcp_settings.json` says, and the verbs that change it.
mod settings;

/// What MCP messages are.
mod protocol;

/// How files are opened, and whose are trusted.
mod files;

/// Files in the platform's state folder.
mod state;

/// The settings file on disk.
mod store;

/// The settings of other clients.
mod formats;

/// MCP on both sides.
mod proxy;

/// The admin REST API.
mod api;

/// A small MCP server to try things with.
mod demo;

/// One running hub.
mod serve;

/// The command line.
mod cli;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::proxy::upstream::guard;

/// Runs one command line, the program's name first, and returns its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = args.into_iter().collect();
    // The hub runs its own executable with this word, to end children that it could not.
    if let [_, word, hub] = words.as_slice()
        && word == guard::WORD
    {
        guard::run(&hub.to_string_lossy());
        return ExitCode::SUCCESS;
    }
    cli::run(words)
}
