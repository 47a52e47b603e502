//! 发文字号: `机关代字〔年份〕序号号` (GB/T 9704-2012 §7.2.5). Governments write it in many ways; one is kept.

use std::fmt;

/// A document number in its parts. Shown as the standard writes it: hexagonal brackets, no leading zero, no 第.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentNumber {
    /// 机关代字: 隆政办发.
    pub series: String,
    pub year: i32,
    pub number: u32,
    pub writing: Writing,
}

/// How the parts stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Writing {
    /// 隆政办发〔2018〕93号
    Bracketed,
    /// 财政部公告2015年第3号
    Announcement,
}

/// Brackets that stand for 〔 and 〕 in one spelling or another.
const OPENING: &[char] = &['〔', '[', '［', '(', '（', '【', '﹝', '{', '〈', '<', '《', '「'];
const CLOSING: &[char] = &['〕', ']', '］', ')', '）', '】', '﹞', '}', '〉', '>', '》', '」'];

impl DocumentNumber {
    /// Reads any usual spelling; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').map(plain_digit).collect();
        let (series, year, rest, writing) = if let Some((series, rest)) = text.split_once(OPENING) {
            let (year, rest) = rest.split_once(CLOSING)?;
            (series, year.trim_end_matches('年'), rest, Writing::Bracketed)
        } else {
            let (head, rest) = text.split_once('年')?;
            let (series, year) = head.split_at(head.find(|c: char| c.is_ascii_digit())?);
            (series, year, rest.starts_with('第').then_some(rest)?, Writing::Announcement)
        };
        let number = rest.strip_prefix('第').unwrap_or(rest);
        let number = number.strip_suffix('号').unwrap_or(number);
        let is_series = (1..=20).contains(&series.chars().count()) && series.chars().all(is_series_letter);
        let year: i32 = year.parse().ok().filter(|year| (1949..=2100).contains(year))?;
        let number: u32 = Some(number)
            .filter(|digits| (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse()
            .ok()?;
        (is_series && number > 0).then(|| Self { series: series.to_owned(), year, number, writing })
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { series, year, number, writing } = self;
        match writing {
            Writing::Bracketed => write!(f, "{series}〔{year}〕{number}号"),
            Writing::Announcement => write!(f, "{series}{year}年第{number}号"),
        }
    }
}

/// Full-width digits as ordinary ones.
fn plain_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    }
}

/// Han characters, and the few others that stand in a series (沪府办〔…〕, 粤ICP-like letters do not).
fn is_series_letter(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9fff | 0x20000..=0x2fa1f) || c == '·'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_one_number_is_the_same() {
        for spelling in [
            "隆政办发〔2018〕93号",
            "隆政办发[2018]93号",
            "隆政办发（2018）093 号",
            "隆政办发【2018】第93号",
            "隆政办发﹝2018﹞93",
            "隆政办发〔２０１８〕９３号",
            " 隆政办发 〔2018年〕 93号 ",
        ] {
            let number = DocumentNumber::parse(spelling).expect(spelling);
            assert_eq!(number.to_string(), "隆政办发〔2018〕93号", "{spelling}");
        }
        let announcement = DocumentNumber::parse("财政部公告2015年第3号").expect("an announcement");
        assert_eq!(announcement.to_string(), "财政部公告2015年第3号");
    }

    #[test]
    fn two_series_stay_two() {
        let (party, government) =
            (DocumentNumber::parse("隆办发〔2018〕93号"), DocumentNumber::parse("隆政办发〔2018〕93号"));
        assert!(party.is_some() && government.is_some() && party != government);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "隆政办发",
            "关于印发〔2018〕的通知",
            "隆政办发〔18〕93号",
            "〔2018〕93号",
            "隆政办发〔2018〕号",
            "abc〔2018〕1号",
            "隆政办发〔2018〕0号",
        ] {
            assert_eq!(DocumentNumber::parse(text), None, "{text}");
        }
    }
}
