//! A server on the standard streams of a child (MCP basic/transports, stdio). One line a message;
//! other lines are noise and not fatal.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::proxy::limits;
use crate::proxy::upstream::child::Child;
use crate::proxy::upstream::duplex::{Duplex, Outlet, Shared};
use crate::proxy::upstream::link::Listener;

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
            shared.take(&line.slice(..line.len() - 1));
        }
        searched = buffer.len();
        if searched > limits::MESSAGE_BYTES {
            break format!("the server sent a line of more than {} bytes", limits::MESSAGE_BYTES);
        }
        buffer.reserve(1 << 14);
    };
    shared.end(&why);
}
