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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_scheduled_as_a_batch() {
        let policy = std::thread::spawn(|| {
            let_callers_go_first();
            // Field 41 of proc_pid_stat(5), counted after the name in parentheses: the policy.
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            let rest = stat.rsplit_once(')').unwrap().1.to_owned();
            rest.split_whitespace().nth(38).unwrap().to_owned()
        });
        assert_eq!(policy.join().unwrap(), libc::SCHED_BATCH.to_string());
    }
}
