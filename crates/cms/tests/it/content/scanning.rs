//! What attachments say: refused, to be answered for, or left to a person's eyes.

use cms::{Ctx, Error, media::UploadKind};
use domain::{
    checks::{Finding, Severity},
    desk::content::Save,
    event::SubjectKind,
    id::ItemId,
    item::{Attachment, Content},
    kind::{Detail, Interpretation},
};
use testkit::TestCounty;

use super::{draft, draft_in, sheet};

/// Right by its arithmetic, and nobody's.
const MOBILE: &str = "13800138000";

/// Uploads a table and puts it under the draft; answers what the checks say of the attachments.
async fn findings(county: &TestCounty, ctx: &Ctx, item: ItemId, name: &str, text: &str) -> cms::Result<Vec<Finding>> {
    let upload = county.cms.store_upload(ctx, UploadKind::Attachment, item, name, "", text.as_bytes()).await?;
    let opened = sheet(county, ctx, item).await;
    let attachment = Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size };
    let content = Content { attachments: vec![attachment], ..opened.content };
    let save = Save { item, revision: opened.row.revision, version: opened.row.version, content };
    county.cms.save(ctx, save).await?;
    let report = county.cms.check(ctx, item).await?;
    Ok(report.findings.into_iter().filter(|finding| finding.field == "attachments").collect())
}

#[tokio::test]
async fn a_list_with_personal_data_is_refused_with_its_cells() {
    for county in crate::both_databases().await {
        let author = county.ctx("fabu").await;
        let item = draft(&county, &author, "名单公示").await;
        let list = format!("姓名,电话\n甲,{MOBILE}\n乙,\n丙,{MOBILE}\n");
        let Err(Error::Invalid(faults)) = findings(&county, &author, item, "名单.csv", &list).await else {
            panic!("taken with the telephones of three people");
        };
        let lines: Vec<&str> = faults[0].message.lines().collect();
        assert_eq!(faults[0].field, "file");
        assert!(lines[0].starts_with("文件中有 2 处不得公开的内容"), "{lines:?}");
        assert_eq!(lines[1..], ["单元格 B2：手机号码 138****8000", "单元格 B4：手机号码 138****8000"]);

        let events = county.cms.store().events_of(SubjectKind::Item, &item.to_string()).await.unwrap();
        let event = events.iter().find(|event| event.action == "media.refuse").unwrap();
        let data = &event.data;
        assert!(data.contains("\"places\":2") && data.contains("名单.csv"), "{data}");
        assert!(!data.contains("138"), "the log does not spread what it warns of: {data}");
        assert!(county.cms.store().media_at("/media/").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_is_doubtful_in_a_file_must_be_answered_for() {
    for county in crate::both_databases().await {
        let author = county.ctx("fabu").await;
        let item = draft(&county, &author, "名单公示").await;
        let found = findings(&county, &author, item, "名单.csv", "甲,E12345678\n").await.unwrap();
        let [Finding { severity: Severity::Confirm, message, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(message, "附件“名单.csv”请核对：单元格 B1：护照号码 E******78");
        let report = county.cms.confirm_finding(&author, item, "attachments", message, "这是设备型号").await.unwrap();
        assert!(report.blockers().all(|finding| finding.field != "attachments"), "{report:?}");
    }
}

/// A PDF that holds nothing.
fn without_text() -> String {
    let (catalog, pages) = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>");
    let first = format!("%PDF-1.4\n1 0 obj{catalog}endobj\n");
    let both = format!("{first}2 0 obj{pages}endobj\n");
    let places = format!("0000000000 65535 f \n{:010} 00000 n \n{:010} 00000 n \n", 9, first.len());
    format!("{both}xref\n0 3\n{places}trailer<</Root 1 0 R/Size 3>>\nstartxref\n{}\n%%EOF\n", both.len())
}

#[tokio::test]
async fn a_file_without_text_is_left_to_a_person() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "扫描件").await;
    let found = findings(&county, &author, item, "扫描件.pdf", &without_text()).await.unwrap();
    let [Finding { severity: Severity::Hint, message, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!(message, "附件“扫描件.pdf”没有可检查的文字，请人工核对");
    assert!(findings(&county, &author, item, "说明.txt", "无").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_nothing_can_read_must_be_answered_for() {
    for county in crate::both_databases().await {
        let author = county.ctx("fabu").await;
        let item = draft(&county, &author, "名单公示").await;
        let found = findings(&county, &author, item, "名单.pdf", "%PDF-1.7\nnothing").await.unwrap();
        let [Finding { severity: Severity::Confirm, message, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(message, "附件“名单.pdf”无法读取（有密码、已损坏或格式太旧），请人工核对");
    }
}

#[tokio::test]
async fn a_file_in_the_form_is_looked_at_like_one_under_the_text() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft_in(&county, &author, "zcjd", "实施细则的解读").await;
    let list = "甲,E12345678\n".as_bytes();
    let upload = county.cms.store_upload(&author, UploadKind::Attachment, item, "名单.csv", "", list).await.unwrap();
    let opened = sheet(&county, &author, item).await;
    let detail = Detail::Interpretation(Interpretation { file: upload.address, ..Interpretation::default() });
    let content = Content { detail, ..opened.content };
    let save = Save { item, revision: opened.row.revision, version: opened.row.version, content };
    county.cms.save(&author, save).await.unwrap();
    let report = county.cms.check(&author, item).await.unwrap();
    let found = report.findings.iter().find(|finding| finding.message.contains("名单.csv")).unwrap();
    assert_eq!((found.field.as_str(), found.severity), ("detail", Severity::Confirm));
    assert_eq!(found.message, "附件“名单.csv”请核对：单元格 B1：护照号码 E******78");
}

#[tokio::test]
async fn the_paper_of_a_secrecy_review_is_not_read() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "审查表").await;
    let paper = format!("%PDF-1.4\n% {MOBILE}\n");
    let stored = county
        .cms
        .store_upload(&author, UploadKind::SecrecyScan, item, "审查表.pdf", "", paper.as_bytes())
        .await
        .unwrap();
    assert_eq!(county.cms.store().media_scans(&[stored.id]).await.unwrap(), []);
}
