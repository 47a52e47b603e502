//! Networks of addresses: `10.0.0.0/8`, or `127.0.0.1` alone.

use std::net::IpAddr;

/// The addresses that begin like `start`, by so many bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    start: IpAddr,
    bits: u32,
}

impl Network {
    /// `None` when `text` is neither an address nor a network.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (start, bits) = match text.trim().split_once('/') {
            Some((start, bits)) => (start, Some(bits.parse().ok()?)),
            None => (text.trim(), None),
        };
        let start: IpAddr = start.parse().ok()?;
        let bits = bits.unwrap_or(length(start));
        (bits <= length(start)).then_some(Self { start, bits })
    }

    pub(crate) fn contains(self, address: IpAddr) -> bool {
        // A listener for both kinds reports IPv4 addresses in the clothes of IPv6.
        let address = address.to_canonical();
        let rest = length(self.start) - self.bits;
        let beginning = |address: IpAddr| number(address).checked_shr(rest).unwrap_or_default();
        self.start.is_ipv4() == address.is_ipv4() && beginning(self.start) == beginning(address)
    }
}

/// Bits of an address.
fn length(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_the_addresses_that_begin_like_it() {
        for (network, address, expected) in [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            (" 192.168.4.0/22 ", "192.168.7.255", true),
            ("192.168.4.0/22", "192.168.8.0", false),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::1", "::1", true),
            ("fd00::/8", "fdab::1", true),
            ("fd00::/8", "fe80::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "10.0.0.1", false),
        ] {
            let found = Network::parse(network).unwrap().contains(address.parse().unwrap());
            assert_eq!(found, expected, "{address} in {network}");
        }
    }

    #[test]
    fn what_is_no_network_is_none() {
        for text in ["", "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "10.0.0.1:80"] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
    }
}
