//! The county board as its readers see it.

use axum::http::StatusCode;
use serde_json::json;

use crate::site::{Site, Visitor};

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
