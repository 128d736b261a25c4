//! The server over stdio: one client, one message per line.

use std::io::{BufRead, Write};
use std::sync::Arc;

use crate::answers;
use crate::server::{Peer, Server, Sink};

/// Standard output; each message is one line.
struct Lines {
    noise: bool,
}

impl Sink for Lines {
    fn send(&self, message: &str) {
        let mut output = std::io::stdout().lock();
        let noise = if self.noise { "this line is not JSON\n\n[1, 2\n" } else { "" };
        let line = format!("{noise}{}\n", message.replace(['\n', '\r'], " "));
        // The client may be gone; then standard input ends too.
        drop(output.write_all(line.as_bytes()).and_then(|()| output.flush()));
    }

    fn finish(&self, _: u16, message: &str) {
        self.send(message);
    }

    fn abandon(&self) {}
}

/// Serves until standard input ends.
pub(crate) fn serve(server: &Arc<Server>) {
    let out: Arc<dyn Sink> = Arc::new(Lines { noise: server.script.noise });
    let peer = Peer::new(String::new());
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if line.trim().is_empty() {
            continue;
        }
        if line.contains("notifications/initialized") {
            *peer.standing.lock().expect("nobody panics") = Some(Arc::clone(&out));
            server.peers.lock().expect("nobody panics").push(Arc::clone(&peer));
        }
        answers::accept(server, &line, Vec::new(), &peer, &out);
    }
    if server.script.linger {
        loop {
            std::thread::park();
        }
    }
}
