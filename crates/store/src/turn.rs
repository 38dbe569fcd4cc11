//! Turns: who goes first where callers share a core with the writer and with work in the background. Knows the scheduler and nothing of the ledger.

/// Has this thread interrupt no other when it is woken (`SCHED_BATCH`): the first of many callers that are ready would
/// otherwise get a commit and a flush of its own, and the others wait for it. On an idle core nothing changes. Where the
/// system does not know or allow it, commits are smaller under load, and that is all.
pub(crate) fn let_callers_go_first() {
    #[cfg(target_os = "linux")]
    {
        let priority = libc::sched_param { sched_priority: 0 };
        #[expect(unsafe_code, reason = "the call has no safe form; it reads one number and concerns this thread alone")]
        // SAFETY: 0 is the calling thread, and the pointer leads to a value that outlives the call.
        let _ = unsafe { libc::sched_setscheduler(0, libc::SCHED_BATCH, &raw const priority) };
    }
}

/// Lets those run who wait for this thread's core; at once again where nobody does.
pub(crate) fn give_way() {
    std::thread::yield_now();
}

/// Has this thread take about a tenth of a core where callers want all of it, and as much as it likes where they do not: what
/// it does, nobody waits for. With less it would wait for ever on a full core, while the writer waits for it.
pub(crate) fn stay_in_the_background() {
    let_callers_go_first();
    #[cfg(target_os = "linux")]
    {
        #[expect(unsafe_code, reason = "the call has no safe form; it takes numbers and concerns this thread alone")]
        // SAFETY: on Linux 0 is the calling thread, and nothing but its weight changes.
        let _ = unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, BACKGROUND_NICE) };
    }
}

/// The weight of 10 is a ninth of that of 0.
#[cfg(target_os = "linux")]
const BACKGROUND_NICE: libc::c_int = 10;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_scheduled_as_a_batch_and_one_in_the_background_weighs_less() {
        // Nice value and policy of a thread that did this first: fields 19 and 41 of proc_pid_stat(5), counted after the name.
        let after = |first: fn()| {
            let thread = std::thread::spawn(move || {
                first();
                let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
                let rest: Vec<_> = stat.rsplit_once(')').unwrap().1.split_whitespace().map(str::to_owned).collect();
                (rest[16].clone(), rest[38].clone())
            });
            thread.join().unwrap()
        };
        let (usual, _) = after(|| ());
        let batch = libc::SCHED_BATCH.to_string();
        assert_eq!(after(let_callers_go_first), (usual, batch.clone()));
        assert_eq!(after(stay_in_the_background), (BACKGROUND_NICE.to_string(), batch));
    }
}
