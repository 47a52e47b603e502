//! The county board as its readers see it.

use axum::http::StatusCode;
use domain::desk::content::Ask;
use serde_json::json;

use crate::{
    site::{Site, Visitor},
    story,
};

#[tokio::test]
async fn what_was_decided_about_a_clock_is_read_by_all_who_see_the_board() {
    let site = Site::new().await;
    let mut manager = site.signed_in("guanli").await;
    let pause = json!({ "kind": "pause", "column": "jypx", "from": "2026-12-01", "reason": "系统迁移" });
    let answer = manager.call("obligations/adjust", json!({ "adjust": pause })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let id: i64 = answer.json();
    let end = json!({ "id": id, "reason": "迁移取消" });
    assert_eq!(manager.call("obligations/end-adjustment", end).await.status, StatusCode::OK);

    // A unit that writes, the unit that leads, the auditor.
    for login in ["fabu", "shenhe", "shenji"] {
        reads(&mut site.signed_in(login).await, login, "调整记录").await;
    }
    reads(&mut manager, "guanli", "调整计时").await;
}

/// Finds the decision, and that it was taken back, behind the button that is called `label`.
async fn reads(reader: &mut Visitor, login: &str, label: &str) {
    let page = reader.get("/desk/board?column=jypx").await;
    let shown: Vec<String> =
        page.texts("#column-jypx button").into_iter().filter(|text| text.starts_with("调整")).collect();
    assert_eq!(shown, [label], "{login}");
    let decided = reader.call("obligations/adjustments", json!({ "column": "jypx" })).await;
    let text = decided.text();
    assert!(text.contains("系统迁移") && text.contains("迁移取消"), "{login}: {text}");
}

#[tokio::test]
async fn a_row_brings_what_led_to_its_state_only_when_it_is_open() {
    let site = Site::new().await;
    let page = site.signed_in("shenji").await.get("/desk/board?column=jypx").await;
    assert!(page.texts("#columns details").len() > 1);
    let opened = page.texts("#column-jypx dt");
    assert!(opened.contains(&"位置".to_owned()), "{opened:?}");
    assert_eq!(page.texts("#columns dt"), opened);
}

/// Makes an address; gives its path.
async fn open_wall(manager: &mut Visitor) -> String {
    let address: String = manager.call("obligations/open-wall", json!({})).await.json();
    address[address.find("/wall/").unwrap()..].to_owned()
}

/// A log-in on a wall would sign for whoever comes by.
#[tokio::test]
async fn a_wall_needs_its_secret_and_no_log_in() {
    let site = Site::new().await;
    story::in_review(&site.county, "尚未公开的标题").await;
    let mut manager = site.signed_in("guanli").await;
    let path = open_wall(&mut manager).await;
    // Nobody touches a wall for days.
    site.county.advance_days(3);
    let mut wall = site.visitor();
    let page = wall.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("private, no-store", "noindex, nofollow"));
    assert_eq!((page.header("refresh"), page.header("set-cookie")), ("60", ""), "it comes again, nobody is followed");
    assert!(!page.texts("#columns tbody th").is_empty() && !page.texts("#units tbody th").is_empty());
    assert_eq!(page.texts("main a, main button, form, script"), Vec::<String>::new(), "nothing is there to be pressed");
    assert!(!page.text().contains("尚未公开的标题"));
    assert_eq!(wall.get("/desk/board").await.status, StatusCode::SEE_OTHER, "it opens nothing else");
}

#[tokio::test]
async fn a_wall_goes_dark_when_its_address_is_replaced_or_ended() {
    let site = Site::new().await;
    let (mut manager, mut wall) = (site.signed_in("guanli").await, site.visitor());
    let first = open_wall(&mut manager).await;
    let second = open_wall(&mut manager).await;
    assert_eq!(wall.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(wall.get(&second).await.status, StatusCode::OK);
    let known = manager.call("obligations/wall", json!({})).await.text();
    assert!(known.contains("李明远") && !known.contains(second.trim_start_matches("/wall/")), "{known}");
    assert_eq!(manager.call("obligations/close-wall", json!({})).await.status, StatusCode::OK);
    assert_eq!(wall.get(&second).await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.call("obligations/close-wall", json!({})).await.status, StatusCode::CONFLICT);
    let logged = site.county.logged_actions().await;
    let logged: Vec<&str> = logged.iter().map(String::as_str).filter(|action| action.starts_with("board.")).collect();
    assert_eq!(logged, ["board.open-wall", "board.open-wall", "board.close-wall"]);
}

#[tokio::test]
async fn a_wall_comes_again_after_what_did_not_work() {
    let site = Site::new().await;
    let path = open_wall(&mut site.signed_in("guanli").await).await;
    site.county.cms.store().close().await;
    let failed = site.visitor().get(&path).await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", failed.text());
    assert_eq!((failed.header("refresh"), failed.header("cache-control")), ("60", "private, no-store"));
}

#[tokio::test]
async fn a_secret_is_not_guessed_and_not_listed() {
    let site = Site::new().await;
    let mut guesser = site.visitor().at("203.0.113.9");
    let mut answers = Vec::new();
    for _ in 0..70 {
        let answer = guesser.get("/wall/000000000000000000000000000000000000000000000000").await;
        answers.push((answer.status, answer.header("refresh").to_owned()));
    }
    // A screen that shares its address with others comes again, one whose address has ended does not.
    assert_eq!(answers[0], (StatusCode::NOT_FOUND, String::new()));
    assert_eq!(answers[69], (StatusCode::TOO_MANY_REQUESTS, "60".to_owned()));
    let robots = site.visitor().get("/robots.txt").await.text();
    assert!(robots.contains("Disallow: /wall/\n") || robots.contains("Disallow: /\n"), "{robots}");
}

#[tokio::test]
async fn the_portal_manager_alone_makes_the_address() {
    let site = Site::new().await;
    assert_eq!(site.signed_in("guanli").await.get("/desk/board").await.texts("#wall").len(), 1);
    assert!(site.signed_in("shenji").await.get("/desk/board").await.texts("#wall").is_empty());
}

#[tokio::test]
async fn the_office_begins_with_numbers_and_each_leads_to_as_many() {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    story::in_review(&site.county, "秋季学期工作安排").await;
    let later = story::in_review(&site.county, "冬季学期工作安排").await;
    let sign = Ask::Sign { publish_at: domain::time::parse_minute("2026-12-10 09:00"), note: String::new() };
    story::decide(&site.county, &site.county.ctx("shenhe2").await, later, sign).await;
    let mut manager = site.signed_in("guanli").await;
    let page = manager.get("/desk").await;
    let figures: Vec<(String, String)> =
        page.texts(".figures a").into_iter().zip(page.attributes(".figures a", "href")).collect();
    assert_eq!(figures.len(), 8, "{figures:?}");
    for (figure, address) in &figures {
        let (count, name) = figure.split_once(' ').unwrap();
        let list = manager.get(address).await;
        assert_eq!(list.status, StatusCode::OK, "{name}");
        let rows = match name {
            "逾期栏目" | "空白栏目" | "临期栏目" => list.texts("#columns tbody tr").len(),
            "在牵头单位待审签" => list.texts("#columns tbody tr").len() + list.texts("#matters tbody tr").len(),
            _ => list.texts("#cases tbody tr, #findings tbody tr").len(),
        };
        assert_eq!(count.parse::<usize>().unwrap(), rows, "{name}");
    }
    let count = |name: &str| figures.iter().any(|(figure, _)| figure.ends_with(name) && !figure.starts_with("0 "));
    assert!(count("空白栏目") && count("在牵头单位待审签"), "{figures:?}");
    assert_eq!(site.signed_in("shenji").await.get("/desk").await.texts(".figures a").len(), 8);
    for login in ["fabu", "anquan"] {
        assert_eq!(site.signed_in(login).await.get("/desk").await.texts(".figures a"), Vec::<String>::new(), "{login}");
    }
}
