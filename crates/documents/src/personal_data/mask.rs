//! The masking profile: what may stay readable of a personal datum.

use super::PersonalDatumKind;

/// Masks one datum with asterisks, keeping its grouping:
///
/// | kind | stays | source |
/// |---|---|---|
/// | identity card | first 2, last 3 | a city's rule in use; hides the whole date of birth and more than the 8 digits usually asked |
/// | mobile phone | first 3, last 4 | usual form `138****1234` |
/// | bank card | last 4 | usual form on receipts |
/// | passport | first, last 2 | as the identity card, in proportion |
/// | plate | province and office, last 2 | usual form of penalty notices |
pub fn mask(kind: PersonalDatumKind, text: &str) -> String {
    let (front, back) = match kind {
        PersonalDatumKind::IdentityCard => (2, 3),
        PersonalDatumKind::MobilePhone => (3, 4),
        PersonalDatumKind::BankCard => (0, 4),
        PersonalDatumKind::Passport => (1, 2),
        PersonalDatumKind::Plate => (2, 2),
    };
    let signs = text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut place = 0;
    text.chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                return c;
            }
            let stays = place < front || place + back >= signs;
            place += 1;
            if stays { c } else { '*' }
        })
        .collect()
}
