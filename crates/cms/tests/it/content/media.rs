//! Files: public with their page and not before; a scan of a secrecy review never.

use std::io::Write as _;

use cms::{Ctx, Error, media::UploadKind};
use documents::picture::{MAX_SIDE, Variant};
use domain::{
    desk::content::{Ask, Save, Saved},
    id::ItemId,
    item::{Attachment, Content, SecrecyReview},
    permission::Refusal,
};
use testkit::{TestCounty, secrecy_review};

use super::{decide, draft, refused, sheet, sign};

/// The smallest PDF that names itself one.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

#[tokio::test]
async fn a_file_becomes_public_with_its_page() {
    let county = TestCounty::new().await;
    let (author, reviewer, other) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("fabu2").await);
    let item = draft(&county, &author, "附件").await;
    let upload = county
        .cms
        .store_upload(&author, UploadKind::Attachment, item, "名单.txt", "text/plain", "示例".as_bytes())
        .await
        .unwrap();
    let path = upload.address.strip_prefix("/media/").unwrap().to_owned();
    let opened = sheet(&county, &author, item).await;
    let mut content = opened.content;
    content.attachments.push(Attachment {
        media: upload.id,
        name: upload.name.clone(),
        address: upload.address.clone(),
        size: upload.size,
    });
    let save = Save { item, revision: 1, version: opened.row.version, content };
    assert!(matches!(county.cms.save(&author, save).await.unwrap(), Saved::Done { .. }));
    assert_eq!(county.cms.public_media(&path).await.unwrap(), None);
    assert_eq!(county.cms.draft_media(&other, &path).await.unwrap(), None);
    let file = county.cms.draft_media(&author, &path).await.unwrap().unwrap();
    let content = county.cms.media_content(&file).await.unwrap().bytes().await.unwrap();
    assert_eq!((file.name.as_str(), &content[..]), ("名单.txt", "示例".as_bytes()));

    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    assert!(county.cms.public_media(&path).await.unwrap().is_some());
    decide(&county, &reviewer, item, Ask::Withdraw { reason: "名单有误".into() }).await.unwrap();
    assert_eq!(county.cms.public_media(&path).await.unwrap(), None, "a withdrawn page takes its files along");
}

#[tokio::test]
async fn an_attachment_bears_the_name_and_size_of_its_upload() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "附件").await;
    let upload = attach(&county, &author, item).await;
    let forged = Attachment { name: "红头文件.pdf".into(), size: i64::MAX, ..upload.clone() };
    save_with(&county, &author, item, forged).await.unwrap();
    assert_eq!(sheet(&county, &author, item).await.content.attachments, [upload]);
    let foreign = Attachment {
        media: domain::id::MediaId::new(9_999),
        name: "假附件".into(),
        address: "https://example.com/a.pdf".into(),
        size: 1,
    };
    let refused = save_with(&county, &author, item, foreign).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "attachments"));
}

#[tokio::test]
async fn knowing_an_address_opens_no_file() {
    let county = TestCounty::new().await;
    let (author, stranger) = (county.ctx("fabu").await, county.ctx("fabu2").await);
    let item = draft(&county, &author, "内部名单").await;
    let upload = attach(&county, &author, item).await;
    let path = upload.address.strip_prefix("/media/").unwrap().to_owned();
    let theirs = super::draft_in(&county, &stranger, "czxx", "他人的稿件").await;
    let refused = save_with(&county, &stranger, theirs, upload.clone()).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "attachments"));
    // Nor does a link in the text hand the right to read it on.
    let body = format!("<p><a href=\"{}\">下载这份名单</a></p>", upload.address);
    super::write(&county, &stranger, theirs, "他人的稿件", &body).await;
    assert_eq!(county.cms.draft_media(&stranger, &path).await.unwrap(), None);
    county.cms.record_secrecy_review(&stranger, theirs, secrecy_review()).await.unwrap();
    let Err(Error::Blocked(report)) = decide(&county, &stranger, theirs, Ask::Submit).await else {
        panic!("submitted with a file of somebody else");
    };
    assert!(
        report.blockers().any(|finding| finding.place.as_deref() == Some(&format!("link:{}", upload.address))),
        "{report:?}"
    );
}

/// A clerk may open what was sent as evidence of a case, and still makes it public nowhere.
#[tokio::test]
async fn evidence_of_a_case_goes_into_no_article() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let evidence = crate::cases::evidence::answered_with_a_file(&county).await;
    let path = evidence.address.strip_prefix("/media/").unwrap();
    assert!(county.cms.draft_media(&author, path).await.unwrap().is_some());
    let item = draft(&county, &author, "整改情况").await;
    let body = format!("<p>教育培训栏目已整改，见<a href=\"{}\">整改说明</a>。</p>", evidence.address);
    super::write(&county, &author, item, "整改情况", &body).await;
    let submitted = decide(&county, &author, item, Ask::Submit).await;
    let Err(Error::Blocked(report)) = submitted else { panic!("submitted with evidence of a case: {submitted:?}") };
    let place = format!("link:{}", evidence.address);
    assert!(report.blockers().any(|finding| finding.place.as_deref() == Some(place.as_str())), "{report:?}");
    assert_eq!(county.cms.draft_media(&reviewer, path).await.unwrap(), None, "who reads the draft opens it as little");
}

async fn attach(county: &TestCounty, ctx: &Ctx, item: ItemId) -> Attachment {
    let upload = county
        .cms
        .store_upload(ctx, UploadKind::Attachment, item, "名单.txt", "text/plain", "示例".as_bytes())
        .await
        .unwrap();
    Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size }
}

async fn save_with(county: &TestCounty, ctx: &Ctx, item: ItemId, attachment: Attachment) -> cms::Result<Saved> {
    let opened = sheet(county, ctx, item).await;
    let content = Content { attachments: vec![attachment], ..opened.content };
    let save = Save { item, revision: opened.row.revision, version: opened.row.version, content };
    county.cms.save(ctx, save).await
}

#[tokio::test]
async fn a_scan_of_a_secrecy_review_is_for_the_chain_only() {
    let county = TestCounty::new().await;
    let (author, reviewer, other) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("fabu2").await);
    let item = draft(&county, &author, "扫描件").await;
    let scan = county
        .cms
        .store_upload(&author, UploadKind::SecrecyScan, item, "审查表.pdf", "application/pdf", PDF)
        .await
        .unwrap();
    assert_eq!(scan.address, "");
    let with_scan = SecrecyReview { scan: Some(scan.id), ..secrecy_review() };
    let recorded = county.cms.record_secrecy_review(&author, item, with_scan.clone()).await.unwrap();
    assert_eq!(recorded.scan_name, "审查表.pdf");
    let file = county.cms.secrecy_scan(&reviewer, scan.id).await.unwrap();
    assert_eq!(county.cms.media_content(&file).await.unwrap().bytes().await.unwrap(), PDF);
    assert_eq!(refused(county.cms.secrecy_scan(&other, scan.id).await), Refusal::OtherUnit);
    for administrator in ["guanli", "anquan", "shenji"] {
        assert_eq!(refused(county.cms.secrecy_scan(&county.ctx(administrator).await, scan.id).await), Refusal::Role);
    }
    // The scan of another item does not serve for this one.
    let second = draft(&county, &author, "另一条").await;
    assert!(matches!(county.cms.record_secrecy_review(&author, second, with_scan).await, Err(Error::Invalid(_))));
}

/// A black picture in shades of grey.
fn png(width: u32, height: u32) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let named = [name, data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&named);
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &named, &sum.sum().to_be_bytes()].concat()
    };
    let row = usize::try_from(width).unwrap() + 1;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&vec![0; row * usize::try_from(height).unwrap()]).unwrap();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &head), chunk(b"IDAT", &packed.finish().unwrap()), chunk(b"IEND", b"")];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat()
}

/// An attached picture stays as large as it came. Making sizes of the largest takes a core for minutes, or fails; anybody
/// can ask, and again.
#[tokio::test]
async fn of_a_picture_larger_than_those_of_pages_no_sizes_are_made() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "规划图").await;
    let small = Variant::from_name("w320.avif").unwrap();
    for (width, height, has_sizes) in
        [(2, MAX_SIDE, true), (MAX_SIDE, 2, true), (2, MAX_SIDE + 1, false), (MAX_SIDE + 1, 2, false)]
    {
        let upload = county.cms.store_upload(&author, UploadKind::Attachment, item, "图.png", "", png(width, height));
        let address = upload.await.unwrap().address;
        let file = county.cms.draft_media(&author, address.strip_prefix("/media/").unwrap()).await.unwrap().unwrap();
        let sized = county.cms.media_variant(file.clone(), small).await;
        let told = format!("{width} × {height}: {sized:?}");
        assert_eq!(sized.ok(), has_sizes.then_some(file), "{told}");
        let named = county.cms.page_pictures(std::slice::from_ref(&address)).await.unwrap();
        assert_eq!(named.contains_key(&address), has_sizes, "a page names what it can get: {told}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "附件").await;
    let page = b"<html><script>alert(1)</script></html>".as_slice();
    let refused =
        county.cms.store_upload(&author, UploadKind::Attachment, item, "通知.pdf", "application/pdf", page).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "file"));
}
