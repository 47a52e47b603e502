//! What is no TOML, said in Chinese.

use std::borrow::Cow;

use toml::de::{DeTable, Error};

use super::lists::close_broken_lists;
use super::{FaultKinds, Findings, Slip};

/// The text to be parsed: lists that are not closed are reported and end where they were meant to.
pub(crate) fn with_lists_closed<'t, K: FaultKinds>(text: &'t str, findings: &mut Findings<K>) -> Cow<'t, str> {
    if DeTable::parse(text).is_ok() {
        return Cow::Borrowed(text);
    }
    let mended = close_broken_lists(text);
    for slip in mended.slips {
        findings.report_doubtful(slip.span, Slip::Syntax.into(), no_toml(slip.cause));
    }
    Cow::Owned(mended.text)
}

/// Parses as far as possible, so that the faults after a slip are reported with it.
pub(crate) fn parse<'t, K: FaultKinds>(text: &'t str, findings: &mut Findings<K>) -> (DeTable<'t>, bool) {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        if error.message().starts_with("invalid date") {
            findings.report(span, Slip::BadDate.into(), "历法上没有这一天");
        } else {
            findings.report(span, Slip::Syntax.into(), sentence(error));
        }
    }
    (document.into_inner(), errors.is_empty())
}

fn sentence(error: &Error) -> String {
    // The parser's English messages begin with what is wrong; the rest names the expected characters.
    const MEANINGS: [(&str, &str); 14] = [
        ("duplicate key", "这一项写了两次"),
        ("string values must be quoted", "文字须用英文双引号括起来"),
        ("missing assignment", "项名后面缺少等号"),
        ("key with no value", "项名后面没有内容"),
        ("missing value", "等号后面没有内容"),
        ("missing opening quote", "缺少开头的引号"),
        ("missing comma", "两项之间缺少英文逗号"),
        ("extra comma", "多了一个逗号"),
        ("unclosed array table", "表名缺少结尾的“]]”"),
        ("unclosed array", "列表缺少结尾的“]”"),
        ("unclosed table", "表名缺少结尾的“]”"),
        ("unclosed inline table", "花括号没有闭合"),
        ("invalid unquoted key", "项名只能用英文字母、数字、下划线和连字符"),
        ("invalid basic string", "引号没有闭合"),
    ];
    let message = error.message();
    let meaning = MEANINGS.iter().find(|(english, _)| message.starts_with(english));
    match meaning {
        Some((_, chinese)) => no_toml(chinese),
        None => format!("不符合TOML语法（{}）", message.lines().next().unwrap_or(message)),
    }
}

fn no_toml(cause: &str) -> String {
    format!("不符合TOML语法：{cause}")
}
