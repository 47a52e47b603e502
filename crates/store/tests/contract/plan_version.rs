//! Versions of the plan.

use domain::{
    id::{ItemCode, PlanVersionId},
    item::Origin,
    obligation::ClockSettings,
    plan::{ColumnCode, Plan, Site},
};
use store::{item::NewItemRow, plan_version::NewPlanVersion};

use super::*;
use crate::store_test;

fn plan() -> Plan {
    Plan {
        title: "内容保障方案".to_owned(),
        document_number: "隆办发〔2018〕93号".to_owned(),
        effective_on: day("2018-12-01"),
        site: Site::default(),
        clock: ClockSettings::default(),
        units: Vec::new(),
        groups: Vec::new(),
        columns: Vec::new(),
    }
}

async fn add(store: &Store, in_force_from: &str, source: &str) -> PlanVersionId {
    let mut tx = begin(store).await;
    let new = NewPlanVersion {
        plan: &plan(),
        effective_on: day("2018-12-01"),
        in_force_from: day(in_force_from),
        source,
        note: "年度调整",
        created_by: "李明远",
        created_at: at(0),
    };
    let id = tx.add_plan_version(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

store_test!(versions_stand_in_the_order_in_which_they_come_into_force, |store| async {
    assert_eq!(store.last_plan_version().await.unwrap(), None);
    let announced = add(&store, "2027-01-01", "a").await;
    let first = add(&store, "2026-11-24", "b").await;
    let second = add(&store, "2026-11-24", "c").await;
    let versions = store.plan_versions().await.unwrap();
    assert_eq!(versions.iter().map(|version| version.id).collect::<Vec<_>>(), [first, second, announced]);
    let version = &versions[0];
    assert_eq!((version.title.as_str(), version.document_number.as_str()), ("内容保障方案", "隆办发〔2018〕93号"));
    assert_eq!((version.effective_on, version.in_force_from), (day("2018-12-01"), day("2026-11-24")));
    assert_eq!((version.note.as_str(), version.created_by.as_str()), ("年度调整", "李明远"));
    assert_eq!(version.created_at, at(0));
    assert_eq!(store.plan_source(second).await.unwrap().as_deref(), Some("c"));
    assert_eq!(store.plan_source(PlanVersionId::new(99)).await.unwrap(), None);
    assert_eq!(store.last_plan_version().await.unwrap(), Some(second));
});

store_test!(writers_of_versions_take_turns, |store| async {
    let writers: Vec<_> = (0..6)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = begin(&store).await;
                // Only whoever sees no version may add the first.
                if tx.last_plan_version_for_update().await.unwrap().is_none() {
                    let new = NewPlanVersion {
                        plan: &plan(),
                        effective_on: day("2018-12-01"),
                        in_force_from: day("2026-11-24"),
                        source: "x",
                        note: "",
                        created_by: &number.to_string(),
                        created_at: at(0),
                    };
                    tx.add_plan_version(&new).await.unwrap();
                }
                tx.commit().await.unwrap();
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(store.plan_versions().await.unwrap().len(), 1);
});

store_test!(columns_that_hold_items_are_known, |store| async {
    assert!(store.columns_with_items().await.unwrap().is_empty());
    let columns = ["tzgg", "tzgg", "ladt"].map(|code| ColumnCode::parse(code).unwrap());
    let mut tx = begin(&store).await;
    for (number, column) in (1..).zip(&columns) {
        let item = NewItemRow {
            code: &ItemCode::from_random([number; 8]),
            column,
            unit: &unit("jyj"),
            unit_name: "县教育局",
            origin: Origin::Unit,
            submitted_by: None,
            created_by: None,
            created_at: at(0),
            title: "通知",
            import_key: None,
        };
        tx.insert_item(&item).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(store.columns_with_items().await.unwrap(), columns.into_iter().collect());
});
