//! The portal itself, asked as a visitor asks it: its own listener, with the public name in the header `host`.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use patrol::{Answer, Failure, Method, Request};
use reqwest::{Client, header, redirect::Policy};
use url::Url;

use crate::outside::answer::{failure_of, read};

/// From the request to the last byte.
const WHOLE: Duration = Duration::from_secs(30);

pub(super) struct OwnPortal {
    public: Url,
    /// Where the listener is reached from this machine.
    listener: SocketAddr,
    /// Keeps connections, as browsers do.
    client: Client,
    /// A connection for each request.
    cold: Client,
}

impl OwnPortal {
    pub(super) fn new(public_address: &str, listener: SocketAddr) -> Result<Self> {
        // Fails only when another part of the process has chosen one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = |connections: usize| {
            Client::builder()
                .user_agent("longan-patrol")
                .no_proxy()
                .redirect(Policy::none())
                .referer(false)
                .timeout(WHOLE)
                .pool_max_idle_per_host(connections)
                .build()
                .context("无法准备对本门户的巡查")
        };
        let public = Url::parse(public_address).context("public_address 不是网址")?;
        Ok(Self { public, listener: reachable(listener), client: client(4)?, cold: client(0)? })
    }

    /// Path and query of `address` if it is one of this portal.
    pub(super) fn place_of(&self, address: &str) -> Option<String> {
        let url = Url::parse(address).ok()?;
        let is_own = url.scheme() == self.public.scheme()
            && url.host_str() == self.public.host_str()
            && url.port_or_known_default() == self.public.port_or_known_default();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        is_own.then(|| format!("{}{query}", url.path()))
    }

    pub(super) async fn ask(&self, request: &Request, place: &str) -> Result<Answer, Failure> {
        let client = if request.cold { &self.cold } else { &self.client };
        let address = format!("http://{}{place}", self.listener);
        let method = match request.method {
            Method::Head => reqwest::Method::HEAD,
            Method::Get => reqwest::Method::GET,
        };
        let started = Instant::now();
        let response = client.request(method, address).header(header::HOST, self.host()).send().await;
        let response = response.map_err(|error| failure_of(&error))?;
        read(response, started.elapsed(), request.most_bytes).await
    }

    pub(super) async fn is_up(&self) -> bool {
        let request = Request { address: String::new(), method: Method::Get, most_bytes: 100, cold: true };
        self.ask(&request, "/health").await.is_ok_and(|answer| answer.status == 200)
    }

    fn host(&self) -> String {
        let name = self.public.host_str().unwrap_or_default();
        self.public.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
    }
}

/// A listener on all addresses is reached on this machine's own.
fn reachable(listener: SocketAddr) -> SocketAddr {
    let ip = match listener.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listener.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_under_the_public_address_is_the_portal() {
        let listener = "0.0.0.0:3000".parse().expect("an address");
        let portal = OwnPortal::new("https://www.lax.gov.cn", listener).expect("a client");
        for (address, place) in [
            ("https://www.lax.gov.cn/c/tzgg?page=2#x", Some("/c/tzgg?page=2")),
            ("https://www.lax.gov.cn:443/", Some("/")),
            ("http://www.lax.gov.cn/", None),
            ("https://www.lax.gov.cn:8443/", None),
            ("https://lax.gov.cn/", None),
            ("https://www.lax.gov.cn.example/", None),
            ("http://127.0.0.1:3000/", None),
        ] {
            assert_eq!(portal.place_of(address).as_deref(), place, "{address}");
        }
        assert_eq!(
            (portal.listener.to_string().as_str(), portal.host().as_str()),
            ("127.0.0.1:3000", "www.lax.gov.cn")
        );
    }
}
