//! Everybody in the chain hears what others did; nobody hears of the own doing.

use cms::Ctx;
use domain::{
    account::Role,
    desk::content::{Ask, Claimant},
};
use testkit::TestCounty;

use super::{decide, sheet, sign, submitted};

async fn texts(county: &TestCounty, login: &str) -> Vec<String> {
    let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
    notices.into_iter().map(|notice| notice.text).collect()
}

#[tokio::test]
async fn the_chain_is_told() {
    let county = TestCounty::new().await;
    let (author, first, second) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = submitted(&county, &author, "通知").await;
    decide(&county, &first, item, Ask::Claim).await.unwrap();
    decide(&county, &second, item, Ask::Claim).await.unwrap();
    assert_eq!(texts(&county, "shenhe").await, ["《通知》改由农建国办理"]);
    decide(&county, &second, item, Ask::Return { reason: "缺附件".into() }).await.unwrap();
    assert_eq!(texts(&county, "fabu").await, ["《通知》已由县政务办农建国退回：缺附件"]);
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(texts(&county, "shenhe2").await, ["《通知》已由县教育局韦小兰送审"]);
    decide(&county, &first, item, sign()).await.unwrap();
    assert_eq!(texts(&county, "fabu").await.len(), 2);
    assert_eq!(texts(&county, "shenhe").await.len(), 1, "no notice of the own signature");

    let account = county.account("fabu").await;
    assert_eq!(county.cms.store().unread_notices(account).await.unwrap(), 2);
    county.cms.mark_notices_read(&author).await.unwrap();
    assert_eq!(county.cms.store().unread_notices(account).await.unwrap(), 0);
}

#[tokio::test]
async fn a_claim_belongs_to_an_account_and_not_to_a_name() {
    let county = TestCounty::new().await;
    county.open_account("tongming", "陆文静", Role::Reviewer, "zwb").await;
    let (author, lead, namesake) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("tongming").await);
    let item = submitted(&county, &author, "通知").await;
    decide(&county, &lead, item, Ask::Claim).await.unwrap();
    let claim = async |ctx: &Ctx| sheet(&county, ctx, item).await.row.claimed_by;
    let by = |is_reader| Some(Claimant { name: "陆文静".to_owned(), is_reader });
    assert_eq!(claim(&lead).await, by(true));
    assert_eq!(claim(&namesake).await, by(false));
    decide(&county, &lead, item, Ask::Release).await.unwrap();
    assert_eq!(claim(&lead).await, None);
}
