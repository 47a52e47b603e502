//! The last day of a certificate (RFC 5280 §4.1): certificate → `tbsCertificate` → validity → `notAfter`. No more of it is
//! read, so no library is needed for the rest.

use chrono::{DateTime, NaiveDateTime, Utc};

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
/// The version, which old certificates do without.
const VERSION: u8 = 0xa0;

/// Until when the certificate `der` is valid; `None` when it is none.
pub(super) fn until(der: &[u8]) -> Option<DateTime<Utc>> {
    let (certificate, _) = expect(der, SEQUENCE)?;
    let (mut rest, _) = expect(certificate, SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        rest = value(rest)?.2;
    }
    // Serial number, signature algorithm, issuer.
    for tag in [INTEGER, SEQUENCE, SEQUENCE] {
        rest = expect(rest, tag)?.1;
    }
    let (validity, _) = expect(rest, SEQUENCE)?;
    let (_, _, rest) = value(validity)?;
    let (tag, text, _) = value(rest)?;
    let text = std::str::from_utf8(text).ok()?;
    let text = match tag {
        // Two digits of the year: those from 50 on are of the last century (RFC 5280 §4.1.2.5.1).
        UTC_TIME if text.get(..2)? < "50" => format!("20{text}"),
        UTC_TIME => format!("19{text}"),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    Some(NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?.and_utc())
}

/// The content of a value with this tag, and what follows it.
fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = value(bytes)?;
    (found == tag).then_some((content, rest))
}

/// Tag, content and what follows (X.690 §8.1).
fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let count = usize::from(first & 0x0f);
            let (digits, rest) = rest.split_at_checked(count)?;
            (digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let mut bytes = vec![tag];
        let short = u8::try_from(length).expect("tests write short certificates");
        if short >= 0x80 {
            bytes.push(0x81);
        }
        bytes.push(short);
        bytes.extend(content);
        bytes
    }

    fn certificate(version: bool, tag: u8, not_after: &str) -> Vec<u8> {
        let validity = [tagged(UTC_TIME, b"250101000000Z"), tagged(tag, not_after.as_bytes())].concat();
        let mut parts = if version { tagged(VERSION, &tagged(INTEGER, &[2])) } else { Vec::new() };
        parts.extend(tagged(INTEGER, &[7; 20]));
        parts.extend(tagged(SEQUENCE, &[5, 0]));
        parts.extend(tagged(SEQUENCE, &[1; 40]));
        parts.extend(tagged(SEQUENCE, &validity));
        tagged(SEQUENCE, &tagged(SEQUENCE, &parts))
    }

    #[test]
    fn the_last_day_is_read_in_both_forms() {
        for (version, tag, text, day) in [
            (true, UTC_TIME, "261231235959Z", Some("2026-12-31T23:59:59Z")),
            (false, GENERALIZED_TIME, "20510101000000Z", Some("2051-01-01T00:00:00Z")),
            (true, INTEGER, "261231235959Z", None),
            (true, UTC_TIME, "soon", None),
        ] {
            let expected = day.map(|day| day.parse::<DateTime<Utc>>().expect("an instant"));
            assert_eq!(until(&certificate(version, tag, text)), expected, "{text}");
        }
        assert_eq!(until(b"not a certificate"), None);
        assert_eq!(until(&[SEQUENCE, 0x83, 0xff, 0xff, 0xff]), None, "shorter than it says");
    }
}
