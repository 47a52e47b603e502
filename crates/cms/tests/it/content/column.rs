//! 改投: a draft that stands in the wrong column goes to another, and nothing is written twice.

use cms::{Error, Result};
use domain::{
    desk::{
        FieldFault,
        content::{Ask, NewItem},
    },
    kind::Kind,
    permission::{Action, Refusal},
    plan::ColumnEdit,
    workflow::Stage,
};
use testkit::TestCounty;

use super::{COLUMN, column, decide, draft, published, refused, seen, sheet, sign, submitted};

/// 社会救助和社会福利领域: the education bureau writes there too, and 县政务办 leads it.
const OTHER: &str = "shjzfl";

fn to(code: &str) -> Ask {
    Ask::ChangeColumn { column: column(code) }
}

#[tokio::test]
async fn what_came_back_for_its_column_goes_to_another_with_all_that_was_written() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = submitted(&county, &author, "困难学生资助安排").await;
        let reason = "不属于本栏目内容，请改投相应栏目。".to_owned();
        decide(&county, &reviewer, item, Ask::Return { reason }).await.unwrap();
        let before = sheet(&county, &author, item).await;
        assert!(before.row.allowed.contains(&Action::ChangeColumn));

        assert_eq!(decide(&county, &author, item, to(OTHER)).await.unwrap(), Stage::Returned);
        let after = sheet(&county, &author, item).await;
        assert_eq!((&after.row.column, after.row.version), (&column(OTHER), before.row.version + 1));
        assert_eq!((after.content, after.secrecy), (before.content, before.secrecy));
        assert!(after.report.is_clear(), "{:?}", after.report);
        let waiting = county.cms.store().open_items().await.unwrap();
        assert_eq!(waiting.iter().map(|open| open.column.as_str()).collect::<Vec<_>>(), [OTHER]);

        let path = county.cms.plan().plan.path_name(&column(OTHER));
        let told = county.cms.notices(&reviewer).await.unwrap();
        let text = format!("《困难学生资助安排》已由韦小兰改投“{path}”栏目");
        assert!(told.iter().any(|notice| notice.text == text && notice.item.is_none()), "{told:?}");
        assert_eq!(county.logged_actions().await.last().map(String::as_str), Some("item.change-column"));

        decide(&county, &author, item, Ask::Submit).await.unwrap();
        assert_eq!(decide(&county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
        let code = county.cms.store().item(item).await.unwrap().unwrap().code;
        assert_eq!(county.cms.store().public_row(&code).await.unwrap().unwrap().column, column(OTHER));
    }
}

#[tokio::test]
async fn a_draft_of_a_column_that_became_history_is_not_stuck() {
    let county = TestCounty::new().await;
    let (author, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
    let item = draft(&county, &author, "还没送审的").await;
    // With the column that shows the same items.
    let mut version = county.plan_version;
    for code in ["jyly", COLUMN] {
        let retire = ColumnEdit::Retire { code: column(code) };
        version = county.cms.apply_edit(&manager, version, &retire).await.unwrap();
    }
    let Err(Error::Blocked(report)) = decide(&county, &author, item, Ask::Submit).await else {
        panic!("submitted to a column of the past");
    };
    assert!(report.blockers().any(|finding| finding.field == "column"));
    decide(&county, &author, item, to(OTHER)).await.unwrap();
    assert_eq!(decide(&county, &author, item, Ask::Submit).await.unwrap(), Stage::InReview);
    let other = super::draft_in(&county, &author, OTHER, "别的栏目的").await;
    assert_eq!(refused(decide(&county, &author, other, to(COLUMN)).await), Refusal::Column, "it takes nothing new");
}

#[tokio::test]
async fn only_the_own_unit_moves_it_and_only_where_it_could_have_begun() {
    let county = TestCounty::new().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = draft(&county, &author, "招生通知").await;
    assert_eq!(refused(decide(&county, &lead, item, to(OTHER)).await), Refusal::OtherUnit);
    // 基本医疗卫生领域 is not the bureau's; 政策解读 takes no articles.
    assert_eq!(refused(decide(&county, &author, item, to("jbylws")).await), Refusal::Column);
    assert_eq!(refused(decide(&county, &author, item, to("meiyou")).await), Refusal::Column);
    let words = "按内容保障方案，“互动回应 / 政策解读”栏目不收“文章”，只收：政策解读";
    assert_eq!(faults(decide(&county, &author, item, to("zcjd")).await), [FieldFault::new("column", words)]);
    assert_eq!(sheet(&county, &author, item).await.row.column, column(COLUMN));

    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(refused(decide(&county, &author, item, to(OTHER)).await), Refusal::Stage);
}

#[tokio::test]
async fn what_a_unit_without_account_sent_in_stays_where_its_lead_unit_leads() {
    let county = TestCounty::new().await;
    let lead = county.ctx("shenhe").await;
    let submitted_by = Some(super::unit("qxj"));
    let new = NewItem { column: column(COLUMN), kind: Some(Kind::Article), submitted_by, explains: None };
    let item = county.cms.create_item(&lead, &new).await.unwrap();
    // 隆安动态 is led by 县委宣传部: 县政务办 enters nothing there.
    assert_eq!(refused(decide(&county, &lead, item, to("ladt")).await), Refusal::Column);
    assert_eq!(decide(&county, &lead, item, to(OTHER)).await.unwrap(), Stage::Draft);
}

#[tokio::test]
async fn what_was_public_keeps_its_column() {
    let county = TestCounty::new().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = published(&county, "已经公开的").await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    assert_eq!(refused(decide(&county, &author, item, to(OTHER)).await), Refusal::Stage);
    decide(&county, &author, item, Ask::Discard).await.unwrap();
    decide(&county, &lead, item, Ask::Withdraw { reason: "内容有误".into() }).await.unwrap();
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    assert_eq!(refused(decide(&county, &author, item, to(OTHER)).await), Refusal::Stage, "taken down, but known");
    assert!(!sheet(&county, &author, item).await.row.allowed.contains(&Action::ChangeColumn));
}

#[tokio::test]
async fn who_asks_twice_or_saw_it_in_the_other_column_changes_nothing() {
    for county in crate::both_databases().await {
        let author = county.ctx("fabu").await;
        let item = draft(&county, &author, "招生通知").await;
        let before = seen(&county, &author, item).await;
        let [one, other] = super::at_once(&county, before, (&author, to(OTHER)), (&author, to(OTHER))).await;
        let done = [&one, &other].iter().filter(|result| matches!(result, Ok(Stage::Draft))).count();
        assert_eq!(done, 1, "{one:?} {other:?}");
        assert!(matches!(county.cms.decide(&author, before, Ask::Submit).await, Err(Error::Stale)));
        // In the column where it is nothing happens.
        let moved = seen(&county, &author, item).await;
        assert_eq!(county.cms.decide(&author, moved, to(OTHER)).await.unwrap(), Stage::Draft);
        assert_eq!(seen(&county, &author, item).await, moved);
        let actions = county.logged_actions().await;
        assert_eq!(actions.iter().filter(|action| *action == "item.change-column").count(), 1);
    }
}

/// What is wrong, and at which fields.
fn faults(result: Result<Stage>) -> Vec<FieldFault> {
    match result {
        Err(Error::Invalid(faults)) => faults,
        other => panic!("nothing is wrong: {other:?}"),
    }
}
