//! Lists and pages of citizens.

use chrono::TimeDelta;
use testkit::TestCounty;

use super::{COLUMN, column, live, published};

#[tokio::test]
async fn lists_are_newest_first_with_real_pages_and_neighbours() {
    for county in crate::both_databases().await {
        let mut items = Vec::new();
        for number in 0..5 {
            items.push(published(&county, &format!("通知{number}")).await);
            county.advance_minutes(10);
        }
        let page = county.cms.column_page(&[column(COLUMN)], 2, 2).await.unwrap();
        assert_eq!((page.total, page.count(), page.number), (5, 3, 2));
        assert_eq!(page.rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["通知2", "通知1"]);
        assert_eq!(page.rows[0].summary, "全县中小学校秋季学期工作安排如下。");
        let article = live(&county, items[2]).await;
        assert_eq!(article.newer.unwrap().1, "通知3");
        assert_eq!(article.older.unwrap().1, "通知1");
        assert_eq!(live(&county, items[4]).await.newer, None);
        let latest = county.cms.latest(&[column("tzgg"), column(COLUMN)], 3).await.unwrap();
        assert_eq!(latest.len(), 3);
        assert_eq!(latest[0].published_at, county.cms.now() - TimeDelta::minutes(10));
        assert_eq!(county.cms.published_counts().await.unwrap()[&column(COLUMN)], 5);
        assert!(county.cms.latest(&[], 3).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_item_has_an_address_to_send_and_to_scan() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    let code = live(&county, item).await.code;
    assert_eq!(county.cms.item_address(&code), format!("http://127.0.0.1:3000/a/{code}"));
    assert!(county.cms.item_qr(&code).unwrap().starts_with("<svg xmlns="));
}

#[tokio::test]
async fn drafts_have_no_page() {
    let county = TestCounty::new().await;
    let item = super::submitted(&county, &county.ctx("fabu").await, "未签发").await;
    assert!(super::public(&county, item).await.is_none());
    assert_eq!(county.cms.column_page(&[column(COLUMN)], 1, 20).await.unwrap().total, 0);
}
