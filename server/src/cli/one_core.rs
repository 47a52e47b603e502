//! Keeps a command to one core, and its threads from interrupting each other.

use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};
use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id,
};

/// Niceness 0, on the library's scale from 0 to 99.
const AS_ALL_OTHERS: u8 = 48;

/// From here on this thread, and every thread that it begins, stays on the core that it runs on, and ends what it is at
/// before one that it wakes has its turn. For a command that does one thing after the other through several threads, as a
/// simulation does with those of its database: to wake a thread on another core takes longer than most of its queries, and
/// one that runs at once finds the lock held by the other. A system that refuses changes nothing but how long it takes.
pub(super) fn stay_on_one_core() {
    let mut cores = CpuSet::new();
    cores.set(sched_getcpu());
    let _ = sched_setaffinity(None, &cores);
    let batch = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Batch);
    if let Ok(priority) = AS_ALL_OTHERS.try_into() {
        let _ = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Crossplatform(priority), batch);
    }
}
