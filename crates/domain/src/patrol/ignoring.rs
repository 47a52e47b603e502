//! What the office has decided not to look at: an ignore list with memory and reason.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{address::plain_address, kind::FaultKind, state::Mark};

/// Which addresses are meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// A host with everything below it.
    Host(String),
    /// One address.
    Address(String),
    /// Everything that begins so.
    Under(String),
}

impl Pattern {
    /// Whether `address` is meant.
    pub fn covers(&self, address: &str) -> bool {
        let address = plain_address(address);
        match self {
            Self::Host(name) => crate::web::host(&address).is_some_and(|host| {
                host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }),
            Self::Address(one) => plain_address(one) == address,
            Self::Under(beginning) => address.starts_with(beginning.as_str()),
        }
    }
}

/// An entry of the ignore list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignoring {
    /// Where: of a link the address that it leads to, of everything else the page.
    pub pattern: Pattern,
    /// Of which kind; `None`: whatever it is.
    pub kind: Option<FaultKind>,
    /// Why, and until when.
    pub mark: Mark,
}

impl Ignoring {
    /// Whether a fault of `kind` on `page`, leading to `target` or nowhere, is passed over on `day`.
    pub fn covers(&self, kind: FaultKind, page: &str, target: &str, day: NaiveDate) -> bool {
        let address = if target.is_empty() { page } else { target };
        self.mark.holds_on(day) && self.kind.is_none_or(|one| one == kind) && self.pattern.covers(address)
    }

    /// An entry without end, as the office writes one.
    pub fn new(pattern: Pattern, reason: &str, by: &str, at: DateTime<Utc>) -> Self {
        Self { pattern, kind: None, mark: Mark { reason: reason.into(), by: by.into(), at, until: None } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_covers_its_addresses_while_it_lasts() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut entry =
            Ignoring::new(Pattern::Host("old.gov.cn".into()), "旧站改版中", "县政务办", DateTime::UNIX_EPOCH);
        entry.mark.until = Some(day("2026-12-31"));
        let covers = |target: &str, on: &str| entry.covers(FaultKind::DeadOutsideLink, "http://a.cn/", target, day(on));
        assert!(covers("https://www.old.gov.cn/x?utm_source=1", "2026-12-31"));
        assert!(!covers("https://www.old.gov.cn/x", "2027-01-01"), "it has ended");
        assert!(!covers("https://bold.gov.cn/x", "2026-12-01"));
        let under = Pattern::Under("http://a.cn/x/".into());
        assert!(under.covers("http://A.cn/x/1") && !under.covers("http://a.cn/xy"));
        assert!(Pattern::Address("http://a.cn/x".into()).covers("http://a.cn/x#y"));
    }
}
