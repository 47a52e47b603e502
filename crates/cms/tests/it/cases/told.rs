//! What the digest of a unit says of cases that wait for its answer.

use cms::Ctx;

use super::*;

/// What the mail of the morning tells the education bureau of cases, one line each; empty when there is none.
async fn told(county: &TestCounty, minute: &str) -> Vec<String> {
    county.set_clock(minute);
    county.cms.remind(&Ctx::system("morning")).await.unwrap();
    let mails = county.cms.store().due_mail("2027-12-31T00:00:00Z".parse().unwrap(), 10_000).await.unwrap();
    let today = day(&minute[..10]);
    let bodies = mails.iter().filter(|mail| mail.unit == unit("jyj") && mail.day == today).map(|mail| &mail.body);
    let lines = bodies.flat_map(|body| body.lines()).filter(|line| line.contains('〔'));
    lines.map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn a_unit_hears_of_a_notice_the_next_morning_and_until_it_has_answered() {
    for county in both_databases().await {
        county.set_clock("2026-11-24 10:00");
        let case = opened(&county).await;
        let line = |told| format!("1. 隆门户改〔2026〕1号：期限 2026-11-27（通知 11-24 → 3 个工作日 → 11-27）；{told}");
        assert_eq!(told(&county, "2026-11-25 08:00").await, [line("待整改回复")]);
        let mails = told(&county, "2026-11-25 16:00").await;
        assert_eq!(mails, [line("待整改回复")], "one mail a morning, however often the job runs");
        assert_eq!(told(&county, "2026-11-26 08:00").await, [] as [&str; 0]);
        assert_eq!(told(&county, "2026-11-27 08:00").await, [line("到期当日")]);
        assert_eq!(told(&county, "2026-11-30 08:00").await, [line("逾期")]);
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
        take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
        assert_eq!(told(&county, "2026-12-07 08:00").await, [] as [&str; 0], "now it is the office's turn");
        take(&county, "guanli", case, check(&[(1, true), (2, false)], "5")).await.unwrap();
        let back = told(&county, "2026-12-08 08:00").await;
        assert_eq!(back.len(), 1);
        assert!(back[0].contains("期限 2026-12-14") && back[0].ends_with("；待整改回复"), "{back:?}");

        let mails = county.cms.store().due_mail("2027-12-31T00:00:00Z".parse().unwrap(), 10_000).await.unwrap();
        assert!(mails.iter().all(|mail| !mail.body.contains("无人接听") && !mail.body.contains("138")), "no word of it");
    }
}

#[tokio::test]
async fn what_stands_in_a_digest_is_known_to_the_log() {
    for county in both_databases().await {
        county.set_clock("2026-11-24 10:00");
        opened(&county).await;
        county.set_clock("2026-11-25 08:00");
        let done = county.cms.remind(&Ctx::system("morning")).await.unwrap();
        assert_eq!(done.cases, 1);
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let made = events.iter().filter(|event| event.action == "reminder.make" && event.data.contains("\"cases\":1"));
        assert_eq!(made.map(|event| event.subject.as_str()).collect::<Vec<_>>(), ["jyj"]);
    }
}
