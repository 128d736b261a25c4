//! A thread for file operations with a time limit: if a network file system hangs, it blocks this
//! thread only.

use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::{Mutex, MutexGuard};

type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs one at a time, in order.
#[derive(Debug)]
pub(super) struct FileThread {
    name: &'static str,
    /// Limit for the duration of a job.
    limit: Duration,
    /// `None` until the first job.
    jobs: Mutex<Option<Sender<Job>>>,
    /// Start time of the running job.
    busy_since: Arc<Mutex<Option<Instant>>>,
}

impl FileThread {
    /// Creates a handle. The thread starts with the first job and ends when the handle is dropped.
    pub(super) fn new(name: &'static str, limit: Duration) -> Self {
        Self { name, limit, jobs: Mutex::default(), busy_since: Arc::default() }
    }

    /// Runs `work` on the thread and returns its result.
    ///
    /// # Errors
    /// Returns `TimedOut` if this job or an earlier one takes too long; the job may then run later
    /// or never. Also fails if the thread cannot be started.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        if lock(&self.busy_since).is_some_and(|since| since.elapsed() > self.limit) {
            return Err(self.timeout_error());
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        let job: Job = Box::new(move || drop(sender.send(work())));
        // The thread lives as long as this handle; if the channel closes, the job panicked.
        let _ = self.jobs()?.send(job);
        receiver.recv_timeout(self.limit).map_err(|error| match error {
            RecvTimeoutError::Timeout => self.timeout_error(),
            RecvTimeoutError::Disconnected => Error::other("the file operation panicked"),
        })
    }

    fn jobs(&self) -> Result<Sender<Job>, Error> {
        let mut jobs = lock(&self.jobs);
        if let Some(jobs) = &*jobs {
            return Ok(jobs.clone());
        }
        let (sender, receiver) = mpsc::channel::<Job>();
        let busy_since = Arc::clone(&self.busy_since);
        thread::Builder::new().name(self.name.to_owned()).spawn(move || {
            for job in receiver {
                *lock(&busy_since) = Some(Instant::now());
                // The panic hook reports the panic; the next job is unaffected.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
                *lock(&busy_since) = None;
            }
        })?;
        *jobs = Some(sender.clone());
        Ok(sender)
    }

    fn timeout_error(&self) -> Error {
        let seconds = self.limit.as_secs_f32();
        let text = format!("the file system has not answered for {seconds} s");
        Error::new(ErrorKind::TimedOut, text)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hanging_job_times_out_and_later_ones_fail_until_it_ends() {
        let files = FileThread::new("test", Duration::from_millis(20));
        let (end, ended) = mpsc::channel::<()>();
        let timeout_error = files.run(move || ended.recv().is_ok()).unwrap_err();
        assert_eq!(timeout_error.kind(), ErrorKind::TimedOut);
        // It fails at once, because a queued job would not run in time.
        assert_eq!(files.run(|| 2).unwrap_err().kind(), ErrorKind::TimedOut);
        drop(end);
        let start = Instant::now();
        while files.run(|| 3).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "it never came back");
            thread::yield_now();
        }
    }

    #[test]
    fn a_panicking_job_does_not_affect_others() {
        let files = FileThread::new("test", Duration::from_secs(20));
        assert!(files.run(|| panic!("as broken work does")).is_err());
        assert_eq!(files.run(|| 1).unwrap(), 1);
    }
}
