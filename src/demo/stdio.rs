//! Runs the demo server on a pair of streams: one thread reads lines, and a loop handles them and
//! advances running `count` calls.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::server::{Demo, Options};

/// Interval between two steps of a count.
const PACE: Duration = Duration::from_millis(50);
/// Limit for lines that are read ahead.
const LINES_AHEAD: usize = 64;

/// Serves until `input` ends; running counts then stop.
///
/// # Errors
/// Fails if `output` cannot be written or `input` is not UTF-8. A closed `output` is not an error.
pub(crate) fn run(
    input: impl Read + Send + 'static,
    output: impl Write,
    options: Options,
) -> io::Result<()> {
    let (lines, incoming) = sync_channel(LINES_AHEAD);
    thread::spawn(move || read_lines(input, &lines));
    match handle_lines(&incoming, output, Demo::new(options)) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn read_lines(input: impl Read, lines: &SyncSender<io::Result<String>>) {
    for line in BufReader::new(input).lines() {
        let failed = line.is_err();
        if lines.send(line).is_err() || failed {
            return;
        }
    }
}

fn handle_lines(
    incoming: &Receiver<io::Result<String>>,
    mut output: impl Write,
    mut demo: Demo,
) -> io::Result<()> {
    let mut due = Instant::now();
    loop {
        let was_busy = demo.is_busy();
        let now = Instant::now();
        let messages = if was_busy && due <= now {
            due = now + PACE;
            demo.step()
        } else {
            let timeout = if was_busy { due - now } else { Duration::MAX };
            match incoming.recv_timeout(timeout) {
                Ok(line) => demo.handle(&line?),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        };
        if demo.is_busy() && !was_busy {
            due = Instant::now() + PACE;
        }
        if !messages.is_empty() {
            let text = messages.join("\n") + "\n";
            output.write_all(text.as_bytes())?;
            output.flush()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parking_lot::Mutex;

    use super::*;

    /// A writer that keeps its content for a test.
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn each_line_gets_a_response_and_the_server_ends_with_its_input() {
        let input = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n\nnonsense\n";
        let output = Written::default();
        run(input.as_bytes(), output.clone(), Options::default()).unwrap();
        let text = String::from_utf8(output.0.lock().clone()).unwrap();
        assert_eq!(
            text,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\
             {\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"not JSON\"}}\n"
        );
    }

    #[test]
    fn a_disconnected_client_is_not_an_error() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        run("nonsense\n".as_bytes(), Gone, Options::default()).unwrap();
    }
}
