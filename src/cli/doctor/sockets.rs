//! Finds the process that listens on a port, where the system tells.

use std::fs;
use std::path::Path;

/// Limit for the size of the system's table of connections.
const TABLE_BYTES_MAX: u64 = 8 << 20;
/// Limit for the processes that are looked at.
const PROCESSES_MAX: usize = 20_000;
/// The state of a listening socket in the table.
const LISTEN: &str = "0A";

/// Returns the process that listens on a port of this machine: `nginx, pid 7`. `None` if it belongs to
/// another user, or the system has no such table.
pub(super) fn listener(port: u16) -> Option<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let inode = tables.iter().find_map(|table| {
        let table = crate::files::regular::read(Path::new(table), TABLE_BYTES_MAX).ok()?;
        inode(&String::from_utf8_lossy(&table), port).map(str::to_owned)
    })?;
    let socket = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.flatten().take(PROCESSES_MAX);
    processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).find_map(|pid| {
        let files = fs::read_dir(format!("/proc/{pid}/fd")).ok()?;
        let mut links = files.flatten().filter_map(|file| fs::read_link(file.path()).ok());
        links.find(|link| link.as_os_str() == socket.as_str())?;
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
        Some(format!("{}, pid {pid}", name.trim()))
    })
}

/// Returns the inode of the socket that listens on the port.
fn inode(table: &str, port: u16) -> Option<&str> {
    let port = format!(":{port:04X}");
    table.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_it = words.get(1)?.ends_with(&port) && *words.get(3)? == LISTEN;
        is_it.then(|| words.get(9).copied()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_is_found_by_its_port_and_state() {
        let table = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 11 1
   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1
";
        assert_eq!((inode(table, 3000), inode(table, 8080)), (Some("12"), None));
    }
}
