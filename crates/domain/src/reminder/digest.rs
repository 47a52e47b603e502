//! The lists in a letter: columns, the worst first, then cases, each with the arithmetic of its date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseLine, Occasion, OccasionKind};

/// A column of which a unit is told. It names no draft: letters leave the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestLine {
    pub occasion: Occasion,
    /// 频道 › 栏目.
    pub column: String,
    pub deadline: NaiveDate,
    /// 更新 1-02 → 14 天 → 1-16; or the rule, where nothing was counted.
    pub arithmetic: String,
    /// Whose duty it is, when somebody above is told; empty otherwise.
    pub of: String,
}

/// From what is worst to what is not over yet.
const ORDER: [OccasionKind; 7] = [
    OccasionKind::Office,
    OccasionKind::Lead,
    OccasionKind::Head,
    OccasionKind::Overdue,
    OccasionKind::Blank,
    OccasionKind::OnTheDay,
    OccasionKind::Before,
];

/// The lines under a heading for each kind, the cases last.
pub fn items(lines: &[DigestLine], cases: &[CaseLine]) -> String {
    let mut text = String::new();
    for kind in ORDER {
        let mut of_kind: Vec<&DigestLine> = lines.iter().filter(|line| line.occasion.kind() == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        of_kind.sort_by_key(|line| (line.deadline, &line.column, &line.of));
        if !text.is_empty() {
            text.push('\n');
        }
        text += &format!("【{}】{} 项\n", heading(kind), of_kind.len());
        for (number, line) in of_kind.into_iter().enumerate() {
            text += &format!("{}. {}", number + 1, written(line));
            text.push('\n');
        }
    }
    if !cases.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text += &format!("【整改】{} 件，请在后台“整改”中办理\n", cases.len());
        let mut cases: Vec<&CaseLine> = cases.iter().collect();
        cases.sort_by_key(|case| (case.due, &case.number));
        for (number, case) in cases.into_iter().enumerate() {
            let told = case.occasion.map_or("待整改回复".to_owned(), |occasion| occasion.to_string());
            text += &format!("{}. {}：期限 {}（{}）；{told}\n", number + 1, case.number, case.due, case.arithmetic);
        }
    }
    text
}

const fn heading(kind: OccasionKind) -> &'static str {
    match kind {
        OccasionKind::Before => "即将到期",
        OccasionKind::OnTheDay => "今天到期",
        OccasionKind::Overdue => "已逾期",
        OccasionKind::Blank => "空白",
        OccasionKind::Head => "本单位逾期未确认，报请负责同志过问",
        OccasionKind::Lead => "本单位牵头的栏目，保障单位逾期未确认",
        OccasionKind::Office => "保障单位逾期未确认，请门户管理部门督办",
    }
}

fn written(line: &DigestLine) -> String {
    let of = if line.of.is_empty() { String::new() } else { format!("（{}）", line.of) };
    let (what, deadline) = match line.occasion {
        Occasion::Blank(_) => ("自 ", format!("{} 起空白", line.deadline)),
        _ => ("期限 ", line.deadline.to_string()),
    };
    let told = match line.occasion {
        Occasion::Before(_) | Occasion::Overdue(1..) | Occasion::Blank(1..) => format!("；{}", line.occasion),
        _ => String::new(),
    };
    format!("{}{of}：{what}{deadline}（{}）{told}", line.column, line.arithmetic)
}
