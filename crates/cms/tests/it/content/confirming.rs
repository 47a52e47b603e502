//! What the checks suspect and the author answers for.

use cms::Error;
use domain::{
    checks::{Finding, Severity},
    desk::content::Ask,
    event::SubjectKind,
    workflow::Stage,
};
use testkit::TestCounty;

use super::{decide, draft, published, sheet};

#[tokio::test]
async fn a_doubtful_finding_goes_on_with_a_reason() {
    for county in crate::both_databases().await {
        let (author, stranger, reviewer) =
            (county.ctx("fabu").await, county.ctx("fabu2").await, county.ctx("shenhe").await);
        published(&county, "招生公告").await;
        let item = draft(&county, &author, "招生公告").await;
        let Err(Error::Blocked(report)) = decide(&county, &author, item, Ask::Submit).await else {
            panic!("the same title twice, and nobody had to answer for it");
        };
        let asked: Vec<&Finding> = report.blockers().collect();
        let [Finding { severity: Severity::Confirm, field, message, .. }] = asked[..] else { panic!("{report:?}") };
        assert_eq!(field, "title");

        let answer = async |ctx, message: &str, reason: &str| {
            county.cms.confirm_finding(ctx, item, field, message, reason).await
        };
        assert!(matches!(answer(&author, message, "  ").await, Err(Error::Invalid(_))));
        assert!(matches!(answer(&author, "没有这一项", "核对过").await, Err(Error::Stale)));
        assert!(matches!(answer(&stranger, message, "核对过").await, Err(Error::Refused(_))));
        let report = answer(&author, message, "春秋两季各有一份").await.unwrap();
        assert!(report.is_clear(), "{report:?}");
        assert_eq!(decide(&county, &author, item, Ask::Submit).await.unwrap(), Stage::InReview);

        // The signer sees it, and so does the printed form.
        let shown = sheet(&county, &reviewer, item).await.report.findings;
        let said = shown.iter().find_map(|finding| finding.confirmed.as_ref()).unwrap();
        assert_eq!((said.reason.as_str(), said.by.as_str()), ("春秋两季各有一份", "韦小兰"));
        let form = county.cms.approval_form(&reviewer, item, None).await.unwrap();
        assert_eq!(form.confirmations.len(), 1);
        let events = county.cms.store().events_of(SubjectKind::Item, &item.to_string()).await.unwrap();
        assert!(events.iter().any(|event| event.action == "item.confirm-finding"));
    }
}

#[tokio::test]
async fn a_blocker_cannot_be_answered_for() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "名单").await;
    super::write(&county, &author, item, "名单", "<p>身份证号450123199003072937</p>").await;
    let report = county.cms.check(&author, item).await.unwrap();
    let blocker = report.findings.iter().find(|finding| finding.severity == Severity::Block).unwrap();
    let answer = county.cms.confirm_finding(&author, item, &blocker.field, &blocker.message, "无妨").await;
    assert!(matches!(answer, Err(Error::Stale)));
}

#[tokio::test]
async fn links_inside_the_site_must_lead_somewhere() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "指引").await;
    let own = county.cms.settings().public_address.clone();
    let old = "/news/122.html,/c/tzgg\n".as_bytes().to_vec();
    county.cms.import_addresses(&cms::Ctx::system("move"), old).await.unwrap();
    let other = published(&county, "先前的指引").await;
    let other = county.cms.store().item(other).await.unwrap().unwrap().code;
    let (report, register) = (format!("/a/{other}/report"), format!("{own}/a/{other}/register?page=2#list"));
    let dead = [
        "/a/zzzzzzzz",
        "/c/nowhere",
        "/c/tzgg/nothing.xml",
        &format!("/a/{other}/nothing"),
        "/desk",
        "/news/123.html",
        &format!("{own}/a/zzzzzzzz"),
    ]
    .map(str::to_owned);
    let alive = [
        "/",
        "/sitemap",
        "/accessibility",
        "/report",
        "/feed.xml",
        "/c/tzgg",
        "/c/tzgg/feed.xml",
        &report,
        &register,
        "/news/122.html",
        "#below",
        "https://www.gov.cn/zhengce/",
        "mailto:a@example.gov.cn",
    ];
    let link = |address: &str| format!("<p><a href=\"{address}\">县政府网站的一个页面</a></p>");
    let body: String = dead.iter().map(String::as_str).chain(alive).map(link).collect();
    super::write(&county, &author, item, "指引", &body).await;
    let report = county.cms.check(&author, item).await.unwrap();
    let found: Vec<&str> =
        report.blockers().filter_map(|finding| finding.place.as_deref()?.strip_prefix("link:")).collect();
    assert_eq!(found, dead);
}
