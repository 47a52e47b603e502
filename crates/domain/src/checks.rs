//! What stops a submission: every blocker at once, each with the field that mends it (rule 6 of `product.md`).
//!
//! This module judges the metadata and the secrecy review. Findings about the text and the files need the text
//! itself; `cms` adds them from `documents` to the same [`Report`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    item::{Content, Detail, Disclosure, SecrecyReview, demands_event_date},
    plan::Column,
};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be mended before submission.
    Block,
    /// Must be looked at and confirmed by the author.
    Confirm,
    /// Good to know.
    Hint,
}

/// One finding of the check panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: Severity,
    /// The form field to jump to: `title`, `source`, `body`, `secrecy.reviewer`, `detail.document_number` …
    pub field: String,
    /// Which place in the body, counted among things of the same kind; see `documents::lint`.
    pub place: Option<String>,
    pub message: String,
}

impl Finding {
    pub fn block(field: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Block, field: field.into(), place: None, message: message.into() }
    }

    pub fn hint(field: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Hint, field: field.into(), place: None, message: message.into() }
    }
}

/// Everything the check panel shows; blockers first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| finding.severity);
        Self { findings }
    }

    pub fn blockers(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Block)
    }

    pub fn is_clear(&self) -> bool {
        self.blockers().next().is_none()
    }
}

/// Longest title and summary, in characters.
pub const TITLE_MAX: usize = 100;
pub const SUMMARY_MAX: usize = 100;

/// Blockers in the metadata of `content` for an item of `column` on the day `today`.
pub fn metadata(content: &Content, column: &Column, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut require = |missing: bool, field: &str, message: &str| {
        if missing {
            findings.push(Finding::block(field, message));
        }
    };
    let blank = |text: &str| text.trim().is_empty();

    require(blank(&content.title), "title", "请填写标题");
    require(content.title.chars().count() > TITLE_MAX, "title", "标题不超过 100 个字");
    require(content.summary.chars().count() > SUMMARY_MAX, "summary", "内容概述不超过 100 个字");
    require(blank(&content.source), "source", "请填写来源");
    require(blank(&content.editor), "editor", "请填写责任编辑");
    require(content.disclosure != Disclosure::Proactive, "disclosure", "只有“主动公开”的信息才能发布到门户");
    require(!content.detail.fits(column), "detail", "信息类型与栏目不符，请改选类型或栏目");

    if demands_event_date(column.row.as_ref().map(|row| row.cadence)) {
        match content.event {
            None => require(true, "event", "该栏目按信息形成（决定）之日计时，请填写日期"),
            Some(event) => require(event.on > today, "event", "信息形成（决定）日期不能晚于今天"),
        }
    }
    match &content.detail {
        Detail::Article => {}
        Detail::Reprint(reprint) => {
            require(!is_web_address(&reprint.address), "detail.address", "转载须填写原文地址（http 或 https）");
            require(reprint.published_on.is_none(), "detail.published_on", "转载须填写原文发布日期");
            require(
                reprint.published_on.is_some_and(|on| on > today),
                "detail.published_on",
                "原文发布日期不能晚于今天",
            );
        }
        Detail::PolicyDocument(document) => {
            require(blank(&document.issuer), "detail.issuer", "请填写发文机关");
            require(document.written_on.is_none(), "detail.written_on", "请填写成文日期");
            require(document.written_on.is_some_and(|on| on > today), "detail.written_on", "成文日期不能晚于今天");
            require(blank(&document.theme), "detail.theme", "请选择主题分类");
            require(blank(&document.genre), "detail.genre", "请选择体裁");
        }
        Detail::Interpretation(interpretation) => {
            require(interpretation.document.is_none(), "detail.document", "政策解读须关联所解读的文件");
            require(blank(&interpretation.interpreter), "detail.interpreter", "请填写解读机构");
        }
    }
    findings
}

/// Blockers in the secrecy review of content whose hash is now `content_hash`.
pub fn secrecy(review: Option<&SecrecyReview>, content_hash: &str, today: NaiveDate) -> Vec<Finding> {
    let Some(review) = review else {
        return vec![Finding::block("secrecy", "尚未登记保密审查：送审前须逐条先审查后公开")];
    };
    let mut findings = secrecy_fields(review, today);
    if findings.is_empty() && review.content_hash != content_hash {
        findings.push(Finding::block("secrecy", "内容在保密审查之后有改动，请重新登记保密审查"));
    }
    findings
}

/// What is wrong with the fields of a secrecy review by themselves.
pub fn secrecy_fields(review: &SecrecyReview, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut require = |missing: bool, field: &str, message: &str| {
        if missing {
            findings.push(Finding::block(field, message));
        }
    };
    let blank = |text: &str| text.trim().is_empty();
    require(blank(&review.form_number), "secrecy.form_number", "请填写审查表编号");
    require(blank(&review.section_head), "secrecy.section_head", "请填写科室负责人");
    require(blank(&review.reviewer), "secrecy.reviewer", "请填写保密审查人");
    require(blank(&review.leader), "secrecy.leader", "请填写分管领导");
    match review.reviewed_on {
        None => require(true, "secrecy.reviewed_on", "请填写审查日期"),
        Some(on) => require(on > today, "secrecy.reviewed_on", "审查日期不能晚于今天"),
    }
    require(
        review.contains_personal_data && blank(&review.personal_data_treatment),
        "secrecy.personal_data_treatment",
        "含个人信息的，请说明处理方式",
    );
    require(
        review.contains_third_party_secrets && blank(&review.third_party_treatment),
        "secrecy.third_party_treatment",
        "涉及商业秘密或第三方的，请说明处理方式",
    );
    findings
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}
