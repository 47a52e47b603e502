//! Keeps a command to one core.

use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};

/// From here on this thread, and every thread that it begins, stays on the core that it runs on. For a command that does
/// one thing after the other through several threads, as a simulation does with those of its database: to wake a thread
/// on another core takes longer than most of its queries. A system that refuses changes nothing but how long it takes.
pub(super) fn stay_on_one_core() {
    let mut cores = CpuSet::new();
    cores.set(sched_getcpu());
    let _ = sched_setaffinity(None, &cores);
}
