//! A future that goes on at once where it has woken itself.
//!
//! A connection reads its requests' bodies itself: whoever takes a piece wakes the side that reads
//! the socket, which is the same task. A scheduler would put that task to the end of its queue and
//! rouse another thread for it, once for each request.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;

/// How often in a row it may go on; then it is the turn of others.
const TURNS: usize = 4;

const WAITING: u8 = 0;
const POLLED: u8 = 1;
const WOKEN: u8 = 2;

/// Polls `future` again where it was woken while it was polled.
pub(super) async fn in_one_turn<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let turn = Arc::new(Turn { state: AtomicU8::new(WAITING), task: AtomicWaker::new() });
    let waker = Waker::from(Arc::clone(&turn));
    poll_fn(|task| {
        turn.task.register(task.waker());
        for _ in 0..TURNS {
            turn.state.store(POLLED, Ordering::Release);
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Poll::Ready(output);
            }
            let waits =
                turn.state.compare_exchange(POLLED, WAITING, Ordering::AcqRel, Ordering::Acquire);
            if waits.is_ok() {
                return Poll::Pending;
            }
        }
        task.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

/// Where it stands, and the task around it.
struct Turn {
    state: AtomicU8,
    task: AtomicWaker,
}

impl Wake for Turn {
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

    /// Counts how often it is woken.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Polls once: the task, and whether the future has ended.
    fn poll<F: Future>(future: std::pin::Pin<&mut F>, task: &Arc<Task>) -> (bool, usize) {
        let waker = Waker::from(Arc::clone(task));
        let ended = future.poll(&mut Context::from_waker(&waker)).is_ready();
        (ended, task.0.load(Ordering::Relaxed))
    }

    /// Wakes itself as often as that, then ends.
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
    fn what_wakes_itself_goes_on_without_its_task() {
        let task = Arc::<Task>::default();
        assert_eq!(poll(pin!(in_one_turn(restless(TURNS - 1))), &task), (true, 0));
    }

    #[test]
    fn what_never_rests_lets_others_have_their_turn() {
        let task = Arc::<Task>::default();
        let mut future = pin!(in_one_turn(restless(2 * TURNS)));
        assert_eq!(poll(future.as_mut(), &task), (false, 1));
        assert_eq!(poll(future.as_mut(), &task), (false, 2));
        assert_eq!(poll(future.as_mut(), &task), (true, 2));
    }

    #[test]
    fn what_is_woken_from_outside_wakes_its_task_once() {
        let task = Arc::<Task>::default();
        let (send, receive) = tokio::sync::oneshot::channel();
        let mut future = pin!(in_one_turn(receive));
        assert_eq!(poll(future.as_mut(), &task), (false, 0));
        send.send(()).unwrap();
        assert_eq!(task.0.load(Ordering::Relaxed), 1);
        assert_eq!(poll(future.as_mut(), &task), (true, 1));
    }
}
