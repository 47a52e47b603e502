//! How often one address may try to sign in.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Attempts per address and minute; addresses that rest are forgotten.
#[derive(Clone)]
pub struct SignInLimit(Arc<DefaultKeyedRateLimiter<IpAddr>>);

impl SignInLimit {
    pub fn per_minute(attempts: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(attempts).unwrap_or(NonZeroU32::MIN));
        Self(Arc::new(RateLimiter::keyed(quota)))
    }

    /// Counts one attempt; `false` when there were too many.
    pub fn admits(&self, address: IpAddr) -> bool {
        self.0.check_key(&address).is_ok()
    }

    /// Forgets addresses that have all their attempts again.
    pub fn forget_rested(&self) {
        self.0.retain_recent();
    }
}
