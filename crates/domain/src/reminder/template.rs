//! Letters that the portal's office words itself.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::desk::FieldFault;

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateKind {
    /// To the unit itself.
    Digest,
    /// To the unit's head.
    Head,
    /// To a lead unit and to the portal's office, about another unit.
    Above,
}

impl TemplateKind {
    pub const ALL: [Self; 3] = [Self::Digest, Self::Head, Self::Above];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Head => "head",
            Self::Above => "above",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Digest => "给保障单位的每日提醒",
            Self::Head => "给单位负责人的提醒",
            Self::Above => "给牵头单位和门户管理部门的提醒",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a template may leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    Unit,
    Day,
    Count,
    Items,
    Site,
    Address,
}

/// Every placeholder with its word and what stands in its place.
pub const PLACEHOLDERS: [(Placeholder, &str, &str); 6] = [
    (Placeholder::Unit, "单位", "收件单位的名称"),
    (Placeholder::Day, "日期", "当天日期"),
    (Placeholder::Count, "条数", "涉及几项：栏目和整改通知"),
    (Placeholder::Items, "事项", "栏目和整改清单，附期限和算法"),
    (Placeholder::Site, "网站", "网站名称"),
    (Placeholder::Address, "地址", "后台“到期提醒”页面的网址"),
];

/// Subject and text of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub subject: String,
    pub body: String,
}

/// What goes into the open places.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub unit: &'a str,
    pub day: &'a str,
    pub count: usize,
    pub items: &'a str,
    pub site: &'a str,
    pub address: &'a str,
}

const LONGEST_SUBJECT: usize = 80;
const LONGEST_BODY: usize = 4000;

impl Template {
    /// As long as nobody has worded another.
    pub fn usual(kind: TemplateKind) -> Self {
        let (subject, opening) = match kind {
            TemplateKind::Digest => (
                "【{网站}】{日期} 内容保障提醒（{条数} 项）",
                "以下事项由贵单位保障、审签或整改，请按期办理；栏目已在办理的，请登录后台确认收到：",
            ),
            TemplateKind::Head => (
                "【{网站}】{日期} 逾期未确认栏目（{条数} 个）",
                "贵单位下列栏目已逾期或空白，经提醒尚无人确认，请负责同志过问：",
            ),
            TemplateKind::Above => (
                "【{网站}】{日期} 保障单位逾期未确认栏目（{条数} 个）",
                "下列栏目已逾期或空白，保障单位经提醒尚未确认，请予督促：",
            ),
        };
        let body = format!(
            "{{单位}}：\n\n{opening}\n\n{{事项}}\n确认和详情：{{地址}}\n本邮件由系统自动发送，请勿直接回复。\n"
        );
        Self { subject: subject.into(), body }
    }

    /// Everything that is wrong with it, beside `subject` and `body`.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut check = |field: &str, text: &str, longest: usize| {
            if text.trim().is_empty() {
                faults.push(FieldFault::new(field, "不能为空"));
            } else if text.chars().count() > longest {
                faults.push(FieldFault::new(field, format!("最多 {longest} 字")));
            }
            if let Err(message) = filled(text, None) {
                faults.push(FieldFault::new(field, message));
            }
        };
        check("subject", &self.subject, LONGEST_SUBJECT);
        check("body", &self.body, LONGEST_BODY);
        if self.subject.chars().any(char::is_control) {
            faults.push(FieldFault::new("subject", "标题不能换行"));
        }
        if self.subject.contains("{事项}") {
            faults.push(FieldFault::new("subject", "{事项} 有多行，只能写在正文里"));
        }
        if !self.body.contains("{事项}") {
            faults.push(FieldFault::new("body", "正文须有 {事项}，否则收件人看不到是哪些事项"));
        }
        faults
    }

    /// The letter. What is wrong in a template that was not checked stays as it is written.
    pub fn written(&self, words: &Words<'_>) -> (String, String) {
        let fill = |text: &String| filled(text, Some(words)).unwrap_or_else(|_| text.clone());
        (fill(&self.subject), fill(&self.body))
    }
}

/// `text` with its open places filled, or what is wrong with it. Words that are put in are not read for placeholders.
fn filled(text: &str, words: Option<&Words<'_>>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out += &rest[..at];
        let from = &rest[at..];
        let Some(name) = from.strip_prefix('{').and_then(|from| from.split_once('}')).map(|(name, _)| name) else {
            return Err("花括号须成对，如 {单位}".into());
        };
        let Some((placeholder, ..)) = PLACEHOLDERS.iter().find(|(_, word, _)| *word == name) else {
            let known: Vec<String> = PLACEHOLDERS.iter().map(|(_, word, _)| format!("{{{word}}}")).collect();
            return Err(format!("没有 {{{name}}} 这个占位符，可用：{}", known.join(" ")));
        };
        if let Some(words) = words {
            match placeholder {
                Placeholder::Unit => out += words.unit,
                Placeholder::Day => out += words.day,
                Placeholder::Count => write!(out, "{}", words.count).map_err(|fault| fault.to_string())?,
                Placeholder::Items => out += words.items,
                Placeholder::Site => out += words.site,
                Placeholder::Address => out += words.address,
            }
        }
        rest = &from[name.len() + 2..];
    }
    out += rest;
    Ok(out)
}
