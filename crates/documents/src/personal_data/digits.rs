//! Numbers in running text: written in one piece or in groups, with plain or full-width digits.

use super::{PersonalDatumKind, bank_card, identity_card, mobile_phone};
use crate::finding::Span;

/// Digits without anything between them; an identity number may end in X.
#[derive(Debug, Clone, Copy)]
struct Block {
    start: usize,
    end: usize,
}

/// More groups than any card number has.
const MOST_GROUPS: usize = 6;

/// All numbers of `text` (folded to plain width) that are personal.
pub(super) fn numbers(text: &[char]) -> Vec<(PersonalDatumKind, Span)> {
    let blocks = blocks(text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < blocks.len() {
        let groups = joined(text, &blocks[first..]);
        // The longest reading first: 6222 0200 … is a card and not several short numbers.
        let reading = (1..=groups).rev().find_map(|count| {
            let parts = &blocks[first..first + count];
            personal(text, parts).map(|found| (count, found))
        });
        let reading = reading.or_else(|| dotted(text, &blocks[first..]).map(|found| (3, found)));
        match reading {
            Some((count, number)) => {
                found.push(number);
                first += count;
            }
            None => first += 1,
        }
    }
    found
}

fn blocks(text: &[char]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && text[at].is_ascii_digit() {
            at += 1;
        }
        let ends_in_x = text.get(at).is_some_and(|c| matches!(c, 'X' | 'x'))
            && !text.get(at + 1).is_some_and(char::is_ascii_alphanumeric);
        at += usize::from(ends_in_x);
        // Part of a code of letters and digits, such as a credit code or a checksum, and no number of its own.
        let in_code =
            start > 0 && text[start - 1].is_ascii_alphabetic() && text.get(at).is_some_and(char::is_ascii_alphabetic);
        if !in_code {
            blocks.push(Block { start, end: at });
        }
    }
    blocks
}

/// How many blocks from the first on are parted by nothing but one space or hyphen. A line break or a table cell's
/// tab ends a number.
fn joined(text: &[char], blocks: &[Block]) -> usize {
    let gaps = blocks.windows(2).take(MOST_GROUPS - 1);
    1 + gaps.take_while(|pair| pair[0].end + 1 == pair[1].start && matches!(text[pair[0].end], ' ' | '-')).count()
}

fn personal(text: &[char], parts: &[Block]) -> Option<(PersonalDatumKind, Span)> {
    let (first, last) = (parts.first()?, parts.last()?);
    // Groups of one or two digits belong to dates and numbered lists.
    if parts.len() > 1 && parts.iter().any(|part| part.end - part.start < 3) {
        return None;
    }
    let digits: String =
        parts.iter().flat_map(|part| &text[part.start..part.end]).map(char::to_ascii_uppercase).collect();
    let mut span = Span { start: first.start, end: last.end };
    let in_one_piece = parts.len() == 1;
    if identity_card::is_valid(&digits) || (in_one_piece && identity_card::is_valid_old(&digits)) {
        return Some((PersonalDatumKind::IdentityCard, span));
    }
    if bank_card::is_valid(&digits) {
        return Some((PersonalDatumKind::BankCard, span));
    }
    let without_country = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
    let is_phone =
        mobile_phone::is_valid(&digits) || (in_one_piece && without_country.is_some_and(mobile_phone::is_valid));
    if !is_phone || !mobile_phone::is_meant(text, span) {
        return None;
    }
    if in_one_piece {
        // Without the country code.
        span.start = span.end - mobile_phone::LENGTH;
    }
    Some((PersonalDatumKind::MobilePhone, span))
}

/// A mobile number whose groups dots part: 138.0013.8000. Nothing else has groups of three, four and four digits.
fn dotted(text: &[char], blocks: &[Block]) -> Option<(PersonalDatumKind, Span)> {
    let [first, second, third, ..] = blocks else { return None };
    let is_dot = |at: usize, next: usize| at + 1 == next && text[at] == '.';
    let lengths = [first, second, third].map(|block| block.end - block.start);
    if lengths != [3, 4, 4] || !is_dot(first.end, second.start) || !is_dot(second.end, third.start) {
        return None;
    }
    let span = Span { start: first.start, end: third.end };
    let digits: String = text[span.start..span.end].iter().filter(|c| **c != '.').collect();
    let is_phone = mobile_phone::is_valid(&digits) && mobile_phone::is_meant(text, span);
    is_phone.then_some((PersonalDatumKind::MobilePhone, span))
}
