//! Machines of the government's intranet on which sources of reprints lie. Nothing inside is asked unless the county has
//! listed it by name with its address; such a name is not looked up and leads to that one place.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
};

use documents::elsewhere::address::Hosts;

/// The listed machines by name; none unless the county lists some.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intranet(HashMap<String, SocketAddr>);

impl Intranet {
    /// Takes lines of the form `NAME=ADDRESS` or `NAME=ADDRESS:PORT`. `None` when one is not, or when a name stands twice.
    pub fn parse(lines: &[String]) -> Option<Self> {
        let mut machines = HashMap::new();
        for line in lines {
            let (name, place) = line.split_once('=')?;
            let name = Hosts::parse(&[name.to_owned()])?.names().first()?.clone();
            if machines.insert(name, parse_place(place.trim())?).is_some() {
                return None;
            }
        }
        Some(Self(machines))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Where the machine called `name` is, if it is a listed one.
    pub(super) fn place(&self, name: &str) -> Option<SocketAddr> {
        self.0.get(name).copied()
    }
}

/// Without a port, that of the address which is asked for: a connection takes port 0 so.
fn parse_place(text: &str) -> Option<SocketAddr> {
    let bare = |text: &str| text.parse::<IpAddr>().ok().map(|address| SocketAddr::new(address, 0));
    text.parse().ok().or_else(|| bare(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(lines: &[&str]) -> Option<Intranet> {
        Intranet::parse(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_machine_is_a_name_with_its_address() {
        let found =
            parse(&[" OA.Nanning.gov.cn = 10.1.2.3:8080 ", "zx.lax.gov.cn=10.1.2.4", "six.gov.cn=[fd00::8]:80"]);
        let found = found.expect("three machines");
        for (name, place) in [
            ("oa.nanning.gov.cn", Some("10.1.2.3:8080")),
            ("zx.lax.gov.cn", Some("10.1.2.4:0")),
            ("six.gov.cn", Some("[fd00::8]:80")),
            ("www.zx.lax.gov.cn", None),
            ("nanning.gov.cn", None),
        ] {
            assert_eq!(found.place(name), place.map(|text| text.parse().expect("a place")), "{name}");
        }
        assert_eq!(parse(&[]), Some(Intranet::default()));
    }

    #[test]
    fn what_is_no_name_with_its_address_is_refused() {
        for line in [
            "oa.nanning.gov.cn",
            "10.0.0.0/8",
            "10.1.2.3=10.1.2.3",
            "oa=10.1.2.3",
            "*.gov.cn=10.1.2.3",
            "oa.nanning.gov.cn:8080=10.1.2.3",
            "oa.nanning.gov.cn=10.0.0.0/8",
            "oa.nanning.gov.cn=intern.gov.cn",
            "oa.nanning.gov.cn=10.1.2.3:99999",
            "oa.nanning.gov.cn=",
            "",
        ] {
            assert_eq!(parse(&[line]), None, "{line}");
        }
        assert_eq!(parse(&["oa.gov.cn=10.1.2.3", "OA.gov.cn=10.1.2.4"]), None, "a name leads to one place");
    }
}
