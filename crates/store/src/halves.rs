//! Halves: a large batch is decided by two threads at once, each on pools of its own. Nothing of what comes of it differs.

use std::cell::OnceCell;
use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuilder};
use scrip_core::command::Request;

use crate::turn;

/// Smaller batches are decided before another thread has woken up.
const REQUESTS_MIN: usize = 192;
/// A half that is smaller than this part of the batch is not worth it.
const SMALLER_MIN: usize = 4;

/// Which of a batch's requests are in its right half.
pub(crate) struct Halves(Vec<bool>);

impl Halves {
    /// None where the batch is to be decided as a whole: it is small, most of it concerns one pool, or a request makes
    /// an account or takes a number, for which it must see all those before it.
    pub(crate) fn of(requests: &[Request]) -> Option<Self> {
        if requests.len() < REQUESTS_MIN {
            return None;
        }
        if requests.iter().any(|request| request.command.makes().is_some() || request.command.issues()) {
            return None;
        }
        let halves = Self(requests.iter().map(|request| request.pool.get() % 2 == 1).collect());
        let right = halves.0.iter().filter(|is_right| **is_right).count();
        (right.min(requests.len() - right) >= requests.len() / SMALLER_MIN).then_some(halves)
    }

    /// Takes the requests apart, each half in its order.
    pub(crate) fn part<T>(&self, whole: &mut Vec<T>) -> (Vec<T>, Vec<T>) {
        let (mut left, mut right) = (Vec::with_capacity(whole.len()), Vec::with_capacity(whole.len()));
        for (one, is_right) in whole.drain(..).zip(&self.0) {
            if *is_right { right.push(one) } else { left.push(one) }
        }
        (left, right)
    }

    /// Puts together what [`Halves::part`] took apart, or what came of it.
    pub(crate) fn join<T>(&self, left: Vec<T>, right: Vec<T>) -> Vec<T> {
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        self.0.iter().filter_map(|is_right| if *is_right { right.next() } else { left.next() }).collect()
    }
}

thread_local! {
    /// This thread and a helper; none where there is one core, or no thread to be had.
    static HANDS: OnceCell<Option<ThreadPool>> = const { OnceCell::new() };
}

/// Does both, at once if a core is free: what the helper has not begun when the first is done, this thread does itself.
pub(crate) fn both<A: Send, B: Send>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B + Send) -> (A, B) {
    HANDS.with(|hands| match hands.get_or_init(two) {
        Some(_) => rayon::join(first, second),
        None => (first(), second()),
    })
}

fn two() -> Option<ThreadPool> {
    if available_parallelism().is_ok_and(|cores| cores.get() < 2) {
        return None;
    }
    let pool = ThreadPoolBuilder::new().num_threads(2).use_current_thread();
    pool.thread_name(|_| "scrip-helper".to_owned()).start_handler(|_| turn::let_callers_go_first()).build().ok()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use scrip_core::command::{Actor, Command};
    use scrip_core::id::{PoolNo, Seq};
    use scrip_core::time::Timestamp;

    use super::*;

    fn request(pool: u64, command: Command) -> Request {
        let pool = PoolNo::new(pool).unwrap();
        Request { pool, clock: Timestamp::EPOCH, actor: Actor::Product, key: None, command }
    }

    fn void(pool: u64) -> Request {
        request(pool, Command::VoidReservation { reservation: Seq::new(1).unwrap() })
    }

    #[test]
    fn a_batch_is_parted_where_it_is_large_and_its_requests_know_nothing_of_each_other() {
        let of_pools = |count: u64, pools: u64| (0..count).map(|n| void(n % pools + 1)).collect::<Vec<_>>();
        let with = |one: Request| of_pools(511, 100).into_iter().chain([one]).collect::<Vec<_>>();
        let sub = Command::AddSubaccount { account: "kid".parse().unwrap() };
        for (what, requests, expected) in [
            ("nothing", of_pools(0, 1), false),
            ("one fewer than large", of_pools(191, 100), false),
            ("large", of_pools(192, 100), true),
            ("of two pools", of_pools(512, 2), true),
            ("of one pool", of_pools(512, 1), false),
            ("of one pool, hardly another", (0..512).map(|n| void(if n % 5 == 0 { 2 } else { 1 })).collect(), false),
            ("that makes an account", with(request(7, sub)), false),
        ] {
            assert_eq!(Halves::of(&requests).is_some(), expected, "{what}");
        }
    }

    #[test]
    fn what_was_taken_apart_is_put_together_in_its_order() {
        let requests: Vec<_> = (0..200).map(|n| void(n * n % 77 + 1)).collect();
        let halves = Halves::of(&requests).unwrap();
        let wanted: Vec<_> = (0..200).collect();
        let (left, right) = halves.part(&mut wanted.clone());
        let is_right = |place: &usize| requests[*place].pool.get() % 2 == 1;
        assert!(right.iter().all(is_right) && !left.iter().any(is_right));
        assert_eq!(halves.join(left, right), wanted);
    }

    #[test]
    fn both_are_done_on_any_thread_again_and_again() {
        let twice = || (0..100).map(|n| both(|| n, || n + 1)).all(|(one, two)| one + 1 == two);
        assert!(twice());
        assert!(thread::spawn(twice).join().unwrap());
    }

    #[test]
    fn a_half_that_panics_is_not_passed_over() {
        let broken = thread::spawn(|| both(|| (), || assert!(HANDS.with(|_| false), "broken"))).join();
        assert!(broken.is_err());
    }
}
