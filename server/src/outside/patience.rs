//! Politeness: one request to a host at a time, and a pause between two.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::OwnedMutexGuard;

/// When each host was last asked.
#[derive(Debug)]
pub(super) struct Patience {
    pause: Duration,
    hosts: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<Instant>>>>>,
}

/// Many more than a county has sources; those who rest are then forgotten.
const MOST: usize = 500;

/// The turn at a host, until it is dropped.
pub(super) struct Turn(OwnedMutexGuard<Option<Instant>>);

impl Patience {
    pub(super) fn new(pause: Duration) -> Self {
        Self { pause, hosts: Mutex::default() }
    }

    /// Waits until nobody else asks the host, and until it has rested.
    pub(super) async fn turn(&self, host: &str) -> Turn {
        let last = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() > MOST {
                let pause = self.pause;
                hosts.retain(|_, last| last.try_lock().is_ok_and(|last| last.is_some_and(|at| at.elapsed() < pause)));
            }
            hosts.entry(host.to_owned()).or_default().clone()
        };
        let last = last.lock_owned().await;
        if let Some(at) = *last {
            tokio::time::sleep(self.pause.saturating_sub(at.elapsed())).await;
        }
        Turn(last)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}
