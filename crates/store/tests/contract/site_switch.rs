//! Switches of the whole portal.

use domain::{
    id::SiteSwitchId,
    site::{Banner, Level, Period, Setting, Timed},
};
use store::site_switch::{NewSwitch, SwitchEnd};

use super::*;
use crate::store_test;

fn flood() -> Setting {
    Setting::Banner(Banner {
        level: Level::Urgent,
        text: "右江水位上涨，沿江群众请注意避险".to_owned(),
        link: Some("/c/tzgg".to_owned()),
    })
}

fn holiday() -> Setting {
    Setting::Holiday { text: "元旦放假一天".to_owned() }
}

async fn switch_on(store: &Store, by: AccountId, setting: Setting, until: Option<i64>) -> Option<SiteSwitchId> {
    let timed = Timed { setting, period: Period { from: at(0), until: until.map(at) } };
    let mut tx = begin(store).await;
    let new = NewSwitch { timed: &timed, reason: "防汛指挥部通知", by: (by, "韦经理"), at: at(-1) };
    let id = tx.open_site_switch(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

store_test!(a_setting_comes_back_as_it_was_given, |store| async {
    let manager = open_account(&store, "guanli", Role::PortalManager).await;
    for (setting, until) in [(flood(), Some(60)), (holiday(), Some(120)), (Setting::GreyDay, None)] {
        let id = switch_on(&store, manager, setting.clone(), until).await.unwrap();
        let found = store.site_switches(1).await.unwrap().remove(0);
        assert_eq!((found.id, &found.timed.setting), (id, &setting));
        assert_eq!(found.timed.period, Period { from: at(0), until: until.map(at) });
        assert_eq!((found.reason.as_str(), found.by.as_str()), ("防汛指挥部通知", "韦经理"));
        assert_eq!((found.at, found.ended), (at(-1), None));
    }
    let open: Vec<Setting> =
        store.open_site_switches().await.unwrap().into_iter().map(|row| row.timed.setting).collect();
    assert_eq!(open, [flood(), holiday(), Setting::GreyDay]);
});

store_test!(of_each_switch_one_setting_is_open, |store| async {
    let manager = open_account(&store, "guanli", Role::PortalManager).await;
    let first = switch_on(&store, manager, flood(), Some(60)).await.unwrap();
    assert_eq!(switch_on(&store, manager, flood(), Some(90)).await, None, "the first is open");
    let end = SwitchEnd { at: at(5), by: Some("韦经理"), reason: "险情解除" };
    let mut tx = begin(&store).await;
    assert!(tx.end_site_switch(first, end).await.unwrap());
    assert!(!tx.end_site_switch(first, end).await.unwrap(), "it has been");
    tx.commit().await.unwrap();
    assert_eq!(store.open_site_switches().await.unwrap(), []);
    let ended = store.site_switches(9).await.unwrap().remove(0).ended.unwrap();
    assert_eq!((ended.at, ended.by.as_deref(), ended.reason.as_str()), (at(5), Some("韦经理"), "险情解除"));
    let second = switch_on(&store, manager, flood(), None).await.unwrap();
    let newest: Vec<SiteSwitchId> = store.site_switches(9).await.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(newest, [second, first]);
});
