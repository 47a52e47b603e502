//! Mobile numbers of mainland China: 11 digits, 13 to 19 at the front.

/// Digits without the country code.
pub(super) const LENGTH: usize = 11;

/// Whether the digits are a mobile number. Office telephones begin with 0 (area code), 400 or 1 and few digits.
pub(super) fn is_valid(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == LENGTH
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
}
