//! Serves MCP on standard streams: one client, one message per line (MCP basic/transports, stdio).

use std::io::{ErrorKind, Read, Write};
use std::sync::Arc;
use std::thread;

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::{mpsc, oneshot};

use crate::protocol::framing::lines::Lines;
use crate::protocol::splice;
use crate::proxy::Gateway;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::transport::body::SseEvent;
use crate::proxy::downstream::transport::duplex_client::DuplexClient;
use crate::proxy::limits;

/// Messages are written together until they reach this many bytes.
const BATCH_BYTES: usize = 64 << 10;
/// Size of one read from standard input.
const READ_BYTES: usize = 16 << 10;

/// Serves the client at the other end of these streams until it closes one of them or `stop`
/// completes. Requests in flight then get [`limits::STOP_GRACE`] to finish.
///
/// Reads and writes run on threads: a blocking read of standard input cannot be cancelled, and the
/// runtime would wait for it at shutdown.
pub(crate) async fn serve(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    stop: impl Future<Output = ()>,
) {
    let (lines, mut incoming) = mpsc::channel(limits::STREAM_QUEUE);
    thread::spawn(move || read_lines(input, &lines));
    let (sender, outgoing) = mpsc::channel(limits::STREAM_QUEUE);
    let (done, written) = oneshot::channel();
    thread::spawn(move || {
        write_lines(outgoing, output);
        let _ = done.send(());
    });
    let client = DuplexClient::open(gateway, ingress, sender);
    tokio::pin!(stop);
    let handle_input = async {
        while let Some(line) = incoming.recv().await {
            client.handle(line, HeaderMap::new()).await;
        }
    };
    tokio::select! {
        () = handle_input => {}
        () = client.closed() => {}
        () = stop => {}
    }
    gateway.close_streams();
    let finished = async {
        tokio::select! {
            () = client.idle() => {}
            () = client.closed() => {}
        }
    };
    let _ = tokio::time::timeout(limits::STOP_GRACE, finished).await;
    client.close();
    let _ = tokio::time::timeout(limits::STOP_GRACE, written).await;
}

/// Reads lines until the input ends or the receiver is closed.
fn read_lines(mut input: impl Read, sender: &mpsc::Sender<Bytes>) {
    let mut lines = Lines::new(limits::MESSAGE_BYTES);
    let mut chunk = vec![0; READ_BYTES];
    loop {
        let n = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        lines.buffer(n).extend_from_slice(&chunk[..n]);
        loop {
            match lines.next() {
                Ok(Some(line)) => {
                    if sender.blocking_send(line).is_err() {
                        return;
                    }
                }
                Ok(None) => break,
                Err(e) => return tracing::error!("stopped: {e}"),
            }
        }
    }
    if let Some(last) = lines.last() {
        let _ = sender.blocking_send(last);
    }
}

/// Writes messages until the channel closes or a write fails.
fn write_lines(mut messages: mpsc::Receiver<SseEvent>, mut output: impl Write) {
    let mut batch = Vec::new();
    while let Some(first) = messages.blocking_recv() {
        let mut next = Some(first);
        while let Some(event) = next {
            batch.extend_from_slice(&splice::on_one_line(event.data));
            batch.push(b'\n');
            next = (batch.len() < BATCH_BYTES).then(|| messages.try_recv().ok()).flatten();
        }
        if output.write_all(&batch).is_err() || output.flush().is_err() {
            return;
        }
        batch.clear();
        batch.shrink_to(BATCH_BYTES);
    }
}
