//! One part of a file (RFC 9110 §14), as players and interrupted downloads ask for it.

use std::ops::Range;

use axum::http::{HeaderMap, Method, header};

/// What a request wants of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Whole,
    /// Not empty, and within the file.
    Part(Range<u64>),
    /// Only what lies behind the end.
    Nothing,
}

/// Reads the request's headers for a file of `size` bytes that is known by `tag`. Several parts at once are answered
/// with the whole, as is everything that cannot be read: the client asked for a saving, not for a condition.
pub(super) fn wanted(method: &Method, headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let mut ranges = headers.get_all(header::RANGE).iter();
    let (Some(range), None) = (ranges.next(), ranges.next()) else { return Wanted::Whole };
    // Who has the beginning of another file needs all of this one.
    let is_current = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    if method != Method::GET || !is_current {
        return Wanted::Whole;
    }
    range.to_str().ok().and_then(|range| part(range, size)).unwrap_or(Wanted::Whole)
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-100`; `None` for anything else.
fn part(range: &str, size: u64) -> Option<Wanted> {
    let (unit, range) = range.split_once('=')?;
    let (first, last) = range.split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (start, end) = match (first.trim(), last.trim()) {
        ("", last) => (size.saturating_sub(number(last)?), size),
        (first, "") => (number(first)?, size),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            (first, last.saturating_add(1).min(size))
        }
    };
    Some(if start < end { Wanted::Part(start..end) } else { Wanted::Nothing })
}

/// A number too large for us is one behind every end.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(method: &Method, lines: &[(header::HeaderName, &'static str)]) -> Wanted {
        let mut headers = HeaderMap::new();
        for (name, value) in lines.iter().cloned() {
            headers.append(name, HeaderValue::from_static(value));
        }
        wanted(method, &headers, "\"a\"", 10)
    }

    #[test]
    fn one_part_is_cut_at_the_end_of_the_file() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-5", Wanted::Part(2..6)),
            ("Bytes = 2 - 5", Wanted::Part(2..6)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-99", Wanted::Part(0..10)),
            ("bytes=8-99999999999999999999999", Wanted::Part(8..10)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=99999999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("pages=1-2", Wanted::Whole),
            ("0-1", Wanted::Whole),
        ] {
            assert_eq!(asked(&Method::GET, &[(header::RANGE, range)]), expected, "{range}");
        }
    }

    #[test]
    fn the_whole_is_given_where_a_part_would_not_fit() {
        let range = (header::RANGE, "bytes=2-5");
        assert_eq!(asked(&Method::GET, &[]), Wanted::Whole);
        assert_eq!(asked(&Method::HEAD, std::slice::from_ref(&range)), Wanted::Whole);
        assert_eq!(asked(&Method::GET, &[range.clone(), range.clone()]), Wanted::Whole);
        assert_eq!(asked(&Method::GET, &[range.clone(), (header::IF_RANGE, "\"b\"")]), Wanted::Whole);
        assert_eq!(asked(&Method::GET, &[range.clone(), (header::IF_RANGE, "W/\"a\"")]), Wanted::Whole);
        assert_eq!(asked(&Method::GET, &[range, (header::IF_RANGE, "\"a\"")]), Wanted::Part(2..6));
    }
}
