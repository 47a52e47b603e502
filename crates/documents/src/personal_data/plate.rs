//! Number plates of motor vehicles (GA 36-2018): province, office, five characters, six for new-energy vehicles.

use super::PersonalDatumKind;
use crate::finding::Span;

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// What may end a plate instead of a letter or digit.
const SPECIAL: &str = "学警港澳挂领";

/// All plates of `text` (folded to plain width).
pub(super) fn find(text: &[char]) -> Vec<(PersonalDatumKind, Span)> {
    (0..text.len()).filter_map(|start| at(text, start).map(|span| (PersonalDatumKind::Plate, span))).collect()
}

fn at(text: &[char], start: usize) -> Option<Span> {
    let office = text.get(start + 1)?;
    if !(PROVINCES.contains(text[start]) && is_letter(*office)) {
        return None;
    }
    let dotted = text.get(start + 2).is_some_and(|c| matches!(c, '·' | '.' | '•' | '-' | ' '));
    let from = start + 2 + usize::from(dotted);
    let mut end = from;
    while text.get(end).is_some_and(|c| c.is_ascii_digit() || is_letter(*c)) {
        end += 1;
    }
    if end - from == 4 && text.get(end).is_some_and(|c| SPECIAL.contains(*c)) {
        end += 1;
    }
    let serial = &text[from..end];
    let digits = serial.iter().filter(|c| c.is_ascii_digit()).count();
    (matches!(serial.len(), 5 | 6) && digits >= 3).then_some(Span { start, end })
}

/// I and O are not used, they look like 1 and 0.
fn is_letter(c: char) -> bool {
    c.is_ascii_uppercase() && !matches!(c, 'I' | 'O')
}
