//! Waiting for conditions with a limit, and finding descendant processes.

use std::collections::HashMap;
use std::fmt::Debug;
use std::fs;
use std::time::{Duration, Instant};

/// The limit for any wait in a test.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// Waits until `look` returns a value; panics after [`LIMIT`].
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    wait_within(LIMIT, what, look)
}

/// Waits until `look` returns a value; panics after `limit`.
#[track_caller]
pub(crate) fn wait_within<T>(
    limit: Duration,
    what: &str,
    mut look: impl FnMut() -> Option<T>,
) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < limit, "waited {limit:?} in vain for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits until `look` returns the wanted value; after [`LIMIT`] shows the actual one.
#[track_caller]
pub(crate) fn becomes<T, W>(wanted: &W, mut look: impl FnMut() -> T)
where
    T: PartialEq<W> + Debug,
    W: Debug + ?Sized,
{
    let start = Instant::now();
    let mut last = look();
    while last != *wanted && start.elapsed() < LIMIT {
        std::thread::sleep(Duration::from_millis(10));
        last = look();
    }
    assert_eq!(last, *wanted);
}

/// Returns the descendants of `root`, in no particular order.
pub(crate) fn descendants(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse() else { continue };
        if let Some((_, parent)) = state_and_parent(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(next) = open.pop() {
        let below = children.remove(&next).unwrap_or_default();
        found.extend(&below);
        open.extend(below);
    }
    found
}

/// Returns whether a process runs; a zombie does not.
pub(crate) fn is_alive(pid: u32) -> bool {
    state_and_parent(pid).is_some_and(|(state, _)| state != 'Z')
}

fn state_and_parent(pid: u32) -> Option<(char, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The command name is in parentheses and may contain any character.
    let mut rest = stat[stat.rfind(')')? + 1..].split_whitespace();
    Some((rest.next()?.chars().next()?, rest.next()?.parse().ok()?))
}
