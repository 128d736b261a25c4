//! Schedules restarts of servers after changes of their files. A server that changes its own files is
//! restarted less and less often.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long there must be no change before a restart.
const QUIET: Duration = Duration::from_millis(300);

/// The longest delay of a restart while changes continue.
const BURST_MAX: Duration = Duration::from_secs(5);

/// The longest pause between two restarts. A change after a longer time starts anew without a pause.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// The schedule, by server.
#[derive(Debug, Default)]
pub(in crate::serve) struct Restarts(HashMap<String, Pace>);

#[derive(Debug, Default)]
struct Pace {
    /// The times of the first and the last change since the last restart.
    burst: Option<(Instant, Instant)>,
    last: Option<Instant>,
    /// The number of restarts in a row with less than `PAUSE_MAX` between them.
    in_a_row: u32,
}

impl Pace {
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.burst?;
        let quiet = (last + QUIET).min(first + BURST_MAX);
        let pause = Duration::from_secs(1 << self.in_a_row.min(6)).min(PAUSE_MAX);
        let paced = self.last.filter(|_| self.in_a_row > 0).map(|last| last + pause);
        Some(paced.map_or(quiet, |paced| paced.max(quiet)))
    }
}

impl Restarts {
    /// Records a change of a file of that server.
    pub(in crate::serve) fn add_change(&mut self, server: &str, now: Instant) {
        let pace = self.0.entry(server.to_owned()).or_default();
        pace.burst = Some((pace.burst.map_or(now, |(first, _)| first), now));
    }

    /// Returns the time of the next restart.
    pub(in crate::serve) fn next_due(&self) -> Option<Instant> {
        self.0.values().filter_map(Pace::due).min()
    }

    /// Returns the servers to restart now, and removes them from the schedule.
    pub(in crate::serve) fn take_due(&mut self, now: Instant) -> Vec<String> {
        let mut due = Vec::new();
        for (server, pace) in &mut self.0 {
            if pace.due().is_none_or(|due| due > now) {
                continue;
            }
            let soon = pace.last.is_some_and(|last| now <= last + PAUSE_MAX);
            pace.in_a_row = if soon { pace.in_a_row.saturating_add(1) } else { 0 };
            (pace.burst, pace.last) = (None, Some(now));
            due.push(server.clone());
        }
        due
    }

    /// Removes servers that are no longer watched.
    pub(in crate::serve) fn retain(&mut self, is_watched: impl Fn(&str) -> bool) {
        self.0.retain(|server, _| is_watched(server));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_changes_is_one_restart_and_one_without_end_is_cut() {
        let began = Instant::now();
        let at = |ms| began + Duration::from_millis(ms);
        let mut restarts = Restarts::default();
        assert_eq!((restarts.next_due(), restarts.take_due(at(0)).len()), (None, 0));
        for ms in [0, 100, 200] {
            restarts.add_change("a", at(ms));
        }
        assert_eq!(restarts.next_due(), Some(at(500)));
        assert_eq!(restarts.take_due(at(499)), [""; 0]);
        assert_eq!(restarts.take_due(at(500)), ["a"]);
        assert_eq!(restarts.next_due(), None);
        for ms in (200_000..210_000).step_by(200) {
            restarts.add_change("a", at(ms));
        }
        assert_eq!(restarts.next_due(), Some(at(205_000)));
    }

    #[test]
    fn restarts_that_follow_one_another_come_less_and_less_often() {
        let mut now = Instant::now();
        let mut restarts = Restarts::default();
        let mut gaps = Vec::new();
        for _ in 0..9 {
            restarts.add_change("a", now);
            let due = restarts.next_due().unwrap();
            gaps.push((due - now).as_millis());
            now = due;
            assert_eq!(restarts.take_due(now), ["a"]);
        }
        assert_eq!(gaps, [300, 300, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
        restarts.add_change("a", now + Duration::from_mins(10));
        assert_eq!(restarts.next_due(), Some(now + Duration::from_mins(10) + QUIET));
    }
}
