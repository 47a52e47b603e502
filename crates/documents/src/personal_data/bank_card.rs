//! Bank-card numbers: 16 to 19 digits, check digit after Luhn (ISO/IEC 7812-1), issuer known.

/// Where the numbers of Chinese issuers begin. `62` is 银联's own range and covers nearly every card; the others
/// are the ranges that large banks issued before or beside it. Foreign ranges are left out on purpose: project and
/// parcel numbers begin like them, and one in ten passes Luhn by accident.
const ISSUERS: &[&str] = &[
    "62",     // 银联
    "9558",   // 工商银行
    "95595",  // 光大银行
    "95599",  // 农业银行
    "601382", // 中国银行
    "456351", // 中国银行
    "601428", // 交通银行
    "405512", // 交通银行
    "436742", // 建设银行
    "434061", // 建设银行
    "421349", // 建设银行
];

/// Whether the digits are a card number.
pub(super) fn is_valid(digits: &str) -> bool {
    (16..=19).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && ISSUERS.iter().any(|issuer| digits.starts_with(issuer))
        && luhn(digits)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_knows_the_standards_example() {
        assert!(luhn("79927398713"));
        assert!(!luhn("79927398710"));
    }
}
