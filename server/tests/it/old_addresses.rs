//! Addresses that are not, or no longer, those of a page.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use cms::Ctx;
use domain::plan::ColumnEdit;

use crate::{
    site::{Site, Visitor},
    story,
};

/// Status and where it leads.
async fn ask(visitor: &mut Visitor, address: &str) -> (u16, String) {
    let answer = visitor.get(address).await;
    (answer.status.as_u16(), answer.header("location").to_owned())
}

async fn import(site: &Site, list: &str) -> cms::old_addresses::AddressReport {
    site.county.cms.import_addresses(&Ctx::system("test"), list.into()).await.unwrap()
}

#[tokio::test]
async fn an_address_of_the_old_site_leads_to_the_item_that_was_taken_from_there() {
    let site = Site::new().await;
    let line = r#"{"title":"旧闻","date":"2019-05-06","column":"tzgg","body":"正文","url":"/1","old_address":"http://old.example/News/Show.aspx?ID=123"}"#;
    site.county.cms.import_items(&Ctx::system("test"), Cursor::new(line), None).await.unwrap();
    let mut visitor = site.visitor();
    let article = visitor.get("/c/tzgg").await.attributes(".item-list__link", "href")[0].clone();
    for old in ["/News/Show.aspx?ID=123", "/news/show.aspx?id=123", "/news/show.aspx/?id=123"] {
        assert_eq!(ask(&mut visitor, old).await, (301, article.clone()), "{old}");
    }
    for other in ["/news/show.aspx?id=124", "/news/show.aspx", "/news/show.aspx?id=123&x=1"] {
        assert_eq!(ask(&mut visitor, other).await, (404, String::new()), "{other}");
    }
    let head = visitor.ask(Method::HEAD, "/news/show.aspx?id=123", &[], Body::empty()).await;
    assert_eq!(head.status, StatusCode::MOVED_PERMANENTLY);
}

#[tokio::test]
async fn a_list_leads_to_columns_and_items_whatever_is_put_behind() {
    let site = Site::new().await;
    let item = story::live(&site.county, "通知").await;
    let article = format!("/a/{}", story::code(&site.county, item).await);
    let list = format!("旧地址,新地址\n/tzgg/,/c/tzgg\n/公告/1.html,{article}\n/c/oldcode,/c/jypx\n");
    assert_eq!(import(&site, &list).await.added, 3);
    let mut visitor = site.visitor();
    assert_eq!(ask(&mut visitor, "/tzgg/index.html").await.0, 404);
    for (old, new) in [
        ("/tzgg", "/c/tzgg"),
        ("/tzgg/?from=singlemessage&isappinstalled=0", "/c/tzgg"),
        ("/%E5%85%AC%E5%91%8A/1.html", article.as_str()),
        ("/%e5%85%ac%e5%91%8a/1.html", article.as_str()),
        ("/c/oldcode", "/c/jypx"),
        ("/c/oldcode?page=2", "/c/jypx"),
    ] {
        assert_eq!(ask(&mut visitor, old).await, (301, new.to_owned()), "{old}");
        assert_eq!(ask(&mut visitor, new).await.0, 200, "one step is enough");
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_reached_and_says_so_and_a_draft_is_not() {
    let site = Site::new().await;
    let gone = story::withdrawn(&site.county, "撤下的通知", "数据有误").await;
    let gone = format!("/a/{}", story::code(&site.county, gone).await);
    let draft = story::draft(&site.county, "未公开").await;
    let draft = format!("/a/{}", story::code(&site.county, draft).await);
    assert_eq!(import(&site, &format!("/1.html,{gone}\n/2.html,{draft}\n")).await.added, 2);
    let mut visitor = site.visitor();
    assert_eq!(ask(&mut visitor, "/1.html").await, (301, gone.clone()));
    assert_eq!(ask(&mut visitor, &gone).await.0, 410);
    assert_eq!(ask(&mut visitor, "/2.html").await, (404, String::new()), "an old address does not tell of a draft");
}

/// Two columns each noted as the old address of the other, in whatever order the plan loses and regains them.
#[tokio::test]
async fn no_list_makes_a_circle() {
    let site = Site::new().await;
    let report = import(&site, "/c/tzgg,/c/jypx\n/x.html,/c/ladt\n/c/a-circle,/c/a-circle\n").await;
    assert_eq!((report.added, report.rejected.len()), (1, 2), "{report:?}");
    assert_eq!(report.rejected[0].reason, "“/c/tzgg”是现有栏目，不能作为旧地址");

    let manager = site.county.ctx("guanli").await;
    let retire = ColumnEdit::Retire { code: domain::plan::ColumnCode::parse("ladt").unwrap() };
    site.county.cms.apply_edit(&manager, site.county.plan_version, &retire).await.unwrap();
    let mut visitor = site.visitor();
    assert_eq!(ask(&mut visitor, "/c/ladt").await.0, 404, "it had no items");
    assert_eq!(ask(&mut visitor, "/x.html").await, (404, String::new()), "nothing leads to what is not there");
    assert_eq!(import(&site, "/c/ladt,/c/jypx\n").await.added, 1);
    assert_eq!(ask(&mut visitor, "/c/ladt").await, (301, "/c/jypx".to_owned()));
    assert_eq!(ask(&mut visitor, "/c/jypx").await.0, 200);
}

#[tokio::test]
async fn own_addresses_are_written_in_one_way() {
    let site = Site::new().await;
    let item = story::live(&site.county, "通知").await;
    let article = format!("/a/{}", story::code(&site.county, item).await);
    let mut visitor = site.visitor();
    for (asked, right) in [
        ("/c/tzgg/", "/c/tzgg"),
        ("/c/TZGG?page=1", "/c/tzgg?page=1"),
        ("/C/tzgg", "/c/tzgg"),
        ("/SiteMap/", "/sitemap"),
        (&article.to_uppercase(), &article),
        (&format!("{article}/"), &article),
    ] {
        assert_eq!(ask(&mut visitor, asked).await, (301, right.to_owned()), "{asked}");
    }
    for asked in ["/Nowhere/", "/C/nowhere", "//evil.example/", "/%2F%2Fevil.example/"] {
        assert_eq!(ask(&mut visitor, asked).await, (404, String::new()), "{asked}");
    }
}
