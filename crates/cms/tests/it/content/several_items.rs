//! Several items on their way in one column, each with a clock of its own: the column stands as the first that ends, and
//! nobody's is forgotten beside it.

use domain::{
    desk::{
        board::{ColumnLine, CountyBoard, DueAhead},
        calendar::ClockOf,
        clocks::{Adjust, AdjustmentKind},
    },
    obligation::{MatterKey, MatterKind, State},
};

use super::*;
use crate::both_databases;

/// The budgets of all units: twenty days from their approval.
const BUDGETS: &str = "czxx";

/// A draft whose information was formed on `on`.
async fn formed(county: &TestCounty, ctx: &Ctx, code: &str, title: &str, on: &str) -> ItemId {
    let item = draft_in(county, ctx, code, title).await;
    let sheet = sheet(county, ctx, item).await;
    let event = Some(EventDate { on: day(on), kind: EventKind::Formed });
    let (revision, version) = (sheet.row.revision, sheet.row.version);
    let save = Save { item, revision, version, content: Content { event, ..sheet.content } };
    county.cms.save(ctx, save).await.unwrap();
    item
}

async fn board(county: &TestCounty, login: &str) -> CountyBoard {
    county.cms.county_board(&county.ctx(login).await).await.unwrap()
}

/// What is said of an item beside its column.
fn beside(lines: &[ColumnLine], item: ItemId) -> Option<(Option<chrono::NaiveDate>, State, String)> {
    let is_items =
        |line: &&ColumnLine| line.matter.as_ref().is_some_and(|matter| matter.kind == MatterKind::Item { item });
    lines.iter().find(is_items).map(|line| (line.due, line.state, line.titled()))
}

/// Deadlines of a column that the account's unit was told of and has not answered, with what each is about.
async fn told(county: &TestCounty, login: &str, code: &str) -> Vec<String> {
    let mine = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    let lines = mine.waiting.into_iter().filter(|line| line.column == column(code));
    let mut lines: Vec<String> = lines.map(|line| format!("{} {}", line.titled(), line.deadline)).collect();
    lines.sort();
    lines
}

async fn morning(county: &TestCounty, minute: &str) {
    county.set_clock(minute);
    county.cms.remind(&Ctx::system("morning")).await.unwrap();
}

// 11-20 + 20 working days = 12-18; 11-16 + 20 = 12-14.
#[tokio::test]
async fn who_waits_behind_another_item_is_told_all_the_same() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let clerk = county.ctx("fabu").await;
        let later = draft(&county, &clerk, "秋季学期工作安排").await;
        let name = |item: ItemId| format!("在办信息：编号 {item}");
        morning(&county, "2026-12-09 08:30").await;
        assert_eq!(told(&county, "fabu", COLUMN).await, [format!("{} 2026-12-18", name(later))]);

        // One that ends before it takes its place on the board. The first stays owed, and is told of once.
        let first = formed(&county, &clerk, COLUMN, "教师招聘公告", "2026-11-16").await;
        let seen = board(&county, "fabu").await;
        let of_column = seen.lines.iter().find(|line| line.code == column(COLUMN)).unwrap();
        assert_eq!(of_column.due, Some(day("2026-12-14")));
        let title = "在办信息：秋季学期工作安排".to_owned();
        assert_eq!(beside(&seen.matters, later), Some((Some(day("2026-12-18")), State::Normal, title)));
        assert_eq!(beside(&seen.matters, first), None, "its column says it");
        // Whoever may not read it learns its number.
        let (due, _, title) = beside(&board(&county, "guanli").await.matters, later).unwrap();
        assert_eq!((due, title), (Some(day("2026-12-18")), name(later)));
        let mine = county.cms.my_duties(&clerk).await.unwrap();
        assert!(beside(&mine.matters, later).is_some());
        let ahead = mine.ahead.iter().find(|ahead| ahead.day == day("2026-12-18")).unwrap();
        let (name_there, address) = ("在办信息：秋季学期工作安排".to_owned(), format!("/desk/items/{later}"));
        assert_eq!(ahead.due, [DueAhead { name: name_there, address }]);
        morning(&county, "2026-12-10 08:30").await;
        let both = [format!("{} 2026-12-14", name(first)), format!("{} 2026-12-18", name(later))];
        assert_eq!(told(&county, "fabu", COLUMN).await.len(), 2);
        for line in &both {
            assert!(told(&county, "fabu", COLUMN).await.contains(line), "{line}");
        }

        // Its calendar has both days, and a day off more moves both.
        let address = county.cms.renew_calendar_address(&clerk).await.unwrap();
        let token = address.rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned();
        let feed = county.cms.unit_calendar(&token).await.unwrap().unwrap();
        assert!(feed.contains("20261214") && feed.contains("20261218"), "{feed}");
        let notice = day_off("2026-12-11");
        let moved = county.cms.preview_notice(&county.ctx("guanli").await, &notice).await.unwrap();
        let of = |of: ClockOf| moved.iter().find(|clock| clock.of == of).map(|clock| clock.due_after);
        let matter = MatterKind::Item { item: later };
        assert_eq!(of(ClockOf::Matter { matter }), Some(Some(day("2026-12-21"))));
        assert_eq!(of(ClockOf::Column { column: column(COLUMN) }), Some(Some(day("2026-12-15"))));
        assert_eq!(of(ClockOf::Matter { matter: MatterKind::Item { item: first } }), None, "its column says it");
    }
}

#[tokio::test]
async fn each_item_is_extended_for_itself_and_keeps_its_day_whichever_sets_the_state() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let (clerk, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
        let later = draft(&county, &clerk, "秋季学期工作安排").await;
        let first = formed(&county, &clerk, COLUMN, "教师招聘公告", "2026-11-16").await;
        let extend = |from: &str| Adjust {
            column: column(COLUMN),
            kind: AdjustmentKind::Extension,
            item: None,
            matter: Some(MatterKey::Item(later)),
            from: day(from),
            to: Some(day("2026-12-25")),
            reason: "等待上级文件".into(),
        };
        assert!(matches!(county.cms.adjust_clock(&manager, extend("2026-12-14")).await, Err(Error::Invalid(_))));
        county.cms.adjust_clock(&manager, extend("2026-12-18")).await.unwrap();
        let due = |board: &CountyBoard| beside(&board.matters, later).and_then(|(due, ..)| due);
        assert_eq!(due(&board(&county, "guanli").await), Some(day("2026-12-25")));
        // The other is thrown away: now the column stands by this one, on the day that was granted.
        decide(&county, &clerk, first, Ask::Discard).await.unwrap();
        let now = board(&county, "guanli").await;
        assert_eq!(due(&now), None);
        let of_column = now.lines.iter().find(|line| line.code == column(COLUMN)).unwrap();
        assert_eq!((of_column.due, of_column.extended.is_some()), (Some(day("2026-12-25")), true));
    }
}

#[tokio::test]
async fn a_day_that_was_granted_goes_with_its_item_to_another_column() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let (clerk, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
        let item = draft(&county, &clerk, "秋季学期工作安排").await;
        let extend = Adjust {
            column: column(COLUMN),
            kind: AdjustmentKind::Extension,
            item: None,
            matter: None,
            from: day("2026-12-18"),
            to: Some(day("2026-12-25")),
            reason: "等待上级文件".into(),
        };
        county.cms.adjust_clock(&manager, extend).await.unwrap();
        // 社会救助和社会福利领域, where nothing has been published yet.
        decide(&county, &clerk, item, Ask::ChangeColumn { column: column("shjzfl") }).await.unwrap();
        let seen = board(&county, "guanli").await;
        assert_eq!(beside(&seen.matters, item).and_then(|(due, ..)| due), Some(day("2026-12-25")));
    }
}

#[tokio::test]
async fn a_blank_column_hides_nobodys_day() {
    for county in both_databases().await {
        let mut items = Vec::new();
        for (login, on) in [("fabu", "2026-11-20"), ("fabu2", "2026-11-18")] {
            items.push(formed(&county, &county.ctx(login).await, BUDGETS, "部门预算", on).await);
        }
        let seen = board(&county, "guanli").await;
        let blank = seen.lines.iter().find(|line| line.code == column(BUDGETS)).unwrap();
        assert_eq!(blank.state, State::Blank);
        // 11-20 + 20 days = 12-10, 11-18 + 20 = 12-08.
        let due = |item| beside(&seen.matters, item).and_then(|(due, ..)| due);
        assert_eq!(due(items[0]), Some(day("2026-12-10")));
        assert_eq!(due(items[1]), Some(day("2026-12-08")));
        morning(&county, "2026-12-08 08:30").await;
        let of = |at: usize, due: &str| format!("在办信息：编号 {} {due}", items[at]);
        assert!(told(&county, "fabu", BUDGETS).await.contains(&of(0, "2026-12-10")));
        let theirs = told(&county, "fabu2", BUDGETS).await;
        assert!(theirs.contains(&of(1, "2026-12-08")) && !theirs.contains(&of(0, "2026-12-10")), "{theirs:?}");
    }
}
