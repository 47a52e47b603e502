//! Files under an answer.

use cms::{Error, media::UploadKind};
use domain::{
    id::CaseId,
    item::Attachment,
    permission::Refusal,
    rectification::{Answer, CaseAsk, Entry},
};
use testkit::TestCounty;

use super::{answer, opened, sheet, take};

/// The education bureau answers a case with a file, and hears where that lies.
pub(crate) async fn answered_with_a_file(county: &TestCounty) -> Attachment {
    let case = opened(county).await;
    take(county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    let file = upload(county, "fabu", case).await.unwrap();
    let answers = vec![Answer { files: vec![file.clone()], ..answer(1) }, answer(2)];
    take(county, "fabu", case, CaseAsk::Reply { answers, note: String::new() }).await.unwrap();
    file
}

async fn upload(county: &TestCounty, login: &str, case: CaseId) -> cms::Result<Attachment> {
    let ctx = county.ctx(login).await;
    let upload = county
        .cms
        .store_upload(&ctx, UploadKind::Attachment, case, "说明.txt", "text/plain", "整改情况说明".as_bytes())
        .await?;
    Ok(Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size })
}

#[tokio::test]
async fn evidence_is_opened_by_both_sides_and_by_nobody_else() {
    let county = TestCounty::new().await;
    let (case, other) = (opened(&county).await, opened(&county).await);
    let early = upload(&county, "fabu", case).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::Stage))), "{early:?}");
    for case in [case, other] {
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    }
    assert!(matches!(upload(&county, "guanli", case).await, Err(Error::Refused(Refusal::Role))));
    let file = upload(&county, "fabu", case).await.unwrap();
    let foreign = upload(&county, "fabu", other).await.unwrap();
    let with = |file: &Attachment| CaseAsk::Reply {
        answers: vec![Answer { files: vec![file.clone()], ..answer(1) }, answer(2)],
        note: String::new(),
    };
    let refused = take(&county, "fabu", case, with(&foreign)).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "answers.1.links"));
    // Whatever the client calls it, it is named as it was uploaded.
    take(&county, "fabu", case, with(&Attachment { name: "别的名字.txt".into(), ..file.clone() })).await.unwrap();
    let shown = sheet(&county, "guanli", case).await;
    let Entry::Reply { answers, .. } = &shown.timeline[2].entry else { panic!("{shown:?}") };
    assert_eq!(answers[0].files, std::slice::from_ref(&file));

    let path = file.address.trim_start_matches("/media/");
    for (login, opens) in [("fabu", true), ("guanli", true), ("shenji", true), ("fabu2", false), ("anquan", false)] {
        let opened = county.cms.draft_media(&county.ctx(login).await, path).await.unwrap();
        assert_eq!(opened.is_some(), opens, "{login}");
    }
    assert!(county.cms.public_media(path).await.unwrap().is_none());
}
