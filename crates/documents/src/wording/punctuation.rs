//! Punctuation: doubled marks, half-width marks between Chinese characters, brackets without partner (GB/T 15834-2011).

use super::{WordingFinding, WordingRule};
use crate::finding::{Severity, Span};

/// Marks of which two never stand side by side. ！ and ？ may (？！), … and — are written twice.
const SINGLE: &[char] = &['，', '。', '；', '：', '、'];

/// Opening and closing marks; the half-width bracket counts as the full-width one, mixtures being common.
const PAIRS: &[(char, char)] =
    &[('《', '》'), ('（', '）'), ('【', '】'), ('〔', '〕'), ('「', '」'), ('『', '』'), ('“', '”')];

/// Half-width marks and what stands in their place in Chinese text.
const HALF_WIDTH: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];

pub(super) fn find(text: &str) -> Vec<WordingFinding> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = doubled(&characters);
    found.extend(half_width(&characters));
    let mut start = 0;
    for line in characters.split(|&c| c == '\n') {
        found.extend(unbalanced(line, start));
        start += line.len() + 1;
    }
    found
}

fn doubled(text: &[char]) -> Vec<WordingFinding> {
    let mut found: Vec<WordingFinding> = Vec::new();
    for (start, pair) in text.windows(2).enumerate() {
        let again = found.last().is_some_and(|last| last.span.end > start);
        if !SINGLE.contains(&pair[0]) || !SINGLE.contains(&pair[1]) || again {
            continue;
        }
        let marks: String = pair.iter().collect();
        found.push(WordingFinding {
            rule: WordingRule::DoubledPunctuation,
            severity: Severity::Confirm,
            span: Span { start, end: start + 2 },
            suggestion: (pair[0] == pair[1]).then(|| pair[0].to_string()),
            message: format!("标点“{marks}”连用，请删去多余的一个"),
            found: marks,
        });
    }
    found
}

/// One finding per mark with the number of places: a text pasted from elsewhere has hundreds of them.
fn half_width(text: &[char]) -> Vec<WordingFinding> {
    let beside_chinese = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| text.get(at)).copied();
        let after = text.get(at + 1).copied();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let chinese = |c: Option<char>| c.is_some_and(is_chinese);
        match text[at] {
            '(' => chinese(after) || (chinese(before) && !latin(after)),
            ')' => chinese(before),
            // 10:30, http://, 1,000: what follows is no Chinese, and what goes before may be anything.
            _ => chinese(before) && after != Some('/'),
        }
    };
    HALF_WIDTH
        .iter()
        .filter_map(|&(half, full)| {
            let places: Vec<usize> = (0..text.len()).filter(|&at| text[at] == half && beside_chinese(at)).collect();
            let start = *places.first()?;
            Some(WordingFinding {
                rule: WordingRule::HalfWidthPunctuation,
                severity: Severity::Hint,
                span: Span { start, end: start + 1 },
                found: half.to_string(),
                suggestion: Some(full.to_string()),
                message: format!("中文语句中用了半角标点“{half}”，应为“{full}”，共{}处", places.len()),
            })
        })
        .collect()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '》' | '”' | '）' | '〕')
}

/// Marks of one line without partner. Brackets close where they open, in the same paragraph.
fn unbalanced(line: &[char], start: usize) -> Vec<WordingFinding> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut single: Vec<(usize, char)> = Vec::new();
    for (at, &c) in line.iter().enumerate() {
        let c = match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        };
        if PAIRS.iter().any(|pair| pair.0 == c) {
            open.push((at, c));
        } else if let Some((opening, _)) = PAIRS.iter().find(|pair| pair.1 == c) {
            match open.iter().rposition(|(_, waiting)| waiting == opening) {
                Some(partner) => single.extend(open.drain(partner..).skip(1)),
                None if c == '）' && is_item_number(&line[..at]) => {}
                None => single.push((at, c)),
            }
        }
    }
    single.extend(open);
    single.sort_unstable();
    single
        .into_iter()
        .map(|(at, mark)| WordingFinding {
            rule: WordingRule::Unbalanced,
            // A quotation over several paragraphs opens in each and closes in the last.
            severity: if mark == '“' { Severity::Hint } else { Severity::Confirm },
            span: Span { start: start + at, end: start + at + 1 },
            found: line[at].to_string(),
            suggestion: None,
            message: format!("“{mark}”没有配对，请补全或删去"),
        })
        .collect()
}

/// `1）`, `a)`: numbers of a list, at the beginning or after a mark.
fn is_item_number(before: &[char]) -> bool {
    let rest = before.iter().rev().skip_while(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(**c));
    let length = before.len() - rest.clone().count();
    (1..=3).contains(&length) && rest.clone().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<(WordingRule, usize)> {
        find(text).into_iter().map(|f| (f.rule, f.span.start)).collect()
    }

    #[test]
    fn doubled_marks_are_found_once() {
        assert_eq!(
            rules("通知如下：，请遵照执行。。"),
            [(WordingRule::DoubledPunctuation, 4), (WordingRule::DoubledPunctuation, 11)]
        );
        assert_eq!(rules("好，，，"), [(WordingRule::DoubledPunctuation, 1)]);
        assert_eq!(rules("为什么？！他说……——不知道。”"), [(WordingRule::Unbalanced, 15)]);
    }

    #[test]
    fn half_width_marks_are_counted_not_listed() {
        let found = find("各乡镇,各部门,县直各单位:");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.ends_with("共2处"));
        for text in
            ["2024-05-01 10:30", "https://www.gov.cn/", "网址http://a.cn", "共1,000元", "见GB/T 9704(2012)", "H(x)"]
        {
            assert_eq!(rules(text), [], "{text}");
        }
    }

    #[test]
    fn marks_without_partner_are_found_per_paragraph() {
        assert_eq!(rules("关于印发《实施方案的通知"), [(WordingRule::Unbalanced, 4)]);
        assert_eq!(rules("实施方案》和（试行"), [(WordingRule::Unbalanced, 4), (WordingRule::Unbalanced, 6)]);
        assert_eq!(rules("甲（乙\n丙）"), [(WordingRule::Unbalanced, 1), (WordingRule::Unbalanced, 5)]);
        assert_eq!(rules("《甲（试行》）"), [(WordingRule::Unbalanced, 2), (WordingRule::Unbalanced, 6)]);
    }

    #[test]
    fn balanced_marks_and_list_numbers_pass() {
        for text in [
            "《关于〈办法〉的通知》（隆政办发〔2018〕93号）",
            "1）申请；2）受理",
            "一）总则",
            "（a）甲(b）乙",
            "“甲”“乙”",
        ] {
            assert_eq!(rules(text), [], "{text}");
        }
    }
}
