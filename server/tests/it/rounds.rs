//! 月度巡查 through the front door: the checklist of a unit, its paper, and the table of all units.

use axum::http::StatusCode;
use domain::desk::rounds::{AsRead, RoundSheet};
use serde_json::{Value, json};

use crate::{site::Site, story};

#[derive(serde::Deserialize)]
struct Faults {
    #[serde(rename = "Invalid")]
    invalid: Vec<Value>,
}

#[tokio::test]
async fn a_unit_ticks_signs_and_prints_and_the_office_sees_it() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    let mut clerk = site.signed_in("fabu").await;
    let page = clerk.get("/desk/rounds").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("应于 2026-11-30 前签字（11 月最后一天 11-30，为工作日）"), "{}", page.text());
    assert!(page.text().contains("；日历版本 2017-"), "{}", page.text());
    assert!(clerk.get("/desk").await.text().contains("2026年11月月度巡查"), "it stands on the unit's first page");

    let sheet: RoundSheet = clerk.call("rounds/mine", json!({ "month": null })).await.json();
    assert_eq!(page.texts(".round-line__name").len(), sheet.lines.len());
    let read = |version: i32| AsRead {
        shown: sheet.shown.clone(),
        versions: sheet.lines.iter().map(|line| (line.line.column.clone(), version)).collect(),
    };
    let empty = clerk.call("rounds/sign", json!({ "month": sheet.due.month, "head": "", "read": read(0) })).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.json::<Faults>().invalid.len(), sheet.lines.len() + 1, "every column and the head");
    let answer = json!({ "verdict": "problem", "note": "正在补充", "unchanged": false });
    let line = |code: &Value| json!({ "column": code, "version": 0, "answer": answer });
    let answers: Vec<Value> = sheet.lines.iter().map(|of| line(&json!(of.line.column))).collect();
    let saved = clerk.call("rounds/save", json!({ "month": sheet.due.month, "answers": answers })).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let signed = json!({ "month": sheet.due.month, "head": "陆世平", "read": read(1) });
    assert_eq!(clerk.call("rounds/sign", signed).await.status, StatusCode::OK);

    let paper = clerk.get("/desk/print/rounds/jyj/2026-11").await.text();
    assert!(paper.contains("系统记录截至"), "{paper}");
    assert!(paper.contains("单位负责人 陆世平，经办 韦小兰") && paper.contains("正在补充"), "{paper}");
    let mut office = site.signed_in("guanli").await;
    let matrix = office.get("/desk/print/rounds?year=2026&unit=jyj").await;
    assert_eq!(matrix.texts(".paper__matrix tbody th"), ["县教育局"]);
    assert_eq!(matrix.texts(".paper__state--signed"), [format!("已签（{}）", sheet.lines.len())]);
    assert!(matrix.text().contains("有问题的栏目 3 个"), "the figure in brackets is explained");
    assert!(office.get("/desk").await.texts(".sidebar__link").iter().any(|link| link.contains("月度巡查")));
}
