//! The county board as its readers see it.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    site::{Site, Visitor},
    story,
};

#[tokio::test]
async fn what_was_decided_about_a_clock_is_read_by_all_who_see_the_board() {
    let site = Site::new().await;
    let mut manager = site.signed_in("guanli").await;
    let pause = json!({ "kind": "pause", "column": "jypx", "from": "2026-12-01", "reason": "系统迁移" });
    let answer = manager.call("obligations/adjust", json!({ "adjust": pause })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let id: i64 = answer.json();
    let end = json!({ "id": id, "reason": "迁移取消" });
    assert_eq!(manager.call("obligations/end-adjustment", end).await.status, StatusCode::OK);

    // A unit that writes, the unit that leads, the auditor.
    for login in ["fabu", "shenhe", "shenji"] {
        reads(&mut site.signed_in(login).await, login, "调整记录").await;
    }
    reads(&mut manager, "guanli", "调整计时").await;
}

/// Finds the decision, and that it was taken back, behind the button that is called `label`.
async fn reads(reader: &mut Visitor, login: &str, label: &str) {
    let page = reader.get("/desk/board?column=jypx").await;
    let shown: Vec<String> =
        page.texts("#column-jypx button").into_iter().filter(|text| text.starts_with("调整")).collect();
    assert_eq!(shown, [label], "{login}");
    let decided = reader.call("obligations/adjustments", json!({ "column": "jypx" })).await;
    let text = decided.text();
    assert!(text.contains("系统迁移") && text.contains("迁移取消"), "{login}: {text}");
}

#[tokio::test]
async fn a_row_brings_what_led_to_its_state_only_when_it_is_open() {
    let site = Site::new().await;
    let page = site.signed_in("shenji").await.get("/desk/board?column=jypx").await;
    assert!(page.texts("#columns details").len() > 1);
    let opened = page.texts("#column-jypx dt");
    assert!(opened.contains(&"位置".to_owned()), "{opened:?}");
    assert_eq!(page.texts("#columns dt"), opened);
}

#[tokio::test]
async fn the_office_begins_with_numbers_and_each_leads_to_as_many() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    story::in_review(&site.county, "秋季学期工作安排").await;
    let mut manager = site.signed_in("guanli").await;
    let page = manager.get("/desk").await;
    let figures: Vec<(String, String)> =
        page.texts(".figures a").into_iter().zip(page.attributes(".figures a", "href")).collect();
    assert_eq!(figures.len(), 8, "{figures:?}");
    for (figure, address) in &figures {
        let (count, name) = figure.split_once(' ').unwrap();
        let list = manager.get(address).await;
        assert_eq!(list.status, StatusCode::OK, "{name}");
        let rows = match name {
            "逾期栏目" | "空白栏目" | "临期栏目" => list.texts("#columns tbody tr").len(),
            "在牵头单位待审签" => list.texts("#columns tbody tr").len() + list.texts("#matters tbody tr").len(),
            _ => list.texts("#cases tbody tr, #findings tbody tr").len(),
        };
        assert_eq!(count.parse::<usize>().unwrap(), rows, "{name}");
    }
    let count = |name: &str| figures.iter().any(|(figure, _)| figure.ends_with(name) && !figure.starts_with("0 "));
    assert!(count("空白栏目") && count("在牵头单位待审签"), "{figures:?}");
    assert_eq!(site.signed_in("shenji").await.get("/desk").await.texts(".figures a").len(), 8);
    for login in ["fabu", "anquan"] {
        assert_eq!(site.signed_in(login).await.get("/desk").await.texts(".figures a"), Vec::<String>::new(), "{login}");
    }
}
