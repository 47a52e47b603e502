//! 预测: what the last day of the year brings if nobody does anything. Today is Tuesday, 24 November 2026.

use domain::{
    assessment::VetoState,
    kind::{Account, PolicyDocument},
    time::parse_minute,
};

use super::{
    assessment_measures::{GUANGXI, NATIONAL, article, measured, shown, stands, under, veto},
    *,
};
use crate::both_databases;

/// An account that is fresh until 4 December, an important document of half a year, an interview of the last year, and a text
/// that is to be public by 18 December.
async fn with_what_time_changes(county: &TestCounty) {
    let clerk = county.ctx("fabu").await;
    let account =
        Account { platform: "微信公众号".into(), updated_on: "2026-11-20".parse().ok(), ..Account::default() };
    shown(county, &clerk, "wbwx", "甲号", Detail::Account(account), "2026-11-20").await;
    let important = PolicyDocument { interest: "是".into(), ..PolicyDocument::default() };
    shown(county, &clerk, "wjzl", "招生办法", Detail::PolicyDocument(important), "2026-06-10").await;
    article(county, &clerk, "zxft", "访谈", "2025-12-06").await;
    draft(county, &clerk, "待办的安排").await;
}

#[tokio::test]
async fn what_was_foretold_comes_true_when_nobody_does_anything() {
    for county in both_databases().await {
        with_what_time_changes(&county).await;
        let leaves = ["new-media-stale", "interpretation-missing", "terms-missed", "interviews-few"];
        let now = under(&county, GUANGXI).await;
        // Five of six interviews are missing, each at 0.6.
        assert_eq!(leaves.map(|leaf| stands(&now, leaf)), ["0.00", "1.00", "0.00", "3.00"].map(measured));

        let sets = [NATIONAL, GUANGXI, "census-2015"];
        let mut foretold = Vec::new();
        for rules in sets {
            let sheet = under(&county, rules).await;
            let hit: Vec<_> = sheet.score.vetoes.iter().filter(|veto| veto.state == VetoState::Hit).collect();
            foretold.push((hit.len(), sheet.forecast.unwrap()));
        }
        let stale = "政务新媒体不更新：监测时点前2周内无更新，已触及否决：1 个账号";
        assert!(foretold[0].1.new_vetoes.iter().any(|veto| veto == stale), "{:?}", foretold[0].1.new_vetoes);
        assert!(foretold.iter().all(|(_, forecast)| forecast.caveat().is_none()), "nobody has visited anything yet");

        county.set_clock("2026-12-31 09:00");
        for (rules, (hit, forecast)) in sets.into_iter().zip(foretold) {
            let sheet = under(&county, rules).await;
            assert_eq!((forecast.points, forecast.grade), (sheet.score.points, sheet.score.grade), "{rules}");
            let hit_now = sheet.score.vetoes.iter().filter(|veto| veto.state == VetoState::Hit).count();
            assert_eq!(hit + forecast.new_vetoes.len(), hit_now, "{rules}");
        }
        // The account stood still, nobody asks about a document of June any more, the text is late, the interview too long ago.
        let then = under(&county, GUANGXI).await;
        assert_eq!(leaves.map(|leaf| stands(&then, leaf)), ["0.50", "0.00", "0.50", "3.60"].map(measured));
        assert_eq!(veto(&under(&county, NATIONAL).await, "m2").state, VetoState::Hit);
    }
}

/// Two texts that were to be public by Friday, 18 December are signed: one publishes itself on the 10th, the other on Monday
/// the 21st, one working day late.
#[tokio::test]
async fn what_is_signed_for_later_is_public_on_its_day() {
    for county in both_databases().await {
        let (clerk, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let minutes = ["2026-12-10 09:00", "2026-12-21 09:00"];
        for (title, minute) in ["秋季学期工作安排", "冬季学期工作安排"].into_iter().zip(minutes) {
            let item = submitted(&county, &clerk, title).await;
            let later = Ask::Sign { publish_at: parse_minute(minute), note: String::new() };
            assert_eq!(decide(&county, &lead, item, later).await.unwrap(), Stage::Scheduled);
        }
        let sets = [NATIONAL, GUANGXI, "census-2015"];
        let mut foretold = Vec::new();
        for rules in sets {
            foretold.push(under(&county, rules).await.forecast.unwrap());
        }
        for minute in minutes {
            county.set_clock(minute);
            assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 1);
        }
        county.set_clock("2026-12-31 09:00");
        for (rules, forecast) in sets.into_iter().zip(foretold) {
            let then = under(&county, rules).await.score;
            assert_eq!((forecast.points, forecast.grade), (then.points, then.grade), "{rules}");
        }
        assert_eq!(stands(&under(&county, GUANGXI).await, "terms-missed"), measured("0.50"));
    }
}
