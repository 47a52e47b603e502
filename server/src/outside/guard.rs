//! Where a name may lead: to machines of the public network, and to those of the intranet that the county has listed. A
//! name is looked up once, its addresses are judged, and the connection goes to one of those and no other; a second look-up
//! could give another answer.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, LazyLock},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Intranet;
use crate::network::Network;

/// What is not of the public network (IANA special-purpose registries), and what cloud operators keep for themselves
/// on public numbers.
static INNER: LazyLock<Vec<Network>> = LazyLock::new(|| {
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10", // carriers' own, and the metadata service of Alibaba Cloud
        "127.0.0.0/8",
        "168.63.129.16/32", // the host of a machine at Azure
        "169.254.0.0/16",   // link-local, and the metadata services of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23", // Teredo and other tunnels: they carry an IPv4 address that nobody has judged
        "2001:db8::/32",
        "2002::/16", // 6to4, as Teredo
        "3fff::/20",
    ]
    .into_iter()
    .map(|text| Network::parse(text).expect("a network, as the tests show"))
    .collect()
});

/// Global unicast: everything else of IPv6 is local, mapped, translated or not given out.
const GLOBAL_UNICAST: u8 = 0b001;

/// Whether a machine at `address` may be connected to.
pub fn is_public(address: IpAddr) -> bool {
    let is_global = match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => leading_bits(address) == GLOBAL_UNICAST,
    };
    is_global && !INNER.iter().any(|network| network.contains(address))
}

const fn leading_bits(address: Ipv6Addr) -> u8 {
    address.octets()[0] >> 5
}

/// All addresses of a name are inner ones.
#[derive(Debug, thiserror::Error)]
#[error("{0} leads into the inner network")]
pub(super) struct LeadsInside(pub(super) String);

/// The name has no address.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not known")]
pub(super) struct Unknown(pub(super) String);

/// How names are looked up.
#[derive(Debug)]
pub(super) enum Names {
    /// By the machine.
    System,
    /// By a test, which says where each name leads.
    Staged(HashMap<String, SocketAddr>),
}

/// The look-up that the connections are made by.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) names: Names,
    pub(super) intranet: Intranet,
}

impl Guard {
    async fn look_up(&self, name: &str) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        if let Some(place) = self.intranet.place(name) {
            return Ok(vec![place]);
        }
        let unknown = || Unknown(name.to_owned());
        let found: Vec<SocketAddr> = match &self.names {
            // The port comes from the address that is asked for.
            Names::System => tokio::net::lookup_host((name, 0)).await.map_err(|_| unknown())?.collect(),
            Names::Staged(names) => names.get(name).copied().into_iter().collect(),
        };
        if found.is_empty() {
            return Err(unknown().into());
        }
        let public: Vec<SocketAddr> = found.into_iter().filter(|address| is_public(address.ip())).collect();
        if public.is_empty() { Err(LeadsInside(name.to_owned()).into()) } else { Ok(public) }
    }
}

/// The guard as a part of the client.
#[derive(Debug, Clone)]
pub(super) struct GuardedNames(pub(super) Arc<Guard>);

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0.clone();
        Box::pin(async move {
            let addresses = guard.look_up(name.as_str()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_network_is_connected_to() {
        for (address, public) in [
            ("8.8.8.8", true),
            ("202.108.22.5", true),
            ("172.15.255.255", true),
            ("172.32.0.1", true),
            ("100.63.255.255", true),
            ("100.128.0.1", true),
            ("198.17.255.255", true),
            ("2400:3200::1", true),
            ("2001:250::1", true),
            ("2001:1ff::1", false),
            ("2001:da8::1", true),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("10.0.0.8", false),
            ("10.255.255.255", false),
            ("100.64.0.1", false),
            ("100.100.100.200", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("168.63.129.16", false),
            ("169.254.169.254", false),
            ("169.254.0.23", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.0.192", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("198.51.100.7", false),
            ("203.0.113.7", false),
            ("224.0.0.1", false),
            ("239.255.255.255", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::127.0.0.1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b:1::1", false),
            ("100::1", false),
            ("2001::1", false),
            ("2001:20::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::1", false),
            ("3fff::1", false),
            ("fc00::1", false),
            ("fd00:ec2::254", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            let parsed: IpAddr = address.parse().expect("tests write addresses");
            assert_eq!(is_public(parsed), public, "{address}");
        }
    }
}
