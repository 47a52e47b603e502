//! What stops a submission: every blocker at once, each with the field that mends it (rule 6 of `product.md`).
//!
//! This module judges the metadata and the secrecy review. Findings about the text and the files need the text
//! itself; `cms` adds them from `documents` to the same [`Report`].

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    desk::FieldFault,
    item::{ChangeKind, Content, Disclosure, SecrecyReview, demands_event_date},
    kind::Value,
    plan::Column,
};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be mended before submission.
    Block,
    /// Must be mended, or looked at and confirmed by the author with a reason.
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
    /// Who answered for a [`Severity::Confirm`], and why it may stay as it is.
    #[serde(default)]
    pub confirmed: Option<Confirmation>,
}

/// An author's word that a finding was looked at: with a reason, kept with the revision, shown to the signer and on the
/// 发布审定单 (`domain.md` §7.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub field: String,
    /// Of the finding: a finding that says something else is another one.
    pub message: String,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl Finding {
    pub fn new(severity: Severity, field: &str, message: impl Into<String>) -> Self {
        Self { severity, field: field.into(), place: None, message: message.into(), confirmed: None }
    }

    pub fn block(field: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Block, field, message)
    }

    pub fn confirm(field: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Confirm, field, message)
    }

    pub fn hint(field: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, field, message)
    }

    /// Stands in the way of a submission: to be mended, or to be answered for.
    pub const fn stops(&self) -> bool {
        match self.severity {
            Severity::Block => true,
            Severity::Confirm => self.confirmed.is_none(),
            Severity::Hint => false,
        }
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

    /// Everything that stops a submission now.
    pub fn blockers(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.stops())
    }

    /// Puts under each finding what was answered for it.
    pub fn answer(&mut self, confirmations: &[Confirmation]) {
        for finding in &mut self.findings {
            finding.confirmed = confirmations
                .iter()
                .find(|one| (&one.field, &one.message) == (&finding.field, &finding.message))
                .cloned();
        }
    }

    pub fn is_clear(&self) -> bool {
        self.blockers().next().is_none()
    }
}

/// Longest title and summary, in characters.
pub const TITLE_MAX: usize = 100;
pub const SUMMARY_MAX: usize = 100;
/// Longest note of a change, in characters.
pub const CHANGE_NOTE_MAX: usize = 200;

/// The most that one draft holds. No county's page needs more; what a program sends in excess would keep every other
/// writer waiting.
pub const BODY_MAX: usize = 2_000_000;
/// Pictures and files in the text.
pub const MEDIA_MAX: usize = 300;
pub const ATTACHMENTS_MAX: usize = 50;
pub const KEYWORDS_MAX: usize = 30;
/// Of any line of metadata, in bytes.
pub const LINE_MAX: usize = 3_000;
/// Of any field of a kind, in bytes; and cells of its small tables.
pub const TEXT_MAX: usize = 30_000;
pub const CELLS_MAX: usize = 3_000;

/// What is too much of `content` to be saved even as a draft.
pub fn bounds(content: &Content) -> Vec<FieldFault> {
    let lines = [
        ("title", &content.title),
        ("summary", &content.summary),
        ("source", &content.source),
        ("author", &content.author),
        ("editor", &content.editor),
        ("disclosure_reason", &content.disclosure_reason),
        ("copyright", &content.copyright),
    ];
    let too_long = lines.into_iter().filter(|(_, text)| text.len() > LINE_MAX).map(|(field, _)| field);
    let keywords = content.keywords.len() > KEYWORDS_MAX || content.keywords.iter().any(|word| word.len() > LINE_MAX);
    let is_too_long = |value: &Value| {
        let texts = value.texts();
        texts.len() > CELLS_MAX || texts.iter().any(|text| text.len() > TEXT_MAX)
    };
    let of_kind = content.detail.values().filter(|(_, value)| is_too_long(value));
    let of_kind = of_kind.map(|(field, _)| FieldFault::new(&format!("detail.{}", field.name), "内容过长，请缩短"));
    let change = content.change.as_ref().is_some_and(|change| change.note.len() > LINE_MAX);
    let too_long = too_long.map(|field| FieldFault::new(field, "内容过长，请缩短"));
    let mut faults: Vec<FieldFault> = too_long.chain(of_kind).collect();
    let mut limit = |exceeded: bool, field: &str, message: &str| {
        if exceeded {
            faults.push(FieldFault::new(field, message));
        }
    };
    limit(change, "change.note", "内容过长，请缩短");
    limit(keywords, "keywords", "关键词过多或过长，最多 30 个");
    limit(content.body.len() > BODY_MAX, "body", "正文过长，请分篇发布，或把长表格改为附件");
    limit(content.attachments.len() > ATTACHMENTS_MAX, "attachments", "附件过多，一篇最多 50 个");
    faults
}

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
    let fits = content.detail.fits(column);
    require(!fits, "column", "信息类型与栏目不符：未公开过的，请改投其他栏目；公开过的，请联系门户管理员");

    if demands_event_date(column.row.as_ref().map(|row| row.cadence)) {
        match content.event {
            None => require(true, "event", "该栏目按信息形成（决定）之日计时，请填写日期"),
            Some(event) => require(event.on > today, "event", "信息形成（决定）日期不能晚于今天"),
        }
    }
    findings.extend(content.detail.check(today));
    findings
}

/// Blockers in the note that a revision of something that `was_public` carries: readers of the page see what changed.
pub fn change_note(content: &Content, was_public: bool) -> Vec<Finding> {
    if !was_public {
        return Vec::new();
    }
    let Some(change) = &content.change else {
        return vec![Finding::block("change", "该信息公开过，请选择这次修订是文字修正还是实质修改")];
    };
    let mut findings = Vec::new();
    if change.kind == ChangeKind::Major && change.note.trim().is_empty() {
        findings.push(Finding::block("change.note", "实质修改须写明改了什么，页面上会显示"));
    }
    if change.note.chars().count() > CHANGE_NOTE_MAX {
        findings.push(Finding::block("change.note", "修改说明不超过 200 个字"));
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
    require(blank(&review.section_opinion), "secrecy.section_opinion", "请填写科室意见");
    require(blank(&review.reviewer), "secrecy.reviewer", "请填写保密审查人");
    require(blank(&review.review_opinion), "secrecy.review_opinion", "请填写保密审查意见");
    require(blank(&review.leader), "secrecy.leader", "请填写分管领导");
    require(blank(&review.leader_opinion), "secrecy.leader_opinion", "请填写领导意见");
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
