//! Names and ages of people, as far as they decide how a name may be shown.

use chrono::{Datelike, NaiveDate};

/// 未成年人保护法 art. 2.
const FULL_AGE: i32 = 18;

/// Family names of two characters that are met today.
const COMPOUND: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊",
    "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文",
    "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "令狐", "呼延", "拓跋", "百里", "东郭", "南门", "西门",
    "轩辕", "第五", "纳兰", "完颜", "欧陽",
];

/// The hundred most frequent family names, and those that Guangxi has besides.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔\
    谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常农蓝凌甘玉班岑闭零\
    苗施卓滕庞容苏包阮麻隆粟庄温樊兰殷鲁文欧翁";

/// `李某`, `欧阳某`: the family name and nothing else.
pub(super) fn shortened(name: &str) -> String {
    let family = COMPOUND.iter().find(|family| name.starts_with(**family)).map(|family| (*family).to_owned());
    let family = family.or_else(|| name.chars().next().map(String::from)).unwrap_or_default();
    format!("{family}某")
}

/// A cell with the names of several people, each shortened.
pub(super) fn all_shortened(names: &str) -> String {
    let parted = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | ' ');
    let mut shown = String::new();
    let mut name = String::new();
    for c in names.chars() {
        if parted(c) {
            if !name.is_empty() {
                shown.push_str(&shortened(&std::mem::take(&mut name)));
            }
            shown.push(c);
        } else {
            name.push(c);
        }
    }
    if !name.is_empty() {
        shown.push_str(&shortened(&name));
    }
    shown
}

/// Two to four characters that begin with a family name.
pub(super) fn looks_like_name(text: &str) -> bool {
    let length = text.chars().count();
    let is_chinese = text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·');
    let begins = text.chars().next().is_some_and(|first| FAMILY.contains(first));
    (2..=4).contains(&length) && is_chinese && (begins || COMPOUND.iter().any(|family| text.starts_with(family)))
}

/// Whether the words are about children rather than grown-ups.
pub(super) fn is_about_children(words: &str) -> bool {
    let about = ["儿童", "孤儿", "未成年", "幼儿", "婴儿", "新生儿", "中学生", "小学生", "学生姓名", "留守"];
    about.iter().any(|word| words.contains(word)) && !words.contains("大学")
}

/// The day of birth in an identity number of 18 or 15 characters.
pub(super) fn born_by_number(number: &str) -> Option<NaiveDate> {
    let number: String = number.chars().map(crate::finding::fold_width).filter(char::is_ascii_alphanumeric).collect();
    let (year, rest) = match number.len() {
        18 => (number.get(6..10)?.to_owned(), number.get(10..14)?),
        15 => (format!("19{}", number.get(6..8)?), number.get(8..12)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, rest[..2].parse().ok()?, rest[2..].parse().ok()?)
}

/// A day of birth as clerks write it: `2012-03-05`, `2012年3月5日`, `2012.03`, `20120305`.
pub(super) fn born_by_date(text: &str) -> Option<NaiveDate> {
    let text: String = text.chars().map(crate::finding::fold_width).collect();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match numbers[..] {
        [one] if matches!(one.len(), 6 | 8) => (&one[..4], &one[4..6], one.get(6..8).unwrap_or_default()),
        [year, month] => (year, month, ""),
        [year, month, day, ..] => (year, month, day),
        [year] => (year, "", ""),
        [] => return None,
    };
    // Where the day or the month is missing, the last one: in doubt somebody is younger.
    let month = if month.is_empty() { 12 } else { month.parse().ok()? };
    let day = if day.is_empty() { 28 } else { day.parse().ok()? };
    NaiveDate::from_ymd_opt(year.parse().ok().filter(|year| (1900..2100).contains(year))?, month, day)
}

/// `12`, `12岁`.
pub(super) fn age(text: &str) -> Option<i32> {
    let digits: String = text.chars().map(crate::finding::fold_width).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Whether somebody born on that day is under eighteen.
pub(super) fn is_minor(born: NaiveDate, today: NaiveDate) -> bool {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let age = today.year() - born.year() - i32::from(!had_birthday);
    age < FULL_AGE
}

/// The same of an age in years.
pub(super) const fn is_age_of_minor(age: i32) -> bool {
    age < FULL_AGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_the_family_name_only() {
        for (name, shown) in [
            ("李小明", "李某"),
            ("欧阳小明", "欧阳某"),
            ("司马相", "司马某"),
            ("韦", "韦某"),
            ("阿依古丽·买买提", "阿某"),
        ] {
            assert_eq!(shortened(name), shown);
        }
        assert_eq!(all_shortened("李小明、欧阳小红"), "李某、欧阳某");
        assert_eq!(all_shortened(""), "");
    }

    #[test]
    fn eighteen_years_end_on_the_birthday() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert!(is_minor(day("2008-11-25"), day("2026-11-24")));
        assert!(!is_minor(day("2008-11-24"), day("2026-11-24")));
    }

    #[test]
    fn days_of_birth_are_read_as_clerks_write_them() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for text in ["2012-03-05", "2012年3月5日", "20120305", "2012/3/5", "２０１２．３．５"] {
            assert_eq!(born_by_date(text), day("2012-03-05"), "{text}");
        }
        assert_eq!(born_by_date("2012.03"), day("2012-03-28"));
        assert_eq!(born_by_date("201203"), day("2012-03-28"));
        assert_eq!(born_by_date("不详"), None);
        assert_eq!(born_by_number("11010519491231002X"), day("1949-12-31"));
        assert_eq!(born_by_number("110105491231002"), day("1949-12-31"));
    }
}
