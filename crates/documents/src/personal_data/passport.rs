//! Passports: E or G and eight digits; E with a second letter and seven digits since the digits ran out (EA…).

use super::PersonalDatumKind;
use crate::finding::Span;

const LENGTH: usize = 9;

/// All passport numbers of `text` (folded to plain width).
pub(super) fn find(text: &[char]) -> Vec<(PersonalDatumKind, Span)> {
    let alone = |at: Option<&char>| !at.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
    text.windows(LENGTH)
        .enumerate()
        .filter(|(start, window)| {
            let before = start.checked_sub(1).and_then(|at| text.get(at));
            is_number(window) && alone(before) && alone(text.get(start + LENGTH))
        })
        .map(|(start, _)| (PersonalDatumKind::Passport, Span { start, end: start + LENGTH }))
        .collect()
}

fn is_number(window: &[char]) -> bool {
    let (series, rest) = window.split_at(2);
    let second = series[1];
    // I and O are not used, they look like 1 and 0.
    let second_letter = second.is_ascii_uppercase() && !matches!(second, 'I' | 'O');
    let known = match series[0] {
        'E' => second.is_ascii_digit() || second_letter,
        'G' => second.is_ascii_digit(),
        _ => false,
    };
    known && rest.iter().all(char::is_ascii_digit)
}
