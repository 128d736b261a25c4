//! A server on the standard streams of a child (MCP basic/transports, stdio). One line a message;
//! other lines are noise and not fatal.

use std::sync::Arc;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::protocol::lines::Lines;
use crate::proxy::limits;
use crate::proxy::upstream::child::Child;
use crate::proxy::upstream::duplex::{Duplex, Outlet, Shared};
use crate::proxy::upstream::link::Listener;

/// What is read at once has at least this room.
const READ_BYTES: usize = 16 << 10;

/// Speaks over the pipes of a child that was just started.
pub(super) fn open(mut child: Child, listener: Arc<dyn Listener>) -> Duplex {
    let (lines, queue) = mpsc::channel(limits::STDIN_QUEUE);
    let pipes = child.take_pipes();
    let duplex = Duplex::new(Outlet::Lines(lines), listener, Some(child));
    if let Some((stdin, stdout)) = pipes {
        let shared = Arc::clone(duplex.shared());
        tokio::spawn(write_lines(stdin, queue, shared.ended.clone()));
        tokio::spawn(read_lines(stdout, shared));
    }
    duplex
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

async fn read_lines(mut stdout: impl AsyncRead + Unpin, shared: Arc<Shared>) {
    let mut lines = Lines::new(limits::MESSAGE_BYTES);
    let why = loop {
        match stdout.read_buf(lines.buffer(READ_BYTES)).await {
            Ok(0) => break "the server closed its output".to_owned(),
            Ok(_) => {}
            Err(e) => break format!("cannot read from the server: {e}"),
        }
        loop {
            match lines.next() {
                Ok(Some(line)) => shared.take(&line),
                Ok(None) => break,
                Err(e) => return shared.end(&format!("the server cannot be understood: {e}")),
            }
        }
    };
    if let Some(last) = lines.last() {
        shared.take(&last);
    }
    shared.end(&why);
}
