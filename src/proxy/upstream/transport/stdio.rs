//! The stdio transport (MCP basic/transports, stdio): one message per line. Other lines are noise,
//! not errors.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::protocol::framing::lines::Lines;
use crate::proxy::limits;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::process::child::Child;
use crate::proxy::upstream::transport::duplex::{Duplex, Outlet, Shared};

/// Poll interval for the exit of a process.
const EXIT_POLL: Duration = Duration::from_millis(5);
/// Interval of the checks whether a process has exited while its output stays open.
const EXIT_CHECK: Duration = Duration::from_secs(1);
/// Minimum free space in the buffer for each read.
const READ_BYTES: usize = 16 << 10;

/// Connects to the pipes of a child that was just started.
pub(in crate::proxy::upstream) fn open(
    mut child: Child,
    listener: Arc<dyn Listener>,
    attempt: Arc<Attempt>,
) -> Duplex {
    let (lines, queue) = mpsc::channel(limits::STDIN_QUEUE);
    let (pipes, errors) = (child.take_pipes(), child.take_errors());
    let duplex = Duplex::new(Outlet::Lines(lines), listener, Some(child));
    if let Some((stdin, stdout)) = pipes {
        let shared = Arc::clone(duplex.shared_state());
        tokio::spawn(write_lines(stdin, queue, shared.ended.clone()));
        let child = Arc::downgrade(duplex.child());
        tokio::spawn(watch_exit(Arc::downgrade(&shared), child.clone(), Arc::clone(&attempt)));
        let other_end = OtherEnd { child, errors, attempt };
        tokio::spawn(read_lines(stdout, shared, other_end));
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

async fn read_lines(mut stdout: impl AsyncRead + Unpin, shared: Arc<Shared>, other_end: OtherEnd) {
    let (mut lines, mut joiner) = (Lines::new(limits::MESSAGE_BYTES), LineJoiner::default());
    let failure = loop {
        match stdout.read_buf(lines.buffer(READ_BYTES)).await {
            Ok(0) => break None,
            Ok(_) => {}
            Err(e) => break Some(format!("cannot read from the server: {e}")),
        }
        loop {
            match lines.next() {
                Ok(Some(line)) => {
                    other_end.attempt.record_output();
                    joiner.take(line, |text| shared.take(text));
                }
                Ok(None) => break,
                Err(e) => return shared.end(&format!("cannot parse the server's output: {e}")),
            }
        }
    };
    shared.falls_mute();
    if let Some(last) = lines.last() {
        joiner.take(last, |text| shared.take(text));
    }
    let why = match failure {
        Some(failure) => failure,
        None => other_end.end_reason(&shared.ended).await,
    };
    shared.end(&why);
}

/// Joins a JSON value that is spread over several lines, as pretty printers write it: the first
/// line is a bracket, an opening bracket ends its line, and a closing one begins its line.
#[derive(Default)]
struct LineJoiner {
    text: BytesMut,
    /// Brackets that are open.
    depth: usize,
}

impl LineJoiner {
    fn take(&mut self, line: Bytes, mut give: impl FnMut(&Bytes)) {
        let words = line.trim_ascii();
        let opens = matches!(words.last(), Some(b'{' | b'['));
        if self.depth == 0 && !(opens && words.len() == 1) {
            return give(&line);
        }
        let is_part = line.first().is_some_and(|first| {
            first.is_ascii_whitespace() || b"\"{}[]-0123456789".contains(first)
        });
        let is_message = line.starts_with(b"{\"") && words.ends_with(b"}");
        let is_too_long = self.text.len() + line.len() > limits::MESSAGE_BYTES;
        if self.depth > 0 && (!is_part || is_message || is_too_long) {
            self.depth = 0;
            give(&self.text.split().freeze());
            return self.take(line, give);
        }
        let closes = matches!(words.first(), Some(b'}' | b']'));
        self.depth = self.depth + usize::from(opens) - usize::from(closes && self.depth > 0);
        self.text.extend_from_slice(&line);
        self.text.extend_from_slice(b"\n");
        if self.depth == 0 {
            give(&self.text.split().freeze());
        }
    }
}

/// Ends the stream if the process has exited and a descendant keeps its output open, so that the reader
/// sees no end.
async fn watch_exit(shared: Weak<Shared>, child: ChildSlot, attempt: Arc<Attempt>) {
    let Some(ended) = shared.upgrade().map(|shared| shared.ended.clone()) else { return };
    loop {
        tokio::select! {
            () = ended.cancelled() => return,
            () = tokio::time::sleep(EXIT_CHECK) => {}
        }
        let Some(status) = with_child(&child, Child::status) else { return };
        if status.is_some() {
            // The reader usually sees the end of the output by itself.
            tokio::time::sleep(limits::EXIT).await;
            let Some(shared) = shared.upgrade().filter(|_| !ended.is_cancelled()) else { return };
            return shared.end(&attempt.describe_end(status));
        }
    }
}

/// The child, which belongs to the handle of the stream: if that is dropped, the child is killed.
type ChildSlot = Weak<Mutex<Option<Child>>>;

/// Runs `look` on the child. Returns `None` if the child was dropped or taken; its new owner stops it.
fn with_child<T>(child: &ChildSlot, look: impl FnOnce(&mut Child) -> T) -> Option<T> {
    let child = child.upgrade()?;
    let mut child = child.lock();
    child.as_mut().map(look)
}

/// The process at the other end of the pipes.
struct OtherEnd {
    child: ChildSlot,
    /// The task that reads its stderr.
    errors: Option<JoinHandle<()>>,
    attempt: Arc<Attempt>,
}

impl OtherEnd {
    /// Returns the reason why the output ended. Most processes exit at the same time, and their
    /// last stderr lines may arrive a little later.
    async fn end_reason(self, closed: &CancellationToken) -> String {
        let status = async {
            loop {
                let status = with_child(&self.child, Child::status)?;
                if status.is_some() {
                    return status;
                }
                tokio::time::sleep(EXIT_POLL).await;
            }
        };
        let status = tokio::select! {
            biased;
            () = closed.cancelled() => return String::new(),
            status = tokio::time::timeout(limits::EXIT, status) => status.ok().flatten(),
        };
        if let Some(errors) = self.errors {
            let _ = tokio::time::timeout(limits::FINAL_STDERR_WAIT, errors).await;
        }
        self.attempt.describe_end(status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_may_be_spread_over_lines() {
        let mut joiner = LineJoiner::default();
        let mut given = Vec::new();
        let text = "log\n{\n  \"a\": [\n  ]\n}\r\n[\n 1\nlog {\n{\n\"a\": [\n{\n},\n7\n]\n}\n{\n x\n{\"b\": 1}\n{\n}";
        for line in text.split('\n') {
            joiner.take(Bytes::copy_from_slice(line.as_bytes()), |text| given.push(text.clone()));
        }
        let wanted = [
            "log",
            "{\n  \"a\": [\n  ]\n}\r\n",
            "[\n 1\n",
            "log {",
            "{\n\"a\": [\n{\n},\n7\n]\n}\n",
            "{\n x\n",
            "{\"b\": 1}",
            "{\n}\n",
        ];
        assert_eq!(given, wanted);
    }
}
