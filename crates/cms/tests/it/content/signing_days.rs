//! 待审签: what lies with the lead unit has a day of its own. 县政务办 signs within three working days: what was handed in on
//! Tuesday 2026-11-24 by Friday the 27th.

use domain::{
    desk::{
        board::DueAhead,
        calendar::{ClockOf, MovedClock},
        reminders::ReminderLine,
    },
    obligation::{MatterKey, MatterKind},
};

use super::*;
use crate::both_databases;

async fn morning(county: &TestCounty, minute: &str) {
    county.set_clock(minute);
    county.cms.remind(&Ctx::system("morning")).await.unwrap();
}

/// What the account's unit was told last of the signature of `item`; `None` when nothing. Whether an answer is awaited.
async fn told(county: &TestCounty, login: &str, item: ItemId) -> Option<(ReminderLine, bool)> {
    let mine = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    let waiting = mine.waiting.into_iter().map(|line| (line, true));
    let mut all = waiting.chain(mine.done.into_iter().map(|line| (line, false)));
    all.find(|(line, _)| line.matter.as_ref().is_some_and(|matter| matter.key == MatterKey::Signing(item)))
}

/// The same in short.
async fn occasion(county: &TestCounty, login: &str, item: ItemId) -> Option<(String, bool)> {
    let told = told(county, login, item).await;
    told.map(|(line, waits)| (format!("{} {} {}", line.made_on, line.occasion, line.deadline), waits))
}

#[tokio::test]
async fn the_lead_unit_is_told_on_the_day_and_after_it_until_it_signs() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let item = submitted(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
        morning(&county, "2026-11-27 08:30").await;
        let (line, waits) = told(&county, "shenhe", item).await.unwrap();
        assert_eq!((line.titled(), line.times, waits), (format!("待审签：编号 {item}").as_str(), 1, true));
        assert_eq!(line.arithmetic, "送审 11-24 → 3 个工作日 → 11-27");
        assert_eq!((line.occasion.to_string().as_str(), line.deadline), ("到期当日", day("2026-11-27")));
        assert_eq!(occasion(&county, "fabu", item).await, None, "its unit has done its part");
        let mail = county.cms.store().due_mail("2027-01-01T00:00:00Z".parse().unwrap(), 1_000).await.unwrap();
        let to_lead = mail.iter().find(|mail| mail.unit == unit("zwb")).unwrap();
        assert!(to_lead.body.contains(&format!("教育培训 › 待审签：编号 {item}：期限 2026-11-27")), "{}", to_lead.body);
        assert!(!to_lead.body.contains("秋季学期"), "no draft leaves the house");

        morning(&county, "2026-11-30 08:30").await;
        assert_eq!(occasion(&county, "shenhe", item).await, Some(("2026-11-30 逾期 2026-11-27".to_owned(), true)));
        // Two working days later nobody has answered.
        morning(&county, "2026-12-02 08:30").await;
        assert_eq!(
            occasion(&county, "shenhe", item).await,
            Some(("2026-12-02 上报单位负责人 2026-11-27".to_owned(), true))
        );
        let lead = county.ctx("shenhe").await;
        let (line, _) = told(&county, "shenhe", item).await.unwrap();
        county.cms.acknowledge_reminder(&lead, line.id, "明天审签").await.unwrap();
        assert!(!told(&county, "shenhe", item).await.unwrap().1);
        // A week after the first it is told again; what is signed is settled.
        morning(&county, "2026-12-07 08:30").await;
        assert_eq!(
            occasion(&county, "shenhe", item).await,
            Some(("2026-12-07 逾期，第 2 次 2026-11-27".to_owned(), true))
        );
        assert_eq!(decide(&county, &lead, item, sign()).await.unwrap(), Stage::Published);
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        assert_eq!(
            occasion(&county, "shenhe", item).await,
            Some(("2026-12-07 逾期，第 2 次 2026-11-27".to_owned(), false))
        );
    }
}

#[tokio::test]
async fn what_is_given_back_or_signed_for_later_is_nobody_s_to_sign() {
    for county in both_databases().await {
        let (author, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let back = submitted(&county, &author, "秋季学期工作安排").await;
        let later = submitted(&county, &author, "冬季学期工作安排").await;
        morning(&county, "2026-11-27 08:30").await;
        for item in [back, later] {
            assert_eq!(
                occasion(&county, "shenhe", item).await,
                Some(("2026-11-27 到期当日 2026-11-27".to_owned(), true))
            );
        }
        decide(&county, &lead, back, Ask::Return { reason: "请补充附件".into() }).await.unwrap();
        let publish_at = domain::time::parse_minute("2026-12-10 09:00");
        let scheduled = decide(&county, &lead, later, Ask::Sign { publish_at, note: String::new() }).await.unwrap();
        assert_eq!(scheduled, Stage::Scheduled);
        morning(&county, "2026-11-30 08:30").await;
        for item in [back, later] {
            assert_eq!(
                occasion(&county, "shenhe", item).await,
                Some(("2026-11-27 到期当日 2026-11-27".to_owned(), false))
            );
        }
        // Handed in once more, it has three days again: 12-01, 02, 03.
        decide(&county, &author, back, Ask::Submit).await.unwrap();
        morning(&county, "2026-12-03 08:30").await;
        assert_eq!(occasion(&county, "shenhe", back).await, Some(("2026-12-03 到期当日 2026-12-03".to_owned(), true)));
    }
}

/// What falls due on the account's first page on a day.
async fn ahead(county: &TestCounty, login: &str, on: &str) -> Vec<DueAhead> {
    let mine = county.cms.my_duties(&county.ctx(login).await).await.unwrap();
    mine.ahead.into_iter().find(|ahead| ahead.day == day(on)).unwrap().due
}

#[tokio::test]
async fn it_stands_among_the_thirty_days_and_in_the_calendar_of_the_lead_unit() {
    let county = TestCounty::new().await;
    published(&county, "先前的通知").await;
    let item = submitted(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let own =
        DueAhead { name: "待审签：秋季学期工作安排".into(), address: format!("/desk/items/{item}/review") };
    assert!(ahead(&county, "shenhe", "2026-11-27").await.contains(&own));
    assert!(!ahead(&county, "fabu", "2026-11-27").await.contains(&own));
    let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
    assert_eq!(board.matters, [], "the board says it beside the column");

    let lead = county.ctx("shenhe").await;
    let address = county.cms.renew_calendar_address(&lead).await.unwrap();
    let token = address.rsplit_once('/').unwrap().1.trim_end_matches(".ics");
    let calendar = county.cms.unit_calendar(token).await.unwrap().unwrap().replace("\r\n ", "");
    let (_, of_day) = calendar.split_once("DTSTART;VALUE=DATE:20261127").unwrap();
    let (of_day, _) = of_day.split_once("END:VEVENT").unwrap();
    assert!(of_day.contains("1 条待审签") && of_day.contains(&format!("待审签：编号 {item}（送审 11-24")), "{of_day}");
    assert!(!calendar.contains("秋季学期"), "no draft leaves the house");
    decide(&county, &lead, item, sign()).await.unwrap();
    assert!(!ahead(&county, "shenhe", "2026-11-27").await.contains(&own));
}

fn moved_to(moved: &[MovedClock], of: &ClockOf) -> Option<[Option<chrono::NaiveDate>; 2]> {
    moved.iter().find(|clock| clock.of == *of).map(|clock| [clock.due_before, clock.due_after])
}

#[tokio::test]
async fn another_calendar_moves_it_and_the_lead_unit_hears_of_it() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let item = submitted(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
        let notice = day_off("2026-11-26");
        let (_, moved) = county.cms.enter_notice(&county.ctx("guanli").await, &notice).await.unwrap();
        let of = ClockOf::Matter { matter: MatterKind::Signing { item } };
        assert_eq!(moved_to(&moved, &of), Some([Some(day("2026-11-27")), Some(day("2026-11-30"))]));
        let words = county.cms.notices(&county.ctx("shenhe").await).await.unwrap();
        let said = format!("待审签：编号 {item} 2026-11-27 改为 2026-11-30");
        assert!(words[0].text.contains(&said), "{words:?}");
        let told_to_writers = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
        assert!(told_to_writers.iter().all(|notice| !notice.text.contains("待审签")), "{told_to_writers:?}");
    }
}

/// One item was formed on 11-16 and has twenty days, until 12-14; the other is a licence of 12-04 with seven, until 12-15. Two
/// days off before that move the first behind the second, and the second not at all.
#[tokio::test]
async fn of_two_items_that_change_places_each_is_told_by_itself() {
    let county = TestCounty::new().await;
    published(&county, "先前的通知").await;
    county.set_clock("2026-12-07 09:00");
    let clerk = county.ctx("fabu").await;
    let mut items = Vec::new();
    for (kind, on) in [(EventKind::Formed, "2026-11-16"), (EventKind::Licence, "2026-12-04")] {
        let item = draft(&county, &clerk, "招生安排").await;
        let sheet = sheet(&county, &clerk, item).await;
        let event = Some(EventDate { on: day(on), kind });
        let (revision, version) = (sheet.row.revision, sheet.row.version);
        let save = Save { item, revision, version, content: Content { event, ..sheet.content } };
        county.cms.save(&clerk, save).await.unwrap();
        items.push(item);
    }
    let board = county.cms.county_board(&clerk).await.unwrap();
    let of_column = board.lines.iter().find(|line| line.code == column(COLUMN)).unwrap();
    assert_eq!(of_column.due, Some(day("2026-12-14")));
    let notice = days_off("2026-12-01", "2026-12-02");
    let moved = county.cms.preview_notice(&county.ctx("guanli").await, &notice).await.unwrap();
    let of_item = |item: ItemId| moved_to(&moved, &ClockOf::Matter { matter: MatterKind::Item { item } });
    assert_eq!(of_item(items[0]), Some([Some(day("2026-12-14")), Some(day("2026-12-16"))]));
    assert_eq!(of_item(items[1]), None, "its day is what it was");
    assert_eq!(moved_to(&moved, &ClockOf::Column { column: column(COLUMN) }), None, "neither day is the column's");
}
