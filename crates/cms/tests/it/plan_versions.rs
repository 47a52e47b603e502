//! Importing plans: idempotent, on a date, without losing what has content.

use chrono::NaiveDate;
use cms::{Error, planning::ImportOutcome};
use domain::{
    id::ItemCode,
    item::Origin,
    permission::Refusal,
    plan::{Change, ColumnCode, Party, Plan, UnitCode, file::FaultKind},
};
use store::item::NewItemRow;
use testkit::{PLAN, TestCounty};

pub(crate) fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An item in a column, as far as the plan cares.
pub(crate) async fn put_item(county: &TestCounty, code: &str, seed: u8) {
    let mut tx = county.cms.store().begin().await.unwrap();
    let item = NewItemRow {
        code: &ItemCode::from_random([seed; 8]),
        column: &column(code),
        unit: &UnitCode::parse("jyj").unwrap(),
        unit_name: "县教育局",
        origin: Origin::Unit,
        submitted_by: None,
        created_by: None,
        created_at: county.cms.now(),
        title: "通知",
        import_key: None,
    };
    tx.insert_item(&item).await.unwrap();
    tx.commit().await.unwrap();
}

/// The shipped plan without some columns.
fn plan_without(codes: &[&str]) -> String {
    let mut plan = Plan::from_toml(PLAN).unwrap();
    plan.columns.retain(|column| !codes.contains(&column.code.as_str()));
    plan.to_toml()
}

/// The shipped plan with every column led by 县政务办; as shipped, some are led by whole groups of units.
pub(crate) fn plan_led_by_one_office() -> String {
    let mut plan = Plan::from_toml(PLAN).unwrap();
    let office = Party::Unit(UnitCode::parse("zwb").unwrap());
    for row in plan.columns.iter_mut().filter_map(|column| column.row.as_mut()) {
        row.leads = vec![office.clone()];
    }
    plan.to_toml()
}

async fn import(county: &TestCounty, toml: &str, on: Option<&str>) -> ImportOutcome {
    county.cms.import_plan(&county.ctx("guanli").await, toml, on.map(day), "调整").await.unwrap()
}

#[tokio::test]
async fn importing_the_same_file_again_changes_nothing() {
    for county in crate::both_databases().await {
        let before = county.logged_actions().await.len();
        assert_eq!(import(&county, PLAN, None).await, ImportOutcome::Unchanged { version: county.plan_version });
        let exported = county.cms.export_plan_toml(&county.ctx("fabu").await).await.unwrap();
        assert_eq!(import(&county, &exported, None).await, ImportOutcome::Unchanged { version: county.plan_version });
        assert_eq!(county.logged_actions().await.len(), before);
    }
}

#[tokio::test]
async fn the_faults_of_a_file_come_back_all_at_once() {
    let county = TestCounty::new().await;
    let mistyped = PLAN.replacen("leads = [\"县政务办\"]", "leads = [\"县某办\"]", 2);
    let ImportOutcome::Faulty(faults) = import(&county, &mistyped, None).await else { panic!("it was taken") };
    assert_eq!(faults.iter().filter(|fault| fault.kind == FaultKind::UnknownParty).count(), 2);
    assert_eq!(county.cms.plan_version(), Some(county.plan_version));
}

#[tokio::test]
async fn a_version_comes_into_force_on_its_day() {
    let county = TestCounty::new().await;
    let amended = PLAN.replacen("name = \"通知公告\"", "name = \"公告通知\"", 1);
    let ImportOutcome::Imported { version, in_force_from, changes } =
        import(&county, &amended, Some("2027-01-01")).await
    else {
        panic!("nothing was imported")
    };
    assert_eq!(in_force_from, day("2027-01-01"));
    assert!(changes.iter().any(|change| matches!(change, Change::ColumnChanged { to, .. } if to == "公告通知")));
    let name = || county.cms.plan().plan.column(&column("tzgg")).unwrap().name.clone();
    assert!(!county.cms.refresh_plan().await.unwrap());
    county.set_clock("2026-12-31 23:59");
    assert!(!county.cms.refresh_plan().await.unwrap());
    assert_eq!((name().as_str(), county.cms.plan_version()), ("通知公告", Some(county.plan_version)));
    county.set_clock("2027-01-01 00:00");
    assert!(county.cms.refresh_plan().await.unwrap());
    assert_eq!((name().as_str(), county.cms.plan_version()), ("公告通知", Some(version)));
    assert!(!county.cms.refresh_plan().await.unwrap(), "once is enough");
    assert_eq!(import(&county, &amended, Some("2027-01-01")).await, ImportOutcome::Unchanged { version });
}

#[tokio::test]
async fn a_day_in_the_past_means_today() {
    let county = TestCounty::new().await;
    let amended = PLAN.replacen("name = \"通知公告\"", "name = \"公告通知\"", 1);
    let ImportOutcome::Imported { in_force_from, .. } = import(&county, &amended, Some("2020-01-01")).await else {
        panic!("nothing was imported")
    };
    assert_eq!(in_force_from, day("2026-11-24"));
    assert_eq!(county.cms.plan().plan.column(&column("tzgg")).unwrap().name, "公告通知");
}

#[tokio::test]
async fn another_node_notices() {
    let county = TestCounty::new().await;
    let other = county.second_node().await;
    import(&county, &PLAN.replacen("name = \"通知公告\"", "name = \"公告通知\"", 1), None).await;
    assert_eq!(other.plan().plan.column(&column("tzgg")).unwrap().name, "通知公告");
    assert!(other.refresh_plan().await.unwrap());
    assert_eq!(other.plan().plan.column(&column("tzgg")).unwrap().name, "公告通知");
}

#[tokio::test]
async fn a_column_that_disappears_with_items_becomes_history() {
    let county = TestCounty::new().await;
    put_item(&county, "tzgg", 1).await;
    let shorter = plan_without(&["tzgg", "ladt"]);
    import(&county, &shorter, None).await;
    let plan = county.cms.plan();
    let kept = plan.plan.column(&column("tzgg")).expect("it has items");
    assert_eq!(kept.retired_on, Some(day("2026-11-24")));
    assert!(!plan.duties(&column("tzgg")).unwrap().takes_items, "nobody puts anything new there");
    assert!(plan.plan.column(&column("ladt")).is_none(), "it was empty");
    let unchanged = import(&county, &shorter, None).await;
    assert!(matches!(unchanged, ImportOutcome::Unchanged { .. }), "{unchanged:?}");
}

#[tokio::test]
async fn items_that_come_in_before_the_day_are_not_lost_either() {
    let county = TestCounty::new().await;
    import(&county, &plan_without(&["tzgg"]), Some("2027-01-01")).await;
    put_item(&county, "tzgg", 1).await;
    county.set_clock("2027-01-01 00:00");
    county.cms.refresh_plan().await.unwrap();
    let kept = county.cms.plan().plan.column(&column("tzgg")).cloned().expect("it has an item by now");
    assert_eq!(kept.retired_on, Some(day("2027-01-01")));
    let restarted = county.second_node().await;
    assert_eq!(restarted.plan().plan.column(&column("tzgg")), Some(&kept), "a restart finds the same");
}

#[tokio::test]
async fn only_the_portal_manager_imports() {
    let county = TestCounty::new().await;
    for login in ["fabu", "shenhe", "anquan", "shenji"] {
        let refused = county.cms.import_plan(&county.ctx(login).await, PLAN, None, "").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{login}: {refused:?}");
    }
}

#[tokio::test]
async fn everybody_reads_the_plan_and_takes_it_along() {
    let county = TestCounty::new().await;
    for login in ["fabu", "shenhe", "guanli", "anquan", "shenji"] {
        let ctx = county.ctx(login).await;
        let sheet = county.cms.plan_sheet(&ctx).await.unwrap();
        assert_eq!((sheet.version, sheet.may_edit), (county.plan_version, login == "guanli"), "{login}");
        assert_eq!(sheet.versions.len(), 1);
    }
    let workbook = county.cms.export_plan_xlsx(&county.ctx("fabu").await).await.unwrap();
    assert!(workbook.starts_with(b"PK"), "a spreadsheet is a ZIP archive");
}
