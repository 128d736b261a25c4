//! An HTTP and SOCKS 5 proxy that forwards every connection to one server, regardless of the
//! requested host, so host names need not exist. It records the requests.

use std::io::{BufRead, BufReader, Read, Write, copy};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A running proxy; it lasts as long as the test.
pub(crate) struct Proxy {
    /// Host and port.
    pub(crate) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request to the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Method and target.
    pub(crate) line: String,
    /// The `Proxy-Authorization` header.
    pub(crate) credential: Option<String>,
}

impl Proxy {
    /// Starts a proxy in front of `server`, a host and port.
    pub(crate) fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (notes, server) = (Arc::clone(&seen), server.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (notes, server) = (Arc::clone(&notes), server.clone());
                // Broken connections are handled by the tests that cause them.
                std::thread::spawn(move || drop(lead(&stream, &server, &notes)));
            }
        });
        Self { address, seen }
    }

    /// Returns the first request of each connection, without repetitions.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        let mut seen = self.seen.lock().unwrap().clone();
        seen.dedup();
        seen
    }
}

/// Handles one connection. CONNECT opens a tunnel; other requests are forwarded unchanged,
/// including the absolute URL, which every server must accept.
fn lead(client: &TcpStream, server: &str, notes: &Mutex<Vec<Seen>>) -> std::io::Result<()> {
    let mut input = BufReader::new(client.try_clone()?);
    if input.fill_buf()?.first() == Some(&5) {
        let line = socks(&mut input, client)?;
        notes.lock().unwrap().push(Seen { line, credential: None });
        return join(client, input, &TcpStream::connect(server)?);
    }
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let words: Vec<_> = head[0].split(' ').collect();
    let credential = head.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("proxy-authorization").then(|| value.to_owned())
    });
    notes.lock().unwrap().push(Seen { line: words[..2].join(" "), credential });
    let far = TcpStream::connect(server)?;
    if words[0] == "CONNECT" {
        (&*client).write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    } else {
        (&far).write_all((head.join("\r\n") + "\r\n\r\n").as_bytes())?;
    }
    join(client, input, &far)
}

/// Performs the SOCKS 5 handshake without a credential (RFC 1928); returns the destination.
fn socks(input: &mut impl Read, client: &TcpStream) -> std::io::Result<String> {
    let mut client = client;
    let mut head = [0; 2];
    input.read_exact(&mut head)?;
    input.read_exact(&mut vec![0; usize::from(head[1])])?;
    client.write_all(&[5, 0])?;
    // Version, command, reserved, address type (3: a name), length of the name.
    let mut asked = [0; 5];
    input.read_exact(&mut asked)?;
    let mut name = vec![0; usize::from(asked[4]) + 2];
    input.read_exact(&mut name)?;
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    let port = name.split_off(name.len() - 2);
    let port = u16::from_be_bytes([port[0], port[1]]);
    Ok(format!("SOCKS {}:{port}", String::from_utf8_lossy(&name)))
}

/// Copies bytes in both directions until one side ends.
fn join(
    client: &TcpStream,
    mut input: BufReader<TcpStream>,
    far: &TcpStream,
) -> std::io::Result<()> {
    let (mut back, mut to) = (far.try_clone()?, client.try_clone()?);
    let other = std::thread::spawn(move || {
        let _ = copy(&mut back, &mut to);
        to.shutdown(Shutdown::Both)
    });
    let _ = copy(&mut input, &mut &*far);
    drop(far.shutdown(Shutdown::Both));
    drop(other.join());
    Ok(())
}
