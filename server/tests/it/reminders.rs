//! Reminders through the front door: the page of a unit and of the office, the file, and the calendar that needs no log-in.

use axum::http::StatusCode;
use cms::Ctx;
use domain::desk::reminders::MyReminders;
use serde_json::json;

use crate::{
    site::{Answer, Site},
    story,
};

/// A county on the morning on which the education bureau's draft has seven working days left.
async fn morning() -> Site {
    let site = Site::new().await;
    story::live(&site.county, "先前的通知").await;
    story::draft(&site.county, "秋季学期工作安排").await;
    site.county.set_clock("2026-12-09 08:30");
    site.county.cms.remind(&Ctx::system("test")).await.unwrap();
    site
}

#[derive(serde::Deserialize)]
struct Served {
    value: MyReminders,
}

fn told(answer: &Answer) -> MyReminders {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json::<Served>().value
}

#[tokio::test]
async fn a_unit_reads_and_acknowledges_what_it_was_told() {
    let site = morning().await;
    let mut clerk = site.signed_in("fabu").await;
    let page = clerk.get("/desk/reminders").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("到期前 7 个工作日") && text.contains("形成 11-20 → 20 个工作日 → 12-18"), "{text}");
    assert!(page.texts(".sidebar__link").iter().any(|link| link.contains("到期提醒") && link.contains("个栏目待确认")));

    let mine = told(&clerk.call("reminders/mine", json!({})).await);
    let line = mine.waiting.iter().find(|line| line.column.as_str() == "jypx").unwrap();
    let call = json!({ "reminder": line.id, "note": "周五前发布" });
    assert_eq!(clerk.call("reminders/acknowledge", call.clone()).await.status, StatusCode::OK);
    assert_eq!(clerk.call("reminders/acknowledge", call).await.status, StatusCode::CONFLICT);
    let mine = told(&clerk.call("reminders/mine", json!({})).await);
    assert!(mine.waiting.iter().all(|line| line.column.as_str() != "jypx"));
    assert_eq!(mine.done[0].acknowledged.as_ref().unwrap().note, "周五前发布");
}

#[tokio::test]
async fn the_office_filters_the_report_in_the_address_and_takes_the_same_lines_away() {
    let site = morning().await;
    let mut manager = site.signed_in("guanli").await;
    let page = manager.get("/desk/reminders?unit=jyj&kind=before").await;
    assert_eq!(page.status, StatusCode::OK);
    // 教育领域 shows what 教育培训 holds, and is a row of the county's table of its own.
    assert_eq!(page.texts("#reminder-report tbody th a"), ["在办信息：编号 2", "教育领域"]);
    let file = page.attributes("#reminder-report a[href*='.csv']", "href").concat();
    assert_eq!(file, "/desk/reminders.csv?unit=jyj&kind=before");
    for panel in ["#contacts", "#templates"] {
        assert!(!page.texts(panel).is_empty(), "{panel}");
    }
    let answer = manager.get(&file).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let text = answer.text();
    assert_eq!(text.trim_end().lines().count(), 3, "{text}");
    assert!(text.contains("2026-12-09,县教育局,县教育局,"), "{text}");
    // The auditor reads the same and sets nothing.
    let mut auditor = site.signed_in("shenji").await;
    let page = auditor.get("/desk/reminders").await;
    assert_eq!((page.status, page.texts("#contacts").len()), (StatusCode::OK, 0));
    let mut clerk = site.signed_in("fabu").await;
    assert_eq!(clerk.get("/desk/reminders.csv").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_calendar_needs_its_secret_and_no_log_in() {
    let site = morning().await;
    let mut clerk = site.signed_in("fabu").await;
    let address: String = clerk.call("reminders/renew-calendar", json!({})).await.json();
    let path = address[address.find("/ics/").unwrap()..].to_owned();
    let mut anybody = site.visitor();
    let answer = anybody.get(&path).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert_eq!(
        (answer.header("cache-control"), answer.header("x-robots-tag")),
        ("private, no-store", "noindex, nofollow")
    );
    assert!(answer.header("set-cookie").is_empty(), "nobody is followed");
    let text = answer.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("DTSTART;VALUE=DATE:20261218\r\n"), "{text}");

    let again: String = clerk.call("reminders/renew-calendar", json!({})).await.json();
    assert_ne!(again, address);
    for wrong in [path.as_str(), path.trim_end_matches(".ics"), "/ics/.ics", "/ics/x.ics"] {
        assert_eq!(anybody.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let mut guesser = site.visitor().at("203.0.113.9");
    let mut statuses = Vec::new();
    for _ in 0..70 {
        statuses.push(guesser.get("/ics/000000000000000000000000000000000000000000000000.ics").await.status);
    }
    assert_eq!((statuses[0], statuses[69]), (StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS));
    let robots = anybody.get("/robots.txt").await.text();
    assert!(robots.contains("Disallow: /ics/\n") || robots.contains("Disallow: /\n"), "{robots}");
}
