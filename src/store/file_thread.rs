//! A thread that works on files for others, who wait for it only so long: a network file system that
//! hangs holds this one thread and nobody else.

use std::io::{Error, ErrorKind};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

type Job = Box<dyn FnOnce() + Send>;

/// Works on one job after the other, in the order in which they came.
#[derive(Debug)]
pub(super) struct FileThread {
    name: &'static str,
    /// How long a job may take.
    patience: Duration,
    /// `None` until there is a first job.
    jobs: Mutex<Option<Sender<Job>>>,
    /// When the job under way began.
    busy_since: Arc<Mutex<Option<Instant>>>,
}

impl FileThread {
    /// A thread that starts with its first job and ends when this is dropped.
    pub(super) fn new(name: &'static str, patience: Duration) -> Self {
        Self { name, patience, jobs: Mutex::default(), busy_since: Arc::default() }
    }

    /// Waits for `work` and returns what it returns.
    ///
    /// # Errors
    /// `TimedOut` if the work takes too long, or an earlier one still does: then it may be done later,
    /// or never. Those of the system if it gives no thread.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        if held(&self.busy_since).is_some_and(|since| since.elapsed() > self.patience) {
            return Err(self.late());
        }
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move || drop(answer.send(work())));
        // The thread lives as long as this; without an answer its job panicked.
        let _ = self.jobs()?.send(job);
        answered.recv_timeout(self.patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => self.late(),
            RecvTimeoutError::Disconnected => Error::other("the work on the file broke off"),
        })
    }

    fn jobs(&self) -> Result<Sender<Job>, Error> {
        let mut jobs = held(&self.jobs);
        if let Some(jobs) = &*jobs {
            return Ok(jobs.clone());
        }
        let (sender, receiver) = mpsc::channel::<Job>();
        let busy_since = Arc::clone(&self.busy_since);
        thread::Builder::new().name(self.name.to_owned()).spawn(move || {
            for job in receiver {
                *held(&busy_since) = Some(Instant::now());
                // A panic is reported where panics are; the next job knows nothing of it.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
                *held(&busy_since) = None;
            }
        })?;
        *jobs = Some(sender.clone());
        Ok(sender)
    }

    fn late(&self) -> Error {
        let seconds = self.patience.as_secs_f32();
        let text = format!("the file system has not answered for {seconds} s");
        Error::new(ErrorKind::TimedOut, text)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_hangs_is_left_alone_and_the_next_is_refused_until_it_ends() {
        let files = FileThread::new("test", Duration::from_millis(20));
        let (end, ended) = mpsc::channel::<()>();
        let late = files.run(move || ended.recv().is_ok()).unwrap_err();
        assert_eq!(late.kind(), ErrorKind::TimedOut);
        // It is refused at once: what waits behind it would never come to its turn.
        assert_eq!(files.run(|| 2).unwrap_err().kind(), ErrorKind::TimedOut);
        drop(end);
        let start = Instant::now();
        while files.run(|| 3).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "it never came back");
            thread::yield_now();
        }
    }

    #[test]
    fn work_that_panics_ends_no_other() {
        let files = FileThread::new("test", Duration::from_secs(20));
        assert!(files.run(|| panic!("as broken work does")).is_err());
        assert_eq!(files.run(|| 1).unwrap(), 1);
    }
}
