//! Polls a future again immediately if it woke itself.
//!
//! The task of a connection both reads the socket and consumes the body, so it wakes itself for each
//! chunk. The scheduler would move it to the end of the queue and wake another thread, once per request.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;

/// Maximum number of polls in a row, so that other tasks can run.
const POLLS_MAX: usize = 4;

const WAITING: u8 = 0;
const POLLED: u8 = 1;
const WOKEN: u8 = 2;

/// Polls `future` again if it was woken while it was polled.
pub(crate) async fn poll_eagerly<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let eager = EagerPoll::new();
    poll_fn(|task| eager.poll(task, |woken| future.as_mut().poll(woken))).await
}

/// Polls the same future from any task.
pub(crate) struct EagerPoll {
    shared: Arc<EagerWaker>,
    waker: Waker,
}

/// The poll state, and the task that polls.
struct EagerWaker {
    state: AtomicU8,
    task: AtomicWaker,
}

impl EagerPoll {
    pub(crate) fn new() -> Self {
        let shared =
            Arc::new(EagerWaker { state: AtomicU8::new(WAITING), task: AtomicWaker::new() });
        Self { waker: Waker::from(Arc::clone(&shared)), shared }
    }

    /// Calls `poll`, and again if its waker was woken meanwhile. Wakes `task` later.
    pub(crate) fn poll<T>(
        &self,
        task: &mut Context<'_>,
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let state = &self.shared.state;
        self.shared.task.register(task.waker());
        for _ in 0..POLLS_MAX {
            state.store(POLLED, Ordering::Release);
            if let Poll::Ready(output) = poll(&mut Context::from_waker(&self.waker)) {
                return Poll::Ready(output);
            }
            let waits =
                state.compare_exchange(POLLED, WAITING, Ordering::AcqRel, Ordering::Acquire);
            if waits.is_ok() {
                return Poll::Pending;
            }
        }
        task.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Wake for EagerWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.state.swap(WOKEN, Ordering::AcqRel) == WAITING {
            self.task.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::atomic::AtomicUsize;

    /// Counts its wake-ups.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Polls once; returns whether the future is ready, and the number of wake-ups.
    fn poll<F: Future>(future: std::pin::Pin<&mut F>, task: &Arc<Task>) -> (bool, usize) {
        let waker = Waker::from(Arc::clone(task));
        let ended = future.poll(&mut Context::from_waker(&waker)).is_ready();
        (ended, task.0.load(Ordering::Relaxed))
    }

    /// Wakes itself `times` times, then completes.
    fn restless(mut times: usize) -> impl Future<Output = ()> {
        poll_fn(move |task| {
            if times == 0 {
                return Poll::Ready(());
            }
            times -= 1;
            task.waker().wake_by_ref();
            Poll::Pending
        })
    }

    #[test]
    fn a_future_that_wakes_itself_is_polled_without_its_task() {
        let task = Arc::<Task>::default();
        assert_eq!(poll(pin!(poll_eagerly(restless(POLLS_MAX - 1))), &task), (true, 0));
    }

    #[test]
    fn a_future_that_never_rests_yields_to_other_tasks() {
        let task = Arc::<Task>::default();
        let mut future = pin!(poll_eagerly(restless(2 * POLLS_MAX)));
        assert_eq!(poll(future.as_mut(), &task), (false, 1));
        assert_eq!(poll(future.as_mut(), &task), (false, 2));
        assert_eq!(poll(future.as_mut(), &task), (true, 2));
    }

    #[test]
    fn an_external_wake_up_wakes_the_task_once() {
        let task = Arc::<Task>::default();
        let (send, receive) = tokio::sync::oneshot::channel();
        let mut future = pin!(poll_eagerly(receive));
        assert_eq!(poll(future.as_mut(), &task), (false, 0));
        send.send(()).unwrap();
        assert_eq!(task.0.load(Ordering::Relaxed), 1);
        assert_eq!(poll(future.as_mut(), &task), (true, 1));
    }
}
