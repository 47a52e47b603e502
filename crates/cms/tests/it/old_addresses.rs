//! Where the addresses of an older site lead.

use std::io::Cursor;

use cms::{Ctx, Error};
use domain::old_address::Destination;
use serde_json::Value;

const LIST: &str = "旧地址,新地址
/news/1.html,/c/tzgg
http://old.example/list.aspx?id=7,https://www.lax.example/c/jypx
没有地址,/c/tzgg
/news/2.html,/sitemap
/news/3.html,/c/nowhere
/news/4.html,/a/23456789
/news/1.html,/c/jypx
/NEWS/1.html#top,/c/tzgg
";

#[tokio::test]
async fn good_rows_go_in_and_bad_ones_are_named() {
    for county in crate::both_databases().await {
        let manager = county.ctx("guanli").await;
        let list = LIST.replace("https://www.lax.example", &county.cms.settings().public_address);
        let report = county.cms.import_addresses(&manager, list.clone().into()).await.unwrap();
        assert_eq!((report.added, report.changed, report.already_there), (2, 0, 1), "{report:?}");
        let rejected: Vec<(usize, &str)> = report.rejected.iter().map(|r| (r.line, r.reason.as_str())).collect();
        assert_eq!(
            rejected,
            [
                (4, "旧地址须以 / 或 http://、https:// 开头"),
                (5, "新地址“/sitemap”须为 /a/信息编号 或 /c/栏目代码"),
                (6, "方案中没有栏目“nowhere”"),
                (7, "没有编号为“23456789”的信息"),
                (8, "第 2 行已将此旧地址指向 /c/tzgg"),
            ]
        );
        let again = county.cms.import_addresses(&manager, list.into()).await.unwrap();
        assert_eq!((again.added, again.changed, again.already_there), (0, 0, 3), "{again:?}");

        let changed = county.cms.import_addresses(&manager, b"/news/1.html,/c/jypx".to_vec()).await.unwrap();
        assert_eq!((changed.added, changed.changed), (0, 1));
        let to = county.cms.moved_to("/News/1.html").await.unwrap();
        assert_eq!(to, Destination::parse("/c/jypx"));
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let pointed: Vec<_> = events.iter().filter(|event| event.action == "old-address.point").collect();
        assert_eq!(pointed.len(), 3, "what changes nothing is no event");
        assert_eq!(pointed[2].subject, "/news/1.html");
        let data: Value = serde_json::from_str(&pointed[2].data).unwrap();
        assert_eq!(data, serde_json::json!({ "before": "/c/tzgg", "to": "/c/jypx" }));
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn only_who_keeps_the_plan_may() {
    let county = testkit::TestCounty::new().await;
    for login in ["fabu", "shenhe", "anquan", "shenji"] {
        let ctx = county.ctx(login).await;
        let refused = county.cms.import_addresses(&ctx, b"/x,/c/tzgg".to_vec()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{login}: {refused:?}");
    }
    let nobody = Ctx::new(None, String::new(), String::new());
    assert!(matches!(county.cms.import_addresses(&nobody, Vec::new()).await, Err(Error::NotSignedIn)));
    assert_eq!(county.cms.moved_to("/x").await.unwrap(), None);
}

const ITEMS: &str = r#"{"title":"甲","date":"2019-05-06","column":"tzgg","body":"正文","url":"/1","old_address":"/news/1.html"}
{"title":"乙","date":"2019-05-06","column":"tzgg","body":"正文","url":"/2","old_address":"/NEWS/1.html"}
{"title":"丙","date":"2019-05-06","column":"tzgg","body":"正文","url":"/3","old_address":"news/3.html"}
{"title":"丁","date":"2019-05-06","column":"tzgg","body":"正文","url":"/4","old_address":null}
"#;

#[tokio::test]
async fn an_imported_item_brings_its_old_address() {
    for county in crate::both_databases().await {
        let system = Ctx::system("test");
        let report = county.cms.import_items(&system, Cursor::new(ITEMS), None).await.unwrap();
        assert_eq!((report.imported, report.already_there), (2, 0), "{report:?}");
        let Some(Destination::Item(first)) = county.cms.moved_to("/news/1.html").await.unwrap() else { panic!() };
        let rejected: Vec<(usize, String)> = report.rejected.into_iter().map(|r| (r.line, r.reason)).collect();
        assert_eq!(
            rejected,
            [(2, format!("旧地址已指向 /a/{first}")), (3, "旧地址须以 / 或 http://、https:// 开头".to_owned()),]
        );
        // An address that was left out at first can be brought later; one that was led elsewhere since stays there.
        let later = ITEMS.replace("null", "\"/news/4.html\"");
        county.cms.import_addresses(&system, b"/news/1.html,/c/jypx".to_vec()).await.unwrap();
        let again = county.cms.import_items(&system, Cursor::new(later), None).await.unwrap();
        assert_eq!((again.imported, again.already_there, again.rejected.len()), (0, 2, 2), "{again:?}");
        assert!(matches!(county.cms.moved_to("/news/4.html").await.unwrap(), Some(Destination::Item(_))));
        assert_eq!(county.cms.moved_to("/news/1.html").await.unwrap(), Destination::parse("/c/jypx"));
    }
}
