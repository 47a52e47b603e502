//! Edits of the column tree from the desk.

use cms::{Error, planning::ImportOutcome};
use domain::{
    permission::Refusal,
    plan::{Change, ColumnEdit, ColumnKind, Party, UnitCode},
};
use testkit::{PLAN, TestCounty};

use crate::plan_versions::{column, put_item};

fn rename(code: &str, name: &str) -> ColumnEdit {
    ColumnEdit::Rename { code: column(code), name: name.to_owned() }
}

/// 通知公告 handed from its lead unit to 县委宣传部.
fn handed_over(county: &TestCounty) -> ColumnEdit {
    let plan = county.cms.plan();
    let mut row = plan.plan.column(&column("tzgg")).unwrap().row.clone().unwrap();
    row.leads = vec![Party::Unit(UnitCode::parse("xcb").unwrap())];
    ColumnEdit::Row { code: column("tzgg"), row: Box::new(row) }
}

#[tokio::test]
async fn a_preview_shows_what_happens_to_rights_and_saves_nothing() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    let before = county.cms.plan().duties(&column("tzgg")).unwrap().leads.clone();
    let preview = county.cms.preview_edit(&guanli, &handed_over(&county)).await.unwrap();
    assert!(preview.changes.iter().any(|change| matches!(change, Change::DutyAdded { duty, .. } if duty == "牵头")));
    let signing = preview.rights.iter().filter(|right| right.signs);
    let moved: Vec<(&str, bool)> = signing.map(|right| (right.unit.as_str(), right.gained)).collect();
    assert!(moved.contains(&("xcb", true)), "{moved:?}");
    for lost in &before {
        assert!(moved.contains(&(lost.as_str(), false)), "{lost} loses: {moved:?}");
    }
    assert_eq!(county.cms.plan_version(), Some(county.plan_version));
}

#[tokio::test]
async fn an_edit_holds_at_once_and_is_a_version() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    let version = county.cms.apply_edit(&guanli, county.plan_version, &handed_over(&county)).await.unwrap();
    let duties = county.cms.plan().duties(&column("tzgg")).unwrap().clone();
    assert_eq!(duties.leads.iter().map(UnitCode::as_str).collect::<Vec<_>>(), ["xcb"]);
    let sheet = county.cms.plan_sheet(&guanli).await.unwrap();
    assert_eq!((sheet.version, sheet.versions.len(), sheet.versions[0].by.as_str()), (version, 2, "李明远"));
    assert_eq!(county.logged_actions().await.last().map(String::as_str), Some("plan.edit"));
}

#[tokio::test]
async fn an_edit_of_an_old_version_is_stale() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    county.cms.apply_edit(&guanli, county.plan_version, &rename("tzgg", "公告")).await.unwrap();
    let late = county.cms.apply_edit(&guanli, county.plan_version, &rename("ladt", "动态")).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
}

#[tokio::test]
async fn of_two_edits_at_once_one_is_stale() {
    for county in crate::both_databases().await {
        let guanli = county.ctx("guanli").await;
        let other_node = county.second_node().await;
        let (one, two) = (rename("tzgg", "公告"), rename("ladt", "动态"));
        let (one, two) = tokio::join!(
            county.cms.apply_edit(&guanli, county.plan_version, &one),
            other_node.apply_edit(&guanli, county.plan_version, &two),
        );
        assert_eq!([&one, &two].iter().filter(|result| result.is_ok()).count(), 1, "{one:?} {two:?}");
        assert_eq!(county.cms.store().plan_versions().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_version() {
    let county = TestCounty::new().await;
    let version = county
        .cms
        .apply_edit(&county.ctx("guanli").await, county.plan_version, &rename("tzgg", "通知公告"))
        .await
        .unwrap();
    assert_eq!(version, county.plan_version);
}

#[tokio::test]
async fn an_edit_is_carried_into_announced_versions() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    let announced =
        PLAN.replacen("document_number = \"隆办发〔2018〕93号\"", "document_number = \"隆办发〔2026〕88号\"", 1);
    let imported = county.cms.import_plan(&guanli, &announced, "2027-01-01".parse().ok(), "").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }));
    county.cms.apply_edit(&guanli, county.plan_version, &rename("tzgg", "公告")).await.unwrap();
    let now = county.cms.plan();
    assert_eq!((now.plan.document_number.as_str(), name_of(&county)), ("隆办发〔2018〕93号", "公告".to_owned()));
    county.set_clock("2027-01-01 08:00");
    county.cms.refresh_plan().await.unwrap();
    let then = county.cms.plan();
    assert_eq!((then.plan.document_number.as_str(), name_of(&county)), ("隆办发〔2026〕88号", "公告".to_owned()));
}

#[tokio::test]
async fn an_edit_that_an_announced_version_cannot_take_says_when_it_ends() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    let announced = PLAN.replace("\"tzgg\"", "\"tzgonggao\"");
    assert_ne!(announced, PLAN);
    let imported = county.cms.import_plan(&guanli, &announced, "2027-01-01".parse().ok(), "").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    let preview = county.cms.preview_edit(&guanli, &rename("tzgg", "公告")).await.unwrap();
    assert_eq!(preview.lost_on, ["2027-01-01".parse().unwrap()]);
    assert!(county.cms.preview_edit(&guanli, &rename("ladt", "动态")).await.unwrap().lost_on.is_empty());
}

fn name_of(county: &TestCounty) -> String {
    county.cms.plan().plan.column(&column("tzgg")).unwrap().name.clone()
}

#[tokio::test]
async fn a_retired_column_with_items_becomes_history() {
    let county = TestCounty::new().await;
    put_item(&county, "tzgg", 1).await;
    let guanli = county.ctx("guanli").await;
    let retire = |code| ColumnEdit::Retire { code: column(code) };
    let version = county.cms.apply_edit(&guanli, county.plan_version, &retire("tzgg")).await.unwrap();
    county.cms.apply_edit(&guanli, version, &retire("ladt")).await.unwrap();
    let plan = county.cms.plan();
    assert!(plan.plan.column(&column("tzgg")).unwrap().retired_on.is_some());
    assert!(plan.plan.column(&column("ladt")).is_none());
}

fn described(code: &str, kind: ColumnKind) -> ColumnEdit {
    let summary = "县政府及各部门的公告".to_owned();
    ColumnEdit::Describe { code: column(code), alias: Some("公示公告".to_owned()), kind, assessed: true, summary }
}

#[tokio::test]
async fn what_a_column_is_can_be_said_anew() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    let edit = described("tzgg", ColumnKind::Articles);
    let preview = county.cms.preview_edit(&guanli, &edit).await.unwrap();
    assert!(!preview.changes.is_empty() && preview.rights.is_empty(), "{preview:?}");
    county.cms.apply_edit(&guanli, county.plan_version, &edit).await.unwrap();
    let plan = county.cms.plan();
    let shown = plan.plan.column(&column("tzgg")).unwrap();
    assert_eq!(
        (shown.alias.as_deref(), shown.summary.as_str(), shown.assessed),
        (Some("公示公告"), "县政府及各部门的公告", true)
    );
    assert_eq!(county.logged_actions().await.last().map(String::as_str), Some("plan.edit"));
}

#[tokio::test]
async fn a_column_with_items_does_not_turn_into_what_takes_none_of_them() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    county.cms.preview_edit(&guanli, &described("tzgg", ColumnKind::Videos)).await.unwrap();
    put_item(&county, "tzgg", 1).await;
    match county.cms.preview_edit(&guanli, &described("tzgg", ColumnKind::Videos)).await {
        Err(Error::Invalid(faults)) => {
            assert_eq!(faults[0].message, "栏目已有信息，类型不能由“文章”改为“视频”");
        }
        other => panic!("{other:?}"),
    }
    county.cms.preview_edit(&guanli, &described("tzgg", ColumnKind::Programmes)).await.unwrap();
}

#[tokio::test]
async fn an_impossible_edit_says_why() {
    let county = TestCounty::new().await;
    let guanli = county.ctx("guanli").await;
    match county.cms.preview_edit(&guanli, &rename("tzgg", " ")).await {
        Err(Error::Invalid(faults)) => {
            assert_eq!((faults[0].field.as_str(), faults[0].message.as_str()), ("edit", "名称不能为空"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_the_portal_manager_edits() {
    let county = TestCounty::new().await;
    for login in ["fabu", "shenhe", "anquan", "shenji"] {
        let ctx = county.ctx(login).await;
        let preview = county.cms.preview_edit(&ctx, &rename("tzgg", "公告")).await;
        assert!(matches!(preview, Err(Error::Refused(Refusal::Role))), "{login}: {preview:?}");
        let applied = county.cms.apply_edit(&ctx, county.plan_version, &rename("tzgg", "公告")).await;
        assert!(matches!(applied, Err(Error::Refused(Refusal::Role))), "{login}: {applied:?}");
    }
}
