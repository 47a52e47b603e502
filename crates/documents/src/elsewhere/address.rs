//! Addresses that may be asked: of the web, by the name of a host, on the usual ports, and of hosts that the county has
//! allowed. To which machines such a name may lead is looked at where the connection is made.

use std::fmt;

use url::{Host, Url};

/// An `http` or `https` address with the name of a host, without user, on the scheme's usual port; canonical. It never
/// writes the port: a connection would prefer it to that under which the county has listed a machine of the intranet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebAddress(Url);

/// Why an address is none that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// No address at all.
    #[error("不是有效的网址")]
    Form,
    /// `ftp:`, `file:`, `javascript:` …
    #[error("网址须以 http:// 或 https:// 开头")]
    Scheme,
    /// `user@` before the host: it hides where the address leads.
    #[error("网址中不能带用户名和密码")]
    User,
    /// An IP address in any of its forms, or a name of the inner network.
    #[error("网址须用域名，不能用 IP 地址或内部主机名")]
    Host,
    /// Anything but 80 for `http` and 443 for `https`.
    #[error("网址只能用通常的端口：http:// 用 80，https:// 用 443")]
    Port,
}

/// Parameters that say how a reader came, not what is shown.
const TRACKING: [&str; 6] = ["spm", "from", "isappinstalled", "share_token", "fbclid", "gclid"];

impl WebAddress {
    /// Takes `text` as an address, the way browsers do.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim();
        Self::of(Url::parse(text).map_err(|_| AddressFault::Form)?)
    }

    /// What a link on the page at this address leads to.
    pub fn join(&self, href: &str) -> Result<Self, AddressFault> {
        Self::of(self.0.join(href.trim()).map_err(|_| AddressFault::Form)?)
    }

    fn of(mut url: Url) -> Result<Self, AddressFault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressFault::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::User);
        }
        // The parser has understood decimal, octal and hexadecimal forms of IPv4 by now.
        let Some(Host::Domain(host)) = url.host() else { return Err(AddressFault::Host) };
        if !host.contains('.') || host.ends_with('.') {
            return Err(AddressFault::Host);
        }
        // The parser leaves the scheme's usual port out.
        if url.port().is_some() {
            return Err(AddressFault::Port);
        }
        url.set_fragment(None);
        let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| !is_tracking(key)).collect();
        if kept.is_empty() {
            url.set_query(None);
        } else if kept.len() < url.query_pairs().count() {
            url.query_pairs_mut().clear().extend_pairs(kept);
        }
        Ok(Self(url))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Name of the host, in lower case.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// What stands between scheme and path, for the address of the host's `robots.txt`.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Path and query, as `robots.txt` speaks of them.
    pub fn path_and_query(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn is_tracking(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("utm_") || TRACKING.contains(&key.as_str())
}

/// The hosts that may be asked: each with everything below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Default for Hosts {
    /// Governments.
    fn default() -> Self {
        Self(vec!["gov.cn".to_owned()])
    }
}

impl Hosts {
    /// `None` when one of `names` is no name of a domain: a pattern, an address, a port, or a whole top level.
    pub fn parse(names: &[String]) -> Option<Self> {
        let names = names.iter().map(|name| name.trim().to_lowercase()).map(|name| is_domain(&name).then_some(name));
        names.collect::<Option<Vec<_>>>().map(Self)
    }

    /// Whether `address` is on one of them.
    pub fn allow(&self, address: &WebAddress) -> bool {
        let host = address.host();
        self.0
            .iter()
            .any(|name| host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    }

    /// For those who are told.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

fn is_domain(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let last_is_no_number = name.rsplit('.').next().is_some_and(|last| !last.bytes().all(|b| b.is_ascii_digit()));
    name.contains('.') && name.split('.').all(label) && last_is_no_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_canonical() {
        for (text, canonical) in [
            ("HTTPS://WWW.GOV.CN/zhengce/#top", "https://www.gov.cn/zhengce/"),
            (" http://www.gov.cn:80/a.htm?utm_source=x&id=7&from=app ", "http://www.gov.cn/a.htm?id=7"),
            ("https://www.gov.cn", "https://www.gov.cn/"),
            ("https://www.gov.cn/a/../b/./c.htm", "https://www.gov.cn/b/c.htm"),
            ("https://www.gov.cn/a.htm?spm=1.2", "https://www.gov.cn/a.htm"),
            ("https://www.gov.cn/搜索?词=政策", "https://www.gov.cn/%E6%90%9C%E7%B4%A2?%E8%AF%8D=%E6%94%BF%E7%AD%96"),
            ("http://政府.cn/", "http://xn--mxtq1m.cn/"),
        ] {
            assert_eq!(WebAddress::parse(text).map(|address| address.to_string()).as_deref(), Ok(canonical), "{text}");
        }
    }

    #[test]
    fn links_of_a_page_are_followed_from_where_it_stands() {
        let page = WebAddress::parse("https://www.gxzf.gov.cn/zwgk/list/index.htm").expect("an address");
        for (href, leads_to) in [
            ("../t123.shtml", Ok("https://www.gxzf.gov.cn/zwgk/t123.shtml")),
            ("./2026/a.htm", Ok("https://www.gxzf.gov.cn/zwgk/list/2026/a.htm")),
            ("//www.gov.cn/b.htm", Ok("https://www.gov.cn/b.htm")),
            ("?page=2", Ok("https://www.gxzf.gov.cn/zwgk/list/index.htm?page=2")),
            ("javascript:void(0)", Err(AddressFault::Scheme)),
            ("mailto:a@gov.cn", Err(AddressFault::Scheme)),
        ] {
            let joined = page.join(href).map(|address| address.to_string());
            assert_eq!(joined.as_deref().map_err(|fault| *fault), leads_to, "{href}");
        }
    }

    #[test]
    fn hosts_are_allowed_with_everything_below_them() {
        let hosts = Hosts::default();
        for (address, allowed) in [
            ("https://www.gov.cn/", true),
            ("https://gov.cn/", true),
            ("http://sfj.nanning.gov.cn/", true),
            ("https://gov.cn.evil.example/", false),
            ("https://evilgov.cn/", false),
            ("https://www.example.com/?gov.cn", false),
        ] {
            let parsed = WebAddress::parse(address).expect("an address");
            assert_eq!(hosts.allow(&parsed), allowed, "{address}");
        }
    }

    #[test]
    fn a_host_in_the_settings_is_a_domain() {
        let parse = |name: &str| Hosts::parse(&[name.to_owned()]);
        for name in ["gov.cn", " News.CN ", "xn--mxtq1m.cn", "www.12371.cn"] {
            assert!(parse(name).is_some(), "{name}");
        }
        for name in [
            "",
            "cn",
            "localhost",
            "*.gov.cn",
            ".gov.cn",
            "gov.cn:8080",
            "127.0.0.1",
            "[::1]",
            "https://gov.cn",
            "a_b.cn",
        ] {
            assert!(parse(name).is_none(), "{name}");
        }
        assert!(Hosts::parse(&[]).is_some(), "a county that reprints nothing allows nothing");
    }
}
