//! What is secret of an address that leads past the log-in: shown once with it, and only its hash is stored.

use std::fmt;

use crate::{Random, sessions};

/// Bytes of the secret: nobody guesses one of two to the 192nd.
const BYTES: usize = 24;

/// As it stands in the address.
pub(crate) struct AddressSecret(String);

impl AddressSecret {
    /// A new one.
    pub(crate) fn draw(random: &dyn Random) -> Self {
        let mut bytes = [0; BYTES];
        random.fill(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What an address that somebody opens says; `None` when no secret looks like it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 2 * BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| Self(text.to_owned()))
    }

    /// What the database knows of it.
    pub(crate) fn hash(&self) -> String {
        sessions::hash(&self.0)
    }
}

impl fmt::Display for AddressSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn only_what_looks_like_a_secret_is_looked_up() {
        let drawn = AddressSecret::draw(&SystemRandom);
        let opened = AddressSecret::parse(&drawn.to_string()).map(|opened| opened.hash());
        assert_eq!(opened, Some(drawn.hash()));
        for text in ["", "ab", &"a".repeat(47), &"g".repeat(48), &"长".repeat(16)] {
            assert!(AddressSecret::parse(text).is_none(), "{text}");
        }
    }
}
