//! The limits of the proxy: sizes, counts and timeouts. A constant of a plain number type that is
//! not named for its unit counts items.

use std::time::Duration;

/// Size of one message, in either direction on any transport.
pub(crate) const MESSAGE_BYTES: usize = 64 << 20;
/// Bytes stored of one line of a child's stderr.
pub(crate) const STDERR_LINE_BYTES: usize = 4 << 10;
/// Lines of stderr stored per server.
pub(crate) const STDERR_LINES: usize = 200;
/// Messages queued for one child.
pub(crate) const STDIN_QUEUE: usize = 64;
/// Concurrent POSTs to one server without a waiting caller.
pub(crate) const POSTS_UNAWAITED: usize = 64;
/// Connections of single users to servers with a login for each user.
pub(crate) const USER_CONNECTIONS: usize = 256;
/// Requests for logins that a page of the hub can begin.
pub(crate) const LOGIN_REQUESTS: usize = 1_000;
/// How long the repeated request of a client waits for a login.
pub(crate) const AWAIT_LOGIN: Duration = Duration::from_secs(20);
/// Events queued for one exchange; the oldest notifications are dropped first.
pub(crate) const EVENT_QUEUE: usize = 256;
/// Resource updates that a slow stream may lag behind.
pub(crate) const RESOURCE_UPDATES: usize = 256;
/// Resources that one client may subscribe to.
pub(crate) const SUBSCRIPTIONS: usize = 1_000;
/// Size of the URI of such a resource.
pub(crate) const SUBSCRIPTION_URI_BYTES: usize = 2 << 10;
/// Notifications queued for one `subscriptions/listen` stream.
pub(crate) const LISTEN_QUEUE: usize = 256;
/// Messages queued for a client to read.
pub(crate) const STREAM_QUEUE: usize = 16;
/// Replayable streams per session.
pub(crate) const REPLAY_BUFFERS: usize = 32;
/// Events stored per replayable stream.
pub(crate) const REPLAY_EVENTS: usize = 256;
/// Bytes stored per replayable stream; the last event is always stored.
pub(crate) const REPLAY_BYTES: usize = 1 << 20;
/// How long an ended stream can be replayed.
pub(crate) const REPLAY_RETENTION: Duration = Duration::from_mins(5);
/// Messages in one JSON-RPC batch.
pub(crate) const BATCH: usize = 100;
/// Concurrent clients of the legacy HTTP+SSE transport.
pub(crate) const SSE_CLIENTS: usize = 1_000;
/// Concurrent legacy sessions.
pub(crate) const SESSIONS: usize = 10_000;
/// Size of one client's capabilities and `clientInfo` together.
pub(crate) const DECLARED_BYTES: usize = 64 << 10;
/// Sum of that size over all sessions.
pub(crate) const SESSIONS_DECLARED_BYTES: usize = 64 << 20;
/// Concurrent requests in one session.
pub(crate) const SESSION_EXCHANGES: usize = 1_000;
/// Pending server requests to the client of one session.
pub(crate) const SESSION_REQUESTS: usize = 1_000;
/// A session unused for this long is closed; earlier if [`SESSIONS`] are open.
pub(crate) const SESSION_IDLE: Duration = Duration::from_hours(1);
/// Items per page of our own lists.
pub(crate) const PAGE_ITEMS: usize = 1_000;
/// Pages read from one upstream list.
pub(crate) const UPSTREAM_PAGES: usize = 1_000;
/// Items stored of one upstream list.
pub(crate) const UPSTREAM_ITEMS: usize = 100_000;
/// Connections to one server in addition to the first.
pub(crate) const POOLED_CONNECTIONS: usize = 64;
/// Concurrent connections to one server that serve one call each.
pub(crate) const PER_CALL_CONNECTIONS: usize = 16;
/// Connections per set of capabilities, if a server's requests force calls onto separate ones.
pub(crate) const CONNECTIONS_PER_CAPABILITY_SET: usize = 8;
/// Interval at which a call that waits for a free connection among them checks again.
pub(crate) const SLOT_POLL_INTERVAL: Duration = Duration::from_millis(50);
/// Such a connection is closed after this long without use.
pub(crate) const POOLED_IDLE: Duration = Duration::from_mins(10);
/// After a failed additional connection to a server, none is attempted for this long.
pub(crate) const POOL_RETRY: Duration = Duration::from_mins(10);
/// Timeout of a keep-alive ping. Source: MCPHub.
pub(crate) const PING: Duration = Duration::from_secs(5);
/// Servers that start concurrently.
pub(crate) const STARTS_AT_ONCE: usize = 8;
/// Concurrent probes of servers that are not in the settings.
pub(crate) const PROBES: usize = 8;
/// Timeout to open a connection or start a child, including its first response.
pub(crate) const CONNECT: Duration = Duration::from_mins(1);
/// Timeout of `initialize`, independent of the configured connect timeout: packages may have to be
/// downloaded first.
pub(crate) const INITIALIZE: Duration = Duration::from_mins(10);
/// How long a successful check that a session still exists is trusted.
pub(crate) const SESSION_CHECKED: Duration = Duration::from_secs(1);
/// Maximum delay before another attempt to open a standing stream that was never open.
pub(crate) const LISTEN_RETRY_MAX: Duration = Duration::from_mins(5);
/// Timeout of the probe for the modern era; then the legacy era is tried.
pub(crate) const PROBE: Duration = Duration::from_secs(5);
/// How long a connection waits for the stream that carries server requests.
pub(crate) const LISTEN_OPEN_WAIT: Duration = Duration::from_secs(1);
/// How long a subscription waits for the server's acknowledgment.
pub(crate) const ACKNOWLEDGE: Duration = Duration::from_secs(5);
/// Number of acknowledgments of subscriptions that may wait to be read.
pub(crate) const ACKNOWLEDGMENTS: usize = 16;
/// Timeout of one page of one list.
pub(crate) const LIST: Duration = Duration::from_secs(30);
/// Default timeout of a request.
pub(crate) const REQUEST: Duration = Duration::from_mins(1);
/// How long a call waits for a server that starts or reconnects.
pub(crate) const AWAIT_READY: Duration = Duration::from_secs(30);
/// How long a call of an unknown name waits for a server that starts for the first time and may
/// have it.
pub(crate) const AWAIT_FIRST: Duration = Duration::from_secs(5);
/// How long the first list requests after startup wait for servers that are still starting.
pub(crate) const STARTUP_WAIT: Duration = Duration::from_millis(2500);
/// Delay between attempts to reach a failed server: the first, and the maximum.
pub(crate) const RETRY: (Duration, Duration) =
    (Duration::from_millis(250), Duration::from_secs(30));
/// Delay between attempts to reach a server that waits for a login: the first, and the maximum.
pub(crate) const LOGIN_PROBE: (Duration, Duration) =
    (Duration::from_mins(15), Duration::from_hours(6));
/// Time for a child to exit after its stdin is closed, and again after SIGTERM.
pub(crate) const STOP_GRACE: Duration = Duration::from_secs(2);
/// How long to wait for the exit status of a child after its output has ended.
pub(crate) const EXIT: Duration = Duration::from_millis(500);
/// How long to wait for the last stderr output of a child that has exited.
pub(crate) const FINAL_STDERR_WAIT: Duration = Duration::from_millis(100);
/// Time for calls in flight to finish after their server was removed from the settings.
pub(crate) const DRAIN: Duration = Duration::from_secs(30);
/// Debounce of changes to an upstream's lists.
pub(crate) const RELIST_DEBOUNCE: Duration = Duration::from_millis(20);
/// First and longest pause before an incomplete list is read again.
pub(crate) const RELIST: (Duration, Duration) = (Duration::from_secs(2), Duration::from_mins(5));
/// Consecutive failed attempts to complete a list.
pub(crate) const RELISTS: u32 = 12;
/// A timer that fires later than this shows that the process was suspended; pending answers then
/// have the same time to be read.
pub(crate) const SUSPEND_DETECTION: Duration = Duration::from_secs(1);
/// How long a client without a session is listed after its last request.
pub(crate) const CLIENT_KEPT: Duration = Duration::from_mins(5);
/// Clients without a session that are listed.
pub(crate) const CLIENTS_KEPT: usize = 1_000;
/// Debounce of writing changed inventories to disk.
pub(crate) const CACHE_WRITE_DEBOUNCE: Duration = Duration::from_secs(1);
/// How long after cancellation a server's messages are still attributed to the cancelled request.
pub(crate) const LATE_MESSAGE_WINDOW: Duration = Duration::from_millis(250);
/// Interval of comments on a silent stream.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A call silent for this long is answered by a stream with comments: proxies and clients give up
/// if no headers arrive for about a minute.
pub(crate) const SILENT_CALL: Duration = Duration::from_secs(20);
/// The longest wait for the catalog with the items of a server that has just connected.
pub(crate) const PUBLISH: Duration = Duration::from_secs(1);
/// Timeout of a call that waits for its client's input.
pub(crate) const SUSPENDED: Duration = Duration::from_mins(5);
/// Pending server requests per connection.
pub(crate) const PENDING_SERVER_REQUESTS: usize = 256;
/// Cancelled requests remembered per connection.
pub(crate) const CANCELLED_REQUESTS: usize = 256;
/// Elicitations and tasks remembered per server, to route later messages about them.
pub(crate) const FOLLOW_UPS: usize = 1_000;
/// Tasks remembered with the server that created them.
pub(crate) const TASKS: usize = 10_000;
/// Tools with separate call counts.
pub(crate) const METRIC_SERIES: usize = 1_000;
/// Concurrent calls that wait for their clients' input.
pub(crate) const SUSPENDED_CALLS: usize = 1_000;
/// Server requests that arrive within this time are sent to a modern client together.
pub(crate) const ASK_TOGETHER: Duration = Duration::from_millis(10);
/// Rounds of client input per call.
pub(crate) const ROUNDS: usize = 10;
/// Size of an OpenAPI document.
pub(crate) const OPENAPI_BYTES: usize = 32 << 20;
/// Length of the error text from an API that is shown.
pub(crate) const OPENAPI_FAILURE_CHARS: usize = 8 << 10;
/// Timeout of fetching a document or token, including the body.
pub(crate) const OPENAPI_FETCH: Duration = Duration::from_secs(30);
/// Attempts to resume a lost response stream.
pub(crate) const RESUMES: usize = 5;
