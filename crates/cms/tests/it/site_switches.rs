//! Switches of the whole portal.

use chrono::{DateTime, Utc};
use cms::Error;
use domain::{
    desk::site::SwitchOn,
    id::SiteSwitchId,
    permission::Refusal,
    site::{Banner, Level, Period, Setting},
    time::parse_minute,
};
use testkit::TestCounty;

use crate::both_databases;

fn minute(text: &str) -> DateTime<Utc> {
    parse_minute(text).unwrap()
}

fn flood(until: &str) -> SwitchOn {
    SwitchOn {
        setting: Setting::Banner(Banner {
            level: Level::Urgent,
            text: " 右江水位上涨，沿江群众请注意避险 ".to_owned(),
            link: Some("/c/tzgg".to_owned()),
        }),
        period: Period { from: minute("2026-11-24 09:00"), until: Some(minute(until)) },
        reason: "县防汛抗旱指挥部第3号通知".to_owned(),
        replaces: None,
    }
}

fn grey(from: &str, until: Option<&str>) -> SwitchOn {
    SwitchOn {
        setting: Setting::GreyDay,
        period: Period { from: minute(from), until: until.map(minute) },
        reason: "国家公祭日".to_owned(),
        replaces: None,
    }
}

async fn switch_on(county: &TestCounty, asked: SwitchOn) -> SiteSwitchId {
    county.cms.switch_on(&county.ctx("guanli").await, asked).await.unwrap()
}

#[tokio::test]
async fn a_banner_is_there_at_once_and_goes_by_itself() {
    for county in both_databases().await {
        let id = switch_on(&county, flood("2026-11-24 12:00")).await;
        let state = county.cms.site_state();
        let banner = state.banner.unwrap();
        assert_eq!((banner.level, banner.text.as_str()), (Level::Urgent, "右江水位上涨，沿江群众请注意避险"));
        assert_eq!(state.next_change, Some(minute("2026-11-24 12:00")), "pages made now are good until then");
        county.set_clock("2026-11-24 12:00");
        assert_eq!(county.cms.site_state(), domain::site::SiteState::default());
        let off = county.cms.switch_off(&county.ctx("guanli").await, id, "险情解除").await;
        assert!(matches!(off, Err(Error::Stale)), "it has ended: {off:?}");
    }
}

#[tokio::test]
async fn a_grey_day_begins_and_ends_on_time_or_is_switched_off() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let id = switch_on(&county, grey("2026-12-13 00:00", Some("2026-12-14 00:00"))).await;
    for (at, is_grey, next) in [
        ("2026-12-12 23:59", false, Some("2026-12-13 00:00")),
        ("2026-12-13 00:00", true, Some("2026-12-14 00:00")),
        ("2026-12-14 00:00", false, None),
    ] {
        county.set_clock(at);
        let state = county.cms.site_state();
        assert_eq!((state.grey, state.next_change), (is_grey, next.map(minute)), "{at}");
    }
    county.set_clock("2026-12-13 10:00");
    county.cms.switch_off(&manager, id, "").await.expect_err("a reason is asked for");
    county.cms.switch_off(&manager, id, "时段有误").await.unwrap();
    assert!(!county.cms.site_state().grey);
    let row = county.cms.site_sheet(&manager).await.unwrap().switches.remove(0);
    let ended = row.ended.unwrap();
    assert_eq!((ended.reason.as_str(), ended.at), ("时段有误", minute("2026-12-13 10:00")));
    assert_eq!(ended.by.as_deref(), Some(row.by.as_str()));
    let log = county.logged_actions().await;
    assert_eq!(log[log.len() - 2..], ["site.switch-on", "site.switch-off"]);
}

#[tokio::test]
async fn a_new_setting_takes_the_place_of_the_one_that_the_manager_saw() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let first = switch_on(&county, flood("2026-11-24 12:00")).await;
    let blind = county.cms.switch_on(&manager, flood("2026-11-24 13:00")).await;
    assert!(matches!(blind, Err(Error::Stale)), "somebody else's banner stands there: {blind:?}");
    let second = SwitchOn { replaces: Some(first), ..flood("2026-11-24 13:00") };
    switch_on(&county, second.clone()).await;
    let again = county.cms.switch_on(&manager, second).await;
    assert!(matches!(again, Err(Error::Stale)), "asked twice, done once: {again:?}");
    let sheet = county.cms.site_sheet(&manager).await.unwrap();
    assert_eq!(sheet.switches.len(), 2);
    assert_eq!(sheet.switches[1].ended.as_ref().unwrap().reason, "由新的设置取代");
}

#[tokio::test]
async fn one_whose_time_has_passed_was_ended_by_nobody() {
    let county = TestCounty::new().await;
    switch_on(&county, flood("2026-11-24 12:00")).await;
    county.set_clock("2026-11-24 15:00");
    switch_on(&county, flood("2026-11-24 18:00")).await;
    let first = county.cms.site_sheet(&county.ctx("guanli").await).await.unwrap().switches.remove(1);
    let ended = first.ended.unwrap();
    assert_eq!((ended.by, ended.at), (None, minute("2026-11-24 12:00")));
}

#[tokio::test]
async fn only_the_portal_manager_switches() {
    let county = TestCounty::new().await;
    let id = switch_on(&county, flood("2026-11-24 12:00")).await;
    for login in ["fabu", "shenhe", "xuanchuan", "anquan", "shenji"] {
        let ctx = county.ctx(login).await;
        let asked = SwitchOn { replaces: Some(id), ..flood("2026-11-24 13:00") };
        let refused = |result: Result<(), Error>| {
            assert!(matches!(result, Err(Error::Refused(Refusal::Role))), "{login}: {result:?}");
        };
        refused(county.cms.switch_on(&ctx, asked).await.map(drop));
        refused(county.cms.switch_off(&ctx, id, "不该关").await);
        refused(county.cms.site_sheet(&ctx).await.map(drop));
    }
    assert!(county.cms.site_state().banner.is_some());
}

#[tokio::test]
async fn what_cannot_be_shown_is_told_field_by_field() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let banner = |text: &str, link: &str| {
        Setting::Banner(Banner { level: Level::Important, text: text.to_owned(), link: Some(link.to_owned()) })
    };
    let ordinary = flood("2026-11-24 12:00");
    let until = |until: Option<&str>| Period { until: until.map(minute), ..ordinary.period };
    for (asked, field) in [
        (SwitchOn { setting: banner(" ", ""), ..ordinary.clone() }, "text"),
        (SwitchOn { setting: banner(&"字".repeat(201), ""), ..ordinary.clone() }, "text"),
        (SwitchOn { setting: banner("通知", "https://evil.example/"), ..ordinary.clone() }, "link"),
        (SwitchOn { period: until(None), ..ordinary.clone() }, "until"),
        (SwitchOn { period: until(Some("2026-11-24 09:00")), ..ordinary.clone() }, "until"),
        (SwitchOn { reason: "  ".to_owned(), ..ordinary.clone() }, "reason"),
        (grey("2026-11-22 00:00", Some("2026-11-23 00:00")), "until"),
    ] {
        match county.cms.switch_on(&manager, asked).await {
            Err(Error::Invalid(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(county.cms.site_state(), domain::site::SiteState::default());
}

#[tokio::test]
async fn another_node_follows() {
    let county = TestCounty::new().await;
    let other = county.second_node().await;
    switch_on(&county, grey("2026-11-24 08:00", None)).await;
    assert!(!other.site_state().grey);
    assert!(other.refresh_site().await.unwrap(), "it says that something has changed");
    assert!(other.site_state().grey);
    assert!(!other.refresh_site().await.unwrap());
}
