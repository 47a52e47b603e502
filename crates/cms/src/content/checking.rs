//! Checks before submission: everything at once, blockers first, each with the field that mends it.
//!
//! `domain::checks` judges metadata and secrecy review, `documents` the text; here both come together with what only
//! the database knows: links that lead nowhere, titles and index numbers that are there already, documents without
//! interpretation.

use documents::{finding, html, lint, personal_data, secret_marks, wording};
use domain::{
    checks::{self, Finding, Report, Severity},
    item::Content,
    kind::{Detail, Form, Text},
};

use super::{Subject, writing::Prepared};
use crate::{Cms, Error, Result};

impl Cms {
    /// All findings over the newest revision of an item.
    pub(super) async fn report(&self, subject: &Subject, prepared: &Prepared) -> Result<Report> {
        let today = self.today();
        let mut findings = match subject.column() {
            Some(_) if subject.is_closed_to_new() => {
                vec![Finding::block("column", "按现行方案，该栏目不再接收新信息，请改投其他栏目")]
            }
            Some(column) => checks::metadata(&prepared.content, column, today),
            None => vec![Finding::block("column", "栏目已不在现行方案中，不能再发布")],
        };
        let was_public = subject.item.first_published_at.is_some();
        findings.extend(checks::change_note(&prepared.content, was_public));
        let review = self.inner.store.secrecy_review(subject.item.id, subject.item.newest).await?;
        findings.extend(checks::secrecy(review.as_ref(), &prepared.hash, today));
        findings.extend(self.reference_findings(subject, prepared).await?);
        findings.extend(self.file_findings(&prepared.content).await?);
        let (content, body) = (prepared.content.clone(), prepared.html.clone());
        // A long text takes milliseconds: off the threads that answer other requests.
        let in_text = tokio::task::spawn_blocking(move || text_findings(&content, &body)).await;
        findings.extend(in_text.map_err(Error::internal)?);
        let mut report = Report::new(findings);
        report.answer(&self.inner.store.confirmations_of(subject.item.id, subject.item.newest).await?);
        Ok(report)
    }

    /// What leads nowhere, stands there already, or is missing beside it.
    async fn reference_findings(&self, subject: &Subject, prepared: &Prepared) -> Result<Vec<Finding>> {
        let (store, content) = (&self.inner.store, &prepared.content);
        let mut findings = Vec::new();
        let links = html::links(&prepared.html);
        for address in &links {
            if let Some(message) = self.dead_link(address).await? {
                findings.push(at(Severity::Block, "body", Some(format!("link:{address}")), message));
            }
        }
        findings.extend(self.dead_elsewhere(&links).await?);
        let admitted = store.media_of_revision(subject.item.id, subject.item.newest).await?;
        for address in &prepared.media {
            if !admitted.contains(address) {
                let is_attachment = content.attachments.iter().any(|attachment| &attachment.address == address);
                let field = if is_attachment { "attachments" } else { "body" };
                let place = Some(format!("link:{address}"));
                findings.push(at(
                    Severity::Block,
                    field,
                    place,
                    "所用的图片或附件不存在，或不属于这条信息，请重新上传".into(),
                ));
            }
        }
        if !content.title.is_empty() {
            let same = store.published_title(&subject.item.column, &content.title, subject.item.id).await?;
            if let Some(code) = same {
                let message = format!("本栏目已有同名信息（/a/{code}），请确认不是重复发布");
                findings.push(at(Severity::Confirm, "title", None, message));
            }
        }
        findings.extend(self.kin_findings(subject, content).await?);
        findings.extend(self.index_number_findings(subject, content).await?);
        if matches!(content.detail, Detail::Reprint(_)) {
            findings.extend(self.pictures_left_behind(subject, prepared).await?);
        }
        if !html::media(&prepared.html).is_empty() && content.copyright.trim().is_empty() {
            findings.push(Finding::hint("copyright", "文中有图片，建议填写图片的版权说明"));
        }
        Ok(findings)
    }

    /// The items that this one names or should have beside it.
    async fn kin_findings(&self, subject: &Subject, content: &Content) -> Result<Vec<Finding>> {
        let store = &self.inner.store;
        let mut findings = Vec::new();
        for (field, code) in content.detail.references() {
            let named = store.public_row(&code).await?;
            let fits = named.as_ref().is_some_and(|row| field.points_to(row.detail.kind()));
            let name = format!("detail.{}", field.name);
            if !fits || code == subject.item.code {
                let message = format!("“{}”所选的信息尚未发布、已撤下或类型不符，请重新选择", field.label);
                findings.push(Finding::block(&name, message));
            }
            if let (Detail::Repost(_), Some(row)) = (&content.detail, named)
                && row.title != content.title
            {
                findings.push(Finding::block("title", format!("转载的标题须与原信息一致：《{}》", row.title)));
            }
        }
        if let Detail::PolicyDocument(document) = &content.detail
            && document.needs_interpretation(self.today())
        {
            let beside = store.published_about(&subject.item.code).await?;
            let has = |wanted: fn(Form) -> bool| {
                beside.iter().any(|row| matches!(&row.detail, Detail::Interpretation(one) if wanted(one.form)))
            };
            let missing: Vec<&str> = [
                ("政策解读", has(|form| form != Form::PressRelease)),
                ("新闻通稿", has(|form| form == Form::PressRelease)),
            ]
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(name, _)| name)
            .collect();
            if missing.contains(&"政策解读") {
                let missing = missing.join("、");
                let message = format!("该文件尚无{missing}：解读应与文件同步组织、同步发布；随后发布的，请说明");
                findings.push(Finding::confirm("detail", message));
            } else if !missing.is_empty() {
                findings.push(Finding::hint("detail", "该文件尚无新闻通稿，建议与文件同步发布"));
            }
        }
        Ok(findings)
    }

    /// Pictures are not taken over from other sites: shown from there, they would tell who reads.
    async fn pictures_left_behind(&self, subject: &Subject, prepared: &Prepared) -> Result<Option<Finding>> {
        let left = self.inner.store.pictures_left_behind(subject.item.id).await?;
        let message = || format!("原文有 {left} 张图片没有带来，需要的请另存后上传到正文");
        let none_here = html::lead_picture(&prepared.html).is_none();
        Ok((left > 0 && none_here).then(|| Finding::hint("body", message())))
    }
}

/// Findings over the words: title, summary, text with the alternatives of its pictures, names of attachments.
pub(crate) fn text_findings(content: &Content, body: &html::SafeHtml) -> Vec<Finding> {
    let mut findings: Vec<Finding> = lint::lint(body)
        .into_iter()
        .map(|found| {
            let place = format!("{}:{}", found.place.element, found.place.index);
            at(severity(found.kind.severity()), "body", Some(place), found.message)
        })
        .collect();
    let needs_text = content.detail.nature().text() == Text::Required;
    if needs_text && body.is_blank() && content.attachments.is_empty() {
        findings.push(Finding::block("body", "请填写正文或添加附件"));
    }
    let names: Vec<&str> = content.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    let fields = [
        ("title", content.title.clone()),
        ("summary", content.summary.clone()),
        ("body", html::plain_text(body)),
        ("attachments", names.join("\n")),
    ];
    for (field, text) in fields {
        findings.extend(word_findings(field, &text));
    }
    // What a kind begins with are the words of its form: the annual report counts what was “不予公开”.
    let form = Detail::new(content.detail.kind());
    for ((field, value), (_, printed)) in content.detail.values().zip(form.values()) {
        let printed = printed.texts();
        let written: Vec<&str> = value.texts().into_iter().filter(|text| !printed.contains(text)).collect();
        findings.extend(word_findings(&format!("detail.{}", field.name), &written.join("\n")));
    }
    findings
}

/// What stops a text that is no item's, such as a block of a topic, from being made public.
pub(crate) fn blockers_of(html: &html::SafeHtml) -> Vec<String> {
    let of_markup = lint::lint(html).into_iter().filter(|found| found.kind.severity() == finding::Severity::Block);
    let words = html::plain_text(html);
    let of_words = word_findings("", &words).into_iter().filter(|found| found.severity == Severity::Block);
    of_markup.map(|found| found.message).chain(of_words.map(|found| found.message)).collect()
}

fn word_findings(field: &str, text: &str) -> Vec<Finding> {
    let place = |span: finding::Span| Some(format!("text:{}-{}", span.start, span.end));
    let personal = personal_data::find(text)
        .into_iter()
        .map(|datum| at(severity(datum.kind.severity()), field, place(datum.span), datum.message()));
    let marks = secret_marks::find(text)
        .into_iter()
        .map(|mark| at(severity(mark.severity), field, place(mark.span), mark.message));
    let slips =
        wording::check(text).into_iter().map(|slip| at(severity(slip.severity), field, place(slip.span), slip.message));
    personal.chain(marks).chain(slips).collect()
}

const fn severity(of_text: finding::Severity) -> Severity {
    match of_text {
        finding::Severity::Block => Severity::Block,
        finding::Severity::Confirm => Severity::Confirm,
        finding::Severity::Hint => Severity::Hint,
    }
}

fn at(severity: Severity, field: &str, place: Option<String>, message: String) -> Finding {
    Finding { place, ..Finding::new(severity, field, message) }
}

#[cfg(test)]
mod tests {
    use domain::kind::{Kind, Value};

    use super::*;

    fn findings(title: &str, body: &str) -> Vec<Finding> {
        text_findings(&Content { title: title.into(), ..Content::default() }, &html::SafeHtml::sanitise(body))
    }

    #[test]
    fn personal_numbers_block_wherever_they_stand() {
        for (title, body) in [
            ("张某 450123199003072937", "<p>正文</p>"),
            ("公示", "<table><tr><th>电话</th></tr><tr><td>13800138000</td></tr></table>"),
            ("公示", "<p><img src=\"/media/a.webp\" alt=\"联系人13800138000\"></p>"),
        ] {
            let blocked = findings(title, body).into_iter().any(|f| f.severity == Severity::Block);
            assert!(blocked, "{title} {body}");
        }
        assert!(findings("公示", "<p>咨询电话：0771-6521234</p>").iter().all(|f| f.severity != Severity::Block));
    }

    #[test]
    fn a_finding_names_its_place() {
        let found = findings("通知", "<p>正文</p><table><tr><td>甲</td></tr></table>");
        assert!(found.iter().any(|f| f.place.as_deref() == Some("table:0") && f.severity == Severity::Block));
    }

    #[test]
    fn the_printed_words_of_a_form_are_not_suspected_but_what_is_written_into_it() {
        let of = |detail: Detail| {
            let found = text_findings(&Content { detail, ..Content::default() }, &html::SafeHtml::default());
            found.into_iter().filter(|one| one.field.starts_with("detail.")).collect::<Vec<_>>()
        };
        let mut report = Detail::new(Kind::AnnualReport);
        assert_eq!(of(report.clone()), []);
        report.set("problems", Value::Text("有一件标为秘密，不予公开。".into()));
        assert!(of(report).iter().any(|one| one.field == "detail.problems" && one.severity == Severity::Confirm));
    }

    #[test]
    fn a_text_without_anything_blocks_unless_a_file_stands_under_it() {
        assert!(findings("通知", "<p> </p>").iter().any(|f| f.field == "body" && f.severity == Severity::Block));
    }
}
