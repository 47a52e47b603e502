//! Addresses of the web, as far as pages must know them: which host they name, and whether a government stands there.

/// Whether `address` is one of the county's own or another government's: all others are announced before they open
/// (地址链接 rules of the 发展指引). `own` is the domain of the county's site, or empty.
pub fn is_government(address: &str, own: &str) -> bool {
    host(address).is_some_and(|host| host == "gov.cn" || host.ends_with(".gov.cn") || (!own.is_empty() && host == own))
}

/// The host of an `http` or `https` address, in lower case. `None` for everything else, and for addresses whose
/// host only looks like one (`https://www.gov.cn@evil.example/`).
pub fn host(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let name = authority.split(':').next()?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let fits = !name.is_empty() && name.chars().all(plain) && !authority.contains(['@', '\\', '%']);
    fits.then(|| name.to_lowercase())
}
