//! The demo server on a pair of streams: a thread that reads lines, and a loop that answers them
//! and lets time pass for the counts under way.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::server::{Demo, Options};

/// The time between two steps of a count.
const PACE: Duration = Duration::from_millis(50);
/// Lines read ahead of the one being answered.
const LINES_AHEAD: usize = 64;

/// Serves until `input` ends, then carries the counts under way no further.
///
/// # Errors
/// `output` cannot be written, or `input` is not UTF-8 lines. A client that closed its end is no
/// error.
pub(crate) fn run(
    input: impl Read + Send + 'static,
    output: impl Write,
    options: Options,
) -> io::Result<()> {
    let (lines, incoming) = sync_channel(LINES_AHEAD);
    thread::spawn(move || read_lines(input, &lines));
    match answer_lines(&incoming, output, Demo::new(options)) {
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

fn answer_lines(
    incoming: &Receiver<io::Result<String>>,
    mut output: impl Write,
    mut demo: Demo,
) -> io::Result<()> {
    let mut due = Instant::now();
    loop {
        let was_busy = demo.is_busy();
        let now = Instant::now();
        let answers = if was_busy && due <= now {
            due = now + PACE;
            demo.step()
        } else {
            let patience = if was_busy { due - now } else { Duration::MAX };
            match incoming.recv_timeout(patience) {
                Ok(line) => demo.handle(&line?),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        };
        if demo.is_busy() && !was_busy {
            due = Instant::now() + PACE;
        }
        if !answers.is_empty() {
            let text = answers.join("\n") + "\n";
            output.write_all(text.as_bytes())?;
            output.flush()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A stream whose bytes a test can look at afterwards.
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn answers_each_line_and_ends_with_its_input() {
        let input = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n\nnonsense\n";
        let output = Written::default();
        run(input.as_bytes(), output.clone(), Options::default()).unwrap();
        let text = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
        assert_eq!(
            text,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\
             {\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"not JSON\"}}\n"
        );
    }

    #[test]
    fn a_client_that_went_away_is_no_error() {
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
