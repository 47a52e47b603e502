//! Cases against the education bureau, made by the use cases: 李明远 (guanli) opens and checks, 韦小兰 (fabu) answers. And what
//! stands on their letters.

use axum::http::StatusCode;
use cms::media::UploadKind;
use domain::{
    desk::cases::CaseSeen,
    id::CaseId,
    item::Attachment,
    plan::ColumnCode,
    rectification::{Answer, CaseAsk, NoticeForm, Point, Verdict},
};
use testkit::TestCounty;

use crate::site::Site;

pub(crate) fn form(key: &str) -> NoticeForm {
    let points = vec![Point {
        fault: "栏目“教育培训”没有内容".into(),
        place: "/c/jypx".into(),
        column: ColumnCode::parse("jypx"),
        ..Point::default()
    }];
    NoticeForm {
        key: key.to_owned(),
        unit: "jyj".into(),
        subject: "栏目空白".into(),
        points,
        demand: "请补充内容".into(),
        basis: "内容保障方案".into(),
        working_days: "3".into(),
    }
}

pub(crate) async fn noticed(county: &TestCounty, key: &str) -> CaseId {
    county.cms.open_case(&county.ctx("guanli").await, form(key)).await.unwrap()
}

pub(crate) async fn seen(county: &TestCounty, case: CaseId) -> CaseSeen {
    let version = county.cms.store().case(case).await.unwrap().unwrap().version;
    CaseSeen { case, version }
}

pub(crate) async fn take(county: &TestCounty, login: &str, case: CaseId, ask: CaseAsk) {
    let seen = seen(county, case).await;
    county.cms.take_case_step(&county.ctx(login).await, seen, ask).await.unwrap();
}

/// A file of its own content, since its address follows from its bytes.
pub(crate) async fn evidence(county: &TestCounty, case: CaseId, text: &str) -> Attachment {
    let clerk = county.ctx("fabu").await;
    let upload =
        county.cms.store_upload(&clerk, UploadKind::Attachment, case, "说明.txt", "text/plain", text.as_bytes()).await;
    let upload = upload.unwrap();
    Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size }
}

pub(crate) fn reply(files: Vec<Attachment>) -> CaseAsk {
    let answer = Answer { point: 1, done: "已补充内容".into(), links: vec!["/c/jypx".into()], files };
    CaseAsk::Reply { answers: vec![answer], note: String::new() }
}

pub(crate) fn accept() -> CaseAsk {
    let verdicts = vec![Verdict { point: 1, accepted: true, reason: String::new() }];
    CaseAsk::Check { verdicts, note: "属实".into(), working_days: String::new() }
}

#[tokio::test]
async fn both_letters_say_what_was_written() {
    let site = Site::new().await;
    let county = &site.county;
    let case = noticed(county, &"0".repeat(32)).await;
    let mut clerk = site.signed_in("fabu").await;
    let letter = clerk.get(&format!("/desk/print/cases/{case}")).await;
    assert_eq!(letter.status, StatusCode::OK);
    let text = letter.text();
    let expected = ["隆安县政府门户网站整改通知书", "隆门户改〔2026〕1号", "县教育局：", "栏目“教育培训”没有内容"];
    for words in expected.into_iter().chain(["2026-11-27（通知 11-24 → 3 个工作日 → 11-27；日历版本 ", "请补充内容"])
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(clerk.get(&format!("/desk/print/case-replies/{case}")).await.status, StatusCode::NOT_FOUND);

    take(county, "fabu", case, CaseAsk::Acknowledge).await;
    let file = evidence(county, case, "整改说明").await;
    take(county, "fabu", case, reply(vec![file])).await;
    let verdicts = vec![Verdict { point: 1, accepted: false, reason: "栏目仍然空白".into() }];
    let back = CaseAsk::Check { verdicts, note: String::new(), working_days: "5".into() };
    take(county, "guanli", case, back).await;
    let letter = clerk.get(&format!("/desk/print/cases/{case}")).await.text();
    for words in [
        "2026-11-27（通知 11-24 → 3 个工作日 → 11-27；日历版本 ",
        "2026-11-24　回复经核查退回，重新整改的期限为 2026-12-01。",
    ] {
        assert!(letter.contains(words), "printed once more, the notice states what it stated, {words}: {letter}");
    }
    assert!(!letter.contains("期限说明"), "nothing can move it: {letter}");
    let text = clerk.get(&format!("/desk/print/case-replies/{case}")).await.text();
    for words in
        ["隆安县政府门户网站整改回复", "对 隆门户改〔2026〕1号 的回复", "县政务办：", "已补充内容", "附件：说明.txt"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let far = NoticeForm { working_days: "60".into(), ..form(&"1".repeat(32)) };
    let far = county.cms.open_case(&county.ctx("guanli").await, far).await.unwrap();
    let text = clerk.get(&format!("/desk/print/cases/{far}")).await.text();
    assert!(text.contains("2027 年的国务院放假安排尚未录入"), "{text}");
}
