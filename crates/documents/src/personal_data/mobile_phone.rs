//! Mobile numbers of mainland China: 11 digits, 13 to 19 at the front. They have no check digit, so what stands beside them
//! counts, too: the number of a contract, an amount and a fraction may have eleven digits as well.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::Span;

/// Digits without the country code.
pub(super) const LENGTH: usize = 11;

/// How many characters beside a number say what it is: more than any label or unit, or one of two coordinates, has.
const BESIDE: usize = 24;

/// Before a number that is nobody's: the name of something that is numbered, or the whole part of a coordinate. A list may
/// be numbered as well, and a bare 编号 may be anything.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?:合同|协议|订单|发票|运单|快递|物流|项目|工程|标段|采购|招标|备案|公告|许可证|案件|凭证|流水|批次|产品|设备|资产|样品)
        (?:编号|编码|代码|单号|号码|号)\s?(?: : | 为 | 是 )?\s?$
        | (?: 坐标 | 东经 | 北纬 | 经度 | 纬度 )[\d.,，、:：°\s]*\d{1,3}\.$",
    )
    .expect("the pattern is a constant and tested")
});

/// After a number that is an amount: a unit. The feasts that begin as the unit of money does are none.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?x)^(?: \.\d{1,3} )?\s?(?: 万元 | 亿元 | 元(?:[^旦宵]|$) | 吨 | 千瓦 | 平方米 | 立方米 )")
        .expect("the pattern is a constant and tested")
});

/// After a number that fills a cell with its fraction.
static FRACTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\.\d{1,3}$").expect("the pattern is a constant and tested"));

/// Whether the digits are a mobile number. Office telephones begin with 0 (area code), 400 or 1 and few digits.
pub(super) fn is_valid(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == LENGTH
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
}

/// Whether nothing beside the number at `span` says that it is another than a mobile number. `text` is folded to plain width.
pub(super) fn is_meant(text: &[char], span: Span) -> bool {
    let before: String = text[span.start.saturating_sub(BESIDE)..span.start].iter().collect();
    let after: String = text[span.end..].iter().take(BESIDE).collect();
    let is_cell = before.trim().is_empty() && FRACTION.is_match(after.trim_end());
    !(is_cell || BEFORE.is_match(&before) || AFTER.is_match(&after))
}
