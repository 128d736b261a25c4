//! A server on the standard streams of a child: many requests over one pair of pipes
//! (MCP basic/transports, stdio). One line a message; other lines are noise and not fatal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Message};
use crate::protocol::room::make_room;
use crate::protocol::splice;
use crate::proxy::exchange::{Ask, Event};
use crate::proxy::limits;
use crate::proxy::upstream::child::Child;
use crate::proxy::upstream::link::{CallError, Listener, Outgoing};
use crate::proxy::upstream::pending::Pending;

/// The pipes of one child.
#[derive(Debug)]
pub(crate) struct StdioWire {
    shared: Arc<Shared>,
    child: Mutex<Option<Child>>,
}

#[derive(Debug)]
struct Shared {
    pending: Pending,
    lines: mpsc::Sender<Bytes>,
    ended: CancellationToken,
    why: OnceLock<String>,
    /// The server has been seen to ask.
    asks: AtomicBool,
    /// Held by the one call that may be under way on a connection whose server asks.
    turn: tokio::sync::Mutex<()>,
}

impl StdioWire {
    /// Speaks over the pipes of a child that was just started.
    pub(crate) fn open(mut child: Child, listener: &Arc<dyn Listener>) -> Self {
        let (lines, queue) = mpsc::channel(limits::STDIN_QUEUE);
        let shared = Arc::new(Shared {
            pending: Pending::default(),
            lines,
            ended: CancellationToken::new(),
            why: OnceLock::new(),
            asks: AtomicBool::new(false),
            turn: tokio::sync::Mutex::new(()),
        });
        if let Some((stdin, stdout)) = child.take_pipes() {
            tokio::spawn(write_lines(stdin, queue, shared.ended.clone()));
            tokio::spawn(read_lines(stdout, Arc::clone(&shared), Arc::clone(listener)));
        }
        Self { shared, child: Mutex::new(Some(child)) }
    }

    /// Sends a request and waits for its response.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        // A server that asks can be understood only while one call of a client is under way.
        let alone = outgoing.exchange.is_some() && self.shared.asks.load(Ordering::Relaxed);
        let _turn = if alone { Some(self.shared.turn.lock().await) } else { None };
        let (id, answer) = self.shared.pending.register(outgoing.listening());
        let guard = Unanswered { shared: &self.shared, id };
        let bytes = outgoing.bytes(id);
        self.send(bytes).await?;
        let message = answer.await;
        drop(guard);
        message.map_err(|_| self.gone())
    }

    /// Sends a message as it is.
    pub(crate) async fn send(&self, message: Bytes) -> Result<(), CallError> {
        tokio::select! {
            biased;
            () = self.shared.ended.cancelled() => Err(self.gone()),
            sent = self.shared.lines.send(splice::on_one_line(message)) => sent.map_err(|_| self.gone()),
        }
    }

    /// Completes when the child's stdout has ended; says why.
    pub(crate) async fn closed(&self) -> String {
        self.shared.ended.cancelled().await;
        self.why()
    }

    /// Whether the child's stdout has ended.
    pub(crate) fn is_ended(&self) -> bool {
        self.shared.ended.is_cancelled()
    }

    /// Whether a call of a client could not begin at once: its server asks, and another one is
    /// under way.
    pub(crate) fn is_taken(&self) -> bool {
        self.shared.asks.load(Ordering::Relaxed) && self.shared.pending.busy() > 0
    }

    /// How many requests there have been.
    pub(crate) fn calls(&self) -> u64 {
        self.shared.pending.count()
    }

    /// Requests under way.
    pub(crate) fn busy(&self) -> usize {
        self.shared.pending.busy()
    }

    /// Ends the child: close its stdin, wait, then by force.
    pub(crate) async fn close(&self) {
        self.shared.end("stopped");
        let child = self.child.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(child) = child {
            child.stop().await;
        }
    }

    fn gone(&self) -> CallError {
        CallError::Gone(self.why())
    }

    fn why(&self) -> String {
        self.shared.why.get().cloned().unwrap_or_else(|| "the connection ended".into())
    }
}

impl Shared {
    fn end(&self, why: &str) {
        let _ = self.why.set(why.to_owned());
        self.ended.cancel();
        self.pending.abandon();
    }
}

/// Tells the server that nobody waits any more, unless the answer came.
struct Unanswered<'a> {
    shared: &'a Shared,
    id: u64,
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        if self.shared.pending.forget(self.id) {
            let _ = self.shared.lines.try_send(cancelled(self.id));
        }
    }
}

/// The notification that a request is no longer wanted.
pub(crate) fn cancelled(id: u64) -> Bytes {
    Bytes::from(format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/cancelled","params":{{"requestId":{id}}}}}"#
    ))
}

async fn write_lines(
    mut stdin: impl AsyncWrite + Unpin,
    mut queue: mpsc::Receiver<Bytes>,
    ended: CancellationToken,
) {
    let mut batch = Vec::with_capacity(4096);
    loop {
        let first = tokio::select! {
            biased;
            () = ended.cancelled() => break,
            line = queue.recv() => line,
        };
        let Some(first) = first else { break };
        batch.extend_from_slice(&first);
        batch.push(b'\n');
        while batch.len() < 1 << 16
            && let Ok(more) = queue.try_recv()
        {
            batch.extend_from_slice(&more);
            batch.push(b'\n');
        }
        if stdin.write_all(&batch).await.is_err() || stdin.flush().await.is_err() {
            break;
        }
        batch.clear();
        if batch.capacity() > 1 << 20 {
            batch = Vec::with_capacity(4096);
        }
    }
}

async fn read_lines(
    mut stdout: impl AsyncRead + Unpin,
    shared: Arc<Shared>,
    listener: Arc<dyn Listener>,
) {
    let mut buffer = BytesMut::with_capacity(1 << 14);
    let mut searched = 0;
    let why = loop {
        match stdout.read_buf(&mut buffer).await {
            Ok(0) => break "the server closed its output".to_owned(),
            Ok(_) => {}
            Err(e) => break format!("cannot read from the server: {e}"),
        }
        while let Some(found) = memchr::memchr(b'\n', &buffer[searched..]) {
            let line = buffer.split_to(searched + found + 1).freeze();
            searched = 0;
            take_line(&line.slice(..line.len() - 1), &shared, listener.as_ref());
        }
        searched = buffer.len();
        if searched > limits::MESSAGE_BYTES {
            break format!("the server sent a line of more than {} bytes", limits::MESSAGE_BYTES);
        }
        make_room(&mut buffer, 1 << 14);
    };
    shared.end(&why);
}

fn take_line(line: &Bytes, shared: &Arc<Shared>, listener: &dyn Listener) {
    if line.iter().all(u8::is_ascii_whitespace) {
        return;
    }
    let Ok(message) = Message::parse(Bytes::clone(line)) else {
        listener.noise(line);
        return;
    };
    match message.kind() {
        Kind::Response => {
            shared.pending.answer(message);
        }
        Kind::Notification if message.method() == "notifications/progress" => {
            shared.pending.progress(&message);
        }
        Kind::Notification if message.method() == "notifications/message" => {
            match shared.pending.only_caller() {
                Some(outbox) => outbox.push(Event::Notification(message)),
                None => listener.heard(message),
            }
        }
        Kind::Notification => listener.heard(message),
        Kind::Request => take_request(message, shared),
    }
}

/// A question of the server. It goes to the client whose exchange caused it: on a connection that
/// several share that is known only while exactly one waits.
fn take_request(request: Message, shared: &Arc<Shared>) {
    let id = request.id().unwrap_or("null").to_owned();
    let shared = Arc::clone(shared);
    if request.method() == "ping" {
        let _ = shared.lines.try_send(error::success(&id, "{}"));
        return;
    }
    shared.asks.store(true, Ordering::Relaxed);
    let Some(outbox) = shared.pending.only_caller() else {
        let refusal = RpcError::new(
            error::INTERNAL,
            "this connection is shared: it cannot be told which client is meant",
        );
        let _ = shared.lines.try_send(refusal.response(Some(&id)));
        return;
    };
    let (reply, answer) = tokio::sync::oneshot::channel();
    outbox.push(Event::Ask(Ask { request, reply }));
    tokio::spawn(async move {
        let response = match answer.await {
            Ok(answer) => answer.bytes().clone(),
            Err(_) => RpcError::new(error::METHOD_NOT_FOUND, "the client cannot be asked")
                .response(Some(&id)),
        };
        let _ = shared.lines.send(splice::on_one_line(response)).await;
    });
}
