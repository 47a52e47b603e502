//! Where the mail of a unit goes.

use serde::{Deserialize, Serialize};

/// An address, alone or of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub address: String,
    /// Login of the account that reads there: once it is locked or closed, nothing goes there. Empty for an address of the
    /// unit itself.
    pub login: String,
}

/// Why a line is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefused {
    #[error("“{0}”不是邮箱地址，应如 bgs@example.gov.cn")]
    Address(String),
    #[error("“{0}”一行只写一个邮箱，其后可空一格写账号名")]
    Line(String),
    #[error("最多 {0} 个邮箱")]
    TooMany(usize),
}

/// A unit needs a few; a list of all its people is a slip.
const MOST: usize = 10;
/// RFC 5321, 4.5.3.1.3.
const LONGEST: usize = 254;

/// An address a line, and after it the login of the account that reads there.
///
/// ```
/// # use domain::reminder::parse_contacts;
/// let contacts = parse_contacts("bgs@example.gov.cn\nlan@example.gov.cn fabu\n").unwrap();
/// assert_eq!(contacts[1].login, "fabu");
/// assert!(parse_contacts("办公室").is_err());
/// ```
pub fn parse_contacts(text: &str) -> Result<Vec<Contact>, ContactRefused> {
    let mut contacts: Vec<Contact> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(address), login, None) = (words.next(), words.next(), words.next()) else {
            return Err(ContactRefused::Line(line.to_owned()));
        };
        if !is_address(address) {
            return Err(ContactRefused::Address(address.to_owned()));
        }
        let contact = Contact { address: address.to_owned(), login: login.unwrap_or_default().to_owned() };
        if !contacts.iter().any(|known| known.address == contact.address) {
            contacts.push(contact);
        }
    }
    if contacts.len() > MOST { Err(ContactRefused::TooMany(MOST)) } else { Ok(contacts) }
}

/// As [`parse_contacts`] reads it.
pub fn written_contacts(contacts: &[Contact]) -> String {
    let line = |contact: &Contact| format!("{} {}", contact.address, contact.login).trim_end().to_owned();
    contacts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The plain form that every mail server takes; quoted names and other scripts are not used by offices.
fn is_address(text: &str) -> bool {
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= LONGEST
        && text.split_once('@').is_some_and(|(local, host)| {
            let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
            !local.is_empty()
                && !dots
                && local.chars().all(is_local)
                && host.contains('.')
                && host.split('.').all(is_label)
        })
}
