//! Other sites: pages that they drop, and days on which they are down.

use chrono::NaiveDate;

/// Where texts lead to.
const MATERIALS: &str = "https://ziliao.example.com/";

/// What the seed has in store for every page of every other site, from the first day on.
#[derive(Debug)]
pub(super) struct Elsewhere {
    pub(super) seed: u64,
    pub(super) first: NaiveDate,
}

impl Elsewhere {
    /// A page to which text `number` leads.
    pub(super) fn page(number: u32) -> String {
        format!("{MATERIALS}{number}.htm")
    }

    /// A page that a text leads to is dropped on a day of its own and stays away; every other place, such as that to which a
    /// column leads, is down now and then and comes back.
    pub(super) fn is_there(&self, address: &str, on: NaiveDate) -> bool {
        let age = (on - self.first).num_days();
        if address.starts_with(MATERIALS) {
            return age < i64::try_from(self.fate(address, -1) % 500).unwrap_or(i64::MAX);
        }
        // In one of five spells of forty days, for the first eighteen.
        let (spell, into) = (age.div_euclid(40), age.rem_euclid(40));
        !self.fate(address, spell).is_multiple_of(5) || into >= 18
    }

    /// FNV-1a: the same address has the same fate under the same seed.
    fn fate(&self, address: &str, salt: i64) -> u64 {
        let bytes = address.bytes().chain(self.seed.to_le_bytes()).chain(salt.to_le_bytes());
        let hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        hash >> 16
    }
}
