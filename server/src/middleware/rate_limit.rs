//! How often one address may do what costs others something: try to sign in, send a report, guess a code.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Attempts per address and minute; addresses that rest are forgotten.
#[derive(Clone)]
pub(crate) struct AddressLimit(Arc<DefaultKeyedRateLimiter<IpAddr>>);

impl AddressLimit {
    pub(crate) fn per_minute(attempts: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(attempts).unwrap_or(NonZeroU32::MIN));
        Self(Arc::new(RateLimiter::keyed(quota)))
    }

    /// Counts one attempt; `false` when there were too many.
    pub(crate) fn admits(&self, address: IpAddr) -> bool {
        self.0.check_key(&line(address)).is_ok()
    }

    /// Forgets addresses that have all their attempts again.
    pub(crate) fn forget_rested(&self) {
        self.0.retain_recent();
    }
}

/// What one subscriber has: an IPv4 address, or the /64 of IPv6 in which every device draws addresses at will.
pub(crate) fn line(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_new_ipv6_addresses_gives_no_new_attempts() {
        let limit = AddressLimit::per_minute(1);
        let admits = |address: &str| limit.admits(address.parse().unwrap());
        assert!(admits("2001:db8:1:2::1"));
        assert!(!admits("2001:db8:1:2:aaaa:bbbb:cccc:dddd"));
        assert!(admits("2001:db8:1:3::1"), "another line");
        assert!(admits("192.0.2.1"));
        assert!(!admits("::ffff:192.0.2.1"), "the same address, written as IPv6");
        assert!(admits("192.0.2.2"));
    }
}
