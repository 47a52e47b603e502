//! Addresses as they identify a page: without what only says how a reader came.

/// Parameters that say how a reader came, not what is shown.
const TRACKING: [&str; 6] = ["spm", "from", "isappinstalled", "share_token", "fbclid", "gclid"];

/// Whether a parameter of an address says only how a reader came.
pub fn is_tracking(parameter: &str) -> bool {
    let parameter = parameter.to_ascii_lowercase();
    parameter.starts_with("utm_") || TRACKING.contains(&parameter.as_str())
}

/// `address` without fragment, tracking parameters and usual port, its host in lower case: two addresses of one page are
/// the same after this, so that the same fault is the same finding in the next round.
pub fn plain_address(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once('#').map_or(address, |(before, _)| before);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split_once('=').map_or(pair, |(name, _)| name)))
        .collect();
    let path = plain_path(path);
    if kept.is_empty() { path } else { format!("{path}?{}", kept.join("&")) }
}

fn plain_path(path: &str) -> String {
    let Some((scheme, rest)) = path.split_once("://") else { return path.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let usual = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => "",
    };
    let host = host.strip_suffix(usual).unwrap_or(&host);
    format!("{scheme}://{host}{}", if path.is_empty() { "/" } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_addresses_of_a_page_are_one() {
        for (address, plain) in [
            ("https://www.lax.gov.cn", "https://www.lax.gov.cn/"),
            ("HTTPS://WWW.LAX.GOV.CN:443/c/tzgg?utm_source=wx", "https://www.lax.gov.cn/c/tzgg"),
            ("http://a.cn/b?x=1&spm=9&y=2#z", "http://a.cn/b?x=1&y=2"),
            ("http://a.cn:8080/B", "http://a.cn:8080/B"),
            ("/a/23456789?from=timeline", "/a/23456789"),
            (" /c/tzgg?page=2 ", "/c/tzgg?page=2"),
        ] {
            assert_eq!(plain_address(address), plain);
            assert_eq!(plain_address(plain), plain, "a plain address stays");
        }
    }
}
