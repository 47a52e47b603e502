//! The chain of events: everything that happened is in it, and whatever is done to it afterwards shows.

use cms::Ctx;
use domain::{
    desk::log::LogFilter,
    event::{ChainFault, SubjectKind},
    permission::Refusal,
};
use testkit::TestCounty;

use super::{published, refused};

async fn faults(county: &TestCounty) -> Vec<ChainFault> {
    county.cms.verify_log(&Ctx::system("test")).await.unwrap().faults
}

#[tokio::test]
async fn the_auditor_reads_who_did_what() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    let auditor = county.ctx("shenji").await;
    let filter = LogFilter { subject_kind: Some(SubjectKind::Item), subject: item.to_string(), ..LogFilter::default() };
    let page = county.cms.events(&auditor, &filter).await.unwrap();
    let read: Vec<(&str, &str)> =
        page.rows.iter().map(|row| (row.actor_name.as_str(), row.action_label.as_str())).collect();
    assert_eq!(
        read,
        [
            ("陆文静", "签发"),
            ("韦小兰", "送审"),
            ("韦小兰", "登记保密审查"),
            ("韦小兰", "保存草稿"),
            ("韦小兰", "新建信息"),
        ]
    );
    assert_eq!(page.rows[0].unit_name, "县政务办");
    assert_eq!(refused(county.cms.events(&county.ctx("shenhe").await, &filter).await), Refusal::Role);
    assert_eq!(refused(county.cms.verify_log(&county.ctx("guanli").await).await), Refusal::Role);
    assert!(faults(&county).await.is_empty());
}

#[tokio::test]
async fn a_changed_event_is_named() {
    let county = TestCounty::new().await;
    published(&county, "通知").await;
    county.database().tamper("update event set actor_name = '别人' where seq = 4").await;
    assert_eq!(faults(&county).await, [ChainFault::Changed { seq: 4 }]);
}

#[tokio::test]
async fn a_missing_event_is_named() {
    let county = TestCounty::new().await;
    published(&county, "通知").await;
    county.database().tamper("delete from event where seq in (3, 4)").await;
    assert_eq!(faults(&county).await, [ChainFault::Missing { from: 3, to: 4 }]);
}

#[tokio::test]
async fn a_replaced_event_is_named() {
    let county = TestCounty::new().await;
    published(&county, "通知").await;
    // Changed together with its own hash: the link of the next one gives it away.
    let other = "case substr(hash, 1, 1) when 'f' then '0' else 'f' end || substr(hash, 2)";
    county.database().tamper(&format!("update event set hash = {other} where seq = 3")).await;
    let found = faults(&county).await;
    assert!(found.contains(&ChainFault::Changed { seq: 3 }) && found.contains(&ChainFault::Relinked { seq: 4 }));
}

#[tokio::test]
async fn reordered_events_are_named() {
    let county = TestCounty::new().await;
    published(&county, "通知").await;
    county.database().tamper("update event set seq = -1 where seq = 3").await;
    county.database().tamper("update event set seq = 3 where seq = 4").await;
    county.database().tamper("update event set seq = 4 where seq = -1").await;
    let found = faults(&county).await;
    for seq in [3, 4] {
        assert!(found.contains(&ChainFault::Relinked { seq }), "{found:?}");
    }
}

#[tokio::test]
async fn a_log_cut_off_at_the_end_is_named() {
    let county = TestCounty::new().await;
    published(&county, "通知").await;
    let last = county.cms.store().last_event().await.unwrap();
    county.database().tamper(&format!("delete from event where seq > {}", last - 2)).await;
    assert_eq!(faults(&county).await, [ChainFault::Truncated { expected: last, found: last - 2 }]);
}
