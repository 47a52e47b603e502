//! 我的保障, the first page of a unit: what it says of a late column, and where it leads.

use axum::http::StatusCode;
use domain::{
    patrol::{Clock, Finding, Owner},
    plan::{ColumnCode, UnitCode},
};
use serde_json::json;

use crate::{
    site::{Answer, Site, Visitor},
    story,
};

/// 教育培训, formed on 2026-11-20 and due on 12-18, is late.
const LATE: &str = "2026-12-21 09:00";

/// The first page, and what it says of 教育培训.
async fn line(visitor: &mut Visitor) -> (Answer, String) {
    let page = visitor.get("/desk").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let lines = page.texts("li.duties__item--line");
    let line = lines.iter().find(|line| line.contains("教育培训")).unwrap_or_else(|| panic!("{lines:?}")).clone();
    (page, line)
}

/// Where the buttons of the lines lead.
fn leads_to(page: &Answer) -> Vec<String> {
    page.attributes(".duties__actions a", "href")
}

#[tokio::test]
async fn a_late_column_leads_to_the_draft_by_which_it_is_late() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    let item = story::draft(&site.county, "秋季学期工作安排").await;
    site.county.set_clock(LATE);
    let (page, line) = line(&mut site.signed_in("fabu").await).await;
    assert!(line.contains("逾期") && line.contains("继续办理") && !line.contains("起草"), "{line}");
    assert!(leads_to(&page).contains(&format!("/desk/items/{item}")), "{:?}", leads_to(&page));
}

#[tokio::test]
async fn what_waits_for_a_signature_leads_the_lead_unit_to_sign_it() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    let item = story::in_review(&site.county, "秋季学期工作安排").await;
    site.county.set_clock(LATE);
    let review = format!("/desk/items/{item}/review");
    let (page, lead) = line(&mut site.signed_in("shenhe").await).await;
    assert!(lead.contains("去审签") && !lead.contains("起草"), "{lead}");
    assert!(leads_to(&page).contains(&review), "{:?}", leads_to(&page));
    let board = site.signed_in("shenhe").await.get("/desk/board?column=jypx").await;
    assert!(board.attributes(".board__actions a", "href").contains(&review), "{}", board.text());
    // Its unit has done its part, and begins no second one.
    let (page, unit) = line(&mut site.signed_in("fabu").await).await;
    assert!(unit.contains("查看进度") && !unit.contains("起草"), "{unit}");
    assert!(leads_to(&page).contains(&review), "{:?}", leads_to(&page));
}

#[tokio::test]
async fn a_pause_is_read_beside_what_is_late() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    story::draft(&site.county, "秋季学期工作安排").await;
    site.county.set_clock(LATE);
    let mut manager = site.signed_in("guanli").await;
    let pause = json!({
        "kind": "pause", "column": "jypx", "from": "2026-12-21", "to": "2026-12-31", "reason": "系统迁移",
    });
    let answer = manager.call("obligations/adjust", json!({ "adjust": pause })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let words = "暂停计时中（至 2026-12-31：系统迁移）";
    let (_, line) = line(&mut site.signed_in("fabu").await).await;
    assert!(line.contains("逾期") && line.contains(words), "{line}");
    let board = manager.get("/desk/board?column=jypx").await;
    assert!(board.texts("#column-jypx").concat().contains(words), "{}", board.text());
}

#[tokio::test]
async fn findings_of_the_patrol_wait_for_the_unit_that_mends_them() {
    let site = Site::new().await;
    let line = async |login: &str| site.signed_in(login).await.get("/desk").await.texts("#waiting a").concat();
    assert!(!line("fabu").await.contains("巡查问题"));
    // Three working days each: the one of Monday 11-16 had until 11-19, that of Tuesday 11-24 has until 11-27.
    for (page, started_on) in [("/c/jypx", "2026-11-16"), ("/a/1", "2026-11-24")] {
        let clock = Some(Clock { started_on: started_on.parse().unwrap(), working_days: 3 });
        let finding = Finding { clock, ..site.county.typo(story::COLUMN, page) };
        site.county.keep_finding(&finding).await;
    }
    // What the unit leads, others mend.
    let unit = |code: &str| [UnitCode::parse(code).unwrap()].into();
    let column = ColumnCode::parse(story::COLUMN).unwrap();
    let owner = Owner::Column { column, responsible: unit("czj"), leads: unit("jyj") };
    site.county.keep_finding(&Finding { owner, ..site.county.typo(story::COLUMN, "/a/2") }).await;
    let mut visitor = site.signed_in("fabu").await;
    let page = visitor.get("/desk").await;
    let found = page.texts("#waiting a");
    assert!(found.contains(&"2 个巡查问题待整改，其中 1 个逾期".to_owned()), "{found:?}");
    let list = "/desk/patrol?unit=jyj&duty=mend";
    assert!(page.attributes("#waiting a", "href").contains(&list.to_owned()), "{}", page.text());
    // As many as the number says; a duty without a unit is the own one's; without a duty there is one more.
    let rows = ".board__row > summary";
    let own = "/desk/patrol?duty=mend";
    for (list, count) in [(list, 2), (own, 2), ("/desk/patrol?duty=lead", 1), ("/desk/patrol?unit=jyj", 3)] {
        let page = visitor.get(list).await;
        assert_eq!(page.texts(rows).len(), count, "{list}: {}", page.text());
    }
    let chosen = visitor.get(own).await.attributes("option[selected]", "value");
    assert!(["jyj", "mend"].iter().all(|value| chosen.contains(&(*value).to_owned())), "{chosen:?}");
    assert!(!line("shenhe").await.contains("巡查问题"), "who leads mends nothing");
}
