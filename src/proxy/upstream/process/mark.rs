//! Recognizes the processes of a hub's servers, even if they detach from the hub.
//!
//! Every child is started with two marks that its descendants inherit. One is an environment
//! variable. The other, on Linux, is a resource limit that never takes effect: the soft
//! `RLIMIT_RTTIME`, at thousands of years. A process that clears its environment (`env -i`), leaves
//! its group (`setsid`) and its parent (a double fork) keeps its limits. Both marks contain the
//! hub's process id and start time, so that another hub can check whether that one is still alive.

use std::ffi::OsStr;

/// The start of the variable's name; the hub's id follows.
pub(crate) const PREFIX: &str = "MCPHUB_CHILD_";

/// The limit consists of this bit, 22 bits of the hub's process id, 16 of its start time, and 24 of
/// the child's number. A Linux process id has at most 22 bits.
#[cfg(target_os = "linux")]
const IS_MARK: u64 = 1 << 62;
const CHILD_BITS: u32 = 24;
const STARTED_BITS: u32 = 16;

/// Identifies one run of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HubId {
    pid: u32,
    /// The low bits of its start time in clock ticks; random if the system does not report it.
    started: u32,
}

/// Identifies one child of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(in crate::proxy::upstream) hub: HubId,
    pub(in crate::proxy::upstream) child: u64,
}

impl HubId {
    /// Returns the id of this process.
    pub(crate) fn current() -> Self {
        let pid = std::process::id();
        Self { pid, started: processes::start_time(pid).unwrap_or_else(random) }
    }

    /// Parses the output of `Display`; returns `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let (pid, started) = text.split_at_checked(8).filter(|_| is_hex)?;
        let number = |hex| u32::from_str_radix(hex, 16).ok();
        Some(Self { pid: number(pid)?, started: number(started)? })
    }

    /// Returns the name of the variable that marks the hub's children.
    pub(crate) fn variable(self) -> String {
        format!("{PREFIX}{self}")
    }
}

impl std::fmt::Display for HubId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}{:08x}", self.pid, self.started)
    }
}

fn random() -> u32 {
    let mut bytes = [0; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => u32::from_le_bytes(bytes),
        Err(_) => 0,
    }
}

/// Returns true if the name is that of a mark.
pub(crate) fn is_variable(name: &OsStr) -> bool {
    name.to_str().and_then(|name| name.strip_prefix(PREFIX)).and_then(HubId::parse).is_some()
}

pub(crate) use processes::{Inherited, lift_limit, signal_child, signal_dead, signal_hub};

#[cfg(target_os = "linux")]
mod processes {
    use std::fs;

    use rustix::io::Errno;
    use rustix::process::{
        Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit, test_kill_process,
    };

    use super::{CHILD_BITS, HubId, IS_MARK, Mark, PREFIX, STARTED_BITS};

    impl HubId {
        /// Returns the limit that marks a child.
        fn limit(self, child: u64) -> u64 {
            let started = u64::from(self.started) & ((1 << STARTED_BITS) - 1);
            let pid = u64::from(self.pid) << STARTED_BITS;
            IS_MARK | ((pid | started) << CHILD_BITS) | (child & ((1 << CHILD_BITS) - 1))
        }

        /// Returns true if the hub's process no longer exists. A process that cannot be inspected
        /// counts as alive.
        fn is_dead(self) -> bool {
            match state_and_start(self.pid) {
                Some((state, started)) => is_over(state) || started != self.started,
                None => is_absent(self.pid),
            }
        }
    }

    /// Returns the low bits of a process's start time.
    pub(in crate::proxy::upstream) fn start_time(pid: u32) -> Option<u32> {
        state_and_start(pid).map(|(_, started)| started)
    }

    fn is_absent(pid: u32) -> bool {
        let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
        pid.is_none_or(|pid| test_kill_process(pid) == Err(Errno::SRCH))
    }

    /// The process has ended, but its parent has not reaped it.
    fn is_over(state: char) -> bool {
        matches!(state, 'Z' | 'X')
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low bits tell processes apart")]
    fn state_and_start(pid: u32) -> Option<(char, u32)> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name is in parentheses and may contain anything.
        let mut fields = stat.get(stat.rfind(')')? + 1..)?.split_ascii_whitespace();
        let state = fields.next()?.chars().next()?;
        // Source: proc_pid_stat(5), fields 3 and 22.
        Some((state, fields.nth(18)?.parse::<u64>().ok()? as u32))
    }

    /// Children started while this value lives inherit a mark.
    pub(crate) struct Inherited {
        before: Option<Rlimit>,
    }

    impl Inherited {
        /// Sets the limit of this process for a moment. Does nothing if the limit is already used
        /// for its real purpose.
        pub(crate) fn set(mark: &Mark) -> Self {
            let before = getrlimit(Resource::Rttime);
            let is_free = before.current.is_none_or(|limit| limit & IS_MARK != 0);
            let limit = Rlimit { current: Some(mark.hub.limit(mark.child)), ..before };
            let is_set = is_free && setrlimit(Resource::Rttime, limit).is_ok();
            Self { before: is_set.then_some(before) }
        }
    }

    impl Drop for Inherited {
        fn drop(&mut self) {
            if let Some(before) = self.before.take() {
                // Restoring the previous limit is always allowed.
                let _ = setrlimit(Resource::Rttime, before);
            }
        }
    }

    /// Removes an inherited mark from this process.
    pub(crate) fn lift_limit() {
        let limit = getrlimit(Resource::Rttime);
        if limit.current.is_some_and(|current| current & IS_MARK != 0) {
            let _ = setrlimit(Resource::Rttime, Rlimit { current: limit.maximum, ..limit });
        }
    }

    /// Signals all descendants of a child: SIGKILL if `force`, else SIGTERM. Returns their number.
    pub(crate) fn signal_child(mark: &Mark, force: bool) -> usize {
        let (variable, value) = (mark.hub.to_string(), mark.child.to_string());
        let limit = mark.hub.limit(mark.child);
        signal_if(force, |marks| {
            marks.limit == Some(limit)
                || marks.variables().any(|(name, child)| name == variable && child == value)
        })
    }

    /// Like [`signal_child`], for all children of a hub.
    pub(crate) fn signal_hub(hub: HubId, force: bool) -> usize {
        let (variable, limit) = (hub.to_string(), hub.limit(0) >> CHILD_BITS);
        signal_if(force, |marks| {
            marks.limit.is_some_and(|own| own >> CHILD_BITS == limit)
                || marks.variables().any(|(name, _)| name == variable)
        })
    }

    /// Like [`signal_child`], for the children of dead hubs. Skips a process with the mark of a
    /// living hub, with a mark that this process has too (this hub runs below that one), or in
    /// another PID namespace, whose process ids mean something else.
    pub(crate) fn signal_dead(force: bool) -> usize {
        let own: Vec<HubId> = Marks::of("self").map(|marks| marks.hubs()).unwrap_or_default();
        let namespace = |pid: &str| fs::read_link(format!("/proc/{pid}/ns/pid")).ok();
        let ours = namespace("self");
        signal_if(force, |marks| {
            let hubs = marks.hubs();
            !hubs.is_empty()
                && hubs.iter().all(|hub| !own.contains(hub) && hub.is_dead())
                && namespace(&marks.pid) == ours
        })
    }

    /// The marks of a process.
    struct Marks {
        pid: String,
        environment: Vec<u8>,
        limit: Option<u64>,
    }

    impl Marks {
        /// Returns `None` if the process has no marks.
        fn of(pid: &str) -> Option<Self> {
            // The environment of another user's process may be unreadable; limits never are.
            let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap_or_default();
            let limit = mark_in(&limits, pid);
            let marks = Self { pid: pid.to_owned(), environment, limit };
            (limit.is_some() || marks.variables().next().is_some()).then_some(marks)
        }

        /// Returns the hub ids and child numbers in its environment.
        fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
            let lines = self.environment.split(|b| *b == 0);
            lines.filter_map(|line| {
                let line = line.strip_prefix(PREFIX.as_bytes())?;
                std::str::from_utf8(line).ok()?.split_once('=')
            })
        }

        /// Returns the hubs it descends from. The limit adds none if the environment already names
        /// its hub.
        #[expect(clippy::cast_possible_truncation, reason = "the bits that are left fit")]
        fn hubs(&self) -> Vec<HubId> {
            let mut all: Vec<_> =
                self.variables().filter_map(|(name, _)| HubId::parse(name)).collect();
            let Some(limit) = self.limit else { return all };
            if !all.iter().any(|hub| hub.limit(0) >> CHILD_BITS == limit >> CHILD_BITS) {
                let pid = hub_of(limit) as u32;
                let low = (limit >> CHILD_BITS) as u32 & ((1 << STARTED_BITS) - 1);
                // The limit contains only the low bits of the start time. The others come from the
                // process that has this id now, if it can be the same.
                let now = start_time(pid).filter(|now| now & ((1 << STARTED_BITS) - 1) == low);
                all.push(HubId { pid, started: now.unwrap_or(low) });
            }
            all
        }
    }

    /// Returns the mark in the limits of the process `pid`. While a hub starts a child, it has the
    /// child's limit itself, which is not a mark.
    fn mark_in(limits: &str, pid: &str) -> Option<u64> {
        let limit: u64 = limits
            .lines()
            .find_map(|line| line.strip_prefix("Max realtime timeout"))?
            .split_ascii_whitespace()
            .next()?
            .parse()
            .ok()?;
        (limit & IS_MARK != 0 && hub_of(limit).to_string() != pid).then_some(limit)
    }

    /// Returns the hub's process id in a limit.
    fn hub_of(limit: u64) -> u64 {
        (limit & !IS_MARK) >> (CHILD_BITS + STARTED_BITS)
    }

    fn signal_if(force: bool, is_meant: impl Fn(&Marks) -> bool) -> usize {
        let signal = if force { Signal::KILL } else { Signal::TERM };
        let Ok(processes) = fs::read_dir("/proc") else { return 0 };
        let own = std::process::id();
        let mut found = 0;
        for process in processes.flatten() {
            let name = process.file_name();
            let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let marks = Marks::of(&pid.to_string()).filter(|_| pid != own);
            if !marks.is_some_and(|marks| is_meant(&marks)) {
                continue;
            }
            let is_alive = state_and_start(pid).is_some_and(|(state, _)| !is_over(state));
            let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).filter(|_| is_alive);
            if pid.is_some_and(|pid| kill_process(pid, signal).is_ok()) {
                found += 1;
            }
        }
        found
    }

    #[cfg(test)]
    mod tests {
        use std::process::{Command, Stdio};

        use super::*;

        #[test]
        fn a_limit_names_hub_and_child() {
            let hub = HubId { pid: 0x3f_ffff, started: 0xabcd_1234 };
            let marks =
                |limit| Marks { pid: String::new(), environment: Vec::new(), limit: Some(limit) };
            assert_eq!(marks(hub.limit(7)).hubs(), [HubId { pid: 0x3f_ffff, started: 0x1234 }]);
            assert_eq!(hub.limit(7) >> CHILD_BITS, hub.limit(8) >> CHILD_BITS);
            assert_ne!(hub.limit(7), hub.limit(8));
            assert!(hub.limit(u64::MAX) < 1 << 63);
        }

        #[test]
        fn a_hub_that_is_starting_a_child_is_not_taken_for_the_child() {
            let limit = HubId { pid: 4321, started: 77 }.limit(5);
            let limits = format!("Max cpu time  1  2  us\nMax realtime timeout  {limit}  9  us\n");
            assert_eq!(mark_in(&limits, "4322"), Some(limit));
            assert_eq!(mark_in(&limits, "4321"), None);
            assert_eq!(mark_in("Max realtime timeout  unlimited  9  us\n", "1"), None);
        }

        #[test]
        fn a_hub_is_dead_if_its_process_id_is_free_or_reused() {
            let own = HubId::current();
            assert!(!own.is_dead());
            assert!(HubId { started: own.started ^ 1, ..own }.is_dead());
            assert!(HubId { pid: 0x3f_ffff, started: 1 }.is_dead());
            // Init exists, even if it cannot be inspected.
            assert!(!is_absent(1));
            let limit =
                Marks { pid: String::new(), environment: Vec::new(), limit: Some(own.limit(3)) };
            assert_eq!(limit.hubs(), [own]);
        }

        #[test]
        fn a_process_without_environment_and_session_is_found() {
            // A hub that never existed, so that no other hub looks for its children.
            let mark = Mark { hub: HubId { pid: 0x3f_fff0, started: 77 }, child: 5 };
            let mut command = Command::new("sh");
            command.args(["-c", "env -i setsid sleep 600"]).stdin(Stdio::null());
            let before = getrlimit(Resource::Rttime);
            let inherited = Inherited::set(&mark);
            let mut child = command.spawn().unwrap();
            drop(inherited);
            assert_eq!(getrlimit(Resource::Rttime), before);

            let other = Mark { child: 6, ..mark };
            assert_eq!(signal_child(&other, true), 0);
            while signal_child(&mark, true) > 0 {}
            assert!(!child.wait().unwrap().success());
            assert_eq!(signal_hub(mark.hub, true), 0);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod processes {
    use super::{HubId, Mark};

    /// Other systems have no portable way to read it.
    pub(in crate::proxy::upstream) fn start_time(_: u32) -> Option<u32> {
        None
    }

    /// Only the environment is inherited.
    pub(crate) struct Inherited;

    impl Inherited {
        pub(crate) fn set(_: &Mark) -> Self {
            Self
        }
    }

    pub(crate) fn lift_limit() {}

    /// Other systems do not show the marks of a process: only process groups are signaled.
    pub(crate) fn signal_child(_: &Mark, _: bool) -> usize {
        0
    }

    /// See [`signal_child`].
    pub(crate) fn signal_hub(_: HubId, _: bool) -> usize {
        0
    }

    /// See [`signal_child`].
    pub(crate) fn signal_dead(_: bool) -> usize {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_variable_of_a_hub_marks_children() {
        let hub = HubId::current();
        assert!(is_variable(OsStr::new(&hub.variable())));
        assert_eq!(HubId::parse(&hub.to_string()), Some(hub));
        for name in ["", "X", "HOME", PREFIX, "MCPHUB_CHILD_0", "MCPHUB_CHILD_0123456789abcdeg"] {
            assert!(!is_variable(OsStr::new(name)), "{name}");
        }
    }
}
