//! Work on many threads whose results come out in the order of the inputs.
//!
//! Every item gets a channel of its own for its one result; the channels queue up in the order of the items. Both
//! queues are bounded, so that neither inputs nor results pile up, however slow one item is.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// As much as a main thread usually has; threads get less by default.
const STACK: usize = 8 << 20;

/// Takes `items` one by one, works on them with `jobs` threads, and hands the results to `sink` in order, on the
/// calling thread. Where `sink` breaks, no further items are taken.
///
/// `work` must not panic: the result of an item whose work did is left out.
pub fn run<I, O>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> ControlFlow<()>,
) where
    I: Send,
    O: Send,
{
    let jobs = jobs.max(1);
    let (give, take) = sync_channel::<(I, SyncSender<O>)>(jobs);
    let (queue, results) = sync_channel::<Receiver<O>>(4 * jobs);
    let take = Mutex::new(take);
    let (take, work) = (&take, &work);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let worker = move || {
                loop {
                    // A poisoned lock only says that another worker panicked; the queue itself is whole.
                    let next = take.lock().unwrap_or_else(|e| e.into_inner()).recv();
                    let Ok((item, result)) = next else { break };
                    // Nobody listens any more once the sink broke off.
                    let _ = result.send(work(item));
                }
            };
            let spawned = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, worker);
            if spawned.is_err() {
                // Out of threads: those that started do the work. With none at all, the queue below is never
                // served, so the work is done by a plain thread, whose failure to start panics with a clear message.
                scope.spawn(worker);
                break;
            }
        }
        scope.spawn(move || {
            for item in items {
                let (result, receiver) = sync_channel(1);
                if queue.send(receiver).is_err() || give.send((item, result)).is_err() {
                    break;
                }
            }
        });
        for receiver in &results {
            let Ok(result) = receiver.recv() else {
                continue;
            };
            if sink(result).is_break() {
                break;
            }
        }
        drop(results);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            run(
                jobs,
                0..500u64,
                |n| (0..(n * 7919) % 1000).fold(n, |a, _| std::hint::black_box(a)),
                |n| {
                    seen.push(n);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(seen, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sink_that_breaks_stops_an_endless_input() {
        let mut seen = 0;
        run(
            3,
            0u64..,
            |n| n,
            |n| {
                seen = n;
                if n == 10 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(seen, 10);
    }

    #[test]
    fn no_items_give_no_results() {
        run(
            2,
            std::iter::empty::<u8>(),
            |n| n,
            |_| panic!("there is nothing"),
        );
    }
}
