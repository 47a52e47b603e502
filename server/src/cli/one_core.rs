//! Keeps a command to one core, and its threads from interrupting each other.

use rustix::{
    process::{getpriority_process, setpriority_process},
    thread::{CpuSet, sched_getcpu, sched_setaffinity},
};
use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadPriorityOsValue, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

/// From here on this thread, and every thread that it begins, stays on the core that it runs on, and is not interrupted by
/// one that it wakes. For a command that does one thing after the other through several threads, as a simulation does with
/// those of its database: to wake a thread on another core takes longer than most of its queries, and one that runs at once
/// finds the lock held by the other. A system that refuses changes nothing but how long it takes.
pub(super) fn stay_on_one_core() {
    let mut cores = CpuSet::new();
    cores.set(sched_getcpu());
    let _ = sched_setaffinity(None, &cores);
    // The library sets a niceness with the policy; the one that was asked for stays.
    let niceness = getpriority_process(None);
    let batch = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Batch);
    let none = ThreadPriority::Os(ThreadPriorityOsValue::default());
    let _ = set_thread_priority_and_policy(thread_native_id(), none, batch);
    if let Ok(niceness) = niceness {
        let _ = setpriority_process(None, niceness);
    }
}
