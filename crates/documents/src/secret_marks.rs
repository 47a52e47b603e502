//! The publication gate against classified and internal papers: secrecy marks, internal-use marks, and notes that a
//! document is not for the public (GB/T 9704-2012: 密级和保密期限 at the head, 附注 in brackets after the date).
//!
//! What must not stop anybody is talk about secrecy: 国家秘密, 商业秘密, 保守秘密, 内部资料性出版物.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::finding::{CharPositions, Severity, Span};

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretMarkKind {
    /// 绝密, 机密, 秘密 as a mark, with or without ★ and term.
    Classified,
    /// 内部资料 注意保存, 内部使用, 严禁外传.
    InternalUse,
    /// （此件不予公开）, （此件依申请公开）, 公开属性：不予公开.
    NotForPublic,
}

/// One mark in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretMark {
    /// What it says.
    pub kind: SecretMarkKind,
    /// [`Severity::Block`] for a mark in the form that documents bear; [`Severity::Confirm`] for the same words
    /// within a sentence.
    pub severity: Severity,
    /// Where, in characters of the text.
    pub span: Span,
    /// The mark as it stands there.
    pub found: String,
    /// What it means and what to do, for the clerk.
    pub message: String,
}

struct Rule {
    kind: SecretMarkKind,
    severity: Severity,
    pattern: Regex,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    use SecretMarkKind::{Classified, InternalUse, NotForPublic};
    use Severity::{Block, Confirm};
    [
        // 机密★10年, 秘密 ★ 长期
        (Classified, Block, r"(?<mark>[绝機机秘]\s?密\s{0,4}[★☆*＊](?:\s{0,4}(?:长期|[0-9０-９一二三四五十]{1,3}\s?(?:年|个月)))?)"),
        // 密级：机密
        (Classified, Block, r"(?<mark>密\s?级\s?[：:]\s?[绝机秘]密)"),
        // A line of its own: 绝密, 【机密】, 秘密级, 机密件
        (Classified, Block, r"(?m)^\s*(?<mark>[【〔\[（(]?[绝机秘]\s{0,4}密(?:级|件|文件)?[】〕\]）)]?)\s*$"),
        (InternalUse, Block, r"(?<mark>内部(?:资料|文件|材料|刊物)[，,、：:★\s]{0,4}(?:请?注意保[存密]|请?妥善保管|不得外传|严禁外传|请勿外传|禁止翻印|不得复[印制]))"),
        (InternalUse, Block, r"(?m)^\s*(?<mark>[【〔\[（(]?内部(?:资料|文件|材料|使用|刊物)[】〕\]）)]?)\s*$"),
        (InternalUse, Block, r"(?<mark>[【〔\[（(]内部(?:资料|文件|材料|使用)[】〕\]）)])"),
        (InternalUse, Confirm, r"(?<mark>仅供内部(?:使用|参考|传阅|掌握)|仅限内部(?:使用|传阅)|(?:严禁|不得|请勿)外传)"),
        (InternalUse, Confirm, r"(?<mark>内部(?:资料|文件))(?:[^性]|$)"),
        (NotForPublic, Block, r"(?<mark>[（(]\s?(?:此|本)(?:件|文)\s?(?:不予公开|不公开|不宜公开|依申请公开|内部公开|不得公开|删减后公开)[^）)\n]{0,10}[）)])"),
        (NotForPublic, Block, r"(?<mark>(?:公开属性|公开方式|公开类别|信息公开选项|公开选项)\s?[：:]\s?(?:不予公开|不公开|依申请公开))"),
        (NotForPublic, Confirm, r"(?<mark>不予公开)"),
    ]
    .into_iter()
    .map(|(kind, severity, pattern)| Rule {
        kind,
        severity,
        pattern: Regex::new(pattern).expect("the patterns are constants and tested"),
    })
    .collect()
});

/// All marks in `text`, in order; of marks that overlap, the clearest.
pub fn find(text: &str) -> Vec<SecretMark> {
    let positions = CharPositions::of(text);
    // By where they begin.
    let mut marks: BTreeMap<usize, SecretMark> = BTreeMap::new();
    for rule in RULES.iter() {
        for captures in rule.pattern.captures_iter(text) {
            let Some(mark) = captures.name("mark") else { continue };
            let span = positions.span(mark.range());
            // The rules stand in order of clearness. Known marks are apart, so the last that begins before the end of this
            // one ends last.
            if marks.range(..span.end).next_back().is_none_or(|(_, known)| !known.span.overlaps(span)) {
                let found = mark.as_str().to_owned();
                let message = message(rule.kind, rule.severity, &found);
                let mark = SecretMark { kind: rule.kind, severity: rule.severity, span, found, message };
                marks.insert(span.start, mark);
            }
        }
    }
    marks.into_values().collect()
}

fn message(kind: SecretMarkKind, severity: Severity, found: &str) -> String {
    match (kind, severity) {
        (SecretMarkKind::Classified, _) => format!("有密级标志“{found}”，涉密文件不得上网，请立即停止并报告保密机构"),
        (SecretMarkKind::InternalUse, Severity::Block) => format!("有内部文件标志“{found}”，不得公开发布"),
        (SecretMarkKind::InternalUse, _) => format!("出现“{found}”，请核对是否为内部文件"),
        (SecretMarkKind::NotForPublic, Severity::Block) => {
            format!("有“{found}”标注，不属于主动公开的内容，不得发布")
        }
        (SecretMarkKind::NotForPublic, _) => format!("出现“{found}”，请核对本件是否可以公开"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(SecretMarkKind, Severity, String)> {
        find(text).into_iter().map(|m| (m.kind, m.severity, m.found)).collect()
    }

    #[test]
    fn marks_of_documents_block() {
        use SecretMarkKind::{Classified, InternalUse, NotForPublic};
        for (text, kind, mark) in [
            ("机密★10年\n特急", Classified, "机密★10年"),
            ("000001\n秘密 ★ 长期", Classified, "秘密 ★ 长期"),
            ("绝密★", Classified, "绝密★"),
            ("密级：秘密", Classified, "密级：秘密"),
            ("某某文件\n  机 密  \n关于", Classified, "机 密"),
            ("【秘密】", Classified, "【秘密】"),
            ("内部资料 注意保存", InternalUse, "内部资料 注意保存"),
            ("内部文件，严禁外传。", InternalUse, "内部文件，严禁外传"),
            ("会议材料（内部资料）", InternalUse, "（内部资料）"),
            ("2024年5月1日\n（此件不予公开）", NotForPublic, "（此件不予公开）"),
            ("(此件依申请公开)", NotForPublic, "(此件依申请公开)"),
            ("公开属性：不予公开", NotForPublic, "公开属性：不予公开"),
        ] {
            assert_eq!(found(text), [(kind, Severity::Block, mark.to_owned())], "{text}");
        }
    }

    #[test]
    fn the_same_words_in_a_sentence_are_for_a_person_to_judge() {
        for text in ["属于不予公开范围的，应当说明理由。", "该表仅供内部使用。", "收集了一批内部资料。"]
        {
            let found = found(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, Severity::Confirm, "{text}");
        }
    }

    #[test]
    fn talk_about_secrecy_is_no_mark() {
        for text in [
            "涉及国家秘密、商业秘密和个人隐私的除外。",
            "保守国家秘密是公民的义务",
            "机密性、完整性",
            "内部资料性出版物管理办法",
            "（此件公开发布）",
            "（此件主动公开）",
            "密级：无",
            "公开属性：主动公开",
            "加强内部管理",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn positions_are_in_characters() {
        assert_eq!(find("隆安机密★1年")[0].span, Span { start: 2, end: 7 });
    }
}
