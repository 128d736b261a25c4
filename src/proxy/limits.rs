//! Every bound of the proxy, with its unit in its name or type.

use std::time::Duration;

/// Of one message, either direction, either transport.
pub(crate) const MESSAGE_BYTES: usize = 64 << 20;
/// Headers of one answer; gateways add dozens.
pub(crate) const ANSWER_HEADERS: usize = 512;
/// Of a line of a child's stderr that is kept.
pub(crate) const STDERR_LINE_BYTES: usize = 4 << 10;
/// Lines of stderr kept for each server.
pub(crate) const STDERR_LINES: usize = 200;
/// Messages waiting to be written to one child.
pub(crate) const STDIN_QUEUE: usize = 64;
/// Messages that nobody waits for, under way at once to one server of HTTP with SSE.
pub(crate) const POSTS_UNAWAITED: usize = 64;
/// Notifications waiting for one exchange's caller; older progress is dropped first.
pub(crate) const OUTBOX: usize = 256;
/// Resource updates that a slow stream may lag behind.
pub(crate) const UPDATES: usize = 256;
/// Resources that one client may subscribe to.
pub(crate) const SUBSCRIPTIONS: usize = 1_000;
/// Of the URI of such a resource.
pub(crate) const SUBSCRIPTION_URI_BYTES: usize = 2 << 10;
/// Notifications waiting for one session's standing stream.
pub(crate) const STANDING_QUEUE: usize = 256;
/// Messages waiting for a client to read its stream.
pub(crate) const STREAM_QUEUE: usize = 16;
/// Streams of one session that a client may come back for.
pub(crate) const TAPES: usize = 32;
/// Events kept of each of them.
pub(crate) const TAPE_EVENTS: usize = 256;
/// Bytes kept of each of them; the last event is always kept.
pub(crate) const TAPE_BYTES: usize = 1 << 20;
/// How long a stream that has ended is kept.
pub(crate) const TAPE_KEPT: Duration = Duration::from_mins(5);
/// Messages of one JSON-RPC batch.
pub(crate) const BATCH: usize = 100;
/// Clients of the legacy HTTP+SSE transport at once.
pub(crate) const PIPES: usize = 1_000;
/// Legacy sessions held at once.
pub(crate) const SESSIONS: usize = 10_000;
/// What one client says of itself: its capabilities and its `clientInfo` together.
pub(crate) const DECLARED_BYTES: usize = 64 << 10;
/// What the hub keeps of that over all sessions.
pub(crate) const SESSIONS_DECLARED_BYTES: usize = 64 << 20;
/// Requests running at once in one session.
pub(crate) const SESSION_EXCHANGES: usize = 1_000;
/// Questions of servers that one session's client has not answered yet.
pub(crate) const SESSION_ASKS: usize = 1_000;
/// A session that nobody used for this long is dropped; earlier if [`SESSIONS`] are open.
pub(crate) const SESSION_IDLE: Duration = Duration::from_hours(1);
/// Items on one page of our own lists.
pub(crate) const PAGE_ITEMS: usize = 1_000;
/// Pages read from one upstream list.
pub(crate) const UPSTREAM_PAGES: usize = 1_000;
/// Items kept of one upstream list.
pub(crate) const UPSTREAM_ITEMS: usize = 100_000;
/// Places on the web to which connections are kept for the hub's own requests.
pub(crate) const PLACES: usize = 8;
/// Connections of one server beside its first.
pub(crate) const EXTRAS: usize = 64;
/// Connections of one server that serve one call each, at once.
pub(crate) const ONCE: usize = 16;
/// Connections for clients with equal capabilities, where a server's questions force calls apart.
pub(crate) const LANES: usize = 8;
/// How often a call that waits for its turn looks for a free one among them.
pub(crate) const TURN: Duration = Duration::from_millis(50);
/// Such a connection is closed when nobody has used it for this long.
pub(crate) const EXTRA_IDLE: Duration = Duration::from_mins(10);
/// A server that could not be connected to once more is not tried again for so long.
pub(crate) const EXCLUSIVE: Duration = Duration::from_mins(10);
/// The answer to a ping that keeps a connection alive. Source: MCPHub.
pub(crate) const PING: Duration = Duration::from_secs(5);
/// Servers that are starting at once.
pub(crate) const STARTS_AT_ONCE: usize = 8;
/// Servers that are tried at once before they are in the settings.
pub(crate) const PROBES: usize = 8;
/// Opening a connection or starting a child, up to its first answer.
pub(crate) const CONNECT: Duration = Duration::from_mins(1);
/// The answer to `initialize`, whatever a hub is told to wait for a connection: packages may have to
/// be fetched first.
pub(crate) const INITIALIZE: Duration = Duration::from_mins(10);
/// How long it counts that a session was there after all.
pub(crate) const SESSION_CHECKED: Duration = Duration::from_secs(1);
/// The longest pause before a standing stream is asked for again that was never open.
pub(crate) const STANDING_UNWANTED: Duration = Duration::from_mins(5);
/// The answer to the probe for the modern era; then the legacy one is tried.
pub(crate) const PROBE: Duration = Duration::from_secs(5);
/// How long a connection waits for the stream on which its server may ask.
pub(crate) const STANDING_OPENS: Duration = Duration::from_secs(1);
/// One page of one list.
pub(crate) const LIST: Duration = Duration::from_secs(30);
/// A request whose server says nothing else.
pub(crate) const REQUEST: Duration = Duration::from_mins(1);
/// How long a call waits for a server that is just starting or coming back.
pub(crate) const AWAIT_READY: Duration = Duration::from_secs(30);
/// How long a call of an unknown name waits for a server that starts for the first time and may have it.
pub(crate) const AWAIT_FIRST: Duration = Duration::from_secs(5);
/// How long the first lists after a start wait for servers that are still coming up.
pub(crate) const SETTLE: Duration = Duration::from_millis(2500);
/// Between the tries to reach a failed server: the first pause, and the longest.
pub(crate) const RETRY: (Duration, Duration) =
    (Duration::from_millis(250), Duration::from_secs(30));
/// After closing a child's stdin, and again after SIGTERM.
pub(crate) const STOP_GRACE: Duration = Duration::from_secs(2);
/// A child whose output has ended is waited for this long, to learn how it ended.
pub(crate) const EXIT: Duration = Duration::from_millis(500);
/// What a child that has ended wrote to stderr is waited for this long.
pub(crate) const LAST_WORDS: Duration = Duration::from_millis(100);
/// Calls under way may finish for this long after their server was taken out of the settings.
pub(crate) const DRAIN: Duration = Duration::from_secs(30);
/// Changes of an upstream's lists are gathered for this long.
pub(crate) const GATHER: Duration = Duration::from_millis(20);
/// After a change of what servers offer, before it is written down.
pub(crate) const REMEMBER: Duration = Duration::from_secs(1);
/// What a server may still say of a request that was given up comes within this, or is taken for
/// another's.
pub(crate) const AFTERMATH: Duration = Duration::from_millis(250);
/// A comment goes out on a silent stream at this interval.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A call of which nothing was said for this long is answered by a stream, on which comments show that it
/// is alive: proxies and clients give up where no headers come for a minute or so.
pub(crate) const SILENT: Duration = Duration::from_secs(20);
/// A call that waits for its client's input.
pub(crate) const PARKED: Duration = Duration::from_mins(5);
/// Questions of one server on one connection that wait for an answer.
pub(crate) const ASKS: usize = 256;
/// Requests on one connection of which it is remembered that they were given up.
pub(crate) const GIVEN_UP: usize = 256;
/// Things of which one server may say more later, and somebody is meant.
pub(crate) const SEQUELS: usize = 1_000;
/// Tasks of which it is remembered which server made them.
pub(crate) const TASKS: usize = 10_000;
/// Tools whose calls are counted apart.
pub(crate) const SERIES: usize = 1_000;
/// Calls that wait for their clients' input at once.
pub(crate) const PARKED_CALLS: usize = 1_000;
/// Questions that a server asks at almost the same time are put to a modern client together.
pub(crate) const ASK_TOGETHER: Duration = Duration::from_millis(10);
/// How often one call may come back for more input.
pub(crate) const ROUNDS: usize = 10;
/// Of an OpenAPI document.
pub(crate) const OPENAPI_BYTES: usize = 32 << 20;
/// Operations of one that become tools.
pub(crate) const OPENAPI_OPERATIONS: usize = 5_000;
/// Of the input schema of one of those tools, about: what is beyond is left open.
pub(crate) const OPENAPI_SCHEMA_BYTES: usize = 64 << 10;
/// Of all of them together.
pub(crate) const OPENAPI_SCHEMAS_BYTES: usize = 16 << 20;
/// What is shown of a failure that an API reports.
pub(crate) const OPENAPI_FAILURE_CHARS: usize = 8 << 10;
/// A document or token, from its request to its last byte.
pub(crate) const OPENAPI_FETCH: Duration = Duration::from_secs(30);
/// How often one request is led on to another place.
pub(crate) const REDIRECTS: usize = 5;
/// How often a lost answer stream is asked for again.
pub(crate) const RESUMES: usize = 5;
